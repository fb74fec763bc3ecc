"""Asking an editor for a new entry, one question at a time; a mistake is explained and asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from chronicle.desk.new.answering import Answer, Mistake, answer, choices
from chronicle.desk.new.composing import Made, Refusal, entry_of, namesake, with_entry
from chronicle.desk.new.questions import QUESTIONS
from chronicle.entries.kinds import Incident, Location
from chronicle.entries.parsing import dump
from chronicle.intake.gazetteer import PRECISION
from chronicle.linking.names import name_of
from chronicle.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chronicle.config import Config
    from chronicle.desk.new.composing import Wish
    from chronicle.desk.new.known import Known
    from chronicle.desk.new.questions import Question
    from chronicle.entries.kinds import Entry
    from chronicle.intake.gazetteer import GazetteerPlace
    from chronicle.text.yaml_text import Plain

INTRODUCTION: Final = (
    "A new {kind}. Enter takes what stands in brackets, or leaves the field out; ? lists what can be answered; "
    "Ctrl-C writes nothing."
)
NOTHING: Final = "-"  # the answer that leaves a field out which has something in brackets
_ANOTHER: Final = {"a": "[a]nother beside it", "q": "[q]uit"}
_WRITE: Final = {"y": "[y]es", "q": "[q]uit"}
_WRITE_OR_DRAFT: Final = {"y": "[y]es", "d": "as a [d]raft", "q": "[q]uit"}
_MOST_LISTED: Final = 100
_MOST_PLACES: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Ways to talk to an editor: to show a text, to ask for one (words, default), to have a key chosen.

    `look_up` gives the places of the world that go by a name.
    """

    show: Callable[[str], None]
    ask: Callable[[str, str], str]
    choose: Callable[[Mapping[str, str]], str]
    look_up: Callable[[str], Sequence[GazetteerPlace]]


