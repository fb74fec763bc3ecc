"""The words of a language: dates that keep their precision, numbers, messages."""

import datetime as dt

import pytest
from babel import Locale
from babel.dates import format_date

from chronicle.text.counts import Count
from chronicle.text.dates import parse_when
from chronicle.text.wording import language

EN = language("en")


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2023-10-19", "Thursday, 19 October 2023", "19 October 2023"),
        ("2023-10", "October 2023, day not known", "October 2023"),
        ("2023", "2023, month not known", "2023"),
        ("2023-10-19~", "about 19 October 2023", "about 19 October 2023"),
        ("2023-10?", "October 2023, not certain", "October 2023, not certain"),
        ("2023%", "about 2023, not certain", "about 2023, not certain"),
        ("2023-10-19/..", "since 19 October 2023", "since 19 October 2023"),
        ("2023-10-19~/..", "since about 19 October 2023", "since about 19 October 2023"),
        ("2023-10-19/2023-10-20", "19–20 Oct 2023", "19–20 Oct 2023"),
        ("2023-10/2023-12~", "about October 2023 to December 2023", "about October 2023 to December 2023"),
    ],
)
def test_a_date_in_words_keeps_its_precision(text: str, long: str, short: str) -> None:
    """A date in words says no more and no less than is known."""
    assert EN.when(parse_when(text)) == long
    assert EN.when(parse_when(text), short=True) == short


@pytest.mark.parametrize("code", ["ar", "de", "en-US", "fa", "he", "hu", "ja", "ku", "my", "ru", "th", "zh-Hant"])
def test_a_day_is_told_as_babel_tells_it(code: str) -> None:
    """The parts of a day are kept for other days; together they are what the library makes of the whole."""
    locale, words = Locale.parse(code.replace("-", "_")), language(code)
    for number in range(0, 40_000, 911):
        day = dt.date(1930, 1, 1) + dt.timedelta(days=number)
        assert words.day(day) == format_date(day, "full", locale)
        assert words.short_day(day) == format_date(day, "long", locale)
        assert words.weekday(day) == format_date(day, "EEEE", locale)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, "not known"),
        (Count(3, 3), "3"),
        (Count(1, 5), "1 to 5"),
        (Count(41, None), "at least 41"),
        (Count(1200, 1200), "1,200"),
    ],
)
def test_a_count_in_words_keeps_its_range(count: Count | None, words: str) -> None:
    """A number of people in words keeps its range."""
    assert EN.count(count) == words


def test_parts_of_dates_have_words() -> None:
    """Days, weekdays and months are written as the language writes them."""
    day = dt.date(2023, 10, 19)
    assert EN.day(day) == "Thursday, 19 October 2023"
    assert EN.short_day(day) == "19 October 2023"
    assert language("en-US").short_day(day) == "October 19, 2023"
    assert EN.weekday(day) == "Thursday"
    assert EN.month(2023, 10) == "October 2023"
    assert language("de").month(2023, 3) == "März 2023"


def test_the_form_of_a_message_follows_its_number() -> None:
    """One and many have forms of their own, with the number written out."""
    assert EN.number_text("{number} incident", "{number} incidents", 1) == "1 incident"
    assert EN.number_text("{number} incidents", "{number} incidents", 1200) == "1,200 incidents"
    assert EN.text("by {name}", name="Reuters") == "by Reuters"


def test_things_in_a_row_are_set_apart_as_the_language_does_it() -> None:
    """English has its comma, Arabic another one."""
    assert EN.listed(["rocket", "drone"]) == "rocket, drone"
    assert language("ar").listed(["صاروخ", "طائرة"]) == "صاروخ، طائرة"
    assert EN.listed([]) == ""


@pytest.mark.parametrize(
    ("code", "text", "runs_against"),
    [
        ("en", "Anbar", False),
        ("en", "الأنبار", True),
        ("en", "Anbar (الأنبار)", True),
        ("en", "Αθήνα 2023", False),
        ("ar", "الأنبار 2023", False),
        ("ar", "Anbar", True),
        ("ar", "2023-10-19", False),
    ],
)
def test_a_text_may_run_against_a_language(code: str, text: str, *, runs_against: bool) -> None:
    """Letters of the other direction run against a language; digits and marks go with any."""
    assert language(code).runs_against(text) == runs_against


def test_a_value_that_runs_the_other_way_is_isolated_in_its_message() -> None:
    """A Latin name does not turn an Arabic title around, whatever stands beside it."""
    arabic = language("ar")
    assert arabic.text("{name} in {year}", name="Anbar", year=2023) == "\u2068Anbar\u2069 في عام 2023"
    assert arabic.text("{name} in {year}", name="بغداد", year=2023) == "بغداد في عام 2023"
    assert EN.text("{name} in {year}", name="بغداد", year=2023) == "\u2068بغداد\u2069 in 2023"


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fa-IR", "rtl"), ("de-XX", "ltr")])
def test_a_language_has_a_direction(code: str, direction: str) -> None:
    """Arabic and Persian run from right to left, a country makes no difference."""
    assert language(code).direction == direction


def test_a_language_is_called_what_readers_call_it() -> None:
    """A language has a name in another, and keeps its code where nobody knows one."""
    assert EN.language_name("ar") == "Arabic"
    assert language("de").language_name("ar") == "Arabisch"
    assert [EN.language_name(code) for code in ("xx", "abc-xyz", "q")] == ["xx", "abc-xyz", "q"]


@pytest.mark.parametrize("code", ["xx", "abc-xyz", "xx-Latn-XX"])
def test_a_language_nobody_knows_is_written_as_english(code: str) -> None:
    """A language without data is no reason to stop: its dates and numbers are English."""
    assert language(code).day(dt.date(2023, 10, 19)) == "Thursday, 19 October 2023"
    assert language(code).number(1200) == "1,200"


def test_a_script_is_given_a_form_for_each_number() -> None:
    """A message has a pattern for each plural category of the language, and always one for the rest."""
    assert EN.number_forms("{number} page", "{number} pages") == (("one", "{number} page"), ("other", "{number} pages"))
    assert [name for name, _ in language("ar").number_forms("x", "y")] == ["few", "many", "one", "other", "two", "zero"]
    assert [name for name, _ in language("pl").number_forms("x", "y")] == ["few", "many", "one", "other"]
