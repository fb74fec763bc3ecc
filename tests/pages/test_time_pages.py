"""The pages of time: all years, each year, month and day, and their calendars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sites import CONFIG, build_site, incident, linked, make_site, page, tree, words, write

from chronicle.config import parse_config
from chronicle.pages.almanac import almanac
from chronicle.pages.calendars import latest_months
from chronicle.pages.edition import Edition, edition
from chronicle.text.wording import language

if TYPE_CHECKING:
    from pathlib import Path


def edition_of(*dates: str, code: str = "en") -> Edition:
    """The edition of a chronicle with an incident on each of these dates."""
    config, _ = parse_config(CONFIG)
    assert config
    files = {f"incidents/i-{number}.md": incident(date=f'"{date}"') for number, date in enumerate(dates)}
    return edition(linked(files)[0], config, language(code))


def archives(folder: Path) -> set[str]:
    """The dated pages of a built site."""
    return {address for address in tree(folder / "site") if re.match(r"\d{4}/", address)}


def test_a_year_with_few_incidents_lists_them(tmp_path: Path) -> None:
    """Up to fifty are told on the page of the year, each once; of more the months tell them."""
    files = {f"incidents/i-{number}.md": incident(f"No. {number}", "2023-01-01/2023-02-02") for number in range(50)}
    files["incidents/apart.md"] = incident("Apart", "2023")
    folder = make_site(tmp_path, files)
    build_site(folder)
    html = page(folder, "2023/index.html")
    assert html.count('class="headline"') == 51
    write(folder, {"incidents/more.md": incident("One more", "2023-03-03")})
    build_site(folder)
    assert page(folder, "2023/index.html").count('class="headline"') == 1


@pytest.mark.parametrize(
    ("date", "pages"),
    [
        ("2023-10-19", {"2023/index.html", "2023/10/index.html", "2023/10/19.html"}),
        ("2023-10-19~", {"2023/index.html", "2023/10/index.html", "2023/10/19.html"}),
        ("2023-10", {"2023/index.html", "2023/10/index.html"}),
        ("2023", {"2023/index.html"}),
        ("2023-10-19/..", {"2023/index.html", "2023/10/index.html"}),
        ("2023/2025", {"2023/index.html", "2024/index.html", "2025/index.html"}),
        (
            "2023-12-31/2024-01-01",
            {
                "2023/index.html",
                "2023/12/index.html",
                "2023/12/31.html",
                "2024/index.html",
                "2024/01/index.html",
                "2024/01/01.html",
            },
        ),
        ("2023-10-01/2023-11-15", {"2023/index.html", "2023/10/index.html", "2023/11/index.html"}),
        ("0001-01-01", {"0001/index.html", "0001/01/index.html", "0001/01/01.html"}),
        ("9999-12-31", {"9999/index.html", "9999/12/index.html", "9999/12/31.html"}),
        ("9999-12-31/..", {"9999/index.html", "9999/12/index.html"}),
    ],
)
def test_an_incident_stands_in_the_archive_as_exactly_as_its_date(tmp_path: Path, date: str, pages: set[str]) -> None:
    """A day has a day's page; a month only a month's; a year only a year's; a short range each of its days."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident(date=f'"{date}"')}))
    assert archives(tmp_path) == pages
    for address in pages:
        assert "Shelling" in page(tmp_path, address) or address.count("/") == 1


def test_the_archive_leads_from_one_date_to_the_next(tmp_path: Path) -> None:
    """Days, months and years lead to the one before and the one after that has incidents."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident(date="2021-01-05"),
            "incidents/b.md": incident(date="2023-02-06"),
            "incidents/c.md": incident(date="2023-02-08"),
        },
    )
    build_site(tmp_path)
    day = page(tmp_path, "2023/02/06.html")
    assert '<a rel="prev" href="../../2021/01/05.html">' in day
    assert '<a rel="next" href="../../2023/02/08.html">' in day
    assert '<a rel="prev" href="../../2021/01/index.html">' in page(tmp_path, "2023/02/index.html")
    assert '<a rel="next" href="../2023/index.html">' in page(tmp_path, "2021/index.html")


def calendar_rows(html: str) -> list[list[str]]:
    """The numbers in a page's calendar."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [[re.sub("<[^>]*>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row)] for row in rows]


