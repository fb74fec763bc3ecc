"""Reading: the flat cells of one row become `Facts`, or it is said which cell cannot be read and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.entries.records import ROLES, Claim, Source, Update
from chronicle.entries.values import DATA_SET
from chronicle.exchange.cells import items_of
from chronicle.exchange.facts import ActorFacts, Facts
from chronicle.exchange.faults import Fault, Unreadable, line_of, missing
from chronicle.exchange.row_dates import WHOLE, date_of, time_of, when_of
from chronicle.exchange.row_places import places_of
from chronicle.problems import shortened
from chronicle.text.counts import Count, parse_count
from chronicle.text.links import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# What a mapping may lead to, beside the columns of our own CSV. Lists take the items of several columns.
LISTS: Final = frozenset(
    "within locations location_ids types actors actor_roles actor_ids perpetrators suspected claimed_by targets "
    "affected weapons sources source_titles source_urls source_dates tags ids".split()
)
SINGLES: Final = frozenset(
    "id own_id title date date_from date_to date_precision year month day end_year end_month end_day time location "
    "location_id location_kind latitude longitude coordinates location_precision country country_code admin1 admin2 "
    "admin3 killed killed_min killed_max injured injured_min injured_max grade summary text part_of follows added "
    "updated url".split()
)
TARGETS: Final = LISTS | SINGLES
# 1200 as many write it, or a fraction with three places.
THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+\Z", re.ASCII)
_ADDRESS: Final = re.compile(r"https?://\S+\Z", re.ASCII | re.IGNORECASE)
CHANGED: Final = "Changed in the data that this was imported from."

_BY_COLUMN: Final = {
    "perpetrators": "perpetrator",
    "suspected": "suspected",
    "claimed_by": "claimed",
    "targets": "target",
    "affected": "affected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A row as facts; without them when a cell of it cannot be read."""

    facts: Facts | None
    faults: tuple[Fault, ...] = ()


def read(cells: Mapping[str, str], title: str = "") -> Read:
    """The facts in a row of flat cells (target → text, none of them empty); `title` is for a row that has none."""
    faults: list[Fault] = []
    values: dict[str, object] = {}

    def take(name: str, value: Callable[[Mapping[str, str]], object]) -> None:
        try:
            values[name] = value(cells)
        except Unreadable as error:
            faults.append(Fault(target=error.target, message=str(error)))

    lists = {target: items_of(cells.get(target, "")) for target in LISTS}
    take("title", lambda row: line_of(row, "title") or title or missing("title"))
    take("date", when_of)
    take("time", time_of)
    take("places", lambda row: places_of(row, lists, faults))
    take("actors", lambda _: _actors(lists))
    take("casualties", _casualties)
    take("sources", lambda _: _sources(lists, faults))
    take("added", lambda row: date_of(row["added"], "added") if "added" in row else None)
    take("updates", _updates)
    take("ids", lambda _: tuple(_named(item) for item in lists["ids"]))
    for name in ("id", "grade", "summary", "part_of", "follows"):
        take(name, lambda row, name=name: line_of(row, name))  # type: ignore[misc]
    if any(not fault.is_warning for fault in faults):
        return Read(facts=None, faults=tuple(faults))
    plain = {name: lists[name] for name in ("types", "weapons", "tags")}
    facts = Facts(text=cells.get("text", ""), **plain, **values)  # type: ignore[arg-type]
    return Read(facts=facts, faults=tuple(faults))


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
        raise Unreadable("actor_roles", f"{shortened(text)} is not one of {', '.join(ROLES)}")
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
        raise Unreadable(f"{target}_max", f"{greatest} is less than the least, which is {least}")
    return Count(least, greatest)


def _number_of_people(text: str, target: str) -> Count:
    if THOUSANDS.match(text):
        number = text.replace(".", "")
        raise Unreadable(
            target, f"{shortened(text)} can mean {number} people or part of a toll; write {number}, or 1-2"
        )
    try:
        return parse_count(WHOLE.sub(r"\1", text.strip()))
    except ValueError as error:
        raise Unreadable(target, str(error)) from None


# ---- sources and the rest


def _sources(lists: Mapping[str, tuple[str, ...]], faults: list[Fault]) -> tuple[Source, ...]:
    columns = [lists[name] for name in ("sources", "source_titles", "source_urls", "source_dates")]
    number = max(map(len, columns))
    rows = zip(*([*column, *[""] * (number - len(column))] for column in columns), strict=True)
    return tuple(_source(row, faults) for row in rows if any(row))


def _source(row: Sequence[str], faults: list[Fault]) -> Source:
    """A source; what stands in the place of an address and is none, such as "print only", is kept in words.

    Many tables have an address in the place of a publisher.
    """
    publisher, title, url, date = row
    if not url and _ADDRESS.match(publisher) and web_address(publisher).url:
        publisher, url = "", publisher
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
        date=date_of(date, "source_dates") if date else None,
    )


def _updates(row: Mapping[str, str]) -> tuple[Update, ...]:
    return (Update(date=date_of(row["updated"], "updated"), text=CHANGED),) if "updated" in row else ()


def _named(item: str) -> tuple[str, str]:
    name, _, value = item.partition("=")
    if not re.fullmatch(DATA_SET, name, re.ASCII) or not value:
        raise Unreadable("ids", f"{shortened(item)} is not written like acled=IRQ1234")
    return name, value
