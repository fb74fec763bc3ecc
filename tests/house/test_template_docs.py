"""docs/templates.md names every value, block, filter and function that a template has, and its examples work."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jinja2
import pytest
from greek import FILES
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS
from sites import build_site, make_site, page, write

from chronicle.building.cache import Cache
from chronicle.building.inputs import Inputs, Options, built_in_theme, read_inputs
from chronicle.building.stages import Proof, think

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT: Final = (Path(__file__).parent.parent.parent / "docs" / "templates.md").read_text("utf-8")
THEME: Final = built_in_theme()
PAGES: Final = sorted(path.name for path in THEME.iterdir() if path.is_file())


def sections() -> dict[str, str]:
    """The parts of the document by their headings of the third level."""
    found = re.findall(r"(?ms)^### (.*?)\n(.*?)(?=^##|\Z)", TEXT)
    assert len({name for name, _ in found}) == len(found)
    return {name.strip("`"): text for name, text in found}


def rows(text: str) -> dict[str, str]:
    """The rows of a table: what stands in the first column in code → the second column."""
    return dict(re.findall(r"(?m)^\| `([^`]+)` \| (.*?) \| \S.* \|$", text))


def fields(cls: type) -> dict[str, str]:
    """The rows that a class needs: each field with its type as the code has it."""
    return {
        name: "`" + str(getattr(kind, "__forward_arg__", kind)).replace("|", "\\|") + "`"  # a named tuple wraps them
        for name, kind in cls.__annotations__.items()
        if name not in {"digest", "facts"} or cls.__name__ == "ProseView"
    }


def blocks(name: str) -> list[str]:
    """The blocks of a template in their order."""
    tree = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse((THEME / name).read_text("utf-8"))
    return [block.name for block in tree.find_all(nodes.Block)]


def seen(value: object) -> Iterator[type]:
    """The classes of all values inside a value."""
    if dataclasses.is_dataclass(value) or hasattr(value, "_fields"):
        yield type(value)
        for name in type(value).__annotations__:
            yield from seen(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from seen(item)


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """A site of every kind of page with its view, before it is printed."""
    inputs = read_inputs(make_site(tmp_path_factory.mktemp("greek"), FILES))
    assert isinstance(inputs, Inputs)
    cache = Cache(None)
    found = think(inputs, Options(drafts=True, full_text=True), cache)
    cache.close()
    return dataclasses.replace(found, pages=tuple(each._replace(view=each.shown()) for each in found.pages))


def views(proof: Proof) -> dict[str, type]:
    """The class of the view of each template."""
    return {item.template: type(item.view) for item in (*proof.pages, *proof.records) if item.template}


@pytest.mark.parametrize("name", PAGES)
def test_a_template_is_documented(proof: Proof, name: str) -> None:
    """Each page template has a section with the name of its view, its fields with their types, and its blocks."""
    text = sections()[name]
    assert re.findall(r"`(\w+)`", "".join(re.findall(r"(?m)^Blocks: (.*)$", text))) == blocks(name)
    if name != "base.html":
        view = views(proof)[name]
        assert re.findall(r"`view` is an? `(\w+)`", text) == [view.__name__]
        assert rows(text) == fields(view)


def test_the_values_inside_views_are_documented(proof: Proof) -> None:
    """Each value that a view holds has a section with its fields, as have `site` and `page`; no other has."""
    pages = [item for item in proof.pages if item.template]
    whole = {cls for item in pages for value in (item.view, item.head, proof.site) for cls in seen(value)}
    inner = {cls.__name__: cls for cls in whole - set(views(proof).values())}
    told = {name: rows(text) for name, text in sections().items() if name.isidentifier()}
    assert told == {name: fields(cls) for name, cls in inner.items()}


def test_the_filters_and_functions_are_documented(proof: Proof) -> None:
    """What templates can call beside what Jinja gives is in the document, and nothing else is."""
    assert proof.templates
    environment: Any = proof.templates._environment  # noqa: SLF001 - the one who knows
    filters = set(environment.filters) - set(FILTERS)
    functions = set(environment.globals) - set(DEFAULT_NAMESPACE)
    assert set(rows(sections()["Filters and functions"])) == filters | functions


def examples() -> dict[str, dict[str, str]]:
    """The files of each example by its title."""
    part = TEXT.partition("## Examples\n")[2].partition("\n## ")[0]
    found = re.findall(r"(?ms)^\*\*(.*?)\*\*.*?(?=^\*\*|\Z)", part)
    texts = re.split(r"(?m)^\*\*.*?\*\*", part)[1:]
    return {
        title: dict(re.findall(r"(?ms)^`(templates/\S+)`:\n\n```\w*\n(.*?)^```", text))
        for title, text in zip(found, texts, strict=True)
    }


WANTED: Final = {
    "A logo beside the name": r'(?s)<img src="\.\./assets/logo\.svg" alt="" width="32" height="32">.*Χρονικό</a>',
    "A line at the foot of every page": r"(?s)<footer>.*<p>.*mail@example\.org.*</p>\n*</footer>",
    "Another order on the incident page": r'(?s)<h2 id="sources">.*<div class="prose".*<h2 id="claims">',
    "A partial of your own": r'(?s)<details class="glossary">.*Χρονικό.*</details>.*<aside>',
    "One macro of a partial": r'<a href="\.\./sources/[\w-]+\.html"><bdi>Εφημερίδα</bdi></a> \(<bdi>Πρακτορείο</bdi>\)',
    "Own colours": r'<link rel="stylesheet" href="\.\./assets/site\.css">',
}


def test_each_example_is_tried() -> None:
    """No example stands in the document that the test below does not know."""
    assert set(examples()) == set(WANTED)


@pytest.mark.parametrize("title", WANTED)
def test_an_example_works(tmp_path: Path, title: str) -> None:
    """The files of an example, copied into a site, do what the document says, without any problem."""
    files = examples()[title]
    assert files
    project = make_site(tmp_path, FILES)
    write(project, {**files, "templates/assets/logo.svg": "<svg/>"})
    problems = [problem for problem in build_site(project).problems if problem.code.startswith("template")]
    assert problems == []
    assert re.search(WANTED[title], page(project, "incidents/strike.html"))
