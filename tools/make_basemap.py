"""Make the basemap: the countries of Natural Earth as compact data, cut at the antimeridian.

Run once, with the network, when the sources change:
    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python tools/make_basemap.py package
Writes chronicle/pages/maps/data/basemap-110m.json and basemap-50m.json. Sources and licence: NOTICE-basemap.md there.

world-atlas closes the rings that Natural Earth had cut at 180°, as a sphere wants it. On a flat map such a ring draws
streaks from edge to edge, so it is cut again here: no edge of a ring spans more than 180° afterwards.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

TARGET: Final = Path(__file__).resolve().parent.parent / "chronicle/pages/maps/data"
SCALES: Final = {"110m": 100, "50m": 250}  # steps to a degree: 1.1 km and 0.4 km, a quarter of what the source knows
DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
WITHOUT_NUMBER: Final = {"Kosovo": "XK"}  # other areas without an ISO 3166 number are drawn and not named
LEAST_AREA: Final = 1e-9  # square degrees: what is smaller is a line
MOST_CHANGE: Final = 0.002  # of a country's area, by the cutting alone

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    """Write both files and say how large they have become."""
    for name, scale in SCALES.items():
        topology = json.loads((Path(sys.argv[1]) / f"countries-{name}.json").read_text("utf-8"))
        lines = [json.dumps(country, separators=(",", ":")) for country in countries(topology, scale)]
        target = TARGET / f"basemap-{name}.json"
        target.write_text(f'{{"scale":{scale},"countries":[\n' + ",\n".join(sorted(lines)) + "\n]}\n", "ascii")
        print(f"{target}: {len(lines)} countries, {target.stat().st_size / 1e3:.0f} kB")


def countries(topology: dict[str, Any], scale: int) -> list[tuple[str, tuple[int, ...], list[str]]]:
    """Each country's code, its bounds and its rings, written out; a hole is a ring that lies in another."""
    arcs = positions(topology)
    found: dict[tuple[str, str], list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        rings = [joined(arcs, ring) for ring in rings_of(shape)]
        pieces = [piece for ring in rings for piece in cut(ring)]
        held(name, sum(map(area, map(unwrapped, rings))), sum(map(area, pieces)))
        found.setdefault(named(shape), []).extend(pieces)
    return [
        (code, bounds(rings), [text for ring in rings if (text := written(ring, scale))])
        for (code, _), rings in found.items()
    ]


def bounds(rings: list[Ring]) -> tuple[int, ...]:
    """West, south, east and north of all rings in whole degrees, outwards."""
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))


def named(shape: dict[str, Any]) -> tuple[str, str]:
    """The two-letter code of a country; areas without one stay apart by their name."""
    name = shape["properties"]["name"]
    codes = get_global("territory_aliases").get(shape.get("id") or "")
    code = codes[0] if codes else WITHOUT_NUMBER.get(name, "")
    return code, "" if code else name


