"""Numbers and days of a sheet as text."""

from __future__ import annotations

import pytest

from chronicle.intake.tables.sheet_values import built_in, shown_by, value_text


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", ""),
        ("0.00E+00", ""),
        ("#,##0.00", ""),
        ('0" days"', ""),
        ("[Red]0", ""),
        ("dd/mm/yyyy", "day"),
        ("[$-409]mmmm d, yyyy;@", "day"),
        ("mmm\\-yy", "month"),
        ("yyyy", "year"),
        ("h:mm:ss", "time"),
        ("[h]:mm", ""),
        ("mmmm", "month"),
    ],
)
def test_a_format_says_how_exact_a_day_is(code: str, shown: str) -> None:
    """What stands in quotes or brackets is no part of a date."""
    assert shown_by(code) == shown


@pytest.mark.parametrize(
    ("text", "shown", "read"),
    [
        ("1", "day", "1900-01-01"),
        ("61", "day", "1900-03-01"),
        ("45218", "day", "2023-10-19"),
        ("45218.999999", "day", "2023-10-20"),
        ("45218", "month", "2023-10"),
        ("45218", "year", "2023"),
        ("45218", "time", "45218"),
        ("99999999", "day", "99999999"),
        ("2958465", "day", "9999-12-31"),
        ("1E+20", "", "1e+20"),
        ("1.5E3", "", "1500"),
        ("-0.25", "", "-0.25"),
    ],
)
def test_values(text: str, shown: str, read: str) -> None:
    """A number that is no day stays a number."""
    assert value_text(text, shown, since_1904=False) == read


def test_old_macintosh_days_begin_in_1904() -> None:
    """As the workbook says."""
    assert value_text("43756", "day", since_1904=True) == "2023-10-19"


def test_formats_without_a_code_are_known() -> None:
    """Those that every program shares."""
    assert [built_in(number) for number in (0, 14, 17, 20, 22, 49)] == ["", "day", "month", "time", "day", ""]


@pytest.mark.parametrize("text", ["x", "1e999", "nan"])
def test_what_is_no_number_is_no_value(text: str) -> None:
    """The workbook is damaged then."""
    with pytest.raises(ValueError, match=r".*"):
        value_text(text, "", since_1904=False)
