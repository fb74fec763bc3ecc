"""Scenes: what an article as a whole says about where it plays, and which place of a name it then means. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.gazetteer import FINENESS
from chronicle.intake.mentions import Mention, may_be_a_person
from chronicle.intake.spelling import place_key
from chronicle.intake.words import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.intake.gazetteer import Gazetteer, GazetteerPlace
    from chronicle.intake.words import Words

LARGE: Final = 500_000  # people in a capital that says which country is meant
SHORTEST: Final = 5  # letters of a province's name that says which country is meant
_WORD: Final = re.compile(r"\b(?P<one>[A-Z][\w-]+)(?=(?P<next> [A-Z][a-z]+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an article as a whole says about where it plays: the weight of each country, its dateline's place.

    `printed` is the whole dateline as it stands in the article.
    """

    gazetteer: Gazetteer
    countries: Mapping[str, float]
    dateline: GazetteerPlace | None = None
    printed: str = ""

    @property
    def words(self) -> Words:
        """The words of the language it is read in."""
        return self.gazetteer.words

    @property
    def country(self) -> str:
        """The country the article is mostly about."""
        return max(self.countries, key=lambda code: self.countries[code], default="")


def set_scene(title: str, dateline: str, paragraphs: tuple[str, ...], gazetteer: Gazetteer, printed: str = "") -> Scene:
    """Weigh the countries that an article names, the first sentences most, and find its dateline's place."""
    first = dateline_place(dateline, Scene(gazetteer=gazetteer, countries={}))
    weights = _weights("\n".join((title, printed, *paragraphs)), gazetteer, first)
    place = dateline_place(dateline, Scene(gazetteer=gazetteer, countries=weights))
    if place:
        weights[place.country] += 4
    total = sum(weights.values()) or 1
    countries = {code: weight / total for code, weight in weights.items()}
    return Scene(gazetteer=gazetteer, countries=countries, dateline=place, printed=printed)


def _weights(text: str, gazetteer: Gazetteer, dateline: GazetteerPlace | None) -> Counter[str]:
    """How often each country is named, the first sentences most; a namesake in the dateline's country is that one."""
    weights: Counter[str] = Counter()
    named_until = 0
    for match in _WORD.finditer(text):
        if match.start() < named_until:  # "South Sudan" is not Sudan as well
            continue
        if may_be_a_person(text, match.start("one"), match.end("one"), gazetteer.words):
            continue
        named = match["one"] + (match["next"] or "")
        code = country_of(named, gazetteer) or _country_around(named, gazetteer)
        if not (code or dateline):
            code = _country_of_capital(named, gazetteer)
        if not code or (dateline and code != dateline.country and _is_at_home(match["one"], gazetteer, dateline)):
            continue
        alone = country_of(match["one"], gazetteer)
        named_until = match.end("next") if match["next"] and not alone else match.end()
        weights[code] += 3 if match.start() < 500 else 1  # noqa: PLR2004 - the lead
    return weights


def _country_around(words: str, gazetteer: Gazetteer) -> str:
    """The country of a province that one or two words name, if nothing else has that name."""
    for word in (words, words.split(maxsplit=1)[0]):
        key = place_key(word)
        found = gazetteer.find(key) if len(word) >= SHORTEST and key not in gazetteer.words.lines("not_places") else ()
        if {each.kind for each in found} == {"province"} and len({each.country for each in found}) == 1:
            return found[0].country
    return ""


def _country_of_capital(words: str, gazetteer: Gazetteer) -> str:
    """The country of a large capital that one or two words name, if no place of another country has that name."""
    for word in (words, words.split(maxsplit=1)[0]):
        found = gazetteer.find(place_key(word))
        capital = next((place for place in found if gazetteer.capital(place.country) == place), None)
        if capital and capital.population >= LARGE and {place.country for place in found} == {capital.country}:
            return capital.country
    return ""


def _is_at_home(name: str, gazetteer: Gazetteer, dateline: GazetteerPlace) -> bool:
    """Whether the name of a country is also that of a province of the dateline's: Georgia."""
    return any(each.kind == "province" and each.country == dateline.country for each in gazetteer.find(place_key(name)))


