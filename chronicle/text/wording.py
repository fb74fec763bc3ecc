"""The words of one language: messages by gettext, dates and numbers by CLDR (Babel)."""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import DateTimeFormat, format_interval, format_skeleton, parse_pattern
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chronicle.text.counts import Count
    from chronicle.text.dates import Point, When

LOCALES: Final = Path(__file__).parent.parent / "locale"
SHORT: Final = 4  # letters of a day's name that fit above its column
# English without a country: the day before the month, as most of the world writes it.
_PARTS: Final = re.compile(r"%\((\w+)\)s")
_LEAP: Final = 2000
_LEAP_BEGINS: Final = dt.date(_LEAP, 1, 1).weekday()
_USUAL: Final = {"en": "en_001"}


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language, such as `en`, `en-US`, `ar`."""

    code: str
    translations: gettext.NullTranslations = field(compare=False, repr=False)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return _direction(self.code)

    def runs_against(self, text: str) -> bool:
        """Whether letters of a text run the other way than this language."""
        if _direction(self.code) == "ltr":
            return not text.isascii() and any(bidirectional(letter) in {"R", "AL"} for letter in text)
        return any(bidirectional(letter) == "L" for letter in text)

    @property
    def is_translated(self) -> bool:
        """Whether the messages are in this language: it is English, or has a catalogue."""
        return self.code.partition("-")[0] == "en" or isinstance(self.translations, gettext.GNUTranslations)

    def text(self, message: str, **values: object) -> str:
        """A message in this language, with its values."""
        words = self.translations.gettext(message)
        return words.format(**self._apart(values)) if values else words.format()

    def number_text(self, one: str, many: str, number: int, **values: object) -> str:
        """A message whose form depends on a number; `{number}` stands for it."""
        words = self.translations.ngettext(one, many, number)
        return words.format(number=self.number(number), **self._apart(values))

    def _apart(self, values: dict[str, object]) -> dict[str, object]:
        """Values that run the other way in Unicode's isolates: a plain text knows no <bdi>."""
        return {
            name: f"\u2068{value}\u2069" if isinstance(value, str) and self.runs_against(value) else value
            for name, value in values.items()
        }

    def listed(self, items: Iterable[str]) -> str:
        """Several things in a row, each apart from the next as the language does it: `rocket, drone`."""
        return self.text(", ").join(items)

    def number_forms(self, one: str, many: str) -> tuple[tuple[str, str], ...]:
        """A message for each plural category of the language (CLDR's names), for scripts that fill in `{number}`."""
        rule = _locale(self.code).plural_form
        samples = {rule(number): number for number in reversed(range(200))}
        samples.setdefault("other", max(samples.values()))
        return tuple((name, self.translations.ngettext(one, many, number)) for name, number in sorted(samples.items()))

    def number(self, number: float) -> str:
        """A number as readers of the language write it."""
        return _number(number, self.code)

    def day(self, day: dt.date) -> str:
        """`Thursday, 19 October 2023`."""
        return _formatted(day, "full", self.code)

    def short_day(self, day: dt.date) -> str:
        """`19 October 2023`."""
        return _formatted(day, "long", self.code)

    def weekday(self, day: dt.date) -> str:
        """`Thursday`."""
        return _formatted(day, "EEEE", self.code)

    @property
    def first_weekday(self) -> int:
        """The day that a week begins with, Monday 0: as in the language's country, or the likeliest one.

        English without a country is that of the world, whose weeks begin on Monday.
        """
        locale = _locale(self.code)
        if locale.territory is None:
            locale = Locale.parse(get_global("likely_subtags").get(locale.language, "en_001"))
        return int(locale.first_week_day)

    @property
    def week(self) -> tuple[tuple[str, str], ...]:
        """The days of a week in their order: (`Th`, `Thursday`); single letters where short names are not short."""
        names = _locale(self.code).days["format"]
        order = [(self.first_weekday + number) % 7 for number in range(7)]
        short = "short" if all(len(names["short"][day]) <= SHORT for day in order) else "narrow"
        return tuple((names[short][day], names["wide"][day]) for day in order)

    def month_name(self, month: int, *, short: bool = False) -> str:
        """`October`, or `Oct`."""
        # Not "stand-alone": there Babel mixes up languages that are used in one process.
        return str(_locale(self.code).months["format"]["abbreviated" if short else "wide"][month])

    def month(self, year: int, month: int) -> str:
        """`October 2023`."""
        return _month_name(year, month, self.code)

    def when(self, when: When, *, short: bool = False) -> str:
        """A date in words that keep its precision: `October 2023, day not known`; short: `October 2023`."""
        mark = when.start.mark or (when.end.mark if when.end else "")
        words = self._marked(mark, self._span(when, short=short or bool(mark)))
        return self.text("since {date}", date=words) if when.open_ended else words

    def _marked(self, mark: str, words: str) -> str:
        if mark == "~":
            return self.text("about {date}", date=words)
        if mark == "?":
            return self.text("{date}, not certain", date=words)
        return self.text("about {date}, not certain", date=words) if mark else words

    def _span(self, when: When, *, short: bool) -> str:
        if when.open_ended:
            return self._point(when.start, short=True)
        if when.end is None:
            return self._point(when.start, short=short)
        if when.start.day and when.end.day:
            return str(format_interval(when.first, when.last, "yMMMd", locale=_locale(self.code)))
        first, last = self._point(when.start, short=True), self._point(when.end, short=True)
        return self.text("{first} to {last}", first=first, last=last)

    def _point(self, point: Point, *, short: bool) -> str:
        if point.day:
            return self.short_day(point.first) if short else self.day(point.first)
        if point.month:
            words = self.month(point.year, point.month)
            return words if short else self.text("{month}, day not known", month=words)
        return str(point.year) if short else self.text("{year}, month not known", year=point.year)

    def language_name(self, code: str) -> str:
        """What a language is called in this one: `Arabic`; the code itself where CLDR does not know it."""
        try:
            name = Locale.parse(code.replace("-", "_")).get_language_name(_locale(self.code))
        except (UnknownLocaleError, ValueError):
            name = None
        return name or code

    def territory(self, code: str) -> str:
        """What a country is called, by its ISO 3166 code: `Iraq`; nothing where CLDR does not know it."""
        return str(_locale(self.code).territories.get(code, ""))

    def count(self, count: Count | None) -> str:
        """A number of people in words: `not known`, `3`, `1 to 5`, `at least 41`."""
        if count is None:
            return self.text("not known")
        if count.greatest is None:
            return self.text("at least {number}", number=self.number(count.least))
        if count.least == count.greatest:
            return self.number(count.least)
        return self.text("{least} to {greatest}", least=self.number(count.least), greatest=self.number(count.greatest))


