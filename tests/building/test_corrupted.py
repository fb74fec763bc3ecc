"""What a build left for the next one may be anything by then: the site is right all the same, without a traceback."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import PICTURE, entry, incident, location, make_site, tree

from chronicle.building.manifests import MANIFEST
from chronicle.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS: Final = int(os.environ.get("ROUNDS", "20"))
MANIFEST_PATH: Final = f"site/{MANIFEST}"
TEXTS: Final = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"files":' * 10_000,
    b"1" * 10_000,
    b'{"files": 1e999}',
    b'{"files": []}',
    b'{"files": {"index.html": 1}}',
    b'{"files": {"index.html": []}}',
    b'{"files": {"index.html": ""}}',
    b'{"files": {"index.html": " \\ud800"}}',
    b'{"files": {"index.html": [[], {}, null]}}',
    b'{"files": {"../chronicle.toml": ["0"], "/etc/passwd": ["0"], "a\\u0000b": ["0"], "": ["0"], ".": ["0"]}}',
    b'{"files": {"\\ud800": ["0"], "' + b"x" * 5000 + b'": ["0"]}}',
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with everything that a build leaves: cache, index and manifest."""
    files: dict[str, str | bytes] = {
        "locations/base.md": location("Base", body="A base."),
        "incidents/a.md": incident("First", "2023-10-01", locations="[base]", body="Text."),
        "notes/about.md": entry("Text.", title="About"),
        "media/x.png": PICTURE,
    }
    return make_site(tmp_path_factory.mktemp("corrupted") / "project", files)


@pytest.fixture(scope="module")
def whole(project: Path) -> dict[str, bytes]:
    """Its site."""
    assert built(project) == (0, "")
    return tree(project / "site")


def built(project: Path) -> tuple[int, str]:
    """Run the command: its exit code and what it said of problems."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        result = CliRunner().invoke(main, ["build"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


def left(project: Path) -> list[Path]:
    """What the build left: the manifest first, then the files of the cache's folder."""
    return [project / MANIFEST_PATH, *sorted(path for path in (project / ".chronicle").rglob("*") if path.is_file())]


@settings(max_examples=ROUNDS)
@given(
    which=st.one_of(st.just(0), st.integers(0, 100), st.just(-1)),
    damage=st.tuples(
        st.sampled_from(["flip", "cut", "longer", "replace", "other", "double"]),
        st.floats(0, 1, exclude_max=True),
        st.one_of(st.sampled_from(TEXTS), st.binary(min_size=1, max_size=200)),
    ),
)
def test_any_byte_of_what_was_left_may_be_wrong(
    project: Path, whole: dict[str, bytes], which: int, damage: tuple[str, float, bytes]
) -> None:
    """Flipped, cut, longer, or something else: at most a line, and the site of a clean build."""
    how, position, text = damage
    caches = [path for path in left(project) if path.name.startswith("cache")]
    path = caches[0] if which == -1 else left(project)[which % len(left(project))]
    data = path.read_bytes()
    at = int(position * len(data))
    path.write_bytes(
        {
            "flip": data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 1]) + data[at + 1 :],
            "cut": data[:at],
            "longer": data + text,
            "replace": data[:at] + text + data[at + len(text) :],
            "other": text,
            "double": data + data,
        }[how]
    )
    code, said = built(project)
    assert (code, tree(project / "site")) == (0, whole), said
    assert len(said.splitlines()) <= 1
    assert built(project) == (0, "")


def test_a_manifest_that_says_what_is_not_so_is_not_believed(project: Path, whole: dict[str, bytes]) -> None:
    """A page that came with its own manifest is made again; a name of nothing is nothing."""
    shutil.rmtree(project / ".chronicle")  # a cache may still be damaged where no build has asked for anything yet
    assert built(project) == (0, "")
    path = project / MANIFEST_PATH
    manifest = json.loads(path.read_bytes())
    manifest["files"] = {name: said.replace(" ", "", 1) for name, said in manifest["files"].items()}
    path.write_text(json.dumps(manifest), "utf-8")
    assert built(project) == (0, "")
    assert tree(project / "site") == whole
    page = project / "site/index.html"
    page.write_text("<script>alert(1)</script>", "utf-8")
    manifest = json.loads(path.read_bytes())
    sha = hashlib.sha256(page.read_bytes()).hexdigest()[:24]
    manifest["files"]["index.html"] = " ".join([sha, *manifest["files"]["index.html"].split(" ")[1:]])
    path.write_text(json.dumps(manifest), "utf-8")
    assert built(project) == (0, "")
    assert tree(project / "site") == whole


def test_names_of_a_manifest_lead_nowhere(project: Path, whole: dict[str, bytes]) -> None:
    """Whatever text lies in its place, and though the cache is gone: nothing outside the site is touched."""
    before = tree(project / "content")
    for text in TEXTS:
        (project / MANIFEST_PATH).write_bytes(text)
        assert built(project) == (0, "")
        assert tree(project / "site") == whole
    assert tree(project / "content") == before
