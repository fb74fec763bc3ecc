"""Addresses: no two pages share one, none leaves the site, and none of the site's own is taken by a note."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sites import entry, failed, incident, location, make_site, said

from chronicle.pages import addresses
from chronicle.pages.page import Page

if TYPE_CHECKING:
    from pathlib import Path


def test_an_alias_cannot_be_the_page_of_another_entry(tmp_path: Path) -> None:
    """An earlier address that is somebody's page now is an error that names both files."""
    make_site(
        tmp_path,
        {"incidents/a.md": incident(), "incidents/b.md": incident(aliases="[incidents/a.html]")},
    )
    assert failed(tmp_path) == [
        (
            "incidents/b.md:5:11: error: aliases: its page incidents/a.html is also claimed by content/incidents/a.md "
            "[path-claimed-twice]"
        )
    ]


def test_two_entries_cannot_have_one_alias(tmp_path: Path) -> None:
    """One earlier address leads to one page."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident(aliases="[old.html]"),
            "locations/b.md": location("B", aliases="[old.html]"),
        },
    )
    assert failed(tmp_path) == [
        (
            "locations/b.md:3:11: error: aliases: its page old.html is also claimed by content/incidents/a.md "
            "[path-claimed-twice]"
        )
    ]


@pytest.mark.parametrize("alias", ["index.html", "404.html", "incidents/index.html", "2023/10/index.html"])
def test_an_alias_cannot_be_a_page_of_the_site_itself(tmp_path: Path, alias: str) -> None:
    """The home page, the lists and the archives keep their addresses."""
    make_site(tmp_path, {"incidents/a.md": incident(aliases=f"[{alias}]")})
    assert failed(tmp_path) == [
        (
            f"incidents/a.md:5:11: error: aliases: its page {alias} is also claimed by a page of the site itself "
            "[path-claimed-twice]"
        )
    ]


def test_addresses_that_some_file_system_takes_for_one_are_one() -> None:
    """Case and Unicode form make no second address."""
    pages = [
        Page(address="media/Stra\u00dfe.png", owner="one"),
        Page(address="media/STRASSE.png", owner="two"),
        Page(address="media/e\u0301.png", owner="three"),
        Page(address="media/\u00c9.png", owner="four"),
    ]
    assert said(addresses.claim_problems(pages, {})) == [
        "four: error: its page media/\u00c9.png is also claimed by three [path-claimed-twice]",
        "two: error: its page media/STRASSE.png is also claimed by one [path-claimed-twice]",
    ]


def test_a_page_cannot_have_the_name_of_a_folder(tmp_path: Path) -> None:
    """A file and a folder of one name are an error, in any case."""
    make_site(tmp_path, {"media/a.txt": "A", "media/A.TXT/b.txt": "B"})
    assert failed(tmp_path) == [
        "media/a.txt: error: its page media/a.txt has the name of a folder [path-claimed-twice]"
    ]


def test_a_folder_is_written_in_one_way(tmp_path: Path) -> None:
    """Where capitals make no difference, two folders would be one, and what lies there would be nobody's."""
    make_site(
        tmp_path, {"media/a/1.txt": "1", "media/A/2.txt": "2", "media/A/3.txt": "3", "templates/assets/DATA/x": ""}
    )
    assert failed(tmp_path) == [
        (
            "media/a/1.txt: error: its folder media/a is written media/A elsewhere; some systems take both for one, "
            "write one [path-claimed-twice]"
        ),
        (
            "templates/assets/DATA/x: error: its folder assets/DATA is written assets/data elsewhere; some systems "
            "take both for one, write one [path-claimed-twice]"
        ),
    ]


BAD = [
    "../x.html",
    "a//b.html",
    "/x.html",
    "a/./b.html",
    "a\\b",
    "c:x",
    "a\nb",
    "",
    ".htaccess",
    "a/.git/x",
    "a/.nojekyll",
    "\udcff.css",
]
DEVICES = [
    "con",
    "a/NUL.txt",
    "a/com1.html",
    "aux/x.png",
    "Com1.tar.gz",
    "media/x./y",
    "media/x /y",
    "a" * 201,
    f"a/{'é' * 101}",
]


@pytest.mark.parametrize("address", [*BAD, *DEVICES])
def test_an_address_outside_the_site_is_an_error(address: str) -> None:
    """Whatever made it, an address that could leave the folder is not written."""
    assert said(addresses.claim_problems([Page(address=address, owner="x.md")], {})) == [
        f"x.md: error: its page {address!r} has an address that is not allowed [path-form]"
    ]


@pytest.mark.parametrize("name", ["map", "search", "2023", "404", "feed"])
def test_a_note_cannot_have_the_name_of_a_page_of_the_site(tmp_path: Path, name: str) -> None:
    """Names the site needs now or soon are refused, with another one to use."""
    make_site(tmp_path, {f"notes/{name}.md": entry("Text.", title="T")})
    problems = failed(tmp_path)
    message = f'"{name}" is the name of a page of the site itself; rename the note [note-reserved]'
    assert f"notes/{name}.md: error: {message}" in problems


def test_a_menu_leads_to_pages_of_the_site(tmp_path: Path) -> None:
    """An address in the menu that does not exist is an error in the settings."""
    make_site(
        tmp_path,
        {"chronicle.toml": 'format = 1\ntitle = "T"\nurl = "https://example.org"\n[menu]\nAbout = "about.html"\n'},
    )
    assert failed(tmp_path) == [
        (
            'chronicle.toml:5:1: error: menu.About: "about.html" is no page of this site; '
            "write an address such as about.html [menu-form]"
        )
    ]


def test_the_way_to_the_top_depends_on_the_depth() -> None:
    """Each folder is one step up."""
    assert [addresses.root_of(address) for address in ("a.html", "b/a.html", "2023/10/19.html")] == [
        "",
        "../",
        "../../",
    ]


def test_dated_addresses_have_four_digits_for_the_year() -> None:
    """The year 33 stands at 0033."""
    assert addresses.year(33) == "0033/index.html"
    assert addresses.month(33, 4) == "0033/04/index.html"
    assert addresses.day(dt.date(33, 4, 3)) == "0033/04/03.html"
    assert addresses.day_in_month(dt.date(33, 4, 3)) == "0033/04/index.html#03"
    assert addresses.in_year("locations/rome.html", 33) == "locations/rome/0033.html"
