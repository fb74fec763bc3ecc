"""Charts: how many incidents began in each month, year or decade, as bars."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from chronicle.pages import addresses
from chronicle.pages.lists import LONGEST, incident_count
from chronicle.pages.page import Link
from chronicle.pages.views.time import Bar, Bars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from chronicle.pages.edition import Edition

Rest = tuple[tuple[str, tuple[str, ...]], ...]  # what is in no bar: why, and how many

LEAST: Final = 5  # incidents from which a chart tells more than their list
YEARS_BY_MONTH: Final = 3  # calendar years up to which bars are months
YEARS_BY_YEAR: Final = 100  # and up to which they are years; then decades

_HEIGHT: Final = 120  # pixels of the highest bar
_TOP: Final = 8  # pixels above it
_ROOM: Final = 250  # pixels that the labels have on the smallest screen
_LETTER: Final = 7  # pixels of a letter of a label
_FILLED: Final = 0.7  # of a column is the bar, the rest a gap
_SHORT: Final = 12  # columns up to which a chart need not be as wide as the page


class _Unit(NamedTuple):
    """What a bar stands for; bars are numbered, and the next one has the next number."""

    title: str
    name: str
    label: Callable[[int], str]
    tick: Callable[[int], str]
    steps: tuple[int, ...]
    link: Callable[[int], str]


def bars(edition: Edition, slugs: Sequence[str], address: str = "") -> Bars | None:
    """The chart of a list of incidents, for `listing(edition, slugs, address)`; None where it would say nothing.

    An incident counts once, where it began. Bars are months while all began in three calendar years that follow
    each other and most months are known, otherwise years; of more than a hundred years, decades. Those whose month
    is not known are in no month's bar, but told in words. Years lead to the pages of a long list, or to where they
    begin in a short one. None for fewer than five incidents or a single bar.
    """
    is_long = len(slugs) > LONGEST
    return _chart(
        edition,
        slugs,
        year_link=lambda year: (addresses.in_year if is_long else addresses.year_on)(address, year) if address else "",
        month_link=lambda _: "",
    )


def archive_bars(edition: Edition, months: Iterable[tuple[int, int]]) -> Bars | None:
    """The chart of the whole record; bars lead to the pages of years and of these months."""
    known = frozenset(months)

    def month_link(number: int) -> str:
        month = (number // 12, number % 12 + 1)
        return addresses.month(*month) if month in known else ""

    return _chart(edition, edition.chronicle.order, year_link=addresses.year, month_link=month_link)


def year_bars(edition: Edition, year: int, counts: Sequence[int], rest: Rest) -> Bars | None:
    """The chart of a year from the counts of its twelve months; bars lead to their pages."""
    if sum(counts) < LEAST:
        return None
    unit = _months_of(edition, lambda number: addresses.month(year, number % 12 + 1), year_too=False)
    numbered = Counter({year * 12 + number: count for number, count in enumerate(counts) if count})
    return _drawn(edition, unit, numbered, range(year * 12, year * 12 + 12), rest)


def _chart(
    edition: Edition, slugs: Sequence[str], *, year_link: Callable[[int], str], month_link: Callable[[int], str]
) -> Bars | None:
    if len(slugs) < LEAST:
        return None
    years = Counter(map(edition.years.__getitem__, slugs))
    length = max(years) - min(years) + 1
    if length <= YEARS_BY_MONTH and (found := _by_month(edition, slugs, month_link)):
        return found
    if length <= YEARS_BY_YEAR:
        return _drawn(edition, _years_of(edition, year_link), years, _between(years))
    decades = Counter(year // 10 for year in years.elements())
    return _drawn(edition, _decades_of(edition), decades, _between(decades))


def _by_month(edition: Edition, slugs: Sequence[str], link: Callable[[int], str]) -> Bars | None:
    points = [edition.chronicle.outlines[slug].date.start for slug in slugs]
    months = Counter(point.year * 12 + point.month - 1 for point in points if point.month)
    unknown = Counter(point.year for point in points if not point.month)
    if unknown.total() > months.total() or not months:
        return None
    rest = tuple(
        edition.text("{number} in {year}", number=edition.language.number(number), year=year)
        for year, number in sorted(unknown.items())
    )
    named = ((edition.text("Month not known"), rest),) if rest else ()
    return _drawn(edition, _months_of(edition, link, year_too=True), months, _between(months), named)


def _between(counts: Iterable[int]) -> range:
    numbers = list(counts)
    return range(min(numbers), max(numbers) + 1)


def _months_of(edition: Edition, link: Callable[[int], str], *, year_too: bool) -> _Unit:
    """Months, numbered from the year 0; with `year_too` January is marked by its year."""
    language = edition.language

    def tick(number: int) -> str:
        return str(number // 12) if year_too and number % 12 == 0 else language.month_name(number % 12 + 1, short=True)

    return _Unit(
        title=edition.text("Incidents by month"),
        name=edition.text("Month"),
        label=lambda number: language.month(number // 12, number % 12 + 1),
        tick=tick,
        steps=(1, 2, 3, 6, 12),
        link=link,
    )


def _years_of(edition: Edition, link: Callable[[int], str]) -> _Unit:
    title, name = edition.text("Incidents by year"), edition.text("Year")
    return _Unit(title=title, name=name, label=str, tick=str, steps=(1, 2, 5, 10, 20), link=link)


def _decades_of(edition: Edition) -> _Unit:
    return _Unit(
        title=edition.text("Incidents by decade"),
        name=edition.text("Decade"),
        label=lambda number: edition.text("{first} to {last}", first=number * 10, last=number * 10 + 9),
        tick=lambda number: str(number * 10),
        steps=(1, 2, 5, 10, 20, 50, 100, 200),
        link=lambda _: "",
    )


def _drawn(edition: Edition, unit: _Unit, counts: Mapping[int, int], columns: range, rest: Rest = ()) -> Bars | None:
    """The chart of these counts; None for a single bar."""
    if len(counts) < 2:  # noqa: PLR2004 - two can be compared
        return None
    scale = _Scale(columns=columns, highest=max(counts.values()), is_mirrored=edition.language.direction == "rtl")
    made = tuple(_bar(edition, unit, scale, number, count) for number, count in sorted(counts.items()))
    return Bars(
        title=unit.title,
        description=_description(edition, unit, counts),
        unit=unit.name,
        is_linked=any(bar.link.address for bar in made),
        is_short=len(columns) <= _SHORT,
        width=_number(_FILLED * 100 / len(columns)),
        column_width=_number(100 / len(columns)),
        bars=made,
        ticks=tuple((unit.tick(number), scale.x(number, 0.5)) for number in _ticked(unit, columns)),
        levels=tuple((edition.language.number(level), scale.y(level)) for level in _levels(scale.highest)),
        start="100" if scale.is_mirrored else "0",
        rest=rest,
    )


class _Scale(NamedTuple):
    """Where things stand: x in per cent from the left, y in pixels from the top. Time runs as the language is read."""

    columns: range
    highest: int
    is_mirrored: bool

    def x(self, number: int, part: float = 0) -> str:
        """A column's left side, or a part of its width further."""
        place = self.columns.index(number)
        place = len(self.columns) - 1 - place if self.is_mirrored else place
        return _number(100 * (place + part) / len(self.columns))

    def y(self, count: int) -> str:
        """The top of a bar."""
        return _number(_TOP + _HEIGHT - self._height(count))

    def height(self, count: int) -> str:
        """The height of a bar."""
        return _number(self._height(count))

    def _height(self, count: int) -> float:
        return max(_HEIGHT * count / self.highest, 2)  # a single one among thousands is seen too


