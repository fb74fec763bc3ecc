"""Places: which place a name means."""

from __future__ import annotations

import pytest

from chronicle.entries.kinds import Location
from chronicle.intake.gazetteer import Gazetteer, OwnPlaces, world
from chronicle.intake.geography import chain
from chronicle.intake.places import locate
from chronicle.intake.scene import dateline_place, set_scene
from chronicle.intake.spelling import loose_key, place_key


def own_before(*locations: Location) -> Gazetteer:
    """The gazetteer in which these locations of a chronicle come first."""
    own = OwnPlaces(world())
    own.add(locations)
    return own.gazetteer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ayn al-Asad", "Ain Al Asad"),
        ("Al Anbār", "Anbar"),
        ("Tall ‘Afar", "Tall Afar"),
        ("Baghdad’s airbase", "Baghdad air base"),
    ],
)
def test_transliterations_share_a_key(one: str, other: str) -> None:
    """Articles, hyphens, apostrophes, marks and possessives make no difference."""
    assert place_key(one) == place_key(other)


def test_loose_keys_agree_on_consonants() -> None:
    """Vowels and doubled letters may differ between transliterations."""
    assert loose_key("hassakeh") == loose_key("hasakah")
    assert loose_key("mosul") != loose_key("basra")


def test_a_name_with_the_same_consonants_may_be_another() -> None:
    """Hathala is not Uthal, nor Sebba Saaba; `Doomdooma` is Dum Duma, and `Hassakeh` is Hasakah."""
    assert names("Troops came under fire near Hathala.", "QUETTA, Pakistan") == []
    assert names("Troops were ambushed near Sebba.", "OUAGADOUGOU, Burkina Faso") == []
    assert names("A bomb went off in Doomdooma.", "GUWAHATI, India") == [("Doomdooma", "town", "IN")]
    assert names("A bomb went off in Hassakeh.", "DAMASCUS, Syria") == [("Hassakeh", "city", "SY")]


def names(text: str, dateline: str, story: str = "") -> list[tuple[str, str, str]]:
    """Name, kind and country of the places in a sentence of a story."""
    scene = set_scene("", dateline, (story or text,), world())
    return [(each.name, each.place.kind, each.place.country) for each in locate(text, scene)]


def test_a_base_is_found_without_its_first_word() -> None:
    """A base that the list knows under a shorter name is found, under the article's name."""
    assert names("Rockets fell on Ain al-Asad air base.", "ANBAR (Iraq)") == [("Ain al-Asad air base", "base", "IQ")]


def test_an_airport_of_a_city() -> None:
    """`Baghdad’s international airport` is the airport, under its own name."""
    assert names("near Baghdad’s international airport", "BAGHDAD") == [
        ("Baghdad International Airport", "airport", "IQ")
    ]


def test_countries_of_the_story_decide() -> None:
    """Tripoli is in Lebanon in a Lebanese story, and where a country follows the name."""
    assert names("A bomb exploded in Tripoli.", "BEIRUT, Lebanon") == [("Tripoli", "town", "LB")]
    assert names("A bomb exploded in Tripoli, Libya.", "TUNIS")[0] == ("Tripoli", "city", "LY")


def test_groups_days_and_persons_are_no_places() -> None:
    """Hamas is not Hamm, Thursday not Thursday Island, Lloyd Austin not in Texas."""
    assert names("Hamas said on Thursday that Lloyd Austin would meet Ashraf Ghani.", "GAZA CITY") == []


def test_an_unlisted_village_lies_in_the_province_named_after_it() -> None:
    """A name that no list knows becomes a place by the words around it, with its province's coordinates."""
    scene = set_scene("", "BEIRUT, Lebanon", ("An attack in Syria.",), world())
    village, province = locate("in the village of Tall Zorbik in the Hassakeh province", scene)
    assert (village.name, village.place.kind, village.unsure) == ("Tall Zorbik", "village", True)
    assert province.place.name == "Hasakah"
    assert [place.name for place in chain(village.place, world())] == ["Tall Zorbik", "Hasakah", "Syria"]
    assert village.place.precision == "province"


def test_a_name_with_a_day_is_a_place() -> None:
    """`In Duki on Friday` is a town that no list knows; what sits, a month and a campaign are none."""
    assert names("Armed men killed 20 miners in Duki on Friday.", "QUETTA, Pakistan") == [("Duki", "town", "PK")]
    assert names("Troops were ambushed near Datu Zorb late Thursday.", "MANILA") == [("Datu Zorb", "town", "PH")]
    assert names("Members in Parliament on Friday condemned it.", "QUETTA, Pakistan") == []
    assert names("Three men died in Operation Zorb on Monday.", "MOGADISHU, Somalia") == []
    assert names("A member of Duki on Friday said so.", "QUETTA, Pakistan") == []


def test_a_landmark_is_no_scene() -> None:
    """`30 km west of Mosul` is told apart from `in Tal Afar`."""
    scene = set_scene("", "BAGHDAD", ("In Iraq.",), world())
    found = locate("A bomb exploded in Tal Afar, 80 km (50 miles) west of Mosul.", scene)
    assert [(each.name, each.locative, each.reference) for each in found] == [
        ("Tal Afar", True, False),
        ("Mosul", False, True),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A strike hit a centre in the Red Sea port city of Hodeida.", ["Hodeida"]),
        ("A bomb exploded in Peshawar's Qissa Khwani bazaar.", ["Peshawar"]),
        ("He wounded three people at the Gare de Lyon rail hub in Paris.", ["Paris"]),
        ("It was seen in the villages of Ceamurlia de Jos in Romania.", ["Ceamurlia", "Romania"]),
        ("The Lokoja chapter of a union said a mine killed two in Kogi State, Nigeria.", ["Kogi State"]),
        ("Gunmen attacked a bus with pilgrims from Tikrit to Karbala in Hilla.", ["Hilla"]),
        ("Some 30 people were taken to hospitals in Erbil, Mosul and Kirkuk.", []),
    ],
)
def test_what_only_says_whose_a_place_is(text: str, names: list[str]) -> None:
    """A sea before a port is none; a town owns what is named after it; where people were brought nothing happened."""
    scene = set_scene("", "", (text,), world())
    assert [place.name for place in locate(text, scene) if place.locative] == names


