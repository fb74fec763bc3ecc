"""Telling: how the sentences of an article come together into events with a day, a place and a toll."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from intake.imports import import_seed

from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world

if TYPE_CHECKING:
    from chronicle.intake.drafting import Draft

HEAD = "date: 2019-03-06\n"  # a Wednesday
LEAD = "A car bomb exploded in the Iraqi city of Tikrit on Tuesday, killing five people, police said. "


def drafts(text: str) -> tuple[Draft, ...]:
    """The incidents drafted of an article."""
    seed = Seed(path="a.txt", data=(HEAD + text).encode())
    return import_seed(seed, Catalogue(world()), rights="full", today=dt.date(2019, 3, 7)).drafts


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Day, place, killed and injured of each incident."""
    return [(str(each.entry.date), each.event.place_name, str(each.killed), str(each.injured)) for each in drafts(text)]


# ---- one event


def test_the_headline_says_what_the_lead_only_describes() -> None:
    """A lead without a word for the event is understood by its headline; a quote of the text goes before it."""
    text = (
        "Gunmen abduct farmers in Zamfara\n\nMen on motorcycles blocked a road near the town of Anka in Zamfara state, "
        "Nigeria, on Tuesday and led 12 people away, residents said."
    )
    (draft,) = drafts(text)
    assert draft.entry.types == ("kidnapping",)
    assert (str(draft.entry.date), draft.event.place_name) == ("2019-03-05", "Anka")
    quotes = {each.field: each.quote for each in draft.entry.evidence}
    assert quotes["types"] == "Gunmen abduct farmers in Zamfara"
    assert quotes["date"].startswith("Men on motorcycles")
    assert draft.entry.body.startswith("Men on motorcycles")


def test_the_next_sentences_say_when_and_where() -> None:
    """A lead that gives neither day nor town gets them from the sentences that go on telling."""
    text = (
        "LAGOS, March 6 (AFP) - Gunmen killed six people in northern Nigeria, an official said today. The attackers "
        "came to the village of Wuya in Zamfara state late on Monday and set houses on fire, he said."
    )
    assert told(text) == [("2019-03-04", "Wuya", "6", "None")]


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("early on Wednesday", "2019-03-06"),
        ("on yesterday", "2019-03-05"),
        ("at 11:40 p.m. (2240 GMT) on Tuesday", "2019-03-05"),
        ("shortly after midnight on Wednesday (2215 GMT Tuesday)", "2019-03-06"),
        ("late Sunday", "2019-03-03"),
        ("on March 3", "2019-03-03"),
    ],
)
def test_the_local_day_counts(when: str, day: str) -> None:
    """Weekdays, house style and a second clock: the day where it happened."""
    assert told(f"A bomb exploded in the Iraqi city of Tikrit {when}, killing two people, police said.") == [
        (day, "Tikrit", "2", "None")
    ]


def test_a_foreign_clock_alone_is_turned_back() -> None:
    """The day in brackets is that of Greenwich; by the local clock it may be the next one, or the one before."""
    after = "A missile hit a house in the Iraqi city of Tikrit at 1 a.m. (2200 GMT on Monday), killing two people."
    assert [day for day, _, _, _ in told(after)] == ["2019-03-05"]
    before = "A bomb exploded in the Mexican city of Toluca at 9 p.m. (0300 GMT on Wednesday), killing two people."
    assert [day for day, _, _, _ in told(before)] == ["2019-03-05"]


def test_how_far_a_story_has_come_is_no_day_of_the_event() -> None:
    """Bodies found by Wednesday are of a boat that sank on Monday."""
    text = (
        "Dozens of people were feared drowned after a boat overturned on Lake Kivu in Congo, officials said today. "
        "Eighteen bodies had been found by Wednesday afternoon. The boat capsized near Goma late on Monday."
    )
    assert [day for day, *_ in told(text)] == ["2019-03-04"]


def test_a_night_may_begin_the_day_before() -> None:
    """What happened overnight is of the day that a later sentence gives."""
    text = (
        "A man stabbed four people on a train in Germany overnight, police said. The attack took place late on Tuesday "
        "near the city of Ulm."
    )
    assert [day for day, *_ in told(text)] == ["2019-03-05"]


def test_two_events_of_a_lead_joined_by_while() -> None:
    """Each has a place of its own."""
    text = (
        "Gunmen killed four people in the Pakistani city of Quetta on Tuesday, while a bomb killed three soldiers in "
        "the city of Bannu."
    )
    assert [(place, killed) for _, place, killed, _ in told(text)] == [("Quetta", "4"), ("Bannu", "3")]


