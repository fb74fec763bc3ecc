"""The build, from the project's folder to the site's: the whole story on one screen."""

from __future__ import annotations

import contextlib
import functools
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from chronicle.building.ahead import read_ahead
from chronicle.building.cache import FOLDER, Cache, kept_in
from chronicle.building.forks import WORTH_A_FORK, meanwhile, uncollected
from chronicle.building.guarding import OutputError, guarded
from chronicle.building.inputs import Inputs, Options, read_inputs
from chronicle.building.locks import only_one
from chronicle.building.looking import seen_in
from chronicle.building.opening import Known, open_output
from chronicle.building.remembering import keep_stamps, stamps_in
from chronicle.building.task import Result, Task
from chronicle.linking.damage import KeptError
from chronicle.problems import Problem, error_count
from chronicle.text.settings import NAME as FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from chronicle.building.following import Footing
    from chronicle.building.stages import Proof


def examine(
    project: Path,
    inputs: Sequence[Inputs],
    options: Options,
    say: Callable[[str], None] = lambda _: None,
    *,
    follows: bool = False,
) -> tuple[tuple[Proof, ...], str]:
    """The build minus its last stage: nothing is written but the cache. What is first is thought through whole.

    If only its problems matter, it `follows` the edit since the last build where that is enough. The rest, other states
    of the same project, are linked only. Also returns what is to be said of the cache.
    """
    from chronicle.building.stages import think, understand  # noqa: PLC0415 - as in `_thought`

    with only_one(project, say), uncollected(), kept_in(project) as cache:
        first = _since_the_last(inputs[0], options, cache) if follows else None
        first = first or think(inputs[0], options, cache)
        proofs = (first, *(understand(other, options, cache) for other in inputs[1:]))
    return proofs, cache.notice


def _since_the_last(inputs: Inputs, options: Options, cache: Cache) -> Proof | None:
    """The proof after an edit since the last build; None where all must be thought of."""
    from chronicle.building.following import followed  # noqa: PLC0415 - as in `_thought`

    try:
        footing = _kept(lambda: inputs, cache)
        return followed(footing, inputs, options, cache) if footing else None
    except KeptError as error:
        cache.drop(str(error))
        return None


