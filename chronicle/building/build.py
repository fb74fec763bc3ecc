"""The build, from the project's folder to the site's: the whole story on one screen."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chronicle.building.cache import FOLDER, Cache
from chronicle.building.forks import uncollected
from chronicle.building.guarding import OutputError
from chronicle.building.inputs import Inputs, Options, read_inputs
from chronicle.building.locks import only_one
from chronicle.building.manifests import Record
from chronicle.building.opening import open_output
from chronicle.building.remembering import keep_stamps, save_manifest, stamps_in
from chronicle.building.staging import Staging
from chronicle.linking.damage import KeptError
from chronicle.problems import Problem, error_count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from chronicle.building.following import Footing
    from chronicle.building.output import Output
    from chronicle.building.stages import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build came to. `reasons` are (address, why it was rendered).

    What is not settled is tried again by the next build, though nothing may have changed. `output` is as this build
    left it: somebody else may build into the same folder a moment later. `proof` is what was thought, if anything was;
    `footing` is what the next edit can be followed from.
    """

    problems: tuple[Problem, ...]
    is_done: bool = False
    entries: int = 0
    pages: int = 0
    rendered: int = 0
    converted: int = 0
    written: int = 0
    removed: int = 0
    reasons: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    is_settled: bool = True
    output: Output | None = field(default=None, repr=False)
    proof: Proof | None = None
    footing: Footing | None = None

    @property
    def files(self) -> Mapping[str, str]:
        """The files of the site: address → digest of the bytes."""
        return {address: record.sha for address, record in self.output.records.items()} if self.output else {}


def examine(
    project: Path, inputs: Sequence[Inputs], options: Options, say: Callable[[str], None] = lambda _: None
) -> tuple[tuple[Proof, ...], str]:
    """The build minus its last stage: nothing is written but the cache. What is first is thought through whole.

    The rest, other states of the same project, are linked only. Also returns what is to be said of the cache.
    """
    from chronicle.building.stages import think, understand  # noqa: PLC0415 - as in `_thought`

    with only_one(project, say), uncollected():
        cache = Cache(project / FOLDER / "cache.sqlite")
        try:
            proofs = (think(inputs[0], options, cache), *(understand(other, options, cache) for other in inputs[1:]))
            cache.save()
        finally:
            cache.close()
    return proofs, cache.notice


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
    inputs = read_inputs(project)
    if isinstance(inputs, Problem):
        return Result(problems=(inputs,))
    with only_one(project, say) as has_waited, uncollected():
        inputs = read_inputs(project) if has_waited else inputs  # they may be others by now
        if isinstance(inputs, Problem):
            return Result(problems=(inputs,))
        if footing and footing.inputs:
            inputs = inputs.sharing(footing.inputs)
        cache = Cache(project / FOLDER / "cache.sqlite")
        try:
            result = _built(project, inputs, options, cache, strict=strict, thinks=thinks, footing=footing, say=say)
            cache.save()
        except OutputError as error:
            where = options.output if options.output.strip() else "--output"
            problem = Problem(path=where, code="output-folder", message=str(error))
            return Result(problems=(problem,))
        finally:
            cache.close()
    return replace(result, notice="\n".join(filter(None, (cache.notice, result.notice))))


def _built(  # noqa: PLR0913 - the parts of a build
    project: Path,
    inputs: Inputs,
    options: Options,
    cache: Cache,
    *,
    strict: bool,
    thinks: bool,
    footing: Footing | None,
    say: Callable[[str], None],
) -> Result:
    name = _name(project, project / options.output)
    stamps, left = stamps_in(cache, name)
    known, at_hand = cache.get("state", f"manifests {name}") or (), footing.output if footing else None
    output = open_output(project, options.output, stamps, known, left, at_hand)
    state, today = inputs.name(options), str(options.today)
    before = cache.get("state", f"inputs {name}") or {}
    has_machines = before.get("machines", False) >= options.machines  # else some may tell what the entries told once
    is_same = has_machines and before.get("state") == state and before["today"] == today
    if not thinks and is_same and output.is_whole():
        if not output.is_as_left:
            keep_stamps(cache, name, stamps, output)
        problems = tuple(Problem(**values) for values in before["problems"])
        return Result(
            problems=problems,
            is_done=may_go_on(problems, strict=strict),
            entries=before["entries"],
            pages=before["pages"],
            notice=before["notice"],
            output=output,
        )
    stands = before.get("state", "") if has_machines and output.is_whole() else ""
    try:
        footing = None if thinks else footing or _kept(inputs, cache)
        followed = footing and _followed(footing, inputs, options, cache, stands)
        proof = followed or _thought(inputs, options, cache)
        result = _came_to(project, proof, output, cache, options, say, strict=strict)
    except KeptError as error:
        cache.drop(str(error))
        followed = None
        result = _came_to(project, _thought(inputs, options, cache), output, cache, options, say, strict=strict)
    if result.is_done and result.proof:
        cache.put("state", f"inputs {name}", _remembered(state * result.is_settled, today, options, result))
        kept = _kept_now(result.proof, state, inputs, options, cache, output, footing if followed else None)
        result = replace(result, footing=kept)
        if not followed:  # else only what was edited was asked for
            cache.forget_unused(("documents", "bodies", "pieces"))
        keep_stamps(cache, name, stamps, output)  # last: what was written a moment ago proves nothing
    return result


