"""Templates escape: every template, whatever it is called and whoever wrote it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest
from sites import build_site, entry, incident, make_site, page

from chronicle.building.inputs import built_in_theme
from chronicle.building.templates import Templates
from chronicle.pages.page import Head, Page, Site
from chronicle.text.wording import language

THEME: Final = built_in_theme()
TEMPLATES: Final = sorted(path for path in THEME.rglob("*") if path.suffix in {".html", ".xml"})
PACKAGE: Final = Path(__file__).parent.parent.parent / "chronicle"
TITLE: Final = """<b>"it's" & co</b>"""
ESCAPED: Final = "&lt;b&gt;&#34;it&#39;s&#34; &amp; co&lt;/b&gt;"
HEAD: Final = Head(title=TITLE, address="x.html", root="", kind="note")
SITE: Final = Site(title=TITLE, description="", language="en", direction="ltr", url="", menu=())


@pytest.mark.parametrize("name", ["a.html", "a.xml", "a.txt", "a.json", "a.jinja", "a.html.j2", "a.rss", "a.js", "a"])
def test_a_template_of_any_name_escapes(name: str) -> None:
    """Its ending decides nothing, nor whether it is included, extended or imported."""
    theme = {
        name: b"{{ page.title }}",
        "whole.html": f'{{% include "{name}" %}}|{{% import "m.txt" as m %}}{{{{ m.m(site) }}}}'.encode(),
        "m.txt": b"{% macro m(site) %}{{ site.title }}{% endmacro %}",
    }
    templates = Templates(theme, frozenset(theme), language("en"), lambda _: "")
    for template in (name, "whole.html"):
        text = templates.render(Page(address="x.html", template=template, head=HEAD), None, SITE).decode()
        assert set(text.split("|")) == {ESCAPED}


def test_a_template_of_the_site_escapes(tmp_path: Path) -> None:
    """A site's own template, in words of the catalogue and in its own macros too."""
    files = {
        "templates/note.html": '{% extends "base.html" %}{% macro m(x) %}{{ x }}{% endmacro %}'
        '{% block main %}<p title="{{ view.title }}">{{ m(page.title) }} '
        '{{ _("via %(agency)s", agency=page.title) }}</p>'
        "{% endblock %}",
        "notes/n.md": entry("Text.", title=f"'{TITLE.replace(chr(39), chr(39) * 2)}'"),
    }
    build_site(make_site(tmp_path, files))
    assert f'<p title="{ESCAPED}">{ESCAPED} via {ESCAPED}</p>' in page(tmp_path, "n.html")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_a_template_of_the_theme_turns_nothing_off(path: Path) -> None:
    """No `safe`, no `autoescape`, values in quotes, data of scripts through `tojson` alone, no script and no style."""
    text = re.sub(r"(?s){#.*?#}", "", path.read_text("utf-8"))
    assert re.findall(r"\|\s*(?:safe|forceescape|xmlattr|striptags|urlize)\b|autoescape|Markup", text) == []
    assert re.findall(r"(?<!; url)=\s*{{", re.sub(r"(?s){%.*?%}", "", text)) == []
    assert re.findall(r"(?i)\s(?:on\w+|style|srcdoc)\s*=\s*[\"']", text) == []
    assert re.findall(r"(?i)<style|<iframe|<base|<form[^>]*action", text) == []
    for attributes, content in re.findall(r"(?s)<script([^>]*)>(.*?)</script>", text):
        if content.strip():
            assert re.fullmatch(r' type="application/(?:ld\+)?json"(?: id="[a-z-]+")?', attributes)
            assert re.fullmatch(r"(?s){{.*\| tojson }}", content.strip())
        else:
            assert re.fullmatch(r'(?: defer)? src="{{ page\.root }}assets/[a-z0-9/.-]+"(?: defer)?', attributes)


def test_few_places_call_a_text_markup() -> None:
    """What is not escaped again is made in two modules, of sanitised HTML, escaped words and the program's messages."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup":
                found.add((path.name, ast.unparse(node)))
    assert found == {
        ("templates.py", "Markup('')"),
        ("templates.py", "Markup(with_mentions(html, mentions))"),
        ("templates.py", "Markup('<bdi>{}</bdi>')"),
        ("compiling.py", "Markup(words)"),
        ("compiling.py", "Markup(message)"),
    }


def test_data_in_a_page_cannot_end_its_element(tmp_path: Path) -> None:
    """Each kind of data that a page holds is written by the same encoder."""
    title = "</script><!--<script>\u2028&'"
    build_site(make_site(tmp_path, {"incidents/a.md": incident(title, locations="[X]")}))
    for address in ("incidents/a.html", "data.html", "search.html"):
        data = re.findall(r'(?s)<script type="application/[a-z+]+"[^>]*>(.*?)</script>', page(tmp_path, address))
        assert data
        assert not re.findall("[<>&']", "".join(data))
