"""The staging folder: files that are made, and then go to their places."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from chronicle.building import staging as staging_module
from chronicle.building.manifests import Record
from chronicle.building.output import TEMPORARY, Output
from chronicle.building.staging import Staging
from chronicle.text import workers

MANY = 700  # more than are held at once
ALL = [(number, f"{number}.html") for number in range(MANY)]
OPEN = Path("/proc/self/fd")


def _laid(folder: Path) -> Staging:
    """Files that are to replace others."""
    output = Output(folder, "", is_known=False)
    output.records = {f"{number}.html": Record() for number in range(MANY)}
    staging = Staging(output)
    for number in range(MANY):
        (folder / f"{number}.html").write_bytes(b"old")
        staging.lay(number, f"{number}.html", b"new")
    return staging


@pytest.mark.skipif(sys.platform != "linux", reason="tells what is open by /proc")
@pytest.mark.parametrize("jobs", [1, 2])
def test_replaced_files_are_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """However many they are, and when one of them cannot get its place; a fork may put some of them."""
    monkeypatch.setattr(staging_module, "_MANY", MANY // 2)
    monkeypatch.setattr(workers, "can_fork", lambda: True)  # the tests' threads hold nothing
    before = os.listdir(OPEN)  # noqa: PTH208 - names
    staging = _laid(tmp_path)
    staging.put(ALL, jobs)
    assert {(tmp_path / f"{number}.html").read_bytes() for number in range(MANY)} == {b"new"}
    assert not [*(tmp_path / TEMPORARY).iterdir()]
    staging = _laid(tmp_path)
    place = tmp_path / f"{MANY - 1}.html"
    place.unlink()
    place.mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        staging.put(ALL, jobs)
    assert caught.value.filename == str(place)
    assert sorted(os.listdir(OPEN)) == sorted(before)  # noqa: PTH208 - names


@pytest.mark.skipif(sys.platform != "linux", reason="tells what is open by /proc")
def test_replaced_files_are_let_go_of_without_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be no more of them than so many."""

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    before = sorted(os.listdir(OPEN))  # noqa: PTH208 - names
    _laid(tmp_path).put(ALL)
    assert sorted(os.listdir(OPEN)) == before  # noqa: PTH208 - names
    assert {(tmp_path / f"{number}.html").read_bytes() for number in range(MANY)} == {b"new"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there files are held")
def test_who_ends_the_program_has_no_file_closed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number may be another file's by then."""
    really = threading.Thread.join

    def join(thread: threading.Thread) -> None:
        really(thread)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", join)
    with pytest.raises(KeyboardInterrupt):
        _laid(tmp_path).put(ALL)