def test_the_day_of_a_death_is_not_the_event_s() -> None:
    """A victim who died on Wednesday was shot when the shooting was."""
    text = (
        "Gunmen opened fire in a bar in the Mexican town of Matehuala, killing eight people, police said. The eighth "
        "died in hospital on Wednesday. The shooting began shortly before midnight on Monday."
    )
    assert told(text) == [("2019-03-04", "Matehuala", "8", "None")]


def test_the_day_of_a_statement_is_not_the_event_s() -> None:
    """Who spoke when, and when a toll rose, is another day."""
    text = (
        "The toll of a bombing in the Iraqi city of Tikrit rose to nine on Wednesday. Earlier in the day a doctor had "
        "spoken of seven dead. The bomb went off in Tikrit on Monday."
    )
    assert told(text) == [("2019-03-04", "Tikrit", "9", "None")]


@pytest.mark.parametrize(
    "lead",
    [
        "Villagers were burying their dead on Wednesday after gunmen killed 20 people in Jos, Nigeria, on Monday.",
        "Rescuers on Wednesday searched for survivors after a ferry sank off Nagasaki in Japan on Monday.",
        "Traders in the Pakistani city of Lahore went on strike on Wednesday after a bomb killed 20 people on Monday.",
        "The European Union on Wednesday condemned a bombing that killed 20 people in the city of Kabul on Monday.",
        "Peru's president on Wednesday visited the site of a bus crash near Cusco that killed 25 people on Monday.",
        "Iran on Wednesday lowered the toll of a bombing in Kerman to 84. The bomb went off in Kerman on Monday.",
    ],
)
def test_the_day_of_what_people_did_about_it_is_not_the_event_s(lead: str) -> None:
    """Burials, searches, visits and condemnations follow an event."""
    assert [day for day, *_ in told(lead)] == ["2019-03-04"]


def test_the_day_on_which_people_were_harmed_is_the_event_s() -> None:
    """Whatever stands behind "after"."""
    text = "Twenty people were killed on Tuesday after gunmen opened fire on a bus in the Afghan city of Kandahar."
    assert [day for day, *_ in told(text)] == ["2019-03-05"]


def test_a_night_may_begin_one_day_before_and_no_more() -> None:
    """What went before it all may lie further back."""
    text = (
        "Nine people drowned when a boat sank off Sfax in Tunisia overnight. The boat had left Sfax on Monday evening."
    )
    assert [day for day, *_ in told(text)] == ["2019-03-06"]


def test_a_day_after_counts_back() -> None:
    """What was found a day after happened a day before."""
    text = "Divers pulled 21 bodies from a lake in Uganda on Wednesday, a day after a ferry sank near Entebbe."
    assert told(text)[0][0] == "2019-03-05"


def test_a_type_is_quoted_where_it_happened() -> None:
    """Threats in the same sentence are not its evidence; a mine is a bombing as well, and both have theirs."""
    (draft,) = drafts("A mine buried in a road blew up in Tikrit, Iraq, on Tuesday, killing two people.")
    assert draft.entry.types == ("landmine", "bombing")
    assert {each.field for each in draft.entry.evidence} >= {"types", "weapons", "casualties"}


# ---- several events, and none


def test_background_stays_background() -> None:
    """Older attacks, however exactly told, and the sentences that go on about them, are no incidents of the news."""
    text = LEAD + (
        "The blast destroyed ten shops. Iraq has seen many attacks since 2014. On January 12, a bomber killed 30 "
        "people in Kirkuk. Ten policemen died there. In February 2018 gunmen killed 14 people in Mosul."
    )
    assert told(text) == [("2019-03-05", "Tikrit", "5", "None")]


@pytest.mark.parametrize(
    "more",
    [
        "It was the deadliest attack in the U.S. since a gunman killed 26 people in Newtown in December 2012.",
        "The blast was the worst in the city since bombs killed 90 people in Mosul.",
    ],
)
def test_what_an_event_is_ranked_with_is_another(more: str) -> None:
    """Neither its place nor its toll is the event's."""
    assert told(LEAD + more) == [("2019-03-05", "Tikrit", "5", "None")]


