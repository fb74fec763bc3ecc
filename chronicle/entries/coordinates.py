"""Coordinates: a point as [latitude, longitude] in degrees, and what other ways of writing one mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chronicle.entries.fields import Findings, Kind
from chronicle.text.nodes import Mapping, Node, Scalar, Sequence
from chronicle.text.yaml_text import Bare

if TYPE_CHECKING:
    from collections.abc import Iterator

# The words by which other programs call the two numbers.
PARTS: Final = (("latitude", "lat"), ("longitude", "lon", "lng", "long"))

_NUMBER: Final = r"([-+]?\d{1,3}(?:[.,]\d{1,12})?) ?°? ?([NSEW]?)"
_PAIR: Final = re.compile(rf"\(? *{_NUMBER}([,;]? +|[,;]){_NUMBER} *\)?", re.ASCII | re.IGNORECASE)


def _read(node: Node, name: str, findings: Findings) -> tuple[float, float] | None:
    numbers = [_degrees(item) for item in node.items] if isinstance(node, Sequence) else []
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:  # noqa: PLR2004 - latitude, longitude
        words, meant = "must be [latitude, longitude] in degrees, such as [33.79, 42.44]", _meant(node)
        if meant and isinstance(node, Mapping) and node.pairs[0][0].column == node.column:  # on lines of its own
            words, meant = f"{words}; write {name}: {meant} in one line in place of these", ""
        findings.add(node, name, "coordinates-form", words, meant=meant)
        return None
    latitude, longitude = numbers[0], numbers[1]
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - the ends of the Earth
        swapped = abs(longitude) <= 90 and abs(latitude) <= 180  # noqa: PLR2004
        meant = f"[{_decimal(longitude)}, {_decimal(latitude)}]" if swapped else ""
        message = (
            f"[{_decimal(latitude)}, {_decimal(longitude)}] is nowhere: latitude is -90 to 90, longitude -180 to 180"
        )
        findings.add(node, name, "coordinates-range", message, meant=meant)
        return None
    return latitude, longitude


def _degrees(node: Node) -> float | None:
    if isinstance(node, Scalar) and re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{1,12})?", node.text.strip(), re.ASCII):
        return float(node.text) + 0.0  # no negative zero
    return None


def _meant(node: Node) -> str:
    """`[33.3, -44.4]` for `33.3° N, 44.4° W`, for a table with both, or for commas in place of points."""
    match = _PAIR.fullmatch(", ".join(_texts(node)))
    if not match:
        return ""
    first, side, gap, second, other = match.groups()
    sides = (side + other).upper()
    # "33,44" may be one number, and "33 44" degrees with minutes.
    is_clear = sides or re.match("[,;] ", gap) or all(re.search("[.,]", number) for number in (first, second))
    if not is_clear or (sides and not re.fullmatch("[NS][EW]|[EW][NS]", sides)):
        return ""
    numbers = [_signed(first, side), _signed(second, other)]
    return f"[{', '.join(reversed(numbers) if sides[:1] in {'E', 'W'} else numbers)}]"


def _signed(number: str, side: str) -> str:
    return "-" * (side.upper() in {"S", "W"}) + number.replace(",", ".").lstrip("+")


def _texts(node: Node) -> Iterator[str]:
    """What may be the two numbers."""
    if isinstance(node, Scalar):
        yield node.text.strip()
    elif isinstance(node, Mapping):
        table = {key.text.casefold(): value for key, value in node.pairs}
        for names in PARTS:
            yield from (value.text for each in names if isinstance(value := table.get(each), Scalar))
    else:
        yield from (item.text for item in node.items if isinstance(item, Scalar))


def _decimal(number: float) -> str:
    text = f"{number:.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


COORDINATES: Final = Kind(
    read=_read,
    write=lambda pair: [Bare(_decimal(number)) for number in pair],
    restore=lambda pair: tuple(map(float, pair)),
    schema={"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    words="[latitude, longitude]",
    parts=PARTS,
)