def _came_to(  # noqa: PLR0913, PLR0917 - the parts of a build
    project: Path,
    proof: Proof,
    output: Output,
    cache: Cache,
    options: Options,
    say: Callable[[str], None],
    *,
    strict: bool,
) -> Result:
    if not may_go_on(proof.problems, strict=strict):
        return Result(problems=proof.problems, entries=proof.entries, converted=proof.converted, proof=proof)
    return replace(_printed(project, proof, output, cache, say, options.jobs), proof=proof)


def _kept(inputs: Inputs, cache: Cache) -> Footing | None:
    """What the cache knows of the last build."""
    from chronicle.building.kept import footing_in  # noqa: PLC0415 - as in `_thought`

    return footing_in(cache, inputs)


def _followed(footing: Footing, inputs: Inputs, options: Options, cache: Cache, stands: str) -> Proof | None:
    """The proof after an edit that can be followed from the last build; what `stands` names the site's inputs."""
    from chronicle.building.following import followed  # noqa: PLC0415 - as in `_thought`

    return followed(footing, inputs, options, cache, stands=footing.name == stands)


def _kept_now(  # noqa: PLR0913, PLR0917 - what a footing is made of, and where it is put
    proof: Proof,
    name: str,
    inputs: Inputs,
    options: Options,
    cache: Cache,
    output: Output,
    before: Footing | None,
) -> Footing | None:
    """What the next edit is followed from."""
    from chronicle.building.following import footing_of  # noqa: PLC0415 - as in `_thought`
    from chronicle.building.kept import keep  # noqa: PLC0415

    footing = footing_of(proof, name, inputs, options, output)
    if footing:
        with contextlib.suppress(KeptError):  # the cache was dropped meanwhile, and has no footing then
            keep(footing, before, cache, options.jobs)
    return footing


def _thought(inputs: Inputs, options: Options, cache: Cache) -> Proof:
    # Imported late: a build in which nothing changed needs no YAML, Markdown or templates.
    from chronicle.building.stages import think  # noqa: PLC0415

    return think(inputs, options, cache)


def _printed(  # noqa: PLR0913, PLR0917 - the parts of a build
    project: Path, proof: Proof, output: Output, cache: Cache, say: Callable[[str], None], jobs: int
) -> Result:
    """Index and render what changed, then put it in place: a template that fails leaves the old site whole."""
    from chronicle.building.full_text import with_full_text  # noqa: PLC0415 - as in `_thought`
    from chronicle.building.rendering import rendered, sealed  # noqa: PLC0415
    from chronicle.building.stages import template_problem  # noqa: PLC0415
    from chronicle.building.templates import TemplateFault  # noqa: PLC0415

    staging, before = Staging(output), output.records  # read here: of forks each would read them
    with staging.cleared():
        try:
            indexed = with_full_text(project, proof, output, cache, say)
            made = rendered(project, indexed.proof, output, staging, jobs)
        except TemplateFault as fault:
            return Result(problems=(*proof.problems, template_problem(fault)), entries=proof.entries)
        records = {**(before if proof.is_part else {}), **{each.address: each.record for each in made}}
        reasons = [(each.address, each.why) for each in made if each.why]
        seals = [page for page in indexed.proof.pages if page.seal]
        changed = [each.address for each in made if each.is_new]
        gone = sorted(before.keys() - records.keys() - {page.address for page in seals})
        new_seals = [page.address for page in seals if page.address not in before]
        output.check()
        if unfinished := {address: Record("") for address in (*changed, *gone, *new_seals)}:
            # Until all is in place, what is not is marked as ours but unfinished.
            save_manifest(cache, _name(project, output.folder), output, {**before, **unfinished})
        for address in gone:
            output.remove(address)
        for number, each in enumerate(made):
            if each.is_new:
                staging.put(number, each.address)
    reasons += [
        (page.address, why) for page in seals if (why := sealed(page, output, records, stays=not proof.has_machines))
    ]
    save_manifest(cache, _name(project, output.folder), output, records)
    output.records = records
    return Result(
        problems=proof.problems,
        is_done=True,
        entries=proof.entries,
        pages=len(records),
        rendered=len(reasons),
        converted=proof.converted,
        written=output.written,
        removed=output.removed,
        reasons=tuple(reasons),
        notice=indexed.notice,
        is_settled=not indexed.has_failed,
        output=output,
    )


def _name(project: Path, folder: Path) -> str:
    """What the cache calls an output folder."""
    return os.path.relpath(folder.resolve(), project.resolve())


def may_go_on(problems: tuple[Problem, ...], *, strict: bool) -> bool:
    """Whether a site may be made: nothing is an error, and, if strict, nothing is wrong at all."""
    return not problems if strict else not error_count(problems)


def _remembered(state: str, today: str, options: Options, result: Result) -> dict[str, object]:
    problems = [{name: getattr(problem, name) for name in Problem.__dataclass_fields__} for problem in result.problems]
    return {
        "state": state,
        "today": today,
        "machines": options.machines,
        "problems": problems,
        "entries": result.entries,
        "pages": result.pages,
        "notice": result.notice,
    }
