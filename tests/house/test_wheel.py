"""The package works from a wheel in an empty environment, with its theme, data and starter inside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from previewing import asked, running

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "000_694e00a3ac166b64.txt"


def run(*command: str | Path, folder: Path) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from a freshly built wheel into an environment of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, folder=folder)
    (wheel,) = folder.glob("*.whl")
    run(sys.executable, "-m", "venv", folder / "venv", folder=folder)
    run(folder / "venv" / "bin" / "pip", "install", "--quiet", wheel, folder=folder)
    return folder / "venv" / "bin" / "chronicle"


def test_a_chronicle_started_from_the_wheel_checks_and_builds(chronicle: Path, tmp_path: Path) -> None:
    """Templates, taxonomies and the starter travel inside the wheel."""
    run(chronicle, "init", tmp_path / "new", "--url", "https://example.org/", folder=tmp_path)
    assert run(chronicle, "check", "--strict", folder=tmp_path / "new") == "Checked 6 entries: no errors.\n"
    run(chronicle, "build", "--drafts", folder=tmp_path / "new")
    assert os.access(tmp_path / "new" / ".githooks" / "pre-commit", os.X_OK)
    assert (tmp_path / "new" / ".github" / "pictures" / "1-add-file.svg").is_file()
    assert (tmp_path / "new" / ".vscode" / "settings.json").is_file()
    assert "Example Town" in (tmp_path / "new" / "site" / "locations" / "example-town.html").read_text("utf-8")
    assets = tmp_path / "new" / "site" / "assets"
    assert {"style.css", "leaflet.js", "leaflet.css", "leaflet.LICENSE.txt"} <= {path.name for path in assets.iterdir()}


def test_a_chronicle_is_built_in_arabic_from_the_wheel(chronicle: Path, tmp_path: Path) -> None:
    """The translations travel inside the wheel."""
    run(chronicle, "init", tmp_path / "new", "--url", "https://example.org/", folder=tmp_path)
    settings = tmp_path / "new" / "chronicle.toml"
    settings.write_text(settings.read_text("utf-8").replace('language = "en"', 'language = "ar"'), "utf-8")
    run(chronicle, "build", "--strict", folder=tmp_path / "new")
    assert "الحوادث" in (tmp_path / "new" / "site" / "locations" / "example-town.html").read_text("utf-8")


def test_an_article_is_imported_from_the_wheel(chronicle: Path, tmp_path: Path) -> None:
    """The importer's word lists and gazetteer travel inside the wheel."""
    run(chronicle, "init", tmp_path / "new", folder=tmp_path)
    run(chronicle, "import", SEED, folder=tmp_path / "new")
    drafts = sorted(path.name for path in (tmp_path / "new" / "content" / "incidents").glob("2023-*.md"))
    assert len(drafts) == 3


def test_a_preview_is_served_from_the_wheel(chronicle: Path, tmp_path: Path) -> None:
    """The bar and its style and script travel inside the wheel."""
    run(chronicle, "init", tmp_path / "new", folder=tmp_path)
    with running(tmp_path / "new", program=[str(chronicle)]) as program:
        program.until("^Built")
        assert 'id="chronicle-serve"' in asked(program.address, "/").text
        for name in ("serve.css", "serve.js"):
            assert asked(program.address, f"/.chronicle/{name}").status == 200
