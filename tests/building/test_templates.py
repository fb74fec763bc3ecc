"""Templates of the site: overriding the theme, and what is said of a broken one."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from sites import CONFIG, PAGES_ONLY, build_site, failed, incident, make_site, page, tree, write

from chronicle.building import templates
from chronicle.building.inputs import built_in_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES: dict[str, str | bytes] = {"incidents/a.md": incident("Rockets", body="Text.")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, built once."""
    make_site(tmp_path, FILES)
    build_site(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            {"incident.html": "one\n{% if %}"},
            "templates/incident.html:2:1: error: Expected an expression, got 'end of statement block' [template]",
        ),
        (
            {"incident.html": "one\ntwo\n{{ view.nothing }}"},
            (
                "templates/incident.html:3:1: error: IncidentView has no attribute "
                "'nothing' (while rendering incidents/a.html) [template]"
            ),
        ),
        (
            {"incident.html": "\n{{ view.count }}"},
            (
                "templates/incident.html:2:1: error: 'count' is no value here, but a method "
                "(while rendering incidents/a.html) [template]"
            ),
        ),
        (
            {"incident.html": "{{ nobody }}"},
            "templates/incident.html:1:1: error: 'nobody' is undefined (while rendering incidents/a.html) [template]",
        ),
        (
            {"incident.html": "\n{% include view.title %}"},
            "templates/incident.html:2:1: error: includes a template whose name is not written out [template]",
        ),
        (
            {"incident.html": "\n\n{% include 'partials/mine.html' %}"},
            'templates/incident.html:3:1: error: there is no template "partials/mine.html" [template]',
        ),
        (
            {"incident.html": "{% import 'partials/x.html' as x %}", "partials/x.html": "\n{{ 'a' | unheard }}"},
            (
                "templates/partials/x.html:2:1: error: No filter named 'unheard'. "
                "(while rendering incidents/a.html) [template]"
            ),
        ),
        (
            {"incident.html": "{% include 'partials/x.html' %}", "partials/x.html": "\n{{ 1 // 0 }}"},
            (
                "templates/partials/x.html:2:1: error: integer division or modulo by zero "
                "(while rendering incidents/a.html) [template]"
            ),
        ),
        (
            {"incident.html": "{% include 'incident.html' %}"},
            (
                "templates/incident.html:1:1: error: includes itself without end "
                "(while rendering incidents/a.html) [template]"
            ),
        ),
        (
            {"incident.html": "\n{% extends 'incident.html' %}"},
            (
                "templates/incident.html:2:1: error: extends itself; the one that comes with Chronicle is called "
                '"theme/…" [template]'
            ),
        ),
        (
            {"incident.html": "{% extends 'x.html' %}", "x.html": "{% extends 'x.html' %}"},
            (
                "templates/x.html:1:1: error: extends itself; the one that comes with Chronicle is called "
                '"theme/…" [template]'
            ),
        ),
        (
            {"incident.html": "{{ " + "9" * 5000 + " }}"},
            "templates/incident.html: error: has parts nested too deep, or a number too long [template]",
        ),
        (
            {"incident.html": "{% if 1 %}" * 600 + "{% endif %}" * 600},
            "templates/incident.html: error: has parts nested too deep, or a number too long [template]",
        ),
        ({"incident.html": b"\xff\xfe"}, "templates/incident.html: error: is not UTF-8 text [template]"),
        (
            {"assets/big.css": b" " * (1024 * 1024 + 1)},
            "templates/assets/big.css: error: is a link, no ordinary file, or too large; take it away [not-a-file]",
        ),
    ],
)
def test_a_broken_template_is_one_line_with_file_and_line(
    site: Path, files: dict[str, str | bytes], problem: str
) -> None:
    """Syntax, unknown names, lost and dynamic includes are errors of the template; the old site stays."""
    before = tree(site / "site")
    write(site, {f"templates/{name}": text for name, text in files.items()})
    problems = failed(site)
    assert problems == [problem]
    assert tree(site / "site") == before


