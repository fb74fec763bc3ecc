"""Reports of strangers: the text of an issue made with the form becomes an incident, as a draft. Pure.

The text is hostile: it can hold anything at all. It becomes values of fields by the same rules as the answers to
`chronicle new`; what is no value of its field is left out and told.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from chronicle.desk.new.answering import Mistake, answer
from chronicle.desk.new.composing import Refusal, Wish, entry_of
from chronicle.desk.new.questions import QUESTIONS, TEXT
from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import dump
from chronicle.problems import shortened
from chronicle.text.line_ends import with_lf
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chronicle.desk.new.known import Known
    from chronicle.text.yaml_text import Plain

MOST_VALUES: Final = 20  # of one field; each is compared with all names there are
MOST_ALIKE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A field of the form: its label, the field of an incident, and what stands between several values."""

    label: str
    field: str
    between: str = ""


# In the order of the form. The free text comes last: all that follows its heading is part of it.
SECTIONS: Final = (
    Section(label="What happened", field="title"),
    Section(label="When", field="date"),
    Section(label="Where", field="locations", between="\n"),
    Section(label="Kind of event", field="types", between=","),
    Section(label="Sources", field="sources", between="\n"),
    Section(label="What is known", field=TEXT),
)
_UNANSWERED: Final = frozenset({"", "_No response_", "None"})  # what GitHub writes for a field that was left empty
_BULLET: Final = re.compile(r"[-*•]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a report: an entry if there can be one, its text, and what an editor must look at.

    `doubts` are pairs: the label of a field, or nothing, and what is said of it. `alike` are incidents that may be the
    same event.
    """

    entry: Incident | None = None
    text: str = ""
    doubts: tuple[tuple[str, str], ...] = ()
    alike: tuple[Incident, ...] = ()


def given_in(body: str) -> dict[str, tuple[str, ...]]:
    """The texts for each field in the body of an issue; nothing when it was not made with the form.

    A heading counts when its section has not come yet, so no text can open a section that stands before its own.
    """
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    left = list(SECTIONS)
    for line in with_lf(body).split("\n"):
        opened = next((each for each in left if line.rstrip() == f"### {each.label}"), None)
        if opened:
            left = left[left.index(opened) + 1 :]
            lines = found.setdefault(opened.field, [])
        elif lines is not None:
            lines.append(line)
    if SECTIONS[0].field not in found:
        return {}
    texts = {each.field: _values(each, "\n".join(found.get(each.field, ()))) for each in SECTIONS}
    return {field: values for field, values in texts.items() if values}


def _values(section: Section, text: str) -> tuple[str, ...]:
    text = text.strip()
    if text in _UNANSWERED:
        return ()
    if section.field == TEXT:
        return (text,)
    parts = text.split(section.between) if section.between else [text]
    lines = (_BULLET.sub("", " ".join(part.split()), count=1) for part in parts)
    return tuple(dict.fromkeys(line for line in lines if line))


def visible(text: str) -> str:
    """The text without characters that nobody sees, or that make it look like another one: controls, directions, tags.

    Line ends, tabs, joiners, the marks between Latin and Arabic letters and the signs around Arabic numbers stay.
    """
    plain = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(char for char in plain if char in _KEPT or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})


_KEPT: Final = frozenset("\n\r\t\u200c\u200d\u200e\u200f\u061c\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")


def report_of(body: str, known: Known, today: dt.date) -> Report | None:
    """The report in the body of an issue; None when the issue was not made with the form."""
    seen = visible(body)
    given = given_in(seen)
    if not given:
        return None
    report = _report(given, known, today)
    if seen == body:
        return report
    return _told(report, "", "Characters that cannot be seen were taken out.")


def without_account(body: str, known: Known, today: dt.date) -> Report:
    """The report without its free text, where an answer has no room for it."""
    given = {field: texts for field, texts in given_in(visible(body)).items() if field != TEXT}
    report = _report(given, known, today)
    return _told(report, SECTIONS[-1].label, "is too long for this answer: copy it from the report")


def _told(report: Report, label: str, words: str) -> Report:
    return replace(report, doubts=(*report.doubts, (label, words)))


def _report(given: Mapping[str, tuple[str, ...]], known: Known, today: dt.date) -> Report:
    values: dict[str, Plain] = {}
    doubts: list[tuple[str, str]] = []
    unsure: list[str] = []
    for section in SECTIONS:
        found, said = _answers(section, given.get(section.field, ()), known)
        doubts += [(section.label, words) for words in said]
        if found:
            values[section.field] = found if section.between else found[0]
            unsure += [section.field] * bool(said)
    if missing := [each.label for each in SECTIONS if _is_required(each) and each.field not in values]:
        doubts += [(label, "is missing") for label in missing if label not in dict(doubts)]
        return Report(doubts=tuple(doubts))
    review = [field for field in unsure if field != TEXT]
    values |= {"needs_review": [*review]} if review else {}
    made = entry_of("incident", values, known, Wish(today=today, is_draft=True, is_another=True))
    if isinstance(made, Refusal):
        return Report(doubts=(*doubts, *(("", message) for message in made.messages)))
    entry = made.entries[-1]
    assert isinstance(entry, Incident)  # noqa: S101 - what was asked for
    if not entry.sources:
        doubts.append(("Sources", "no source is named yet"))
    return Report(entry=entry, text=dump(entry), doubts=tuple(doubts), alike=alike(entry, known))


def _is_required(section: Section) -> bool:
    return next(question.is_required for question in QUESTIONS["incident"] if question.field == section.field)


def _answers(section: Section, texts: tuple[str, ...], known: Known) -> tuple[list[Plain], list[str]]:
    """The values of a field, and what is said of those that are doubtful or left out."""
    question = next(each for each in QUESTIONS["incident"] if each.field == section.field)
    values: list[Plain] = []
    said: list[str] = []
    for text in texts[:MOST_VALUES]:
        found = answer("incident", question, text, known)
        if isinstance(found, Mistake) and found.guess and section.field == "date":
            said.append(f"{shortened(text)} was read as {found.guess}")
            found = answer("incident", question, found.guess, known)
        if isinstance(found, Mistake):
            said.append(f"left out: {found.message}")
        elif found.value not in values:
            values.append(found.value)
            said += [found.remark] if found.remark else []
    if len(texts) > MOST_VALUES:
        said.append(f"only the first {MOST_VALUES} were read")
    return values, said


# ---- what is there already


def alike(entry: Incident, known: Known) -> tuple[Incident, ...]:
    """Incidents that share a place with this one and are at most a day apart, oldest first."""
    places = set(_places(entry, known))
    found = (
        other
        for other in known.entries
        if isinstance(other, Incident) and _is_near(entry, other) and places & set(_places(other, known))
    )
    return tuple(sorted(found, key=lambda other: (other.date.first, other.path))[:MOST_ALIKE])


def _places(entry: Incident, known: Known) -> Iterator[str]:
    """The slugs of its places; a name without an entry has the slug of its page."""
    for name in entry.locations:
        yield from known.names["location"].find(name) or (slugify(name),)


def _is_near(one: Incident, other: Incident) -> bool:
    day = dt.timedelta(days=1)
    return other.date.first - one.date.last <= day and one.date.first - other.date.last <= day
