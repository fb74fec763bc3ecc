"""How much a build does, never how long it takes: what is converted, rendered, read and written for each sort of edit.

A build of sixty made-up incidents is watched from outside, by a program of its own. A test that fails says that
something is done twice, or done for nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from corpus import corpus, incident
from scenarios import Bench
from witness import BUILT, Work

ROOT = Path(__file__).parents[2]
ENTRIES = 60
RECORD = corpus(ENTRIES)
BENCH = Bench(record=RECORD, folder=Path())
ALL = ENTRIES + len(RECORD.places) + len(RECORD.actors)  # files of entries
COPIED = 16  # what no template makes: assets, the colours of types, robots.txt, .nojekyll
MANIFEST = ".chronicle-manifest.json"
TABLE = "site/assets/data/incidents.js"


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Work]:
    """What each build did, in the order in which they were made."""
    folder = tmp_path_factory.mktemp("work") / "chronicle"
    command = [sys.executable, str(ROOT / "tests" / "witness.py"), str(folder), str(ENTRIES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name: Work(**work) for name, work in json.loads(done.stdout).items()}


# ---- what there is to do


def test_a_first_build_does_each_thing_once(works: dict[str, Work]) -> None:
    """Each entry is taken apart, each body converted, each page rendered and written."""
    work = works["cold"]
    assert (work.entries, work.converted, len(work.parsed)) == (ALL, ENTRIES, ALL)  # places and actors have no body
    assert work.rendered == work.pages - COPIED
    assert work.written == work.pages == len(work.changed)


def test_nothing_changed_is_looking_only(works: dict[str, Work]) -> None:
    """Nothing is taken apart, converted, rendered or written."""
    work = works["nothing"]
    assert (work.entries, work.pages) == (ALL, works["cold"].pages)
    assert (work.converted, work.rendered, work.written, work.removed) == (0, 0, 0, 0)
    assert work.parsed == []
    assert _written(work) == []


def test_an_edited_body_is_one_of_everything(works: dict[str, Work]) -> None:
    """One entry taken apart, one body converted, one page rendered and written."""
    work = works["body"]
    address = f"incidents/{BENCH.rewritten.slug}.html"
    assert (work.converted, work.rendered, work.written) == (1, 1, 1)
    assert (work.reasons, work.changed) == ({address: "changed: prose"}, [address])


def test_an_edited_title_is_the_pages_that_show_it(works: dict[str, Work]) -> None:
    """One entry is taken apart, none converted; rendered are its page, its neighbours, and the lists it stands in."""
    work, edited = works["title"], BENCH.retitled
    assert (work.converted, work.written) == (0, work.rendered)
    assert _by_folder(work.reasons) == {
        "incidents": 3 + 11,  # its own page, those before and after it; it is related to eleven
        "locations": len(_places_above(edited.places)),
        f"{edited.date:%Y}": 3,  # day, month, year
        "actors": len(edited.actors),
        "types": len(edited.types),
        "sources": len(edited.sources),
        "": 5,  # the home page, the timeline, the methods, which name it, and the two feeds
        "assets": 1,  # the table that the search and the map read
    }


def test_an_added_entry_is_the_pages_that_name_or_count_it(works: dict[str, Work]) -> None:
    """One entry is taken apart and converted; rendered are its page, its neighbours, lists that have it, and sums."""
    work, added = works["added"], BENCH.added
    assert (work.entries, work.converted, work.written) == (ALL + 1, 1, work.rendered)
    assert _by_folder(work.reasons) == {
        # Its own page, the one before it, the one that its text links to, those that it is related to now; the archive.
        "incidents": 3 + 4 + 1,
        # Those above it count it, too; two are only named in its text; the tree of all places.
        "locations": len(_places_above(added.places)) + 2 + 1,
        f"{added.date:%Y}": 5,  # day, month, year; the day and the month before lead to it
        "actors": len(added.actors) + 1,  # and the list of all
        "types": len(added.types) + 1,
        "sources": len(added.sources) + 1,
        "": 8,  # those of an edited title, the map and its picture, the sitemap
        "assets": 1,
    }


def test_another_title_of_the_site_is_every_page(works: dict[str, Work]) -> None:
    """Nothing is taken apart or converted; rendered is what has a template and shows the site, drawn tables are not."""
    work = works["site-title"]
    assert (work.converted, work.written) == (0, len(work.changed))
    assert set(work.reasons) - set(work.changed) == {"sitemap.xml"}  # its template is handed the title, and shows none
    site = {*works["cold"].changed, *works["added"].changed}
    assert set(work.reasons) == {address for address in site if address.endswith((".html", ".xml", "feed.json"))}


def test_an_edited_template_is_the_pages_that_it_makes(works: dict[str, Work]) -> None:
    """Nothing is taken apart or converted; the pages of incidents are rendered."""
    work = works["template"]
    made = {f"incidents/{incident(RECORD, number).slug}.html" for number in range(ENTRIES + 1)}
    assert (work.converted, work.rendered, work.written) == (0, len(made), len(made))
    assert set(work.reasons) == made
    assert set(work.reasons.values()) == {"changed: code or template"}


# ---- nothing twice, nothing for nothing


@pytest.mark.parametrize("name", BUILT)
def test_every_file_is_read_once(works: dict[str, Work], name: str) -> None:
    """The settings and each entry, in every build; of the site the manifest, and the rows of what was not edited."""
    read = Counter(works[name].read)
    manifests = read.pop(f"site/{MANIFEST}", 0)
    assert manifests <= 3  # to begin with, and before each time that it may be written
    own = {"template": {"templates/incident.html"}, "title": {TABLE}, "added": {TABLE}}.get(name, set())
    assert set(read.values()) == {1}
    entries = {file for file in read if file.startswith("content/")}
    assert set(read) == entries | {"chronicle.toml"} | own
    assert len(entries) == works[name].entries


@pytest.mark.parametrize("name", BUILT)
def test_only_what_was_edited_is_taken_apart(works: dict[str, Work], name: str) -> None:
    """Entries whose bytes are known are not read as YAML again, and none is read twice."""
    edited = {"body": 1, "title": 1, "added": 1, "cold": ALL}.get(name, 0)
    assert len(works[name].parsed) == len(set(works[name].parsed)) == edited


@pytest.mark.parametrize("name", BUILT)
def test_only_what_differs_is_written(works: dict[str, Work], name: str) -> None:
    """Each file whose bytes are others is opened once to be written, the manifest before and after, and no other."""
    work = works[name]
    assert len(_written(work)) == len(set(_written(work))) == work.written == len(work.changed)
    assert sum(MANIFEST in file for file in work.opened_to_write) <= 2
    assert work.removed == 0


@pytest.mark.parametrize("name", ["body", "title", "added", "template"])
def test_nothing_is_rendered_for_nothing(works: dict[str, Work], name: str) -> None:
    """Each page that is rendered has other bytes then, and no page changes that was not."""
    work = works[name]
    assert sorted(work.reasons) == work.changed
    assert work.rendered == len(work.changed)


def _written(work: Work) -> list[str]:
    """The files that were opened to be written, without the manifest and what lies in `.chronicle`."""
    return [file for file in work.opened_to_write if MANIFEST not in file and not file.startswith(".chronicle/")]


def _by_folder(addresses: dict[str, str]) -> Counter[str]:
    """How many there are in each folder of the site's top."""
    return Counter(address.partition("/")[0] if "/" in address else "" for address in addresses)


def _places_above(slugs: tuple[str, ...]) -> set[str]:
    """These places and all that they lie in."""
    parents = {place.slug: place.parent for place in RECORD.places}
    found: set[str] = set()
    for slug in slugs:
        at = slug
        while at:
            found.add(at)
            at = parents[at]
    return found