@pytest.mark.parametrize("name", ["lipsum()", "cycler('a')", "joiner()", "[1, 2] | random"])
def test_nothing_random_is_at_hand(site: Path, name: str) -> None:
    """What would make other pages from the same view does not exist in templates."""
    write(site, {"templates/incident.html": "{{ " + name + " }}"})
    (line,) = failed(site)
    assert line.startswith("templates/incident.html:1:1: error: ")


def test_a_template_of_the_site_wins_over_the_theme(site: Path) -> None:
    """A file of the same name replaces the built-in one; theme/ still names the built-in one."""
    write(
        site,
        {
            "templates/base.html": '{% extends "theme/base.html" %}\n{% block head %}<meta name="own">{% endblock %}',
            "templates/.hidden": "not a template",
        },
    )
    build_site(site)
    html = page(site, "index.html")
    assert '<meta name="own">' in html
    assert '<link rel="stylesheet" href="assets/style.css">' in html


def test_a_partial_can_be_replaced_alone(site: Path) -> None:
    """A partial of the site is used by the templates of the theme."""
    write(
        site, {"templates/partials/sources.html": "{% macro list(root, rows) %}own {{ rows | length }}{% endmacro %}"}
    )
    result = build_site(site)
    assert {address for address, _ in result.reasons} == {"incidents/a.html"}
    assert "own 1" in page(site, "incidents/a.html")


def test_one_macro_of_a_partial_can_be_replaced(site: Path) -> None:
    """A partial that extends the theme's has its macros; its own win, also where the others call them."""
    card = '{% extends "theme/partials/lists.html" %}\n{% macro card(root, item) %}own {{ item.title }}{% endmacro %}'
    write(site, {"templates/partials/lists.html": card})
    build_site(site)
    html = page(site, "index.html")
    assert '<ol class="days">' in html
    assert "own Rockets" in html


def test_each_partial_of_the_theme_can_be_taken_over(site: Path) -> None:
    """A partial that extends the theme's and has nothing of its own changes nothing."""
    before = tree(site / "site")
    names = [f"partials/{file.name}" for file in (built_in_theme() / "partials").iterdir()]
    assert len(names) > 5
    write(site, {f"templates/{name}": f'{{% extends "theme/{name}" %}}\n' for name in names})
    build_site(site)
    after = tree(site / "site")
    assert {name for name in before | after if before.get(name) != after.get(name)} == {".chronicle-manifest.json"}


def test_a_fault_in_a_macro_of_the_theme_is_told_as_the_themes(site: Path) -> None:
    """What the theme's macros do with what an own one gives them is told with the theme's file and line."""
    text = '{% extends "theme/partials/links.html" %}\n\n{% macro link(root) %}{{ root.nothing }}{% endmacro %}'
    write(site, {"templates/partials/links.html": text})
    (problem,) = failed(site)
    assert problem.startswith("templates/theme/partials/links.html:")
    assert "macro 'link' takes not more than 1 argument(s)" in problem


def test_a_style_sheet_of_the_site_follows_the_themes(site: Path) -> None:
    """assets/site.css is linked after the theme's style sheets, as long as it is there; no template is touched."""
    assert "site.css" not in page(site, "incidents/a.html")
    write(site, {"templates/assets/site.css": "body { color: red }"})
    build_site(site)
    sheets = re.findall('<link rel="stylesheet" href="(.*?)">', page(site, "incidents/a.html"))
    assert sheets == ["../assets/style.css", "../assets/types.css", "../assets/site.css"]
    assert page(site, "assets/site.css") == "body { color: red }"
    (site / "templates/assets/site.css").unlink()
    build_site(site)
    assert "site.css" not in page(site, "incidents/a.html")


