"""`chronicle serve` itself, as a program."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from previewing import ROOT, asked, running
from sites import build_site, entry, incident, make_site, tree, write

from chronicle.building.guarding import PREVIEW
from chronicle.building.inputs import Options
from chronicle.building.manifests import MANIFEST
from chronicle.cli import main
from chronicle.desk.serving import preview as module
from chronicle.desk.serving import session
from chronicle.desk.serving.board import Board
from chronicle.desk.serving.preview import Preview

if TYPE_CHECKING:
    from pathlib import Path

COLON = (
    'content/incidents/a.md:2:8: error: title: the value has a ":" in it; put it in quotes [yaml-colon]',
    "    title: Fire: day two",
    '  → title: "Fire: day two"',
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a published incident and a draft."""
    files = {"incidents/a.md": incident("Fire"), "incidents/b.md": incident("Flood", status="draft")}
    return make_site(tmp_path, files)


def broken() -> dict[str, str]:
    """The incident with the commonest mistake of all."""
    return {"incidents/a.md": incident("Fire").replace('title: "Fire"', "title: Fire: day two")}


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments)


def test_a_session_follows_what_is_written(project: Path) -> None:
    """Built, built again, broken, mended, ended: each is a line, and pages show the last good site."""
    with running(project) as program:
        program.until(r"^Built in \d+\.\d s: \d+ pages rendered, \d+ written, 0 removed\.$")
        assert "<h1" in asked(program.address, "/incidents/a.html").text
        write(project, {"incidents/a.md": incident("Smoke")})
        program.until(r"^Built in .* 0 removed\.$")
        assert "Smoke" in asked(program.address, "/incidents/a.html").text
        write(project, broken())
        program.until(r"^1 error; the last good site stays$")
        assert tuple(program.said[-4:-1]) == COLON
        assert "Smoke" in asked(program.address, "/incidents/a.html").text
        write(project, {"incidents/a.md": incident("Smoke")})
        program.until(r"^Looked again in \d+\.\d s: nothing changed\.$")
        code, said = program.end()
        assert (code, said[-1]) == (0, "The preview has ended.")
    assert not (project / "site").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_session_ends_at_once_and_leaves_the_preview_whole(project: Path, number: int) -> None:
    """Also while it builds; the next session goes on from there."""
    with running(project) as program:
        assert program.end(number) == (0, [program.said[0], *program.said[1:]])
        assert program.said[-1] == "The preview has ended."
    with running(project) as program:
        program.until("^(Built|Looked through it) in ")
        program.end()
    build_site(project, output="again")
    again = {name: data for name, data in tree(project / "again").items() if name != MANIFEST}
    assert {name: data for name, data in tree(project / PREVIEW).items() if name != MANIFEST} == again


