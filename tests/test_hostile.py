"""Hostile entries: nothing they contain runs, leaves the output, hangs, or stops a build without a word."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from sites import build_site, entry, failed, incident, location, make_site, said, tree

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.cli import main
from chronicle.pages.policy import policy_of
from chronicle.text import converting

if TYPE_CHECKING:
    from pathlib import Path

# Each would set `pwned` somewhere if it ran.
PAYLOADS = (
    "<script>pwned=1</script>",
    "<img src=x onerror=pwned=1>",
    "<IMG\nSRC=x\nONERROR=pwned=1>",
    "<svg/onload=pwned=1>",
    "<svg><animate onbegin=pwned=1 attributeName=x></svg>",
    '<iframe src="javascript:pwned=1"></iframe>',
    "<iframe srcdoc='&lt;script&gt;pwned=1&lt;/script&gt;'></iframe>",
    '<object data="javascript:pwned=1"></object><embed src="javascript:pwned=1">',
    '<a href="javascript:pwned=1">x</a>',
    '<a href="java\tscript:pwned=1">x</a>',
    '<a href=" &#1;javascript:pwned=1">x</a>',
    '<a href="data:text/html,<script>pwned=1</script>">x</a>',
    '<form action="javascript:pwned=1"><button formaction="javascript:pwned=1">x</button></form>',
    '<base href="https://evil.example/"><link rel=stylesheet href="https://evil.example/x.css">',
    '<meta http-equiv=refresh content="0;url=javascript:pwned=1">',
    "<style>@import 'https://evil.example/x.css';</style>",
    '<p style="background:url(https://evil.example/x.png)">x</p>',
    '<img src="https://evil.example/x.png"><video src="//evil.example/x.mp4"></video>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=pwned=1&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=pwned=1>">',
    "<!--><img src=x onerror=pwned=1>-->",
    "<?php pwned() ?><![CDATA[<img src=x onerror=pwned=1>]]>",
    '"><script>pwned=1</script><p title="',
    "' onmouseover='pwned=1",
    '" onmouseover="pwned=1" x="',
    "</title></style></textarea></script><script>pwned=1</script>",
    "]]></summary><script>pwned=1</script>",
    "[x](javascript:pwned=1)",
    "[x](JaVaScRiPt:pwned=1)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:pwned=1) [y](file:///etc/passwd)",
    "[x](https://a.example/ 'a\" onmouseover=\"pwned=1')",
    "![x](javascript:pwned=1)",
    "![x](https://evil.example/x.png)",
    "[r]: javascript:pwned=1\n\n[r]",
    "<javascript:pwned=1>",
    "[[x|<img src=x onerror=pwned=1>]]",
    '[[" onmouseover="pwned=1]]',
    "# Title {: onclick=pwned=1 }",
    "[^1]\n\n[^1]: <img src=x onerror=pwned=1>",
    "| a |\n|---|\n| <script>pwned=1</script> |",
    "```html onclick=pwned=1\n<script>pwned=1</script>\n```",
    "{{ 7 * 7191 }} {% include '/etc/passwd' %} {{ site.__class__.__mro__ }} {{ cycler.__init__.__globals__ }}",
    "{% raw %}{{ site }}{# comment #}",
)
LINES = tuple(" ".join(payload.split()) for payload in PAYLOADS)


DATA_TYPES = {"application/json", "application/ld+json"}
POLICY = [("http-equiv", "Content-Security-Policy"), ("content", policy_of())]  # each page has it
OWN_SCRIPT = re.compile(r"(?:(?:\.\./)*|/(?:[a-z]+/)*)assets/(?:data/)?[a-z-]+\.js\Z")  # files of the theme


class Live(HTMLParser):
    """Everything in a page that would run, load or send something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_data = False
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        """Data for machines must be JSON that cannot end its element."""
        if self._in_data:
            json.loads(data)
            self.found += ["script"] if "<" in data else []
            self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge one element."""
        self._in_data = tag == "script" and dict(attrs).get("type") in DATA_TYPES
        if (tag == "script" and OWN_SCRIPT.match(dict(attrs).get("src") or "")) or self._in_data:
            return
        if tag in {"script", "iframe", "object", "embed", "base", "form", "style", "svg", "math", "video", "noscript"}:
            self.found.append(tag)
        for name, value in attrs:
            text = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.found.append(f"{tag} {name}")
            elif name in {"href", "src"} and re.search(r"(?:javascript|vbscript|data|file):", text):
                self.found.append(f"{tag} {name}={value}")
            elif tag not in {"a", "meta"} and name in {"href", "src"} and re.match(r"(?:https?:)?//", text):
                self.found += [] if ("rel", "canonical") in attrs else [f"{tag} {name}={value}"]
            elif tag == "meta" and name == "http-equiv" and attrs != POLICY:
                self.found.append(f"meta {value}")


def live(site: Path) -> dict[str, list[str]]:
    """What is live in the pages of a site; redirects of our own do not count."""
    found = {name: Live(data.decode()).found for name, data in tree(site).items() if name.endswith((".html", ".svg"))}
    found.pop("assets/favicon.svg", None)
    return {name: items for name, items in found.items() if items}


def outside(folder: Path) -> set[str]:
    """The files below a folder that are neither site nor cache."""
    return {name for name in tree(folder) if not name.startswith(("project/site/", "project/.chronicle/"))}


def test_nothing_in_a_body_runs(tmp_path: Path) -> None:
    """Markup, scripts, handlers and addresses in a body are not live in any page, in any kind of entry."""
    files: dict[str, str | bytes] = {}
    for number, payload in enumerate(PAYLOADS):
        files[f"incidents/i-{number}.md"] = incident(body=f"Before.\n\n{payload}\n\nAfter.")
        files[f"locations/l-{number}.md"] = location(f"L {number}", body=payload)
        files[f"notes/n-{number}.md"] = entry(payload, title=f"N {number}")
    project = make_site(tmp_path / "project", files)
    before = outside(tmp_path)
    build_site(project)
    assert outside(tmp_path) == before
    assert live(project / "site") == {}
    everything = b"".join(tree(project / "site").values())
    assert b"50337" not in everything
    assert b"root:x:0" not in everything


def fields_of(payload: str) -> dict[str, str]:
    """Every field of an incident with the payload in it."""
    text = json.dumps(payload)
    return {
        "locations": f"[{text}]",
        "types": f"[{text}]",
        "actors": f"[{{actor: {text}, role: claimed}}]",
        "weapons": f"[{text}]",
        "casualties": f"[{{killed: 1, of: {text}, who: {text}, source: {text}}}]",
        "sources": f"[{{publisher: {text}, title: {text}}}]",
        "summary": text,
        "tags": f"[{text}]",
        "updates": f"[{{date: 2023-10-20, text: {text}}}]",
        "evidence": f"[{{field: {text}, quote: {text}}}]",
        "media": f"[{{file: media/a.txt, alt: {text}, caption: {text}, credit: {text}, license: {text}}}]",
    }


def test_nothing_in_a_field_runs(tmp_path: Path) -> None:
    """Every field of text is shown as text: in pages, feed, sitemap and JSON."""
    files: dict[str, str | bytes] = {"media/a.txt": "A"}
    for number, payload in enumerate(LINES):
        text = json.dumps(payload)
        files[f"incidents/i-{number:02}.md"] = incident(payload, **fields_of(payload))
        files[f"locations/l-{number}.md"] = entry(name=text, spellings=f"[{text}]", names=f"{{ar: {text}}}")
        files[f"actors/a-{number}.md"] = entry(name=text, spellings=f"[{text}]", names=f"{{ar: {text}}}")
        files[f"articles/r-{number}.md"] = entry(title=text, publisher=text, via=text, dateline=f"{{place: {text}}}")
        files[f"notes/n-{number}.md"] = entry("Text.", title=text)
    project = make_site(tmp_path / "project", files)
    before = outside(tmp_path)
    build_site(project)
    assert outside(tmp_path) == before
    assert live(project / "site") == {}
    for name in ("feed.xml", "sitemap.xml"):
        ET.fromstring((project / "site" / name).read_bytes())  # noqa: S314 - our own
    data = json.loads((project / "site/data/v1/incidents.json").read_bytes())
    assert [item["title"] for item in data["incidents"]] == list(LINES)
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in tree(project / "site"))
    assert b"50337" not in b"".join(tree(project / "site").values())


@pytest.mark.parametrize("text", LINES[:3] + LINES[22:27] + LINES[-2:])
def test_nothing_in_the_settings_runs(tmp_path: Path, text: str) -> None:
    """Title, description, menu, types and grades of the settings are shown as text too."""
    words = json.dumps(text)
    config = (
        f'format = 1\ntitle = {words}\nurl = "https://example.org"\ndescription = {words}\n'
        f'[menu]\n{words} = "index.html"\n[types.x]\nlabel = {words}\n[grades.x]\nlabel = {words}\ntext = {words}\n'
    )
    build_site(make_site(tmp_path, {"chronicle.toml": config, "incidents/a.md": incident(types="[x]", grade="x")}))
    assert live(tmp_path / "site") == {}
    ET.fromstring((tmp_path / "site/feed.xml").read_bytes())  # noqa: S314 - our own


@pytest.mark.parametrize(
    "address",
    [
        "javascript:pwned=1",
        "JAVASCRIPT:pwned=1",
        "java\\tscript:pwned=1",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https:///x",
        'https://x.example/\\"onmouseover=pwned=1',
        "https://[::1",
        "about:blank",
        "/relative",
    ],
)
def test_an_address_that_is_no_web_address_is_an_error(tmp_path: Path, address: str) -> None:
    """Sources and articles lead to http and https only."""
    project = make_site(
        tmp_path,
        {
            "incidents/a.md": incident(sources=f'[{{publisher: P, url: "{address}", archived: "{address}"}}]'),
            "articles/b.md": entry(title="B", url=f'"{address}"'),
        },
    )
    problems = failed(project)
    assert len(problems) == 3
    assert all(line.endswith("[url-form]") for line in problems)


@pytest.mark.parametrize(
    "alias",
    [
        "../x.html",
        "../../../tmp/x.html",
        "/etc/x.html",
        "a/../../x.html",
        "a//b.html",
        "./x.html",
        "C:/x.html",
        "a\\\\b.html",
        "x.php",
        "x",
        "",
        "CON.html",
        "a/con.html",
        "index.HTML",
        "a b.html",
        "ä.html",
        "x.html?y",
        "x%2e.html",
        "https://evil.example/x.html",
        "a/b/c/d/e.html",
        ".chronicle-manifest.json",
        "assets/style.css",
        "feed.xml",
        '\\"><script>pwned=1</script>.html',
    ],
)
def test_an_alias_is_an_address_of_the_site_or_an_error(tmp_path: Path, alias: str) -> None:
    """No alias leaves the site, replaces one of its files or names a device."""
    project = make_site(tmp_path / "project", {"incidents/a.md": incident(aliases=f'["{alias}"]')})
    before = outside(tmp_path)
    (line,) = failed(project)
    assert line.startswith("incidents/a.md:5:11: error: aliases.0: ")
    assert outside(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        "CON",
        "index",
        "a\\b",
        "\\\\server\\share",
        "C:x",
        "x" * 500,
        "🏴\u200d☠️",
        "\u202egnp.exe",
        "a\u0000b",
        "e\u0301\u0301\u0301",
        " ",
        "%2e%2e%2f",
        "nul.html",
    ],
)
def test_a_name_makes_a_plain_address(tmp_path: Path, name: str) -> None:
    """Whatever a place, actor, type or publisher is called, its page lies in its folder, or the name is an error."""
    text = json.dumps(name)
    files = {
        "incidents/a.md": incident(
            locations=f"[{text}]", actors=f"[{text}]", types=f"[{text}]", sources=f"[{{publisher: {text}}}]"
        )
    }
    project = make_site(tmp_path / "project", files)
    before = outside(tmp_path)
    result = build(project, Options())
    assert outside(tmp_path) == before
    if result.is_done:
        for folder in ("locations", "actors", "types", "sources"):
            (page,) = {path.stem for path in (project / "site" / folder).iterdir()} - {"index"}
            assert re.fullmatch(r"[a-z0-9-]{1,100}", page)
    else:
        assert {line.partition(":")[0] for line in said(result.problems)} == {"incidents/a.md"}


@pytest.mark.parametrize(
    "file", ["../chronicle.toml", "media/../../x", "/etc/passwd", "media/.hidden", "media\\\\x", "x"]
)
def test_a_picture_lies_below_media(tmp_path: Path, file: str) -> None:
    """A file elsewhere cannot be shown or copied."""
    project = make_site(tmp_path, {"incidents/a.md": incident(media=f'[{{file: "{file}", alt: A}}]')})
    (line,) = failed(project)
    assert line.startswith("incidents/a.md:5:16: error: media.0.file: ")
    project = make_site(tmp_path, {"incidents/a.md": incident(body=f"![x](<{file}>)")})
    if not file.startswith("/"):
        assert all("[media-missing]" in line for line in failed(project))


@pytest.mark.parametrize("name", ["x.svg", "x.html", "x.js", "x.php", "x", ".htaccess.txt.exe"])
def test_only_harmless_kinds_of_media_are_published(tmp_path: Path, name: str) -> None:
    """What a browser would run is refused; hidden files are left alone."""
    project = make_site(tmp_path, {f"media/{name}": "<script>pwned=1</script>"})
    if name.startswith("."):
        build_site(project)
        assert not (project / "site/media").exists()
    else:
        (line,) = failed(project)
        assert line.startswith(f"media/{name}: error: is of a kind that is not published; allowed are .avif .csv")


@pytest.mark.parametrize(
    "body",
    [
        "[" * 20_000,
        "![" * 10_000,
        "<![CDATA[" * 800,
        "- " * 20_000,
        "> " * 20_000,
        "`" * 30_000,
        "``x" * 10_000,
        "*a_" * 10_000,
        "<a " * 20_000,
        "[[" * 20_000,
        "[^1]" * 5_000,
        "|" * 20_000 + "\n" + "|-" * 20_000,
        "&" * 50_000,
        "a\n" * 50_000,
        "\\" * 50_000,
        "<!--" * 10_000,
        "1. " * 5_000,
        "(((" * 10_000,
        "<https://x" * 5_000,
        "    " * 20_000 + "x",
        "\ufeff\u202e" * 10_000,
    ],
)
def test_huge_and_twisted_markdown_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """A costly body becomes a page, or an error that names the file; it neither hangs nor crashes."""
    monkeypatch.setattr(converting, "SECONDS", 0.2)
    project = make_site(tmp_path, {"incidents/a.md": incident(body=body)})
    result = build(project, Options())
    assert result.is_done == (project / "site/incidents/a.html").exists()
    if not result.is_done:
        assert {line.partition(":")[0] for line in said(result.problems)} == {"incidents/a.md"}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: !!python/object/apply:os.system [x]\ndate: 2023\n---\n",
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        "---\n<<: {title: x}\ndate: 2023\n---\n",
        "---\ntitle: [" + "[" * 5000 + "\n---\n",
        "---\ntitle: x\ntitle: y\ndate: 2023\n---\n",
        "---\ntitle: x\ndate: 2023\n",
        "---\n- a\n---\n",
        "no front matter",
        "",
        "\x00" * 100,
        "---\ntitle: x\ndate: 2023\n---\n" + "x" * (2 * 1024 * 1024),
    ],
)
def test_broken_front_matter_is_one_error_of_the_file(tmp_path: Path, text: str) -> None:
    """Objects, bombs, doubles and open ends are refused with the file's name."""
    project = make_site(tmp_path, {"incidents/a.md": text})
    problems = failed(project)
    assert {line.partition(":")[0] for line in problems} == {"incidents/a.md"}
    assert not (project / "site").exists()


def test_many_broken_files_are_all_named_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred mistakes are a hundred lines, in order, without a traceback."""
    files = {f"incidents/i-{number:03}.md": incident(date=f"2023-13-{number % 28:02}") for number in range(100)}
    monkeypatch.chdir(make_site(tmp_path, files))
    result = CliRunner().invoke(main, ["build"])
    named = re.findall(r"^content/incidents/(i-\d+)\.md:3:7: error: date: ", result.stderr, re.MULTILINE)
    assert named == [f"i-{number:03}" for number in range(100)]
    assert result.stderr.splitlines()[-1] == "100 errors; site was left as it was"


def test_a_range_of_all_years_does_not_flood_the_site(tmp_path: Path) -> None:
    """The longest range there is stands in the archive of its first year alone; one of a lifetime in each."""
    project = make_site(
        tmp_path, {"incidents/a.md": incident(date="0001/9999"), "incidents/b.md": incident(date="1900/1999")}
    )
    build_site(project)
    years = [name for name in tree(project / "site") if re.match(r"\d{4}/", name)]
    assert years == ["0001/index.html", *(f"{year}/index.html" for year in range(1900, 2000))]
