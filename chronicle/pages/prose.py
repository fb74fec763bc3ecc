"""Bodies on pages: where their references lead, and the names whose first mention becomes a link."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import MediaFile
from chronicle.linking.chronicle import SitePath
from chronicle.pages import addresses
from chronicle.pages.views.parts import ProseView
from chronicle.text.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronicle.linking.chronicle import LinkedText
    from chronicle.linking.names import Target
    from chronicle.pages.edition import Edition

_SHORTEST_MENTION: Final = 3  # characters of a name that is linked where it occurs in a text


def prose(edition: Edition, text: LinkedText, places: Sequence[str] = ()) -> ProseView:
    """A body with its references answered, and the names whose first mention is a link."""
    if not text.digest:
        return ProseView(digest="")
    answers = tuple(
        _answer(edition, target, by_slug=number in text.by_slug) for number, target in enumerate(text.targets)
    )
    return ProseView(digest=text.digest, answers=answers, mentions=_mentions(edition, places))


def _answer(edition: Edition, target: Target | MediaFile | SitePath | None, *, by_slug: bool) -> Answer | None:
    if isinstance(target, MediaFile):
        return Answer(address=target.name, width=target.width, height=target.height)
    if isinstance(target, SitePath):
        is_page = target.path in edition.overviews
        return Answer(address=escape(target.path + target.fragment)) if is_page else None
    if target is None:
        return None
    return Answer(address=addresses.entry_address(target), words=escape(edition.name(target)) if by_slug else "")


def _mentions(edition: Edition, places: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(name, address) of the places an incident lists and those they lie in, longest names first."""
    found: dict[str, str] = {}
    chronicle = edition.chronicle
    for slug in dict.fromkeys(
        part for place in places for part in (place, *reversed(chronicle.places[place].ancestors))
    ):
        place = chronicle.places[slug]
        for name in (place.name, *(place.entry.spellings if place.entry else ())):
            if len(name) >= _SHORTEST_MENTION:
                found.setdefault(name, addresses.location(slug))
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
