"""The plan of the whole site: every page that is to exist, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from chronicle.config import FILE
from chronicle.linking.chronicle import SitePath, at_hand
from chronicle.linking.names import Target
from chronicle.linking.outlines import Outline
from chronicle.pages import addresses
from chronicle.pages.almanac import Almanac, almanac
from chronicle.pages.article_pages import article_page, note_page
from chronicle.pages.changes import changes_of
from chronicle.pages.changes_page import changes_pages
from chronicle.pages.edited import asking, asks
from chronicle.pages.feeds import feed_pages, subjects_of
from chronicle.pages.feeds_page import feeds_page
from chronicle.pages.home_page import home_page
from chronicle.pages.incident_pages import incident_pages
from chronicle.pages.machines import found_by_search, robots_page, sitemap_page
from chronicle.pages.maps.located import Located, is_any_located, located, locator_pages, overview_pages
from chronicle.pages.maps.map_page import ASSETS as MAP_ASSETS
from chronicle.pages.maps.map_page import map_pages, map_problems
from chronicle.pages.methods_page import methods_page
from chronicle.pages.nearby import nearby
from chronicle.pages.page import Link, Page
from chronicle.pages.place_pages import location_pages, tree_page
from chronicle.pages.search_page import search_page
from chronicle.pages.source_pages import source_pages
from chronicle.pages.subject_pages import actor_pages, list_pages, type_pages
from chronicle.pages.tables import table_pages
from chronicle.pages.time_pages import archive_pages
from chronicle.pages.timeline_page import timeline_page
from chronicle.pages.views.overviews import LostView, MovedView
from chronicle.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping, Sequence

    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import Chronicle
    from chronicle.pages.edition import Edition
    from chronicle.pages.tables import Before
    from chronicle.pages.touched import Touched

MOVED: Final = "moved.html"  # the template of what leads from an earlier address


def plan(edition: Edition, assets: dict[str, bytes]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """All pages in the order of their addresses, and what is wrong with the addresses. `assets` go to `assets/`."""
    edition, pages, where = _read_pages(edition, assets)
    if _has_sitemap(edition):
        pages.append(sitemap_page(edition, found_by_search(pages)))
    pages += [robots_page(edition), _lost_page(edition), *table_pages(edition)]
    pages += [*locator_pages(edition), *overview_pages(edition, where)]
    pages.append(Page(address=addresses.NO_JEKYLL, content=b""))
    pages.append(_colours_page(edition))
    idle = frozenset() if where.at else MAP_ASSETS
    pages += [
        Page(address=f"assets/{name}", content=assets[name], owner=f"templates/assets/{name}")
        for name in assets
        if name not in idle
    ]
    pages += [
        Page(address=file.name, copy_of=file.path, copy_digest=file.digest, owner=file.path)
        for file in edition.chronicle.media
    ]
    # Where addresses are written is asked only when there is something to tell: front matter is read anew for it.
    claims = addresses.claim_problems(pages, {}) and addresses.claim_problems(pages, _alias_places(edition))
    problems = [
        *claims,
        *map_problems(where, frozenset(assets)),
        *_note_problems(edition),
        *_menu_problems(edition, pages),
        *_link_problems(edition),
    ]
    return _in_order(pages), tuple(problems)


def touched_pages(
    edition: Edition, before: Before, touched: Touched, assets: dict[str, bytes], known: KeysView[str]
) -> tuple[tuple[Page, ...], frozenset[str]] | None:
    """The pages of all that an edit has touched, and those that tell of the whole record, as they are in the plan.

    And the addresses that go of the site before; `known` are all of them. None when one that comes cannot be had, or
    when maps begin or cease to show anything: then they come or go with all that leads to them.
    """
    if is_any_located(edition) != is_any_located(before.edition):
        return None
    edition, pages, where = _read_pages(replace(edition, touched=touched), assets)
    pages += [*table_pages(edition, before), *locator_pages(edition), *overview_pages(edition, where)]
    gone: frozenset[str] = frozenset()
    if touched.may_lose:
        _, were, _ = _read_pages(replace(before.edition, touched=touched), assets)
        gone = frozenset({page.address for page in were} - {page.address for page in pages})
    stay = known - gone if gone else known
    whole = replace(edition, touched=None)
    aliases = {alias for _, entry in _entries(whole) if entry.path not in touched.new for alias in entry.aliases}
    come = [page for page in pages if page.owner in touched.new or _comes(page, stay, aliases)]
    if come and addresses.are_claimed(come, stay):
        return None
    if (come or gone) and _has_sitemap(edition):
        read = _found_by_search(stay, aliases, frozenset(_hidden(whole)))
        pages.append(sitemap_page(edition, [*read, *found_by_search(come)]))
    return _in_order(pages), gone


def _has_sitemap(edition: Edition) -> bool:
    return bool(edition.config.url) and not edition.config.noindex


def _comes(page: Page, known: Collection[str], aliases: Collection[str]) -> bool:
    """Whether a page is not there yet: another one may be there that leads from an earlier address."""
    return page.address not in known or (page.template != MOVED and page.address in aliases)


def _found_by_search(known: Iterable[str], aliases: Collection[str], hidden: frozenset[str]) -> list[str]:
    """Those of the addresses of a site that `found_by_search` would give of its pages."""
    read = [name for name in known if name.endswith(".html") and not name.startswith(("assets/", "media/"))]
    return [name for name in read if name not in aliases and name != addresses.LOST and not asks(name, hidden)]


def _in_order(pages: list[Page]) -> tuple[Page, ...]:
    return tuple(sorted(pages, key=lambda page: page.address))


def _read_pages(edition: Edition, assets: dict[str, bytes]) -> tuple[Edition, list[Page], Located]:
    """The edition with all that pages are made from, those that are read, and where incidents stand on maps."""
    subjects = subjects_of(edition)
    edition = replace(edition, chronicle=at_hand(edition.chronicle), feeds=frozenset(subjects))
    # All cards are made here: pages are shared out, and each process would make nearly all that many pages show.
    edition.facts(edition.chronicle.order)
    where, dates = located(edition), almanac(edition.chronicle)
    overviews = [*_overview_pages(edition), *_record_pages(edition, subjects, where, dates)]
    overviews += [*map_pages(edition, where, frozenset(assets)), *_data_pages(edition, where)]
    # What follows holds texts of editors, which may link to all that went before.
    edition = replace(edition, overviews=frozenset((addresses.METHODS, *(page.address for page in overviews))))
    pages = [*overviews, methods_page(edition, dates, where), *_entry_pages(edition), *_moved_pages(edition)]
    return edition, [*asking(pages, frozenset(_hidden(edition)))], where


def _overview_pages(edition: Edition) -> Iterator[Page]:
    """The pages that are no entry's own."""
    yield tree_page(edition)
    yield search_page(edition)
    yield from type_pages(edition)
    yield from source_pages(edition)
    yield from list_pages(edition)


