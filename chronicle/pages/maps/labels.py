"""Where words stand on a small map: inside the frame, on their country, and never on one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.pages.maps.drawing import Rectangle, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chronicle.pages.maps.projection import Frame, Point, World

SIZE: Final = 34  # of the place's own name: 12 pixels on a phone, where 960 units are 340 pixels
SMALL: Final = 28  # of the countries' names
EDGE: Final = 10  # from the edge of the map
_STEP: Final = 20  # units between the lines on which a country is measured


class Words(NamedTuple):
    """A text with its middle and baseline, and the part of the drawing it covers."""

    text: str
    x: float
    y: float
    covers: Rectangle


def country_names(
    frame: Frame | World, countries: Iterable[tuple[str, Sequence[Sequence[Point]]]], taken: list[Rectangle]
) -> list[Words]:
    """The names that have room on their countries, the largest first; `taken` is where nothing may stand."""
    covered = list(taken)
    found = []
    sized = sorted(countries, key=lambda item: (-sum(abs(area(ring)) for ring in item[1]), item[0]))
    for name, rings in sized:
        words = _best(frame, name, rings, covered) if name else None
        if words:
            covered.append(words.covers)
            found.append(words)
    return found


def area(ring: Sequence[Point]) -> float:
    """The area of a ring in square units, by its direction positive or negative."""
    return sum([x * b - a * y for (x, y, _), (a, b, _) in zip(ring, [*ring[1:], ring[0]], strict=True)]) / 2


def _best(frame: Frame | World, name: str, rings: Sequence[Sequence[Point]], covered: list[Rectangle]) -> Words | None:
    """The name where its country is widest, on the line and on those above and below it."""
    half = width_of(name, SMALL) / 2
    xs = [x for ring in rings for x, _, _ in ring]
    if max(xs) - min(xs) < 2 * half:  # as most of those that are seen at the edge
        return None
    lines = [
        [(max(left, EDGE), min(right, frame.width - EDGE)) for left, right in line]
        for line in _lines(rings, range(EDGE, frame.height - EDGE, _STEP))
    ]
    best: Words | None = None
    least = 0.0  # room that a better one needs at least
    for number in range(1, len(lines) - 1):
        y = EDGE + number * _STEP + SMALL * 0.35
        for low, high in lines[number]:
            if high - low < 2 * half:
                continue
            for share in (0.5, 0.3, 0.7):
                x = low + (high - low) * share
                slack = min(x - low, high - x) - half
                for line in (lines[number - 1], lines[number + 1]):
                    slack = slack if slack < least else min(slack, _room(line, x) - half)
                if slack >= least:
                    words = centred(name, x, y, SMALL)
                    if not any(words.covers.meets(other) for other in covered):
                        best, least = words, math.nextafter(slack + 1, math.inf)
    return best


def _room(line: Sequence[tuple[float, float]], x: float) -> float:
    """How far one can go from x to both sides within a span."""
    return max([min(x - low, high - x) for low, high in line if low <= x <= high], default=-1.0)


def spans(rings: Sequence[Sequence[Point]], y: float) -> list[tuple[float, float]]:
    """From where to where a horizontal line lies inside."""
    crossings = []
    for ring in rings:
        last_x, last_y, _ = ring[-1]
        for x, this_y, _ in ring:
            if (last_y <= y) != (this_y <= y):
                crossings.append(last_x + (y - last_y) / (this_y - last_y) * (x - last_x))
            last_x, last_y = x, this_y
    return _paired(crossings)


def _lines(rings: Sequence[Sequence[Point]], ys: range) -> list[list[tuple[float, float]]]:
    """The spans of many lines, in one way along the rings: most steps are short and cross none."""
    crossings: list[list[float]] = [[] for _ in ys]
    start, step = ys.start, ys.step
    for ring in rings:
        last_x, last_y, _ = ring[-1]
        for x, this_y, _ in ring:
            low, high = (last_y, this_y) if last_y < this_y else (this_y, last_y)
            number = int((low - start) // step)  # of the line that is next above
            while (y := start + number * step) < high:
                if y >= low and 0 <= number < len(ys):
                    crossings[number].append(last_x + (y - last_y) / (this_y - last_y) * (x - last_x))
                number += 1
            last_x, last_y = x, this_y
    return [_paired(found) if found else [] for found in crossings]


def _paired(crossings: list[float]) -> list[tuple[float, float]]:
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def centred(text: str, x: float, y: float, size: float) -> Words:
    """Words around x on the baseline y."""
    half = width_of(text, size) / 2 + 4
    return Words(text, x, y, Rectangle(x - half, y - size, x + half, y + size * 0.35))


def beside(frame: Frame, text: str, mark: Rectangle, taken: list[Rectangle]) -> Words | None:
    """The name of a place beside its mark: right, left, above or below; None when it has no room at all."""
    for words in _around(text, mark):
        box = words.covers
        is_inside = frame.shows(box.left, box.top, EDGE) and frame.shows(box.right, box.bottom, EDGE)
        if is_inside and not any(box.meets(other) for other in taken):
            return words
    return None


def _around(text: str, mark: Rectangle) -> Iterator[Words]:
    half = width_of(text, SIZE) / 2 + 8
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    yield centred(text, mark.right + half, y + SIZE * 0.35, SIZE)
    yield centred(text, mark.left - half, y + SIZE * 0.35, SIZE)
    yield centred(text, x, mark.top - 10, SIZE)
    yield centred(text, x, mark.bottom + SIZE + 4, SIZE)