def language(code: str) -> Language:
    """The words of a language; messages that have no translation stay English."""
    for name in (code.replace("-", "_"), code.partition("-")[0]):
        catalogue = LOCALES / f"{name}.po"
        if catalogue.is_file():
            return Language(code, translations(catalogue))
    return Language(code, gettext.NullTranslations())


@functools.lru_cache(maxsize=16)
def translations(catalogue: Path) -> gettext.NullTranslations:
    """The messages of a `.po` file, as it was when first asked for; fuzzy ones do not count.

    They are read as they stand, so that there is no compiled file that could be missing or old.
    """
    # Imported here: these take 15 ms, and an English site has no catalogue.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with catalogue.open("rb") as file:
        write_mo(compiled, read_po(file, locale=catalogue.stem))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@functools.lru_cache(maxsize=16)
def _locale(code: str) -> Locale:
    """CLDR's data for a language; English where it has none."""
    name = _USUAL.get(code, code.replace("-", "_"))
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        base = code.partition("-")[0]
        return _locale(base) if base != code else Locale.parse("en_001")


@functools.lru_cache(maxsize=16)
def _direction(code: str) -> str:
    return _locale(code).text_direction


@functools.lru_cache(maxsize=65536)
def _formatted(day: dt.date, form: str, code: str) -> str:
    """A day in one of CLDR's forms, or by a pattern: what Babel's `format_date` makes of it, each part made once."""
    pattern, parts = _pattern(form, code)
    return pattern % {part: _part(part, *_told_by(part, day), code) for part in parts}


@functools.lru_cache(maxsize=64)
def _pattern(form: str, code: str) -> tuple[str, frozenset[str]]:
    """A form as it is filled in, and the parts of a day that it names: `%(d)s %(MMMM)s %(y)s`."""
    pattern = str(parse_pattern(_locale(code).date_formats.get(form, form)).format)
    return pattern, frozenset(_PARTS.findall(pattern))


def _told_by(part: str, day: dt.date) -> tuple[int, int, int]:
    """A day of which this part is the same: most days have parts in common with thousands."""
    if part[0] == "y":
        return day.year, 1, 1
    if part[0] in "ML":
        return _LEAP, day.month, 1
    if part[0] == "d":
        return _LEAP, 1, day.day
    if part[0] == "E":
        return _LEAP, 1, 1 + (day.weekday() - _LEAP_BEGINS) % 7
    return day.year, day.month, day.day


@functools.lru_cache(maxsize=4096)
def _part(part: str, year: int, month: int, day: int, code: str) -> str:
    return str(DateTimeFormat(dt.date(year, month, day), _locale(code))[part])


@functools.lru_cache(maxsize=4096)
def _month_name(year: int, month: int, code: str) -> str:
    return str(format_skeleton("yMMMM", dt.date(year, month, 1), locale=_locale(code)))


@functools.lru_cache(maxsize=4096)
def _number(number: float, code: str) -> str:
    return str(format_decimal(number, locale=_locale(code), decimal_quantization=False))


def time_zones() -> frozenset[str]:
    """The names of all time zones, such as `Asia/Baghdad`, also older ones: by CLDR, since some systems know none."""
    aliases = get_global("zone_aliases")
    return frozenset({*get_global("zone_territories"), *aliases, *aliases.values()})
