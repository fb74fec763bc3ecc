"""Deciding: what an editor can say to each proposed incident, and what is wrong with a draft they edited. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import dump, parse_entry
from chronicle.intake.proposing import Decision
from chronicle.problems import Problem, error_count
from chronicle.text.converting import conversion
from chronicle.text.markup import MarkupError

if TYPE_CHECKING:
    from chronicle.intake.proposing import Proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Draftsheet:
    """The text of a draft as it stands while an editor decides, and what is wrong with it."""

    path: str
    title: str
    text: str
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it can be accepted."""
        return not error_count(self.problems)


NEW: Final = {"a": "[a]ccept", "e": "[e]dit", "s": "[s]kip", "q": "[q]uit"}
BROKEN: Final = {"e": "[e]dit", "u": "[u]ndo the edits", "s": "[s]kip", "q": "[q]uit"}
EDITED: Final = {"a": "[a]ccept", **BROKEN}
KNOWN: Final = {"a": "[a]dd as source", "n": "[n]ew incident", "e": "[e]dit as new", "s": "[s]kip", "q": "[q]uit"}
ARTICLE: Final = {"y": "[y]es", "n": "[n]o", "q": "[q]uit"}


def sheet_of(proposed: Proposed) -> Draftsheet:
    """The draft as it is proposed."""
    entry = proposed.draft.entry
    return Draftsheet(path=entry.path, title=entry.title, text=dump(entry))


def edited(proposed: Proposed, sheet: Draftsheet, text: str | None) -> Draftsheet:
    """The draft as it came back from an editor, checked as its file would be.

    None: it was not saved. A text that was emptied brings back the draft as it is proposed.
    """
    if text is None:
        return sheet
    if not text.strip():
        return sheet_of(proposed)
    entry, problems = parse_entry(Incident, text, sheet.path)
    if entry:
        try:
            conversion(entry.body)
        except MarkupError as error:
            fault = Problem(path=sheet.path, field="text", message=str(error), code="markdown")
            problems = (*problems, fault)
    return Draftsheet(path=sheet.path, title=entry.title if entry else sheet.title, text=text, problems=problems)


def told(proposed: Proposed, before: Draftsheet, after: Draftsheet) -> str:
    """What an edit did to a draft, in a word or two."""
    if after.text == before.text:
        return "unchanged"
    return "edited" if is_changed(proposed, after) else "as proposed"


def is_changed(proposed: Proposed, sheet: Draftsheet) -> bool:
    """Whether the draft differs from what is proposed."""
    return sheet.text != sheet_of(proposed).text


def is_open(proposed: Proposed) -> bool:
    """Whether there is something to decide: not when the known incident names the article already."""
    return not (proposed.match and proposed.match.cited)


def options(proposed: Proposed, sheet: Draftsheet) -> dict[str, str]:
    """What can be answered, by the key for it; who edits the draft of a known incident means a new one."""
    if is_changed(proposed, sheet):
        return EDITED if sheet.is_good else BROKEN
    return KNOWN if proposed.match else NEW


def decision(proposed: Proposed, sheet: Draftsheet, key: str) -> Decision:
    """What an answer means; an edit is kept word for word."""
    if key == "s":
        return Decision(action="skip")
    if is_changed(proposed, sheet):
        return Decision(action="draft", text=sheet.text)
    return Decision(action="add" if proposed.match and key == "a" else "draft")


def is_accepted(made: tuple[Decision, ...]) -> bool:
    """Whether an incident is drafted, or gets the article as a source."""
    return any(each.action != "skip" for each in made)
