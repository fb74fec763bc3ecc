"""One answer of an editor: what a text means for a field of an entry, or what is wrong with it. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.desk.new.claim_text import claim_fields
from chronicle.desk.new.questions import TEXT
from chronicle.entries.fields import Findings, entry_fields
from chronicle.entries.kinds import KINDS
from chronicle.entries.records import ROLES
from chronicle.entries.values import LINE
from chronicle.pages.addresses import note_problem
from chronicle.problems import closest, did_you_mean, or_rather, shortened
from chronicle.text.converting import conversion
from chronicle.text.dates import DateError, parse_when
from chronicle.text.markup import MarkupError
from chronicle.text.nodes import Mapping as Table
from chronicle.text.nodes import Node, Scalar, Sequence
from chronicle.text.slugs import is_slug, name_key, slugify
from chronicle.text.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chronicle.desk.new.known import Known
    from chronicle.desk.new.questions import Question
    from chronicle.entries.fields import Kind
    from chronicle.text.yaml_text import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A value for a field. `remark` is what an editor should know of it, `unknown` the kind of an entry it lacks.

    `guess` is the slug of the entry that may have been meant.
    """

    value: Plain
    remark: str = ""
    unknown: str = ""
    guess: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Why a text is no answer to a question, and the answer that may have been meant."""

    message: str
    guess: str = ""


def answer(kind: str, question: Question, text: str, known: Known) -> Answer | Mistake:
    """What a text means as (one of) the values of a field."""
    text = unicodedata.normalize("NFC", text).strip()
    spaces = "\n\t" if question.field == TEXT else ""
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in spaces for char in text):
        return Mistake(message=f"{shortened(text)} has a character that no entry can hold")
    if question.field == TEXT:
        return _body(text)
    found = _meaning(kind, question, text, known)
    if isinstance(found, Mistake):
        return found
    return _fault(kind, question, found.value) or found


def choices(kind: str, question: Question, known: Known) -> tuple[str, ...]:
    """What can be answered where that is a list; it may be long."""
    named = kind if question.field == "parent" else _NAMED.get(question.field, "")
    if named:
        return tuple(sorted(known.names[named].slugs))
    settings = {"types": tuple(known.types), "grade": known.grades}
    return settings.get(question.field) or tuple(_rule(kind, question).schema.get("enum", ()))


_NAMED: Final = {
    "locations": "location",
    "actors": "actor",
    "sources": "article",
    "part_of": "incident",
    "follows": "incident",
    "duplicate_of": "incident",
}


def _rule(kind: str, question: Question) -> Kind:
    """How the table of fields reads the field of a question; the text below the front matter is one line to it."""
    rules: dict[str, Kind] = {field.name: field.metadata["kind"] for field in entry_fields(KINDS[kind])}
    return rules.get(question.field, LINE)


def node_of(value: Plain) -> Node:
    """A plain value as the front matter of a file would give it."""
    if isinstance(value, str):
        return Scalar(value, quoted=True)
    if isinstance(value, dict):
        return Table(tuple((Scalar(key), node_of(item)) for key, item in value.items()))
    return Sequence(tuple(map(node_of, value)))


def _body(text: str) -> Answer | Mistake:
    try:
        conversion(f"{text}\n")
    except MarkupError as error:
        return Mistake(message=str(error))
    return Answer(value=text)


def _fault(kind: str, question: Question, value: Plain) -> Mistake | None:
    """What the table of fields finds wrong with a value."""
    rule, findings = _rule(kind, question), Findings("")
    rule.read(node_of([value] if question.many else value), question.field, findings)
    worst = next((problem for problem in findings.problems if problem.level == "error"), None)
    if worst is None:
        return _reserved(str(value)) if (kind, question.field) == ("note", "title") else None
    return Mistake(message=worst.message, guess="" if question.many else _plain(worst.meant))


def _reserved(title: str) -> Mistake | None:
    """Why a note may not be called so: its file would have the name of a page of the site."""
    if not (problem := note_problem(slugify(title), "")):
        return None
    return Mistake(message=f"{problem.message.partition(';')[0]}; give the note another title")


def _plain(written: str) -> str:
    """A value as it is answered, from how it is written in front matter."""
    node = parse_yaml(f"x: {written}").get("x")
    return node.text if isinstance(node, Scalar) else written


def _meaning(kind: str, question: Question, text: str, known: Known) -> Answer | Mistake:
    means = _MEANINGS.get(question.field)
    return means(kind, text, known) if means else Answer(value=text)


def _place(_: str, text: str, known: Known) -> Answer | Mistake:
    return _reference("location", text, known)


def _incident(_: str, text: str, known: Known) -> Answer | Mistake:
    return _parent("incident", text, known)


def _parent(kind: str, text: str, known: Known) -> Answer | Mistake:
    """An entry that must be there."""
    found = _reference(kind, text, known)
    if isinstance(found, Answer) and found.unknown:
        return Mistake(message=found.remark, guess=found.guess)
    return found


def _grade(_: str, text: str, known: Known) -> Answer | Mistake:
    if text in known.grades:
        return Answer(value=text)
    message = f"{shortened(text)} is not one of {', '.join(known.grades)}{did_you_mean(text, known.grades)}"
    return Mistake(message=message, guess=closest(text, known.grades) or "")


def _coordinates(_: str, text: str, known: Known) -> Answer:
    del known
    return Answer(value=list(re.split(r"\s*,\s*|\s+", text.strip("[] "))))


def _reference(kind: str, text: str, known: Known) -> Answer | Mistake:
    """The slug of the entry that is meant; a text that means none stands for itself."""
    names = known.names[kind]
    found = names.find(text)
    if len(found) > 1:
        return Mistake(message=f"{shortened(text)} can mean {', '.join(found)}; write the one you mean")
    if found:
        return Answer(value=found[0])
    near = closest(name_key(text), names.known())
    guess = names.find(near)[0] if near else ""
    return Answer(
        value=text, remark=f"there is no {kind} {shortened(text)}{or_rather(guess)}", unknown=kind, guess=guess
    )


_ROLE: Final = re.compile(r"([a-z]+)\s*=\s*(.*)", re.DOTALL)


def _role(_: str, text: str, known: Known) -> Answer | Mistake:
    """`target=Police` or `Police`."""
    written = _ROLE.fullmatch(text)
    role, name = (written[1], written[2]) if written else ("", text)
    if role and role not in ROLES:
        guess = closest(role, ROLES)
        message = f"{shortened(role)} is not one of {', '.join(ROLES)}{did_you_mean(role, ROLES)}"
        return Mistake(message=message, guess=f"{guess}={name}" if guess else "")
    found = _reference("actor", name, known)
    if isinstance(found, Mistake):
        return found
    value: Plain = {"actor": found.value, "role": role} if role else {"actor": found.value}
    # An actor needs no entry: only one that may be misspelt is worth a question.
    remark, unknown = (found.remark, found.unknown) if found.guess else ("", "")
    guess = f"{role}={found.guess}" if role and found.guess else found.guess
    return Answer(value=value, remark=remark, unknown=unknown, guess=guess)


def _type(_: str, text: str, known: Known) -> Answer | Mistake:
    labels = {name_key(label): slug for slug, label in known.types.items()}
    slug = text if text in known.types else labels.get(name_key(text), slugify(text))
    if slug in known.types:
        return Answer(value=slug)
    guess = closest(slug, known.types) or ""
    message = f"{shortened(text)} is not a known type{or_rather(guess)}; [types.{slug}] in chronicle.toml adds it"
    return Mistake(message=message, guess=guess)


def _source(_: str, text: str, known: Known) -> Answer | Mistake:
    """An article entry, or a publisher, an address and a date, in any order, with commas between."""
    names = known.names["article"]
    found = names.find(text)
    if len(found) == 1:
        return Answer(value={"article": found[0]})
    if is_slug(text) and (near := closest(text, names.slugs)):
        return Mistake(message=f'there is no article {shortened(text)} (did you mean "{near}"?)', guess=near)
    source: dict[str, Plain] = {}
    named: list[str] = []
    for part in filter(None, (part.strip() for part in text.split(", "))):
        if ("://" in part or part.startswith("www.")) and "url" not in source:
            source["url"] = part
        elif _is_date(part) and "date" not in source:
            source["date"] = part
        else:
            named.append(part)
    return Answer(value={"publisher": ", ".join(named), **source} if named else source)


def _claim(_: str, text: str, known: Known) -> Answer | Mistake:
    """What one source says; an article entry stands by its slug."""
    try:
        claim: dict[str, Plain] = {**claim_fields(text)}
    except ValueError as error:
        return Mistake(message=str(error))
    found = known.names["article"].find(str(claim.get("source", "")))
    return Answer(value={**claim, "source": found[0]} if len(found) == 1 else claim)


def _picture(_: str, text: str, known: Known) -> Answer | Mistake:
    """A file, from the folder of media or with its path, and what it shows."""
    file, _comma, shows = (part.strip() for part in text.partition(","))
    name = f"media/{file.removeprefix('content/').removeprefix('media/')}"
    if name not in known.media:
        near = closest(name, known.media) or ""
        return Mistake(
            message=f"there is no file content/{shortened(name)[1:-1]}{or_rather(near)}; put it there first", guess=near
        )
    if not shows:
        return Answer(value={"file": name}, remark=f"{name} says nothing to readers who cannot see it; add alt:")
    return Answer(value={"file": name, "alt": shows})


def _is_date(text: str) -> bool:
    """Whether a text is a date, or was meant to be one and is told as a mistake."""
    try:
        parse_when(text)
    except DateError as error:
        return bool(error.guess) or bool(re.fullmatch(r"[\d./-]+", text))
    return True


_MEANINGS: Final[Mapping[str, Callable[[str, str, Known], Answer | Mistake]]] = {
    "locations": _place,
    "parent": _parent,
    "types": _type,
    "actors": _role,
    "sources": _source,
    "grade": _grade,
    "coordinates": _coordinates,
    "casualties": _claim,
    "media": _picture,
    "part_of": _incident,
    "follows": _incident,
    "duplicate_of": _incident,
}
