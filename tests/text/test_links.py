"""Addresses of other sites: judged before they reach a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.links import WebAddress, has_scheme, web_address


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("  HTTP://example.org  ", "HTTP://example.org"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://[::1]:8000/", "https://[::1]:8000/"),
        ("https://example.org./", "https://example.org./"),
        ("https://fa.example/\u0645\u06cc\u200c\u062e", "https://fa.example/%D9%85%DB%8C%E2%80%8C%D8%AE"),
    ],
)
def test_a_web_address_is_written_in_plain_letters(text: str, url: str) -> None:
    """A good address comes back with what is not ASCII, and a stray %, as percent-escapes."""
    assert web_address(text) == WebAddress(url=url)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("javascript:alert(1)", "must begin with https:// or http://"),
        ("data:text/html,x", "must begin with https:// or http://"),
        ("//example.org", "must begin with https:// or http://"),
        ("www.example.org", "must begin with https:// or http://"),
        ("", "must begin with https:// or http://"),
        ("https://", "names no host"),
        ("https:///path", "names no host"),
        ("https://exam ple.org/", "has a space in the name of its host"),
        ("https://exa\tmple.org", "has a character that no address can have"),
        ('https://example.org/"', "has a character that no address can have"),
        ("https://example.org\\@evil.org", "has a character that no address can have"),
        ("https://example.org/\ud800", "has a character that no address can have"),
        ("https://example.org/\u202egnp.exe", "has a character that no address can have"),
        ("https://example.org/\u200b", "has a character that no address can have"),
        ("https://example.org/a\u00a0b", "has a character that no address can have"),
        ("https:// example.org/", "has a space in the name of its host"),
        ("https://example..org/", "names no host"),
        ("https://.example.org/", "names no host"),
        ("https://./", "names no host"),
        ("https://example.org:99999/", "is not a web address"),
        ("https://[::1/", "is not a web address"),
        ("https://example.org/" + "a" * 2000, "is longer than 2000 characters"),
    ],
)
def test_what_is_no_web_address_is_refused(text: str, fault: str) -> None:
    """Other schemes, missing hosts and impossible characters leave no address at all."""
    assert web_address(text) == WebAddress(url="", fault=fault, level="error")


def test_a_user_name_in_an_address_is_noticed() -> None:
    """An address with a user name is kept with a warning."""
    assert web_address("https://me:pw@example.org/") == WebAddress(
        url="https://me:pw@example.org/",
        fault="has a user name in it, which readers would send along",
        level="warning",
    )


def test_a_space_in_an_address_is_noticed() -> None:
    """An address with a space is mended with a warning."""
    assert web_address("https://example.org/a b") == WebAddress(
        url="https://example.org/a%20b", fault="has a space in it (written as %20 on the page)", level="warning"
    )


@given(st.text().map("https://example.org/".__add__) | st.text())
def test_an_address_that_was_judged_stays(text: str) -> None:
    """Whatever is let through is ASCII, begins with http, and is let through again unchanged."""
    url = web_address(text).url
    assert url == "" or (url.isascii() and url[:4].lower() == "http")
    assert url == "" or web_address(url).url == url


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("https://a", True),
        ("JavaScript:x", True),
        ("//host", True),
        ("\\\\host", True),
        ("a/b.html", False),
        ("#top", False),
        ("media/a:b.jpg", False),
    ],
)
def test_a_link_with_a_scheme_or_host_leads_elsewhere(text: str, scheme: bool) -> None:  # noqa: FBT001
    """A scheme or a host of its own tells a link to another site from one inside."""
    assert has_scheme(text) is scheme
