"""Events: articles of many manners, written for these tests, and the incidents they report."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from intake.imports import run_import

from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world

if TYPE_CHECKING:
    from chronicle.intake.importing import SeedReport


def imported(text: str) -> SeedReport:
    """The report on an article."""
    return run_import(
        [Seed(path="seeds/a.txt", data=text.encode())], (), world(), rights="full", today=dt.date(2023, 10, 21)
    ).seeds[0]


def told(text: str) -> list[tuple[str, str, tuple[str, ...], str, str]]:
    """Day, place, types, killed and injured of each incident."""
    return [
        (str(draft.entry.date), draft.event.place_name, draft.entry.types, str(draft.killed), str(draft.injured))
        for draft in imported(text).drafts
    ]


NIGERIA = """Gunmen kill five farmers in northern Nigeria
Published: 3 January 2021

MAIDUGURI, Nigeria (Reuters) - Gunmen on motorbikes shot dead five farmers and wounded eight others near the town of \
Monguno in Borno state on Dec. 31, two residents and a militia leader said.

The attackers arrived at about 4 p.m. local time and opened fire on the men, said Bukar Modu, who leads a local group.

No group has claimed responsibility. Insurgents have killed more than 30,000 people in the region since 2009.

In a separate attack on Friday, a roadside bomb struck an army convoy, killing three soldiers, the army said.
"""


def test_new_year_and_a_separate_attack() -> None:
    """Last year's December day is found; a second attack without a place lies only in the country."""
    assert told(NIGERIA) == [
        ("2020-12-31", "Monguno", ("shooting",), "5", "8"),
        ("2021-01-01", "Nigeria", ("bombing",), "3", "None"),
    ]


QUETTA = """date: 2019-08-09

QUETTA, Pakistan, Aug. 9 (Xinhua) -- A suicide bomber blew himself up outside a mosque in Pakistan's southwestern \
Balochistan province on Friday, killing four policemen and a passer-by and injuring dozens, officials said.

The blast took place in the provincial capital Quetta as worshippers were leaving, a senior police officer said.

The death toll has since risen to seven, hospital spokesman Wasim Baig told Xinhua late Friday. At least 25 wounded \
people were brought to the hospital, he added.

On Wednesday, gunmen killed two policemen in Karachi.
"""


def test_a_rising_toll_and_a_finer_place() -> None:
    """A toll that has risen supersedes the earlier one, a number supersedes "dozens", and the town the province."""
    assert told(QUETTA) == [
        ("2019-08-09", "Quetta", ("suicide-bombing",), "7", "25+"),
        ("2019-08-07", "Karachi", ("shooting",), "2", "None"),
    ]
    claims = imported(QUETTA).drafts[0].entry.casualties
    assert [(str(claim.killed), claim.superseded) for claim in claims] == [("5", True), ("7", False), ("None", False)]


PERU = """date: 2019-03-05
LIMA, March 5 (EFE) -- A passenger bus plunged into a ravine in southern Peru early Tuesday, killing at least 19 \
people and injuring 24, police said.

The accident happened near the city of Arequipa, the chief of the highway police told reporters. Earlier, the \
fire service had put the death toll at 12.

Road accidents are frequent in Peru. Last year a bus crash north of Lima killed 52 people.
"""


def test_tuesday_in_a_tuesday_story_and_no_history() -> None:
    """Today's accident alone is an incident; last year's and the general remark are none."""
    assert told(PERU) == [("2019-03-05", "Arequipa", ("transport-accident",), "19+", "24")]


def test_a_trial_is_no_incident() -> None:
    """A sentence of a court, however violent its subject, reports nothing new."""
    text = (
        "Man jailed for life over market bombing\nTuesday, 12 May 2020\n\nBERLIN (dpa) - A court in Berlin on Tuesday "
        "sentenced a man to life in prison for his part in a bombing that killed 12 people in Cologne in 2017."
    )
    report = imported(text)
    assert report.drafts == ()
    assert [problem.code for problem in report.problems] == ["article-without-incident"]


