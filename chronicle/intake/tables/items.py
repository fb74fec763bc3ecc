"""The items of a JSON file, one by one, whatever its size: streamed from one document, or line by line."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import ijson

from chronicle.intake.tables.row import LONGEST_ROW
from chronicle.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DEPTH: Final = 12  # objects within objects; GeoJSON's polygons need 8
_HALF: Final = "a text holds half of a character (such as \\ud83d without what must follow)"
_TOLD: Final = 3  # faults of one item
_BUFFER: Final = 64 * 1024
_BOM: Final = b"\xef\xbb\xbf"

Event = tuple[str, Any]


class ItemsError(Exception):
    """A file that is no JSON, or ends too early; what was read before stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A value of a list, its position from 1, the key of the list in the top object, and what is wrong with it.

    Of a value beside the lists, such as `version`, the position is 0.
    """

    part: str
    number: int
    value: Any
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class _Watched:
    """A file that is read no further when one value does not end."""

    file: BinaryIO
    since: int = 0

    def read(self, size: int) -> bytes:
        """The next bytes. Raise ItemsError when too many were read for one value."""
        self.since += size
        if self.since > 4 * LONGEST_ROW + 2 * _BUFFER:
            raise ItemsError(f"has a record of more than {LONGEST_ROW:,} characters")
        return self.file.read(size)


@dataclass(slots=True)
class _Reading:
    """Values built from events, with the faults of the one being built."""

    events: Iterator[Event]
    faults: list[str] = field(default_factory=list)

    def value(self, event: str, value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON value
        """The value that begins with an event."""
        if event in {"start_map", "start_array"} and depth >= MOST_DEPTH:
            self._fault(f"is nested more than {MOST_DEPTH} levels deep")
            return self._skipped()
        if event == "start_map":
            return self._object(depth)
        if event == "start_array":
            found = []
            for inner, each in self.events:
                if inner == "end_array":
                    break
                found.append(self.value(inner, each, depth + 1))
            return found
        return value

    def _object(self, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for event, key in self.events:
            if event == "end_map":
                break
            inner, value = next(self.events)
            if key in made:
                self._fault(f"has two values for {shortened(key)}")
            made[key] = self.value(inner, value, depth + 1)
        return made

    def _skipped(self) -> None:
        open_ones = 1
        for event, _ in self.events:
            open_ones += event.startswith("start_") - event.startswith("end_")
            if not open_ones:
                return

    def _fault(self, words: str) -> None:
        if len(self.faults) < _TOLD and words not in self.faults:
            self.faults.append(words)


def _events(file: BinaryIO | _Watched) -> Iterator[Event]:
    """What the parser finds. With floats it refuses long numbers itself; one that Python refuses in it would end us."""
    return iter(ijson.basic_parse(file, buf_size=_BUFFER, use_float=True))


def document_items(file: BinaryIO) -> Iterator[Item]:
    """The items of the top list, or of the lists in the top object. Raise ItemsError."""
    if file.read(3) != _BOM:
        file.seek(0)
    watched = _Watched(file)
    before = 0
    try:
        for item in _items(watched):
            before = item.number or before
            watched.since = 0
            yield item
    except ijson.JSONError as error:
        raise ItemsError(f"is no JSON{_after(before)}: {_words(error)}") from error
    except UnicodeDecodeError as error:
        raise ItemsError(f"is no JSON{_after(before)}: {_HALF}") from error


def _after(number: int) -> str:
    return f" after item {number:,}" if number else ""


def _items(watched: _Watched) -> Iterator[Item]:
    reading = _Reading(_events(watched))
    event, value = next(reading.events)
    if event == "start_array":
        yield from _list_items(reading, "")
    elif event == "start_map":
        for key_event, key in reading.events:
            if key_event == "end_map":
                break
            event, value = next(reading.events)
            if event == "start_array":
                yield from _list_items(reading, key)
            else:
                yield _item(reading, key, 0, event, value)
    else:
        raise ItemsError(f"holds one value ({shortened(str(value))}), no list of objects")
    next(reading.events, None)  # what follows the end is a fault


def _list_items(reading: _Reading, part: str) -> Iterator[Item]:
    for number, (event, value) in enumerate(reading.events, 1):
        if event == "end_array":
            return
        yield _item(reading, part, number, event, value)


def _item(reading: _Reading, part: str, number: int, event: str, value: Any) -> Item:  # noqa: ANN401
    made = reading.value(event, value, 1)
    faults, reading.faults = tuple(reading.faults), []
    return Item(part=part, number=number, value=made, faults=faults)


def _words(error: ijson.JSONError) -> str:
    """What the parser says, with the place that it shows."""
    text = error.args[0] if error.args else ""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    head, _, place = text.partition("\n")
    said = head.removeprefix("parse error: ").removeprefix("lexical error: ").strip().rstrip(".")
    near = place.partition("\n")[0].strip()
    if "overflow" in said:
        return f"a number is too long, put it in quotes (near {shortened(near)})"
    if "NaN" in near or "Infinity" in near:
        return f"NaN and Infinity are no JSON, write null instead (near {shortened(near)})"
    return f"{said} (near {shortened(near)})" if near else said


def line_items(file: BinaryIO) -> Iterator[Item]:
    """The objects of JSON Lines, one a line; the number is that of the line. A line that is none has a fault."""
    number = 0
    while line := file.readline(4 * LONGEST_ROW):
        number += 1
        if len(line) == 4 * LONGEST_ROW:
            while line and not line.endswith(b"\n"):
                line = file.readline(4 * LONGEST_ROW)
            yield Item(part="", number=number, value=None, faults=(f"is longer than {LONGEST_ROW:,} characters",))
        elif text := line.removeprefix(_BOM).strip():
            yield _line_item(number, text)


def _line_item(number: int, line: bytes) -> Item:
    reading = _Reading(_events(io.BytesIO(line)))
    try:
        value = reading.value(*next(reading.events), depth=1)
        next(reading.events, None)  # what follows the end is a fault
    except ijson.JSONError as error:
        return Item(part="", number=number, value=None, faults=(f"is no JSON: {_words(error)}",))
    except UnicodeDecodeError:
        return Item(part="", number=number, value=None, faults=(f"is no JSON: {_HALF}",))
    return Item(part="", number=number, value=value, faults=tuple(reading.faults))
