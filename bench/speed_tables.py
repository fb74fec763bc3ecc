"""The figures of speed as tables in Markdown."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from scenarios import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from latency import Served
    from measuring import Cost

HUGO: Final = "Hugo cold, related by "
COMPARED: Final = ("all keys", "none")  # the two sites of Hugo's that rows are compared with: its dearest, its cheapest
_SHORT: Final = 10  # seconds below which a hundredth says something


def costs_table(costs: Mapping[str, Cost]) -> str:
    """A row a scenario, and Hugo's."""
    rows = [
        [_label(name), seconds(cost.wall), seconds(cost.processor), megabytes(cost.memory)]
        for name, cost in costs.items()
    ]
    return table(["", "s", "processor s", "MB"], rows)


def ratios_table(costs: Mapping[str, Cost]) -> str:
    """A row a scenario, divided by each of two sites of Hugo's; empty when Hugo was not measured."""
    peers = {keys: costs[f"{HUGO}{keys}"] for keys in COMPARED if f"{HUGO}{keys}" in costs}
    head = ["", *(column for keys in peers for column in (f"s ÷ Hugo, {keys}", "processor s", "MB"))]
    rows = [
        [_label(name), *(figure for peer in peers.values() for figure in _ratios(cost, peer))]
        for name, cost in costs.items()
        if name in SCENARIOS
    ]
    return table(head, rows) if peers else ""


def _label(name: str) -> str:
    return SCENARIOS[name].label if name in SCENARIOS else name


def _ratios(cost: Cost, peer: Cost) -> tuple[str, str, str]:
    return (
        f"{cost.wall / peer.wall:.3f}",
        f"{cost.processor / peer.processor:.3f}",
        _ratio(cost.memory, peer.memory),
    )


def growth_table(grown: Mapping[int, Mapping[str, Cost]]) -> str:
    """A row a size: cold, its memory, one edit; and each of them beside the size before."""
    head = ["entries", "cold, s", "×", "MB", "×", "one body edited, s", "×"]
    rows, before = [], None
    for size, costs in grown.items():
        cold, edit = costs["cold"], costs["body"]
        row = [f"{size:,}", seconds(cold.wall), "", megabytes(cold.memory), "", seconds(edit.wall), ""]
        if before:
            row[2] = f"{cold.wall / before['cold'].wall:.1f}"
            row[4] = _ratio(cold.memory, before["cold"].memory, digits=1)
            row[6] = f"{edit.wall / before['body'].wall:.1f}"
        rows.append(row)
        before = costs
    return table(head, rows)


def start_table(starts: Mapping[str, Sequence[Cost]]) -> str:
    """A row a way to start the program."""
    rows = [
        [f"`chronicle {word}`", seconds(median(cost.wall for cost in costs)), seconds(max(cost.wall for cost in costs))]
        for word, costs in starts.items()
    ]
    return table(["", "median, s", "slowest, s"], rows)


def served_table(served: Served) -> str:
    """One row: how soon an edit is seen."""
    row = [f"{len(served.seconds)} edits", seconds(median(served.seconds)), seconds(max(served.seconds))]
    return table(["`chronicle serve`", "median, s", "slowest, s", "MB"], [[*row, megabytes(served.memory)]])


def seconds(number: float) -> str:
    """Seconds, with as many digits as say something."""
    return f"{number:.2f}" if number < _SHORT else f"{number:.1f}"


def megabytes(number: float | None) -> str:
    """MB, or that they were not measured."""
    return "not measured" if number is None else f"{number:,.0f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first are figures."""
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _ratio(one: float | None, other: float | None, digits: int = 2) -> str:
    return f"{one / other:.{digits}f}" if one and other else ""
