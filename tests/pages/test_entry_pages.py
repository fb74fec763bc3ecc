"""The pages of entries: what a reader finds on them."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from sites import CONFIG, PICTURE, build_site, entry, incident, location, make_site, page, words

if TYPE_CHECKING:
    from pathlib import Path


def built(folder: Path, files: dict[str, str | bytes], address: str = "incidents/a.html") -> str:
    """A page of a site of these files."""
    build_site(make_site(folder, files))
    return page(folder, address)


def test_an_incident_tells_when_where_what_and_how_many(tmp_path: Path) -> None:
    """The facts stand in words; what is not known is said."""
    html = built(
        tmp_path,
        {
            "locations/iraq.md": location("Iraq"),
            "locations/base.md": location(
                "Base", parent="iraq", coordinates="[33.7857, 42.4412]", precision="vicinity"
            ),
            "incidents/a.md": incident(
                "Rockets",
                '"2023-10-19"',
                time='"21:40+03:00"',
                locations="[base]",
                types="[rocket-attack]",
                weapons="[rocket, drone]",
                casualties="[{killed: 0, injured: 1-5, of: combatants, source: Reuters, who: an official}]",
                grade="likely",
                summary="What happened.",
                tags="[us-bases]",
                added="2023-10-21",
            ),
        },
    )
    text = words(html)
    sure = "How sure Likely a credible source reports it and nothing contradicts it"
    assert (
        f"When Thursday, 19 October 2023 21:40 (UTC+03:00) {sure} Where Base , Iraq 33.79° N, 42.44° E, in the vicinity"
        in text
    )
    assert "What Rocket attack Weapons rocket, drone Killed 0 Injured 1 to 5 Who says how many" in text
    assert "0 (combatants) 1 to 5 (combatants) an official Reuters" in text
    assert "Added 21 October 2023. No corrections." in text
    assert '<time datetime="2023-10-19">' in html
    assert '<meta name="description" content="What happened.">' in html


def test_where_a_page_is_shared_its_facts_are_told(tmp_path: Path) -> None:
    """Without a summary an incident is told as lists tell it; a withdrawn one and an article say what they are."""
    files = {
        "locations/base.md": location("Base"),
        "articles/r.md": entry(title="Bases hit", publisher="Paper", published="2023-10-20"),
        "articles/bare.md": entry(title="Bare"),
        "incidents/full.md": incident(
            locations="[base, Elsewhere]",
            types="[shelling, arson]",
            grade="disputed",
            casualties="[{killed: 1-5, source: Reuters}]",
        ),
        "incidents/little.md": incident("Raids", "2023-10"),
        "incidents/gone.md": incident("Gate", status="withdrawn", summary="A rumour."),
    }
    build_site(make_site(tmp_path, {**files, "chronicle.toml": f'{CONFIG}description = "All of it."\n'}))
    told = {
        name: re.findall('<meta (?:name|property)="(?:og:)?description" content="([^"]*)">', page(tmp_path, name))
        for name in [f"{path[:-3]}.html" for path in files if not path.startswith("locations/")]
    }
    assert told == {
        "articles/r.html": ["Paper, 20 October 2023"] * 2,
        "articles/bare.html": ["Bare. All of it."] * 2,
        "incidents/full.html": ["19 October 2023 · Disputed · Base · Shelling · Arson · 1 to 5 killed"] * 2,
        "incidents/little.html": ["October 2023"] * 2,
        "incidents/gone.html": ["This entry has been withdrawn. It counts nowhere and stands in no list."] * 2,
    }


def test_an_incident_names_what_other_data_sets_call_it(tmp_path: Path) -> None:
    """The ids of other data sets close the facts."""
    text = words(built(tmp_path, {"incidents/a.md": incident(ids="{acled: IRQ1234, ucdp: 77}")}))
    assert "Injured not known In other data sets acled IRQ1234 , ucdp 77 Sources" in text


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    """An incident of title and date alone has a page."""
    text = words(built(tmp_path, {"incidents/a.md": incident(date="2023-10")}))
    assert (
        "When October 2023, day not known How sure not judged yet Where not known Killed not known Injured not known"
        in text
    )


def test_typed_links_have_their_names_in_both_directions(tmp_path: Path) -> None:
    """Part of, follows and duplicates are written out on either page."""
    make_site(
        tmp_path,
        {
            "incidents/a.md": incident("War", "2023-01-01"),
            "incidents/b.md": incident("Battle", "2023-01-02", part_of="a"),
            "incidents/c.md": incident("Revenge", "2023-01-03", follows="b"),
            "incidents/d.md": incident("Same battle", "2023-01-04", duplicate_of="b"),
        },
    )
    build_site(tmp_path)
    assert "Its parts Battle" in words(page(tmp_path, "incidents/a.html"))
    battle = words(page(tmp_path, "incidents/b.html"))
    assert "Part of War Followed by Revenge Also told in Same battle" in battle
    assert "Follows Battle" in words(page(tmp_path, "incidents/c.html"))
    notice = "This entry tells the same event as another one, which replaces it: Battle"
    assert notice in words(page(tmp_path, "incidents/d.html"))


def test_withdrawn_and_draft_pages_say_so(tmp_path: Path) -> None:
    """A reader of such a page is told before anything else."""
    make_site(tmp_path, {"incidents/a.md": incident(status="withdrawn"), "incidents/b.md": incident(status="draft")})
    build_site(tmp_path, drafts=True)
    withdrawn = words(page(tmp_path, "incidents/a.html"))
    assert withdrawn.startswith("Shelling This entry has been withdrawn. It counts nowhere and stands in no list.")
    draft = words(page(tmp_path, "incidents/b.html"))
    assert draft.startswith("Shelling This is a draft. It has not been reviewed.")
    assert '<span class="draft">Draft</span>' in page(tmp_path, "index.html")


def test_a_body_links_what_it_names(tmp_path: Path) -> None:
    """Wiki links, the first mention of a listed place and its parents are links; a lost link is marked."""
    html = built(
        tmp_path,
        {
            "locations/iraq.md": location("Iraq"),
            "locations/base.md": location("Asad & Co", parent="iraq"),
            "incidents/a.md": incident(
                locations="[base]",
                body="In Iraq, at Asad & Co near Iraq: [[base]] [[base|it]] [[Nothing]] [own](../locations/iraq.html)",
            ),
        },
    )
    prose = html.partition('<div class="prose" dir="auto">')[2].partition("</div>")[0].strip()
    assert prose == (
        "<p>In Iraq, at Asad &amp; Co near Iraq: "
        '<a href="../locations/base.html">Asad &amp; Co</a> <a href="../locations/base.html">it</a> '
        '<span class="missing">Nothing</span> <a href="../locations/iraq.html">own</a></p>'
    )


def test_the_first_mention_of_a_place_is_a_link(tmp_path: Path) -> None:
    """Each place is linked once, by its longest name that occurs."""
    html = built(
        tmp_path,
        {
            "locations/iraq.md": location("Iraq"),
            "locations/base.md": location("Asad", parent="iraq", spellings="[Ain al-Asad]"),
            "incidents/a.md": incident(locations="[base]", body="Iraq: Ain al-Asad, Asad, Iraqi, Iraq"),
        },
    )
    assert (
        '<p><a href="../locations/iraq.html">Iraq</a>: <a href="../locations/base.html">Ain al-Asad</a>, '
        "Asad, Iraqi, Iraq</p>"
    ) in html


def test_pictures_have_size_alt_and_credit(tmp_path: Path) -> None:
    """A picture gives width and height; another file is a link; both are copied as they are."""
    html = built(
        tmp_path,
        {
            "media/base.png": PICTURE,
            "media/list.pdf": b"%PDF-1.4",
            "incidents/a.md": incident(
                media="[{file: media/base.png, alt: A base, caption: Seen, credit: Me, license: CC0}, "
                "{file: media/list.pdf, alt: The list}]",
                body="![Again](../media/base.png)",
            ),
        },
    )
    assert '<img src="../media/base.png" alt="A base" width="1" height="1" loading="lazy">' in html
    assert '<a href="../media/list.pdf">The list</a>' in html
    assert '<img src="../media/base.png" alt="Again" width="1" height="1">' in html
    assert "Seen Credit: Me (CC0)" in words(html)
    assert (tmp_path / "site/media/base.png").read_bytes() == PICTURE


def test_sources_lead_to_article_publisher_and_original(tmp_path: Path) -> None:
    """A source names its publisher and article inside, and original and archived copy outside."""
    html = built(
        tmp_path,
        {
            "articles/r.md": entry(title="Bases hit", publisher="Reuters", url="https://reuters.example/1"),
            "incidents/a.md": incident(
                sources="[{article: r, archived: 'https://archive.example/1', accessed: 2023-10-21}]",
                casualties="[{killed: 1, source: r}]",
            ),
        },
    )
    sources = html.partition('<ol class="sources">')[2].partition("</ol>")[0]
    assert '<a href="../sources/reuters.html">Reuters</a>, <a href="../articles/r.html">“Bases hit”</a>' in sources
    assert '<a href="https://reuters.example/1" rel="noopener">Original</a>' in sources
    assert '<a href="https://archive.example/1" rel="noopener">Archived copy</a>' in sources
    assert "read on 21 October 2023" in sources
    assert '<td><a href="../articles/r.html">Reuters</a></td>' in html


def test_a_claim_of_nobody_has_no_table(tmp_path: Path) -> None:
    """A single number without speaker, source, group or date stands in the facts alone; two are told side by side."""
    one, two = "[{killed: 3}]", "[{killed: 3}, {killed: 4}]"
    files: dict[str, str | bytes] = {
        "incidents/a.md": incident(casualties=one),
        "incidents/b.md": incident(casualties=two),
        "incidents/c.md": incident(casualties="[{killed: 3, superseded: true}]"),
    }
    html = built(tmp_path, files)
    assert "Killed 3 Injured not known" in words(html)
    assert "Who says how many" not in html
    assert "Killed 3 to 4" in words(page(tmp_path, "incidents/b.html"))
    assert "Killed not known" in words(page(tmp_path, "incidents/c.html"))
    assert "3 – – (superseded)" in words(page(tmp_path, "incidents/c.html"))
    assert page(tmp_path, "incidents/b.html").count("Who says how many") == 2


def test_corrections_and_evidence_are_shown(tmp_path: Path) -> None:
    """Changes stand latest first; a correction is named one; evidence stands under its field's name."""
    text = words(
        built(
            tmp_path,
            {
                "incidents/a.md": incident(
                    updates="[{date: 2023-10-20, text: More}, {date: 2023-10-22, kind: correction, text: Less}]",
                    evidence="[{field: date, quote: On Thursday}, {field: odd, quote: Quoted}]",
                )
            },
        )
    )
    assert "Changes 22 October 2023 : Correction. Less 20 October 2023 : More" in text
    assert "The sentences behind these facts (2) Date On Thursday odd Quoted" in text


