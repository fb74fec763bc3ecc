"""The cache: what it gives back, and how it fails."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from chronicle.building.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a cache, as it is named on a runner of GitHub: elsewhere its name says where it was made."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    return tmp_path / ".chronicle/cache.sqlite"


def saved(path: Path, key: str, value: object) -> None:
    """Put one value into a cache."""
    cache = Cache(path)
    cache.put("bodies", key, value)
    cache.save()
    cache.close()


def fetched(path: Path, key: str) -> tuple[object, str]:
    """The value of a key, and what the cache has to say."""
    cache = Cache(path)
    value = cache.get("bodies", key)
    cache.close()
    return value, cache.notice


def test_a_value_comes_back(path: Path) -> None:
    """What was saved is there for the next run; what was not saved is not."""
    saved(path, "k", ["ü", 1, None])
    cache = Cache(path)
    cache.put("bodies", "lost", 1)
    cache.close()
    assert fetched(path, "k") == (["ü", 1, None], "")
    assert fetched(path, "lost") == (None, "")


@pytest.mark.parametrize(
    "value", ["", "\0", '"', "1", "a\nü\udcff\U0001f4f0", 0, None, False, {"a": [1.5]}, ["\0", "\ud800"]]
)
def test_any_value_comes_back_as_what_it_was(path: Path, value: object) -> None:
    """A text that looks like a number is a text."""
    saved(path, "k", value)
    assert fetched(path, "k") == (value, "")


def test_the_cache_keeps_itself_out_of_git(path: Path) -> None:
    """Its folder is ignored, however it came to be."""
    saved(path, "k", 1)
    assert (path.parent / ".gitignore").read_text() == "*\n"


def test_a_value_under_another_key_is_damage(path: Path) -> None:
    """A checksum belongs to key and value together."""
    saved(path, "k", "value")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE bodies SET key = 'other'")
    connection.close()
    assert fetched(path, "other") == (None, "the cache was dropped (a row is damaged); everything is made anew")
    assert fetched(path, "other") == (None, "")


def test_any_flipped_byte_of_the_file_is_harmless(path: Path) -> None:
    """Whatever byte is wrong, a value is either right or not there."""
    saved(path, "k", "x" * 300)
    whole = path.read_bytes()
    for position in range(0, len(whole), 97):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        assert fetched(path, "k")[0] in {None, "x" * 300}


def test_a_cut_file_is_dropped(path: Path) -> None:
    """A file that ends too early is no cache."""
    saved(path, "k", 1)
    path.write_bytes(path.read_bytes()[:5000])
    value, notice = fetched(path, "k")
    assert value is None
    assert notice.startswith("the cache was dropped (")


def test_only_what_was_used_is_kept(path: Path) -> None:
    """What a run neither asked for, put in, nor said to keep is forgotten."""
    cache = Cache(path)
    for key in ("asked", "kept", "unused"):
        cache.put("pieces", key, key)
    cache.save()
    cache.close()
    cache = Cache(path)
    cache.get("pieces", "asked")
    cache.keep("pieces", "kept")
    cache.put("pieces", "new", "new")
    cache.forget_unused(("pieces",))
    assert [cache.get("pieces", key) for key in ("asked", "kept", "unused", "new")] == ["asked", "kept", None, "new"]
    cache.close()


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path: Path) -> None:
    """With a file in the folder's place the cache lives in memory, and says so."""
    (tmp_path / ".chronicle").write_text("file")
    cache = Cache(tmp_path / ".chronicle/cache.sqlite")
    cache.put("bodies", "k", 1)
    assert cache.get("bodies", "k") == 1
    assert cache.notice.startswith("no cache: .chronicle cannot be written (")
    cache.close()


def test_who_asks_a_closed_cache_is_told_nothing(path: Path) -> None:
    """It is not taken for damaged: the file stays as it is."""
    saved(path, "a", 1)
    cache = Cache(path)
    cache.close()
    assert (cache.get("bodies", "a"), cache.notice) == (None, "")
    assert fetched(path, "a") == (1, "")


def test_a_locked_cache_is_not_saved_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot be saved costs time later, nothing else."""
    cache = Cache(path)

    class Failing:
        """A connection whose commit fails."""

        def commit(self) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        def rollback(self) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        def close(self) -> None:
            """Nothing to close."""

    whole = cache._connection  # noqa: SLF001 - the fault is put where it happens
    monkeypatch.setattr(cache, "_connection", Failing())
    cache.save()
    assert cache.notice == "the cache could not be saved (disk I/O error)"
    cache.close()
    whole.close()


def test_a_fork_reads_what_was_saved_and_spoils_nothing(path: Path) -> None:
    """By a connection of its own: what it finds odd it drops for itself alone."""
    cache = Cache(path)
    cache.put("bodies", "saved", 1)
    cache.save()
    cache.put("bodies", "put", 2)
    cache.reopen()
    assert (cache.get("bodies", "saved"), cache.get("bodies", "put")) == (1, None)
    cache.drop("it is odd")
    assert cache.get("bodies", "saved") is None
    assert fetched(path, "saved") == (1, "")


def test_a_cache_can_live_in_memory() -> None:
    """Without a path nothing is written anywhere, and even a dropped cache goes on."""
    cache = Cache(None)
    cache.put("bodies", "k", 1)
    cache.drop("test")
    assert cache.get("bodies", "k") is None
    assert cache.notice == "the cache was dropped (test); everything is made anew"
    cache.close()


def test_a_cache_from_elsewhere_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that came with a repository, an archive or a copy is another's; a runner of GitHub restores its own."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    path = tmp_path / "one/.chronicle/cache.sqlite"
    path.parent.parent.mkdir()
    saved(path, "k", 1)
    assert fetched(path, "k") == (1, "")
    (made,) = path.parent.glob("cache*")
    for number, name in enumerate((made.name, "cache.sqlite", "cache-0.sqlite", "cache.sqlite-journal")):
        other = tmp_path / f"{number}/.chronicle" / name
        shutil.copytree(path.parent, other.parent)
        (other.parent / made.name).rename(other)
        notice = "the cache was dropped (it was not made here); everything is made anew" if number < 3 else ""
        assert fetched(other.with_name("cache.sqlite"), "k") == (None, notice)
        assert fetched(other.with_name("cache.sqlite"), "k") == (None, "")
        assert not other.exists()
    shutil.copytree(path.parent, tmp_path / "runner/.chronicle")
    (tmp_path / "runner/.chronicle" / made.name).rename(tmp_path / "runner/.chronicle/cache.sqlite")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert fetched(tmp_path / "runner/.chronicle/cache.sqlite", "k") == (1, "")
