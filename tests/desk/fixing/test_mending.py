"""`check --fix`: files are mended whole or not at all, the changes are shown, and what is left is told."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from sites import incident, location, make_site, tree

from chronicle.cli import main

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = incident(date="19.10.2023", locations="Harborton", status="Draft")
WHOLE = incident(date="2023-10-19", locations="[port]", status="draft")
DIFF = """--- content/incidents/a.md
+++ content/incidents/a.md
@@ -1,7 +1,7 @@
 ---
 title: "Shelling"
-date: 19.10.2023
+date: 2023-10-19
 sources: [{publisher: Reuters}]
-locations: Harborton
-status: Draft
+locations: [port]
+status: draft
 ---
Made 4 changes in 1 file.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a broken incident, its place, and an entry that only an editor can mend."""
    port = location("Port", coordinates="[51.5, 0.1]", spellings="[Harborton]")
    make_site(tmp_path, {"incidents/a.md": BROKEN, "locations/port.md": port})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run a check that mends."""
    return CliRunner().invoke(main, ["check", "--fix", *arguments])


def test_the_changes_are_shown_and_the_check_follows(project: Path) -> None:
    """The diff goes to standard output; the check then finds what is there now; a second time nothing is mended."""
    result = run()
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{DIFF}Checked 2 entries: no errors.\n", "")
    assert (project / "content/incidents/a.md").read_text("utf-8") == WHOLE
    assert run().stdout == "Nothing was mended.\nChecked 2 entries: no errors.\n"


def test_what_is_left_is_told_as_usual(project: Path) -> None:
    """An error that only an editor can mend stays one, with its line and the exit code."""
    (project / "content/incidents/a.md").write_text(BROKEN.replace("status", "time: noon\nstatus"), "utf-8")
    result = run()
    assert result.exit_code == 1
    assert "+date: 2023-10-19\n" in result.stdout
    assert result.stderr.startswith("content/incidents/a.md:6:7: error: time:")


@pytest.mark.parametrize("form", ["json", "github"])
def test_programs_get_their_result_alone(project: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With another format, the diff goes to standard error."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    result = run("--format", form)
    assert (result.exit_code, result.stderr) == (0, DIFF)
    if form == "json":
        assert json.loads(result.stdout)["problems"] == []
    assert (project / "content/incidents/a.md").read_text("utf-8") == WHOLE


def test_quiet_mends_without_a_word(project: Path) -> None:
    """--quiet prints problems only."""
    result = run("--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert (project / "content/incidents/a.md").read_text("utf-8") == WHOLE


def test_what_was_not_mended_is_said(project: Path) -> None:
    """A file that is left as it was comes with the reason, before its problem."""
    text = BROKEN.replace('"Shelling"', "Fire: two").replace("[{publisher: Reuters}]", "['a' 'b']")
    (project / "content/incidents/a.md").write_text(text, "utf-8")
    result = run()
    assert (result.exit_code, result.stdout) == (1, "Nothing was mended.\n")
    assert result.stderr.startswith(
        "content/incidents/a.md was left as it is: line 4 must be mended by hand first\n"
        "content/incidents/a.md:2:8: error: title: "
    )


def test_only_the_bytes_of_what_is_mended_change(project: Path) -> None:
    """Modes stay, other files are not written, nothing lies around, and links are not followed."""
    content, place = project / "content", project / "content/locations/port.md"
    outside = project / "outside.md"
    outside.write_text(BROKEN, "utf-8")
    (content / "incidents/a.md").chmod(0o640)
    (content / "incidents/link.md").symlink_to(outside)
    before, time = tree(content), place.stat().st_mtime_ns
    assert run().exit_code == 1  # links are errors
    assert (content / "incidents/a.md").stat().st_mode & 0o777 == 0o640
    assert (place.stat().st_mtime_ns, outside.read_text("utf-8")) == (time, BROKEN)
    after = tree(content)
    assert (sorted(after), after["locations/port.md"]) == (sorted(before), before["locations/port.md"])


def test_a_file_that_cannot_be_written_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays whole, and the check fails, even where the rest is only a matter of taste."""

    def refuse(_old: str, _new: str) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    (project / "content/incidents/a.md").write_text(incident(locations="[Harborton]"), "utf-8")
    before = tree(project / "content")
    monkeypatch.setattr("chronicle.intake.disk.os.replace", refuse)
    result = run()
    assert (result.exit_code, result.stdout) == (1, "Nothing was mended.\n")
    assert result.stderr == (
        "content/incidents/a.md: error: cannot be written: Read-only file system [unwritable]\n"
        "1 error; nothing was built\n"
    )
    assert tree(project / "content") == before


def test_without_a_chronicle_nothing_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check says why, once."""
    monkeypatch.chdir(tmp_path)
    result = run()
    assert (result.exit_code, result.stdout) == (1, "Nothing was mended.\n")
    assert result.stderr.count("[no-chronicle]") == 1


def test_a_wrong_revision_is_told_before_anything_is_mended(project: Path) -> None:
    """Wrong usage changes no file."""
    result = run("--since", "nowhere")
    assert result.exit_code == 2
    assert (project / "content/incidents/a.md").read_text("utf-8") == BROKEN
