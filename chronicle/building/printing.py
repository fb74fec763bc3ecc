"""A proof becomes the files of a site: what changed is made, and only when all of it is there put in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chronicle.building.full_text import indexing
from chronicle.building.manifests import Record
from chronicle.building.remembering import keep_sums, recall_sums, save_manifest
from chronicle.building.rendering import rendered, sealed
from chronicle.building.stages import template_problem
from chronicle.building.staging import Staging
from chronicle.building.task import Result
from chronicle.building.templates import TemplateFault

if TYPE_CHECKING:
    from chronicle.building.stages import Proof
    from chronicle.building.task import Task


def printed(task: Task, proof: Proof) -> Result:
    """Index and render what changed, then put it in place: a template that fails leaves the old site whole."""
    output, cache = task.output, task.cache
    staging, before = Staging(output), output.records  # read here: of forks each would read them
    with staging.cleared():
        try:
            with indexing(task, proof) as (indexed, meanwhile, jobs):
                made = rendered(task.project, meanwhile, output, staging, jobs)
                index = indexed()
            late = replace(proof, pages=index.pages)
            made += rendered(task.project, late, output, staging, task.options.jobs, len(made))
        except TemplateFault as fault:
            return Result(problems=(*proof.problems, template_problem(fault)), entries=proof.entries)
        standing = {name: record for name, record in before.items() if name not in proof.gone} if proof.is_part else {}
        new = {each.address: each.record for each in made}
        records = {**standing, **new}
        reasons = [(each.address, each.why) for each in made if each.why]
        seals = [page for page in proof.pages if page.seal]
        changed = [each.address for each in made if each.is_new]
        gone = sorted(before.keys() - records.keys() - {page.address for page in seals})
        new_seals = [page.address for page in seals if page.address not in before]
        output.check()
        if unfinished := {address: Record("") for address in (*changed, *gone, *new_seals)}:
            # Until all is in place, what is not is marked as ours but unfinished.
            save_manifest(cache, task.name, output, unfinished)
        for address in gone:
            output.remove(address)
        staging.put([(number, each.address) for number, each in enumerate(made) if each.is_new], task.options.jobs)
    if seals:
        recall_sums(cache, task.name, output)
        reasons += [
            (page.address, why)
            for page in seals
            if (why := sealed(page, output, records, stays=not proof.has_machines))
        ]
        keep_sums(cache, task.name, output, records)
    new |= {page.address: records[page.address] for page in seals}
    save_manifest(cache, task.name, output, {**dict.fromkeys(gone), **new})
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
        notice=index.notice,
        is_settled=not index.has_failed,
        output=output,
    )
