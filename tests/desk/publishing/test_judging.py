"""What is thought about a publication: addresses of remotes, lost pages, sizes."""

from __future__ import annotations

import pytest

from chronicle.desk.publishing import judging
from chronicle.desk.publishing.judging import (
    Change,
    change,
    domain_in,
    file_of,
    pages_address,
    promised_in,
    record_of,
    report,
    size_faults,
    size_of,
    whereabouts,
)


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/Some-Body/Log",
        "https://github.com/Some-Body/Log.git",
        "https://github.com/Some-Body/Log/",
        "https://www.github.com/Some-Body/Log.git",
        "https://user:secret@github.com/Some-Body/Log.git",
        "http://github.com/Some-Body/Log.git",
        "git://github.com/Some-Body/Log.git",
        "ssh://git@github.com/Some-Body/Log.git",
        "ssh://git@github.com:22/Some-Body/Log.git",
        "ssh://git@ssh.github.com:443/Some-Body/Log.git",
        "git@github.com:Some-Body/Log.git",
        "git@github.com:Some-Body/Log",
        "git@github.com:/Some-Body/Log.git",
        "org-123@GitHub.com:Some-Body/Log.git",
    ],
)
def test_the_address_follows_from_a_remote_on_github(remote: str) -> None:
    """However git writes it: the host in small letters, the path as it is."""
    assert pages_address(remote) == "https://some-body.github.io/Log/"


def test_a_repository_named_like_the_host_is_served_at_its_root() -> None:
    """Capitals make no difference to a host; a name may hold dots."""
    assert pages_address("git@github.com:Somebody/somebody.GitHub.io.git") == "https://somebody.github.io/"
    assert pages_address("git@github.com:123/my.log.git") == "https://123.github.io/my.log/"


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "../pages.git",
        "/srv/github.com/a/b",
        "https://gitlab.com/a/b.git",
        "https://notgithub.com/a/b",
        "https://github.com.example.org/a/b",
        "https://example.org/github.com/a/b",
        "https://github.com/a",
        "https://github.com/a/b/c",
        "git@github.com-work:a/b.git",
        "https://gist.github.com/a/b",
    ],
)
def test_other_remotes_have_no_known_address(remote: str) -> None:
    """Nothing is guessed."""
    assert pages_address(remote) == ""


GITHUB = "git@github.com:a/log.git"


@pytest.mark.parametrize(
    ("url", "domain", "remote", "expected"),
    [
        ("", "", GITHUB, ("https://a.github.io/log/", "https://a.github.io/log/", "")),
        ("", "", "../pages.git", ("", "", "")),
        ("https://example.org/", "", "../pages.git", ("https://example.org/", "https://example.org/", "")),
        ("https://a.github.io/Log/", "", GITHUB, ("https://a.github.io/Log/", "https://a.github.io/Log/", "")),
        ("", "example.org", GITHUB, ("https://example.org/", "https://example.org/", "")),
        ("https://example.org/", "example.org", GITHUB, ("https://example.org/", "https://example.org/", "")),
    ],
)
def test_the_domain_on_the_branch_goes_first_then_the_settings_then_the_remote(
    url: str, domain: str, remote: str, expected: tuple[str, str, str]
) -> None:
    """Where readers find the site, what it is built for, and that nothing contradicts."""
    found = whereabouts(url, domain, remote, is_first=True)
    assert (found.address, found.base, found.remark) == expected


def test_addresses_that_do_not_fit_together_are_said() -> None:
    """A site is built for what the settings say, and readers find it elsewhere."""
    found = whereabouts("https://example.org/", "other.org", GITHUB, is_first=False)
    assert (found.address, found.base) == ("https://other.org/", "https://example.org/")
    assert found.remark == (
        "the branch's CNAME says other.org, and url in chronicle.toml https://example.org/: feeds and canonical links "
        'lead there; if that is not meant, write url = "https://other.org/"'
    )
    found = whereabouts("https://example.org/", "", GITHUB, is_first=True)
    assert found.remark == (
        "the site will be at https://a.github.io/log/ until https://example.org/ is set as its domain "
        "under Settings → Pages on GitHub"
    )
    assert whereabouts("https://example.org/", "", GITHUB, is_first=False).remark == ""


def test_a_file_of_a_domain_names_one_or_none() -> None:
    """What is no name of a host is not printed and not linked."""
    files = (b"Example.org\n", b" www.example.org \r\n", b"", b"\n", b"<script>", b"\xff\x1b[2J")
    assert [domain_in(file) for file in files] == ["example.org", "www.example.org", "", "", "", ""]


def test_a_record_is_read_as_it_was_written() -> None:
    """Sorted, an address a line; none is one too."""
    assert record_of({"b.html", "a.html"}) == b"a.html\nb.html\n"
    assert promised_in(record_of({"b.html", "a.html"})) == ("a.html", "b.html")
    assert promised_in(record_of(())) == ()


def test_an_address_tells_the_usual_file() -> None:
    """For what no commit at hand can tell; notes lie at the top of a site."""
    assert file_of("incidents/x.html") == "content/incidents/x.md"
    assert file_of("about.html") == "content/notes/about.md"


def test_a_size_is_told_beside_the_limits_of_pages() -> None:
    """The largest folders are named; a nearly full site is said to be one."""
    sizes = {"index.html": 400, "media/a.mp4": 1_500_000, "media/b.mp4": 500_000, "incidents/a.html": 30_000}
    assert report(size_of(sizes)) == [
        (
            "Size: 2.0 MB in 4 files (media/ 2.0 MB, incidents/ 30 kB, top 0 kB), "
            "0.2% of the 1 GB that GitHub Pages takes."
        ),
        "A deployment may take 10 minutes there; Actions on GitHub shows when it is done.",
    ]
    assert report(size_of({"a": 760_000_000}))[2].startswith("It is nearly full: ")


def test_what_github_would_refuse_is_refused_here() -> None:
    """A site over 1 GB and a file over 100 MB, with the name of what is large."""
    assert size_faults({"a": judging.LARGEST_FILE}) == []
    assert size_faults({"media/a.mp4": judging.LARGEST_FILE + 1}) == [
        "media/a.mp4 has 104.9 MB, and GitHub refuses files over 100 MB: make it smaller"
    ]
    assert size_faults({"data/v1/chronicle.db": 104_857_601}) == [
        (
            "data/v1/chronicle.db has 104.9 MB, and GitHub refuses files over 100 MB: "
            "leave its format out of [data] formats in chronicle.toml"
        )
    ]
    assert size_faults({f"media/{number}.mp4": 50_000_000 for number in range(21)}) == [
        (
            "the site has 1,050.0 MB, and GitHub Pages takes 1 GB; most of it: media/ 1,050.0 MB. "
            "Make pictures and films smaller, or keep them elsewhere; "
            "[data] formats leaves files for machines out"
        )
    ]


def test_changes_are_counted_by_file() -> None:
    """What is new, what is other than it was, what is gone."""
    found = change({"a": "1", "b": "1", "c": "1"}, {"b": "1", "c": "2", "d": "1", "e": "1"})
    assert found == Change(new=2, changed=1, gone=1)
    assert str(found) == "2 new, 1 changed, 1 gone"
