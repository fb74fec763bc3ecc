"""The timeline as a list: what stands in it, and how long it may become."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from sites import build_site, incident, make_site, page, words

from chronicle.pages import timeline_page

if TYPE_CHECKING:
    from pathlib import Path


def built(folder: Path, dates: list[str]) -> str:
    """The timeline of incidents on these dates, called No. 0, No. 1 and so on."""
    files = {f"incidents/i-{number:04}.md": incident(f"No. {number}", date) for number, date in enumerate(dates)}
    build_site(make_site(folder, dict(files)))
    return page(folder, "timeline.html")


def test_the_timeline_lists_every_incident_where_it_began(tmp_path: Path) -> None:
    """Latest first, by year and month; what has no month stands at the end of its year."""
    dates = ["2023-10-05", "2023-10", "2023", "2022-11-01/2024-01-01", "2024-02-02/.."]
    assert words(built(tmp_path, dates)).partition("All types ")[2] == (
        "2024 February since 2 February 2024 No. 4"
        " 2023 October 5 October 2023 No. 0 October 2023 No. 1 Month not known 2023 No. 2"
        " 2022 November 1 Nov 2022 – 1 Jan 2024 No. 3"
    )


def test_a_few_incidents_have_no_axis(tmp_path: Path) -> None:
    """Neither controls nor scripts for what is read faster."""
    html = built(tmp_path, ["2023-10-05"] * 4)
    assert "timeline.js" not in html
    assert "<button" not in html.partition("<main")[2]
    assert "timeline.js" in built(tmp_path, ["2023-10-05"] * 5)


def test_a_chronicle_without_incidents_has_an_empty_timeline(tmp_path: Path) -> None:
    """It is there, and no menu leads to it."""
    make_site(tmp_path, {})
    build_site(tmp_path)
    assert words(page(tmp_path, "timeline.html")) == "Timeline 0 incidents"
    assert "timeline.html" not in page(tmp_path, "index.html")


def test_a_long_timeline_shows_the_latest_and_leads_to_every_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit nothing is hidden: each year is linked with its number."""
    monkeypatch.setattr(timeline_page, "MOST", 10)
    monkeypatch.setattr(timeline_page, "LATEST", 3)
    text = words(built(tmp_path, [f"{2020 + number // 4}-01-01" for number in range(11)]))
    assert text.partition("All types ")[2] == (
        "The latest are shown here. All of them, by year: 2022 3 2021 4 2020 4"
        " 2022 January 1 January 2022 No. 10 1 January 2022 No. 9 1 January 2022 No. 8"
    )


@pytest.mark.parametrize("number", [timeline_page.MOST, timeline_page.MOST + 1])
def test_a_timeline_is_never_heavy(tmp_path: Path, number: int) -> None:
    """At most 150 kB travel, however many incidents there are."""
    files = {
        f"incidents/2023-10-19-{item:04}-rockets-and-drones-hit-a-base-near-{item * 7919 % 10007}.md": incident(
            f"Rockets and drones hit the base near {item * 7919 % 10007}", "2023-10-19", types="[bombing, shooting]"
        )
        for item in range(number)
    }
    build_site(make_site(tmp_path, dict(files)))
    assert len(gzip.compress(page(tmp_path, "timeline.html").encode())) < 150_000