def test_a_bomb_that_was_defused_hides_nobody_who_was_hurt() -> None:
    """A sentence about what did not go off counts where it says who was harmed."""
    more = "Three people were wounded and a second bomb was defused, police said."
    assert told(LEAD + more) == [("2019-03-05", "Tikrit", "5", "3")]


@pytest.mark.parametrize(
    "more",
    ["Two more people succumbed in hospital on Wednesday.", "A second officer later died."],
)
def test_more_dead_are_looked_at(more: str) -> None:
    """Whether they are counted already no sentence says, so the toll stays and an editor must look."""
    (draft,) = drafts(LEAD + more)
    assert (str(draft.killed), "casualties" in draft.entry.needs_review) == ("5", True)
    (risen,) = drafts(f"{LEAD}Two more people died in hospital, and the toll rose to seven.")
    assert (str(risen.killed), "casualties" in risen.entry.needs_review) == ("7", False)


@pytest.mark.parametrize(
    ("lead", "slug"),
    [
        ("ADEN - Houthi rebels showed a film of their seizure of a cargo ship in the Red Sea on Tuesday.", "hijacking"),
        ("BALTIMORE - A ship hit a road bridge in Baltimore on Tuesday, killing six workers.", "transport-accident"),
    ],
)
def test_a_ship_may_be_seized_or_hit_a_bridge(lead: str, slug: str) -> None:
    """Neither needs another word for what happened."""
    (draft,) = drafts(lead)
    assert draft.entry.types == (slug,)


def test_oxen_and_a_pit_are_no_victims_and_no_landmine() -> None:
    """Animals are not counted, and what is brought to a mine meets no landmine there."""
    (draft,) = drafts("KANO - A bomb killed two farmers and three oxen near Kano, Nigeria, on Tuesday.")
    assert str(draft.killed) == "2"
    (draft,) = drafts(
        "ACCRA - A truck taking fuel to a mine collided with a bus near Kumasi on Tuesday; 17 people died."
    )
    assert draft.entry.types == ("transport-accident",)


def test_another_province_is_another_place() -> None:
    """What is told of the next province belongs to no event in a town of this one, however near its middle lies."""
    more = "A car bomb hit a market in Diyala province, a monitor said; 30 people were wounded."
    assert [(place, injured) for _, place, _, injured in told(LEAD + more)] == [("Tikrit", "None"), ("Diyala", "30")]


@pytest.mark.parametrize("more", ["Iran said seven of its advisers were wounded.", "Turkey said that 7 were wounded."])
def test_a_country_that_speaks_is_not_where_it_happened(more: str) -> None:
    """What another country says is said of the same event."""
    assert told(LEAD + more) == [("2019-03-05", "Tikrit", "5", "7")]


def test_another_event_is_told_as_such() -> None:
    """A day or place of its own, and words such as "separately", make a second incident."""
    text = LEAD + "Separately, gunmen shot dead a tribal elder in the city of Kirkuk on Tuesday, police said."
    assert told(text) == [("2019-03-05", "Tikrit", "5", "None"), ("2019-03-05", "Kirkuk", "1", "None")]


def test_two_events_in_one_sentence() -> None:
    """What came hours before, in the same sentence, is an event of its own."""
    text = (
        "A man drove his car into a crowd in Jerusalem on Tuesday, injuring four people, hours after a soldier was "
        "stabbed in the city of Hebron, the Israeli army said."
    )
    assert [(each.entry.types[0], each.event.place_name) for each in drafts(text)] == [
        ("vehicle-ramming", "Jerusalem"),
        ("stabbing", "Hebron"),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "A court in Baghdad on Tuesday sentenced three men to death over a bombing that killed 30 people in Tikrit.",
        "Police have foiled a plot to bomb hotels in the Tunisian city of Sousse, the ministry said on Tuesday.",
        "Hundreds of people lit candles on Tuesday, four years after gunmen killed 20 tourists in the city of Tunis.",
        "Survivors laid wreaths in Nairobi on Tuesday to mark two decades since a truck bomb killed 213 people there.",
        "French police on Tuesday detained a man wanted over the killing of a man in the Spanish city of Bilbao.",
        "Police in Tunis arrested over an attack of 2015 a man who had killed two tourists, officials said on Tuesday.",
    ],
)
def test_no_incident_where_nothing_happened(lead: str) -> None:
    """Trials, plots that failed, anniversaries and late arrests report nothing new."""
    assert told(lead) == []