def test_actors_are_shown_by_role(tmp_path: Path) -> None:
    """Actors stand under their part, in the order of the parts."""
    text = words(
        built(
            tmp_path,
            {
                "actors/us.md": location("US forces", kind="state-force", parent="army"),
                "actors/army.md": location("The army", names="{ar: الجيش}", spellings="[Army]"),
                "incidents/a.md": incident(
                    actors="[{actor: us, role: target}, {actor: A group, role: claimed}, {actor: army, role: target}]"
                ),
            },
        )
    )
    assert "Claimed responsibility A group Target US forces , The army" in text
    assert "Kind State force Belongs to The army" in words(page(tmp_path, "actors/us.html"))
    assert "Also written Army Arabic الجيش" in words(page(tmp_path, "actors/army.html"))
    assert "1 incident Feed 19 October 2023 Thursday Shelling" in words(page(tmp_path, "actors/a-group.html"))


@pytest.mark.parametrize(
    ("coordinates", "precision", "shown"),
    [
        ("[33.78571, 42.44124]", "exact", "33.7857° N, 42.4412° E exact"),
        ("[-33.5, -42.5]", "", "33.5° S, 42.5° W"),
        ("[33.78571, 42.44124]", "province", "33.8° N, 42.4° E somewhere in the province"),
        ("[33.78571, 42.44124]", "country", "34° N, 42° E somewhere in the country"),
    ],
)
def test_a_position_is_no_more_exact_than_it_is_known(
    tmp_path: Path, coordinates: str, precision: str, shown: str
) -> None:
    """The precision of a location decides the decimals."""
    fields = {"precision": precision} if precision else {}
    files: dict[str, str | bytes] = {"locations/x.md": location("X", coordinates=coordinates, **fields)}
    assert f"Position {shown}" in words(built(tmp_path, files, "locations/x.html"))


