"""What `chronicle new` asks of each kind of entry: one line a question, and the option that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEXT: Final = "text"  # the field that is no field of the front matter: what stands below it


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field, what is asked about it, and how an answer is written; `many` takes several answers.

    The first question of a kind is answered by the argument TITLE and has no option. What is not `is_asked` is answered
    by its option only: few entries need it. `parts` are options that make one answer together: `killed=3, injured=5`.
    """

    field: str
    option: str = ""
    words: str
    form: str
    is_required: bool = False
    many: bool = False
    is_asked: bool = True
    parts: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """How it is named on the command line."""
        return f"--{self.option}" if self.option else "TITLE"


_DAY: Final = "2023-10-19, 2023-10 or 2023; with / a range, with ~ behind it about, with ? not certain"
_PLACE: Final = "a slug, a name or a spelling"
_PICTURE: Final = "a file in content/media and what it shows: gate.jpg, The burnt gate"
_OTHER: Final = "an incident: a slug or a title"
_ACCOUNT: Final = Question(field=TEXT, option="text", words="The text", form="Markdown; it can be written later")
_SPELLINGS: Final = Question(
    field="spellings", option="spelling", words="Other spelling", form="as sources write it", many=True
)
_COUNTRY: Final = Question(field="country_code", option="country", words="Country", form="two letters, such as IQ")

QUESTIONS: Final[dict[str, tuple[Question, ...]]] = {
    "incident": (
        Question(field="title", words="What happened", form="one line", is_required=True),
        Question(field="date", option="date", words="When", form=_DAY, is_required=True),
        Question(field="locations", option="place", words="Where", form=f"{_PLACE}; the main place first", many=True),
        Question(
            field="types", option="type", words="Kind of event", form="a slug or a label; ? lists them", many=True
        ),
        Question(
            field="actors", option="actor", words="Who", form="a name, or a part and a name: target=The name", many=True
        ),
        Question(
            field="sources",
            option="source",
            words="Source",
            form="an article entry, or publisher, address and date: Reuters, https://…, 2023-10-20",
            many=True,
        ),
        Question(
            field="casualties",
            option="claim",
            words="Killed and injured",
            form="what one source says: 3 killed, 1-5 injured, of=civilians, source=Reuters, who=the mayor",
            many=True,
            parts=("killed", "injured"),
        ),
        Question(field="grade", option="grade", words="How sure it is", form="a grade; ? lists them"),
        _ACCOUNT,
        Question(field="time", option="time", words="Time", form="21:40 or 21:40+03:00", is_asked=False),
        Question(field="weapons", option="weapon", words="Weapon", form="a word", many=True, is_asked=False),
        Question(field="summary", option="summary", words="Summary", form="one sentence", is_asked=False),
        Question(field="tags", option="tag", words="Tag", form="a word", many=True, is_asked=False),
        Question(field="media", option="media", words="Picture", form=_PICTURE, many=True, is_asked=False),
        Question(field="part_of", option="part-of", words="Part of", form=_OTHER, is_asked=False),
        Question(field="follows", option="follows", words="Follows", form=_OTHER, is_asked=False),
        Question(field="duplicate_of", option="duplicate-of", words="Told in", form=_OTHER, is_asked=False),
    ),
    "location": (
        Question(field="name", words="Name", form="one line", is_required=True),
        Question(field="kind", option="kind", words="Sort of place", form="one word; ? lists them"),
        Question(field="parent", option="parent", words="Lies in", form=f"a location: {_PLACE}"),
        Question(
            field="coordinates",
            option="coordinates",
            words="Coordinates",
            form="latitude, longitude in degrees: 33.79, 42.44",
        ),
        Question(field="precision", option="precision", words="How exact they are", form="one word; ? lists them"),
        _SPELLINGS,
        _COUNTRY,
        _ACCOUNT,
    ),
    "actor": (
        Question(field="name", words="Name", form="one line", is_required=True),
        Question(field="kind", option="kind", words="Sort of actor", form="one word; ? lists them"),
        Question(field="parent", option="parent", words="Belongs to", form=f"an actor: {_PLACE}"),
        _SPELLINGS,
        _COUNTRY,
        _ACCOUNT,
    ),
    "article": (
        Question(field="title", words="Headline", form="one line", is_required=True),
        Question(field="publisher", option="publisher", words="Publisher", form="such as Reuters"),
        Question(field="published", option="date", words="When it was published", form=_DAY),
        Question(field="url", option="url", words="Address", form="https://…"),
        Question(field="archived", option="archived", words="Archived copy", form="https://…"),
        Question(field="language", option="language", words="Language", form="a code such as en"),
        _ACCOUNT,
        Question(field="via", option="via", words="Whose copy it is", form="such as Reuters", is_asked=False),
    ),
    "note": (
        Question(field="title", words="Title", form="one line", is_required=True),
        Question(field="order", option="order", words="Place in the menu", form="a number; lower comes first"),
        _ACCOUNT,
    ),
}

