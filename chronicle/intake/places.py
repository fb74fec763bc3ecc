"""Places: which place a name means, by its neighbours in the sentence and the countries the article is about. Pure."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chronicle.intake.gazetteer import FINENESS, GazetteerPlace
from chronicle.intake.geography import at_distance, beside, distance, is_far, is_so_far, precision_in
from chronicle.intake.mentions import Mention, find_mentions
from chronicle.intake.place_words import NEAR, Distance, distance_behind, owned_by
from chronicle.intake.scene import Scene, country_of, likeliest
from chronicle.intake.spelling import place_key

if TYPE_CHECKING:
    from chronicle.intake.gazetteer import Gazetteer
    from chronicle.intake.words import Words

SETTLED: Final = frozenset({"village", "town", "district"})
FARTHEST: Final = 400  # kilometres from the middle of a province to its edge, except in the largest countries
FARTHEST_IN_TOWN: Final = 150  # kilometres from a town or district to a place said to be in it
MATTERS: Final = 0.2  # share of a country in an article that may spell its places otherwise
SHORTEST: Final = 4  # letters of a name that may be spelled otherwise in the lists
MOST_NAMESAKES: Final = 3
KNOWN_ABROAD: Final = 150_000  # people: a smaller town of a country the article does not name is not meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A mention with the place it means.

    `why` says how it was chosen, where several places have the name. `off` when something is said to be a short way
    from it. `unsure` when no list knows the name, or when the text does not name the place's country.
    """

    start: int
    end: int
    name: str
    place: GazetteerPlace
    locative: bool
    reference: bool
    off: bool = False
    unsure: bool = False
    why: str = ""


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
            if (
                near is None
                and following
                and not mention.candidates
                and _is_beside(text, mention, following, scene.words)
            ):
                near = following  # perhaps no list knows it
            located = _choose(mention, scene, near.place if near else _owner(text, mention, scene))
        if located:
            found.insert(0, located)
            following = located
    named = (*found, *_capitals(text, scene), *_heres(text, scene))
    return tuple(sorted((_anchored(each, found) for each in named), key=lambda located: located.start))


def _owner(text: str, mention: Mention, scene: Scene) -> GazetteerPlace | None:
    """The country whose town a name is said to be: `the Thai border town of Betong`, `in Kenya's northern Garissa`."""
    match = owned_by(scene.words).search(text[max(0, mention.start - NEAR) : mention.start])
    code = country_of(match["people"] or match["country"], scene.gazetteer) if match else ""
    return scene.gazetteer.country(code) if code else None


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
    near = [
        each for each in others
        if each.place.fineness > 0 and each.place.latitude is not None and not each.unsure
    ]  # fmt: skip
    best = min(
        near, key=lambda each: (each.reference, -each.place.fineness, abs(each.start - located.start)), default=None
    )
    return dataclasses.replace(located, place=beside(located.place, best.place)) if best else located


def _is_landmark(text: str, away: Distance, following: Located) -> bool:
    """Whether a distance is told from that place: `70 km south of the region's main city Sabha`."""
    return 0 <= following.start - away.end < 40 and not re.search(r"[,.;]", text[away.end : following.start])  # noqa: PLR2004


def _capitals(text: str, scene: Scene) -> tuple[Located, ...]:
    """`in the capital`, `in the Afghan capital`: that of the country named, or the article's."""
    found: list[Located] = []
    for match in scene.words.expression("place_words", "capital").finditer(text):
        said = match["people"] or match["country"]
        code = country_of(said, scene.gazetteer) if said else scene.country
        if place := scene.gazetteer.capital(code):
            start, end = match.span("name")
            found.append(Located(start=start, end=end, name=place.name, place=place, locative=True, reference=False))
    return tuple(found)


def _belongs(text: str, mention: Mention, following: Located, words: Words) -> bool:
    between = text[mention.end : following.start]
    near = len(between) < 60  # noqa: PLR2004 - farther is another thought
    return near and bool(words.expression("place_words", "inside").fullmatch(between))


