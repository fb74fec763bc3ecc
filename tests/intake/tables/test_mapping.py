"""What a mapping makes of rows, and what is wrong with a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.intake.tables import mapping_file
from chronicle.intake.tables.date_forms import date_by, form_fault
from chronicle.intake.tables.mapping import Mapping, mapped
from chronicle.intake.tables.mapping_file import parse_mapping
from chronicle.intake.tables.presets import presets
from chronicle.intake.tables.row import Row
from chronicle.problems import shown

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

HEAD = 'name = "mine"\n[columns]\n'


def made(text: str) -> Mapping:
    """The mapping in a text without mistakes."""
    mapping = parse_mapping(text, "mine.toml")
    assert isinstance(mapping, Mapping), mapping
    return mapping


def flat(text: str, **cells: str) -> dict[str, str]:
    """What a mapping makes of one row."""
    return mapped(Row(number=2, cells=cells), made(text))


def wrong(text: str) -> list[str]:
    """Everything that is wrong with a mapping, as it is printed."""
    problems = parse_mapping(text, "mine.toml")
    assert isinstance(problems, tuple)
    return [shown(problem, None) for problem in problems]


def test_columns_are_found_whatever_their_spelling() -> None:
    """Case, spaces, hyphens and underscores do not matter; a column may lead to several targets."""
    text = HEAD + '"Event date" = "date"\nplace = ["location", "title"]\n'
    assert flat(text, EVENT_DATE="2023", Place="Kut", other="x") == {"date": "2023", "location": "Kut", "title": "Kut"}


def test_a_cell_that_nobody_sees_is_empty() -> None:
    """Else a place without a name would keep the whole table out."""
    text = HEAD + 'a = "title"\nb = "location"\nx = "tags"\n'
    assert flat(text, a="Fire", b="\u200b", x="\u3164; q;\u2800") == {"title": "Fire", "tags": "q"}


def test_of_several_columns_the_first_line_counts() -> None:
    """For what can be said once; items of lists follow each other, in the order of the mapping."""
    text = HEAD + 'b = "title"\na = "title"\ny = "tags"\nx = "tags"\n'
    assert flat(text, a="1", b="2", x="p; q", y="q; r") == {"title": "2", "tags": "q; r; p"}
    assert flat(text, a="1") == {"title": "1"}


def test_the_id_of_the_data_set_is_kept_under_its_name() -> None:
    """Only our own table has ids of entries."""
    assert flat(HEAD + 'nr = "id"\n', nr="IRQ; 1") == {"ids": "mine=IRQ\\; 1"}
    assert flat('name = "chronicle"\n[columns]\nid = "id"\n', id="x") == {"id": "x"}


def test_lists_are_split_as_the_mapping_says() -> None:
    """At semicolons, at another mark, or never; lists beside each other keep their gaps."""
    text = HEAD + 'a = "actors"\nw = "weapons"\nt = "source_titles"\nu = "source_urls"\n'
    text += '[split]\na = ","\nsource_titles = ""\n'
    read = flat(text, a="x, y", w="p\\; q; r", t="One; two", u="http://a; ; http://b")
    assert read == {
        "actors": "x; y",
        "weapons": "p\\; q; r",
        "source_titles": "One\\; two",
        "source_urls": "http://a; ; http://b",
    }


def test_codes_are_looked_up_by_column_or_target() -> None:
    """Whatever their case; an empty text drops the value, a star takes all others."""
    text = HEAD + 'kind = "types"\nprec = "location_precision"\n'
    text += '[codes.types]\n"Bomb" = "bombing"\n"*" = "other"\n[codes.prec]\n1 = "locality"\n9 = ""\n'
    assert flat(text, kind="BOMB; x; bomb", prec="1") == {"types": "bombing; other", "location_precision": "locality"}
    assert flat(text, prec="9") == {}
    assert flat(text, prec="7") == {"location_precision": "7"}


def test_what_says_nothing_is_missing() -> None:
    """In all columns or in one; fixed values are for every row, and yield to what a column says."""
    text = HEAD + 'k = "killed"\nm = "month"\nt = "tags"\n[missing]\n"*" = ["-99", "N/A"]\nm = ["0"]\n'
    text += '[fixed]\ntags = ["gtd"]\ngrade = "possible"\nmonth = "1"\n'
    assert flat(text, k="-99", m="0", t="n/a") == {"tags": "gtd", "grade": "possible", "month": "1"}
    assert flat(text, k="0", m="2", t="x") == {"killed": "0", "tags": "x; gtd", "grade": "possible", "month": "2"}


def test_spare_columns_are_used_where_no_other_says_anything() -> None:
    """The older form of a table, in the same mapping."""
    text = HEAD + 'sub = "types"\n[otherwise]\nkind = "types"\n'
    assert flat(text, sub="fire", kind="x") == {"types": "fire"}
    assert flat(text, kind="x") == {"types": "x"}


def test_rows_that_are_no_incidents_are_passed_over() -> None:
    """A table may hold its own title among its rows."""
    text = HEAD + 'Headline = "title"\n[skip]\nType = ["title"]\n[ignore]\ncolumns = ["Type"]\n'
    assert flat(text, Type="Title", Headline="a") == {}
    assert flat(text, Type="", Headline="a") == {"title": "a"}


def test_of_columns_that_hold_markup_its_text_is_read() -> None:
    """In those that the mapping names, and in no others."""
    text = HEAD + 'Headline = "title"\nBody = "text"\nkind = "types"\n[html]\ncolumns = ["Headline", "Body", "kind"]\n'
    assert flat(text, headline="A &amp; <b>B</b>", body="<p>C</p><p>D</p>", kind="<br>") == {
        "title": "A & B",
        "text": "C\n\nD",
    }
    assert flat(HEAD + 'Headline = "title"\n', headline="A &amp; B") == {"title": "A &amp; B"}


def test_what_a_place_lies_in_may_be_called_alike_in_our_own_tables() -> None:
    """A town in a district that is called like it; the columns of others name one area twice."""
    row = Row(number=2, cells={"within": "Iraq; Kut; Kut", "tags": "a; a"})
    assert mapped(row, presets()["chronicle"]) == {"within": "Iraq; Kut; Kut", "tags": "a"}
    assert flat(HEAD + 'a = "within"\nb = "within"\n', a="Kut", b="Kut") == {"within": "Kut"}


def test_a_title_is_made_where_none_is_given() -> None:
    """By the first pattern whose words are all known: targets, or columns as they are."""
    text = 'name = "mine"\ntitle = ["{types} in {location}", "{Kind} somewhere"]\n'
    text += '[columns]\nt = "types"\nkind = "tags"\nplace = "location"\nname = "title"\n'
    assert flat(text, t="air-strike; fire", place="Kut")["title"] == "Air strike, fire in Kut"
    assert flat(text, t="fire", kind="big {x}")["title"] == "Big {x} somewhere"
    assert flat(text, name="Mine", t="fire", place="Kut")["title"] == "Mine"
    assert "title" not in flat(text, t="fire")
    text = 'name = "mine"\ntitle = "Shooting in {Hood}"\n[columns]\nday = "date"\n[ignore]\ncolumns = ["hood"]\n'
    text += '[missing]\n"*" = ["n/a"]\n'
    assert flat(text, hood="Kut") == {"title": "Shooting in Kut"}
    assert flat(text, hood="N/A") == {}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-10-19", "2023-10-19"),
        ("19 October 2023", "2023-10-19"),
        ("19-Oct-2023", "2023-10-19"),
        ("19-Oct-23", "19-Oct-23"),
        ("october 3rd, 2023", "2023-10-03"),
        ("2023/1/2", "2023-01-02"),
        ("Oct. 2023", "2023-10"),
        ("19.10.2023", "2023-10-19"),
        ("1/2/15", "2015-02-01"),
        ("30/02/2023", "30/02/2023"),
        ("soon", "soon"),
        ("2023-10-19/2023-10-20", "2023-10-19/2023-10-20"),
        ("2023-10-19~", "2023-10-19~"),
    ],
)
def test_dates_are_read_by_the_forms_of_the_mapping(written: str, read: str) -> None:
    """And in the ways that can mean only one date; another text stays as it is, to be told."""
    text = HEAD + 'd = "date"\n[dates]\nformats = ["%d.%m.%Y", "%d/%m/%Y", "%d/%m/%y"]\n'
    assert flat(text, d=written) == {"date": read}


def test_a_date_may_bring_its_time() -> None:
    """Midnight is no time; a column for the time counts more; the time of a last change is not that of the event."""
    assert flat(HEAD + 'u = "updated"\n', u="2023/10/19 21:40") == {"updated": "2023-10-19"}
    text = HEAD + 'd = "date"\nt = "time"\n[dates]\nformats = ["%m/%d/%Y %I:%M:%S %p"]\n'
    assert flat(text, d="10/19/2023 09:40:00 PM") == {"date": "2023-10-19", "time": "21:40"}
    assert flat(text, d="10/19/2023 12:00:00 AM") == {"date": "2023-10-19"}
    assert flat(text, d="10/19/2023 09:40:00 PM", t="21:41") == {"date": "2023-10-19", "time": "21:41"}


def test_numbers_are_read_as_spreadsheets_write_them() -> None:
    """A needless `.0`, commas in thousands and in degrees; a divided toll is the range around it."""
    text = HEAD + 'k = "killed"\ni = "injured"\nlat = "latitude"\nlon = "longitude"\ny = "year"\n'
    assert flat(text, k="1,400", i="19.8", lat="33,5", lon="-44.25", y="1993.0") == {
        "killed": "1400",
        "injured": "19-20",
        "latitude": "33.5",
        "longitude": "-44.25",
        "year": "1993",
    }
    assert flat(text, k="1.200") == {"killed": "1.200"}  # which can be two numbers: the row is told


def test_degrees_are_read_as_they_are_written() -> None:
    """With the letter of their own side, with minutes, and both in one cell; what is not clear stays as it is."""
    text = HEAD + 'lat = "latitude"\nlon = "longitude"\nc = "coordinates"\n'
    cells = flat(text, lat="33° 18′ S", lon="W 44.25", c="33°18'N 44°15'E")
    assert cells == {"latitude": "-33.3", "longitude": "-44.25", "coordinates": "33.3, 44.25"}
    cells = {"latitude": "44 E", "longitude": "-3 W", "coordinates": "33 44"}
    assert flat(text, lat="44 E", lon="-3 W", c="33 44") == cells


def test_a_long_account_is_a_text_and_no_sentence() -> None:
    """The summary of an entry is one line."""
    assert flat(HEAD + 'n = "summary"\n', n="x" * 2001) == {"text": "x" * 2001}
    assert flat(HEAD + 'n = "summary"\n', n="x" * 2000) == {"summary": "x" * 2000}


def test_every_mistake_in_a_mapping_is_told_at_once() -> None:
    """With its line, and what was probably meant."""
    text = """name = "My data"
