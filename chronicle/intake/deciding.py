"""Deciding: what an editor can say to each proposed incident, and what is wrong with a draft they edited. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import Incident
from chronicle.entries.parsing import dump, parse_entry
from chronicle.intake.proposing import Decision, Decisions
from chronicle.problems import Problem, error_count
from chronicle.text.markup import MarkupError, render

if TYPE_CHECKING:
    from chronicle.intake.proposing import Proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Draftsheet:
    """The text of a draft as it stands while an editor decides, and what is wrong with it."""

    path: str
    text: str
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it can be accepted."""
        return not error_count(self.problems)


NEW: Final = {"a": "[a]ccept", "e": "[e]dit", "s": "[s]kip", "q": "[q]uit"}
BROKEN: Final = {"e": "[e]dit", "s": "[s]kip", "q": "[q]uit"}
KNOWN: Final = {"a": "[a]dd as source", "n": "[n]ew incident", "s": "[s]kip", "q": "[q]uit"}


def sheet_of(proposed: Proposed) -> Draftsheet:
    """The draft as it is proposed."""
    return Draftsheet(path=proposed.draft.entry.path, text=dump(proposed.draft.entry))


def edited(sheet: Draftsheet, text: str | None) -> Draftsheet:
    """The draft as it came back from an editor, checked as its file would be; None: it was not saved."""
    if text is None:
        return sheet
    entry, problems = parse_entry(Incident, text, sheet.path)
    if entry:
        try:
            render(entry.body)
        except MarkupError as error:
            fault = Problem(path=sheet.path, field="text", message=str(error), code="markdown")
            problems = (*problems, fault)
    return Draftsheet(path=sheet.path, text=text, problems=problems)


def options(proposed: Proposed, sheet: Draftsheet) -> dict[str, str]:
    """What can be answered, by the key for it; nothing when there is nothing to decide."""
    if proposed.match:
        return {} if proposed.match.cited else KNOWN
    return NEW if sheet.is_good else BROKEN


def decision(proposed: Proposed, sheet: Draftsheet, key: str) -> Decision:
    """What an answer means; an edit is kept word for word."""
    if key == "s":
        return Decision(action="skip")
    if proposed.match and key == "a":
        return Decision(action="add")
    is_changed = sheet.text != dump(proposed.draft.entry)
    return Decision(action="draft", text=sheet.text if is_changed else "")


def decisions(made: tuple[Decision, ...], *, wants_article: bool) -> Decisions:
    """All decisions of a seed; the article goes with any incident that was accepted."""
    return Decisions(incidents=made, article=wants_article or is_accepted(made))


def is_accepted(made: tuple[Decision, ...]) -> bool:
    """Whether an incident is drafted, or gets the article as a source."""
    return any(each.action != "skip" for each in made)