def _record_pages(
    edition: Edition, subjects: Mapping[str, tuple[Link, Sequence[str]]], where: Located, dates: Almanac
) -> Iterator[Page]:
    """The pages by date, those about the record itself, and its feeds."""
    changes = changes_of(edition.chronicle)
    yield home_page(edition, dates, changes, where)
    yield from archive_pages(edition, dates)
    yield timeline_page(edition, dates)
    yield from changes_pages(edition, changes)
    yield feeds_page(edition, subjects)
    yield from feed_pages(edition, subjects, changes)


def _data_pages(edition: Edition, where: Located) -> Iterator[Page]:
    """The files for machines and the page about them. Where none is asked for, nothing is told and counted for them."""
    if not edition.config.data_formats:
        return
    from chronicle.pages.data.data_page import data_pages  # noqa: PLC0415 - many modules, which only these need
    from chronicle.pages.data.files import export_of, file_pages  # noqa: PLC0415

    export = export_of(edition)
    files = file_pages(export)
    yield from files
    yield from data_pages(edition, export, files, where)


def _entry_pages(edition: Edition) -> Iterator[Page]:
    """The pages of entries, and of places and actors known by name; they link to the overviews."""
    chronicle = edition.chronicle
    yield from incident_pages(edition, [slug for slug, _ in edition.concerned("incidents", chronicle.incidents)])
    near = nearby(chronicle.places)
    for slug, place in edition.concerned("places", chronicle.places):
        yield from location_pages(edition, place, near.get(slug, ()))
    yield from actor_pages(edition)
    for _, article in edition.concerned("articles", chronicle.articles):
        yield article_page(edition, article)
    for slug, note in edition.concerned("notes", chronicle.notes):
        if slug != addresses.METHODS_NOTE:
            yield note_page(edition, note)


