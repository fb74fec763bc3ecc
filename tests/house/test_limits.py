"""The table of limits says what the code holds: the same numbers, the same codes, at the limit and one above."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import entry, incident, location, make_site

from chronicle.building.build import examine
from chronicle.building.inputs import LARGEST_TEMPLATE, Options, read_inputs
from chronicle.entries import folder, values
from chronicle.intake import proposing
from chronicle.intake.readers import dispatch, feed, paragraphs, raw, read_seed_text
from chronicle.intake.tables import items, mapping_file, packed, placing, presets, row, sheets
from chronicle.intake.tables.opening import open_table
from chronicle.intake.tables.presets import mapping_in
from chronicle.linking import places, references
from chronicle.problems import Problem
from chronicle.text import converting, correcting, frontmatter, markup, settings, worker, workers, yaml_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLE = Path(__file__).parents[2] / "docs/limits.md"


def rows() -> dict[str, tuple[str, str]]:
    """The rows of the documented tables: what → (at most, code)."""
    found: dict[str, tuple[str, str]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in {"what", "---"}:
            assert cells[0] not in found
            found[cells[0]] = (cells[1], cells[2].strip("`"))
    return found


def kilobytes(number: int) -> str:
    """A number of bytes as the table says it."""
    return f"{number // 1024:,} kB"


def megabytes(number: int) -> str:
    """A larger one."""
    return f"{number // 1024**2:,} MB"


NUMBERS = {
    "a file": kilobytes(folder.LARGEST),
    "folders inside folders, from `content`": f"{folder.DEEPEST}",
    "front matter": f"{frontmatter.LONGEST:,} characters",
    "its keys and values together": f"{yaml_nodes.MOST:,}",
    "items of one list, keys of one table": f"{yaml_nodes.WIDEST}",
    "lists and tables inside each other": f"{yaml_nodes.DEEPEST}",
    "anchors, aliases, tags, merge keys, second documents": "0",
    "accents on one letter": f"{yaml_nodes.MARKS}",
    "one line of text": f"{values.LONGEST_LINE:,} characters",
    "the text below": f"{frontmatter.LONGEST_BODY:,} characters",
    "quotes and list marks in front of one line": f"{markup.DEEPEST}",
    "link definitions, where they are used": f"{markup.MOST_EXPANDED:,} characters",
    "converting one text": f"{converting.SECONDS:g} seconds",
    "converting one text, by the clock": f"{workers.WALL:g} seconds",
    "memory while converting one text": megabytes(worker.MEMORY),
    "corrected lines that are proposed for one file": f"{correcting.HINTS}",
    "guesses of what a name was meant to be, in one run": f"{references.GUESSES}",
    "places that a place lies in": f"{places.DEEPEST}",
    "a file in `content/media`": megabytes(folder.LARGEST_MEDIA),
    "`chronicle.toml`": kilobytes(settings.LARGEST),
    "a mapping": kilobytes(presets.LARGEST),
    "names with dots between them": f"{settings.DEEPEST}",
    "guesses for one mapping": f"{mapping_file.GUESSES}",
    "a file of a theme": kilobytes(LARGEST_TEMPLATE),
    "a text": kilobytes(raw.LARGEST),
    "a page or a feed": megabytes(raw.LARGEST_PAGE),
    "reading a page or a feed": f"{dispatch.SECONDS:g} seconds",
    "tags of a page": f"{paragraphs.MOST_TAGS:,}",
    "attributes of a page": f"{paragraphs.MOST_ATTRIBUTES:,}",
    "attributes of one tag": f"{paragraphs.MOST_IN_TAG:,}",
    "tags inside each other": f"{paragraphs.DEEPEST}",
    "items of a feed": f"{feed.MOST_ITEMS}",
    "sentences in which incidents are looked for": f"{proposing.MOST_SENTENCES}",
    "characters of these": f"{proposing.MOST_LETTERS:,}",
    "document types, entities, other files that a page or feed names": "0",
    "rows": "",
    "columns": f"{row.MOST_COLUMNS}",
    "the name of a column": f"{row.LONGEST_NAME} characters",
    "a cell": f"{row.LONGEST_CELL:,} characters",
    "a row": f"{row.LONGEST_ROW:,} characters",
    "objects inside each other, in JSON": f"{items.MOST_DEPTH}",
    "rows of a sheet": f"{sheets.MOST_ROWS:,}",
    "a part of a workbook, unpacked": megabytes(packed.LARGEST_PART),
    "texts of a workbook": megabytes(packed.LARGEST_TEXTS),
    "places of one name": f"{placing.NAMESAKES:,}",
}


def test_the_table_has_the_numbers_of_the_code() -> None:
    """No limit stands in only one of the two, and each says as much in both."""
    assert {what: most for what, (most, _) in rows().items()} == NUMBERS


def test_every_code_of_the_table_is_explained() -> None:
    """Each code has its paragraph among the problems."""
    explained = set(re.findall(r"^### `([\w-]+)`", (TABLE.parent / "problems.md").read_text("utf-8"), re.MULTILINE))
    assert {code for _, code in rows().values() if code} <= explained


# ---- what is enforced


def built(project: Path, files: dict[str, str | bytes]) -> set[str]:
    """The codes of the errors of a chronicle."""
    inputs = read_inputs(make_site(project, files))
    if isinstance(inputs, Problem):
        return {inputs.code}
    (proof,), _ = examine(project, [inputs], Options())
    return {problem.code for problem in proof.problems if problem.level == "error"}


def read(project: Path, text: str) -> set[str]:
    """The codes of an entry with this text."""
    return built(project, {"notes/a.md": text})


def with_front(project: Path, lines: str) -> set[str]:
    """The codes of an entry with these lines in its front matter."""
    return read(project, f"---\ntitle: A\n{lines}\n---\n")


def seed(data: str | bytes, name: str = "a.txt") -> set[str]:
    """The codes of a seed."""
    _, problems = read_seed_text(name, data.encode() if isinstance(data, str) else data)
    return {problem.code for problem in problems}


def table(project: Path, name: str, text: str) -> set[str]:
    """The codes of a table and of its rows."""
    path = project / name
    path.write_text(text, "utf-8")
    opened = open_table(name, path)
    if isinstance(opened, Problem):
        return {opened.code}
    with opened:
        return {each.code for each in (*opened.notes, *opened.rows) if isinstance(each, Problem)}


def mapping(project: Path, text: str) -> set[str]:
    """The codes of a mapping."""
    path = project / "m.toml"
    path.write_text(text, "utf-8")
    found = mapping_in(path)
    return {problem.code for problem in found} if isinstance(found, tuple) else set()


def settings_of(project: Path, length: int) -> set[str]:
    """The codes of settings of so many bytes."""
    text = 'format = 1\ntitle = "A"\nurl = "https://e.org/"\n#'
    return built(project, {"chronicle.toml": text.ljust(length, "x")})


STORY = "A bomb exploded in Baghdad on Monday, killing two people. "
MAPPING = 'name = "a"\n[columns]\nA = "date"\n'
OF_FEED = "<item><title>T</title><description>A bomb exploded in Baghdad, killing two people.</description></item>"
# What → the codes of a thing that is at the limit (0) or one above it (1).
ENFORCED: dict[str, Callable[[Path, int], set[str]]] = {
    "a file": lambda at, more: read(at, entry("x", title="A").ljust(folder.LARGEST + more)),
    "folders inside folders, from `content`": lambda at, more: built(
        at, {f"notes/{'x/' * (folder.DEEPEST - 1 + more)}a.md": entry("x", title="A")}
    ),
    "front matter": lambda at, more: with_front(at, "#".ljust(frontmatter.LONGEST - len("\ntitle: A\n\n") + more, "x")),
    "its keys and values together": lambda at, more: with_front(at, many_values(yaml_nodes.MOST - 3 + more)),
    "items of one list, keys of one table": lambda at, more: with_front(
        at, f"tags: [{', '.join(f't{number}' for number in range(yaml_nodes.WIDEST + more))}]"
    ),
    "lists and tables inside each other": lambda at, more: with_front(
        at, f"x: {nested(yaml_nodes.DEEPEST - 1 + more)}"
    ),
    "anchors, aliases, tags, merge keys, second documents": lambda at, more: with_front(at, f"x: {'&a ' * more}[b]"),
    "accents on one letter": lambda at, more: with_front(
        at, f"x: e{chr(0x301) * (yaml_nodes.MARKS + more)}{'x' * 1000}"
    ),
    "one line of text": lambda at, more: built(
        at, {"incidents/a.md": incident(summary="x" * (values.LONGEST_LINE + more))}
    ),
    "the text below": lambda at, more: read(at, entry("x" * (frontmatter.LONGEST_BODY - 2 + more), title="A")),
    "quotes and list marks in front of one line": lambda at, more: read(
        at, entry(f"{'>' * (markup.DEEPEST - 1 + more)} x", title="A")
    ),
    "converting one text": lambda at, more: read(at, entry("[" * (40_000 * more) + "x", title="A")),
    "places that a place lies in": lambda at, more: built(
        at,
        {
            f"locations/p{number}.md": location(f"P{number}", **({"parent": f"p{number - 1}"} if number else {}))
            for number in range(places.DEEPEST + 1 + more)
        },
    ),
    "`chronicle.toml`": lambda at, more: settings_of(at, settings.LARGEST + more),
    "a mapping": lambda at, more: mapping(at, MAPPING.ljust(presets.LARGEST + more)),
    "names with dots between them": lambda at, more: (
        mapping(at, f"{MAPPING}[missing]\n{'a.' * (settings.DEEPEST - 1 + more)}a = 1\n")
        - {"unknown-key", "wrong-type"}
    ),
    "a file of a theme": lambda at, more: built(at, {"templates/assets/site.css": b" " * (LARGEST_TEMPLATE + more)}),
    "a text": lambda _, more: seed(STORY.ljust(raw.LARGEST + more, "x")),
    "a page or a feed": lambda _, more: seed(f"<html><p>{STORY}".ljust(raw.LARGEST_PAGE + more), "a.html"),
    "tags of a page": lambda _, more: seed(f"<html><p>{STORY}" + "<br>" * (paragraphs.MOST_TAGS - 2 + more), "a.html"),
    "attributes of one tag": lambda _, more: seed(
        f"<html><p{''.join(f' a{number}=1' for number in range(paragraphs.MOST_IN_TAG - 1 + more))}>{STORY}", "a.html"
    ),
    "items of a feed": lambda _, more: seed(
        f"<rss version='2.0'><channel>{OF_FEED * (feed.MOST_ITEMS + more)}</channel></rss>", "a.xml"
    ),
    "document types, entities, other files that a page or feed names": lambda _, more: seed(
        f"<!DOCTYPE html{' [<!ENTITY a >]' * more}><html><p>{STORY}", "a.html"
    ),
    "columns": lambda at, more: table(
        at, "a.csv", ",".join(f"c{number}" for number in range(row.MOST_COLUMNS + more)) + "\nx" + "," * 499
    ),
    "the name of a column": lambda at, more: table(at, "a.csv", f"a,{'b' * (row.LONGEST_NAME + more)}\n1,2\n"),
    "a cell": lambda at, more: table(at, "a.csv", f"a,b\n1,{'2' * (row.LONGEST_CELL + more)}\n"),
    "objects inside each other, in JSON": lambda at, more: table(
        at, "a.json", f'[{{"a": 1}}, {{"b": {nested(items.MOST_DEPTH - 2 + more)}}}]'
    ),
}


def nested(depth: int) -> str:
    """A number in so many lists."""
    return f"{'[' * depth}1{']' * depth}"


def many_values(number: int) -> str:
    """Lines of front matter with so many keys and values."""
    lines = [f"k{key}: [{', '.join(['x'] * 98)}]" for key in range(number // 100)]
    return "\n".join([*lines, f"last: [{', '.join(['x'] * (number % 100 - 2))}]"])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Time is limited more, so that the test need not wait for it."""
    monkeypatch.setattr(converting, "SECONDS", 0.3)
    yield
    workers.dismiss()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("what", ENFORCED)
def test_a_limit_is_where_the_table_says(tmp_path: Path, what: str) -> None:
    """As much as is allowed is fine; one more is the problem that the table names."""
    code = rows()[what][1]
    assert code not in ENFORCED[what](tmp_path, 0)
    (tmp_path / "more").mkdir()
    assert code in ENFORCED[what](tmp_path / "more", 1)
