"""Actors: who had which part in an event, as far as a sentence says it. Pure."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from chronicle.intake.actor_names import ActorNames, Named, Setting, find_named, written
from chronicle.intake.quotes import Said

if TYPE_CHECKING:
    from chronicle.intake.events import Event
    from chronicle.intake.sentences import Sentence
    from chronicle.intake.words import Words

NEAR: Final = 5  # sentences: a remark further on must speak of "the attack" to belong to it
MOST: Final = 12  # names in a clause: one with more is a list, and tells nothing of an event
WINDOW: Final = 140  # characters before a name that can say its part


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """An actor as the entry writes it, its role, and the words that say so; not `sure` when an editor must look."""

    actor: str
    role: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A clause of a sentence, from `offset` on; `near` when it tells no event but what came after one."""

    sentence: str
    clause: str
    offset: int
    near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    role: str
    sorts: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    weak: bool
    near: bool


def _filled(pattern: str, words: Words) -> str:
    """A pattern with every `<part>` put in."""
    parts: dict[str, str] = words.table("actors")["parts"]
    while True:
        full = re.sub(r"<(\w+)>", lambda part: parts[part[1]], pattern)
        if full == pattern:
            return full
        pattern = full


@functools.cache
def _rules(words: Words) -> tuple[_Rule, ...]:
    return tuple(_rule(entry, words) for entry in words.table("actors")["rules"])


def _rule(entry: dict[str, Any], words: Words) -> _Rule:
    before, after = entry.get("before"), entry.get("after")
    return _Rule(
        role=entry["role"],
        sorts=frozenset(entry.get("who", ("group", "force", "people", "rescuer"))),
        before=_compiled(rf"(?<![\w-])(?:{before})\s(?:<lead>)\Z", words) if before else None,
        after=_compiled_after(after, words) if after else None,
        weak=entry.get("weak", False),
        near=entry.get("near", False) or entry["role"] == "none",
    )


def _compiled(pattern: str, words: Words) -> re.Pattern[str]:
    return re.compile(_filled(pattern, words), re.IGNORECASE)


def _compiled_after(pattern: str, words: Words) -> re.Pattern[str]:
    return _compiled(rf"(?:<tail>)(?:{pattern})(?:(?<!\w)|(?!\w))", words)


# ---- the sentences about an event


def remarks(
    events: tuple[Event, ...], sentences: tuple[Sentence, ...], words: Words
) -> tuple[tuple[Sentence, ...], ...]:
    """For each event the sentences that tell none but follow its account: who claims it, what police did."""
    told = {sighting.sentence.number for event in events for sighting in event.sightings}
    found: list[list[Sentence]] = [[] for _ in events]
    for sentence in sentences:
        number = _event_before(sentence, events)
        if number is not None and sentence.number not in told and _is_remark(sentence, events[number], words):
            found[number].append(sentence)
    return tuple(tuple(each) for each in found)


def _event_before(sentence: Sentence, events: tuple[Event, ...]) -> int | None:
    """The event told last before a sentence."""
    before = [
        (sighting.sentence.number, number)
        for number, event in enumerate(events)
        for sighting in event.sightings
        if sighting.sentence.number < sentence.number
    ]
    return max(before)[1] if before else None


def _is_remark(sentence: Sentence, event: Event, words: Words) -> bool:
    told = words.expression("background", "aside").sub(",", sentence.text)
    if any(words.any("background", name).search(told) for name in ("summing_up", "another")):
        return False
    last = max(each.sentence.number for each in event.sightings if each.sentence.number < sentence.number)
    return sentence.number - last <= NEAR or bool(words.any("background", "definite").search(sentence.text))


def actors_of(event: Event, remarks_on_it: tuple[Sentence, ...], text: str, names: ActorNames) -> tuple[Acting, ...]:
    """Who had which part in an event of an article with this text, in the order of the sentences."""
    passages = (
        *(Passage(sentence=each.sentence.text, clause=each.clause, offset=each.offset) for each in event.sightings),
        *(Passage(sentence=each.text, clause=each.text, offset=0, near=True) for each in remarks_on_it),
    )
    return find_actors(passages, Setting(text=text, country=event.place.country if event.place else ""), names)


# ---- the parts


def find_actors(passages: tuple[Passage, ...], setting: Setting, names: ActorNames) -> tuple[Acting, ...]:
    """The parts that passages about one event give, each actor and role once, the surer word before the weaker."""
    found: list[Acting] = []
    nation = ""  # the country whose forces were named last
    for passage in passages:
        speakers: set[str] = set()
        for named in find_named(passage.clause, names, setting)[:MOST]:
            nation = named.nation or nation
            acting = _acting(passage, named, nation or setting.country, names)
            if acting:
                claims = acting.role == "perpetrator" and named.name in speakers
                found.append(dataclasses.replace(acting, role="claimed") if claims else acting)
            if named.sort == "group" and _speaks(names.words).match(passage.clause, named.end):
                speakers.add(named.name)
    return _settled(tuple(found))


def _acting(passage: Passage, named: Named, nation: str, names: ActorNames) -> Acting | None:
    rule, start, end = _decided(passage, named, names.words)
    if rule is None or rule.role == "none":
        return None
    actor = written(named, named.nation or nation, names)
    if not actor:
        return None
    at = passage.offset
    sure = not rule.weak and bool(not named.force or named.nation)
    return Acting(
        actor=actor,
        role=rule.role,
        said=Said(text=passage.sentence, start=at + start, end=at + end, sure=sure),
    )


def _decided(passage: Passage, named: Named, words: Words) -> tuple[_Rule | None, int, int]:
    """The rule that says a name's part, and from where to where its words stand."""
    clause = passage.clause
    limit = _limits(words).search(clause)
    if limit and limit.start() < named.start:
        return None, 0, 0
    earliest = max(0, named.start - WINDOW)
    before = clause[earliest : named.start]
    for rule in _rules(words):
        if named.sort not in rule.sorts or (passage.near and not rule.near):
            continue
        head = rule.before.search(before) if rule.before else None
        rest = rule.after.match(clause, named.end) if rule.after else None
        if (head or not rule.before) and (rest or not rule.after):
            start = earliest + head.start() if head else named.start
            return rule, start, rest.end() if rest else named.end
    return None, 0, 0


@functools.cache
def _speaks(words: Words) -> re.Pattern[str]:
    """What stands behind a group that speaks: what it says its own did is a claim."""
    return _compiled_after(words.table("actors")["claims"]["speaks"], words)


@functools.cache
def _limits(words: Words) -> re.Pattern[str]:
    after = "|".join(words.table("actors")["limits"]["after"])
    return re.compile(rf"(?<![\w-])(?:{after})(?!\w)|{words.any('background', 'summing_up').pattern}", re.IGNORECASE)


# ---- what stands when several sentences speak


def _settled(found: tuple[Acting, ...]) -> tuple[Acting, ...]:
    """Each actor and role once; who is only suspected is no perpetrator, and who is hit and fights back is hit."""
    kept: dict[tuple[str, str], Acting] = {}
    suspected = {each.actor for each in found if each.role == "suspected"}
    hit = {(each.actor, each.said.text) for each in found if each.role in {"target", "affected"}}
    for each in found:
        if each.role == "perpetrator" and each.actor in suspected:
            continue
        if each.role == "responder" and (each.actor, each.said.text) in hit:
            continue
        before = kept.get((each.actor, each.role))
        if before is None or (each.said.sure and not before.said.sure):
            kept[each.actor, each.role] = each
    return tuple(kept.values())