def country_of(words: str, gazetteer: Gazetteer) -> str:
    """The country that one or two words name, as a country or as its people."""
    for word in (words, words.split(maxsplit=1)[0]):
        if code := gazetteer.demonyms.get(word) or gazetteer.demonyms.get(word.removesuffix("s")):
            return code
        country = next(
            (place for place in gazetteer.own.get(place_key(word), ()) if place.kind == "country" and place.country),
            None,
        )
        if country:
            return country.country
    return ""


def dateline_place(printed: str, scene: Scene) -> GazetteerPlace | None:
    """The place of a dateline such as `ANBAR (Iraq)`, `ATHENS, Ga.` or `Beirut/Damascus`."""
    name, *others = [part.strip() for part in re.split(r"[,(/)]", printed) if part.strip()] or [""]
    candidates = scene.gazetteer.find(place_key(name))
    mention = Mention(start=0, end=len(name), name=name, candidates=candidates)
    known = states(scene.words)
    state = next((known[other.rstrip(".")] for other in others if other.rstrip(".") in known), None)
    if state:
        where = (state["country"], state["province"])
        there = tuple(place for place in candidates if (place.country, place.province) == where)
        return likeliest(there, mention, scene) or _province(where, scene.gazetteer)
    country = next((code for other in others if (code := country_of(other.title(), scene.gazetteer))), "")
    there = tuple(place for place in candidates if place.country == country)
    return likeliest(there or candidates, mention, scene)


def _province(where: tuple[str, str], gazetteer: Gazetteer) -> GazetteerPlace | None:
    """A province by its country and name: all that is known of a town there that no list knows."""
    found = (each for each in gazetteer.find(place_key(where[1])) if each.kind == "province")
    return next((each for each in found if each.country == where[0]), None)


def likeliest(
    candidates: tuple[GazetteerPlace, ...], mention: Mention, scene: Scene, inside: GazetteerPlace | None = None
) -> GazetteerPlace | None:
    """The likeliest place; a chronicle's own goes first, but only in the country that the text decides for."""
    if mention.locative and not mention.hint:  # "in Kidal" is in the town, not in the province that is called after it
        towns = {place.country for place in candidates if place.fineness == FINENESS["town"]}
        candidates = tuple(place for place in candidates if place.kind != "province" or place.country not in towns)
    best = max(
        candidates,
        key=lambda place: (_score(place, mention, scene, inside), _people_around(place, scene.gazetteer)),
        default=None,
    )
    own = [place for place in candidates if best and place.slug and place.country in {best.country, ""}]
    return max(own, key=lambda place: _score(place, mention, scene, inside), default=best)


def _people_around(place: GazetteerPlace, gazetteer: Gazetteer) -> int:
    """The people of a place's country: of provinces of one name the larger country's is meant."""
    country = gazetteer.country(place.country)
    return country.population if country else 0


def _score(place: GazetteerPlace, mention: Mention, scene: Scene, inside: GazetteerPlace | None = None) -> float:
    score = 12 * scene.countries.get(place.country, 0.0) + (2 if place.country in scene.countries else 0)
    score += math.log10(place.population + 1000) - 3
    score += 6 if place.kind == "country" else 2 if place.kind == "province" and mention.hint != "city" else 0
    score += 3 if place.kind == "province" and mention.listed and not mention.hint else 0
    score += 8 if place.kind == "sea" and mention.articled and not mention.hint else 0
    score -= 2 if place.kind == "district" and mention.hint != "district" else 0
    if mention.hint:
        score += 5 if _fits(place.kind, mention.hint) else -1
    if inside:
        score += 20 if place.country == inside.country else -3  # more than the whole article can weigh
        score += 4 if place_key(place.province) == place_key(inside.name) else 0
    return score


def _fits(kind: str, hint: str) -> bool:
    return kind == hint or {kind, hint} <= {"city", "town", "village"} or {kind, hint} <= {"base", "airport"}
