"""Dates: their precision is kept, their order is total, their mistakes are explained."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.dates import DateError, Point, When, parse_when

days = st.dates(min_value=dt.date(1, 1, 1))
marks = st.sampled_from(["", "~", "?", "%"])
points = (
    st.builds(lambda day, mark: Point(day.year, day.month, day.day, mark), days, marks)
    | st.builds(lambda day, mark: Point(day.year, day.month, None, mark), days, marks)
    | st.builds(lambda day, mark: Point(day.year, None, None, mark), days, marks)
)


def _range(first: Point, second: Point) -> When:
    start, end = (first, second) if second.last >= first.first else (second, first)
    return When(start) if start == end else When(start, end)


whens = points.map(When) | points.map(lambda point: When(point, open_ended=True)) | st.builds(_range, points, points)
HOW = "write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or 2023-10-19/.."


@given(whens)
def test_a_date_reads_back_as_itself(when: When) -> None:
    """A date that is written and read again keeps its precision and its mark."""
    assert parse_when(str(when)) == when


@given(st.lists(whens, min_size=3, max_size=3))
def test_dates_are_totally_ordered(three: list[When]) -> None:
    """Of two dates exactly one comes first or they are equal, and the order is transitive."""
    for first, second in itertools.product(three, three):
        assert [first < second, first == second, first > second].count(True) == 1
    for first, second, third in itertools.permutations(three):
        assert not (first <= second <= third) or first <= third


@given(whens)
def test_a_date_lasts_from_its_first_day_to_its_last(when: When) -> None:
    """The days a date stands on are all of those between its first and its last, or none."""
    assert when.first <= when.last
    assert when.days == () or (when.days[0], when.days[-1]) == (when.first, when.last)
    assert len(when.days) <= 31
    assert len(when.months) <= 12


def test_the_more_exact_date_comes_first() -> None:
    """Dates that begin on one day are ordered from the most exact to the least."""
    texts = ["2023", "2023-01", "2023-01-01/2023-01-03", "2023-01-01", "2022-12-31", "2023-01-01/.."]
    assert [str(when) for when in sorted(map(parse_when, texts))] == [
        "2022-12-31",
        "2023-01-01",
        "2023-01-01/2023-01-03",
        "2023-01",
        "2023",
        "2023-01-01/..",
    ]


def test_a_date_cannot_be_ordered_with_anything_else() -> None:
    """Comparing a date with a text is a mistake in the program."""
    with pytest.raises(TypeError):
        _ = parse_when("2023") < "2024"


def test_a_day_knows_where_it_stands() -> None:
    """A day stands on itself, its month and its year."""
    when = parse_when("2023-10-19~")
    assert when.is_day
    assert when.days == (dt.date(2023, 10, 19),)
    assert when.months == ((2023, 10),)
    assert when.years == (2023,)
    assert when.iso == "2023-10-19"
    assert When.on(dt.date(2023, 10, 19)) == parse_when("2023-10-19")


def test_a_month_stands_on_no_day() -> None:
    """A month stands on itself and its year, on no day."""
    when = parse_when("2024-02?")
    assert not when.is_day
    assert when.days == ()
    assert when.months == ((2024, 2),)
    assert (when.first, when.last) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert when.iso == "2024-02"


def test_a_year_stands_on_no_month() -> None:
    """A year stands on itself alone."""
    when = parse_when("2023")
    assert (when.days, when.months, when.years) == ((), (), (2023,))


def test_a_range_stands_on_each_of_its_days() -> None:
    """A range of up to 31 days stands on each of them, also across a year's end."""
    when = parse_when("2023-12-30/2024-01-01")
    assert when.days == (dt.date(2023, 12, 30), dt.date(2023, 12, 31), dt.date(2024, 1, 1))
    assert when.months == ((2023, 12), (2024, 1))
    assert when.years == (2023, 2024)
    assert when.iso == "2023-12-30/2024-01-01"


def test_a_long_range_stands_on_its_months_or_years_only() -> None:
    """A range of more than 31 days stands on no day, one of more than twelve months on no month."""
    assert len(parse_when("2023-01-01/2023-01-31").days) == 31
    assert parse_when("2023-01-01/2023-02-01").days == ()
    assert parse_when("2023-01-01/2023-02-01").months == ((2023, 1), (2023, 2))
    assert parse_when("2023-01/2024-01").months == ()
    assert parse_when("2023-01-01/2023").days == ()
    assert parse_when("2023-01/2024").months == ()
    assert parse_when("2023-01~/2024?").iso == "2023-01/2024"