def test_the_position_of_a_country_is_its_middle(tmp_path: Path) -> None:
    """A country does not lie somewhere in the country; an incident in it does."""
    iraq = location("Iraq", kind="country", coordinates="[33, 44]", precision="country")
    files: dict[str, str | bytes] = {"locations/iraq.md": iraq, "incidents/a.md": incident(locations="[iraq]")}
    assert "Position 33° N, 44° E its middle" in words(built(tmp_path, files, "locations/iraq.html"))
    assert "Where Iraq somewhere in the country" in words(page(tmp_path, "incidents/a.html"))


def test_a_location_tells_what_lies_in_it(tmp_path: Path) -> None:
    """A location lists the places in it with their counts, its names, and how many incidents are right here."""
    text = words(
        built(
            tmp_path,
            {
                "locations/iraq.md": location("Iraq", kind="country", names="{ar: العراق}", spellings="[Irak]"),
                "locations/anbar.md": location("Anbar", parent="iraq"),
                "incidents/a.md": incident(locations="[anbar]"),
                "incidents/b.md": incident(locations="[iraq]", body="[[anbar]]"),
            },
            "locations/iraq.html",
        )
    )
    assert "Incidents 2 incidents here and below, 1 right here" in text
    assert "Kind Country Also written Irak Arabic العراق Places here Anbar 1" in text
    below = words(page(tmp_path, "locations/anbar.html"))
    assert "Incidents 1 incident Feed" in below, "nothing lies below it"
    assert "Mentioned in Shelling" in below