def _link_problems(edition: Edition) -> Iterator[Problem]:
    """Links in texts to pages of the site that do not exist."""
    return (target.problem for target in site_paths(edition.chronicle) if target.path not in edition.overviews)


def site_paths(chronicle: Chronicle) -> Iterator[SitePath]:
    """The links in texts to pages that are no entry's."""
    linked = (chronicle.incidents, chronicle.places, chronicle.actors, chronicle.articles, chronicle.notes)
    for item in (item for table in linked for item in table.values()):
        yield from (target for target in item.text.targets if isinstance(target, SitePath))


def _moved_pages(edition: Edition) -> Iterator[Page]:
    """A page at each earlier address of an entry."""
    for target, entry in _entries(edition):
        for alias in entry.aliases:
            link = edition.link(target)
            page = edition.page(alias, MOVED, link.label, MovedView(target=link), source=entry.path)
            if page.head:
                canonical = edition.canonical(link.address)
                page = page._replace(head=page.head._replace(noindex=True, edit="", canonical=canonical))
            yield page


def _alias_places(edition: Edition) -> dict[tuple[str, str], tuple[int, int]]:
    """Where each earlier address is written: file and address → line and column."""
    places = {}
    for target, found in _entries(edition):
        for number, alias in enumerate(found.aliases):
            entry = edition.chronicle.incidents[target.slug].entry if isinstance(found, Outline) else found
            node = entry.written.find(f"aliases.{number}")
            if node:
                places[entry.path, alias] = (node.line, node.column)
    return places


def _hidden(edition: Edition) -> Iterator[str]:
    """The addresses of the pages that search engines are asked to leave out: of entries that say so or do not count."""
    methods = edition.chronicle.notes.get(addresses.METHODS_NOTE)  # in a page that is made whatever was edited
    if methods and methods.entry.noindex:
        yield addresses.METHODS
    for target, entry in _entries(edition):
        if entry.noindex or (isinstance(entry, Outline) and not entry.is_listed):
            yield addresses.entry_address(target)


def _entries(edition: Edition) -> Iterator[tuple[Target, Entry | Outline]]:
    """What stands for the entries that are thought of: of incidents their outlines."""
    chronicle = edition.chronicle
    for slug, outline in edition.concerned("incidents", chronicle.outlines):
        yield Target("incident", slug), outline
    for slug, place in edition.concerned("places", chronicle.places):
        if place.entry:
            yield Target("location", slug), place.entry
    for slug, actor in edition.concerned("actors", chronicle.actors):
        if actor.entry:
            yield Target("actor", slug), actor.entry
    for slug, article in edition.concerned("articles", chronicle.articles):
        yield Target("article", slug), article.entry
    for slug, note in edition.concerned("notes", chronicle.notes):
        yield Target("note", slug), note.entry


def _colours_page(edition: Edition) -> Page:
    """The colours that the settings give to event types; both have been checked to be what they must."""
    rules = [f".type-{kind.slug} {{ --type: {kind.color}; }}\n" for kind in edition.config.types if kind.color]
    return Page(address="assets/types.css", content="".join(rules).encode())


def _lost_page(edition: Edition) -> Page:
    """404.html is served at any depth: its links begin at the top of the host."""
    text = edition.text
    links = (
        Link(text("Latest"), addresses.HOME),
        Link(text("Archive"), addresses.ARCHIVE),
        Link(text("Locations"), addresses.TREE),
    )
    page = edition.page(addresses.LOST, "lost.html", text("This page does not exist"), LostView(links=links))
    if page.head is None:  # pragma: no cover - every page of a template has one
        return page
    base = urlsplit(edition.config.url).path or "/"
    return page._replace(head=page.head._replace(root=base, noindex=True, canonical=""))


def _note_problems(edition: Edition) -> Iterator[Problem]:
    for slug, note in edition.chronicle.notes.items():
        problem = addresses.note_problem(slug, note.entry.path)
        if problem:
            yield problem


def _menu_problems(edition: Edition, pages: list[Page]) -> Iterator[Problem]:
    known = {page.address for page in pages}
    for label, address in edition.config.menu:
        if address not in known:
            message = f'"{address}" is no page of this site; write an address such as about.html'
            line = edition.config.lines.get(f"menu.{label}", 0)
            yield Problem(
                path=FILE,
                line=line,
                column=int(bool(line)),
                field=f"menu.{label}",
                code="menu-form",
                message=message,
            )
