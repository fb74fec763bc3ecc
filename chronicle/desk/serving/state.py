"""What a preview knows: the site that stands, what is wrong, and what each page says of the file it is made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import INCIDENTS
from chronicle.entries.kinds import Incident, slug_of
from chronicle.pages.addresses import incident
from chronicle.problems import Problem, counted, error_count, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chronicle.building.stages import Proof
    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import Chronicle

MOST_SHOWN: Final = 200  # problems in a page; the terminal has all
_LONGEST_LINE: Final = 300
_LEFT_OUT: Final = ("a draft, left out; --drafts shows it",)


@dataclass(frozen=True, slots=True)
class Sign:
    """What the bar of a page says: the file of its entry, or else what it is made from; and the state of the entry."""

    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A preview at one moment; `site` names the good site that stands, and is empty until there is one.

    It `is_busy` while it builds. `problems` come with their lines. `fault` is why the last build came to nothing though
    no file is at fault.
    `base` is where the public site begins on its host, such as `record/`; `tiles` is the address of its map tiles.
    """

    site: str = ""
    is_busy: bool = False
    problems: tuple[tuple[Problem, str | None], ...] = ()
    fault: str = ""
    signs: Mapping[str, Sign] = field(default_factory=dict)
    rest: Sign = Sign("")
    base: str = ""
    tiles: str = ""


def signs_of(proof: Proof, before: Mapping[str, Sign], paths: Iterable[str]) -> dict[str, Sign]:
    """The sign of each page of an entry; and of each page that a draft which is left out would have.

    `before` are those before an edit, `paths` the files of all entries.
    """
    if proof.chronicle is None:
        return {}
    found = {page.address: _sign(page.owner, proof.chronicle) for page in proof.pages if page.owner}
    if proof.is_part:
        standing = (each for each in before.items() if each[0] not in proof.gone and each[1].notes != _LEFT_OUT)
        found = {**dict(standing), **found}
    drafts = (path for path in paths if path.startswith(INCIDENTS) and slug_of(path) not in proof.chronicle.incidents)
    return {incident(slug_of(path)): Sign(path, _LEFT_OUT) for path in drafts} | found


def _sign(source: str, chronicle: Chronicle) -> Sign:
    item = chronicle.incidents.get(slug_of(source)) if source.startswith(INCIDENTS) else None
    return Sign(source, tuple(_notes(item.entry if item else None)))


def _notes(entry: Entry | None) -> Iterator[str]:
    if not isinstance(entry, Incident):
        return
    if entry.status != "published":
        yield entry.status
    if entry.duplicate_of:
        yield f"duplicate of {entry.duplicate_of}"
    if entry.needs_review:
        yield f"to review: {', '.join(entry.needs_review)}"


def report(state: State) -> str:
    """What a page is told, as JSON of one line: each word that it shows of the problems, as plain text.

    `key` is another one when the problems are others, so that a list that was closed stays closed.
    """
    problems = sorted(state.problems, key=lambda item: item[0].level)  # errors first
    errors = error_count(problem for problem, _ in problems)
    warnings = len(problems) - errors
    counts = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    left = len(problems) - MOST_SHOWN
    shown = {
        "title": ", ".join(["the build failed"] * bool(state.fault) + counts),
        "is_bad": bool(errors or state.fault),
        "says": _says(state, errors),
        "problems": [_shown(problem, line) for problem, line in problems[:MOST_SHOWN]],
        "more": f"and {left} more, which the terminal lists" if left > 0 else "",
    }
    key = hashlib.blake2b(json.dumps(shown).encode(), digest_size=8).hexdigest()
    return json.dumps({"site": state.site, "is_busy": state.is_busy, "key": key, **shown}, separators=(",", ":"))


def _says(state: State, errors: int) -> str:
    if not (errors or state.fault):
        return "The site is built all the same." if state.problems else ""
    stands = "This is the last good site until it is mended." if state.site else "There is no site until it is mended."
    return f"{printable(state.fault)}. {stands}" if state.fault else stands


def _shown(problem: Problem, line: str | None) -> dict[str, str]:
    place = ":".join([problem.path, *(str(number) for number in (problem.line, problem.column) if number)])
    return {
        "level": problem.level,
        "place": printable(place),
        "message": printable(f"{problem.field}: " * bool(problem.field) + problem.message),
        "code": problem.code,
        "line": printable((line or "").rstrip()[:_LONGEST_LINE]),
        "hint": "\n".join(map(printable, problem.hint.rstrip().split("\n"))),
    }