def test_flowers_years_on_are_no_incident() -> None:
    """What people lay down on a day is not the attack, whose year stands behind it."""
    lead = "TUNIS, June 26 — Survivors laid flowers on Thursday on a beach where a gunman killed 38 people in 2015."
    assert told(f"date: 2025-06-26\n{lead}\n\nSome wept as the names of the dead were read out.") == []
    assert told(f"Ten years on, survivors return to the beach\ndate: 2025-06-26\n\n{lead}") == []


def test_peaceful_news_give_nothing() -> None:
    """An article without an attack or accident of these days has no incident."""
    assert (
        told("date: 2018-03-07\nNAIROBI, March 7 — The minister opened a bridge. Floods killed three people last year.")
        == []
    )


def test_the_day_somebody_said_it_is_only_a_guess() -> None:
    """Without a day of its own an event gets the day it was told, and the date needs review."""
    text = "date: 2021-01-31\nMOGADISHU, Somalia (AP) — A car bomb exploded in Somalia's capital, police said Saturday."
    (draft,) = imported(text).drafts
    assert (str(draft.entry.date), draft.event.place_name) == ("2021-01-30", "Mogadishu")
    assert "date" in draft.entry.needs_review


def test_an_article_without_a_year_drafts_nothing() -> None:
    """A date that cannot be vouched for is a problem, not a guess."""
    report = imported("LIMA, March 5 (EFE) -- A bomb exploded in Lima on Tuesday.")
    assert report.drafts == ()
    assert "article-undated" in {problem.code for problem in report.problems}


@pytest.mark.parametrize(
    "sentence",
    [
        "Militants threatened to attack more bases on Monday.",
        "Last month a bomb exploded in Mosul.",
        "In August 2016, rockets hit Basra.",
        "There have been several bomb attacks in recent years in Kirkuk.",
        "It was the latest in a series of attacks in Iraq.",
        "Police found a bomb near Erbil on Sunday.",
        "It came days after a man killed 35 people when he rammed his car into a crowd in the city of Basra.",
        "The attack came two weeks after gunmen killed six people in Basra.",
    ],
)
def test_background_is_no_incident(sentence: str) -> None:
    """Threats, sums, history and what did not go off give no incident beside the news."""
    text = f"date: 2023-10-17\nBAGHDAD, Oct 17 — A car bomb exploded in Tikrit on Monday, police said.\n\n{sentence}"
    assert [place for _, place, *_ in told(text)] == ["Tikrit"]


def test_repeated_accounts_are_one_incident() -> None:
    """A summary and its details, in other words, are one event."""
    text = (
        "date: 2022-07-04\nCOPENHAGEN, July 4 — A gunman opened fire in a Copenhagen shopping mall on Sunday, killing "
        "three people, police said.\n\nThe shooting happened at about 5:30 p.m. The attack wounded four people.\n\n"
        "Sunday's attack shocked the country."
    )
    assert told(text) == [("2022-07-03", "Copenhagen", ("shooting",), "3", "4")]


def test_the_wording_after_came_hours_after_is_another_event() -> None:
    """`The attack came hours after …` tells of two."""
    text = (
        "date: 2018-12-11\nKABUL, Dec 11 — A suicide bomber killed four people in Kabul early today, police said.\n\n"
        "The attack in Kabul came just hours after an overnight assault on a checkpoint in Arghistan district of "
        "southern Kandahar province killed at least eight policemen."
    )
    assert [(place, killed) for _, place, _, killed, _ in told(text)] == [("Kabul", "4"), ("Arghistan", "8+")]


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("A car bomb exploded in Tikrit on Monday, police said.", "likely"),
        ("Rockets hit Tikrit on Monday, a militia said in a statement online.", "claimed"),
        ("Rockets hit Tikrit on Monday, residents said, but the army denied it.", "disputed"),
    ],
)
def test_one_article_confirms_nothing(sentence: str, grade: str) -> None:
    """The proposed grade says whose word it is; "confirmed" needs more than one origin."""
    (draft,) = imported(f"date: 2023-10-17\nBAGHDAD, Oct 17 — {sentence}").drafts
    assert draft.entry.grade == grade
    assert "grade" in draft.entry.needs_review