def test_an_open_page_does_not_keep_a_session_from_ending(project: Path) -> None:
    """Nor does a client that never asks anything."""
    with running(project) as program:
        program.until("^Built")
        port = int(program.address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as page, socket.create_connection(("127.0.0.1", port)):
            page.sendall(f"GET /.chronicle/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            assert page.recv(10) == b"HTTP/1.0 2"
            assert program.end()[0] == 0


def test_drafts_are_shown_where_they_are_asked_for(project: Path) -> None:
    """And the page where one would be says why it is not there."""
    with running(project) as program:
        program.until("^Built")
        page = asked(program.address, "/incidents/b.html")
        assert page.status == 404
        assert "a draft, left out; --drafts shows it" in page.text
        program.end()
    with running(project, "--drafts") as program:
        program.until("^Built")
        assert 'data-notes="draft"' in asked(program.address, "/incidents/b.html").text


def test_the_bars_stand_also_when_nothing_changed_since_the_last_session(project: Path) -> None:
    """What each page is made from is thought through again."""
    for _ in range(2):
        with running(project) as program:
            program.until("^(Built|Looked through it) in ")
            page = asked(program.address, "/incidents/a.html")
            assert 'data-source="content/incidents/a.md"' in page.text
            assert 'data-source="made from 2 entries"' in asked(program.address, "/").text
            program.end()


def test_a_first_build_that_fails_is_mended(project: Path) -> None:
    """Until then every page says that there is no site."""
    write(project, broken())
    with running(project) as program:
        program.until("^1 error; there is no site yet$")
        assert asked(program.address, "/").status == 503
        write(project, {"incidents/a.md": incident("Fire")})
        program.until("^Built")
        assert asked(program.address, "/").status == 200


def test_settings_and_templates_are_followed(project: Path) -> None:
    """A title of the site, and a template that comes while it is served."""
    with running(project) as program:
        program.until("^Built")
        write(project, {"chronicle.toml": 'format = 1\ntitle = "Other"\nurl = ""\n'})
        program.until("^Built")
        assert "<title>Other</title>" in asked(program.address, "/").text
        write(project, {"templates/home.html": "<p>{{ site.title }} at home</p>"})
        program.until("^Built")
        assert "<p>Other at home</p>" in asked(program.address, "/").text


def test_a_second_session_of_one_chronicle_is_told_of_the_first(project: Path) -> None:
    """They would build into one folder."""
    with running(project) as program:
        done = subprocess.run(
            [sys.executable, "-m", "chronicle", "serve"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        where = f"this chronicle is served already at {program.address}; open that, or end it first"
        assert done.stderr == f"Error: {where}\n"


def test_a_port_that_is_taken_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was asked for is not replaced by another."""
    monkeypatch.chdir(project)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
        assert (result.exit_code, result.stdout) == (1, "")
        words = "choose another --port, or none for the first that is free"
        assert result.stderr == f"Error: port {port} is taken; {words}\n"
        monkeypatch.setattr(session, "PORT", port)
        monkeypatch.setattr(session, "NEXT", 1)
        result = run("serve")
        assert result.stderr == f"Error: the ports {port} to {port} are all taken; choose another --port\n"


def test_the_next_free_port_is_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody asked for a certain one."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(session, "PORT", port)
        with session._bound("127.0.0.1", None, project, Board()) as server:  # noqa: SLF001 - without a whole session
            assert port < server.server_port < port + session.NEXT


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
def test_a_host_that_is_none_of_this_computer_is_said(
    project: Path, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address of elsewhere, and a name that nobody has; both could be read by others if they were here."""
    monkeypatch.chdir(project)
    result = run("serve", "--host", host, "--port", "0")
    assert result.exit_code == 1
    warning, error = result.stderr.splitlines()
    assert warning == f"Everybody on the network of {host} can read this site, before it is published."
    assert error.startswith(f"Error: --host {host} is no address of this computer (")


def test_a_folder_without_chronicle_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The problem is the one that a build has, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = run("serve")
    assert (result.exit_code, result.stderr) == (1, run("build").stderr.partition("\n")[0] + "\n")
    assert list(tmp_path.iterdir()) == []


def test_the_browser_is_opened_when_there_is_something_to_see(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first build that works, once."""
    monkeypatch.setenv("BROWSER", "echo opened %s")
    write(project, broken())
    with running(project, "--open") as program:
        program.until("^1 error; there is no site yet$")
        write(project, {"incidents/a.md": incident("Fire")})
        assert program.until("^opened ") == f"opened {program.address}"
        write(project, {"incidents/a.md": incident("Smoke")})
        program.until("^Built")
        _, said = program.end()
    assert sum(line.startswith("opened") for line in said) == 1


def test_quietly_only_problems_are_printed(project: Path) -> None:
    """The same problems are not listed again, and nothing is said of what worked."""
    write(project, broken())
    with running(project, "--quiet", first=COLON[0][:20]) as program:
        program.until("^1 error; there is no site yet$")
        write(project, {"incidents/a.md": incident("Fire")})
        write(project, {"incidents/c.md": incident("Rain", sources="")})
        program.until("source-missing")
        program.until("^    ---$")
        time.sleep(0.3)  # a line that is being printed as Ctrl-C comes can be printed twice
        assert program.end() == (0, [*COLON, "1 error; there is no site yet", *program.said[4:6]])


# ---- builds that fail by themselves


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a build raises this."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module, "build", fail)


@pytest.fixture
def previewed(project: Path) -> tuple[Preview, Board]:
    """A preview that was built once."""
    board = Board()
    preview = Preview(project, lambda: Options(output=PREVIEW), board)
    assert preview.build(lambda _: None).has_site
    return preview, board


def test_a_full_disk_is_said_and_ends_nothing(
    project: Path, previewed: tuple[Preview, Board], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is named from the chronicle on, and the site stands."""
    preview, board = previewed
    site = board.state.site
    failing(OSError(28, "No space left on device", str(project / PREVIEW / "x.html")), monkeypatch)
    built = preview.build(lambda _: None)
    assert (built.fault, built.trace) == (".chronicle/preview/x.html: No space left on device", "")
    assert (board.state.site, board.state.fault) == (site, built.fault)
    failing(OSError(5, "Input/output error", "/somewhere/else.html"), monkeypatch)
    assert preview.build(lambda _: None).fault == "else.html: Input/output error"
    failing(OSError("odd"), monkeypatch)
    assert preview.build(lambda _: None).fault == "the preview: odd"


def test_a_mistake_of_the_program_is_said_and_ends_nothing(
    previewed: tuple[Preview, Board], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that, the terminal where; the next build that works takes it away."""
    preview, board = previewed
    with monkeypatch.context() as patch:
        failing(ZeroDivisionError("/home/x"), patch)
        built = preview.build(lambda _: None)
    assert built.fault == (
        "the program failed (ZeroDivisionError), which is a mistake of its own; the terminal says where"
    )
    assert "ZeroDivisionError: /home/x" in built.trace
    assert board.state.fault == built.fault
    assert preview.build(lambda _: None).fault == board.state.fault == ""


def test_files_for_machines_are_made_once_a_session(project: Path, previewed: tuple[Preview, Board]) -> None:
    """Pages are not kept waiting for them."""
    preview, _ = previewed
    data = project / PREVIEW / "data/v1/incidents.csv"
    write(project, {"incidents/a.md": incident("Smoke")})
    preview.build(lambda _: None)
    assert "Smoke" in (project / PREVIEW / "incidents/a.html").read_text("utf-8")
    assert "Fire" in data.read_text("utf-8")
    Preview(project, lambda: Options(output=PREVIEW), Board()).build(lambda _: None)
    assert "Smoke" in data.read_text("utf-8")


def test_the_site_is_another_only_when_something_of_it_is(project: Path, previewed: tuple[Preview, Board]) -> None:
    """A page that is open is not loaded again for a warning, but for another bar."""
    preview, board = previewed
    first = board.state.site
    write(project, {"incidents/b.md": incident("Flood again", status="draft")})
    preview.build(lambda _: None)
    assert board.state.site == first
    write(project, {"incidents/b.md": incident("Flood", status="draft", colour="red")})
    preview.build(lambda _: None)
    assert (board.state.site, len(board.state.problems)) == (first, 1)
    write(project, {"notes/about.md": entry("Text.", title="About")})
    preview.build(lambda _: None)
    assert board.state.site != first
