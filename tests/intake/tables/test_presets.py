"""The mappings that come with Chronicle."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import pytest
from tables import opened

from chronicle.config import parse_config
from chronicle.entries.kinds import PRECISIONS
from chronicle.intake.tables.mapping import Mapping, folded, mapped
from chronicle.intake.tables.mapping_file import parse_mapping
from chronicle.intake.tables.presets import column_problems, preset_for, presets, untaken
from chronicle.problems import shown

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = resources.files("chronicle.intake.tables").joinpath("presets")
FILES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".toml"))
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
)
TIMELINE = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
    "Media Caption,Media Thumbnail,Alt Text,Type,Group,Background"
)


@pytest.mark.parametrize("name", FILES)
def test_a_preset_has_no_mistakes(name: str) -> None:
    """Every target exists, and every code is of a column."""
    mapping = parse_mapping(FOLDER.joinpath(name).read_text("utf-8"), name)
    assert isinstance(mapping, Mapping), mapping
    assert presets()[mapping.name] == mapping


@pytest.mark.parametrize("name", sorted(presets()))
def test_codes_lead_to_what_there_is(name: str) -> None:
    """Types are slugs of event types, precisions are those of entries."""
    config, _ = parse_config('title = "x"')
    assert config
    known = {
        "types": {each.slug for each in config.types},
        "location_precision": set(PRECISIONS),
        "date_precision": {"day", "approximate", "month", "year"},
    }
    mapping = presets()[name]
    for key, codes in mapping.codes.items():
        targets = mapping.columns[key].names if key in mapping.columns else (key,)
        for target in targets:
            assert set(codes.values()) - {""} <= known[target], (key, target)


def test_what_we_call_an_acled_event_is_read_as_one_of_those() -> None:
    """A type that we write under one of their names comes back as a type of that name."""
    config, _ = parse_config('title = "x"')
    assert config
    named = {each.slug: each.acled for each in config.types}
    codes = presets()["acled"].codes[folded("sub_event_type")]
    wrong = {
        name: codes.get(name.casefold()) for name in named.values() if name and named[codes[name.casefold()]] != name
    }
    assert wrong == {"Looting/property destruction": "other"}  # it may be no arson


def _mapped(folder: Path, header: str, **values: str) -> tuple[str, dict[str, str]]:
    """The preset that a header proves, and what it makes of one row."""
    columns = header.split(",")
    row = ",".join(f'"{values.get(folded(column), "")}"' for column in columns)
    table, rows, told = opened(folder, "a.csv", f"{header}\n{row}\n".encode())
    assert table
    assert told == []
    mapping = preset_for(table)
    assert untaken(table.columns, mapping) == ()
    return mapping.name, mapped(rows[0], mapping)


def test_an_acled_row_is_read(tmp_path: Path) -> None:
    """Its columns as they are today: each is taken, or left out on purpose."""
    name, cells = _mapped(
        tmp_path,
        ACLED,
        eventidcnty="IRQ1234",
        eventdate="19 October 2023",
        timeprecision="2",
        subeventtype="Air/drone strike",
        actor1="Islamic Resistance in Iraq",
        assocactor1="KH; HHN",
        actor2="Military Forces of the United States",
        country="Iraq",
        admin1="Al Anbar",
        location="Ain al-Asad",
        latitude="33.79",
        longitude="42.44",
        geoprecision="1",
        source="Reuters; AP",
        notes="Drones hit the base.",
        fatalities="0",
    )
    assert name == "acled"
    assert cells == {
        "title": "Air/drone strike in Ain al-Asad",
        "date": "2023-10-19",
        "date_precision": "approximate",
        "types": "air-strike",
        "actors": "Islamic Resistance in Iraq; KH; HHN; Military Forces of the United States",
        "country": "Iraq",
        "admin1": "Al Anbar",
        "location": "Ain al-Asad",
        "latitude": "33.79",
        "longitude": "42.44",
        "location_precision": "locality",
        "sources": "Reuters; AP",
        "summary": "Drones hit the base.",
        "ids": "acled=IRQ1234",
        "own_id": "IRQ1234",
    }


def test_a_ucdp_row_is_read(tmp_path: Path) -> None:
    """Lowest and highest make the range of the dead; its sources stand beside each other."""
    name, cells = _mapped(
        tmp_path,
        UCDP,
        id="300380",
        typeofviolence="3",
        sidea="IS",
        sideb="Civilians",
        sourceoffice="VDC;SOHR",
        sourceheadline="One;Two",
        sourcedate="2013-01-03;2013-01-04",
        wherecoordinates="Rami village",
        whereprec="2",
        adm1="Idlib governorate",
        country="Syria",
        latitude="35.76",
        longitude="36.55",
        datestart="2013-01-03 00:00:00.000",
        dateend="2013-01-05 00:00:00.000",
        best="3",
        low="2",
        high="5",
    )
    assert name == "ucdp"
    assert cells == {
        "title": "Armed assault in Rami village",
        "date_from": "2013-01-03",
        "date_to": "2013-01-05",
        "types": "armed-assault",
        "actors": "IS; Civilians",
        "killed_min": "2",
        "killed_max": "5",
        "sources": "VDC; SOHR",
        "source_titles": "One; Two",
        "source_dates": "2013-01-03; 2013-01-04",
        "location": "Rami village",
        "location_precision": "district",
        "admin1": "Idlib governorate",
        "country": "Syria",
        "latitude": "35.76",
        "longitude": "36.55",
        "ids": "ucdp=300380",
    }


def test_a_gtd_row_is_read(tmp_path: Path) -> None:
    """What is unknown is left out: groups, and numbers below zero."""
    header = (
        "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,summary,"
        "attacktype1_txt,target1,gname,gname2,weaptype1_txt,nkill,nwound,scite1,scite2"
    )
    name, cells = _mapped(
        tmp_path,
        header,
        eventid="199301010001",
        iyear="1993",
        imonth="1",
        iday="0",
        countrytxt="Iraq",
        provstate="Baghdad",
        city="Baghdad",
        latitude="33.3",
        longitude="44.3",
        specificity="1",
        summary="01/00/1993: A bomb.",
        attacktype1txt="Bombing/Explosion",
        target1="A market; and a shop",
        gname="Unknown",
        gname2="Other",
        weaptype1txt="Explosives",
        nkill="2.0",
        nwound="-99",
        scite1="One; two",
        scite2="Three",
    )
    assert name == "gtd"
    assert cells == {
        "title": "Bombing/Explosion in Baghdad",
        "year": "1993",
        "month": "1",
        "day": "0",
        "country": "Iraq",
        "admin1": "Baghdad",
        "location": "Baghdad",
        "latitude": "33.3",
        "longitude": "44.3",
        "location_precision": "locality",
        "summary": "01/00/1993: A bomb.",
        "types": "bombing",
        "targets": "A market\\; and a shop",
        "weapons": "Explosives",
        "killed": "2",
        "source_titles": "One\\; two; Three",
        "ids": "gtd=199301010001",
    }


def test_a_timeline_is_read_from_both_its_forms(tmp_path: Path) -> None:
    """The spreadsheet and the JSON say the same."""
    name, cells = _mapped(tmp_path, TIMELINE, year="2023", month="10", headline="A", text="b", media="https://a.org/")
    assert name == "timeline"
    assert cells == {"title": "A", "text": "b", "year": "2023", "month": "10", "source_urls": "https://a.org/"}
    slide = (
        b'{"events": [{"start_date": {"year": "2023", "month": 10}, "text": {"headline": "A", "text": "b"}, '
        b'"media": {"url": "https://a.org/"}, "unique_id": "x"}]}'
    )
    table, rows, _ = opened(tmp_path, "a.json", slide)
    assert table
    mapping = preset_for(table)
    assert mapped(rows[0], mapping) == {**cells, "ids": "timeline=x", "own_id": "x"}


def test_common_headings_are_understood(tmp_path: Path) -> None:
    """Whatever they are called; what nothing is taken from is told once, with what was probably meant."""
    table, rows, _ = opened(
        tmp_path,
        "a.csv",
        b"Headline,Incident Date,Town,Lat,Lng,Deaths,Fatalitis,Link,colour\nA,19 Oct 2023,Kut,32.5,45.8,3,4,https://a.org/,x\n",
    )
    assert table
    mapping = preset_for(table)
    assert mapping.name == "table"
    assert mapped(rows[0], mapping) == {
        "title": "A",
        "date": "2023-10-19",
        "location": "Kut",
        "latitude": "32.5",
        "longitude": "45.8",
        "killed": "3",
        "source_urls": "https://a.org/",
    }
    assert [shown(problem, None) for problem in column_problems("a.csv", table.columns, mapping)] == [
        (
            'a.csv:1: warning: has 2 columns that nothing is taken from: "Fatalitis" (did you mean '
            '"fatalities"?), "colour" [table-column]'
        )
    ]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            ("when", "what"),
            'has no column that gives a title; call one "title", or say in a mapping which it is of "when", "what"',
        ),
        (
            ("date", "title", "lat", "lon"),
            (
                'has coordinates, but no column that names a place; call one "location", or name one for all rows '
                'in a mapping: [fixed] location = "\u2026"'
            ),
        ),
    ],
)
def test_a_table_that_no_row_could_come_of_is_told_once(columns: tuple[str, ...], message: str) -> None:
    """What every row would lack is said of the table."""
    errors = [each.message for each in column_problems("a.csv", columns, presets()["table"]) if each.level == "error"]
    assert errors == [message]


def test_a_table_that_begins_with_no_headings_is_told_that_alone() -> None:
    """Whatever its columns lack is not known before."""
    assert [shown(problem, None) for problem in column_problems("a.csv", ["Incidents"], presets()["table"])] == [
        (
            'a.csv:1: error: has one column only, "Incidents"; delete what stands above the headings, which in CSV '
            "have a comma, ; tab or | between [table-column]"
        )
    ]
    assert len(column_problems("a.csv", ["title"], presets()["table"])) == 2  # no date and no source


def test_a_table_without_sources_is_told_once() -> None:
    """Its entries would all be warned of; a mapping can name one for all."""
    columns = ("title", "date", "place")
    assert [shown(problem, None) for problem in column_problems("a.csv", columns, presets()["table"])] == [
        (
            "a.csv:1: warning: names no source, and every entry needs one; name one for all rows in a mapping: "
            '[fixed] sources = ["\u2026"] [table-column]'
        )
    ]


def test_a_table_without_dates_is_refused() -> None:
    """An incident is nothing without one."""
    problems = column_problems("a.csv", ("title", "place", "url"), presets()["table"])
    assert [shown(problem, None) for problem in problems] == [
        (
            'a.csv:1: error: has no column that gives a date; call one "date", or say in a mapping which it is of '
            '"title", "place", "url" [table-column]'
        )
    ]
