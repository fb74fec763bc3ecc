"""The scripts of the theme put texts into pages as texts, and run nothing that they were given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from chronicle.building.inputs import built_in_theme

if TYPE_CHECKING:
    from pathlib import Path

ASSETS: Final = built_in_theme() / "assets"
# Leaflet is not ours; what it reads as HTML is named in LEAFLET.
SCRIPTS: Final = sorted(path for path in ASSETS.glob("*.js") if path.name != "leaflet.js")
FORBIDDEN: Final = {
    "markup that is parsed": r"(?:inner|outer|Adjacent|set)HTML|createContextualFragment|DOMParser|srcdoc",
    "markup that is written": r"document\.write|\.parseHTML",
    "code from a text": r"\beval\b|\bFunction\s*\(|(?:setTimeout|setInterval)\(\s*[\"'`]|javascript:",
    "a handler from a text": r"setAttribute\(\s*[\"']on|[\"']on\w+[\"']\s*:",
    "a way to other windows": r"postMessage|window\.open|location\.(?:assign|replace)\(|location(?:\.href)?\s*=[^=]",
    "a request": r"XMLHttpRequest|\bfetch\(|sendBeacon|WebSocket|EventSource",
    "what is kept about readers": r"document\.cookie|indexedDB|sessionStorage",
}
# What Leaflet puts into the page as HTML, of all that it can be given: each is an element, a constant, or escaped here.
LEAFLET: Final = {
    "attribution": "settings.attribution is escaped in the line before",
    "html": "an element, which is appended as it is",
    "zoomInTitle": "a word of the catalogue, and an attribute",
    "bindPopup": "a function that gives an element",
}


def code_of(path: Path) -> str:
    """A script without its comments."""
    return re.sub(r"(?s:/\*.*?\*/)|(?m:(?<![:\"'`\\])//.*$)", "", path.read_text("utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_a_script_shows_texts_as_texts(script: Path, what: str) -> None:
    """Nothing in it reads markup or code from a text, leads away or asks another host."""
    assert re.findall(FORBIDDEN[what], code_of(script)) == []


def test_the_theme_has_scripts_to_judge() -> None:
    """The list is not empty, and comments are gone from what is judged."""
    assert {"map.js", "explorer.js", "timeline.js"} <= {path.name for path in SCRIPTS}
    assert all("/*" not in code_of(path) for path in SCRIPTS)


def test_one_program_is_loaded_by_its_name() -> None:
    """Only two scripts come later than the page, each from an address that is written out below the site's own root."""
    loads = {path.name: re.findall(r"\bimport\([^)]*\)|\.src\s*=\s*[^;]+", code_of(path)) for path in SCRIPTS}
    assert {name: found for name, found in loads.items() if found} == {
        "land.js": ['.src = root + "assets/data/basemap-50m.js"'],
        "search.js": [".src = address", "import(program)"],
    }
    search = code_of(ASSETS / "search.js")
    assert re.findall(r"\bscript\(([^)]*)\)", search) == ["address", 'root + "assets/data/texts.js"']
    assert 'new URL(root + "pagefind/pagefind.js", document.baseURI)' in search


def test_leaflet_is_given_no_texts_as_html() -> None:
    """Of what the library reads as HTML the map gives it elements and one escaped text."""
    code = code_of(ASSETS / "map.js") + code_of(ASSETS / "land.js")
    assert re.findall(r"bindTooltip|openTooltip|setContent|setPopupContent|addAttribution|L\.popup", code) == []
    assert re.findall(r"bindPopup\((.{5})", code) == ["() =>"]
    assert re.findall(r"\bhtml: ([\w.(\"]+)", code) == ['document.createElement("span"', "label"]
    assert 'attribution = settings.attribution.replace(/&/g, "&amp;").replace(/</g, "&lt;")' in code
    assert re.findall(r"setPrefix\((\w+)\)", code) == ["false"]


def test_no_table_is_looked_up_by_what_somebody_called_a_thing() -> None:
    """Slugs of entries are keys of Map and Set only, so that an entry called `constructor` is an entry like others."""
    for path in SCRIPTS:
        assert re.findall(r"\w+\[(?!at\.)[\w.]*\.slug\]", code_of(path)) == [], path.name
