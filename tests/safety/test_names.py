"""Names of files, and what two things cannot both be called: no name leaves its folder, none takes another's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hostile import live
from sites import PAGES_ONLY, PICTURE, entry, failed, incident, location, make_site, said, tree

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE: Final = Path(__file__).with_name("names.tsv")
COLLISIONS: Final[dict[str, tuple[dict[str, str | bytes], str]]] = {
    "one slug in two folders": (
        {"incidents/a/x.md": incident(), "incidents/b/x.md": incident()},
        "error duplicate-slug",
    ),
    "places of one name": (
        {"locations/a.md": location("X"), "locations/b.md": location("X"), "incidents/i.md": incident(locations="[X]")},
        "warning ambiguous-name",
    ),
    "places by case": (
        {
            "locations/a.md": location("Xa"),
            "locations/b.md": location("XA"),
            "incidents/i.md": incident(locations="[xa]"),
        },
        "warning ambiguous-name",
    ),
    "places by composition": (
        {
            "locations/a.md": location("\u00e9"),
            "locations/b.md": location("e\u0301"),
            "incidents/i.md": incident(locations='["e\u0301"]'),
        },
        "warning ambiguous-name",
    ),
    "two places without entry of one slug": (
        {"incidents/i.md": incident(locations='["A B", "A-B", "a b"]')},
        "warning location-missing",
    ),
    "places without a letter": (
        {"incidents/i.md": incident(locations='["!!!", "???", "\u2603"]')},
        "warning location-missing",
    ),
    "types of one slug": ({"incidents/i.md": incident(types='["A B", "A-B"]')}, "warning type-unknown"),
    "actors of one slug": ({"incidents/i.md": incident(actors='["A B", "A-B"]')}, "ok"),
    "publishers of one slug": ({"incidents/i.md": incident(sources='[{publisher: "A B"}, {publisher: "A-B"}]')}, "ok"),
    "alias and page": (
        {"incidents/a.md": incident(aliases="[incidents/b.html]"), "incidents/b.md": incident()},
        "error path-claimed-twice",
    ),
    "alias of two": (
        {f"incidents/{name}.md": incident(aliases="[incidents/c.html]") for name in "ab"},
        "error path-claimed-twice",
    ),
    "alias of itself": ({"incidents/a.md": incident(aliases="[incidents/a.html]")}, "error path-claimed-twice"),
    "alias twice": ({"incidents/a.md": incident(aliases="[c.html, c.html]")}, "error path-claimed-twice"),
    "alias and page of a day": ({"incidents/a.md": incident(aliases="[2023/10/19.html]")}, "error path-claimed-twice"),
    "alias and place without entry": (
        {"incidents/a.md": incident(locations="[Zed]", aliases="[locations/zed.html]")},
        "error path-claimed-twice, warning location-missing",
    ),
    "circle of parents": (
        {"locations/a.md": location("A", parent="b"), "locations/b.md": location("B", parent="a")},
        "error circle",
    ),
    "its own parent": ({"locations/a.md": location("A", parent="a")}, "error circle"),
    "circle of parts": (
        {"incidents/a.md": incident(part_of="b"), "incidents/b.md": incident(part_of="a")},
        "error circle",
    ),
    "duplicate of itself": ({"incidents/a.md": incident(duplicate_of="a")}, "error circle"),
    "media by case": ({"media/a.png": PICTURE, "media/A.png": PICTURE}, "error path-claimed-twice"),
}


def outcomes(folder: Path, files: Mapping[str, str | bytes]) -> dict[str, set[str]]:
    """What is said of each file; outside of output and cache nothing is new, and a site has nothing live."""
    project = make_site(folder / "project", {"chronicle.toml": PAGES_ONLY, **files})
    before = tree(folder)
    result = build(project, Options())
    assert all(line == printable(line) for line in said(result.problems))
    after = {
        name: data for name, data in tree(folder).items() if not name.startswith(("project/site/", "project/.chr"))
    }
    assert after == before
    assert (project / "site").exists() == result.is_done
    assert not result.is_done or live(project / "site") == {}
    found: dict[str, set[str]] = {}
    for problem in result.problems:
        found.setdefault(problem.path.removeprefix("content/"), set()).add(f"{problem.level} {problem.code}")
    return {printable(path): items for path, items in found.items()}


def file_of(path: str) -> str | bytes:
    """What is laid at a path: something that is right but for its name."""
    if path.startswith("media/"):
        return PICTURE
    return entry(title="T") if path.startswith("notes/") else incident()


def test_every_name_of_a_file(tmp_path: Path) -> None:
    """A name that is no plain address is refused, whatever it would do to a shell, a browser or another system."""
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    wanted = {json.loads('"{}"'.format(path.replace('"', '\\"'))): outcome for path, outcome in lines}
    reserved = {path for path, outcome in wanted.items() if "note-reserved" in outcome}  # known only when all are read
    bad = {path for path, outcome in wanted.items() if outcome.startswith("error")} - reserved
    found: dict[str, set[str]] = {}
    for name, paths in (("refused", bad), ("reserved", reserved), ("built", wanted.keys() - bad - reserved)):
        found |= outcomes(tmp_path / name, {path: file_of(path) for path in paths})
    told = {path: ", ".join(sorted(found.get(printable(path.removeprefix("content/")), ()))) or "ok" for path in wanted}
    assert told == wanted


@pytest.mark.parametrize("name", COLLISIONS)
def test_two_things_of_one_name(tmp_path: Path, name: str) -> None:
    """Both are named, or each has a page of its own; nothing takes the place of something else in silence."""
    files, wanted = COLLISIONS[name]
    assert ", ".join(sorted(set[str]().union(*outcomes(tmp_path, files).values()))) == wanted.replace("ok", "")


def test_what_two_entries_claim_is_told_beside_what_cannot_be_read(tmp_path: Path) -> None:
    """All errors are told in one run; a name that only the broken entry has is not said to be missing."""
    files = {
        "incidents/a.md": incident(grade="sure", locations="[base]", follows="c", sources="[{article: r}]"),
        "articles/r.md": "no front matter",
        "locations/in.md": location("In", parent="base"),
        "incidents/b.md": incident(aliases="[404.html]"),
        "incidents/c.md": incident("C", "2023-02-30"),
        "locations/base.md": "no front matter",
    }
    make_site(tmp_path, files)
    assert [line.split(": ")[0] + line[line.rindex(" [") :] for line in failed(tmp_path)] == [
        "articles/r.md:1:1 [fence-missing]",
        "incidents/a.md:5:8 [grade-unknown]",
        "incidents/b.md:5:11 [path-claimed-twice]",
        "incidents/c.md:3:7 [date-impossible]",
        "locations/base.md:1:1 [fence-missing]",
    ]


def test_a_name_that_cannot_be_seen_is_none(tmp_path: Path) -> None:
    """A title, a place or a tag of nothing but joiners would be a link without words."""
    unseen = '"\\u200b\\u2060"'
    make_site(tmp_path, {"incidents/a.md": incident("\u200b\u2060", locations=f"[{unseen}]", tags=f"[{unseen}]")})
    assert [line.rpartition(" ")[2] for line in failed(tmp_path)] == ["[empty]"] * 3