def build(  # noqa: PLR0913 - what a caller may know already
    project: Path,
    options: Options,
    *,
    strict: bool = False,
    thinks: bool = False,
    footing: Footing | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Result:
    """Make the site. With an error (or a warning, if strict) nothing of the old site is touched.

    Who needs to know the pages `thinks`: then there is a proof of all of them though nothing changed. Who has the
    `footing` of the last build gives it.
    """
    if not (project / FILE).is_file() and isinstance(missing := read_inputs(project), Problem):
        return Result(problems=(missing,))  # nothing is put into a folder that is no chronicle
    with only_one(project, say), uncollected():
        cache = Cache(project / FOLDER / "cache.sqlite")
        try:
            result = _built(project, options, cache, strict=strict, thinks=thinks, footing=footing, say=say)
            cache.save()
        except OutputError as error:
            where = options.output if options.output.strip() else "--output"
            problem = Problem(path=where, code="output-folder", message=str(error))
            return Result(problems=(problem,))
        finally:
            cache.close()
    return replace(result, notice="\n".join(filter(None, (cache.notice, result.notice))))


def _built(  # noqa: PLR0913 - as above
    project: Path,
    options: Options,
    cache: Cache,
    *,
    strict: bool,
    thinks: bool,
    footing: Footing | None,
    say: Callable[[str], None],
) -> Result:
    folder = guarded(project, options.output)
    name = os.path.relpath(folder.resolve(), project.resolve())
    stamps, left = stamps_in(cache, name)
    known = Known(
        stamps=stamps,
        manifests=cache.get("state", f"manifests {name}") or (),
        left=left,
        output=footing.output if footing else None,
    )
    with read_ahead(project, stamps, 1 if footing else options.jobs) as ahead:  # with a footing little is read
        seen = seen_in(folder)
        reading = functools.cache(partial(read_inputs, project, footing.inputs if footing else None, ahead))
        if ahead and not thinks:  # there is time for it
            with contextlib.suppress(KeptError):  # who needs it hears of that
                footing = _kept(reading, cache)
        inputs = reading()
    if isinstance(inputs, Problem):
        return Result(problems=(inputs,))
    if footing and footing.inputs:
        inputs = inputs.sharing(footing.inputs)
    state = inputs.name(options)
    output = open_output(folder, options.output, seen, known)
    task = Task(
        project=project,
        inputs=inputs,
        options=options,
        cache=cache,
        output=output,
        name=name,
        state=state,
        strict=strict,
        say=say,
    )
    before = cache.get("state", f"inputs {name}") or {}
    has_machines = before.get("machines", False) >= options.machines  # else some may tell what the entries told once
    is_same = has_machines and before.get("state") == state and before["today"] == str(options.today)
    if not thinks and is_same and output.is_whole():
        if not output.is_as_left:
            keep_stamps(cache, name, stamps, output)
        return _nothing_new(task, before)
    stands = before.get("state", "") if has_machines and output.is_whole() else ""
    result = _made(task, stands, thinks=thinks, footing=footing)
    if result.is_done and result.proof:
        keep_stamps(cache, name, stamps, output)  # last: what was written a moment ago proves nothing
    return result


def _nothing_new(task: Task, before: Mapping[str, Any]) -> Result:
    """What the last build came to, as the cache has it."""
    problems = tuple(Problem(**values) for values in before["problems"])
    return Result(
        problems=problems,
        is_done=may_go_on(problems, strict=task.strict),
        entries=before["entries"],
        pages=before["pages"],
        notice=before["notice"],
        output=task.output,
    )


def _made(task: Task, stands: str, *, thinks: bool, footing: Footing | None) -> Result:
    """The site made anew as far as it must be; what `stands` names the inputs of the one that is there."""
    cache, options = task.cache, task.options
    try:
        footing = None if thinks else footing or _kept(lambda: task.inputs, cache)
        followed = footing and _followed(footing, task, stands)
        result = _came_to(task, followed or _thought(task))
    except KeptError as error:
        cache.drop(str(error))
        followed = None
        result = _came_to(task, _thought(task))
    if result.is_done and result.proof:
        cache.put("state", f"inputs {task.name}", _remembered(task.state * result.is_settled, options, result))
        result = replace(result, footing=_kept_now(task, result.proof, footing if followed else None))
        if not followed:  # else only what was edited was asked for
            cache.forget_unused(("documents", "bodies", "pieces"))
    return result


def _came_to(task: Task, proof: Proof) -> Result:
    if not may_go_on(proof.problems, strict=task.strict):
        return Result(problems=proof.problems, entries=proof.entries, converted=proof.converted, proof=proof)
    from chronicle.building.printing import printed  # noqa: PLC0415 - as in `_thought`

    return replace(printed(task, proof), proof=proof)


def _kept(inputs: Callable[[], Inputs | Problem], cache: Cache) -> Footing | None:
    """What the cache knows of the last build."""
    from chronicle.building.kept import footing_in  # noqa: PLC0415 - as in `_thought`

    return footing_in(cache, inputs)


def _followed(footing: Footing, task: Task, stands: str) -> Proof | None:
    """The proof after an edit that can be followed from the last build."""
    from chronicle.building.following import followed  # noqa: PLC0415 - as in `_thought`

    return followed(footing, task.inputs, task.options, task.cache, task.output if footing.name == stands else None)


def _kept_now(task: Task, proof: Proof, before: Footing | None) -> Footing | None:
    """What the next edit is followed from."""
    from chronicle.building.following import footing_of  # noqa: PLC0415 - as in `_thought`
    from chronicle.building.kept import keep  # noqa: PLC0415

    footing = footing_of(proof, task.state, task.inputs, task.options, task.output)
    if footing:
        with contextlib.suppress(KeptError):  # the cache was dropped meanwhile, and has no footing then
            keep(footing, before, task.cache)
    return footing


def _thought(task: Task) -> Proof:
    """Everything short of rendering; what is to be kept of it is made beside, while the pages are planned."""
    # Imported late: a build in which nothing changed needs no YAML, Markdown or templates.
    from chronicle.building.kept import keep_rows, rows_of  # noqa: PLC0415
    from chronicle.building.stages import planned, understand  # noqa: PLC0415

    proof = understand(task.inputs, task.options, task.cache)
    if proof.linked is None or not may_go_on(proof.problems, strict=task.strict):
        return planned(proof, task.inputs, task.options, task.cache)
    jobs = task.options.jobs if proof.entries >= WORTH_A_FORK else 1
    with meanwhile(partial(rows_of, proof.linked), jobs) as rows:
        proof = planned(proof, task.inputs, task.options, task.cache)
        keep_rows(rows(), task.cache)  # not later: they would be in the memory of whoever renders
    return proof


def may_go_on(problems: tuple[Problem, ...], *, strict: bool) -> bool:
    """Whether a site may be made: nothing is an error, and, if strict, nothing is wrong at all."""
    return not problems if strict else not error_count(problems)


def _remembered(state: str, options: Options, result: Result) -> dict[str, object]:
    problems = [{name: getattr(problem, name) for name in Problem.__dataclass_fields__} for problem in result.problems]
    return {
        "state": state,
        "today": str(options.today),
        "machines": options.machines,
        "problems": problems,
        "entries": result.entries,
        "pages": result.pages,
        "notice": result.notice,
    }