def test_where_nobody_says_which_country_the_larger_is_meant() -> None:
    """Provinces of one name: that of the larger country; a capital tells where a story plays."""
    assert names("Jacksonville, Florida: A man shot three people.", "") == [
        ("Jacksonville", "city", "US"),
        ("Florida", "province", "US"),
    ]
    assert ("Lamu", "province", "KE") in names("A mine in Lamu County hurt two; they are in Nairobi.", "")


def test_a_name_on_one_side_of_another_lies_in_its_country() -> None:
    """Where no list knows the name; else it decides nothing."""
    scene = set_scene("", "", ("In Serbia.",), world())
    place = locate("He opened fire near Zorbovac, south of Belgrade.", scene)[0]
    assert (place.name, place.place.country, place.locative, place.unsure) == ("Zorbovac", "RS", True, True)


def test_a_road_between_two_towns_begins_at_one() -> None:
    """The first that a list knows is near, which is no place of its own."""
    (place,) = locate("on the Bannu-Zorbkot road", set_scene("", "PESHAWAR, Pakistan", (), world()))
    assert (place.name, place.place.country, place.off, place.locative) == ("Bannu", "PK", True, False)


def test_a_jail_is_no_place_of_its_name() -> None:
    """`The Litoral penitentiary in Guayaquil` is not Litoral in Equatorial Guinea."""
    sentence = "Inmates clashed on Tuesday at the Litoral penitentiary in Guayaquil."
    assert names(sentence, "QUITO, Ecuador") == [("Guayaquil", "city", "EC")]


def test_the_capital() -> None:
    """`in the capital` is the capital of the story's country."""
    assert names("A bomb exploded in the capital on Monday.", "", "In Somalia.") == [("Mogadishu", "city", "SO")]


def test_a_dateline_names_its_country() -> None:
    """The country in brackets or after a comma decides between places of one name."""
    scene = set_scene("", "", ("A story.",), world())
    place = dateline_place("TRIPOLI (Lebanon)", scene)
    assert place is not None
    assert place.country == "LB"


def test_a_town_that_no_list_knows_lies_in_the_state_of_its_dateline() -> None:
    """`ZORBVILLE, Ga.` is in the state, which is then meant by its name, and not the country."""
    scene = set_scene("", "ZORBVILLE, Ga.", ("A student opened fire at a Georgia high school.",), world())
    place = scene.dateline
    assert place is not None
    assert (place.name, place.kind, place.country, scene.country) == ("Georgia", "province", "US", "US")


@pytest.mark.parametrize("name", ["Cebu", "Nueva Ecija", "Sylhet", "Khulna", "Dublin", "Casablanca", "Nottingham"])
def test_a_province_has_its_name_and_not_what_is_said_in_its_praise(name: str) -> None:
    """Lists of other names have phrases such as "Rice Bowl of the Philippines" and "The White House"."""
    assert {each.name for each in world().find(place_key(name)) if each.kind == "province"} == {name}
    assert world().find(place_key("Rice Bowl of the Philippines")) == ()
    assert all(each.name != "Casablanca" for each in world().find(place_key("The White House")))


def test_own_locations_come_first() -> None:
    """The chronicle's own location, by any spelling, wins over the gazetteer."""
    own = Location(
        path="content/locations/camp-x.md", name="Camp X", kind="base", spellings=("Mosul",), country_code="IQ"
    )
    scene = set_scene("", "", ("In Iraq.",), own_before(own))
    (found,) = locate("Rockets fell in Mosul.", scene)
    assert (found.place.slug, found.place.name) == ("camp-x", "Camp X")


def found_of(own: Location, sentence: str, story: str) -> tuple[str, str, bool]:
    """Slug and country of the one place in a sentence, and whether it is unsure."""
    scene = set_scene("", "", (story,), own_before(own))
    (found,) = [each for each in locate(sentence, scene) if each.place.kind != "country"]
    return found.place.slug, found.place.country, found.unsure


def test_an_own_location_wins_only_in_the_country_of_the_text() -> None:
    """The text decides on the country, and the chronicle's own places on what is meant there."""
    own = Location(path="content/locations/tripoli.md", name="Tripoli", kind="city", country_code="LY")
    sentence = "A bomb exploded in Tripoli."
    assert found_of(own, sentence, "In Libya.") == ("tripoli", "LY", False)
    assert found_of(own, sentence, "Lebanese police said so.") == ("", "LB", False)
    assert found_of(own, "A bomb exploded in Tripoli, Lebanon.", "In Libya, in Libya.") == ("", "LB", False)


def test_an_own_location_of_a_country_that_the_text_does_not_name_is_unsure() -> None:
    """A name that only the chronicle knows is taken for its place, but nobody vouches for it."""
    own = Location(path="content/locations/camp-zorb.md", name="Camp Zorb", kind="base", country_code="SY")
    assert found_of(own, "Rockets fell on Camp Zorb.", "In Iraq.") == ("camp-zorb", "SY", True)
    assert found_of(own, "Rockets fell on Camp Zorb.", "In Syria.") == ("camp-zorb", "SY", False)
