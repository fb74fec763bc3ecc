"""What a build is to do, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from chronicle.building.cache import Cache
    from chronicle.building.following import Footing
    from chronicle.building.inputs import Inputs, Options
    from chronicle.building.output import Output
    from chronicle.building.stages import Proof
    from chronicle.problems import Problem


class Task(NamedTuple):
    """What is built into which folder, and how; `name` is what the cache calls that folder, `state` the inputs."""

    project: Path
    inputs: Inputs
    options: Options
    cache: Cache
    output: Output
    name: str
    state: str
    strict: bool
    say: Callable[[str], None]


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
