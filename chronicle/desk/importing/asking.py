"""Asking an editor about each incident of a seed: it is shown, answered, edited if wished, and asked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.intake.deciding import (
    ARTICLE,
    decision,
    edited,
    is_accepted,
    is_open,
    options,
    sheet_of,
    told,
)
from chronicle.intake.proposing import Decisions
from chronicle.intake.review import describe_head, describe_incident, describe_question
from chronicle.problems import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chronicle.intake.deciding import Draftsheet
    from chronicle.intake.proposing import Decision, Proposal, Proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Ways to talk to an editor: to show a text, to have a key chosen, to edit a text."""

    show: Callable[[str], None]
    choose: Callable[[Mapping[str, str]], str]
    edit: Callable[[str], str | None]


def ask(proposal: Proposal, terminal: Terminal) -> Decisions | None:
    """What becomes of each incident of a seed, and of its article; None when the editor quits."""
    terminal.show(describe_head(proposal))
    made: list[Decision] = []
    total, number = sum(map(is_open, proposal.incidents)), 0
    for proposed in proposal.incidents:
        number += is_open(proposed)
        answer = _answer(proposed, (number, total), terminal) if is_open(proposed) else proposed.usual
        if answer is None:
            return None
        made.append(answer)
    if proposal.known or is_accepted(tuple(made)):
        return Decisions(incidents=tuple(made))
    terminal.show("  Write the article without an incident?")
    key = terminal.choose(ARTICLE)
    return None if key == "q" else Decisions(incidents=tuple(made), article=key == "y")


def _answer(proposed: Proposed, which: tuple[int, int], terminal: Terminal) -> Decision | None:
    sheet = sheet_of(proposed)
    terminal.show(describe_incident(proposed.draft, proposed.match))
    if proposed.is_told and not proposed.match:
        terminal.show("    the article that is copied tells it in the same sentences")
    while (key := _key(proposed, sheet, which, terminal)) in {"e", "u"}:
        before = sheet
        sheet = edited(proposed, sheet, terminal.edit(sheet.text)) if key == "e" else sheet_of(proposed)
        terminal.show(f"    {told(proposed, before, sheet)}")
        _show_problems(sheet, terminal)
    return None if key == "q" else decision(proposed, sheet, key)


def _key(proposed: Proposed, sheet: Draftsheet, which: tuple[int, int], terminal: Terminal) -> str:
    terminal.show(describe_question(*which, sheet.title))
    return terminal.choose(options(proposed, sheet))


def _show_problems(sheet: Draftsheet, terminal: Terminal) -> None:
    lines = sheet.text.split("\n")
    for problem in sheet.problems:
        line = lines[problem.line - 1] if 0 < problem.line <= len(lines) else None
        terminal.show(shown(problem, line))
