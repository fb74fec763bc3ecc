"""`chronicle check`: everything that is wrong, what only editors can tell, and what a change does to the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicle.building.build import examine, may_go_on
from chronicle.building.inputs import read_inputs
from chronicle.building.stages import ask
from chronicle.desk.checking.earlier import read_earlier
from chronicle.desk.checking.history import History, date_questions, read_history
from chronicle.desk.checking.since import brought, effects
from chronicle.entries.folder import positioned
from chronicle.problems import Problem, error_count, in_order

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from chronicle.building.inputs import Options
    from chronicle.building.stages import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to. `questions` are apart from the problems: nothing fails for them.

    `since` names the commit that the entries were compared with, and `changed` counts the files that differ.
    """

    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...] = ()
    is_done: bool = False
    entries: int = 0
    since: str = ""
    changed: int = 0
    notices: tuple[str, ...] = ()


def check(  # noqa: PLR0913 - what a check depends on
    project: Path,
    options: Options,
    *,
    now: dt.date,
    strict: bool = False,
    since: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> Checked:
    """Every problem and question; with `since`, those that the change since that revision brings or touches.

    `now` is the day to write into proposed lines. Raise GitError when there is no such revision.
    """
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return Checked(problems=(inputs,))
    earlier = read_earlier(project, inputs, since) if since else None
    proofs, notice = examine(project, [inputs, *([earlier.inputs] if earlier else [])], options, say)
    proof, history = proofs[0], read_history(project)
    problems = proof.problems
    pictures = tuple(positioned(project, inputs.folder.media))
    questions = _questions(proof, history, pictures)
    if earlier:
        # What is wrong with where a file lies was so before, unless the file was touched.
        before = proofs[1]
        known = {*before.problems, *_questions(before, history, pictures), *inputs.folder.problems, *inputs.problems}
        problems = (*brought(problems, known, earlier.touched), *effects(before, proof, inputs, earlier, now))
        questions = brought(questions, known, earlier.touched)
    return Checked(
        problems=in_order(problems),
        questions=in_order(questions),
        is_done=may_go_on(problems, strict=strict),
        entries=proof.entries,
        since=earlier.commit if earlier else "",
        changed=len(earlier.touched) if earlier else 0,
        notices=tuple(filter(None, (notice, history.notice))),
    )


def _questions(proof: Proof, history: History, pictures: tuple[str, ...]) -> tuple[Problem, ...]:
    """What to ask an editor; while there are errors these come first."""
    if proof.material is None or error_count(proof.problems):
        return ()
    return (*ask(proof, pictures), *date_questions(proof.material.entries, history))
