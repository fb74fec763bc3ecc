"""From answers to a new entry: its file's name, its text, and the proof that the text is read as the entry. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.desk.new.answering import Mistake, answer, node_of
from chronicle.desk.new.known import known_of
from chronicle.desk.new.questions import QUESTIONS, TEXT
from chronicle.entries.field_reading import read_record
from chronicle.entries.fields import Findings
from chronicle.entries.kinds import KINDS, Actor, Article, Incident, Location, kind_of, slug_of
from chronicle.entries.proving import written
from chronicle.intake.drafting import article_path, incident_path, numbered
from chronicle.intake.words import ENGLISH
from chronicle.linking.names import name_of
from chronicle.text.dates import When
from chronicle.text.frontmatter import Text
from chronicle.text.nodes import Mapping as Table
from chronicle.text.nodes import Scalar
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from chronicle.config import Config
    from chronicle.desk.new.known import Known
    from chronicle.desk.new.questions import Question
    from chronicle.entries.kinds import Entry
    from chronicle.text.yaml_text import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How an entry is to be made: on which day, as a draft, and under a number if its name is taken."""

    today: dt.date
    is_draft: bool = False
    is_another: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """New entries, the one asked for last, and what an editor should know of them."""

    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why no entry came of the answers. `is_taken`: only its name stands in the way."""

    messages: tuple[str, ...]
    is_usage: bool = True
    is_taken: bool = False


def compose(kind: str, given: Mapping[str, Sequence[str]], known: Known, wish: Wish) -> Made | Refusal:
    """The entry that comes of texts by field, or everything that is wrong with them."""
    values: dict[str, Plain] = {}
    remarks: list[str] = []
    faults: list[str] = []
    for question in QUESTIONS[kind]:
        answers: list[Plain] = []
        for text in given.get(question.field, ()):
            found = answer(kind, question, text, known)
            if isinstance(found, Mistake):
                faults.append(_told(question, found))
                continue
            answers.append(found.value)
            remarks += [_remark(question, found.remark)] if found.remark else []
        if answers:
            values[question.field] = answers if question.many else answers[-1]
        elif question.is_required and not given.get(question.field):
            faults.append(f"{question.shown} is missing: {question.words[0].lower()}{question.words[1:]}")
    return Refusal(messages=tuple(faults)) if faults else entry_of(kind, values, known, wish, tuple(remarks))


def _told(question: Question, mistake: Mistake) -> str:
    hint = f"\n  → {mistake.guess}" if mistake.guess and f'"{mistake.guess}"' not in mistake.message else ""
    return f"{question.shown}: {mistake.message}{hint}"


def _remark(question: Question, remark: str) -> str:
    tail = "; it stands on no map until it has an entry" if question.field == "locations" else ""
    return f"{question.shown}: {remark}{tail}"


def entry_of(
    kind: str, values: Mapping[str, Plain], known: Known, wish: Wish, remarks: tuple[str, ...] = ()
) -> Made | Refusal:
    """The entry that has these values, under a name that is free, proved by reading what would be written."""
    table = Table(tuple((Scalar(name), node_of(value)) for name, value in values.items() if name != TEXT))
    findings = Findings("")
    fields = read_record(KINDS[kind], table, findings)
    if fields is None:
        return Refusal(messages=tuple(f"{each.field}: {each.message}" for each in findings.problems))
    text = values.get(TEXT, "")
    body = f"{text}\n" if text and isinstance(text, str) else ""
    entry = _dated(KINDS[kind](path="", text=Text.of(body), **fields), wish)
    usual = _usual_path(entry)
    there = namesake(kind, name_of(entry), known) or _holder(kind, usual, known)
    if there and not wish.is_another:
        return _taken(there, known)
    path = next(path for path in numbered(usual) if not _holder(kind, path, known))
    return _proved(dataclasses.replace(entry, path=path), remarks)


def namesake(kind: str, name: str, known: Known) -> str:
    """The file of an entry that goes by a name, by a spelling too; many incidents and articles may have one title."""
    slugs = () if kind in {"incident", "article"} else known.names[kind].find(name)
    return known.paths[kind, slugs[0]] if slugs else ""


def _holder(kind: str, path: str, known: Known) -> str:
    """The file of an entry that has the address which this path would get, or had it before; empty when it is free."""
    name = kind, slug_of(path)
    return known.paths.get(name) or known.earlier.get(name, "")


def _dated(entry: Entry, wish: Wish) -> Entry:
    """The entry with the day it was added, where its kind has one, and as a draft if that is wished."""
    if isinstance(entry, Incident) and wish.is_draft:
        entry = dataclasses.replace(entry, status="draft")
    if isinstance(entry, Incident | Article):
        entry = dataclasses.replace(entry, added=When.on(wish.today))
    return entry


def _usual_path(entry: Entry) -> str:
    """The file of an entry, named as an import names its drafts."""
    if isinstance(entry, Incident):
        where = slugify(entry.locations[0]) if entry.locations else ""
        return incident_path(_day(entry.date), where, entry.title)
    if isinstance(entry, Article):
        date = _day(entry.published) if entry.published else ""
        return article_path(entry.publisher, date, entry.title, ENGLISH)
    return f"content/{kind_of(entry)}s/{slugify(name_of(entry))}.md"


def _day(when: When) -> str:
    """The beginning of a date, as exact as it is known, without marks of doubt."""
    return str(when.start).rstrip("~?%")


def _taken(there: str, known: Known) -> Refusal:
    title = next((f' ("{name_of(entry)}")' for entry in known.entries if entry.path == there), "")
    message = f"{there}{title} is there already; change it, or add --another to write one beside it"
    return Refusal(messages=(message,), is_usage=False, is_taken=True)


def _proved(entry: Entry, remarks: tuple[str, ...]) -> Made | Refusal:
    _, faults = written(entry)
    if not faults:
        return Made(entries=(entry,), remarks=remarks)
    where = f"{faults[0].field} " if faults[0].code == "entry-unwritable" else ""
    return Refusal(messages=(f"this gives no good entry: {where}{faults[0].message}",))


def with_entry(known: Known, config: Config, entry: Location) -> Known:
    """What is known once this entry is to be written, too."""
    paths = {**known.paths, ("location", entry.slug): entry.path}
    return known_of(config, (*known.entries, entry), paths, known.media)


_CHECK: Final = "Next: run chronicle check."


def next_steps(made: Made) -> tuple[str, ...]:
    """What an editor does next with an entry that was just written."""
    entry = made.entries[-1]
    is_bare = not entry.body and not isinstance(entry, Location | Actor)
    lines = ["Next: write its text below the second ---, then run chronicle check." if is_bare else _CHECK]
    if isinstance(entry, Incident) and not entry.sources:
        lines.append("It names no source yet: add one under sources.")
    if isinstance(entry, Incident) and entry.status == "draft":
        lines.append("It is a draft: delete the line status: draft to publish it.")
    return tuple(lines)
