"""Whole projects around one hostile file: a site that is printed, an article or a table that is brought in."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from properties import Seen

from chronicle.building.cache import Cache
from chronicle.building.inputs import Inputs, Options, built_in_theme, read_inputs
from chronicle.building.stages import think, understand
from chronicle.config import FILE
from chronicle.desk.importing.rows import TableWishes
from chronicle.desk.importing.tables import bring_tables
from chronicle.entries.folder import EntryFile, Folder
from chronicle.entries.parsing import parse_entry
from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.importing import settle
from chronicle.intake.proposing import propose
from chronicle.problems import Problem, error_count
from chronicle.text.frontmatter import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.building.stages import Proof
    from chronicle.intake.tables.mapping import Mapping as TableMapping
    from chronicle.pages.page import Page

DAY: Final = dt.date(2026, 1, 1)
CONFIG: Final = 'format = 1\ntitle = "Log"\nurl = "https://example.org/log/"\n'
ENTRIES: Final[Mapping[str, bytes]] = {
    "content/locations/testville.md": b"---\nname: Testville\ncoordinates: [33.5, 42.5]\n---\n",
    "content/incidents/first.md": (
        b"---\ntitle: First\ndate: 2023-10-19\nlocations: [testville]\nactors: [Police]\n"
        b"sources: [{publisher: Gazette}]\n---\n\nIn [[Testville]].\n"
    ),
}
TABLE: Final = b"id,date,title,place,lat,lon,killed\na-1,2023-10-19,Fire,Testville,33.5,42.5,2\na-2,19/10/2023,x,,,,\n"


# ---- a site


@cache
def _theme() -> dict[str, bytes]:
    folder = built_in_theme()
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return {**files, **{f"theme/{name}": data for name, data in files.items()}}


def stands(config: str, entries: Mapping[str, bytes]) -> None:
    """A site of these entries is refused in words, or printed, and nothing in it lives."""
    files = tuple(EntryFile(path=path, data=data) for path, data in sorted(entries.items()))
    inputs = Inputs(config=config, folder=Folder(entries=files), theme=_theme(), own_templates=frozenset())
    proof = think(inputs, Options(today=DAY), Cache(None))
    if not error_count(proof.problems):
        for page in proof.pages:
            _is_harmless(page, proof)


def _is_harmless(page: Page, proof: Proof) -> None:
    assert page.address.isascii()
    if page.content is not None or page.copy_of or page.seal:
        return
    data = _printed(page, proof)
    if page.address.endswith(".html"):
        faults = Seen(data.decode(), is_page=True).faults
        assert not faults, (page.address, faults)
    elif page.address.endswith((".xml", ".svg", ".kml")):
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003 - expat takes it by position
    elif page.address.endswith((".json", ".geojson")):
        json.loads(data)


def _printed(page: Page, proof: Proof) -> bytes:
    if page.template and proof.templates and proof.site:
        return proof.templates.render(page, proof.site)
    if page.stream:
        return b"".join(page.stream(page.view))
    assert page.draw, page
    return page.draw(page.view)


# ---- an article


def imported(path: str, data: bytes) -> None:
    """A seed is refused in words, or gives files that read back as the entries that were meant."""
    for proposal in propose(Seed(path=path, data=data), _catalogue(), rights="full", today=DAY):
        report = settle(proposal, _catalogue())
        for entry, file in zip(report.entries, report.files, strict=True):
            again, problems = parse_entry(type(entry), file.text, file.path)
            assert again == entry, (file.text, problems)
            text = decode(file.text.encode(), file.path)
            assert text == file.text


@cache
def _catalogue() -> Catalogue:
    return Catalogue(world())


# ---- a table


def brought(name: str, data: bytes, mapping: TableMapping | None = None) -> None:
    """A table is refused in words, or gives entries of which a site can be made; an import changes nothing else."""
    project = _project()
    table = project.parent / name
    table.write_bytes(data)
    try:
        wishes = TableWishes(today=DAY, mapping=mapping)
        result = bring_tables(project, [table], wishes, lambda outcome: _is_told(outcome.as_json()))
        if result.incidents or result.locations or result.actors:
            _is_sound(project)
    finally:
        table.unlink()
        shutil.rmtree(project / "content")


def _is_told(outcome: dict[str, object]) -> None:
    json.dumps(outcome, ensure_ascii=False).encode()


def _is_sound(project: Path) -> None:
    inputs = read_inputs(project)
    assert not isinstance(inputs, Problem)
    proof = understand(inputs, Options(today=DAY), Cache(None))
    assert not error_count(proof.problems), [each for each in proof.problems if each.level == "error"]


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)  # noqa: S108


def _project() -> Path:
    project = Path(_folder().name) / "project"
    (project / "content/locations").mkdir(parents=True)
    (project / FILE).write_text(CONFIG, "utf-8")
    (project / "content/locations/testville.md").write_bytes(ENTRIES["content/locations/testville.md"])
    return project


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()
