"""Places: which place a name means, by its neighbours in the sentence and the countries the article is about. Pure."""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.gazetteer import FINENESS, PRECISION, GazetteerPlace
from chronicle.intake.mentions import Distance, Mention, distance_behind, find_mentions
from chronicle.intake.spelling import place_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.intake.gazetteer import Gazetteer
    from chronicle.intake.words import Words

SETTLED: Final = frozenset({"village", "town", "district"})
FARTHEST: Final = 400  # kilometres from the middle of a province to its edge, except in the largest countries
NAMESAKE: Final = 100  # kilometres: a place of the same name that is nearer is the same, or no matter
MOST_NAMESAKES: Final = 3
DEGREE: Final = 111.2  # kilometres in a degree of latitude
KNOWN_ABROAD: Final = 150_000  # people: a smaller town of a country the article does not name is not meant
_WORD: Final = re.compile(r"\b(?P<one>[A-Z][\w-]+)(?=(?P<next> [A-Z][a-z]+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A mention with the place it means.

    `why` says how it was chosen, where several places have the name. `unsure` when no list knows the name, or when the
    place is a chronicle's own and the text names another country.
    """

    start: int
    end: int
    name: str
    place: GazetteerPlace
    locative: bool
    reference: bool
    unsure: bool = False
    why: str = ""


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
    weights = _weights("\n".join((title, *paragraphs)), gazetteer, first)
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
        code = _country_of(match["one"] + (match["next"] or ""), gazetteer)
        if not code or (dateline and code != dateline.country and _is_at_home(match["one"], gazetteer, dateline)):
            continue
        alone = _country_of(match["one"], gazetteer)
        named_until = match.end("next") if match["next"] and not alone else match.end()
        weights[code] += 3 if match.start() < 500 else 1  # noqa: PLR2004 - the lead
    return weights


def _is_at_home(name: str, gazetteer: Gazetteer, dateline: GazetteerPlace) -> bool:
    """Whether the name of a country is also that of a province of the dateline's: Georgia."""
    return any(each.kind == "province" and each.country == dateline.country for each in gazetteer.find(place_key(name)))


def _country_of(words: str, gazetteer: Gazetteer) -> str:
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
    states = {row["abbreviation"]: row for row in scene.words.rows("states")}
    state = next((states[other.rstrip(".")] for other in others if other.rstrip(".") in states), None)
    if state:
        where = (state["country"], state["province"])
        there = tuple(place for place in candidates if (place.country, place.province) == where)
        return _best(there, mention, scene)
    country = next((code for other in others if (code := _country_of(other.title(), scene.gazetteer))), "")
    there = tuple(place for place in candidates if place.country == country)
    return _best(there or candidates, mention, scene)


def locate(text: str, scene: Scene) -> tuple[Located, ...]:
    """The places that a sentence names."""
    mentions = find_mentions(text, scene.gazetteer)
    found: list[Located] = []
    following: Located | None = None
    for mention in reversed(mentions):  # what follows a name says where it is: "Tripoli, Libya"
        near = following if following and _belongs(text, mention, following, scene.words) else None
        away = distance_behind(text, mention.end, scene.words)
        landmark = following if following and away and _is_landmark(text, away, following) else None
        if landmark and away:
            located = _choose(mention, scene, None, landmark.place, away)
        else:
            located = _choose(mention, scene, near.place if near else None)
        if located:
            found.insert(0, located)
            following = located
    named = (*found, *_capitals(text, scene), *_heres(text, scene))
    return tuple(sorted((_anchored(each, found) for each in named), key=lambda located: located.start))


def _heres(text: str, scene: Scene) -> tuple[Located, ...]:
    """`Here`, `in this city`: the dateline's place, which is where the writer was."""
    place = scene.dateline
    spans = (
        (match.span("name") for match in scene.words.expression("place_words", "here").finditer(text)) if place else ()
    )
    return tuple(
        Located(start=start, end=end, name=place.name, place=place, locative=True, reference=False, unsure=True)
        for start, end in spans
        if place
    )


def _anchored(located: Located, others: list[Located]) -> Located:
    """A place that no list knows, set near the finest place that the sentence names beside it."""
    if not located.place.is_unplaced:
        return located
    near = [each for each in others if each.place.fineness > 0 and each.place.latitude is not None and not each.unsure]
    best = min(near, key=lambda each: abs(each.start - located.start), default=None)
    return dataclasses.replace(located, place=beside(located.place, best.place)) if best else located


def beside(place: GazetteerPlace, other: GazetteerPlace) -> GazetteerPlace:
    """A place that no list knows, in the neighbourhood of another."""
    return dataclasses.replace(
        place,
        country=other.country,
        province=other.name if other.kind == "province" else other.province,
        latitude=other.latitude,
        longitude=other.longitude,
        precision="province" if other.fineness < FINENESS["district"] else "district",
    )


def _is_landmark(text: str, away: Distance, following: Located) -> bool:
    """Whether a distance is told from that place: `70 km south of the region's main city Sabha`."""
    return len(text[away.end : following.start]) < 40 and not re.search(r"[,.;]", text[away.end : following.start])  # noqa: PLR2004


def _capitals(text: str, scene: Scene) -> tuple[Located, ...]:
    """`in the capital`, `in the Afghan capital`: that of the country named, or the article's."""
    found: list[Located] = []
    for match in scene.words.expression("place_words", "capital").finditer(text):
        said = match["people"] or match["country"]
        code = _country_of(said, scene.gazetteer) if said else scene.country
        if place := scene.gazetteer.capital(code):
            start, end = match.span("name")
            found.append(Located(start=start, end=end, name=place.name, place=place, locative=True, reference=False))
    return tuple(found)


def _belongs(text: str, mention: Mention, following: Located, words: Words) -> bool:
    between = text[mention.end : following.start]
    near = len(between) < 60  # noqa: PLR2004 - farther is another thought
    return near and bool(words.expression("place_words", "inside").fullmatch(between))


def _choose(
    mention: Mention,
    scene: Scene,
    inside: GazetteerPlace | None,
    landmark: GazetteerPlace | None = None,
    away: Distance | None = None,
) -> Located | None:
    candidates = mention.candidates
    if not candidates:
        candidates = _similar(mention, scene, inside or landmark)
    if landmark and away:
        candidates = tuple(place for place in candidates if _is_so_far(place, landmark, away))
    best = _best(candidates, mention, scene, inside)
    if best and mention.candidates and not _credible(best, mention, scene, inside):
        best = None
    if best and inside and _is_elsewhere(best, inside):
        best = None
    if best and not inside and mention.hint in SETTLED and scene.countries and best.country not in scene.countries:
        best = None
    unsure = best is None or not _is_vouched_for(best, scene, inside)
    place = best
    if place is None and landmark and away:
        place = _beside(mention, landmark, away)
    elif place is None and (mention.hint or (inside and not mention.candidates)):
        place = _unlisted(mention, scene, inside)
    if place is None:
        return None
    return Located(
        start=mention.start, end=mention.end, name=_tidy(mention.name, place), place=place,
        locative=mention.locative, reference=mention.reference, unsure=unsure,
        why=_why(place, candidates, scene, inside),
    )  # fmt: skip


def _is_elsewhere(place: GazetteerPlace, inside: GazetteerPlace) -> bool:
    """Whether a place of the name lies in another province than the one that the text names."""
    if inside.kind != "province" or place.country != inside.country or place.fineness <= inside.fineness:
        return place.country != inside.country and bool(inside.country)
    away = distance(place, inside)
    named = place_key(place.province) == place_key(inside.name) or not place.province
    return not named and away is not None and away > FARTHEST


def _similar(mention: Mention, scene: Scene, inside: GazetteerPlace | None) -> tuple[GazetteerPlace, ...]:
    """Places under another transliteration of the name, in the country around it or those the article names most."""
    by_weight = sorted(scene.countries, key=lambda code: -scene.countries[code])[:3]
    for country in (inside.country,) if inside else by_weight:
        if found := scene.gazetteer.similar(place_key(mention.name), country):
            return found
    return ()


def _tidy(name: str, place: GazetteerPlace) -> str:
    """The name as the article gives it, without possessives; a base or airport in full where only case differs."""
    if place.fineness == FINENESS["base"] and place_key(name) == place_key(place.name):
        return place.name
    return re.sub(r"['’`]s?(?= |\Z)", "", name)


def _best(
    candidates: tuple[GazetteerPlace, ...], mention: Mention, scene: Scene, inside: GazetteerPlace | None = None
) -> GazetteerPlace | None:
    """The likeliest place; a chronicle's own goes first, but only in the country that the text decides for."""
    best = max(candidates, key=lambda place: _score(place, mention, scene, inside), default=None)
    own = [place for place in candidates if best and place.slug and place.country in {best.country, ""}]
    return max(own, key=lambda place: _score(place, mention, scene, inside), default=best)


def _why(
    place: GazetteerPlace, candidates: tuple[GazetteerPlace, ...], scene: Scene, inside: GazetteerPlace | None
) -> str:
    """Why a place and not another of its name far from it; empty when there is none."""
    others = [each for each in candidates if _is_far(each, place)]
    if not others:
        return ""
    places = dict.fromkeys(_where(each, scene.gazetteer) for each in (place, *others))
    here, *there = list(places)[: MOST_NAMESAKES + 1]
    if place.slug:
        reason = "it is a location of this chronicle"
    elif inside:
        reason = f"the sentence names {inside.name}"
    elif place.country in scene.countries:
        share = scene.countries[place.country]
        reason = "the article names no other country" if share == 1 else "the article names the country"
    else:
        reason = "it is the largest"
    return f"the one in {here}, not {' or '.join(there)}: {reason}" if there else ""


def _is_far(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    away = distance(one, other)
    return one != other and (one.country != other.country or (away is not None and away > NAMESAKE))


def _where(place: GazetteerPlace, gazetteer: Gazetteer) -> str:
    country = gazetteer.country(place.country)
    return ", ".join(part for part in (place.province, country.name if country else place.country) if part)


def _is_vouched_for(place: GazetteerPlace, scene: Scene, inside: GazetteerPlace | None) -> bool:
    """Whether a chronicle's own place lies in a country that the words around it or the article name."""
    return not place.slug or (place.country == inside.country if inside else place.country in scene.countries)


def _score(place: GazetteerPlace, mention: Mention, scene: Scene, inside: GazetteerPlace | None = None) -> float:
    score = 12 * scene.countries.get(place.country, 0.0) + (2 if place.country in scene.countries else 0)
    score += math.log10(place.population + 1000) - 3
    score += 6 if place.kind == "country" else 2 if place.kind == "province" and mention.hint != "city" else 0
    score -= 2 if place.kind == "district" and mention.hint != "district" else 0
    if mention.hint:
        score += 5 if _fits(place.kind, mention.hint) else -1
    if inside:
        score += 20 if place.country == inside.country else -3  # more than the whole article can weigh
        score += 4 if place_key(place.province) == place_key(inside.name) else 0
    return score


def _fits(kind: str, hint: str) -> bool:
    return kind == hint or {kind, hint} <= {"city", "town", "village"} or {kind, hint} <= {"base", "airport"}


def _credible(place: GazetteerPlace, mention: Mention, scene: Scene, inside: GazetteerPlace | None) -> bool:
    """Whether a name is a place at all: a small town abroad that shares a word's spelling is not."""
    if place.slug or place.kind in {"country", "sea"} or place.country in scene.countries:
        return len(mention.name) > 2 or mention.articled  # noqa: PLR2004 - "in the US", but "at US forces"
    if (inside and inside.country == place.country) or not scene.countries:
        return True
    return mention.locative and (place.population >= KNOWN_ABROAD or place.kind == "province")


def _unlisted(mention: Mention, scene: Scene, inside: GazetteerPlace | None) -> GazetteerPlace | None:
    """A place by its words only: it lies in the place named after it, or in the article's country."""
    above = inside or scene.gazetteer.country(scene.country)
    if above is None or (not mention.hint and above.kind == "country"):
        return None
    return GazetteerPlace(
        name=mention.name,
        kind=mention.hint or "site",
        country=above.country,
        province=above.name if above.kind == "province" else above.province,
        latitude=above.latitude,
        longitude=above.longitude,
        precision=_precision(above),
    )


def _precision(above: GazetteerPlace) -> str:
    """How exactly a place is known that lies somewhere in another."""
    if above.is_unplaced:
        return "country"
    return PRECISION[above.kind] if above.fineness < FINENESS["district"] else "district"


def _beside(mention: Mention, landmark: GazetteerPlace, away: Distance) -> GazetteerPlace | None:
    """A place by its words only, so many kilometres from a landmark."""
    if landmark.latitude is None or landmark.longitude is None:
        return None
    latitude, longitude = landmark.latitude, landmark.longitude
    if away.bearing is not None:
        angle = math.radians(away.bearing)
        latitude += away.kilometres / DEGREE * math.cos(angle)
        longitude += away.kilometres / DEGREE * math.sin(angle) / max(0.1, math.cos(math.radians(latitude)))
    return GazetteerPlace(
        name=mention.name,
        kind=mention.hint or "site",
        country=landmark.country,
        province=landmark.province,
        latitude=round(latitude, 2),
        longitude=round(longitude, 2),
        precision="vicinity" if away.bearing is not None else "district",
    )


def _is_so_far(place: GazetteerPlace, landmark: GazetteerPlace, away: Distance) -> bool:
    """Whether a place lies about as far from a landmark as it is said; roads are longer than lines."""
    found = distance(place, landmark)
    return found is not None and found <= 1.5 * away.kilometres + 20


def chain(place: GazetteerPlace, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """The place and those it lies in: base, province, country."""
    found = [place]
    province = _province(place, gazetteer)
    if province:
        found.append(province)
    country = gazetteer.country(place.country)
    if country and place.kind != "country":
        found.append(country)
    return tuple(found)


def _province(place: GazetteerPlace, gazetteer: Gazetteer) -> GazetteerPlace | None:
    if not place.province or place.kind in {"province", "country"}:
        return None
    options = gazetteer.find(place_key(place.province))
    known = next((each for each in options if each.country == place.country and each.fineness == 2), None)  # noqa: PLR2004
    return known or GazetteerPlace(name=place.province, kind="province", country=place.country)


def within(inner: GazetteerPlace, outer: GazetteerPlace) -> bool:
    """Whether one place lies in the other, or is the same, as far as the gazetteer knows."""
    if inner.country != outer.country:
        return False
    if outer.kind == "country" or place_key(inner.name) == place_key(outer.name):
        return True
    if place_key(inner.province) == place_key(outer.name) and outer.kind in {"province", "area"}:
        return True
    near = distance(inner, outer)
    reach = {"province": 150, "area": 250, "district": 40, "city": 30, "town": 15, "village": 8}.get(outer.kind, 5)
    return inner.fineness >= outer.fineness and near is not None and near <= reach and outer.kind != "base"


def distance(one: GazetteerPlace, other: GazetteerPlace) -> float | None:
    """Kilometres between two places, if both have coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north = math.radians(one.latitude - other.latitude)
    east = math.radians(one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 6371 * math.hypot(north, east)
