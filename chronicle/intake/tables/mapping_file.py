"""Reads a mapping: the TOML file that says what the columns of a table mean, and everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from chronicle.entries.values import DATA_SET
from chronicle.exchange.reading import LISTS, TARGETS
from chronicle.intake.tables.date_forms import form_fault
from chronicle.intake.tables.mapping import EVERY, WORD, Mapping, Target, folded
from chronicle.problems import Problem, did_you_mean, in_order, shortened
from chronicle.text.settings import key_lines, parse_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# What stands in a mapping: key → its form. Those of `*` are names that the file makes up.
KEYS: Final = {
    "": (
        "name",
        "title",
        "columns",
        "otherwise",
        "dates",
        "codes",
        "fixed",
        "missing",
        "split",
        "skip",
        "detect",
        "ignore",
        "html",
    ),
    "dates": ("formats",),
    "detect": ("columns",),
    "ignore": ("columns",),
    "html": ("columns",),
}
GUESSES: Final = 100  # for one file
_NAMED: Final = "a column that only the title takes is named in [ignore]"


@dataclass(slots=True)
class _Reading:
    """The file as TOML reads it, and what was found wrong so far."""

    path: str
    data: dict[str, Any]
    lines: dict[str, int]
    problems: list[Problem] = field(default_factory=list)
    left_out: frozenset[str] = frozenset()

    def wrong(self, key: str, message: str, code: str = "setting-form") -> None:
        """Keep that a key is wrong."""
        line = self.lines.get(key, 0) or self.lines.get(key.partition(".")[0], 0)
        column = 1 if line else 0
        self.problems.append(Problem(path=self.path, line=line, column=column, field=key, code=code, message=message))

    def guess(self, word: str, known: Iterable[str]) -> str:
        """What a word was most likely meant to be; each guess looks at every column, so there are not any number."""
        return did_you_mean(word, known) if len(self.problems) < GUESSES else ""

    def table(self, key: str) -> dict[str, Any]:
        """A table of the file; an empty one where there is none."""
        found = self.data.get(key, {})
        if not isinstance(found, dict):
            self.wrong(key, f"must be a table: [{key}]", "wrong-type")
            return {}
        for name in found if key in KEYS else ():
            if name not in KEYS[key]:
                self.wrong(f"{key}.{name}", f"is not known{did_you_mean(name, KEYS[key])}", "unknown-key")
        return found

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        """One text or a list of texts."""
        values = value if isinstance(value, list) else [value]
        if not values or not all(isinstance(each, str) for each in values):
            self.wrong(key, "must be a text in quotes or a list of them", "wrong-type")
            return ()
        return tuple(values)


def parse_mapping(text: str, path: str) -> Mapping | tuple[Problem, ...]:
    """The mapping in a text, or everything that is wrong with it."""
    data = parse_settings(text.removeprefix("\ufeff"), path, "the mapping")
    if isinstance(data, Problem):
        return (data,)
    reading = _Reading(path, data, key_lines(text))
    for key in data:
        if key not in KEYS[""]:
            reading.wrong(key, f"is not known{did_you_mean(key, KEYS[''])}", "unknown-key")
    made = _mapping(reading)
    return in_order(reading.problems) if reading.problems else made


def _mapping(reading: _Reading) -> Mapping:
    reading.left_out = frozenset(map(folded, _named_columns(reading, "ignore")))
    columns = _columns(reading)
    dates = reading.table("dates")
    return Mapping(
        name=_name(reading),
        title=_title(reading, columns),
        columns=columns,
        dates=tuple(_forms(reading, dates)),
        codes=_by_column(reading, "codes", columns, _code_table),
        fixed=_fixed(reading),
        missing=_by_column(reading, "missing", columns, _missing_values),
        skip=_by_column(reading, "skip", {*columns, *reading.left_out}, _missing_values),
        split=_by_column(reading, "split", columns, _separator),
        detect=tuple(_detection(reading)),
        ignore=reading.left_out,
        html=frozenset(_columns_of_html(reading, columns)),
    )


def _name(reading: _Reading) -> str:
    name = reading.data.get("name", "")
    if not isinstance(name, str) or not re.fullmatch(DATA_SET, name, re.ASCII):
        reading.wrong("name", 'must say what the data set is called, in a-z, 0-9 and -: name = "acled"')
        return ""
    return name


def _title(reading: _Reading, columns: Iterable[str]) -> tuple[str, ...]:
    patterns = reading.texts("title", reading.data["title"]) if "title" in reading.data else ()
    known = {folded(column) for column in columns} | reading.left_out
    for word in (word for pattern in patterns for word in WORD.findall(pattern)):
        if folded(word) not in known and word not in TARGETS:
            guess = reading.guess(word, {*TARGETS, *columns})
            message = f"{shortened(word)} is no column of this mapping and nothing it gives{guess}; {_NAMED}"
            reading.wrong("title", message, "mapping-target")
    return patterns


def _columns(reading: _Reading) -> dict[str, Target]:
    made: dict[str, Target] = {}
    tables = ("columns", "otherwise")
    lines = [(table, column, value) for table in tables for column, value in reading.table(table).items()]
    for order, (table, column, value) in enumerate(lines):
        key = f"{table}.{column}"
        names = reading.texts(key, value)
        for name in names:
            _check_target(reading, key, name)
        if folded(column) in made:
            reading.wrong(key, "stands twice: columns are compared without case, spaces and underscores")
        made[folded(column)] = Target(column=column, order=order, names=names, is_spare=table == "otherwise")
    if not made:
        reading.wrong("columns", 'is missing; write [columns] and lines such as "Event date" = "date"')
    return made


def _check_target(reading: _Reading, key: str, name: str) -> None:
    if name not in TARGETS:
        message = f"{shortened(name)} is nothing an entry can take{did_you_mean(name, TARGETS)}"
        reading.wrong(key, message, "mapping-target")


def _forms(reading: _Reading, dates: dict[str, Any]) -> Iterator[str]:
    for form in reading.texts("dates.formats", dates["formats"]) if "formats" in dates else ():
        if fault := form_fault(form):
            reading.wrong("dates.formats", f"{shortened(form)} {fault}")
        else:
            yield form


def _fixed(reading: _Reading) -> dict[str, tuple[str, ...]]:
    made = {}
    for name, value in reading.table("fixed").items():
        key = f"fixed.{name}"
        _check_target(reading, key, name)
        made[name] = reading.texts(key, value)
        if len(made[name]) > 1 and name in TARGETS and name not in LISTS:
            reading.wrong(key, "takes one text only")
    return {name: values for name, values in made.items() if values}


def _by_column(
    reading: _Reading, table: str, columns: Iterable[str], read: Callable[[_Reading, str, Any], Any]
) -> dict[str, Any]:
    """A table whose keys are columns, targets or all columns (`*`)."""
    known = {*columns, *TARGETS, EVERY}
    made = {}
    for name, value in reading.table(table).items():
        key = f"{table}.{name}"
        if name not in TARGETS and folded(name) not in known:
            guess = reading.guess(folded(name), known)
            instead = "" if guess else "; name it in [columns] as well"
            reading.wrong(key, f"is no column of this mapping{guess}{instead}", "unknown-key")
        made[name if name in TARGETS else folded(name)] = read(reading, key, value)
    return made


def _code_table(reading: _Reading, key: str, value: Any) -> dict[str, str]:  # noqa: ANN401 - any TOML value
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        reading.wrong(key, f'must be a table of texts: [{key}] with lines such as "1" = "locality"', "wrong-type")
        return {}
    return {code.strip().casefold(): text for code, text in value.items()}


def _missing_values(reading: _Reading, key: str, value: Any) -> frozenset[str]:  # noqa: ANN401
    return frozenset(each.strip().casefold() for each in reading.texts(key, value))


def _separator(reading: _Reading, key: str, value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or len(value) > 5:  # noqa: PLR2004 - a mark, not a text
        reading.wrong(key, 'must be what stands between items, such as ","; "" for one item', "wrong-type")
        return ";"
    return value


def _detection(reading: _Reading) -> Iterator[frozenset[str]]:
    value = reading.table("detect").get("columns", [])
    groups = value if isinstance(value, list) and all(isinstance(each, list) for each in value) else [value]
    for group in groups:
        if group:
            yield frozenset(map(folded, reading.texts("detect.columns", group)))


def _columns_of_html(reading: _Reading, columns: Iterable[str]) -> Iterator[str]:
    for name in _named_columns(reading, "html"):
        if folded(name) not in columns:
            guess = reading.guess(folded(name), columns)
            reading.wrong("html.columns", f"{shortened(name)} is no column of this mapping{guess}", "unknown-key")
        yield folded(name)


def _named_columns(reading: _Reading, table: str) -> tuple[str, ...]:
    found = reading.table(table)
    return reading.texts(f"{table}.columns", found["columns"]) if found.get("columns") else ()