def interview(  # noqa: PLR0913, PLR0917 - what is to be made, from what, and with whom
    kind: str, given: Mapping[str, Sequence[str]], config: Config, known: Known, wish: Wish, talk: Talk
) -> Made | Refusal | None:
    """The entries that come of the answers, places that were described on the way first; None when the editor quits.

    What is given is not asked for, unless it is no good answer.
    """
    talk.show(INTRODUCTION.format(kind=kind))
    conversation = _Conversation(config, known, wish, talk)
    entry = conversation.entry(kind, given)
    if entry is None or isinstance(entry, Refusal):
        return entry
    for each in (*conversation.places, entry):
        talk.show(f"\n{dump(each)}")
    talk.show(f"  Write {entry.path}?")
    is_open = kind == "incident" and not wish.is_draft
    key = talk.choose(_WRITE_OR_DRAFT if is_open else _WRITE)
    if key == "q":
        return None
    if key == "d" and isinstance(entry, Incident):
        entry = replace(entry, status="draft")
    return Made(entries=(*conversation.places, entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """How a value is asked for: a text given beforehand, what stands in brackets, whether it is one more of a list."""

    text: str = ""
    default: str = ""
    is_next: bool = False


class _Conversation:
    """One interview: places that are described on the way are known to the questions after them."""

    def __init__(self, config: Config, known: Known, wish: Wish, talk: Talk) -> None:
        self._config = config
        self._known = known
        self._wish = wish
        self._talk = talk
        self.places: list[Location] = []

    def entry(self, kind: str, given: Mapping[str, Sequence[str]]) -> Entry | Refusal | None:
        """The entry of a kind, from all its questions; None when its name is taken and no other one is wanted."""
        values: dict[str, Plain] = {}
        usual: Mapping[str, str] = {}
        for number, question in enumerate(QUESTIONS[kind]):
            is_asked = question.is_asked and (question.field != "precision" or "coordinates" in values)
            if not is_asked and not given.get(question.field):
                continue
            default = usual.get(question.field) or _default(question, values)
            answers = self._answers(kind, question, given.get(question.field, ()), default)
            if answers:
                values[question.field] = answers if question.many else answers[-1]
            if number == 0 and not self._is_wanted(kind, str(values[question.field])):
                return None
            if number == 0 and kind == "location":
                usual = self._from_gazetteer(str(values["name"]))
        if usual.get("geonames"):
            values["geonames"] = usual["geonames"]
        return self._settled(kind, values)

    def _settled(self, kind: str, values: Mapping[str, Plain]) -> Entry | Refusal | None:
        made = entry_of(kind, values, self._known, self._wish)
        if isinstance(made, Refusal) and made.is_taken:
            if not self._is_another_wanted(made.messages[0].partition(";")[0]):
                return None
            made = entry_of(kind, values, self._known, replace(self._wish, is_another=True))
        return made if isinstance(made, Refusal) else made.entries[-1]

    def _is_wanted(self, kind: str, name: str) -> bool:
        """Whether an entry is to be made although one goes by its name; told before everything else is asked."""
        there = namesake(kind, name, self._known)
        if not there or self._wish.is_another:
            return True
        self._wish = replace(self._wish, is_another=self._is_another_wanted(f"{there} has this name already"))
        return self._wish.is_another

    def _is_another_wanted(self, why_not: str) -> bool:
        self._talk.show(f"  {why_not}.")
        return self._talk.choose(_ANOTHER) == "a"

    # ---- one question

    def _answers(self, kind: str, question: Question, given: Sequence[str], default: str) -> list[Plain]:
        """The values of a field: those given, else those asked for, of a list until an answer is empty."""
        if given:
            values = [self._answer(kind, question, _Asked(text=text)) for text in given]
            return [value for value in values if value is not None]
        found: list[Plain] = []
        while (value := self._answer(kind, question, _Asked(default=default, is_next=bool(found)))) is not None:
            found.append(value)
            if not question.many:
                break
        return found

    def _answer(self, kind: str, question: Question, asked: _Asked) -> Plain | None:
        """One value of a field, asked for until it is a good one; None: it is left out."""
        text, default = asked.text, asked.default
        while True:
            text = text or self._talk.ask(_prompt(question, is_next=asked.is_next), default)
            if text.startswith("?") and (text == "?" or choices(kind, question, self._known)):
                self._list(kind, question, text[1:].strip())
            elif text not in {"", NOTHING}:
                found = self._understood(kind, question, text)
                if isinstance(found, Answer):
                    return found.value
                default = found.guess if found else default
            elif question.is_required:
                self._talk.show(f"    It must be there: {question.form}.")
            else:
                return None
            text = ""

    def _understood(self, kind: str, question: Question, text: str) -> Answer | Mistake | None:
        """What a text means, after a talk about a name that nothing has; nothing: ask again."""
        found = answer(kind, question, text, self._known)
        if isinstance(found, Mistake):
            self._talk.show(f"    {found.message}")
            return found
        if not found.unknown:
            return found
        self._talk.show(f"    {found.remark[0].upper()}{found.remark[1:]}.")
        keys = {
            **({"u": f"[u]se {found.guess}"} if found.guess else {}),
            **({"e": "write its [e]ntry now"} if found.unknown == "location" else {}),
            "n": "leave it by [n]ame",
            "a": "[a]sk again",
        }
        return self._decided(kind, question, text, found, self._talk.choose(keys))

    def _decided(self, kind: str, question: Question, text: str, found: Answer, key: str) -> Answer | Mistake | None:
        if key == "u":
            return answer(kind, question, found.guess, self._known)
        if key == "e":
            self._talk.show(f"  The location {text}.")
            place = self.entry("location", {"name": (text,)})
            if not isinstance(place, Location):
                reasons = place.messages if isinstance(place, Refusal) else ()
                self._talk.show("\n".join(("    No entry was made of it.", *(f"    {reason}" for reason in reasons))))
                return None
            self.places.append(place)
            self._known = with_entry(self._known, self._config, place)
            return Answer(value=place.slug)
        return found if key == "n" else None

    def _list(self, kind: str, question: Question, part: str) -> None:
        """What can be answered, or as much of it as has a part in it."""
        every = choices(kind, question, self._known)
        found = [choice for choice in every if part.casefold() in choice]
        more = f", and {len(found) - _MOST_LISTED} more: ?word lists those with a word" if found[_MOST_LISTED:] else ""
        nothing = f"None has {shortened(part)} in it" if every else question.form
        self._talk.show(f"    {', '.join(found[:_MOST_LISTED]) or nothing}{more}")

    # ---- places of the world

    def _from_gazetteer(self, name: str) -> dict[str, str]:
        """What the gazetteer says of the place that an editor takes from it, as answers to what follows."""
        found = tuple(self._talk.look_up(name))[:_MOST_PLACES]
        if not found:
            return {}
        for number, place in enumerate(found, 1):
            self._talk.show(f"    {number}  {_described(place)}")
        keys = {**{str(number): str(number) for number in range(1, len(found) + 1)}, "n": "[n]one of them"}
        key = self._talk.choose(keys)
        return {} if key == "n" else self._usual(found[int(key) - 1])

    def _usual(self, place: GazetteerPlace) -> dict[str, str]:
        names = self._known.names["location"]
        around = (place.province, *_countries(place, self._known))
        parent = next((slugs[0] for name in around if name and len(slugs := names.find(name)) == 1), "")
        return {
            "kind": place.kind,
            "parent": parent,
            "coordinates": f"{place.latitude}, {place.longitude}" if place.latitude is not None else "",
            "precision": place.precision or PRECISION.get(place.kind, "vicinity"),
            "country_code": place.country,
            "geonames": place.geonames,
        }


def _default(question: Question, values: Mapping[str, Plain]) -> str:
    """What a kind of place lets expect of its coordinates; nothing else is supposed."""
    is_precision = question.field == "precision"
    return PRECISION.get(str(values.get("kind", "")), "vicinity") if is_precision else ""


def _prompt(question: Question, *, is_next: bool) -> str:
    return f"  {question.words}, one more" if is_next else f"  {question.words} ({question.form})"


def _described(place: GazetteerPlace) -> str:
    """A place with where it lies and who says so."""
    within = ", ".join(filter(None, (place.province if place.kind != "country" else "", place.country)))
    source = f"GeoNames {place.geonames}" if place.geonames else "Chronicle's gazetteer"
    return f"{place.name}, {place.kind}, {within}: {place.latitude}, {place.longitude} ({source})"


def _countries(place: GazetteerPlace, known: Known) -> tuple[str, ...]:
    """The country of a place, as the chronicle calls it."""
    return tuple(
        name_of(entry)
        for entry in known.entries
        if isinstance(entry, Location)
        and entry.kind == "country"
        and entry.country_code == place.country
        and place.kind != "country"
    )