@pytest.mark.parametrize(
    ("date", "first", "last", "length"),
    [
        ("2023-10-19", ["", "", "", "", "", "", "1"], ["30", "31", "", "", "", "", ""], 6),
        ("2021-02-01", ["1", "2", "3", "4", "5", "6", "7"], ["22", "23", "24", "25", "26", "27", "28"], 4),
        ("2024-02-29", ["", "", "", "1", "2", "3", "4"], ["26", "27", "28", "29", "", "", ""], 5),
        ("0001-01-01", ["1", "2", "3", "4", "5", "6", "7"], ["29", "30", "31", "", "", "", ""], 5),
        ("9999-12-31", ["", "", "1", "2", "3", "4", "5"], ["27", "28", "29", "30", "31", "", ""], 5),
    ],
)
def test_a_calendar_shows_each_day_of_its_month_once(
    tmp_path: Path, date: str, first: list[str], last: list[str], length: int
) -> None:
    """Weeks begin on Monday; days of other months are blank, at both ends of the calendar too."""
    build_site(make_site(tmp_path, {"incidents/a.md": incident(date=date)}))
    rows = calendar_rows(page(tmp_path, f"{date[:4]}/{date[5:7]}/index.html"))
    assert (rows[0], rows[-1], len(rows)) == (first, last, length)
    numbers = [int(cell) for row in rows for cell in row if cell]
    assert numbers == list(range(1, numbers[-1] + 1))


def test_every_day_with_incidents_is_linked_and_says_how_many(tmp_path: Path) -> None:
    """In the calendar of its month and in that of its year; one, two, four and eight begin a shade."""
    files: dict[str, str | bytes] = {}
    for day, number in ((1, 1), (2, 2), (3, 4), (4, 8)):
        files |= {f"incidents/i-{day}-{item}.md": incident(date=f"2023-10-0{day}") for item in range(number)}
    build_site(make_site(tmp_path, files))
    for address in ("2023/index.html", "2023/10/index.html", "index.html"):
        found = re.findall(r'<td class="heat-(\d)"><a href="([^"]*)" aria-label="([^"]*)">', page(tmp_path, address))
        assert [(heat, link.rsplit("/", 1)[1], label) for heat, link, label in found] == [
            ("1", "01.html", "1 October 2023: 1 incident"),
            ("2", "02.html", "2 October 2023: 2 incidents"),
            ("3", "03.html", "3 October 2023: 4 incidents"),
            ("4", "04.html", "4 October 2023: 8 incidents"),
        ]
    assert "Incidents a day: 1 2–3 4–7 8+" in words(page(tmp_path, "2023/10/index.html"))


def test_a_coarse_date_is_on_no_day_and_told_apart(tmp_path: Path) -> None:
    """A month is on none of its days, a year in none of its months, and the page says so instead of hiding them."""
    dates = {
        "Day": "2023-10-05",
        "Month": "2023-10",
        "Year": "2023",
        "Long": "2022-11-01/2024-01-01",
        "Open": "2023-10-07/..",
    }
    files = {f"incidents/{title.lower()}.md": incident(title, f'"{date}"') for title, date in dates.items()}
    build_site(make_site(tmp_path, dict(files)))
    month = words(page(tmp_path, "2023/10/index.html"))
    assert month.startswith("Archive 2023 October 2023 3 incidents Incidents by day Mo Tu")
    assert month.endswith(
        "Thursday Day Day not known October 2023, day not known Month"
        " Longer than a month, or without a known end since 7 October 2023 Open"
    )
    assert re.findall(r"<td class.*?>(\d+)</a>", page(tmp_path, "2023/10/index.html")) == ["5"]
    year = words(page(tmp_path, "2023/index.html"))
    assert year.startswith("Archive 2023 5 incidents Day by day October 3 Mo Tu")
    assert year.endswith(
        "Month not known 2023, month not known Year Longer than a year 1 Nov 2022 – 1 Jan 2024 Long ← 2022 2024 →"
    )


def test_a_year_without_known_days_is_a_list_of_its_months(tmp_path: Path) -> None:
    """No empty calendars: the months that something is known of, with counts, and what is in none."""
    make_site(tmp_path, {"incidents/a.md": incident("Coarse", "2023"), "incidents/b.md": incident("Fine", "2023-02")})
    build_site(tmp_path)
    text = words(page(tmp_path, "2023/index.html"))
    assert text == (
        "Archive 2023 2 incidents February 2023 1 "
        "Incidents February 2023, day not known Fine Month not known 2023, month not known Coarse"
    )
    assert "<table" not in page(tmp_path, "2023/02/index.html")