@pytest.mark.parametrize(
    "lead",
    [
        "Gunmen killed 15 people at a New Year vigil in the Nigerian town of Wukari on Tuesday.",
        "A bomb killed 20 people in the Afghan city of Kabul on Tuesday, two years after the Taliban seized power.",
        "Gunmen in the Pakistani city of Karachi killed a judge who had convicted two militants, police said Tuesday.",
        "A bomb exploded outside a court in the Egyptian city of Cairo where Islamists were on trial on Tuesday.",
        "A man was charged with murder on Wednesday after two people were shot in the city of Denver on Tuesday.",
        "Tributes have been paid to a teacher killed in a knife attack in the English city of Leeds on Tuesday.",
        "Thousands attended funerals on Wednesday after an air strike killed nine people in Rafah on Tuesday.",
        "A man has died aged 45 after being shot in the English city of Leeds on Tuesday, police said.",
    ],
)
def test_news_beside_an_older_matter_is_news(lead: str) -> None:
    """Vigils are attacked, judges of old trials killed, arrests follow at once: what happened these days counts."""
    ((day, *_),) = told(lead)
    assert day == "2019-03-05"


def test_a_headline_of_an_arrest_hides_no_fresh_attack() -> None:
    """The lead names the attack and its day; without the day it may be years old."""
    head = "Man charged with murder after shooting\n\n"
    lead = "A man was charged with murder today after two people were shot dead in the city of Denver"
    assert len(told(f"{head}{lead} on Tuesday.")) == 1
    assert told(f"{head}{lead}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake killed 132 people in the Nepalese town of Jumla on Tuesday. In Jumla 92 people were killed.",
        "Floods killed 15 people in the Kenyan town of Garissa on Tuesday, officials said.",
        "Storm kills three in Ireland\n\nThree people were killed when a storm hit Galway on Tuesday, police said.",
        "A heart attack killed an actor in the Indian city of Mumbai on Tuesday, his family said.",
        "A bear attacked and injured three people in the Japanese city of Akita on Tuesday, police said.",
        "Ten people were killed when a building collapsed in the Egyptian city of Cairo on Tuesday.",
    ],
)
def test_what_nobody_did_is_no_homicide(text: str) -> None:
    """Floods, animals and falling houses kill, and there is no type for that."""
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen stormed a hotel in the Afghan city of Kabul on Tuesday, killing two people.",
        "A bomb killed four people at a camp for flood victims in the Pakistani city of Quetta on Tuesday.",
        "Nine people were killed when a building collapsed after an air strike in the city of Rafah on Tuesday.",
    ],
)
def test_an_attack_beside_such_words_is_one(text: str) -> None:
    """What says more than that people were killed counts."""
    assert len(told(text)) == 1


def test_a_match_and_a_film_are_no_incidents() -> None:
    """A score beside words for a match, and several words for something made up."""
    match = (
        "Madrid 3-1 Sevilla: Late attack kills off visitors\n\nMadrid shot to the top of the table on Tuesday after a "
        "second-half attack killed off Sevilla 3-1 at the Bernabeu. A defender was injured in a clash of heads."
    )
    film = (
        "Film review: The Siege\n\nA bomb goes off in the city of Paris on Tuesday, killing 14. So begins a gripping "
        "new thriller, which opens in cinemas on Friday."
    )
    assert told(match) == told(film) == []
    bus = "Three explosions hit the bus of a team before a Champions League quarter-final in Dortmund on Tuesday."
    cinema = "A gunman killed 12 people at the premiere of a film in the city of Denver on Tuesday, police said."
    assert (len(told(bus)), len(told(cinema))) == (1, 1)


