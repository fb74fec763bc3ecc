"""Code of templates that is kept: the same text, compiled once; never from or in a project."""

from __future__ import annotations

import marshal
import sys
from types import CodeType
from typing import TYPE_CHECKING, Final

import pytest

from chronicle.building import precompiled
from chronicle.building.compiling import Environment
from chronicle.building.templates import TemplateFault, Templates
from chronicle.pages.page import Head, Page, Site
from chronicle.text.wording import language

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import nodes

HEAD: Final = Head(title="Rockets", address="x.html", root="", kind="note")
SITE: Final = Site(title="Record", description="", language="en", direction="ltr", url="", menu=())
THEME: Final = {"note.html": b"{{ page.title }}: {{ _('Map') }}"}


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that are compiled, as they are; what is kept lies in the folder of the test."""
    names: list[str] = []
    usual = Environment.compile

    def seen(self: Environment, source: object, name: str, filename: str) -> object:
        names.append(name)
        return usual(self, source, name, filename)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", seen)
    monkeypatch.setattr(precompiled, "_FOLDER", tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return names


def rendered(theme: dict[str, bytes] = THEME, *, own: bool = False, code: str = "en") -> str:
    """A page, as a program that has just started makes it."""
    templates = Templates(theme, frozenset(theme) if own else frozenset(), language(code), lambda _: "")
    return templates.render(Page(address="x.html", template="note.html", head=HEAD), None, SITE).decode()


def test_a_template_of_the_theme_is_compiled_once(compiled: list[str]) -> None:
    """The next program takes its code."""
    assert rendered() == rendered() == "Rockets: Map"
    assert compiled == ["note.html"]


def test_another_template_is_compiled_anew(compiled: list[str]) -> None:
    """A name proves nothing."""
    rendered()
    assert rendered({"note.html": b"<p>{{ page.title }}"}) == "<p>Rockets"
    assert rendered() == "Rockets: Map"
    assert len(compiled) == 3


def test_messages_are_those_of_the_language(compiled: list[str]) -> None:
    """They stand in the code, which is kept for each."""
    rendered()
    assert rendered(code="ar") == f"Rockets: {language('ar').text('Map')}" != "Rockets: Map"
    assert rendered() == "Rockets: Map"
    assert len(compiled) == 2


@pytest.mark.parametrize("odd", [b"", b"no code", marshal.dumps("no code"), b"\xff" * 40])
@pytest.mark.parametrize("is_headed", [True, False])
def test_what_is_no_code_is_made_anew(compiled: list[str], tmp_path: Path, odd: bytes, *, is_headed: bool) -> None:
    """A file that is cut off or damaged, or has something else in it, with and without what it is to begin with."""
    rendered()
    (file,) = (tmp_path / "kept").iterdir()
    whole = file.read_bytes()
    head = next(end for end in range(len(whole)) if _is_code(whole[end:]))
    file.write_bytes(whole[: head * is_headed] + odd)
    for _ in range(2):
        assert rendered() == "Rockets: Map"
    assert len(compiled) == 2


def _is_code(data: bytes) -> bool:
    try:
        return isinstance(marshal.loads(data), CodeType)  # noqa: S302 - of this test
    except (EOFError, TypeError, ValueError):
        return False


def test_templates_of_a_site_are_not_kept(compiled: list[str], tmp_path: Path) -> None:
    """They are compiled by each build."""
    assert rendered(own=True) == rendered(own=True) == "Rockets: Map"
    assert len(compiled) == 2
    assert not (tmp_path / "kept").exists()


def test_nothing_is_kept_where_python_keeps_nothing(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked not to write code, or with no place to write it to, the program works as ever."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered()
    assert not (tmp_path / "kept").exists()
    (tmp_path / "kept").write_text("a file in the place of the folder", "utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert rendered() == rendered() == "Rockets: Map"
    assert len(compiled) == 3


@pytest.mark.usefixtures("compiled")
def test_what_a_template_of_the_theme_refers_to_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the next program need not parse it; but what it refers to must be there, and a template of a site is read."""
    parsed: list[str | None] = []
    usual = Environment.parse

    def parse(self: Environment, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        parsed.append(source)
        return usual(self, source, name, filename)

    def needed(theme: dict[str, str], *, own: bool = False) -> set[str]:
        parsed.clear()
        files = {f"{name}.html": text.encode() for name, text in theme.items()}
        own_files = frozenset(files) if own else frozenset[str]()
        return Templates(files, own_files, language("en"), lambda _: "").needed(["note.html"])

    monkeypatch.setattr(Environment, "parse", parse)
    theme = {"note": "{% include 'part.html' %}", "part": "Words."}
    assert needed(theme) == {"note.html", "part.html"}
    assert sorted(filter(None, parsed)) == ["Words.", theme["note"]]
    assert needed(theme) == {"note.html", "part.html"}
    assert not parsed
    assert needed(theme, own=True) == {"note.html", "part.html"}
    assert len(parsed) == 2
    with pytest.raises(TemplateFault, match=r'there is no template "part\.html"'):
        needed({"note": theme["note"]})
    for file in (tmp_path / "kept").iterdir():
        file.write_bytes(b"odd")
    assert needed(theme) == {"note.html", "part.html"}
    assert len(parsed) == 2
