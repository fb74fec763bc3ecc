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
    from chronicle.linking.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to. `questions` are apart from the problems: nothing fails for them.

    `since` names the commit that the entries were compared with, and `changed` counts the files that differ.
    """

    problems: tuple[Problem, ...]
    questions: tuple[Question, ...] = ()
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
    asks: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> Checked:
    """Every problem, and what it `asks`; with `since`, what the change since that revision brings or touches of both.

    `now` is the day to write into proposed lines. Raise GitError when there is no such revision.
    """
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return Checked(problems=(inputs,))
    earlier = read_earlier(project, inputs, since) if since else None
    proofs, notice = examine(
        project, [inputs, *([earlier.inputs] if earlier else [])], options, say, follows=not (asks or earlier)
    )
    proof = proofs[0]
    problems = proof.problems
    history = read_history(project) if asks else History()
    pictures = tuple(positioned(project, inputs.folder.media)) if asks else ()
    questions = _questions(proof, history, pictures) if asks else ()
    if earlier:
        # What is wrong with where a file lies was so before, unless the file was touched.
        before = proofs[1]
        known = {*before.problems, *inputs.folder.problems, *inputs.problems}
        problems = (*brought(problems, known, earlier.touched), *effects(before, proof, inputs, earlier, now))
        asked = set(_questions(before, history, pictures)) if asks else set()
        questions = tuple(each for each in questions if each.path in earlier.touched or each not in asked)
    return Checked(
        problems=in_order(problems),
        questions=questions,
        is_done=may_go_on(problems, strict=strict),
        entries=proof.entries,
        since=earlier.commit if earlier else "",
        changed=len(earlier.touched) if earlier else 0,
        notices=tuple(filter(None, (notice, history.notice))),
    )


def _questions(proof: Proof, history: History, pictures: tuple[str, ...]) -> tuple[Question, ...]:
    """What to ask an editor, each once; while there are errors these come first."""
    if proof.material is None or error_count(proof.problems):
        return ()
    return tuple(dict.fromkeys([*ask(proof, pictures), *date_questions(proof.material.entries, history)]))