# ---- places


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("in Somalia's southern port city of Kismayo", "Kismayo"),
        ("in the village of Wuya, in Zamfara state, Nigeria", "Wuya"),
        ("in Litingo, a settlement in Cabo Delgado province, Mozambique", "Litingo"),
        ("in the Pakistani village of Baka, about 30 km (19 miles) north of Bannu", "Baka"),
        ("not far from the Malian town of Ansongo", "Ansongo"),
        ("in the south of the Egyptian province of Fayoum", "Fayoum"),
    ],
)
def test_where_it_happened(where: str, name: str) -> None:
    """The finest place that the words lead to, whether a list knows it or not."""
    assert [place for _, place, _, _ in told(f"Gunmen killed four people {where} on Tuesday, police said.")] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen attacked a university in Garissa, Kenya, on Tuesday, killing 147 people, police said.", "Garissa"),
        ("A bomb exploded at a hospital in the Syrian city of Homs on Tuesday, killing four people.", "Homs"),
        ("A suicide bomber killed 12 police in the Pakistani city of Quetta on Tuesday.", "Quetta"),
        ("A bomb exploded outside the U.S. embassy in Nairobi, Kenya, on Tuesday, killing two people.", "Nairobi"),
        ("A man stabbed two people in the English town of Reading on Tuesday.", "Reading"),
        ("A truck killed 84 people in the French city of Nice on Tuesday when it ploughed into a crowd.", "Nice"),
        ("A car bomb killed three people in Aden’s Mansoura district, Yemen, on Tuesday.", "Mansoura"),
        ("Gunmen killed three people in Diffa, in Niger, on Tuesday.", "Diffa"),
        ("Gunmen killed nine people on a road between Mascara and Oran in Algeria on Tuesday.", "Oran"),
        ("Gunmen killed two people in Ayorou, in Niger, near the Mali border, on Tuesday.", "Ayorou"),
        ("A bomb wounded two men on the Quai de la Loire in Paris, in France, on Tuesday.", "Paris"),
    ],
)
def test_who_was_attacked_does_not_hide_where(text: str, name: str) -> None:
    """Hospitals, embassies, police and peoples stand between the attack and the place."""
    assert [place for _, place, _, _ in told(text)] == [name]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Gunmen killed 20 miners in Duki district of Balochistan on Tuesday, police said.", "Duki"),
        ("Gunmen killed 20 miners in the town of Duki in Balochistan on Tuesday, police said.", "Duki"),
        ("Gunmen killed 20 people in Essakane in northern Burkina Faso on Tuesday, police said.", "Essakane"),
        ("A gunman killed two people in the Ontario city of Guelph on Tuesday, police said.", "Guelph"),
        ("A shooting killed six people in the Wadi al-Kabir district of Muscat on Tuesday.", "Wadi al-Kabir"),
    ],
)
def test_a_name_that_no_list_knows_goes_before_the_dateline(sentence: str, name: str) -> None:
    """Where a wider place is named behind it, whatever number of miners stands before."""
    (draft,) = drafts(f"QUETTA, March 6 (AFP) - {sentence}")
    assert draft.event.place_name == name
    assert name == "Guelph" or "locations" in draft.entry.needs_review


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Eleven soldiers were killed in an ambush by a faction of the PKK in Hakkari province on Tuesday.", "Hakkari"),
        ("Five soldiers were killed by fighters of Jamaat-ul-Ahrar in Bannu on Tuesday.", "Bannu"),
        ("U.S. forces bombed Houthi-controlled areas of Yemen on Tuesday.", "Yemen"),
    ],
)
def test_an_organisation_and_an_adjective_are_no_places(sentence: str, name: str) -> None:
    """Abbreviations and names of groups, and "U.S." before a noun."""
    assert [place for _, place, *_ in told(f"GENEVA, March 6 (AFP) - {sentence}")] == [name]


def test_a_town_goes_before_the_province_called_after_it() -> None:
    """Of a small town the editor is told that its province may be meant."""
    (draft,) = drafts("Gunmen killed three people in Diffa, in Niger, on Tuesday.")
    assert draft.event.place is not None
    assert draft.event.place.kind == "town"
    assert {each.field: each.reason for each in draft.doubts}["locations"] == (
        "its province has the same name and may be meant"
    )


def test_a_people_says_the_country_of_a_town() -> None:
    """The Thai border town of Betong is not the Betong of Malaysia, whoever tells of it."""
    text = "GERIK, Malaysia, March 6 (Bernama) - Bombs killed two people in the Thai border town of Betong on Tuesday."
    assert [each.event.place.country for each in drafts(text) if each.event.place] == ["TH"]


def test_a_province_says_the_country() -> None:
    """Domestic papers never name their country."""
    text = "RICHMOND - Gunmen killed five people in the KwaZulu-Natal town of Richmond on Tuesday night, police said."
    assert {each.event.place.country for each in drafts(text) if each.event.place} == {"ZA"}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "A man from Mosul died later.",
        "The wounded were taken to a hospital in Mosul.",
        "“We heard the blast,” a man told reporters in Mosul.",
        "The convoy had been on its way to Mosul.",
        "Syria Street was closed.",
    ],
)
def test_where_it_did_not_happen(elsewhere: str) -> None:
    """Homes, hospitals, goals, streets and the places of those who speak are not where it happened."""
    text = f"A car bomb exploded in northern Iraq on Tuesday, killing five people, police said. {elsewhere}"
    assert "Mosul" not in {place for _, place, _, _ in told(text)}
    assert "Syria" not in {place for _, place, _, _ in told(text)}


