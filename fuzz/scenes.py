"""Whole projects around one hostile file: a site that is printed, an article or a table that is brought in."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from hostile import Live
from properties import Nested

from chronicle.building.cache import Cache
from chronicle.building.inputs import Inputs, Options, built_in_theme, read_inputs
from chronicle.building.stages import understand
from chronicle.building.templates import Templates, assets_of
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
from chronicle.pages.edition import edition
from chronicle.pages.plan import plan
from chronicle.pages.site import site_of
from chronicle.problems import Problem, error_count
from chronicle.text.characters import decode
from chronicle.text.markup import render
from chronicle.text.wording import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.intake.tables.mapping import Mapping as TableMapping
    from chronicle.pages.page import Page, Site

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


@dataclass(frozen=True, slots=True)
class _Printer:
    """The theme in one language, read once: reading it takes longer than everything else. `texts` are by digest."""

    templates: Templates
    texts: dict[str, str]


def stands(config: str, entries: Mapping[str, bytes]) -> None:
    """A site of these entries is refused in words, or printed, and nothing in it lives."""
    known = _known(config) if entries != ENTRIES else {}
    pages, site, printer = _planned(config, entries)
    for page in pages:
        if site and page != known.get(page.address):
            _is_harmless(page, site, printer)


@lru_cache(maxsize=4)
def _known(config: str) -> dict[str, Page]:
    """The pages that are the same with any entry, by address."""
    return {page.address: page for page in _planned(config, ENTRIES)[0]}


def _planned(config: str, entries: Mapping[str, bytes]) -> tuple[tuple[Page, ...], Site | None, _Printer]:
    """All that `think` does, with a theme that is kept."""
    files = tuple(EntryFile(path=path, content=data) for path, data in sorted(entries.items()))
    inputs = Inputs(config=config, folder=Folder(entries=files), theme=_theme(), own_templates=frozenset())
    proof = understand(inputs, Options(today=DAY), Cache(None))
    if proof.material is None or proof.chronicle is None or error_count(proof.problems):
        return (), None, _printer("en")
    words = language(proof.material.config.language)
    made = edition(proof.chronicle, proof.material.config, words)
    pages, problems = plan(made, assets_of(_theme()))
    if error_count(problems):
        return (), None, _printer("en")
    printer = _printer(proof.material.config.language)
    bodies = proof.material.bodies
    printer.texts.clear()
    printer.texts.update(
        {bodies[entry.path].digest: entry.body for entry in proof.material.entries if entry.path in bodies}
    )
    return pages, site_of(made, ""), printer


@cache
def _theme() -> dict[str, bytes]:
    folder = built_in_theme()
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return {**files, **{f"theme/{name}": data for name, data in files.items()}}


@lru_cache(maxsize=4)
def _printer(code: str) -> _Printer:
    texts: dict[str, str] = {}
    return _Printer(Templates(_theme(), frozenset(), language(code), lambda digest: render(texts[digest]).html), texts)


def tables(*endings: str) -> tuple[bytes, ...]:
    """The files for machines with these endings, of a small site."""
    pages = (page for page in _known(CONFIG).values() if page.address.endswith(endings) and page.stream)
    return tuple(b"".join(page.stream(page.view)) for page in pages if page.stream)


def _is_harmless(page: Page, site: Site, printer: _Printer) -> None:
    assert page.address.isascii()
    view = page.shown()
    if page.template:
        data = printer.templates.render(page, view, site)
    elif page.stream:
        data = b"".join(page.stream(view))
    elif page.draw:
        data = page.draw(view)
    else:
        return
    if page.address.endswith(".html"):
        faults = [*Nested(data.decode()).faults, *Live(data.decode()).found]
        assert not faults, (page.address, faults)
    elif page.address.endswith((".xml", ".svg", ".kml")):
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003 - expat takes it by position
    elif page.address.endswith((".json", ".geojson")):
        json.loads(data)


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
