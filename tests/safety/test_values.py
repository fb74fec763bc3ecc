"""A value of every wrong sort in every field: tables of what each comes to, one line a case, judged line by line.

`types.tsv` holds each field with every type that YAML has, `values.tsv` each field with what could be written by
mistake or in malice, `addresses.tsv` what could be written for a web address, in each field that takes one, and
`files.tsv` whole files as bytes.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hostile import live
from sites import PAGES_ONLY, PICTURE, entry, incident, make_site, said

from chronicle.building.build import build
from chronicle.building.inputs import Options
from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import KINDS
from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chronicle.problems import Problem

HERE: Final = Path(__file__).parent
LEAST: Final = {
    "incident": {"title": "T", "date": "2023-10-19", "sources": "[{publisher: P}]"},
    "location": {"name": "N"},
    "actor": {"name": "N"},
    "article": {"title": "T"},
    "note": {"title": "T"},
}
# Each field that takes an address: the file, and the entry as it is written around the address.
ADDRESSES: Final = (
    ("incidents/a-{}.md", incident(sources="[{publisher: P, url: HERE}]")),
    ("incidents/b-{}.md", incident(sources="[{publisher: P, archived: HERE}]")),
    ("articles/c-{}.md", entry(title="T", url="HERE")),
    ("articles/d-{}.md", entry(title="T", archived="HERE")),
)


def rows(name: str) -> Iterator[list[str]]:
    """The cells of each line of a table."""
    for line in (HERE / name).read_text("utf-8").split("\n"):
        if line:
            yield line.split("\t")


def entries(cases: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """A file for each (kind, field, value), and its text: an entry that is right but for the field."""
    for number, (kind, field, value) in enumerate(cases):
        fields = {**LEAST[kind], field: value}
        if field != "name" and "name" in fields:
            fields["name"] = f"N{number}"
        yield f"{kind}s/c-{number:04}.md", entry(**fields)


def outcomes(problems: Iterable[Problem]) -> Mapping[str, set[str]]:
    """What was said of each file, as `level code`; each with line and column, unless it is of the file as a whole."""
    found: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        assert (problem.line and problem.column) or problem.code in {"path-claimed-twice", "unreadable"}, problem
        found[problem.path.removeprefix("content/")].add(f"{problem.level} {problem.code}")
    assert all(line == printable(line) for line in said(problems))
    return found


def judged(project: Path, files: Mapping[str, str | bytes]) -> dict[str, str]:
    """What each file comes to: `ok`, or what is said of it until the rest is a site, in which nothing is live."""
    found: dict[str, set[str]] = {name: set() for name in files}
    left = dict(files)
    for attempt in range(4):
        folder = project / str(attempt)
        result = build(make_site(folder, {"chronicle.toml": PAGES_ONLY, "media/a.png": PICTURE, **left}), Options())
        for name, items in outcomes(result.problems).items():
            found.get(name, set()).update(items)
        bad = {name for name in left if any(item.startswith("error") for item in found[name])}
        assert bool(bad) != result.is_done
        left = {name: text for name, text in left.items() if name not in bad}
        if result.is_done:
            assert live(folder / "site") == {}
            break
    assert result.is_done
    return {name: ", ".join(sorted(items)) or "ok" for name, items in found.items()}


def test_every_type_in_every_field(tmp_path: Path) -> None:
    """Null, booleans, numbers, dates, lists and tables are read as text, or said to be wrong; nothing is converted."""
    cases, wanted = [], []
    for kind, field, values, outcome in rows("types.tsv"):
        for value in values.split("  "):
            cases.append((kind, field, value))
            wanted.append(outcome)
    assert {(kind, field) for kind, field, _ in cases} == {
        (kind, field.name) for kind, cls in KINDS.items() for field in entry_fields(cls)
    }
    found = judged(tmp_path, dict(entries(cases)))
    assert list(zip(cases, found.values(), strict=True)) == list(zip(cases, wanted, strict=True))


def test_every_value_in_its_field(tmp_path: Path) -> None:
    """Dates, times, numbers, positions, codes, names of files and addresses that are not, and texts that are odd."""
    lines = list(rows("values.tsv"))
    found = judged(tmp_path, dict(entries((kind, field, value) for kind, field, value, _ in lines)))
    assert list(zip(lines, found.values(), strict=True)) == [(line, line[3]) for line in lines]


def test_every_address_in_every_field(tmp_path: Path) -> None:
    """One function judges them all, wherever they are written."""
    lines = list(rows("addresses.tsv"))
    files = {
        name.format(f"{number:03}"): text.replace("HERE", f'"{url}"')
        for number, (url, _) in enumerate(lines)
        for name, text in ADDRESSES
    }
    found = iter(judged(tmp_path, files).values())
    assert [(url, next(found), next(found), next(found), next(found)) for url, _ in lines] == [
        (url, outcome, outcome, outcome, outcome) for url, outcome in lines
    ]


def test_every_sort_of_file(tmp_path: Path) -> None:
    """Encodings, controls, fences, keys, tags, tabs and documents: a good entry, or what is wrong with it."""
    lines = list(rows("files.tsv"))
    files = {
        f"incidents/f-{number:03}.md": text.replace("GOOD", GOOD).encode().decode("unicode_escape").encode("latin-1")
        for number, (_, text, _) in enumerate(lines)
    }
    found = judged(tmp_path, files)
    names = [name for name, _, _ in lines]
    assert list(zip(names, found.values(), strict=True)) == [(name, outcome) for name, _, outcome in lines]


GOOD: Final = r"title: T\ndate: 2023-10-19\nsources: [{publisher: P}]\n"
LONG: Final = {
    "tags: " + "[" * 3000: "error yaml-depth",
    "x: " + "{a: " * 500 + "b" + "}" * 500: "error yaml-depth",
    "x:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 300)): "error yaml-depth",
    "".join(f"k{number}: x\n" for number in range(3000)): "error front-matter-long",
    "".join(f"k{number}: x\n" for number in range(150)): "warning unknown-key",
    "summary: " + "x" * 70_000: "error front-matter-long",
    "summary: " + "x" * 2001: "error text-long",
    "k" * 5000 + ": x": "error yaml-form",
    f"tags: [{', '.join(f't{number}' for number in range(3000))}]": "error front-matter-long",
    f"tags: [{', '.join(f't{number}' for number in range(500))}]": "ok",
    f"casualties: [{{killed: {'9' * 5000}}}]": "error count-form",
    f"casualties: [{', '.join(['{killed: 1}'] * 500)}]": "ok",
    "---\n" + "x " * 1_100_000: "error unreadable",
}


def test_every_file_that_is_too_long(tmp_path: Path) -> None:
    """What is nested, long or many ends at its limit."""
    good = GOOD.encode().decode("unicode_escape")
    files = {f"incidents/l-{number:02}.md": f"---\n{good}{text}\n---\n" for number, text in enumerate(LONG)}
    assert list(judged(tmp_path, files).values()) == list(LONG.values())


@pytest.mark.parametrize("table", ["types.tsv", "values.tsv", "addresses.tsv", "files.tsv"])
def test_no_case_is_told_twice(table: str) -> None:
    """Each line of a table says something of its own."""
    lines = [line[:-1] for line in rows(table)]
    assert [line for line in lines if lines.count(line) > 1] == []
