"""Record reading: the JSON object of an incident becomes `Facts` again, or it is said which value cannot be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from chronicle.entries.kinds import ACTOR_KINDS, PLACE_KINDS, PRECISIONS
from chronicle.entries.records import ROLES, Claim, Source, Update
from chronicle.entries.values import DATA_SET, parse_time
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.exchange.faults import Fault, Unreadable, country_code, in_json, line_of, missing
from chronicle.exchange.reading import Read
from chronicle.exchange.shapes import LINE
from chronicle.problems import shortened
from chronicle.text.counts import MOST, Count
from chronicle.text.dates import DateError, When, parse_when
from chronicle.text.links import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chronicle.exchange.shapes import Shape

    Record = Mapping[str, Any]

# What only our own records have together: one of these sets.
_PROOFS: Final = tuple(
    frozenset(names.split())
    for names in (
        "title date locations casualties sources updates",
        "id address title date from to casualties updates",
    )
)
_UPDATES: Final = ("update", "correction")


def is_record(record: Record) -> bool:
    """Whether an object is an incident as our own JSON files write it, whatever its values are."""
    return any(record.keys() >= proof for proof in _PROOFS)


def unknown_names(names: Iterable[str]) -> tuple[str, ...]:
    """The dotted names, such as `sources.url`, that no record of ours has."""
    return tuple(name for name in names if name not in _NAMES and not name.startswith("ids."))


def _dotted(keys: Mapping[str, Shape], before: str = "") -> Iterator[str]:
    for key, shape in keys.items():
        yield f"{before}{key}"
        yield from _dotted((shape.get("items") or {}).get("properties", {}), f"{before}{key}.")


_NAMES: Final = frozenset(_dotted(LINE))


def read_record(record: Record) -> Read:
    """The facts of a record; what it says in two ways, such as `from` beside `date`, is read once."""
    faults: list[Fault] = []
    values: dict[str, Any] = {}

    def take(name: str, value: Callable[[], object]) -> None:
        try:
            values[name] = value()
        except Unreadable as error:
            faults.append(Fault(target=error.target, message=str(error)))

    take("title", lambda: _line(record, "title") or missing("title"))
    take("date", lambda: _date(record, "date") or missing("date"))
    take("time", lambda: _time(record))
    take("text", lambda: _text(record, "text"))
    take("added", lambda: _date(record, "added"))
    take("ids", lambda: _ids(record))
    for name in ("id", "grade", "summary", "part_of", "follows"):
        take(name, lambda name=name: _line(record, name))  # type: ignore[misc]
    for name in ("types", "weapons", "tags"):
        take(name, lambda name=name: _lines(record, name))  # type: ignore[misc]
    for name, (key, read) in _LISTS.items():
        take(name, lambda key=key, read=read: _each(record, key, read))  # type: ignore[misc]
    return Read(facts=None if faults else Facts(**values), faults=tuple(faults))


# ---- what a list holds


def _each(record: Record, key: str, read: Callable[[Record], object]) -> tuple[object, ...]:
    items = _objects(record, key)
    try:
        return tuple(map(read, items))
    except Unreadable as error:
        raise Unreadable(f"{key}.{error.target}", str(error)) from None


def _place(place: Record) -> PlaceFacts:
    latitude, longitude = _degrees(place, "lat", 90), _degrees(place, "lon", 180)
    if (latitude is None) != (longitude is None):
        raise Unreadable("lat" if latitude is None else "lon", "is missing beside the other one")
    return PlaceFacts(
        id=_line(place, "id"),
        name=_line(place, "name") or missing("name"),
        kind=_choice(place, "kind", PLACE_KINDS),
        coordinates=None if latitude is None or longitude is None else (latitude, longitude),
        precision=_choice(place, "precision", PRECISIONS),
        country_code=country_code(_line(place, "country_code")),
        within=tuple(_area(each) for each in _objects(place, "within")),
    )


def _area(area: Record) -> Area:
    name = _line(area, "name") or missing("name")
    return Area(id=_line(area, "id"), name=name, kind=_choice(area, "kind", PLACE_KINDS))


def _actor(actor: Record) -> ActorFacts:
    return ActorFacts(
        id=_line(actor, "id"),
        name=_line(actor, "name") or missing("name"),
        kind=_choice(actor, "kind", ACTOR_KINDS),
        role=_choice(actor, "role", ROLES) or "other",
    )


def _claim(claim: Record) -> Claim:
    killed, injured = _range(claim, "killed"), _range(claim, "injured")
    if not (killed or injured):
        raise Unreadable("killed", "says neither killed nor injured")
    return Claim(
        killed=killed,
        injured=injured,
        of=_line(claim, "of"),
        source=_line(claim, "source"),
        who=_line(claim, "who"),
        date=_date(claim, "date"),
        superseded=_flag(claim, "superseded"),
    )


def _flag(record: Record, key: str) -> bool:
    value = record.get(key)
    if value is not None and not isinstance(value, bool):
        raise Unreadable(key, f"{in_json(value)} is neither true nor false")
    return bool(value)


def _source(source: Record) -> Source:
    return Source(
        publisher=_line(source, "publisher"),
        via=_line(source, "via"),
        title=_line(source, "title"),
        url=_url(source, "url"),
        date=_date(source, "date"),
        accessed=_date(source, "accessed"),
        archived=_url(source, "archived"),
    )


def _update(update: Record) -> Update:
    date = _date(update, "date") or missing("date")
    return Update(date=date, kind=_choice(update, "kind", _UPDATES) or "update", text=_line(update, "text"))


_LISTS: Final[dict[str, tuple[str, Callable[[Record], object]]]] = {
    "places": ("locations", _place),
    "actors": ("actors", _actor),
    "casualties": ("casualties", _claim),
    "sources": ("sources", _source),
    "updates": ("updates", _update),
}


# ---- single values; what is absent is like null


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(key, f"must be a text, not {in_json(value)}")
    return value


def _line(record: Record, key: str) -> str:
    return line_of({key: _text(record, key)}, key)


def _lines(record: Record, key: str) -> tuple[str, ...]:
    return tuple(filter(None, (_line({key: each}, key) for each in _list(record, key))))


def _list(record: Record, key: str) -> list[Any]:
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(key, "must be a list")
    return value


def _objects(record: Record, key: str) -> list[dict[str, Any]]:
    items = _list(record, key)
    if not all(isinstance(each, dict) for each in items):
        raise Unreadable(key, "must be a list of objects")
    return items


def _choice(record: Record, key: str, options: Sequence[str]) -> str:
    text = _line(record, key)
    if text and text not in options:
        raise Unreadable(key, f"{shortened(text)} is not one of {', '.join(options)}")
    return text


def _date(record: Record, key: str) -> When | None:
    text = _line(record, key)
    if not text:
        return None
    try:
        return parse_when(text)
    except DateError as error:
        raise Unreadable(key, str(error)) from None


def _time(record: Record) -> str:
    text = _line(record, "time")
    try:
        return parse_time(text) if text else ""
    except ValueError as error:
        raise Unreadable("time", str(error)) from None


def _url(record: Record, key: str) -> str:
    text = _line(record, key)
    address = web_address(text)
    if text and not address.url:
        raise Unreadable(key, f"{shortened(text)} {address.fault}")
    return address.url if text else ""


def _degrees(record: Record, key: str, most: int) -> float | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= most:
        raise Unreadable(key, f"{in_json(value)} is nowhere: it is a number from -{most} to {most}")
    return round(float(value), 12) + 0.0


def _range(record: Record, key: str) -> Count | None:
    value = record.get(key)
    if value is None:
        return None
    match value:
        case [int() as least, None] if 0 <= least <= MOST:
            return Count(least, None)
        case [int() as least, int() as greatest] if 0 <= least <= greatest <= MOST:
            return Count(least, greatest)
    raise Unreadable(key, f"{in_json(value)} is not [least, greatest], or [least, null] for at least so many")


def _ids(record: Record) -> tuple[tuple[str, str], ...]:
    value = record.get("ids")
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise Unreadable("ids", "must be an object of texts by data set")
    for name in value:
        if not re.fullmatch(DATA_SET, str(name), re.ASCII):
            raise Unreadable("ids", f"{shortened(str(name))} is no short name of a data set such as acled")
    return tuple((name, _line(value, name)) for name in value)
