"""Seeds from anywhere: no other host is asked, nothing outside is read, nothing hangs, and one stops no other."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import socket
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any, Final, NoReturn

import pytest
from click.testing import CliRunner
from processes import PROGRAM, ran
from sites import make_site, tree

from chronicle.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LEAD: Final = "A bomb killed 3 people in Baghdad on Thursday, police said."
GOOD: Final = f"date 2024-05-02 BAGHDAD, May 2 — {LEAD}\n\nNobody claimed it.\n"
STORY: Final = f"<p>BAGHDAD, May 2 (Reuters) - {LEAD}</p>"
FEED: Final = (
    '<?xml version="1.0"?>{}<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>T</title><item>'
    "<title>A bomb</title><pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate><link>http://host.invalid/1</link>"
    "<description>{}A bomb killed 3 people in Baghdad on Thursday, police said.</description></item></channel></rss>"
)
ENTITIES: Final = "".join(f'<!ENTITY l{each} "{f"&l{each - 1};" * 10}">' for each in range(1, 10))
PAGE: Final = (
    '<!DOCTYPE html SYSTEM "http://host.invalid/x.dtd"><html><head><base href="http://host.invalid/">'
    "<title>A bomb</title>"
    '<link rel="stylesheet" href="a.css"><script src="a.js"></script>'
    '<meta property="article:published_time" content="2024-05-02T10:00:00Z"></head><body><article><h1>A bomb</h1>'
    f'{STORY}<img src="i.png"><iframe src="http://host.invalid/f"></iframe>'
    "<p>Nobody claimed it on that day.</p></article>"
)


def packed(**parts: bytes) -> bytes:
    """A workbook's file of these parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return whole.getvalue()


SEEDS: Final[dict[str, bytes]] = {
    "bill.xml": FEED.format(f'<!DOCTYPE r [<!ENTITY l0 "l">{ENTITIES}]>', "&l9;").encode(),
    "outside.xml": FEED.format('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;").encode(),
    "parameter.xml": FEED.format('<!DOCTYPE r [<!ENTITY % p SYSTEM "http://host.invalid/x"> %p;]>', "").encode(),
    "include.xml": FEED.format(
        '<?xml-stylesheet href="http://host.invalid/a.xsl"?>', '<xi:include href="file:///etc/passwd" parse="text"/>'
    ).encode(),
    "page.html": PAGE.encode(),
    "feed.xml": gzip.compress(b"<rss>" + b" " * 50_000_000),
    "text.txt": gzip.compress(b" " * 50_000_000),
    "bomb.xlsx": packed(xl__workbook_xml=b"<workbook/>", xl__sheet_xml=b"<row/>" * 20_000_000),
    "nested.xlsx": packed(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><w>&a;</w>', a=packed(b=b"0" * 50_000_000)),
    "outside.xlsx": packed(
        xl__workbook_xml=b'<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        xl___rels__workbook_xml=(
            b'<R><Relationship Id="r1" Target="http://host.invalid/s.xml" TargetMode="External"/></R>'
        ),
    ),
    "deep.json": b"[" * 100_000,
    "deep.jsonl": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "deep.geojson": b'{"type":"FeatureCollection","features":[' + b'{"a":' * 5000,
    "deep.html": b"<div>" * 200_000,
    "deep.xml": b"<rss>" + b"<a>" * 200_000,
    "tags.html": b"<a " * 40_000,
    "cdata.html": b"<![CDATA[" * 800,
}
KEPT: Final = {"page.html", "include.xml"}  # of these something is imported


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chronicle without entries, beside a good seed."""
    make_site(tmp_path, {})
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/zz.txt").write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a host, or for another program, fails."""

    def refuse(*_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - of any of them
        pytest.fail("asks for something outside")

    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("name", SEEDS)
def test_a_hostile_seed_asks_for_nothing_and_stops_no_other(project: Path, name: str) -> None:
    """It is refused in a line that names it, or gives what it says itself; the seed behind it is imported."""
    (project / "seeds" / name).write_bytes(SEEDS[name])
    result = CliRunner().invoke(main, ["import", "seeds"])
    assert isinstance(result.exception, SystemExit) or result.exception is None
    assert (result.exit_code, f"seeds/{name}" in result.output) == (0 if name in KEPT else 1, True)
    assert "Wrote " in result.stdout
    texts = b"".join(tree(project / "content").values())
    assert b"3 people" in texts
    assert b"root:" not in texts
    assert b"llll" not in texts


@pytest.mark.skipif(not shutil.which("unshare"), reason="only Linux can take the network away")
def test_all_of_them_at_once_without_a_network(project: Path) -> None:
    """The process ends in time, with a line for each and without a traceback."""
    for name, data in SEEDS.items():
        (project / "seeds" / name).write_bytes(data)
    alone = (
        ["unshare", "-n"]
        if not subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode
        else []
    )
    done = subprocess.run(
        [*alone, *PROGRAM, "import", "seeds"], cwd=project, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert [name for name in SEEDS if f"seeds/{name}".encode() not in done.stdout + done.stderr] == []


def test_links_pipes_and_devices_among_seeds_are_told(project: Path) -> None:
    """None of them is opened: a pipe without a writer would wait for ever, a device has no end."""
    (project / "seeds/link.txt").symlink_to("/etc/passwd")
    os.mkfifo(project / "seeds/pipe.txt")
    os.mkfifo(project / "seeds/pipe.csv")
    (project / "seeds/one.txt").symlink_to("two.txt")
    (project / "seeds/two.txt").symlink_to("one.txt")
    done = ran(project, "import", "seeds")
    assert (done.code, done.err.count("is a link; not read"), done.err.count("is no ordinary file; not read")) == (
        0,
        3,
        2,
    )


@pytest.mark.parametrize(
    "name", ["pipe.txt", "pipe.csv", "loop.txt", "loop.csv", "/dev/zero", "/dev/stdin", "none.txt"]
)
def test_a_name_that_is_no_file_is_one_line(project: Path, name: str) -> None:
    """Also when an editor names it."""
    os.mkfifo(project / "pipe.txt")
    os.mkfifo(project / "pipe.csv")
    for loop in ("loop.txt", "loop.csv"):
        (project / loop).symlink_to(loop)
    done = ran(project, "import", name)
    lines = [line for line in done.err.splitlines() if ": error: " in line]
    assert (done.code, len(lines), "Traceback" in done.err) == (1, 1, False)
    assert lines[0].startswith(f"{name}: error: ")


def test_odd_names_of_seeds_are_names(project: Path) -> None:
    """A name like an option, and one with control characters: never raw on the terminal, never in an entry."""
    (project / "seeds/-rf.txt").write_text(GOOD.replace("May 2", "May 3").replace("05-02", "05-03"), "utf-8")
    (project / "seeds/a\x1b[31m\nb\u202e.txt").write_text(
        GOOD.replace("May 2", "May 4").replace("05-02", "05-04"), "utf-8"
    )
    done = ran(project, "import", "seeds")
    assert "seeds/a\\x1b[31m b\\u202e.txt: error: gives no good entry: " in done.err
    assert "has a control character (U+001B)" in done.err
    assert not [char for char in done.out + done.err if char in "\x1b\u202e"]
    assert len(list((project / "content/articles").iterdir())) == 2


def test_a_folder_of_thousands_of_files_is_looked_through_in_time(project: Path) -> None:
    """Each that is no seed is told."""
    for number in range(3000):
        (project / f"seeds/{number}.dat").write_bytes(b"")
    done = ran(project, "import", "seeds")
    assert (done.code, done.err.count("is no text, page or feed")) == (0, 3000)