def quoted(report: SeedReport, number: int = 0) -> dict[str, list[str]]:
    """The quotes behind each field of an incident."""
    found: dict[str, list[str]] = {}
    for each in report.drafts[number].entry.evidence:
        found.setdefault(each.field, []).append(each.quote)
    return found


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        ("A fire at a factory killed four people in Osaka on Monday, police said.", ("fire",)),
        ("At least 43 people died in a fire at a restaurant in Osaka on Monday, police said.", ("fire",)),
        ("A crash on Interstate 25 near Denver killed two people on Monday, police said.", ("transport-accident",)),
        ("A massive warehouse fire in the port of Osaka killed four on Monday, police said.", ("fire",)),
        ("Three people were killed when a fire station in Denver was shelled on Monday, police said.", ("shelling",)),
        ("Two officers were killed in a cross fire in Denver on Monday, police said.", ("armed-clash",)),
        ("Sniper fire in the old city of Aleppo killed two civilians on Monday, activists said.", ("shooting",)),
        ("Protesters opened fire in the square and police killed two in Cairo on Monday.", ("shooting",)),
        ("Two men were killed in an exchange of fire in Denver on Monday, police said.", ("armed-clash",)),
        ("Israeli fire killed three people in Rafah on Monday, medics said.", ("shooting",)),
        ("Two farmers were killed by Indian army fire in Poonch on Monday, police said.", ("shooting",)),
        ("Tank fire killed four people in Rafah on Monday, medics said.", ("shelling",)),
        ("An Indian factory fire killed nine people in Surat on Monday, police said.", ("fire",)),
        ("Garden centre fire left two dead in Leeds on Monday, police said.", ("fire",)),
        ("A soldier was killed in a minefield in Izium on Monday, police said.", ("landmine", "bombing")),
        ("A gas explosion at a coal mine killed nine workers in Izium on Monday, police said.", ("explosion",)),
    ],
)
def test_a_fire_or_a_crash_that_kills_is_no_homicide(sentence: str, types: tuple[str, ...]) -> None:
    """Wherever the word for the deaths stands."""
    (draft,) = imported(f"date: 2023-10-17\nTOKYO, Oct 17 — {sentence}").drafts
    assert draft.entry.types == types


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        (
            "Four officers died in Lamu on Monday when their lorry ran over an improvised explosive device.",
            ("bombing",),
        ),
        ("Bandits raided the village of Kuru on Monday and killed nine people.", ("armed-assault",)),
        ("Nine people were killed in an Israeli raid on Jenin on Monday, medics said.", ("security-operation",)),
        ("Two soldiers were killed when rebels raided a base in Goma on Monday.", ("armed-assault",)),
        ("Rebels killed 22 people in an attack in Drodro on Monday, setting fire to huts.", ("armed-assault", "arson")),
        ("A fire burned down 20 shops in a market in Osaka on Monday, police said.", ("fire",)),
        ("Drones hit a depot in Odesa on Monday; it was set on fire, the army said.", ("drone-attack",)),
        ("A church was gutted in an arson attack in Lyon on Monday, police said.", ("arson",)),
        ("A man killed four children with a hatchet in Blumenau on Monday, police said.", ("stabbing",)),
        ("Troops fired live rounds at a crowd in Bahri on Monday and killed five.", ("shooting",)),
    ],
)
def test_who_raided_and_what_was_run_over_decide(sentence: str, types: tuple[str, ...]) -> None:
    """A raid is an operation only where forces made it, a mine runs over nobody, and what burnt killed nobody yet."""
    (draft,) = imported(f"date: 2023-10-17\nTOKYO, Oct 17 — {sentence}").drafts
    assert draft.entry.types == types


def test_what_came_after_an_attack_is_no_type_of_it() -> None:
    """A hunt for the attackers, and what an anniversary is of, are none."""
    text = (
        "date: 2023-10-17\nBAGHDAD, Oct 17 — Ten soldiers were killed in an attack on a base in Tikrit on Monday, "
        "the army said.\n\n{}"
    )
    hunt = "The army launched an operation to pursue the attackers after Monday's attack, a spokesman said."
    day = "The attack in Tikrit hit crowds who marked the anniversary of a general's killing by a U.S. drone."
    assert [types for _, _, types, *_ in told(text.format(hunt))] == [("armed-assault",)]
    assert [types for _, _, types, *_ in told(text.format(day))] == [("armed-assault",)]
    hit = "The attack in Tikrit hit crowds who marked the anniversary of the revolution when a drone struck."
    assert [types for _, _, types, *_ in told(text.format(hit))] == [("drone-attack",)]