def _bar(edition: Edition, unit: _Unit, scale: _Scale, number: int, count: int) -> Bar:
    return Bar(
        link=Link(unit.label(number), unit.link(number)),
        count=incident_count(edition, count),
        column=scale.x(number),
        x=scale.x(number, (1 - _FILLED) / 2),
        y=scale.y(count),
        height=scale.height(count),
    )


def _number(value: float) -> str:
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def _description(edition: Edition, unit: _Unit, counts: Mapping[int, int]) -> str:
    most = min(counts, key=lambda number: (-counts[number], number))
    return edition.text(
        "{first} to {last}. Most in one: {most}, {count}.",
        first=unit.label(min(counts)),
        last=unit.label(max(counts)),
        most=unit.label(most),
        count=incident_count(edition, counts[most]),
    )


def _ticked(unit: _Unit, columns: range) -> list[int]:
    """The columns with a label: as many round ones as have room beside each other."""
    for step in unit.steps:
        chosen = [number for number in columns if number % step == 0]
        room = _ROOM / len(columns) * step
        if max((len(unit.tick(number)) for number in chosen), default=0) * _LETTER + _LETTER <= room:
            return chosen or [columns[0]]
    return [columns[0], columns[-1]]


def _levels(highest: int) -> list[int]:
    """Round numbers of incidents, three at most."""
    size = 10 ** (len(str(highest)) - 1)
    steps = (max(size // 5, 1), max(size // 2, 1), size, size * 2, size * 5)
    step = next(step for step in steps if highest <= step * 3)
    return list(range(step, highest + 1, step))