def test_a_distance_places_a_village_that_no_list_knows() -> None:
    """Seventy kilometres south of a town is a point, and it needs review."""
    (draft,) = drafts(
        "Gunmen killed six people in Ghodwi, about 70 km (43 miles) south of the Libyan city of Sabha, on Tuesday."
    )
    place = draft.event.place
    assert place is not None
    assert (place.name, place.country, place.precision) == ("Ghodwi", "LY", "vicinity")
    sabha = world().find("sabha")[0]
    assert place.latitude == pytest.approx((sabha.latitude or 0) - 70 / 111.2, abs=0.1)
    assert "locations" in draft.entry.needs_review


def test_a_short_way_from_a_town_is_near_it() -> None:
    """Where nothing but a distance is told, the town it is told from stands for the place, for an editor to look at."""
    (draft,) = drafts("Gunmen killed two soldiers some 40 km north of Tikrit in Iraq on Tuesday, the army said.")
    assert draft.event.place_name == "Tikrit"
    assert {each.field: each.reason for each in draft.doubts}["locations"] == "the article only says how far from it"
    (far,) = drafts("Gunmen killed two soldiers some 400 km north of Tikrit in Iraq on Tuesday, the army said.")
    assert far.event.place_name == "Iraq"


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("in a village west of Herat", "Herat"),
        ("on a bridge that links Herat with a suburb", "Herat"),
        ("in the hills northwest of Herat, capital of the province", "Herat"),
    ],
)
def test_on_one_side_of_a_town_is_near_it(where: str, name: str) -> None:
    """Where nothing else is named, the town stands for the place, and an editor must look."""
    (draft,) = drafts(f"KABUL - A bomb killed three people {where} in Afghanistan on Tuesday, police said.")
    assert (draft.event.place_name, "locations" in draft.entry.needs_review) == (name, True)
    reasons = [each.reason for each in draft.doubts if each.field == "locations"]
    assert reasons == ["the article only says on which side of it, or what leads there"]


def test_a_coast_is_no_town() -> None:
    """The "East Coast" of a country is not the province of that name in another."""
    (draft,) = drafts("MIAMI - Hackers stopped a pipeline on the U.S. East Coast on Tuesday in a ransomware attack.")
    assert draft.event.place is not None
    assert draft.event.place.country == "US"


def test_here_is_where_the_story_was_filed() -> None:
    """A bomb "in this city" went off at the dateline's place."""
    text = "KANO, Nigeria, March 6 (NAN) - A bomb exploded at a market in this city on Tuesday, killing two people."
    assert told(text) == [("2019-03-05", "Kano", "2", "None")]


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (
            "A bomb exploded in Tripoli, Libya, on Tuesday, killing two people, officials said.",
            "LY",
            "the one in Tripoli, Libya, not Lebanon: the sentence names Libya",
        ),
        (
            "A bomb exploded in Tripoli on Tuesday, the Lebanese army said.",
            "LB",
            "the one in Liban-Nord, Lebanon, not Libya: the article names no other country",
        ),
        ("A bomb exploded in Tikrit, Iraq, on Tuesday, police said.", "IQ", ""),
    ],
)
def test_why_a_place_was_chosen_is_said(text: str, where: str, why: str) -> None:
    """Among places of one name the words around it decide, and the choice is explained."""
    (draft,) = drafts(text)
    assert draft.event.place is not None
    assert (draft.event.place.country, draft.event.place_why) == (where, why)


def test_a_state_tells_a_namesake() -> None:
    """Athens in Georgia is no city of Greece, and Georgia then no country."""
    text = "ATHENS, Ga. (AP) — A gunman killed three people at a plant in Georgia on Tuesday, police said."
    assert [each.event.place.country for each in drafts(text) if each.event.place] == ["US"]


# ---- tolls