def test_a_number_that_has_been_overtaken_is_told_as_such() -> None:
    """Also where it stands before the one that overtakes it."""
    report = imported(
        "date: 2023-10-17\nBAGHDAD, Oct 17 — A bomb went off in Tikrit on Monday.\n\n"
        "Initial reports spoke of six people killed in the bombing. The bomb killed nine people, police said."
    )
    claims = [(claim.killed, claim.superseded) for claim in report.drafts[0].entry.casualties]
    assert [(killed.least, is_overtaken) for killed, is_overtaken in claims if killed] == [(6, True), (9, False)]


def test_each_type_has_the_words_that_tell_it() -> None:
    """Types of two sentences have two quotes; types of one sentence share theirs."""
    text = (
        "date: 2023-10-17\nBAGHDAD, Oct 17 — Rockets and drones struck a base in Tikrit on Monday, police said.\n\n"
        "Gunmen opened fire at the base in Tikrit after the attack and kidnapped a guard."
    )
    report = imported(text)
    assert report.drafts[0].entry.types == ("rocket-attack", "drone-attack", "kidnapping")
    assert quoted(report)["types"] == [
        "Rockets and drones struck a base in Tikrit on Monday, police said.",
        "Gunmen opened fire at the base in Tikrit after the attack and kidnapped a guard.",
    ]


def test_a_place_of_the_dateline_quotes_the_dateline() -> None:
    """Where no sentence says the place, the printed dateline is the evidence, and an editor must look."""
    report = imported("KANO, Nigeria, Jan 3, 2021 (Reuters) - Gunmen shot dead five farmers on Friday, police said.")
    assert quoted(report)["locations"] == ["KANO, Nigeria, Jan 3, 2021 (Reuters)"]
    assert "locations" in report.drafts[0].entry.needs_review


def test_a_country_that_is_only_concluded_has_no_quote() -> None:
    """The second event of the article lies in its country because nothing else is said: no sentence proves it."""
    report = imported(NIGERIA)
    assert "locations" not in quoted(report, 1)
    assert "locations" in report.drafts[1].entry.needs_review


def test_a_day_that_nothing_says_has_no_quote() -> None:
    """The article's own day stands in for the event's; it is nobody's word, and an editor must look."""
    report = imported("date: 2023-10-17\nBAGHDAD, Oct 17 — A car bomb exploded in Tikrit, police said.")
    assert (str(report.drafts[0].entry.date), "date" in quoted(report)) == ("2023-10-17", False)
    assert "date" in report.drafts[0].entry.needs_review


def test_a_day_taken_over_from_the_first_event_quotes_its_words() -> None:
    """An event without a day of its own shows where the day it was given comes from."""
    text = (
        "date: 2023-10-17\nBAGHDAD, Oct 17 — A car bomb exploded in Tikrit on Monday, police said.\n\n"
        "In another attack, gunmen killed two people in Basra."
    )
    report = imported(text)
    assert quoted(report, 1)["date"] == ["A car bomb exploded in Tikrit on Monday, police said."]
    assert "date" in report.drafts[1].entry.needs_review


def test_a_long_sentence_is_quoted_around_each_value() -> None:
    """A quote of 300 characters holds the value it stands for, wherever in the sentence that is."""
    padding = "as the market, the old bridge and the roads along the river were full of families on their way home " * 4
    text = (
        f"date: 2023-10-17\nBAGHDAD, Oct 17 — Police said {padding}that on Monday in the town of Tikrit {padding}"
        "a car bomb exploded and two people were killed."
    )
    found = quoted(imported(text))
    assert max(len(quote) for quotes in found.values() for quote in quotes) <= 300
    values = {"date": "Monday", "locations": "Tikrit", "types": "car bomb", "casualties": "two people"}
    assert all(value in found[field][0] for field, value in values.items())


def test_the_official_is_the_one_introduced_before() -> None:
    """`The official added` is the official whom an earlier sentence named."""
    text = (
        "date: 2023-10-17\nBAGHDAD, Oct 17 — A car bomb exploded in Tikrit on Monday, a health official said.\n\n"
        "Two people were killed, the official added."
    )
    (claim,) = imported(text).drafts[0].entry.casualties
    assert claim.who == "health official"


