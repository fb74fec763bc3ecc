"""GeoJSON: a feature's properties and point as flat cells, and what of its geometry has no place in a table. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from chronicle.intake.tables.flattening import flat_cells, number_text
from chronicle.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

# The names under which older files say that they are in degrees, as all GeoJSON is today (RFC 7946).
_WGS_84: Final = re.compile(r"(?:.*[:/])?(?:CRS:?84|4326|WGS ?84)\Z", re.IGNORECASE)


def is_feature(record: Mapping[str, Any]) -> bool:
    """Whether an object is a feature of GeoJSON."""
    return record.get("type") == "Feature" and ("properties" in record or "geometry" in record)


def feature_cells(record: Mapping[str, Any]) -> dict[str, str]:
    """The properties, `id` where no property is called so, and the point as `latitude` and `longitude`."""
    properties = record.get("properties")
    cells = flat_cells(properties) if isinstance(properties, dict) else {}
    if "id" not in cells:
        cells |= flat_cells({"id": record.get("id")})
    if point := _point(record.get("geometry")):
        longitude, latitude = point
        cells |= {"latitude": number_text(latitude), "longitude": number_text(longitude)}
    return cells


def geometry_fault(record: Mapping[str, Any]) -> str:
    """Why a feature gets no coordinates although it has a geometry; empty when all is well."""
    geometry = record.get("geometry")
    if geometry is None or _point(geometry):
        return ""
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        return "has a geometry that is none; the row goes in without coordinates"
    if geometry["type"] == "Point":
        return "has a point without two numbers; the row goes in without coordinates"
    return f"has a {shortened(geometry['type'])} where a point is needed; the row goes in without coordinates"


def _point(geometry: Any) -> tuple[float, float] | None:  # noqa: ANN401 - any JSON value
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    match geometry.get("coordinates"):
        case [int() | float() as longitude, int() | float() as latitude, *_]:
            return longitude, latitude
    return None


def crs_fault(crs: Any) -> str:  # noqa: ANN401 - any JSON value
    """What is wrong with the coordinate system that an older file names; empty when it is degrees of WGS 84."""
    if crs is None:
        return ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and _WGS_84.match(name.strip()):
        return ""
    said = shortened(name) if isinstance(name, str) else "another one"
    return f"has coordinates in {said}; convert it to WGS 84 (EPSG:4326), as GeoJSON is today"