def test_an_open_range_stands_on_its_beginning() -> None:
    """A range without an end stands on the month and year of its beginning."""
    when = parse_when("2023-10-19/..")
    assert when.days == ()
    assert when.months == ((2023, 10),)
    assert when.years == (2023,)
    assert when.last == dt.date.max
    assert when.iso == "2023-10-19/.."
    assert parse_when("2023-10%/..").iso == "2023-10/.."


def test_a_range_of_one_day_is_that_day() -> None:
    """A range that ends where it begins is no range."""
    assert parse_when("2023-10-19/2023-10-19") == parse_when("2023-10-19")


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("2023-02-30", "date-impossible", '"2023-02-30" is not a day (February 2023 has 28)'),
        ("2023-10-00", "date-impossible", '"2023-10-00" is not a day (October 2023 has 31)'),
        ("2023-13", "date-impossible", '"2023-13" is not a date (there is no month 13)'),
        ("2023-31-02", "date-impossible", '"2023-31-02" is not a date (there is no month 31)'),
        ("0000-01-01", "date-impossible", '"0000-01-01" is not a date (there is no year 0)'),
        ("yesterday", "date-form", f'"yesterday" is not a date; {HOW}'),
        ("10/11/2023", "date-form", '"10/11/2023" can mean 2023-10-11 or 2023-11-10; write the one you mean'),
        ("“10/11/2023”", "date-form", f'"“10" is not a date; {HOW}'),
        ("01.05.24", "date-form", f'"01.05.24" is not a date; {HOW}'),
        ("99/2023", "date-form", f'"99/2023" is not a date; {HOW}'),
        ("2023-10-32 21:40", "date-form", f'"2023-10-32 21:40" is not a date; {HOW}'),
        ("31.02.2023", "date-form", f'"31.02.2023" is not a date; {HOW}'),
        ("x" * 50, "date-form", f'"{"x" * 39}…" is not a date; {HOW}'),
        ("2023-10-19/soon", "date-form", f'"soon" is not a date; {HOW}'),
    ],
)
def test_what_is_no_date_is_said_in_words(text: str, code: str, message: str) -> None:
    """What is no date, and could be several or none, is refused without a guess."""
    with pytest.raises(DateError) as caught:
        parse_when(text)
    assert (caught.value.code, str(caught.value), caught.value.guess) == (code, message, "")


@pytest.mark.parametrize("text", ["2024 to 2023", '2024/2023"', "2024/19.10.2023"])
def test_what_ends_before_it_begins_in_another_form_has_no_guess(text: str) -> None:
    """Two mistakes are not mended at once: no date is proposed that would be refused."""
    with pytest.raises(DateError) as caught:
        parse_when(text)
    assert caught.value.guess == ""


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("2023-19-10", "2023-10-19"),
        ("2023-10-20/2023-10-19", "2023-10-19/2023-10-20"),
        ("2023/10/19", "2023-10-19"),
        ("2023.1.9", "2023-01-09"),
        ("19.10.2023", "2023-10-19"),
        ("10/19/2023", "2023-10-19"),
        ("5/5/2023", "2023-05-05"),
        ("19 October 2023", "2023-10-19"),
        ("Thursday, 19th Oct. 2023", "2023-10-19"),
        ("March 5 2024", "2024-03-05"),
        ("Sept 5, 2024", "2024-09-05"),
        ("“2023-10-19”", "2023-10-19"),
        ("2023–10–19", "2023-10-19"),
        ("2023\u201110\u201119", "2023-10-19"),  # hyphens that keep a line together
        ("2023-19-10/2023-10-20", "2023-10-19/2023-10-20"),
        ("2023-10-19/20.10.2023", "2023-10-19/2023-10-20"),
        ("March 5 2024/..", "2024-03-05/.."),
        ("٢٠٢٤-٠٥-٠١", "2024-05-01"),
        ("۲۰۲۴", "2024"),
    ],
)
def test_another_way_to_write_a_date_is_understood(text: str, guess: str) -> None:
    """A date in another form is refused with the one that was meant, which is then right."""
    with pytest.raises(DateError) as caught:
        parse_when(text)
    assert caught.value.guess == guess
    assert str(parse_when(guess)) == guess
