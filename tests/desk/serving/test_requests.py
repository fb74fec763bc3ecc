"""What a request to a preview may ask."""

from __future__ import annotations

from pathlib import Path
from string import printable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.desk.serving.requests import (
    address_in,
    base_of,
    content_type,
    file_at,
    headers_for,
    is_from_own_page,
    is_known_host,
    is_loopback,
)

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a name that is asked about


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/", "index.html"),
        ("/?x=/../y", "index.html"),
        ("/incidents/", "incidents/index.html"),
        ("/incidents/a.html#top", "incidents/a.html"),
        ("/media/a%20b.png", "media/a b.png"),
        ("/%D8%A7.html", "ا.html"),
        ("/.chronicle/serve.js", ".chronicle/serve.js"),
    ],
)
def test_a_path_means_an_address(target: str, address: str) -> None:
    """Query and fragment are no part of it, and it is decoded once."""
    assert address_in(target) == address


@pytest.mark.parametrize(
    "target",
    [
        "*",
        "x.html",
        "http://127.0.0.1/",
        "/..",
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/a/%2E./x",
        "/a%2f..%2fx",
        "//etc/passwd",
        "/a//b",
        "/./a",
        "/..%5cx",
        "/a\\b",
        "/%00",
        "/a%0d%0ab",
        "/C:/x",
        "/%ff",
        "/.git/config",
        "/.chronicle-manifest.json",
        "/.chronicle/../chronicle.toml",
        "/.chronicle/.chronicle/x",
        "/.chronicle/",
        "/.chronicle",
    ],
)
def test_what_could_lead_elsewhere_is_no_address(target: str) -> None:
    """Nothing leads up, to hidden files, or into the names of a system."""
    address = address_in(target)
    assert address is None or address == ".chronicle/index.html"


@given(st.lists(st.sampled_from(["..", ".", "%2e", "%2E", "/", "\\", "%5c", "%00", "a", "%252e", ".chronicle", "//"])))
def test_no_path_leads_out_of_a_folder(parts: list[str]) -> None:
    """However its parts are put together, an address joined to a folder lies below it."""
    address = address_in("/" + "".join(parts))
    assert address is None or Path("/site").joinpath(address).resolve().is_relative_to("/site")


@given(st.text(st.sampled_from(printable), min_size=1))
def test_a_name_that_was_written_out_is_read_back(name: str) -> None:
    """What a page's link leads to is the file of that name, unless no site has such names."""
    assert address_in("/" + quote(name, safe="")) in {None, name, name + "index.html" * name.endswith("/")}


def test_a_file_is_found_below_its_folder_only(tmp_path: Path) -> None:
    """Links that lead out, folders and circles are no files of a site."""
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    (site / "a.html").write_text("x", "utf-8")
    (site / "out.html").symlink_to(tmp_path / "secret")
    (site / "up").symlink_to(tmp_path)
    (site / "round").symlink_to(site / "round")
    (site / "in.html").symlink_to(site / "a.html")
    assert file_at(site, "a.html") == file_at(site, "in.html") == (site / "a.html").resolve()
    for address in ("out.html", "up/secret", "round", "up", "none.html", "x" * 5000):
        assert file_at(site, address) is None


@pytest.mark.parametrize(
    ("host", "asked_for", "is_known"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST:8000", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("", "127.0.0.1", False),
        ("127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1:8001", "127.0.0.1", False),
        ("evil.example:8000", "127.0.0.1", False),
        ("evil.example:8000", EVERYWHERE, False),
        ("127.0.0.1.evil.example:8000", "127.0.0.1", False),
        ("localhost:8000@evil.example", "127.0.0.1", False),
        ("192.168.1.7:8000", "127.0.0.1", False),
        ("192.168.1.7:8000", EVERYWHERE, True),
        ("[fe80::1]:8000", "::", True),
        ("desk.local:8000", "desk.local", True),
        ("192.168.1.7:8000", "desk.local", True),
    ],
)
def test_only_names_of_this_computer_are_known(host: str, asked_for: str, is_known: bool) -> None:  # noqa: FBT001
    """A name that somebody led here is refused; where others may ask, addresses are known."""
    assert is_known_host(host, asked_for, 8000) is is_known


def test_the_usual_port_need_not_be_named() -> None:
    """A browser leaves :80 out."""
    assert is_known_host("localhost", "127.0.0.1", 80)
    assert is_known_host("[::1]", "127.0.0.1", 80)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_computer_is_known_by_its_addresses(host: str) -> None:
    """Only what nobody else can reach counts as this computer."""
    assert is_loopback(host)
    assert not any(is_loopback(other) for other in (EVERYWHERE, "::", "192.168.1.7", "desk.local", ""))


def test_only_an_own_page_or_no_page_asks_for_news() -> None:
    """Origin and Sec-Fetch-Site must both be this server's, if they are said."""
    assert is_from_own_page("127.0.0.1:8000", "", "")
    assert is_from_own_page("127.0.0.1:8000", "http://127.0.0.1:8000", "same-origin")
    assert not is_from_own_page("127.0.0.1:8000", "https://evil.example", "")
    assert not is_from_own_page("127.0.0.1:8000", "http://localhost:8000", "")
    assert not is_from_own_page("127.0.0.1:8000", "null", "")
    assert not is_from_own_page("127.0.0.1:8000", "", "cross-site")
    assert not is_from_own_page("127.0.0.1:8000", "", "same-site")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.xml", "application/xml"),
        ("PICTURE.JPG", "image/jpeg"),
        ("wasm.en.pagefind", "application/octet-stream"),
        ("x.pf_meta", "application/octet-stream"),
        ("noending", "application/octet-stream"),
        ("a.js", "text/javascript; charset=utf-8"),
    ],
)
def test_the_type_of_a_file_is_its_ending(name: str, kind: str) -> None:
    """It does not depend on the computer."""
    assert content_type(name) == kind


@pytest.mark.parametrize(
    ("tiles", "pictures"),
    [
        ("", "img-src 'self' file:"),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "img-src 'self' file: https://tiles.example.org"),
        ("https://{s}.example.org:8443/{z}/{x}/{y}.png", "img-src 'self' file: https://*.example.org:8443"),
        ("https://x;script-src*/{z}/{x}/{y}", "img-src 'self' file:"),
    ],
)
def test_pictures_come_from_the_tile_server_of_the_settings_at_most(tiles: str, pictures: str) -> None:
    """The policy names no other host, and nothing in the settings can add a directive."""
    policy = headers_for(tiles)["Content-Security-Policy"]
    assert pictures in policy.split("; ")
    assert policy.count(";") == headers_for("")["Content-Security-Policy"].count(";")


def test_a_site_may_begin_below_the_top_of_its_host() -> None:
    """Its address says where."""
    assert base_of("https://example.org/log/") == "log/"
    assert base_of("https://example.org/") == base_of("") == ""