def test_a_place_known_by_name_only_says_so(tmp_path: Path) -> None:
    """Its page exists and says that it is not on the map."""
    html = built(tmp_path, {"incidents/a.md": incident(locations="[Nowhere]")}, "locations/nowhere.html")
    assert "This place is known by its name only. It is not on the map." in html


def test_an_article_lists_the_incidents_it_reports(tmp_path: Path) -> None:
    """An article shows publisher, agency, dateline, rights and its incidents; its own language is marked."""
    html = built(
        tmp_path,
        {
            "articles/r.md": entry(
                "Text.",
                title="Bases hit",
                publisher="Paper",
                via="AFP",
                published="2023-10-20",
                dateline="{place: BAGHDAD, date: 2023-10-19}",
                url="https://paper.example/1",
                archived="https://archive.example/1",
                language="fr",
                rights="excerpt",
            ),
            "articles/bare.md": entry(title="Bare"),
            "incidents/a.md": incident(sources="[{article: r}]", body="[[Bare]]"),
        },
        "articles/r.html",
    )
    text = words(html)
    assert "Publisher Paper (via AFP) Published 20 October 2023 Dateline BAGHDAD, 19 October 2023" in text
    assert "Original at the publisher Archived Archived copy Incidents it reports Shelling" in text
    assert "An excerpt; the rest belongs to its publisher." in text
    assert '<div class="prose" lang="fr" dir="auto">' in html
    assert '<h1 lang="fr" dir="auto">Bases hit</h1>' in html
    assert '<h1 dir="auto">Bare</h1>' in page(tmp_path, "articles/bare.html")
    bare = words(page(tmp_path, "articles/bare.html"))
    assert bare == "Bare Incidents it reports No incidents. Mentioned in Shelling"


def test_each_entry_page_leads_to_its_file(tmp_path: Path) -> None:
    """With a repository in the settings, a page of an entry leads to the place where it is corrected."""
    config = (
        'format = 1\ntitle = "T"\nurl = "https://example.org"\n'
        '[repository]\nurl = "https://git.example/o/r/"\nbranch = "main"\n'
    )
    html = built(tmp_path, {"chronicle.toml": config, "incidents/2023/a.md": incident()})
    assert html.count('<a href="https://git.example/o/r/edit/main/content/incidents/2023/a.md">') == 2
    assert "git.example" not in page(tmp_path, "index.html")


def test_text_of_an_entry_is_never_markup(tmp_path: Path) -> None:
    """Quotes in a text are written as entities: only attributes look like attributes."""
    html = built(tmp_path, {"incidents/a.md": incident(body='He said "no" &lt; "yes" [x](https://x.example/ "t")')})
    assert "<p>He said &quot;no&quot; &lt; &quot;yes&quot; " in html
    assert '<a href="https://x.example/">x</a></p>' in html


