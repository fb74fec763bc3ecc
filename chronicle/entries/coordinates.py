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

_DIGITS: Final = r"\d{1,3}(?:[.,]\d{1,12})?"
_MINUTES: Final = rf"{_DIGITS} ?['′’](?: ?{_DIGITS} ?(?:[\"″”]|['′’]{{2}}))?"
_DEGREES: Final = rf"[-+−]?{_DIGITS}(?: ?°(?: ?{_MINUTES})?)?"
_NUMBER: Final = rf"([NSEW] ?{_DEGREES}|{_DEGREES}(?: ?[NSEW])?)"
_PAIR: Final = rf"(?ai)\(? *{_NUMBER}([,;]? +|[,;]|(?<=[NSEW])){_NUMBER} *\)?"  # compiled where one is wrong
_PLACES: Final = 5  # decimals that are written of degrees with minutes: a metre, where a second is thirty


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
    """`[33.3, -44.4]` for another way of writing both numbers, or for a table with both."""
    found = decimal_pair(", ".join(_texts(node)))
    return f"[{found}]" if found else ""


def decimal_pair(text: str) -> str:
    """`33.3, -44.4` for `33° 18′ N, 44.4° W` or `44,4W 33,3N`; empty unless it is clear which number is which."""
    match = re.fullmatch(_PAIR, text)
    if not match:
        return ""
    first, gap, second = match.groups()
    sides = "".join(re.findall("[NSEW]", f"{first}{second}".upper()))
    # "33,44" may be one number, and "33 44" degrees with minutes.
    is_clear = sides or re.match("[,;] ", gap) or all(re.search("[.,°]", number) for number in (first, second))
    numbers = [_signed(first), _signed(second)]
    if not is_clear or not all(numbers) or (sides and not re.fullmatch("[NS][EW]|[EW][NS]", sides)):
        return ""
    return ", ".join(reversed(numbers) if sides[:1] in {"E", "W"} else numbers)


def decimal_degrees(text: str, sides: str) -> str:
    """`33.3` for `33° 18′ N` or `33,3`; empty for what is no number, or has the letter of none of these sides."""
    found = re.fullmatch(_NUMBER, text, re.ASCII | re.IGNORECASE)
    return _signed(text) if found and set(re.findall("[NSEW]", text.upper())) <= set(sides) else ""


def _signed(text: str) -> str:
    """Degrees as a decimal number; empty where the letter of a side stands beside a sign, or minutes are too many."""
    parts = [part.replace(",", ".") for part in re.findall(_DIGITS, text)]
    is_negative, side = re.search("[-−]", text), re.search("[NSEW]", text, re.IGNORECASE)
    if (is_negative and side) or any(float(part) >= 60 for part in parts[1:]):  # noqa: PLR2004 - minutes, seconds
        return ""
    degrees = sum(float(part) / 60**power for power, part in enumerate(parts))
    number = parts[0] if len(parts) == 1 else _decimal(round(degrees, _PLACES))
    return "-" * bool(is_negative or (side and side[0] in "SWsw")) + number


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
