"""Lists by date and lists by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sites import build_site, incident, location, make_site, page, words

if TYPE_CHECKING:
    from pathlib import Path


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
    listed = text.partition("3 incidents Feed ")[2]
    assert listed == "about 20 October 2023 Third x 19 October 2023 Thursday Second x First x"


def test_a_long_list_is_told_by_year(tmp_path: Path) -> None:
    """Up to 200 incidents stand on one page; of more, the latest fifty, and each year has its page."""
    files = {
        f"incidents/i-{number:03}.md": incident(f"No. {number}", f"{2020 + number // 140}-01-01", locations="[x]")
        for number in range(201)
    }
    files["locations/x.md"] = location("Town")
    build_site(make_site(tmp_path, files))
    html = page(tmp_path, "locations/x.html")
    assert html.count('class="headline"') == 50
    assert "No. 200<" in html
    assert "No. 151<" in html
    assert "No. 150<" not in html
    assert "All of them, by year: 2021 61 2020 140" in words(html)
    assert page(tmp_path, "locations/x/2020.html").count('class="headline"') == 140
    assert "Town in 2020" in page(tmp_path, "locations/x/2020.html")
    (tmp_path / "content/incidents/i-200.md").unlink()
    build_site(tmp_path)
    assert page(tmp_path, "locations/x.html").count('class="headline"') == 200
    assert not (tmp_path / "site/locations/x").exists()
