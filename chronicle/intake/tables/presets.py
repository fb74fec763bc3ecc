"""The mappings that come with Chronicle, and which of them a table is of."""

from __future__ import annotations

import difflib
import functools
from importlib import resources
from typing import TYPE_CHECKING, Final

from chronicle.exchange.record_reading import unknown_names
from chronicle.intake.tables.mapping import OWN, WORD, Mapping, folded
from chronicle.intake.tables.mapping_file import parse_mapping
from chronicle.problems import Problem, closest, counted, or_rather, shortened
from chronicle.text.characters import decode

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from chronicle.intake.tables.row import Table

GENERIC: Final = "table"  # common headings; the name stands for that of the data set, which nothing tells
_TIMELINE: Final = "timeline"
LARGEST: Final = 256 * 1024  # bytes of a mapping; code tables of a thousand lines have a tenth of that
_SHOWN: Final = 8  # columns that are named
_SOURCES: Final = frozenset("sources source_titles source_urls".split())
_PLACES: Final = frozenset("location locations country admin1 admin2 admin3 within".split())


@functools.cache
def presets() -> dict[str, Mapping]:
    """The built-in mappings by name."""
    folder = resources.files("chronicle.intake.tables").joinpath("presets")
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    made = [parse_mapping(folder.joinpath(name).read_text("utf-8"), name) for name in files]
    return {mapping.name: mapping for mapping in made if isinstance(mapping, Mapping)}


def mapping_in(path: Path) -> Mapping | tuple[Problem, ...]:
    """The mapping in a file, or everything that is wrong with it. Raise OSError."""
    name = path.as_posix()
    if path.exists() and not path.is_file():
        return (Problem(path=name, code="not-a-file", message="is no ordinary file"),)
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        message = f"is larger than {LARGEST // 1024} kB; is this the mapping, and not the table?"
        return (Problem(path=name, code="toml-form", message=message),)
    text = decode(data, name)
    return (text,) if isinstance(text, Problem) else parse_mapping(text, name)


def preset_for(table: Table) -> Mapping:
    """The mapping that a table's columns prove, by as many of them as possible; else the one of common headings."""
    known = presets()
    if table.shape == "chronicle":
        return known[OWN]
    if table.shape == "timeline":
        return known[_TIMELINE]
    columns = frozenset(map(folded, table.columns))
    proofs = [(len(proof), name) for name, each in known.items() for proof in each.detect if proof <= columns]
    return known[max(proofs)[1] if proofs else GENERIC]


def untaken(columns: Sequence[str], mapping: Mapping) -> tuple[str, ...]:
    """The columns that nothing takes, without those that the mapping leaves out on purpose."""
    return tuple(each for each in columns if (key := folded(each)) not in mapping.columns and key not in mapping.ignore)


def column_problems(seed: str, columns: Sequence[str], mapping: Mapping) -> tuple[Problem, ...]:
    """What is to be told of a table's columns once: what none of them gives, and those that nothing is taken from."""
    present = {folded(column) for column in columns}
    if len(columns) == 1 and not _targets(present, mapping) & {"title", "date"}:
        message = (
            f"has one column only, {shortened(columns[0])}; delete what stands above the headings, which in CSV have a "
            "comma, ; tab or | between"
        )
        return (Problem(path=seed, line=1, code="table-column", message=message),)
    found = [
        Problem(path=seed, line=1, code="table-column", message=message)
        for message in _lacking(columns, present, mapping)
    ]
    if not _targets(present, mapping) & _SOURCES:
        message = (
            'names no source, and every entry needs one; name one for all rows in a mapping: [fixed] sources = ["…"]'
        )
        found.append(Problem(path=seed, line=1, level="warning", code="table-column", message=message))
    if left := untaken(columns, mapping):
        absent = mapping.columns.keys() - present
        names = [f"{shortened(name)}{or_rather(_meant(folded(name), absent, mapping))}" for name in left[:_SHOWN]]
        found.append(_untaken_problem(seed, names, len(left)))
    return tuple(found)


def record_problems(seed: str, columns: Sequence[str]) -> tuple[Problem, ...]:
    """What is to be told once of the names in our own records: those that we never write, so nothing is taken from."""
    if left := unknown_names(columns):
        return (_untaken_problem(seed, [shortened(name) for name in left[:_SHOWN]], len(left)),)
    return ()


def _untaken_problem(seed: str, names: Sequence[str], number: int) -> Problem:
    message = f"has {counted(number, 'column')} that nothing is taken from: {_and_more(names, number)}"
    return Problem(path=seed, line=1, level="warning", code="table-column", message=message)


def _lacking(columns: Sequence[str], present: Container[str], mapping: Mapping) -> Iterator[str]:
    """What every row would lack, so that none could go in."""
    targets = _targets(present, mapping)
    patterns = (WORD.findall(pattern) for pattern in mapping.title)
    has_title = "title" in targets or any(
        all(word in targets or folded(word) in present for word in words) for words in patterns
    )
    headings = _and_more([shortened(name) for name in columns[:_SHOWN]], len(columns))
    has_date = bool(targets & {"date", "date_from", "year"})
    for name, is_there in (("title", has_title), ("date", has_date)):
        if not is_there:
            known = next((each.column for each in mapping.columns.values() if name in each.names), "")
            call = f"call one {shortened(known)}, or " if known else ""
            yield f"has no column that gives a {name}; {call}say in a mapping which it is of {headings}"
    if targets & {"latitude", "coordinates"} and not targets & _PLACES:
        yield (
            'has coordinates, but no column that names a place; call one "location", or name one for all rows in a '
            'mapping: [fixed] location = "…"'
        )


def _targets(present: Container[str], mapping: Mapping) -> set[str]:
    """What the columns give, and what is fixed."""
    given = {name for key, target in mapping.columns.items() if key in present for name in target.names}
    return given | mapping.fixed.keys()


def _and_more(names: Sequence[str], number: int) -> str:
    return ", ".join(names) + (f" and {number - len(names)} more" if number > len(names) else "")


def _meant(key: str, absent: Iterable[str], mapping: Mapping) -> str:
    """The column that was probably meant; a likeness that does for a slip in a word is not enough here."""
    guess = closest(key, absent)
    is_near = guess and difflib.SequenceMatcher(None, key, guess).ratio() > 0.8  # noqa: PLR2004 - a slip, no other word
    return mapping.columns[guess].column if guess and is_near else ""
