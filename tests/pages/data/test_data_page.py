"""The page of data: what each format is, what it loses of this very record, and how all of it is to be read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

from sites import CONFIG, Links, build_site, entry, incident, location, make_site, page, words, write

from chronicle.exchange.aspects import ASPECTS
from chronicle.exchange.format import Kind
from chronicle.exchange.formats import FORMATS
from chronicle.exchange.places import PLACE_FILES
from chronicle.pages.data import dictionary
from chronicle.pages.labels import COLUMN_LABELS

if TYPE_CHECKING:
    from pathlib import Path

SOME = CONFIG + '[data]\nformats = ["csv", "json", "jsonl"]\n'
FILES: dict[str, str | bytes] = {
    "chronicle.toml": SOME,
    "locations/base.md": location("Base", coordinates="[33.5, 42.25]", precision="exact", kind="base"),
    "locations/iraq.md": location("Iraq", kind="country", coordinates="[33, 44]", country_code="IQ"),
    "incidents/a.md": incident(
        "Rockets", "2023-10-19", "Text.", locations="[base]", casualties="[{killed: 3, source: Reuters}]"
    ),
    "incidents/b.md": incident("Open", "2022-11-01/..", locations="[iraq]", added="2023-11-02"),
    "incidents/c.md": incident("Nowhere", "2023-10-20", casualties="[{killed: 3}]"),
    "incidents/d.md": incident("Gone", status="withdrawn"),
    "incidents/e.md": incident("Draft", status="draft"),
    "incidents/f.md": incident("Twice", duplicate_of="a"),
}


def part(folder: Path, begin: str, end: str) -> str:
    """What the page says between two headings."""
    return words(page(folder, "data.html")).partition(f"{begin} ")[2].partition(f" {end}")[0]


def test_the_whole_is_counted(tmp_path: Path) -> None:
    """How many, from when to when, where, and how many of them only somewhere; what does not count is not in it."""
    build_site(make_site(tmp_path, FILES))
    assert part(tmp_path, "with other tools.", "Formats") == (
        "Incidents 3 Drafts, duplicates and what was withdrawn are not in the files. "
        "From and to 1 November 2022 to 20 October 2023 "
        "Places 2 Places where an incident happened. "
        "On the map 2 of 3 incidents There, a place without a position stands in the nearest one around it. "
        "The files do not do that. "
        "With coordinates 2 of 3 incidents 1 of them has only those of the middle of an area. "
        "Licence No licence is given: ask those who publish this site."
    )
    assert part(tmp_path, "How exact coordinates are", "Numbers, lists").endswith(
        "exact exact 1 incident vicinity in the vicinity 0 incidents locality somewhere in the town 0 incidents "
        "district somewhere in the district: the coordinates are only the middle of it 0 incidents "
        "province somewhere in the province: the coordinates are only the middle of it 0 incidents "
        "country somewhere in the country: the coordinates are only the middle of it 1 incident"
    )


def test_each_format_says_what_it_loses_here(tmp_path: Path) -> None:
    """What is lost is counted and explained; what could be lost and is not, is named apart."""
    build_site(make_site(tmp_path, FILES))
    assert (
        part(tmp_path, "Formats", "Most formats")
        == "CSV 2 things are lost JSON 1 thing is lost JSON Lines nothing is lost"
    )
    assert part(tmp_path, "beyond ASCII.", "42 fields incidents.csv") == (
        "incidents.csv 3 incidents incidents-excel.csv 3 incidents locations.csv 2 places "
        "Lost here: who says how many and of whom, the text. Of how many incidents, and why "
        "who says how many and of whom 1 of 3 incidents a row holds the range that is shown, not the claims behind it "
        "the text 1 of 3 incidents texts of many lines do not go well with tables "
        "It can also lose these, but does so for no incident here: the areas that the main place lies in, "
        "the ids of the areas, where the further places are, what sort each actor is, "
        "what else is known of each source, what was changed and why."
    )
    assert part(tmp_path, "read one at a time.", "56 fields") == "incidents.jsonl 3 incidents Nothing is lost."


def test_each_file_is_there_and_each_field_has_an_anchor(tmp_path: Path) -> None:
    """The page leads to the whole files and to those of the years, and to nothing that is not there."""
    build_site(make_site(tmp_path, FILES))
    html = page(tmp_path, "data.html")
    index = json.loads(page(tmp_path, "data/v1/index.json"))
    found = Links(html)
    linked = {value for _, _, value, _ in found.found if value.startswith("data/")}
    assert linked >= {f"data/v1/{each['path']}" for each in index["files"]} | {"data/v1/index.json"}
    beside = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site/data").rglob("*.json")}
    assert linked >= beside
    assert "2022 1 2023 2" in part(tmp_path, "By year", "Of how many")
    csv = next(form for form in FORMATS if form.slug == "csv")
    assert found.ids >= {"csv", "csv-fields", *(f"csv-{column.name}" for column in csv.columns)}
    assert found.ids >= {"json-killed", "json-locations.within.kind", "jsonl-text", "json-locations-parent"}
    assert found.ids >= {f"csv-locations-{column.name}" for file in PLACE_FILES for column in file.columns}


def test_dates_are_explained_in_the_words_of_the_pages(tmp_path: Path) -> None:
    """Each way to write a date stands beside what readers see of it."""
    build_site(make_site(tmp_path, FILES))
    text = part(tmp_path, "How dates are written", "How exact")
    assert "2023-10 October 2023, day not known 2023 2023, month not known" in text
    assert "2023-10-19/.. since 19 October 2023 2023-10-19~ about 19 October 2023" in text


def test_the_examples_have_the_addresses_of_the_site(tmp_path: Path) -> None:
    """What can be copied works; where the address is not known that is said."""
    build_site(make_site(tmp_path, FILES))
    html = page(tmp_path, "data.html")
    assert "curl -O https://example.org/log/data/v1/incidents.csv</code>" in html
    assert "pandas.read_csv(&#34;https://example.org/log/data/v1/incidents.csv&#34;, keep_default_na=False" in html
    assert "Write the address of this site" not in html
    write(tmp_path, {"chronicle.toml": SOME.replace("https://example.org/log/", "")})
    build_site(tmp_path)
    html = page(tmp_path, "data.html")
    assert "Write the address of this site before the names of the files:" in html
    assert "curl -O data/v1/incidents.csv</code>" in html
    assert "contentUrl" not in html


def test_a_licence_is_shown_or_the_lack_of_one(tmp_path: Path) -> None:
    """An address becomes a link, a text stays one; without either the page says whom to ask."""
    make_site(tmp_path, FILES)
    said: list[str] = []
    for settings in (
        'license = "https://creativecommons.org/licenses/by/4.0/"\n',
        'license = "CC BY <4.0>"\n',
        '[repository]\nurl = "https://git.example/r"\n',
    ):
        write(tmp_path, {"chronicle.toml": SOME + settings})
        build_site(tmp_path)
        said += re.findall(r'(?s)<div id="license"><dt>Licence</dt><dd>\s*(.*?)\s*</dd>', page(tmp_path, "data.html"))
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert said == [
        f'<a href="{address}" rel="license">{address}</a>',
        "<bdi>CC BY &lt;4.0&gt;</bdi>",
        'No licence is given: <a href="https://git.example/r">ask</a>',
    ]


def test_machines_are_told_of_a_data_set(tmp_path: Path) -> None:
    """The JSON-LD is a schema.org Dataset with a download for each format."""
    settings = SOME.replace('title = "Log"', 'title = "Log"\ndescription = "What happened."')
    build_site(make_site(tmp_path, {**FILES, "chronicle.toml": settings + 'license = "CC BY 4.0"\n'}))
    html = page(tmp_path, "data.html")
    data: dict[str, Any] = json.loads(
        html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    )
    downloads = data.pop("distribution")
    assert data == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Log",
        "description": "What happened.",
        "inLanguage": "en",
        "url": "https://example.org/log/data.html",
        "license": "CC BY 4.0",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Log", "url": "https://example.org/log/"},
        "temporalCoverage": "2022-11-01/2023-10-20",
        "dateModified": "2023-11-02",
    }
    assert downloads[0] == {
        "@type": "DataDownload",
        "name": "CSV: incidents.csv",
        "encodingFormat": "text/csv",
        "contentUrl": "https://example.org/log/data/v1/incidents.csv",
    }
    assert not any("/years/" in each["contentUrl"] for each in downloads)


def test_the_data_can_be_cited(tmp_path: Path) -> None:
    """A citation has the day of the last change; without any such day it has none."""
    build_site(make_site(tmp_path, FILES))
    text = part(tmp_path, "Cite", "CSL-JSON")
    assert text == (
        "Log, data set, as of 2 November 2023. Permanent address BibTeX @misc{log-data, title = {{Log}}, "
        "howpublished = {Data set}, year = {2023}, month = {11}, url = {https://example.org/log/data.html}, }"
    )
    csl = json.loads(words(page(tmp_path, "data.html")).rpartition("CSL-JSON ")[2].replace("&#34;", '"'))
    assert csl == [
        {
            "id": "log-data",
            "type": "dataset",
            "title": "Log",
            "language": "en",
            "issued": {"date-parts": [[2023, 11, 2]]},
            "URL": "https://example.org/log/data.html",
        }
    ]
    write(tmp_path, {"incidents/b.md": incident("Open")})
    build_site(tmp_path)
    assert part(tmp_path, "Cite", "Permanent") == "Log, data set."


def test_every_page_leads_to_it(tmp_path: Path) -> None:
    """It is at the foot of every page and in the sitemap, and texts may link to it."""
    files = {**FILES, "notes/about.md": entry("[Data](data.html#csv)", title="About")}
    assert build_site(make_site(tmp_path, files)).problems == ()
    assert '<a href="../data.html">Data</a>' in page(tmp_path, "incidents/a.html")
    assert '<a href="data.html#csv">Data</a>' in page(tmp_path, "about.html")
    assert "<loc>https://example.org/log/data.html</loc>" in page(tmp_path, "sitemap.xml")


def test_without_formats_there_is_no_page(tmp_path: Path) -> None:
    """Where no format is asked for, nothing leads to the page."""
    build_site(make_site(tmp_path, {**FILES, "chronicle.toml": CONFIG + "[data]\nformats = []\n"}))
    assert not (tmp_path / "site/data.html").exists()
    assert "data.html" not in page(tmp_path, "incidents/a.html")


def test_an_empty_record_has_the_page(tmp_path: Path) -> None:
    """Without incidents nothing is lost, and the formats are explained."""
    build_site(make_site(tmp_path, {"chronicle.toml": SOME}))
    assert part(tmp_path, "Formats", "Most formats").startswith("CSV nothing is lost JSON nothing is lost")
    assert "Incidents 0 Drafts" in words(page(tmp_path, "data.html"))


def test_an_edit_that_changes_no_count_makes_no_new_page(tmp_path: Path) -> None:
    """A new title changes the files and not what is said of them."""
    make_site(tmp_path, FILES)
    build_site(tmp_path)
    write(tmp_path, {"incidents/c.md": incident("Somewhere", "2023-10-20", casualties="[{killed: 3}]")})
    made = {address for address, _ in build_site(tmp_path).reasons}
    assert "data/v1/incidents.csv" in made
    assert "data.html" not in made


def test_there_are_words_for_everything() -> None:
    """Each kind of value has words, and each loss names something that there is to say of an incident."""
    assert set(COLUMN_LABELS) == {*get_args(Kind), "range", "object", "boolean"}
    for of in (*dictionary.INCIDENT_KEYS.values(), *dictionary.PLACE_KEYS.values()):
        assert {kind for _, kind, _ in dictionary.keys(of)} <= set(COLUMN_LABELS)
    for form in FORMATS:
        assert {loss.aspect for loss in form.losses} <= set(ASPECTS)
