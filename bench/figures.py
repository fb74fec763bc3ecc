"""Figures: tallies and shares, pairs with the greatest sum, and the table that shows them beside the aims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from labels import RULES

AIMS: Final[Mapping[str, float]] = RULES["aims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many values are right, of those predicted and of those labelled."""

    right: int = 0
    predicted: int = 0
    labelled: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            right=self.right + other.right,
            predicted=self.predicted + other.predicted,
            labelled=self.labelled + other.labelled,
        )

    @property
    def precision(self) -> float:
        """The part of what was predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The part of what was labelled that was found."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def value(self) -> float:
        """F1: the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much is right, of how many."""

    right: float = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(right=self.right + other.right, of=self.of + other.of)

    @property
    def value(self) -> float:
        """The part that is right."""
        return self.right / self.of if self.of else 0.0


Figures = Mapping[str, Tally | Share]
Added = TypeVar("Added", Tally, Share)


def add_up(parts: Iterable[Mapping[str, Added]], rows: Sequence[str], empty: Added) -> dict[str, Added]:
    """The sum of each row over all parts; a row that no part has stays empty."""
    found = dict.fromkeys(rows, empty)
    for part in parts:
        for row, figure in part.items():
            found[row] += figure
    return found


def pair(scores: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Pairs of a row and a column, each in one pair at most, with the greatest sum; a score of 0 makes no pair.

    The first of equal sums is kept, column by column. Every set of rows is looked at: there may be about fifteen.
    """
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}  # by the rows taken, as bits
    for column in range(len(scores[0]) if scores else 0):
        for taken, (total, pairs) in tuple(best.items()):
            for row, scored in enumerate(scores):
                with_row = taken | 1 << row
                gained = total + scored[column]
                if with_row == taken or scored[column] <= 0:
                    continue
                if with_row not in best or best[with_row][0] < gained:
                    best[with_row] = gained, (*pairs, (row, column))
    return max(best.values(), key=lambda found: found[0])[1]


# ---- shown


def as_numbers(figures: Figures) -> dict[str, dict[str, float]]:
    """The figures as plain numbers, to four places."""
    return {row: _numbers(figure) for row, figure in figures.items()}


def _numbers(figure: Tally | Share) -> dict[str, float]:
    if isinstance(figure, Share):
        return {"right": round(figure.right, 4), "of": figure.of, "share": round(figure.value, 4)}
    return {
        "right": figure.right, "predicted": figure.predicted, "labelled": figure.labelled,
        "precision": round(figure.precision, 4), "recall": round(figure.recall, 4), "f1": round(figure.value, 4),
    }  # fmt: skip


def table(title: str, figures: Figures) -> str:
    """A line for each figure; one that is below its aim says so, if there was anything to find."""
    head = f"{title:<25}    P     R    F1  right/predicted/labelled   aim"
    return "\n".join(
        (head, *(f"{row:<25} {_cells(figure)}{_aim(row, figure)}".rstrip() for row, figure in figures.items()))
    )


def _cells(figure: Tally | Share) -> str:
    if isinstance(figure, Share):
        return f"{'':11} {figure.value:5.3f}  {f'{figure.right:.4g} of {figure.of}':<24}"
    counts = f"{figure.right}/{figure.predicted}/{figure.labelled}"
    return f"{figure.precision:5.3f} {figure.recall:5.3f} {figure.value:5.3f}  {counts:<24}"


def _aim(row: str, figure: Tally | Share) -> str:
    aim = AIMS.get(row)
    if aim is None:
        return ""
    is_reached = figure.value >= aim or figure in {Tally(), Share()}
    return f"  {aim:.2f}" + ("" if is_reached else "  below")
