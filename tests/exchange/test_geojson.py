"""GeoJSON: what is written is exact, and others take it for valid."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exchange_facts import ABOUT, facts
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st

from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.geojson import layout
from chronicle.text.dates import parse_when


def written(*incidents: Facts) -> bytes:
    """The whole file."""
    return b"".join(layout(ABOUT).written(incidents))


def test_a_feature_is_a_point_with_typed_properties() -> None:
    """Longitude stands first, numbers are numbers, lists are lists, what is unknown is null."""
    base = PlaceFacts(
        name="Base",
        id="base",
        coordinates=(33.5, -0.00001),
        precision="vicinity",
        country_code="IQ",
        within=(Area(name="Iraq", id="iraq", kind="country"),),
    )
    incident = Facts(
        id="a",
        title="Rockets & </script>",
        date=parse_when("2023-10"),
        places=(base,),
        actors=(ActorFacts(name="A; B", id="a-b", role="target"),),
    )
    empty: dict[str, object] = dict.fromkeys(
        "time location_kind admin1 admin2 killed_min killed_max injured_min injured_max grade summary part_of follows "
        "added updated".split()
    )
    empty |= {name: [] for name in "types weapons sources source_titles source_urls source_dates tags ids".split()}
    assert written(incident).count(b"\n") == 3
    assert not set(b"<>&") & set(written(incident))
    assert json.loads(written(incident)) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "a",
                "geometry": {"type": "Point", "coordinates": [-0.00001, 33.5]},
                "properties": empty
                | {
                    "id": "a",
                    "title": "Rockets & </script>",
                    "date": "2023-10",
                    "date_from": "2023-10-01",
                    "date_to": "2023-10-31",
                    "date_precision": "month",
                    "location": "Base",
                    "location_id": "base",
                    "location_precision": "vicinity",
                    "country": "Iraq",
                    "country_code": "IQ",
                    "within": ["Iraq"],
                    "locations": ["Base"],
                    "location_ids": ["base"],
                    "actors": ["A; B"],
                    "actor_roles": ["target"],
                    "actor_ids": ["a-b"],
                    "url": "https://example.org/log/incidents/a.html",
                },
            }
        ],
    }


@pytest.mark.parametrize("places", [(), (PlaceFacts(name="Nowhere", id="nowhere"),)])
def test_what_has_no_position_has_no_geometry(places: tuple[PlaceFacts, ...]) -> None:
    """An incident without coordinates is in the file all the same."""
    (feature,) = json.loads(written(Facts(id="a", title="T", date=parse_when("2023"), places=places)))["features"]
    assert feature["geometry"] is None


def test_without_incidents_it_is_a_collection() -> None:
    """An empty chronicle has an empty collection."""
    assert json.loads(written()) == {"type": "FeatureCollection", "features": []}


@given(st.lists(facts(), max_size=3))
def test_it_is_valid(incidents: list[Facts]) -> None:
    """RFC 7946: points in degrees, longitude first, WGS 84 without saying so, a name for each feature."""
    data = written(*incidents)
    collection: FeatureCollection[Any] = FeatureCollection.model_validate_json(data)
    assert set(json.loads(data)) == {"type", "features"}
    assert [feature.id for feature in collection.features] == [incident.id for incident in incidents]
    for feature, incident in zip(collection.features, incidents, strict=True):
        place = incident.place
        if not (place and place.coordinates):
            assert feature.geometry is None
            continue
        assert feature.geometry
        assert feature.geometry.type == "Point"
        longitude, latitude = feature.geometry.coordinates
        assert (latitude, longitude) == place.coordinates
        assert abs(longitude) <= 180
        assert abs(latitude) <= 90
