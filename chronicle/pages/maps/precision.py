"""How large an area a map draws for a place, so that a point always means that the position is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import PRECISIONS

if TYPE_CHECKING:
    from chronicle.entries.kinds import Location

# Kilometres around the coordinates. Near a place: an hour's walk. A town: the built-up area of a city of a million.
# A district and a province: circles as large as the mean second-level and first-level division of the world's
# countries (135 million km² of land without Antarctica, in about 48,000 and 3,500 of them). A country is drawn by its
# outline; the number is for those that the basemap does not have.
RADII: Final = {"exact": 0, "vicinity": 5, "locality": 10, "district": 30, "province": 110, "country": 300}

# What is large by its kind is an area, however exact the coordinates of its middle are.
_LARGE: Final = {
    "country": "country",
    "province": "province",
    "sea": "province",
    "district": "district",
    "area": "district",
    "city": "locality",
    "town": "locality",
}
POINTS: Final = frozenset({"exact", "vicinity", "locality"})  # what is known no better than these is an area
_UNSAID: Final = "vicinity"  # coordinates of unknown exactness are not taken for exact


def precision_of(location: Location) -> str:
    """How exactly a map may show a location: the coarser of what its entry says and what its kind allows."""
    own, least = location.precision or _UNSAID, _LARGE.get(location.kind, "exact")
    return max(own, least, key=PRECISIONS.index)


def has_point(location: Location) -> bool:
    """Whether the coordinates of a location are where it is, and not only the middle of an area."""
    return location.coordinates is not None and precision_of(location) in POINTS
