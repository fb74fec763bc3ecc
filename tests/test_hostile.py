"""Hostile entries: nothing they contain runs, leaves the output, hangs, or stops a build without a word."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sites import build_site, entry, failed, incident, make_site, said, tree

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.cli import main
from chronicle.text import converting

if TYPE_CHECKING:
    from pathlib import Path


def outside(folder: Path) -> set[str]:
    """The files below a folder that are neither site nor cache."""
    return {name for name in tree(folder) if not name.startswith(("project/site/", "project/.chronicle/"))}


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
