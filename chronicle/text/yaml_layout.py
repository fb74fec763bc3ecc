"""Where the values of front matter stand, so that a line can be changed without writing the others anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)

Place = tuple[int, int]  # line and column, both from 0


class Stretch(NamedTuple):
    """A key of front matter and where its value stands; `form` is block, flow, null or other.

    `start` and `end` are those of the value, `last` is the end of a list's last item, if there is one.
    """

    key: str
    line: int
    form: str
    start: Place
    end: Place
    last: Place | None = None


def stretches(front: str) -> tuple[Stretch, ...]:
    """The keys of front matter, in order. Raise ValueError when it is written in braces or cannot be read."""
    events = _events(front)
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            if event.flow_style:
                raise ValueError("the front matter is written in braces")
            return tuple(_keys(events))
    return ()


def value_ends(front: str) -> dict[Place, Place]:
    """Where each text, each key, and each list or table in brackets ends, by where it begins.

    Raise ValueError when the front matter cannot be read.
    """
    ends: dict[Place, Place] = {}
    opened: list[yaml.Event] = []
    for event in _events(front):
        if isinstance(event, yaml.ScalarEvent):
            ends[_start(event)] = _end(event)
        elif isinstance(event, _OPENING):
            opened.append(event)
        elif isinstance(event, _CLOSING):
            start = opened.pop()
            if isinstance(start, _OPENING) and start.flow_style:
                ends[_start(start)] = _end(event)
    return ends


def _events(front: str) -> Iterator[yaml.Event]:
    """What stands in front matter, in order. Raise ValueError where it cannot be read."""
    try:
        yield from yaml.parse(front, Loader=_LOADER)
    except yaml.YAMLError:
        raise ValueError("the front matter cannot be read") from None


def _keys(events: Iterator[yaml.Event]) -> Iterator[Stretch]:
    for key in events:
        if not isinstance(key, yaml.ScalarEvent):
            return
        yield _stretch(key, next(events), events)


def _stretch(key: yaml.ScalarEvent, value: yaml.Event, events: Iterator[yaml.Event]) -> Stretch:
    last, end = None, value
    if isinstance(value, _OPENING):
        for depth, event in _inside(events):
            if depth == 0:
                last = _end(event)
            end = event
    return Stretch(
        key=key.value,
        line=_start(key)[0],
        form=_form(value),
        start=_start(value),
        end=_end(end),
        last=last,
    )


def _inside(events: Iterator[yaml.Event]) -> Iterator[tuple[int, yaml.Event]]:
    """The events of an opened list or table with their depth; its own end is the last, with depth -1."""
    depth = 0
    for event in events:
        depth -= isinstance(event, _CLOSING)
        yield depth, event
        if depth < 0:
            return
        depth += isinstance(event, _OPENING)


def _form(value: yaml.Event) -> str:
    if isinstance(value, yaml.SequenceStartEvent):
        return "flow" if value.flow_style else "block"
    if isinstance(value, yaml.ScalarEvent) and not value.style and value.value in {"", "~", "null", "Null", "NULL"}:
        return "null"
    return "other"


def _start(event: yaml.Event) -> Place:
    return (event.start_mark.line, event.start_mark.column) if event.start_mark else (0, 0)


def _end(event: yaml.Event) -> Place:
    return (event.end_mark.line, event.end_mark.column) if event.end_mark else (0, 0)
