"""The pages of locations, and their tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from chronicle.linking.names import Target
from chronicle.pages import addresses
from chronicle.pages.charts import bars
from chronicle.pages.company import company
from chronicle.pages.labels import PLACE_LABELS, PRECISION_LABELS
from chronicle.pages.lists import counted, listing, years_of
from chronicle.pages.maps.located import map_of
from chronicle.pages.prose import prose
from chronicle.pages.views.places import LocationView, TreeNode, TreeView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chronicle.linking.chronicle import Place
    from chronicle.pages.edition import Edition
    from chronicle.pages.maps.located import PlaceMap
    from chronicle.pages.nearby import Near
    from chronicle.pages.page import Link, Page

_DECIMALS: Final = {"exact": 4, "vicinity": 2, "locality": 2, "district": 1, "province": 1, "country": 0}


def position(edition: Edition, place: Place) -> tuple[str, str]:
    """Where a place lies, as exact as it is known: `33.79° N, 42.44° E`, and the words for how exact."""
    if not place.entry or not place.entry.coordinates:
        return "", ""
    text, language = edition.text, edition.language
    latitude, longitude = (
        round(degrees, _DECIMALS.get(place.entry.precision, 2)) for degrees in place.entry.coordinates
    )
    north, east = language.number(abs(latitude)), language.number(abs(longitude))
    where = (
        text("{degrees}° N", degrees=north) if latitude >= 0 else text("{degrees}° S", degrees=north),
        text("{degrees}° E", degrees=east) if longitude >= 0 else text("{degrees}° W", degrees=east),
    )
    words = PRECISION_LABELS.get(place.entry.precision, "")
    return language.listed(where), text(words) if words else ""


def location_pages(edition: Edition, place: Place, near: Sequence[Near]) -> Iterator[Page]:
    """The page of a location, and those of its years when the list is long."""
    address = addresses.location(place.slug)
    source = place.entry.path if place.entry else ""
    show, basis = partial(_view, edition, place, near, address), partial(_basis, edition, place, near)
    yield edition.page(address, "location.html", place.name, show=show, basis=basis, source=source)
    yield from years_of(edition, place.name, place.incidents, address)


def _basis(edition: Edition, place: Place, near: Sequence[Near]) -> tuple[object, ...]:
    """All that the page shows but what is told of its incidents, and what stands for these."""
    around = edition.place_links(place.ancestors), _children(edition, place), _nearby(edition, near)
    # Thousands of texts may mention a place; of incidents, what stands for all of them stands for their titles, too.
    named = edition.links([target for target in place.mentioned_by if target.kind != "incident"])
    texts = prose(edition, place.text), named
    facts = edition.facts([target.slug for target in place.mentioned_by if target.kind == "incident"])
    return place.name, place.entry, around, texts, _map(edition, place), facts, edition.facts(place.incidents)


def _view(edition: Edition, place: Place, near: Sequence[Near], address: str) -> LocationView:
    entry = place.entry
    where, precision = position(edition, place)
    if entry and precision and entry.kind == entry.precision:
        precision = edition.text("its middle")  # a country is not somewhere in the country
    return LocationView(
        name=place.name,
        kind=edition.text(PLACE_LABELS[entry.kind]) if entry and entry.kind else "",
        crumbs=edition.place_links(place.ancestors),
        spellings=entry.spellings if entry else (),
        names=edition.names(entry),
        position=where,
        precision=precision,
        is_known=entry is not None,
        outside=edition.outside(entry),
        children=_children(edition, place),
        nearby=_nearby(edition, near),
        company=company(edition, place.incidents, "type", "actor"),
        prose=prose(edition, place.text),
        map=_map(edition, place),
        bars=bars(edition, place.incidents, address),
        listing=listing(edition, place.incidents, address),
        here=edition.language.number(len(place.here)) if len(place.here) < len(place.incidents) else "",
        mentioned_by=edition.links(place.mentioned_by),
    )


def _children(edition: Edition, place: Place) -> tuple[tuple[Link, str], ...]:
    places = edition.chronicle.places
    return tuple(
        (edition.link(Target("location", slug)), edition.language.number(len(places[slug].incidents)))
        for slug in sorted(place.children, key=lambda slug: (places[slug].name, slug))
    )


def _nearby(edition: Edition, near: Sequence[Near]) -> tuple[tuple[Link, str], ...]:
    return tuple((edition.link(Target("location", item.slug)), _distance(edition, item)) for item in near)


def _map(edition: Edition, place: Place) -> PlaceMap | None:
    return map_of(edition, place) if place.entry else None


def _distance(edition: Edition, near: Near) -> str:
    """`12 km`; what lies closer than a kilometre is not told apart."""
    return edition.text("{number} km", number=edition.language.number(max(1, round(near.distance))))


def tree_page(edition: Edition) -> Page:
    """The tree of locations with counts."""
    return edition.page(addresses.TREE, "tree.html", edition.text("Locations"), show=partial(_tree, edition))


def _tree(edition: Edition) -> TreeView:
    places = edition.chronicle.places
    roots = [slug for slug, place in places.items() if place.entry and not place.ancestors]
    unplaced = [place for place in places.values() if not place.entry]
    return TreeView(
        nodes=_nodes(edition, roots),
        unplaced=tuple(
            counted(edition, place.name, addresses.location(place.slug), place.incidents)
            for place in sorted(unplaced, key=lambda place: (place.name, place.slug))
        ),
    )


def _nodes(edition: Edition, slugs: Sequence[str]) -> tuple[TreeNode, ...]:
    places = edition.chronicle.places
    return tuple(
        TreeNode(
            link=edition.link(Target("location", slug)),
            count=edition.language.number(len(places[slug].incidents)),
            children=_nodes(edition, places[slug].children),
        )
        for slug in sorted(slugs, key=lambda slug: (places[slug].name, slug))
    )