titel = "x"
title = "{typs} in {location}"
[columns]
date = "dat"
"Event Date" = ["date", "locaton"]
event_date = "date"
n = 3
[dates]
formats = ["%d %Q", "%d"]
format = []
[codes.locaton]
1 = "x"
[codes.date]
1 = 2
[fixed]
grade = ["a", "b"]
[split]
n = 7
[missing]
zzzz = ["1"]
[ignore]
columns = 4
[html]
columns = ["Event date", "Remark"]
"""
    assert wrong(text) == [
        (
            'mine.toml:1:1: error: name: must say what the data set is called, in a-z, 0-9 and -: name = "acled" '
            "[setting-form]"
        ),
        'mine.toml:2:1: error: titel: is not known (did you mean "title"?) [unknown-key]',
        (
            'mine.toml:3:1: error: title: "typs" is no column of this mapping and nothing it gives '
            '(did you mean "types"?); '
            "a column that only the title takes is named in [ignore] [mapping-target]"
        ),
        (
            'mine.toml:5:1: error: columns.date: "dat" is nothing an entry can take (did you mean "date"?) '
            "[mapping-target]"
        ),
        (
            'mine.toml:6:1: error: columns.Event Date: "locaton" is nothing an entry can take '
            '(did you mean "location"?) [mapping-target]'
        ),
        (
            "mine.toml:7:1: error: columns.event_date: stands twice: columns are compared without case, spaces and "
            "underscores [setting-form]"
        ),
        "mine.toml:8:1: error: columns.n: must be a text in quotes or a list of them [wrong-type]",
        (
            'mine.toml:10:1: error: dates.formats: "%d %Q" has %Q; there are %Y %y %m %d %B %b %A %a %H %I %M %S %f %p '
            "[setting-form]"
        ),
        'mine.toml:10:1: error: dates.formats: "%d" has no year (%Y) [setting-form]',
        'mine.toml:11:1: error: dates.format: is not known (did you mean "formats"?) [unknown-key]',
        'mine.toml:12:1: error: codes.locaton: is no column of this mapping (did you mean "location"?) [unknown-key]',
        (
            "mine.toml:14:1: error: codes.date: must be a table of texts: [codes.date] with lines such as "
            '"1" = "locality" [wrong-type]'
        ),
        "mine.toml:17:1: error: fixed.grade: takes one text only [setting-form]",
        'mine.toml:19:1: error: split.n: must be what stands between items, such as ","; "" for one item [wrong-type]',
        (
            "mine.toml:21:1: error: missing.zzzz: is no column of this mapping; name it in [columns] as well "
            "[unknown-key]"
        ),
        "mine.toml:23:1: error: ignore.columns: must be a text in quotes or a list of them [wrong-type]",
        'mine.toml:25:1: error: html.columns: "Remark" is no column of this mapping [unknown-key]',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = \n", "mine.toml:1:8: error: the mapping cannot be read: a value is missing here, or a text has no"),
        ('name = "a"\n', "mine.toml: error: columns: is missing; write [columns] and lines such as"),
        ('name = "a"\ncolumns = 3\n', "mine.toml:2:1: error: columns: must be a table: [columns] [wrong-type]"),
        (f"name = {'[' * 5000}", "mine.toml: error: the mapping cannot be read: a number is too long or a list too"),
    ],
)
def test_a_text_that_is_no_mapping_is_told(text: str, message: str) -> None:
    """In one line with its place."""
    assert any(line.startswith(message) for line in wrong(text))


TOML = st.recursive(
    st.booleans() | st.integers(0, 9) | st.sampled_from(["date", "x", "%Y", ""]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("a b columns date *".split()), inner),
    max_leaves=4,
)


def _toml(value: Any) -> str:  # noqa: ANN401 - any TOML value
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


@given(
    tables=st.dictionaries(
        st.sampled_from("name title columns otherwise dates codes fixed missing split skip detect ignore html".split()),
        TOML,
    )
)
def test_any_mapping_is_read_or_told(tables: Table[str, object]) -> None:
    """Nothing that stands in one ends in a traceback."""
    text = "\n".join(f"{name} = {_toml(value)}" for name, value in tables.items())
    mapping = parse_mapping(text, "mine.toml")
    if isinstance(mapping, Mapping):
        mapped(Row(number=2, cells={"a": "x; y", "date": "2023"}), mapping)


@given(form=st.text("%YymdBbHIMSfpAaQ -/:,", max_size=14), text=st.text("0123456789 -/:,octmay", max_size=14))
def test_any_form_reads_any_text_or_not(form: str, text: str) -> None:
    """A form that is no mistake can be used."""
    if not form_fault(form):
        date_by(text, (form,))


def test_not_any_number_of_words_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess looks at every column: after so many mistakes, the next is told without one."""
    monkeypatch.setattr(mapping_file, "GUESSES", 1)
    problems = parse_mapping(f'{HEAD}Place = "location"\n[missing]\nPlac = ["1"]\nPlaec = ["1"]\n', "mine.toml")
    assert isinstance(problems, tuple)
    assert [problem.message for problem in problems] == [
        'is no column of this mapping (did you mean "place"?)',
        "is no column of this mapping; name it in [columns] as well",
    ]
