"""What every reference of a chronicle means, so that a change of names can be held against it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.desk.renaming.referring import CLAIM_SOURCE, fields_of
from chronicle.linking.linking import NO_TEXT
from chronicle.linking.names import Target
from chronicle.linking.references import node_at
from chronicle.pages.addresses import feed_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.desk.renaming.referring import NewName
    from chronicle.entries.folder import MediaFile
    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import SitePath
    from chronicle.linking.linking import Material
    from chronicle.linking.references import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A reference of an entry: where it stands, what is written, and the entry or the page that it means.

    `where` is its field; empty in a text, which begins on the line `begins`.
    """

    entry: Entry
    text: str
    means: Target | str
    where: str = ""
    begins: int = 0

    @property
    def place(self) -> str:
        """The file and the line of the field or the text, looked up now."""
        line = node_at(self.entry, self.where)[1].line if self.where else self.begins
        return f"{self.entry.path}:{line}"


def meanings(material: Material, answers: Answers) -> dict[str, tuple[Meaning, ...]]:
    """Every reference in the fields and texts of all entries, by file and in order."""
    return {
        entry.path: (*_in_fields(material, number, answers), *_in_text(material, number, answers))
        for number, entry in enumerate(material.entries)
    }


def _in_fields(material: Material, number: int, answers: Answers) -> Iterator[Meaning]:
    entry = material.entries[number]
    for field, where, kind, text in fields_of(entry):
        if field != CLAIM_SOURCE:  # it means a source of its own incident
            slugs = answers.index.names[kind].find(text)
            yield Meaning(entry=entry, where=where, text=text, means=Target(kind, slugs[0]) if slugs else "")


def _in_text(material: Material, number: int, answers: Answers) -> Iterator[Meaning]:
    entry = material.entries[number]
    body = material.bodies.get(entry.path, NO_TEXT)
    for reference, answer in zip(body.references, answers.in_text(entry, body.references, 1), strict=True):
        yield Meaning(entry=entry, begins=body.line, text=reference.target, means=_meant(answer))


def _meant(answer: Target | MediaFile | SitePath | None) -> Target | str:
    if answer is None or isinstance(answer, Target):
        return answer or ""
    return answer.path


def renamed(meaning: Meaning, name: NewName) -> Target | str:
    """What a reference is to mean when the entry has its new name."""
    if not name.changes_references:
        return meaning.means
    new = Target(name.kind, name.new)
    changed: dict[Target | str, Target | str] = {name.target: new, feed_of(name.address): feed_of(name.new_address)}
    return changed.get(meaning.means, meaning.means)
