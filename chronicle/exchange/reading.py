"""Reading: the flat cells of one row become `Facts`, or it is said which cell cannot be read and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from chronicle.entries.kinds import PLACE_KINDS, PRECISIONS
from chronicle.entries.records import ROLES, Claim, Source, Update
from chronicle.entries.values import LONGEST_LINE, parse_time
from chronicle.exchange.cells import items_of
from chronicle.exchange.facts import ActorFacts, Area, Facts, PlaceFacts
from chronicle.problems import shortened
from chronicle.text.counts import Count, parse_count
from chronicle.text.dates import DateError, Point, When, parse_when
from chronicle.text.links import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# What a mapping may lead to, beside the columns of our own CSV. Lists take the items of several columns.
LISTS: Final = frozenset(
    "within locations location_ids types actors actor_roles actor_ids perpetrators suspected claimed_by targets "
    "affected weapons sources source_titles source_urls source_dates tags ids".split()
)
SINGLES: Final = frozenset(
    "id title date date_from date_to date_precision year month day end_year end_month end_day time location "
    "location_id location_kind latitude longitude coordinates location_precision country country_code admin1 admin2 "
    "admin3 killed killed_min killed_max injured injured_min injured_max grade summary text part_of follows added "
    "updated url".split()
)
TARGETS: Final = LISTS | SINGLES
DATE_PRECISIONS: Final = ("day", "approximate", "month", "year")
CHANGED: Final = "Changed in the data that this was imported from."

_BY_COLUMN: Final = {
    "perpetrators": "perpetrator",
    "suspected": "suspected",
    "claimed_by": "claimed",
    "targets": "target",
    "affected": "affected",
}
_DATED: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d{1,9})?)? ?(Z|[+-]\d{2}:\d{2})?\Z", re.ASCII
)
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?\Z", re.ASCII)
_WHOLE: Final = re.compile(r"(\d{1,9})\.0+\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a cell: the row is left out, unless it is only a warning."""

    target: str
    message: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A row as facts; without them when a cell of it cannot be read."""

    facts: Facts | None
    faults: tuple[Fault, ...] = ()


class _Unreadable(ValueError):  # noqa: N818 - no error of the program: a cell to be told of
    """A cell that cannot be read."""

    def __init__(self, target: str, message: str) -> None:
        super().__init__(message)
        self.target = target


def read(cells: Mapping[str, str], title: str = "") -> Read:
    """The facts in a row of flat cells (target → text, none of them empty); `title` is for a row that has none."""
    faults: list[Fault] = []
    values: dict[str, object] = {}

    def take(name: str, value: Callable[[Mapping[str, str]], object]) -> None:
        try:
            values[name] = value(cells)
        except _Unreadable as error:
            faults.append(Fault(target=error.target, message=str(error)))

    lists = {target: items_of(cells.get(target, "")) for target in LISTS}
    take("title", lambda row: _line(row, "title") or title or _missing("title"))
    take("date", _when)
    take("time", _time)
    take("places", lambda row: _places(row, lists, faults))
    take("actors", lambda _: _actors(lists))
    take("casualties", _casualties)
    take("sources", lambda _: _sources(lists, faults))
    take("added", lambda row: _date(row["added"], "added") if "added" in row else None)
    take("updates", _updates)
    take("ids", lambda _: tuple(_named(item) for item in lists["ids"]))
    for name in ("id", "grade", "summary", "part_of", "follows"):
        take(name, lambda row, name=name: _line(row, name))  # type: ignore[misc]
    if any(not fault.is_warning for fault in faults):
        return Read(facts=None, faults=tuple(faults))
    plain = {name: lists[name] for name in ("types", "weapons", "tags")}
    facts = Facts(text=cells.get("text", ""), **plain, **values)  # type: ignore[arg-type]
    return Read(facts=facts, faults=tuple(faults))


def areas(within: Sequence[str], names: Mapping[str, str]) -> tuple[Area, ...]:
    """The areas of these names, outermost first; `names` say which is the country, the province, the district."""
    found: list[Area] = []
    left = {kind: name for kind, name in names.items() if name}
    for name in within:
        kind = next((kind for kind, known in left.items() if known == name), "")
        left.pop(kind, None)
        found.append(Area(name=name, kind=kind))
    return tuple(found)


def _missing(target: str) -> str:
    raise _Unreadable(target, "is missing")


def _line(row: Mapping[str, str], target: str) -> str:
    text = " ".join(row.get(target, "").split())
    if len(text) > LONGEST_LINE:
        raise _Unreadable(target, f"is longer than {LONGEST_LINE} characters")
    return text


# ---- dates


def _when(row: Mapping[str, str]) -> When:
    if "date" in row:
        when = _date(row["date"], "date")
    elif "date_from" in row:
        when = _from_to(row)
    elif "year" in row:
        when = _from_parts(row)
    else:
        raise _Unreadable("date", "is missing")
    return _as_exact(when, row.get("date_precision", ""))


def _date(text: str, target: str) -> When:
    """A date in any form that can mean only one."""
    if match := _DATED.match(text):
        text = match[1]
    try:
        return parse_when(text)
    except DateError as error:
        if error.code == "date-form" and error.guess:
            return parse_when(error.guess)
        raise _Unreadable(target, str(error)) from None


def _from_to(row: Mapping[str, str]) -> When:
    first = _date(row["date_from"], "date_from")
    if "date_to" not in row:
        return first
    last = _date(row["date_to"], "date_to")
    return _ranging(first.start, last.end or last.start, "date_to")


def _ranging(start: Point, end: Point, target: str) -> When:
    if start == end:
        return When(start)
    try:
        return parse_when(f"{start}/{end}")
    except DateError as error:
        raise _Unreadable(target, str(error)) from None


def _from_parts(row: Mapping[str, str]) -> When:
    start = _point(row, "")
    return _ranging(start, _point(row, "end_"), "end_year") if "end_year" in row else When(start)


def _point(row: Mapping[str, str], prefix: str) -> Point:
    """A day, month or year from its parts; a part that is 0 is not known."""
    numbers = [_part(row, f"{prefix}{name}") for name in ("year", "month", "day")]
    known = numbers[: numbers.index(0)] if 0 in numbers else numbers
    if not known:
        raise _Unreadable(f"{prefix}year", "is missing")
    text = "-".join(f"{number:0{width}}" for number, width in zip(known, (4, 2, 2), strict=False))
    return _date(text, f"{prefix}{'year month day'.split()[len(known) - 1]}").start


def _part(row: Mapping[str, str], target: str) -> int:
    text = _WHOLE.sub(r"\1", row.get(target, "0"))
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        raise _Unreadable(target, f"{shortened(text)} is not a number")
    return int(text)


def _as_exact(when: When, precision: str) -> When:
    """The date as exact as a column beside it says: a day of a month that alone is known becomes the month."""
    if precision not in DATE_PRECISIONS or precision == "day":
        return when
    if precision == "approximate":
        return replace(when, start=replace(when.start, mark="~")) if when.is_day and not when.start.mark else when
    ends = (when.start, when.end or when.start)
    kept = [replace(point, day=None, month=point.month if precision == "month" else None) for point in ends]
    return When(kept[0]) if kept[0] == kept[1] else replace(when, start=kept[0], end=when.end and kept[1])


def _time(row: Mapping[str, str]) -> str:
    text = row.get("time", "")
    if not text:
        match = _DATED.match(row.get("date", ""))
        return f"{match[2]}{match[3] or ''}" if match and match[2] != "00:00" else ""
    text = re.sub(r"\A(\d):", r"0\1:", re.sub(r"\A(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?", r"\1", text))
    try:
        return parse_time(text)
    except ValueError as error:
        raise _Unreadable("time", str(error)) from None


# ---- places


def _places(
    row: Mapping[str, str], lists: Mapping[str, tuple[str, ...]], faults: list[Fault]
) -> tuple[PlaceFacts, ...]:
    main = _main_place(row, lists, faults)
    names, ids = lists["locations"], lists["location_ids"]
    others = [PlaceFacts(name=name, id=ids[number] if number < len(ids) else "") for number, name in enumerate(names)]
    if main is None:
        return tuple(others)
    return (main, *(place for place in others if place.name != main.name or place.id != main.id))


def _main_place(row: Mapping[str, str], lists: Mapping[str, tuple[str, ...]], faults: list[Fault]) -> PlaceFacts | None:
    kinds = {"country": _line(row, "country"), "province": _line(row, "admin1"), "district": _line(row, "admin2")}
    around = lists["within"] or tuple(dict.fromkeys(filter(None, (*kinds.values(), _line(row, "admin3")))))
    name, kind = _line(row, "location"), _choice(row, "location_kind", PLACE_KINDS)
    coordinates = _coordinates(row, faults)
    precision = _choice(row, "location_precision", PRECISIONS) if coordinates else ""
    if not name and around:  # the finest area is the place
        found = areas(around, kinds)
        name, kind, around = around[-1], kind or found[-1].kind, around[:-1]
    if not name:
        if coordinates:
            raise _Unreadable("location", "is missing, though there are coordinates")
        return None
    if around and around[-1] == name and not lists["within"]:
        kind, around = kind or areas(around, kinds)[-1].kind, around[:-1]
    code = _line(row, "country_code").upper()
    if code and not re.fullmatch("[A-Z]{2}", code):
        raise _Unreadable("country_code", f"{shortened(code)} is not a two-letter country code such as IQ")
    return PlaceFacts(
        name=name,
        id=_line(row, "location_id"),
        kind=kind,
        coordinates=coordinates,
        precision=precision,
        country_code=code,
        within=areas(around, kinds),
    )


def _choice(row: Mapping[str, str], target: str, options: Sequence[str]) -> str:
    text = _line(row, target).lower()
    if text and text not in options:
        raise _Unreadable(target, f"{shortened(text)} is not one of {', '.join(options)}")
    return text


def _coordinates(row: Mapping[str, str], faults: list[Fault]) -> tuple[float, float] | None:
    if "coordinates" in row:
        texts = [part.strip(" ()[]") for part in row["coordinates"].split(",")]
        if len(texts) != 2:  # noqa: PLR2004 - latitude, longitude
            raise _Unreadable("coordinates", f'{shortened(row["coordinates"])} is not "latitude, longitude"')
        latitude, longitude = (_degrees(text, "coordinates", 180) for text in texts)
        if abs(latitude) > 90:  # noqa: PLR2004 - the poles
            raise _Unreadable("coordinates", f"{shortened(texts[0])} is no latitude, which is -90 to 90")
    elif "latitude" in row and "longitude" in row:
        latitude = _degrees(row["latitude"], "latitude", 90)
        longitude = _degrees(row["longitude"], "longitude", 180)
    elif "latitude" in row or "longitude" in row:
        raise _Unreadable("longitude" if "latitude" in row else "latitude", "is missing beside the other one")
    else:
        return None
    if latitude == longitude == 0:
        message = "0, 0 lies in the sea off Africa and mostly means that nothing is known; the coordinates are left out"
        faults.append(Fault(target="latitude", message=message, is_warning=True))
        return None
    return latitude, longitude


def _degrees(text: str, target: str, most: int) -> float:
    if not _NUMBER.match(text.strip()):
        raise _Unreadable(target, f"{shortened(text)} is not degrees such as 33.79")
    number = float(text) + 0.0  # no negative zero
    if abs(number) > most:
        raise _Unreadable(target, f"{shortened(text)} is nowhere: it is -{most} to {most}")
    return round(number, 12)


# ---- people


def _actors(lists: Mapping[str, tuple[str, ...]]) -> tuple[ActorFacts, ...]:
    roles, ids = lists["actor_roles"], lists["actor_ids"]
    found = [
        ActorFacts(
            name=name,
            role=_role(roles[number]) if number < len(roles) else "other",
            id=ids[number] if number < len(ids) else "",
        )
        for number, name in enumerate(lists["actors"])
        if name
    ]
    found += [ActorFacts(name=name, role=role) for target, role in _BY_COLUMN.items() for name in lists[target] if name]
    return tuple(dict.fromkeys(found))


def _role(text: str) -> str:
    if text and text not in ROLES:
        raise _Unreadable("actor_roles", f"{shortened(text)} is not one of {', '.join(ROLES)}")
    return text or "other"


def _casualties(row: Mapping[str, str]) -> tuple[Claim, ...]:
    killed, injured = _count(row, "killed"), _count(row, "injured")
    return (Claim(killed=killed, injured=injured),) if killed or injured else ()


def _count(row: Mapping[str, str], target: str) -> Count | None:
    """From one column (`3`, `1-5`, `41+`), or from those of the least and the most: without the latter it is open."""
    if target in row:
        return _number_of_people(row[target], target)
    low, high = row.get(f"{target}_min", ""), row.get(f"{target}_max", "")
    if not low and not high:
        return None
    least = _number_of_people(low or "0", f"{target}_min").least
    if not high:
        return Count(least, None)
    greatest = _number_of_people(high, f"{target}_max").least
    if greatest < least:
        raise _Unreadable(f"{target}_max", f"{greatest} is less than {target}_min, {least}")
    return Count(least, greatest)


def _number_of_people(text: str, target: str) -> Count:
    try:
        return parse_count(_WHOLE.sub(r"\1", text.strip()))
    except ValueError as error:
        raise _Unreadable(target, str(error)) from None


# ---- sources and the rest


def _sources(lists: Mapping[str, tuple[str, ...]], faults: list[Fault]) -> tuple[Source, ...]:
    columns = [lists[name] for name in ("sources", "source_titles", "source_urls", "source_dates")]
    number = max(map(len, columns))
    rows = zip(*([*column, *[""] * (number - len(column))] for column in columns), strict=True)
    return tuple(_source(row, faults) for row in rows if any(row))


def _source(row: Sequence[str], faults: list[Fault]) -> Source:
    """A source; what stands in the place of an address and is none, such as "print only", is kept in words."""
    publisher, title, url, date = row
    address = web_address(url).url if url else ""
    if url and not address:
        message = f"{shortened(url)} {web_address(url).fault}; it is kept as the title of the source"
        faults.append(Fault(target="source_urls", message=message, is_warning=True))
        title = f"{title} ({url})" if title else url
    if not (publisher or address):
        publisher, title = title, ""  # a source must be called something
    return Source(
        publisher=publisher,
        title=title,
        url=address,
        date=_date(date, "source_dates") if date else None,
    )


def _updates(row: Mapping[str, str]) -> tuple[Update, ...]:
    return (Update(date=_date(row["updated"], "updated"), text=CHANGED),) if "updated" in row else ()


def _named(item: str) -> tuple[str, str]:
    name, _, value = item.partition("=")
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name, re.ASCII) or not value:
        raise _Unreadable("ids", f"{shortened(item)} is not written like acled=IRQ1234")
    return name, value