# The options of the command and what they say; those that may stand several times.
OPTIONS: Final = {
    "date": "When it happened, or an article was published: 2023-10-19, 2023-10, 2023-10-19/2023-10-20.",
    "place": "Where an incident happened: slug, name or spelling; the main place first.",
    "type": "What kind of event an incident is.",
    "actor": "Who had a part in an incident: NAME, or ROLE=NAME such as target=Police.",
    "source": 'Where an incident was published: an article entry, or "PUBLISHER, ADDRESS, DATE".',
    "killed": "How many were killed, as one source says: 3, 1-5, or 41+ for at least 41.",
    "injured": "How many were injured, as that source says.",
    "claim": 'What a source says of the dead and injured: "3 killed, 1-5 injured, of=civilians, source=Reuters".',
    "grade": "How sure an incident is.",
    "kind": "The sort of a location or actor.",
    "parent": "What a location lies in, or an actor belongs to.",
    "coordinates": 'Where a location is: "LATITUDE, LONGITUDE" in degrees.',
    "precision": "How exact the coordinates are.",
    "spelling": "Another spelling of a location's or actor's name.",
    "country": "The country of a location or actor: two letters.",
    "publisher": "Who published an article.",
    "via": "The agency whose copy an article is, if that is somebody else.",
    "url": "The address of an article.",
    "archived": "The address of an archived copy of an article.",
    "language": "The language of an article.",
    "order": "The place of a note in the menu.",
    "time": "The local time of an incident: 21:40 or 21:40+03:00.",
    "weapon": "What was used in an incident.",
    "summary": "An incident in one sentence.",
    "tag": "A free word for an incident.",
    "media": 'A picture or file in content/media that belongs to an incident: "FILE, WHAT IT SHOWS".',
    "part-of": "The incident that this one is a part of.",
    "follows": "The incident that this one follows from.",
    "duplicate-of": "The incident that tells the same event.",
    "text": "The text below the front matter, in Markdown.",
}
MANY: Final = frozenset(question.option for asked in QUESTIONS.values() for question in asked if question.many)


def given_for(
    kind: str, title: str, options: Mapping[str, str | Sequence[str] | None], *, is_draft: bool = False
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The texts for each field of a kind from the command line, and what is said of options that are another kind's."""
    asked = QUESTIONS[kind]
    texts = {name: _texts(options.get(name)) for name in OPTIONS}
    texts = {"": _texts(title), **texts}
    given = {question.field: _given(question, texts) for question in asked}
    own = [name for question in asked for name in (*question.parts, question.option)]
    usable = ", ".join(f"--{name}" if name else "TITLE" for name in own)
    strange = [name for name, found in texts.items() if found and name not in own]
    faults = [f"--{name} does not go with {kind}, which takes {usable}" for name in strange]
    if is_draft and kind != "incident":
        faults.append(f"--draft does not go with {kind}: only an incident can be a draft")
    return {field: found for field, found in given.items() if found}, tuple(faults)


def _given(question: Question, texts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The answers to a question: the one that its parts make together first."""
    parts = [f"{name}={text}" for name in question.parts for text in texts[name]]
    return (*([", ".join(parts)] if parts else []), *texts[question.option])


def _texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else tuple(value or ())
    return tuple(text for text in texts if text.strip())