def test_a_road_tells_the_place_only_where_nothing_finer_does() -> None:
    """A district is kept; without one the town where the road begins is taken, for an editor to look at."""
    head = "date: 2023-10-17\nSRINAGAR, India, Oct 17 — "
    road = "Two men were shot dead on the Srinagar-Leh highway on Monday, police said."
    (draft,) = imported(f"{head}Gunmen attacked workers in Ganderbal on Monday. {road}").drafts
    assert (draft.event.place_name, "locations" in draft.entry.needs_review) == ("Ganderbal", False)
    (draft,) = imported(f"{head}{road}").drafts
    assert draft.event.place_name == "Srinagar"
    assert "the article only names a road that begins there" in [each.reason for each in draft.doubts]


def test_what_the_first_sentence_says_to_have_been_done_is_news() -> None:
    """`Have killed` looks back only further down."""
    lead = "ABUJA, Oct 17 — Herdsmen have killed 23 people in Ohafia in Abia State, police said."
    text = f"{lead} It happened on Sunday. Armed groups have killed many in Jos."
    (draft,) = imported(f"date: 2023-10-17\n{text}").drafts
    assert (draft.event.place_name, draft.event.day.day, str(draft.killed)) == ("Ohafia", 15, "23")


def test_a_town_before_the_event_s_province_is_its_place_only_where_it_is_said_to_lie_there() -> None:
    """Whose chapter speaks is no scene; a road between towns of the province is."""
    head = "date: 2023-10-17\nABUJA, Oct 17 — "
    (draft,) = imported(f"{head}The Lokoja chapter of a union said gunmen killed two in Kogi State on Monday.").drafts
    assert draft.event.place_name == "Kogi State"
    (draft,) = imported(f"{head}Gunmen killed two between Okene and Lokoja in Kogi State on Monday.").drafts
    assert draft.event.place_name == "Okene"


def test_the_fire_of_a_day_is_a_fire() -> None:
    """Whatever it burnt, it needs no other word."""
    text = "DHAKA, Oct 17 — The death toll from Thursday's fire at a building in Dhaka climbed to 46, police said."
    (draft,) = imported(f"date: 2023-10-17\n{text}").drafts
    assert (draft.entry.types, draft.event.day.day, str(draft.killed)) == (("fire",), 12, "46")


def test_a_series_of_attacks_in_the_lead_is_news() -> None:
    """What a lead tells with its day is no look back."""
    text = "JOS, Oct 17 (AP) — Gunmen killed 140 people in a series of attacks in Jos on Sunday, officials said."
    (draft,) = imported(f"date: 2023-10-17\n{text}").drafts
    assert (draft.event.day.day, str(draft.killed)) == (15, "140")


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The army said on Tuesday it had rescued 13 pupils who were kidnapped on September 7 in Kuriga.", []),
        ("Rebels on Monday released two soldiers abducted three weeks ago in Arauca, the Red Cross said.", []),
        ("Two nurses who were abducted on Sunday in Gao were freed on Monday, their employer said.", [15]),
        ("Hundreds met on Tuesday to pay tribute to a teacher killed in a knife attack in Arras on Sunday.", [15]),
        ("Explosions at a ceremony to mark an anniversary left 103 dead in Kerman on Monday, state media said.", [16]),
        (
            "Gangs killed 1,254 people in Haiti in the first quarter, the UN said in a report released on Monday.",
            [],
        ),
        ("Soldiers killed six gunmen and freed 12 hostages in a raid near Funtua on Monday, the army said.", [16]),
        (
            "Mourners gathered on Tuesday in Karrada as the death toll from Sunday's bombing in Baghdad rose to 75.",
            [15],
        ),
    ],
)
def test_what_follows_an_old_event_is_none_of_these_days(sentence: str, days: list[int]) -> None:
    """A release is no incident, but a fresh abduction, a fight, or the bombing that is mourned with its day."""
    drafts = imported(f"date: 2023-10-17\nABUJA, Oct 17 — {sentence}").drafts
    assert [draft.event.day.day for draft in drafts] == days