def _is_beside(text: str, mention: Mention, following: Located, words: Words) -> bool:
    """Whether a name is said to lie on one side of the place named next: `Mladenovac, south of Belgrade`."""
    return bool(words.expression("place_words", "side").fullmatch(text, mention.end, following.start))


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
        candidates = tuple(place for place in candidates if is_so_far(place, landmark, away))
    best = likeliest(candidates, mention, scene, inside)
    if best and mention.candidates and not _credible(best, mention, scene, inside):
        best = None
    if best and inside and _is_elsewhere(best, inside):
        best = None
    if best and not inside and mention.hint in SETTLED and scene.countries and best.country not in scene.countries:
        best = None
    unsure = best is None or not _is_vouched_for(best, scene, inside)
    place = best
    if place is None and landmark and away:
        place = at_distance(mention, landmark, away)
    elif place is None and (mention.hint or (inside and not mention.candidates)):
        place = _unlisted(mention, scene, inside)
    if place is None:
        return None
    return Located(
        start=mention.start, end=mention.end, name=_tidy(mention.name, place), place=place,
        locative=mention.locative, reference=mention.reference, off=mention.off, unsure=unsure,
        why=_why(place, candidates, scene, inside),
    )  # fmt: skip


def _is_elsewhere(place: GazetteerPlace, inside: GazetteerPlace) -> bool:
    """Whether a place of the name lies in another province than the one that the text names."""
    if inside.fineness > FINENESS["province"] and place.country == inside.country and (inside.geonames or inside.slug):
        away = distance(place, inside)
        return away is not None and away > FARTHEST_IN_TOWN
    if inside.kind != "province" or place.country != inside.country or place.fineness <= inside.fineness:
        return place.country != inside.country and bool(inside.country)
    away = distance(place, inside)
    named = place_key(place.province) == place_key(inside.name) or not place.province
    return not named and away is not None and away > FARTHEST


def _similar(mention: Mention, scene: Scene, inside: GazetteerPlace | None) -> tuple[GazetteerPlace, ...]:
    """Places under another transliteration of the name, in the country around it or those the article names most."""
    weights = scene.countries
    by_weight = sorted((code for code in weights if weights[code] >= MATTERS), key=lambda code: -weights[code])
    farthest = FARTHEST_IN_TOWN if inside and inside.fineness > FINENESS["province"] else FARTHEST
    for country in (inside.country,) if inside else by_weight:
        found = scene.gazetteer.similar(place_key(mention.name), country) if len(mention.name) >= SHORTEST else ()
        near = (distance(each, inside) for each in found) if inside and not inside.is_unplaced else ()
        if found and not any(away is not None and away > farthest for away in near):
            return found
    return ()


def _tidy(name: str, place: GazetteerPlace) -> str:
    """The name as the article gives it, without possessives; a base or airport in full where only case differs."""
    if place.fineness == FINENESS["base"] and place_key(name) == place_key(place.name):
        return place.name
    return re.sub(r"['’`]s?(?= |\Z)", "", name)


def _why(
    place: GazetteerPlace, candidates: tuple[GazetteerPlace, ...], scene: Scene, inside: GazetteerPlace | None
) -> str:
    """Why a place and not another of its name far from it; empty when there is none."""
    others = [each for each in candidates if each.country and is_far(each, place)]
    if not (others and place.country):
        return ""
    places = dict.fromkeys(_where(each, place, scene.gazetteer) for each in (place, *others))
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


def _where(place: GazetteerPlace, chosen: GazetteerPlace, gazetteer: Gazetteer) -> str:
    """The country of a place, with its province where that tells it from another in the same country."""
    country = gazetteer.country(place.country)
    name = country.name if country else place.country
    return f"{place.province}, {name}" if place.province and place.country == chosen.country else name


def _is_vouched_for(place: GazetteerPlace, scene: Scene, inside: GazetteerPlace | None) -> bool:
    """Whether a place lies in a country that the words around it or the article name."""
    return not place.country or (place.country == inside.country if inside else place.country in scene.countries)


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
    if above is None or (not mention.hint and above.kind == "country" and not (inside and mention.locative)):
        return None
    return GazetteerPlace(
        name=mention.name,
        kind=mention.hint or "site",
        country=above.country,
        province=above.name if above.kind == "province" else above.province,
        latitude=above.latitude,
        longitude=above.longitude,
        precision=precision_in(above),
    )