def test_every_template_escapes_its_values(site: Path) -> None:
    """Autoescape is on whatever a template is called."""
    write(site, {"incidents/a.md": incident("<b>&</b>"), "templates/incident.html": '{% include "x.rss" %}'})
    write(site, {"templates/x.rss": "{{ view.title }}{{ view.title | tojson }}"})
    build_site(site)
    escaped = '&lt;b&gt;&amp;&lt;/b&gt;"\\u003cb\\u003e\\u0026\\u003c/b\\u003e"'
    assert page(site, "incidents/a.html") == escaped


def test_assets_of_the_site_are_published(site: Path) -> None:
    """Own files below templates/assets are copied; one of the same name replaces the theme's."""
    write(site, {"templates/assets/own/logo.svg": "<svg/>", "templates/assets/style.css": "own"})
    build_site(site)
    assert page(site, "assets/own/logo.svg") == "<svg/>"
    assert page(site, "assets/style.css") == "own"
    assert (site / "site/assets/favicon.svg").exists()


def test_a_link_among_the_templates_is_refused(site: Path) -> None:
    """Templates are ordinary files of the project."""
    write(site, {"templates/list.html": "x"})
    (site / "templates/base.html").symlink_to(site / "templates/list.html")
    assert failed(site) == [
        "templates/base.html: error: is a link, no ordinary file, or too large; take it away [not-a-file]"
    ]


def test_a_file_in_the_place_of_the_templates_is_told(site: Path) -> None:
    """The site would be built without any of them."""
    (site / "templates").write_text("x", "utf-8")
    assert failed(site) == [
        "templates: error: is a file, and a folder belongs here; take it away, or call it otherwise [not-a-file]"
    ]


def test_line_ends_of_a_template_make_no_difference(site: Path) -> None:
    """A template from a Windows editor, with BOM and CRLF, gives the same page."""
    write(site, {"templates/incident.html": "{{ view.title }}\n<p>\n"})
    build_site(site)
    before = page(site, "incidents/a.html")
    write(site, {"templates/incident.html": "\ufeff{{ view.title }}\r\n<p>\r\n"})
    assert build_site(site).rendered == 0
    assert page(site, "incidents/a.html") == before == "Rockets\n<p>\n"


def test_a_template_that_no_page_uses_is_a_warning(tmp_path: Path) -> None:
    """A slip in the name of an own template is noticed; a partial of one's own that is included is fine."""
    project = make_site(
        tmp_path,
        {
            "content/incidents/a.md": incident(),
            "templates/incidnet.html": "x",
            "templates/note.html": '{% extends "base.html" %}{% block main %}{% include "mine.html" %}{% endblock %}',
            "templates/mine.html": "x",
            "content/notes/about.md": "---\ntitle: About\n---\n",
        },
    )
    assert [(problem.path, problem.message) for problem in build_site(project).problems] == [
        ("templates/incidnet.html", 'is used by no page (did you mean "incident.html"?)')
    ]


def test_what_a_template_loses_is_a_warning(tmp_path: Path) -> None:
    """A block that none above it has and what stands outside of blocks; what is within one, or before, is not."""
    project = make_site(
        tmp_path,
        {
            "content/incidents/a.md": incident(),
            "templates/base.html": '{% extends "theme/base.html" %}\n'
            "{% block imprint %}{% block extra %}{% endblock %}{% endblock %}",
            "templates/incident.html": '{# ours #}\n{% extends "theme/incident.html" %}\n{% set a = 1 %}\n'
            "{% block mian %}x{% endblock %}\n\n<p>{% block extra %}{{ a }}{% endblock %}\n"
            '{% include "partials/mine.html" %}\n{% block title %}{% block own %}{% endblock %}{% endblock %}\n',
            "templates/partials/mine.html": "x",
            "templates/partials/links.html": '{% extends "theme/partials/links.html" %}\n{{ 1 }}',
        },
    )
    words = "what stands outside of the blocks is shown nowhere; put it into one"
    assert [(each.path, each.line, each.message) for each in build_site(project).problems] == [
        (
            "templates/incident.html",
            4,
            'no template above it has a block "mian" (did you mean "main"?), so it is shown nowhere',
        ),
        ("templates/incident.html", 6, words),
        ("templates/incident.html", 7, words),
        ("templates/partials/links.html", 2, words),
    ]


