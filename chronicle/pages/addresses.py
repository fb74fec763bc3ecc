"""Addresses: the only place where the path of a page is made, and the table that no two pages share one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from chronicle.entries.folder import KIND_FOLDERS
from chronicle.pages.page import Page
from chronicle.problems import Problem
from chronicle.text.slugs import is_slug, name_fault, slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from chronicle.linking.names import Target

HOME: Final = "index.html"
TREE: Final = "locations/index.html"
ARCHIVE: Final = "incidents/index.html"
TIMELINE: Final = "timeline.html"
FEED: Final = "feed.xml"
JSON_FEED: Final = "feed.json"
LOST: Final = "404.html"
CHANGES: Final = "changes.html"
CHANGES_FEED: Final = "changes.xml"
METHODS: Final = "methods.html"
FEEDS: Final = "feeds.html"
DATA: Final = "data.html"
DATA_FOLDER: Final = "data/v1/"
DATA_INDEX: Final = "data/v1/index.json"
DATA_PACKAGE: Final = "data/v1/datapackage.json"
MAP: Final = "map.html"
OVERVIEW_MAP: Final = "map.svg"
UNPLACED: Final = "unplaced.html"
INCIDENT_TABLE: Final = "assets/data/incidents.js"
PLACE_TABLE: Final = "assets/data/places.js"
TEXT_TABLE: Final = "assets/data/texts.js"
SEARCH: Final = "search.html"
NO_JEKYLL: Final = ".nojekyll"  # tells GitHub Pages to serve the files as they are
FULL_TEXT: Final = "pagefind"  # the folder of the full-text index; its files are named by their content

# Pages at the root that are the program's own, now or soon: a note cannot have these names. `methods` is not among
# them: the text of such a note begins the page.
RESERVED_NOTES: Final = frozenset(
    "404 changes data feed feeds index map media robots search sitemap timeline unplaced".split()
)
METHODS_NOTE: Final = "methods"

_USUAL: Final = re.compile(r"[a-z0-9-]{5,100}(?:\.[a-z]{2,4})?").fullmatch  # longer than the name of any device
_FORBIDDEN: Final = re.compile(r'[\\:*?"<>|]')  # in the name of a file, on some system


def entry_address(target: Target) -> str:
    """The page of an entry, or of a place or actor known by name."""
    if target.kind == "note":
        return f"{target.slug}.html"
    return f"{KIND_FOLDERS[target.kind]}/{target.slug}.html"


def incident(slug: str) -> str:
    """The page of an incident."""
    return f"incidents/{slug}.html"


def location(slug: str) -> str:
    """The page of a location."""
    return f"locations/{slug}.html"


def locator(slug: str) -> str:
    """The map of a location."""
    return f"locations/{slug}.svg"


def basemap(detail: str) -> str:
    """The script with the coasts and borders that the map page draws."""
    return f"assets/data/basemap-{detail}.js"


def actor(slug: str) -> str:
    """The page of an actor."""
    return f"actors/{slug}.html"


def article(slug: str) -> str:
    """The page of an article."""
    return f"articles/{slug}.html"


def event_type(slug: str) -> str:
    """The page of an event type."""
    return f"types/{slug}.html"


def publisher(slug: str) -> str:
    """The page of a publisher."""
    return f"sources/{slug}.html"


def index(folder: str) -> str:
    """The list of everything in a folder."""
    return f"{folder}/index.html"


def data(file: str) -> str:
    """A file for machines."""
    return f"{DATA_FOLDER}{file}"


def is_for_machines(address: str) -> bool:
    """Whether this is a file for machines, or the page about them."""
    return address == DATA or address.startswith(DATA_FOLDER)


def data_schema(name: str) -> str:
    """The JSON Schema of this name."""
    return f"{DATA_FOLDER}schema/{name}"


def data_of_year(number: int, file: str) -> str:
    """The same with the incidents of one year: `data/v1/years/2023.json` of `data/v1/incidents.json`."""
    return f"{DATA_FOLDER}years/{number:04}.{file.partition('.')[2]}"


def year(number: int) -> str:
    """The page of a year."""
    return f"{number:04}/index.html"


def month(number: int, month_number: int) -> str:
    """The page of a month."""
    return f"{number:04}/{month_number:02}/index.html"


def day(when: dt.date) -> str:
    """The page of a day."""
    return f"{when.year:04}/{when.month:02}/{when.day:02}.html"


def day_in_month(when: dt.date) -> str:
    """A day in the list of its month, where days have no pages."""
    return f"{month(when.year, when.month)}#{anchor(when)}"


def anchor(when: dt.date) -> str:
    """What a day is called in the list of its month."""
    return f"{when.day:02}"


def in_year(address: str, number: int) -> str:
    """One year of a list too long for its own page: `locations/iraq/2023.html`."""
    return f"{address.removesuffix('.html')}/{number:04}.html"


def year_on(address: str, number: int) -> str:
    """Where one year begins in a list that is short enough for its own page: `locations/iraq.html#2023`."""
    return f"{address}#{number:04}"


def feed_of(address: str) -> str:
    """The feed of what a page is about: `locations/iraq.xml` of `locations/iraq.html`."""
    return f"{address.removesuffix('.html')}.xml"


def root_of(address: str) -> str:
    """What leads from a page to the top of the site: `../` for each folder."""
    return "../" * address.count("/")


def claim_problems(pages: Sequence[Page], places: Mapping[tuple[str, str], tuple[int, int]]) -> list[Problem]:
    """Paths that two pages want, or that could leave the output folder: all are errors.

    `places` say where in its owner an address is written (owner and address → line and column).
    """
    # The table of texts is planned when there is an index; nobody may have its place until then.
    owners = {_key(TEXT_TABLE): Page(address=TEXT_TABLE)}
    problems = []
    unsafe = _unsafe([page.address for page in pages if page.address != NO_JEKYLL])
    for page in pages:
        first = owners.setdefault(_key(page.address), page)
        if first is not page:
            loser, winner = (page, first) if page.owner else (first, page)
            other = winner.owner or "a page of the site itself"
            message = f"its page {page.address} is also claimed by {other}"
            if page.owner and page.owner == first.owner:
                message = f"names {page.address} as an alias twice, or it is its own address; delete it"
            problems.append(_claim_problem(loser, places, "path-claimed-twice", message))
        elif page.address in unsafe:
            message = f"its page {page.address!r} has an address that is not allowed"
            problems.append(_claim_problem(page, places, "path-form", message))
    return [*problems, *_folder_problems(owners, places)]


def are_claimed(pages: Sequence[Page], known: Collection[str]) -> bool:
    """Whether anything is wrong with the addresses of pages that come to others, with which nothing is."""
    keys = {_key(part) for page in pages for part in (page.address, *_parents(page.address))}
    of_folders = {address.rpartition("/")[0]: address for address in known}
    near = {*of_folders.values(), *(address for address in known if _key(address) in keys)}
    return bool(claim_problems([*(Page(address=address) for address in near), *pages], {}))


def _claim_problem(page: Page, places: Mapping[tuple[str, str], tuple[int, int]], code: str, message: str) -> Problem:
    line, column = places.get((page.owner, page.address), (0, 0))
    field = "aliases" if line else ""
    return Problem(path=page.owner or page.address, line=line, column=column, field=field, code=code, message=message)


def _folder_problems(
    owners: Mapping[str, Page], places: Mapping[tuple[str, str], tuple[int, int]]
) -> Iterator[Problem]:
    """Pages that have the name of a folder, and folders that are written in two ways: one of each is told."""
    inside: dict[str, Page] = {}  # the first page of each folder
    for page in owners.values():
        inside.setdefault(page.address.rpartition("/")[0], page)
    folders: dict[str, dict[str, Page]] = {}
    for page in inside.values():
        for parent in _parents(page.address):
            folders.setdefault(_key(parent), {}).setdefault(parent, page)
    for key, page in owners.items():
        if key in folders:
            message = f"its page {page.address} has the name of a folder"
            yield _claim_problem(page, places, "path-claimed-twice", message)
    for spellings in folders.values():
        (first, _), *others = spellings.items()
        for folder, page in others:
            message = f"its folder {folder} is written {first} elsewhere; some systems take both for one, write one"
            yield _claim_problem(page, places, "path-claimed-twice", message)


def _key(address: str) -> str:
    """What two addresses share that some file system takes for one."""
    return unicodedata.normalize("NFC", address).casefold()


def _unsafe(known: Sequence[str]) -> set[str]:
    """The addresses with a part that is no plain name; the parts come from slugs, and this holds it for all of them."""
    parts = {part for part in set("/".join(known).split("/")) if not _is_plain(part)}
    return {address for address in known if not parts.isdisjoint(address.split("/"))} if parts else set()


def _is_plain(name: str) -> bool:
    if _USUAL(name):  # which none of what follows can be said of
        return True
    is_shown = bool(name) and not name.startswith(".") and name.isprintable()
    return is_shown and not _FORBIDDEN.search(name) and not name_fault(name)


def _parents(address: str) -> list[str]:
    parts = address.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


def note_problem(slug: str, path: str) -> Problem | None:
    """A note whose name belongs to a page of the site."""
    if slug in RESERVED_NOTES or (slug.isdecimal() and len(slug) == 4) or not is_slug(slug):  # noqa: PLR2004 - a year
        message = f'"{slug}" is the name of a page of the site itself; rename the note'
        return Problem(path=path, code="note-reserved", message=message, hint=f"{slugify(slug + ' note')}.md")
    return None