def test_a_year_shows_all_months_only_when_half_of_them_have_days(tmp_path: Path) -> None:
    """Five months with days are five calendars, six are all twelve."""
    files: dict[str, str | bytes] = {
        f"incidents/i-{month}.md": incident(date=f"2023-0{month}-01") for month in range(1, 6)
    }
    build_site(make_site(tmp_path, files))
    assert page(tmp_path, "2023/index.html").count('class="calendar"') == 5
    build_site(make_site(tmp_path, {"incidents/i-9.md": incident(date="2023-09-01")}))
    assert page(tmp_path, "2023/index.html").count('class="calendar"') == 12


def test_a_year_adds_up_what_is_known_of_its_dead(tmp_path: Path) -> None:
    """The totals of a year keep their uncertainty."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident(date="2023-01-01", casualties="[{killed: 1-5}]", locations="[x]"),
            "incidents/b.md": incident(date="2023", casualties="[{killed: 2}]"),
            "incidents/c.md": incident(date="2024-01-01", casualties="[{killed: 100}]"),
        },
    )
    build_site(tmp_path)
    assert words(page(tmp_path, "2023/index.html")).startswith("Archive 2023 2 incidents 1 place 3 to 7 killed Day by")


def test_a_day_leads_to_the_same_day_of_other_years(tmp_path: Path) -> None:
    """Counted from the entries, latest first; a day that no other year has leads nowhere."""
    dates = ["2019-03-04", "2021-03-04", "2021-03-04", "2023-03-04", "2023-03-05"]
    files = {f"incidents/i-{number}.md": incident(date=date) for number, date in enumerate(dates)}
    build_site(make_site(tmp_path, dict(files)))
    assert "On this day in other years 2021 2 2019 1" in words(page(tmp_path, "2023/03/04.html"))
    assert "other years" not in words(page(tmp_path, "2023/03/05.html"))


def test_the_archive_counts_each_month_of_each_year(tmp_path: Path) -> None:
    """A table of years, latest first, by months; what is in no month stands in a column of its own."""
    dates = ["2022-01-01", "2022-03", "2022-03-02", "2022-12-31", "2024-02-02", "2024"]
    files = {f"incidents/i-{number}.md": incident(date=date) for number, date in enumerate(dates)}
    build_site(make_site(tmp_path, dict(files)))
    html = page(tmp_path, "incidents/index.html")
    assert "Other Total 2024 1 1 2 2022 1 2 1 4" in words(html)
    assert '<td class="heat-4"><a href="../2022/03/index.html" aria-label="March 2022: 2 incidents">2</a></td>' in html


def test_a_short_record_is_listed_by_month(tmp_path: Path) -> None:
    """One year, or three months, are no grid."""
    build_site(
        make_site(tmp_path, {"incidents/a.md": incident(date="2022-03-01"), "incidents/b.md": incident(date="2024")})
    )
    assert words(page(tmp_path, "incidents/index.html")) == (
        "All incidents by date 2 incidents 2024 1 2022 1 March 2022 1"
    )


@pytest.mark.parametrize(("code", "first"), [("en", "Mo"), ("en-US", "Su"), ("ar", "س"), ("de", "Mo."), ("xx", "Mo")])
def test_a_week_begins_as_in_the_country_of_the_language(code: str, first: str) -> None:
    """As CLDR says for the language's country; without one for the likeliest, English as most of the world."""
    months = latest_months(found := edition_of("2023-10-19", code=code), almanac(found.chronicle))
    assert months
    assert months.calendar
    assert months.calendar.weekdays[0][0] == first


def test_the_latest_months_end_with_the_latest_incident() -> None:
    """Twelve months, or as many as the record has, whatever the clock says."""
    found = edition_of("2019-05-01", "2021-03-04", "2021-02", "2020-12-31")
    months = latest_months(found, almanac(found.chronicle))
    assert months
    assert months.title == "April 2020 to March 2021"
    assert [(tile.link.label, tile.year, tile.count) for tile in months.tiles if tile.count] == [
        ("Dec", "2020", "1"),
        ("Feb", "2021", "1"),
        ("Mar", "2021", "1"),
    ]
    assert [heat for heat, _ in months.tiles[10].shades] == [0]  # February: its day is not known
    assert len(months.tiles) == 12
    short = edition_of("2021-02-03", "2021-04")
    months = latest_months(short, almanac(short.chronicle))
    assert months
    assert [tile.link.label for tile in months.tiles] == ["Feb", "Mar", "Apr"]


def test_no_known_month_is_no_latest_month() -> None:
    """A record of years, or of one month without days, has nothing to shade."""
    for dates in ((), ("2023",), ("2023-04",)):
        found = edition_of(*dates)
        assert latest_months(found, almanac(found.chronicle)) is None
