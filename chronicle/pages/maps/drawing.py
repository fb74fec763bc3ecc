"""Lines and words of a small map as SVG text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chronicle.pages.maps.projection import Point

NEAREST: Final = 4  # units between two points of a line: what is closer is not seen

# An SVG in an <img> takes its scheme from the `color-scheme` of the element that shows it, so one file serves both
# schemes and follows the reader's toggle; older browsers follow the system instead. Each scheme brings its own paper.
STYLE: Final = (
    "svg{--sea:#e3e9ea;--land:#f6f2e7;--own:#fffdf6;--line:#b5ae9c;--soft:#5c574b;--ink:#1d1b16;--mark:#8a1f11;--tint:#eed9d2}"
    "@media(prefers-color-scheme:dark){svg{--sea:#14191d;--land:#27251f;--own:#34312a;--line:#6b6556;--soft:#b1ab9b;"
    "--ink:#ece7da;--mark:#e5806b;--tint:#4f3229}}"
    ".s{fill:var(--sea)}.l,.o{fill:var(--land);fill-rule:evenodd;stroke:var(--line);stroke-width:1.5;"
    "stroke-linejoin:round}.o{fill:var(--own)}"
    ".a{fill:var(--mark);fill-opacity:.16;stroke:var(--mark);stroke-width:3;stroke-dasharray:9 6}"
    ".w{fill:var(--tint);fill-rule:evenodd;stroke:var(--mark);stroke-width:2}"
    ".m{fill:var(--mark);fill-opacity:.55;stroke:var(--mark);stroke-width:2}"
    ".p{fill:var(--mark);stroke:var(--own);stroke-width:3}"
    ".n{stroke:none}.b{fill:none}"
    "text{font:600 34px system-ui,sans-serif;fill:var(--ink);paint-order:stroke;stroke:var(--land);stroke-width:7;"
    "stroke-linejoin:round;text-anchor:middle}.c{font-weight:400;font-size:28px;fill:var(--soft);stroke:none}"
    ".t{fill:var(--mark);stroke:var(--tint)}"
    ".k{stroke:var(--soft);stroke-width:3;fill:none}"
)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of the drawing that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rectangle) -> bool:
        """Whether two parts overlap."""
        is_beside = other.right <= self.left or self.right <= other.left
        return not is_beside and self.top < other.bottom and other.top < self.bottom


def document(width: int, height: int, title: str, description: str, parts: Iterable[str]) -> bytes:
    """The SVG file with its words for those who do not see it."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width // 2}" '
        f'height="{height // 2}" role="img" aria-labelledby="t d"><title id="t">{words(title)}</title>'
        f'<desc id="d">{words(description)}</desc><style>{STYLE}</style><path class="s" d="M0 0h{width}v{height}H0z"/>'
    )
    return "".join([head, *parts, "</svg>\n"]).encode("utf-8", "replace")


def words(text: str) -> str:
    """A text as XML can hold it."""
    return escape("".join(" " if unicodedata.category(letter) in {"Cc", "Cs", "Cn"} else letter for letter in text))


def land(rings: Sequence[Sequence[Point]], kind: str) -> str:
    """A country: filled, with a border that leaves out the seam at 180°."""
    if not any(point[2] for ring in rings for point in ring):
        lines = "".join(map(closed, rings))
        return f'<path class="{kind}" d="{lines}"/>' if lines else ""
    border = "".join(map(seamless, rings))
    lines = "".join(map(closed, rings))
    return f'<path class="{kind} n" d="{lines}"/><path class="{kind} b" d="{border}"/>' if lines else ""


def closed(ring: Sequence[Point]) -> str:
    """A closed line; nothing for what is too small to be seen."""
    steps = thinned([(round(x), round(y)) for x, y, _ in ring])
    return f"{path(steps)}z" if len(steps) > 2 else ""  # noqa: PLR2004 - a triangle is the least


def seamless(ring: Sequence[Point]) -> str:
    """The line of a ring without its edges along the seam."""
    lines: list[list[tuple[int, int]]] = [[]]
    last = ring[-1]
    for point in (*ring, ring[0]):
        if last[2] and point[2]:
            lines.append([])
        lines[-1].append((round(point[0]), round(point[1])))
        last = point
    return "".join(path(steps) for line in lines if len(steps := thinned(line)) > 1)


def thinned(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points without those next to the one before."""
    kept = list(points[:1])
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAREST:
            kept.append((x, y))
    return kept


def path(points: Sequence[tuple[int, int]]) -> str:
    """A line by its first point and the steps from there."""
    (left, top), text = points[0], [f"M{points[0][0]} {points[0][1]}l"]
    for x, y in points[1:]:
        text.append(f"{x - left} {y - top} ")
        left, top = x, y
    return "".join(text).rstrip().replace(" -", "-")


def label(text: str, x: float, y: float, kind: str = "") -> str:
    """Words around a point; `kind` is their class."""
    cls = f' class="{kind}"' if kind else ""
    return f'<text{cls} x="{round(x)}" y="{round(y)}">{words(text)}</text>'


def width_of(text: str, size: float) -> float:
    """About how wide a text is: no font is known here, so rather too wide than too narrow."""
    wide = sum(1 for letter in text if unicodedata.east_asian_width(letter) in "WF")
    marks = sum(1 for letter in text if unicodedata.combining(letter))
    return size * (0.58 * (len(text) - wide - marks) + wide)