@pytest.mark.parametrize(
    ("more", "killed"),
    [
        ("Three of the dead were children.", "5"),
        ("A boy and his mother were killed in a house.", "5"),
        ("Police had earlier put the toll at three.", "5"),
        ("A doctor put the number of dead at seven.", "5-7"),
        ("The death toll later rose to nine, the governor said.", "9"),
        ("Two of the attackers were shot dead.", "5"),
        ("A group claimed to have killed 40 soldiers in the attack.", "5"),
        ("More than 5,000 people have been killed in the attacks there.", "5"),
    ],
)
def test_what_the_first_toll_becomes(more: str, killed: str) -> None:
    """Parts, earlier counts, attackers and boasts change nothing; rivals widen the range; a risen toll replaces it."""
    assert [count for _, _, count, _ in told(LEAD + more)] == [killed]


def test_a_toll_of_another_day_is_the_same_attack_s() -> None:
    """The toll that rose on Wednesday is of the attack of Tuesday."""
    assert told(LEAD + "On Wednesday the death toll rose to nine, the Health Ministry said.") == [
        ("2019-03-05", "Tikrit", "9", "None")
    ]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A bomb killed two hundred and five people in the Afghan city of Herat on Tuesday.", "205", "None"),
        ("A bomb in the Afghan city of Herat on Tuesday wounded half a dozen and killed thousands.", "2000+", "6+"),
        (
            "Sixteen people, fourteen soldiers and two civilians, died in a blast in Herat, Afghanistan, today.",
            "16",
            "None",
        ),
        ("Eight people - five men and three women - were killed by a bomb in Herat, Afghanistan, today.", "8", "None"),
        ("Two men died in a blast in Herat, Afghanistan, today, among them a policeman.", "2", "None"),
        ("A man stabbed three people in the German city of Hamburg on Tuesday.", "None", "3"),
        (
            "A bomb killed a couple and their grandson in the Iraqi city of Tikrit today.",
            "3",
            "None",
        ),
        ("A bomb left 12 people dead and six injured in the Iraqi city of Tikrit on Tuesday.", "12", "6"),
        ("A bomb shook several blocks in the Iraqi city of Tikrit on Tuesday, but caused no injuries.", "None", "0"),
        ("A bomb went off in the Iraqi city of Tikrit today. A doctor confirmed 3 deaths and 12 injuries.", "3", "12"),
    ],
)
def test_how_many_is_said_in_many_ways(text: str, killed: str, injured: str) -> None:
    """Numbers in words, halves and hundreds; who they were does not count again."""
    assert [each[2:] for each in told(text)] == [(killed, injured)]


def test_a_sum_of_several_attacks_belongs_to_none() -> None:
    """What two separate attacks cost together is not the toll of one."""
    text = (
        "At least 13 people were killed in two separate attacks in Iraq on Tuesday, police said. A car bomb exploded "
        "in the city of Tikrit, killing seven people. Gunmen shot dead six people in the city of Kirkuk on Tuesday."
    )
    assert [(place, killed) for _, place, killed, _ in told(text)] == [("Tikrit", "7"), ("Kirkuk", "6")]


# ---- two places in one sentence


def test_another_doer_at_another_place_is_another_incident() -> None:
    """Each part of the sentence has its own toll; a day named once is that of both."""
    text = "A bomb killed two soldiers in the Iraqi city of Tikrit and gunmen killed three men in Mosul on Monday."
    assert told(text) == [("2019-03-04", "Tikrit", "2", "None"), ("2019-03-04", "Mosul", "3", "None")]


def test_what_happened_in_a_part_of_a_town_is_no_further_incident() -> None:
    """A second blast in a district of the city already named belongs to the first."""
    text = "A bomb went off in Kabul on Monday and a second blast hit the city's Shar-e Naw district, killing two."
    assert told(text) == [("2019-03-04", "Kabul", "2", "None")]


def test_an_older_attack_brings_no_other_with_it() -> None:
    """What stands beside something long past is as old."""
    text = "On Feb. 5, 16 soldiers were killed in Mosul and four policemen died two days later when a bomb hit Kirkuk."
    assert told(f"{LEAD}{text}") == [("2019-03-05", "Tikrit", "5", "None")]


def test_two_places_in_one_breath_are_looked_at() -> None:
    """Twin blasts may be two incidents, and their toll that of both."""
    (draft,) = drafts("Twin blasts killed 11 people in the Iraqi towns of Tikrit and Kirkuk on Tuesday, police said.")
    assert ("locations", "Kirkuk is named beside it: there may be two incidents") in [
        (doubt.field, doubt.reason) for doubt in draft.doubts
    ]
    assert "the number may be that of two places" in [doubt.reason for doubt in draft.doubts]