def test_an_incident_without_sources_says_so(tmp_path: Path) -> None:
    """Nobody has to wonder whether they are shown elsewhere."""
    make_site(tmp_path, {"incidents/a.md": incident(sources="[]"), "incidents/b.md": incident("Raid")})
    build_site(tmp_path)
    assert "Sources No source is named yet." in words(page(tmp_path, "incidents/a.html"))
    assert "No source is named yet." not in page(tmp_path, "incidents/b.html")


def test_sources_with_one_agencys_words_are_one_origin(tmp_path: Path) -> None:
    """Several sources say how many origins they have; a paper with an agency's copy names the agency."""
    html = built(
        tmp_path,
        {
            "articles/p.md": entry(title="Copy", publisher="Paper", via="Reuters"),
            "incidents/a.md": incident(sources="[{article: p}, {publisher: Reuters}, {publisher: BBC}]"),
        },
    )
    assert "Sources 3 sources from 2 independent origins Paper (via Reuters), “ Copy ” Reuters BBC".replace(
        "“ Copy ”", "“Copy”"
    ) in " ".join(words(html).replace(" (via", " (via").replace(" , ", ", ").split())


def machine_data(html: str) -> dict[str, Any]:
    """The JSON-LD of a page."""
    text = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    data: dict[str, Any] = json.loads(text)
    return data


def test_machines_read_an_event_at_a_place(tmp_path: Path) -> None:
    """JSON-LD tells the event with its date and place as exact as they are known, its sources and corrections."""
    html = built(
        tmp_path,
        {
            "locations/iraq.md": location("Iraq", coordinates="[33, 44]", precision="country"),
            "locations/base.md": location("Base", parent="iraq", coordinates="[33.78, 42.44]", precision="exact"),
            "locations/anbar.md": location("Anbar", kind="province", coordinates="[32.8, 41.6]", precision="exact"),
            "incidents/war.md": incident("War", "2023"),
            "incidents/a.md": incident(
                "</script><b>",
                "2023-10",
                locations="[base, iraq, anbar]",
                part_of="war",
                sources="[{publisher: Reuters, url: 'https://reuters.example/1', date: 2023-10-20}]",
                added="2023-10-21",
                updates="[{date: 2023-10-22, kind: correction, text: Less}]",
            ),
        },
    )
    data = machine_data(html)
    assert (data["@type"], data["headline"], data["datePublished"], data["dateModified"]) == (
        "NewsArticle",
        "</script><b>",
        "2023-10-21",
        "2023-10-22",
    )
    event = data["about"]
    assert (event["@type"], event["startDate"], event["superEvent"]["name"]) == ("Event", "2023-10", "War")
    base, iraq, anbar = event["location"]
    assert base["geo"] == {"@type": "GeoCoordinates", "latitude": 33.78, "longitude": 42.44}
    assert base["containedInPlace"]["name"] == "Iraq"
    assert "geo" not in iraq
    assert "geo" not in anbar
    assert data["citation"][0]["publisher"]["name"] == "Reuters"
    assert data["correction"][0]["text"] == "Less"
    assert '<meta property="og:type" content="article">' in html


def test_an_incident_can_be_cited(tmp_path: Path) -> None:
    """A line, BibTeX and CSL-JSON name the entry, its date as exact as it is known, and its full address."""
    html = built(tmp_path, {"incidents/a.md": incident("5% {more} & less", "2023-10/2023-11", added="2023-12-21")})
    text = unescape(html)
    assert "“5% {more} & less”, Log, October 2023 to November 2023." in text
    assert '<a href="https://example.org/log/incidents/a.html">Permanent address</a>' in html
    assert (
        "@misc{a,\n"
        r"  title = {{5\% \{more\} \& less}}," + "\n"
        "  howpublished = {Log},\n"
        "  year = {2023},\n"
        "  month = {12},\n"
        "  note = {October 2023 to November 2023},\n"
        "  url = {https://example.org/log/incidents/a.html},\n"
        "}"
    ) in text
    csl = json.loads(text.partition("<summary>CSL-JSON</summary>")[2].partition("</pre>")[0].partition(">")[2])
    assert csl[0]["event-date"] == {"date-parts": [[2023, 10], [2023, 11]]}
    assert csl[0]["issued"] == {"date-parts": [[2023, 12, 21]]}


