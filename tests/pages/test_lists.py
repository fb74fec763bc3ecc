"""Lists by date, lists by year, archives and calendars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sites import build_site, incident, location, make_site, page, tree, words

if TYPE_CHECKING:
    from pathlib import Path


def archives(folder: Path) -> set[str]:
    """The dated pages of a built site."""
    return {address for address in tree(folder / "site") if re.match(r"\d{4}/", address)}


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


def test_a_date_without_month_is_listed_in_its_year_alone(tmp_path: Path) -> None:
    """The year's page names the months, and lists what has none."""
    make_site(tmp_path, {"incidents/a.md": incident("Coarse", "2023"), "incidents/b.md": incident("Fine", "2023-02")})
    build_site(tmp_path)
    text = words(page(tmp_path, "2023/index.html"))
    assert text == "Archive 2023 February 2023 1 Month not known 2023, day not known Coarse"


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


def test_a_calendar_is_shaded_by_the_number_of_incidents(tmp_path: Path) -> None:
    """A day with incidents is a link that says how many; one, two, four and eight begin a shade."""
    files: dict[str, str | bytes] = {}
    for day, number in ((1, 1), (2, 2), (3, 4), (4, 8)):
        files |= {f"incidents/i-{day}-{item}.md": incident(date=f"2023-10-0{day}") for item in range(number)}
    build_site(make_site(tmp_path, files))
    html = page(tmp_path, "index.html")
    assert re.findall(r'<td class="heat-(\d)"><a href="([^"]*)" aria-label="([^"]*)">', html) == [
        ("1", "2023/10/01.html", "1 October 2023: 1 incident"),
        ("2", "2023/10/02.html", "2 October 2023: 2 incidents"),
        ("3", "2023/10/03.html", "3 October 2023: 4 incidents"),
        ("4", "2023/10/04.html", "4 October 2023: 8 incidents"),
    ]


def test_a_list_is_latest_first_and_groups_one_date(tmp_path: Path) -> None:
    """Incidents of one date stand together under it; an inexact date is written out, without link."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident("First", "2023-10-19", locations="[x]"),
            "incidents/b.md": incident("Second", "2023-10-19", locations="[x]"),
            "incidents/c.md": incident("Third", '"2023-10-20~"', locations="[x]"),
        },
    )
    build_site(tmp_path)
    text = words(page(tmp_path, "locations/x.html"))
    listed = text.partition("3 incidents ")[2]
    assert listed == "about 20 October 2023 Third x 19 October 2023 Thursday Second x First x"


def test_a_long_list_is_told_by_year(tmp_path: Path) -> None:
    """Up to a hundred incidents stand on one page; of more, the latest fifty, and each year has its page."""
    files = {
        f"incidents/i-{number:03}.md": incident(f"No. {number}", f"{2020 + number // 60}-01-01", locations="[x]")
        for number in range(101)
    }
    files["locations/x.md"] = location("Town")
    build_site(make_site(tmp_path, files))
    html = page(tmp_path, "locations/x.html")
    assert html.count('class="headline"') == 50
    assert "No. 100<" in html
    assert "No. 51<" in html
    assert "No. 50<" not in html
    assert "All of them, by year: 2021 41 2020 60" in words(html)
    assert page(tmp_path, "locations/x/2020.html").count('class="headline"') == 60
    assert "Town in 2020" in page(tmp_path, "locations/x/2020.html")
    (tmp_path / "content/incidents/i-100.md").unlink()
    build_site(tmp_path)
    assert page(tmp_path, "locations/x.html").count('class="headline"') == 100
    assert not (tmp_path / "site/locations/x").exists()
