"""Bodies on pages: where their references lead, and the names whose first mention becomes a link."""

from __future__ import annotations

from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import MediaFile
from chronicle.linking.chronicle import SitePath
from chronicle.pages import addresses
from chronicle.pages.views.parts import ProseView
from chronicle.text.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.linking.chronicle import LinkedText
    from chronicle.linking.names import Target
    from chronicle.pages.edition import Edition

_SHORTEST_MENTION: Final = 3  # characters of a name that is linked where it occurs in a text


Names = tuple[tuple[str, str], ...]  # names with the addresses that they lead to


def prose(edition: Edition, text: LinkedText, mentions: Names = ()) -> ProseView:
    """A body with its references answered, and the names whose first mention is a link."""
    if not text.digest:
        return ProseView(digest="")
    answers = tuple(
        [_answer(edition, target, by_slug=number in text.by_slug) for number, target in enumerate(text.targets)]
    )
    return ProseView(digest=text.digest, answers=answers, mentions=mentions)


def _answer(edition: Edition, target: Target | MediaFile | SitePath | None, *, by_slug: bool) -> Answer | None:
    if isinstance(target, MediaFile):
        return Answer(address=target.name, width=target.width, height=target.height)
    if isinstance(target, SitePath):
        is_page = target.path in edition.overviews
        return Answer(address=escape(target.path + target.fragment)) if is_page else None
    if target is None:
        return None
    return Answer(address=addresses.entry_address(target), words=escape(edition.name(target)) if by_slug else "")


def names_of(edition: Edition, place: str) -> Names:
    """The names of a place and of those it lies in."""
    places = edition.chronicle.places
    around = [places[slug] for slug in (place, *reversed(places[place].ancestors))]
    return tuple(
        (name, addresses.location(each.slug))
        for each in around
        for name in (each.name, *(each.entry.spellings if each.entry else ()))
        if len(name) >= _SHORTEST_MENTION
    )


def mentions_of(names: Iterable[Names]) -> Names:
    """The names of several places; a name of two of them leads to the first."""
    return tuple(dict(reversed([*chain.from_iterable(names)])).items())