def test_a_location_names_its_neighbours_and_what_happens_there(tmp_path: Path) -> None:
    """Near places with their distance, the types and actors of its incidents, and its place in other records."""
    base = location("Base", coordinates="[33.7857, 42.4412]", precision="exact", wikidata="Q1", geonames="99")
    files: dict[str, str | bytes] = {
        "locations/base.md": base,
        "locations/town.md": location("Town", coordinates="[33.64, 42.83]", precision="locality"),
        "incidents/a.md": incident("One", locations="[base]", types="[shelling]", actors="[{actor: A group}]"),
        "incidents/b.md": incident("Two", locations="[base, town]", types="[shelling]"),
    }
    html = built(tmp_path, files, "locations/base.html")
    text = words(html)
    assert "Nearby Town 39 km" in text
    assert "What Shelling 2 Who A group 1" in text
    assert '<a href="https://www.wikidata.org/wiki/Q1" rel="noopener">Wikidata Q1</a>' in html
    assert '<a href="https://www.geonames.org/99" rel="noopener">GeoNames 99</a>' in html


def test_a_list_over_several_years_is_divided_by_them(tmp_path: Path) -> None:
    """Each year begins with its number, latest first; a list of one year has no such marks."""
    files: dict[str, str | bytes] = {
        "incidents/a.md": incident("One", "2022-05-01", locations="[x]"),
        "incidents/b.md": incident("Two", "2023-05-02", locations="[x, y]"),
        "incidents/c.md": incident("Three", "2023", locations="[x]"),
    }
    html = built(tmp_path, files, "locations/x.html")
    assert re.findall('<h3 class="year" id="(.*?)">(.*?)</h3>', html) == [("2023", "2023"), ("2022", "2022")]
    assert html.count('<ol class="days">') == html.count("</ol>") == 2
    assert "<h3" not in page(tmp_path, "locations/y.html")


def test_an_actor_tells_its_parts_and_roles(tmp_path: Path) -> None:
    """How often it had which part, who belongs to it, where and what."""
    role = "[{actor: army, role: target}]"
    files: dict[str, str | bytes] = {
        "actors/army.md": location("The army", kind="state-force"),
        "actors/guard.md": location("The guard", parent="army"),
        "incidents/a.md": incident("One", locations="[x]", types="[shelling]", actors=role),
        "incidents/b.md": incident("Two", locations="[x]", actors=role.replace("target", "responder")),
    }
    text = words(built(tmp_path, files, "actors/army.html"))
    assert (
        "Kind State force Includes The guard Target 1 incident Responder 1 incident Where x 2 What Shelling 1" in text
    )


def test_a_publisher_tells_how_independent_it_is(tmp_path: Path) -> None:
    """Own reports, those that stand alone, and whose words are carried by whom."""
    files: dict[str, str | bytes] = {
        "articles/p.md": entry(title="Copy", publisher="Paper", via="Reuters"),
        "incidents/a.md": incident("One", sources="[{article: p}, {publisher: Reuters}]"),
        "incidents/b.md": incident("Two", sources="[{publisher: Paper}]"),
        "incidents/c.md": incident("Three", sources="[{publisher: Paper}, {publisher: Reuters}]"),
    }
    text = words(built(tmp_path, files, "sources/paper.html"))
    assert text.startswith(
        "Paper 2 incidents cite its own reports. It is the only origin of 1 of them. "
        "For 1 incident it carries the words of an agency, which is then the origin."
    )
    assert "Carries the words of Reuters 1 Articles Copy" in text
    agency = words(page(tmp_path, "sources/reuters.html"))
    assert agency.startswith("Reuters 2 incidents cite its own reports. It is the only origin of 1 of them.")
    assert "Its words are carried by Paper 1" in agency


def test_spellings_of_an_agency_are_one_agency(tmp_path: Path) -> None:
    """Copies count together however the agency is written, and once for each incident."""
    files: dict[str, str | bytes] = {
        "articles/p.md": entry(title="Copy", publisher="Paper", via="Reuters"),
        "articles/q.md": entry(title="Another", publisher="Paper", via="REUTERS"),
        "incidents/a.md": incident("One", sources="[{article: p}, {article: q}]"),
        "incidents/b.md": incident("Two", sources="[{article: q}]"),
    }
    text = words(built(tmp_path, files, "sources/paper.html"))
    assert "Paper For 2 incidents it carries the words of an agency" in text
    assert "carries the words of reuters 2 articles" in text.lower()
