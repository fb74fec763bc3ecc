"""What a change does to the record: what it brings, facts that change without a word, addresses that would be lost."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chronicle.desk.checking.promises import promised
from chronicle.entries.kinds import Incident, kind_of
from chronicle.linking.names import Target
from chronicle.linking.references import problem_at
from chronicle.pages.addresses import entry_address
from chronicle.pages.addresses import incident as incident_address
from chronicle.problems import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from chronicle.building.inputs import Inputs
    from chronicle.building.stages import Proof
    from chronicle.desk.checking.earlier import Earlier
    from chronicle.entries.folder import EntryFile
    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import LinkedIncident

ALIKE: Final = 0.5  # the share of lines that a file and the one that took its place have in common


def brought(problems: Iterable[Problem], known: Collection[Problem], touched: Collection[str]) -> tuple[Problem, ...]:
    """What a change brings or touches; an error stands wherever it is, since it stops the site."""
    before = set(known)
    return tuple(
        problem for problem in problems if problem.level == "error" or problem.path in touched or problem not in before
    )


def effects(before: Proof, after: Proof, inputs: Inputs, earlier: Earlier, now: dt.date) -> tuple[Problem, ...]:
    """What only a comparison shows. `now` is the day for a proposed note."""
    return (*_unexplained(before, after, now), *_lost(before, after, inputs, earlier))


# ---- facts that changed without a note


def _facts(incident: LinkedIncident, moved: Mapping[str, str]) -> dict[str, object]:
    """What an incident states, by field: as it is understood, so that another spelling of a place is no other fact.

    Nor is another name of its entry: `moved` leads from earlier addresses to what they are now.
    """
    entry = incident.entry

    def now(kind: str, slug: str) -> str:
        address = entry_address(Target(kind, slug))
        return moved.get(address, address)

    return {
        "date": entry.date,
        "time": entry.time,
        "locations": tuple(now("location", slug) for slug in incident.places),
        "types": tuple(incident.types),
        "actors": tuple((now("actor", slug), role) for slug, role in incident.actors),
        "weapons": entry.weapons,
        "casualties": tuple(replace(claim, source=now("article", claim.source)) for claim in entry.casualties),
        "grade": incident.grade,
        "status": entry.status,
        "duplicate_of": now("incident", incident.duplicate_of),
    }


def _unexplained(before: Proof, after: Proof, now: dt.date) -> Iterator[Problem]:
    if not (before.chronicle and after.chronicle):
        return
    old = {incident_address(slug): incident for slug, incident in before.chronicle.incidents.items()}
    moved = _moved(after)
    for slug, incident in after.chronicle.incidents.items():
        was = next((old[name] for name in (incident_address(slug), *incident.entry.aliases) if name in old), None)
        if was and "draft" not in {was.entry.status, incident.entry.status}:
            yield from _unexplained_in(was, incident, moved, now)


def _moved(proof: Proof) -> dict[str, str]:
    """The earlier addresses of entries, each with the present one."""
    entries = proof.material.entries if proof.material else ()
    return {alias: entry_address(Target(kind_of(entry), entry.slug)) for entry in entries for alias in entry.aliases}


def _unexplained_in(
    was: LinkedIncident, incident: LinkedIncident, moved: Mapping[str, str], now: dt.date
) -> Iterator[Problem]:
    if set(incident.entry.updates) - set(was.entry.updates):
        return
    facts, old = _facts(incident, moved), _facts(was, moved)
    changed = [name for name, value in facts.items() if value != old[name]]
    if changed:
        note = f'{{date: {now}, kind: correction, text: "…"}}'
        has_some = bool(incident.entry.updates)
        message = f"changes {_listed(changed)} of a published incident and does not say so"
        message += "; add a note to updates:" if has_some else "; add a note"
        hint = f"- {note}" if has_some else f"updates: [{note}]"
        yield problem_at(incident.entry, changed[0], "change-unexplained", message, level="warning", hint=hint)


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


# ---- addresses


def _lost(before: Proof, after: Proof, inputs: Inputs, earlier: Earlier) -> Iterator[Problem]:
    """Addresses that were promised and that no page has now."""
    if before.material is None or after.material is None:
        return
    promises = promised(before.material.entries)
    there = {page.address for page in after.pages} if after.pages else set(promised(after.material.entries))
    paths = {file.path for file in inputs.folder.entries}
    entries = {entry.path: entry for entry in after.material.entries}
    for address, path in promises.items():
        # An entry that cannot be read now has an error of its own.
        if address not in there and (path not in paths or path in entries):
            yield gone(address, path, entries.get(path) or successor(path, entries, inputs, earlier))


def successor(path: str, entries: dict[str, Entry], inputs: Inputs, earlier: Earlier) -> Entry | None:
    """The new entry of the same kind that has most of an old file's lines: the file was renamed."""
    folder = "/".join(path.split("/")[:2])
    known = {file.path for file in earlier.inputs.folder.entries}
    old = next((file for file in earlier.inputs.folder.entries if file.path == path), None)
    new = [file for file in inputs.folder.entries if file.path not in known and file.path.startswith(f"{folder}/")]
    ranked = [(_likeness(old, file), file.path) for file in new if old and file.path in entries]
    likeness, best = max(ranked, default=(0.0, ""))
    return entries[best] if likeness >= ALIKE else None


def _likeness(one: EntryFile, other: EntryFile) -> float:
    return difflib.SequenceMatcher(None, one.data.split(b"\n"), other.data.split(b"\n"), autojunk=False).ratio()


def gone(address: str, path: str, entry: Entry | None) -> Problem:
    """That an address would be lost: by the file that promised it, and the entry that has its place now."""
    words = f"the page {address} was public and would be gone"
    if entry is None:
        way = "keep the file with status: withdrawn" if "/incidents/" in path else "put the file back"
        message = f"{words}; {way}, or add its address to the aliases of the entry that took its place"
        return Problem(path=path, field="aliases", code="address-lost", message=message, hint=f"aliases: [{address}]")
    if isinstance(entry, Incident) and entry.status == "draft" and entry.path == path:
        message = f"{words}: drafts have no page; status: withdrawn leaves one that says so"
        return problem_at(entry, "status", "address-lost", message, hint="status: withdrawn")
    kept = [*entry.aliases, address]
    message = f"{words}; name it in the aliases of this entry"
    return problem_at(entry, "aliases", "address-lost", message, hint=f"aliases: [{', '.join(kept)}]")