def test_the_colour_of_a_type_reaches_its_incidents(tmp_path: Path) -> None:
    """Colours go into a style sheet of their own, because inline styles are no good habit."""
    project = make_site(tmp_path, {"content/incidents/a.md": incident(types="[shelling]")})
    (project / "chronicle.toml").write_text(CONFIG + '[types.shelling]\ncolor = "#123456"\n', "utf-8")
    build_site(project)
    assert (project / "site" / "assets" / "types.css").read_text("utf-8") == ".type-shelling { --type: #123456; }\n"
    assert '<span class="type type-shelling">' in (project / "site" / "incidents" / "a.html").read_text("utf-8")


def test_a_language_without_translation_is_a_warning(tmp_path: Path) -> None:
    """A site that will stay half English says so."""
    project = make_site(tmp_path, {"content/incidents/a.md": incident()})
    (project / "chronicle.toml").write_text(CONFIG + 'language = "de"\n', "utf-8")
    assert [problem.message for problem in build_site(project).problems] == [
        'there is no translation into "de" yet: dates follow it, other words stay English'
    ]


def test_what_templates_refer_to_is_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit of an entry reads no template for that; one that is other than before is read."""
    write(site, {"chronicle.toml": PAGES_ONLY})
    build_site(site)
    read: list[str] = []
    usual = templates.Templates._read_references  # noqa: SLF001 - what is to be done once

    def seen(self: templates.Templates, name: str) -> Iterator[str]:
        read.append(name)
        yield from usual(self, name)

    monkeypatch.setattr(templates.Templates, "_read_references", seen)
    write(site, {"incidents/a.md": incident("Rockets", body="Other.")})
    assert build_site(site).rendered == 1
    write(site, {"incidents/a.md": incident("Shells", body="Other.")})
    assert build_site(site).rendered > 1
    assert read == []
    (site / "templates").mkdir(exist_ok=True)
    (site / "templates/note.html").write_text('{% extends "base.html" %}', "utf-8")
    build_site(site)
    assert read == []  # no page is a note
    (site / "templates/incident.html").write_text('{% extends "base.html" %}', "utf-8")
    build_site(site)
    assert read == ["incident.html"]


def test_a_template_that_is_gone_is_missed_by_those_that_are_as_they_were(site: Path) -> None:
    """What they refer to is known from before, and looked for again."""
    (site / "templates/partials").mkdir(parents=True)
    (site / "templates/incident.html").write_text("\n{% include 'partials/mine.html' %}", "utf-8")
    (site / "templates/partials/mine.html").write_text("mine", "utf-8")
    build_site(site)
    (site / "templates/partials/mine.html").unlink()
    assert failed(site) == ['templates/incident.html:2:1: error: there is no template "partials/mine.html" [template]']


@pytest.mark.parametrize("name", ["incident.html", "base.html"])
def test_a_theme_that_is_not_whole_is_no_mistake_of_the_program(
    site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A checkout of which a template was deleted; the site stays as it is."""
    theme = tmp_path_factory.mktemp("theme") / "templates"
    shutil.copytree(built_in_theme(), theme)
    (theme / name).unlink()
    monkeypatch.setattr("chronicle.building.inputs.built_in_theme", lambda: theme)
    before = tree(site / "site")
    (problem,) = failed(site)
    assert re.fullmatch(r"templates/[\w-]+\.html(:1:1)?: error: .* \[template\]", problem)
    assert name in problem
    assert tree(site / "site") == before