def positions(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a topology in degrees."""
    (east, north), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * east + left, y * north + bottom))
        arcs.append(points)
    return arcs


def rings_of(shape: dict[str, Any]) -> list[list[int]]:
    """All rings of a polygon or of several."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def joined(arcs: list[Ring], numbers: list[int]) -> Ring:
    """The ring made of these arcs; ~n is arc n backwards. The first point is not repeated at the end."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[:-1]
    return points


def unwrapped(ring: Ring) -> Ring:
    """The ring without jumps: longitudes run on beyond 180°."""
    points = ring[:1]
    for x, y in ring[1:]:
        points.append((points[-1][0] + (x - points[-1][0] + 180) % 360 - 180, y))
    return points


def cut(ring: Ring) -> list[Ring]:
    """The pieces of a ring between -180° and 180°; one around a pole is led along the edge of the map to it."""
    points = unwrapped(ring)
    turn = points[-1][0] + (points[0][0] - points[-1][0] + 180) % 360 - 180 - points[0][0]
    if abs(turn) > 1:
        return [around_pole(points, turn)]
    pieces = [points]
    for line in (-540, -180, 180, 540):
        pieces = [part for piece in pieces for part in parted(piece, line)]
    return [[(x - 360 * math.floor((middle(piece) + 180) / 360), y) for x, y in piece] for piece in pieces]


def middle(ring: Ring) -> float:
    """The longitude halfway between the westernmost and the easternmost point."""
    return (min(x for x, _ in ring) + max(x for x, _ in ring)) / 2


def around_pole(points: Ring, turn: float) -> Ring:
    """A ring that runs once around the earth, closed through its pole."""
    pole = math.copysign(90, sum(y for _, y in points))
    line = 180 + 360 * math.floor((min(points[0][0], points[0][0] + turn) + 180) / 360)
    closed = [*points, (points[0][0] + turn, points[0][1])]
    at = next(n for n in range(len(points)) if (closed[n][0] - line) * (closed[n + 1][0] - line) <= 0)
    edge = crossing(closed[at], closed[at + 1], line)
    way = [*closed[at + 1 : -1], *((x + turn, y) for x, y in closed[: at + 1])]
    start = math.copysign(180, -turn)
    moved = [(x - line + start, y) for x, y in way]
    return [(start, edge), *moved, (-start, edge), (-start, pole), (0.0, pole), (start, pole)]


def crossing(one: Point, other: Point, line: float) -> float:
    """The latitude where an edge meets a meridian."""
    share = (line - one[0]) / (other[0] - one[0]) if other[0] != one[0] else 0
    return one[1] + share * (other[1] - one[1])


def parted(ring: Ring, line: float) -> list[Ring]:
    """The pieces of a ring on both sides of a meridian. Where it meets it, neighbours along it belong together."""
    chains: list[Ring] = [[]]
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        chains[-1].append(one)
        if (one[0] < line) != (other[0] < line):
            at = (line, crossing(one, other, line))
            chains[-1].append(at)
            chains.append([at])
    if len(chains) == 1:
        return chains
    chains = [chains[-1] + chains[0], *chains[1:-1]]
    ends = sorted({*range(len(chains))}, key=lambda number: chains[number][-1][1])  # each end is the next one's start
    partner = {ends[n]: ends[n ^ 1] for n in range(len(ends))}
    pieces, left = [], set(range(len(chains)))
    while left:
        number, piece = min(left), []
        while number in left:
            left.remove(number)
            piece += chains[number]
            number = (partner[number] + 1) % len(chains)
        pieces.append(piece)
    return [piece for piece in pieces if abs(area(piece)) > LEAST_AREA]


def area(ring: Ring) -> float:
    """The area in square degrees of the plane; positive or negative by the ring's direction."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs) / 2


def held(name: str, before: float, after: float) -> None:
    """Stop when the cutting changed a country; one around a pole had no area in the plane before."""
    if name != "Antarctica" and abs(after - before) > MOST_CHANGE * abs(before):
        raise SystemExit(f"{name}: the cutting changed its area from {before:.4f} to {after:.4f}")


def written(ring: Ring, scale: int) -> str:
    """The steps from point to point as base64 VLQ (as in source maps); nothing for what became a line."""
    points = [(round(x * scale), round(y * scale)) for x, y in ring]
    kept = [point for point, last in zip(points, [points[-1], *points[:-1]], strict=True) if point != last]
    if len(kept) < 3:  # noqa: PLR2004 - a triangle is the least ring
        return ""
    steps = [kept[0], *((x - a, y - b) for (a, b), (x, y) in itertools.pairwise(kept))]
    return "".join(digits(number) for step in steps for number in step)


def digits(number: int) -> str:
    """One number: the sign in the lowest bit, then five bits a letter, the lowest first."""
    rest, text = abs(number) << 1 | (number < 0), ""
    while True:
        rest, low = rest >> 5, rest & 31
        text += DIGITS[low | 32 if rest else low]
        if not rest:
            return text


if __name__ == "__main__":
    main()
