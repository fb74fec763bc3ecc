"""The rules for news: one article's labels against what the importer made of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from figures import Share, Tally, add_up, pair
from labels import TOLLS, Labelled, Labels, Predicted, Prediction, Toll, agency_keys, distance, groups, name_key, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ARTICLE: Final = (
    "publication date", "dateline", "agency", "incident loose", "incident strict", "article without incident",
)  # fmt: skip
WHERE: Final = ("incident date", "place within 161 km", "place name", "country")
WHAT: Final = ("type", "type group", "killed min", "killed range", "injured min", "injured range")
VALUES: Final = (*WHERE, *WHAT)
ROWS: Final = (*ARTICLE, *VALUES, *(f"e2e {row}" for row in WHAT))
SHARES: Final = ("article count right", "noise removed", "body kept", "evidence verbatim")
NOBODY: Final = Toll(0, 0)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The figures of one article: a tally for each row, a share for each part of a whole."""

    rows: Mapping[str, Tally]
    shares: Mapping[str, Share]


# ---- how alike a labelled and a predicted incident are


def date_score(label: Labelled, found: Predicted) -> float:
    """1 for a right day, .5 for one beside it, .75 for several days with a right one among them."""
    if found.days is None:
        return 0.0
    first, last = found.days.first or found.days.last, found.days.last or found.days.first
    if first is None or last is None:
        return 0.0
    if first != last:
        return 0.75 if any(first <= day <= last for day in label.days) else 0.0
    if first in label.days:
        return 1.0
    return 0.5 if any(_is_next(first, day) for day in label.days) else 0.0


def _is_next(one: str, other: str) -> bool:
    return abs(dt.date.fromisoformat(one) - dt.date.fromisoformat(other)) == dt.timedelta(days=1)


def is_within(label: Labelled, found: Predicted) -> bool | None:
    """Whether the place is near enough; None when one of the two has no coordinates."""
    apart = distance(label.place, found.place)
    return None if apart is None else apart <= label.radius


def place_score(label: Labelled, found: Predicted) -> float:
    """1 for a place that is near enough, or without coordinates for one of the same name; .5 for the country."""
    near = is_within(label, found)
    if near or (near is None and label.place.keys & found.place.keys):
        return 1.0
    return 0.5 if label.place.country and label.place.country == found.place.country else 0.0


def alikeness(label: Labelled, found: Predicted) -> float:
    """The sum of both scores and a little for the type; 0, so no pair, when date and place give less than 1."""
    score = date_score(label, found) + place_score(label, found)
    if score < 1:
        return 0.0
    return score + (0.25 if label.types & found.types else 0.1 if groups(label.types) & groups(found.types) else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The incidents of an article, paired; those that are optional, and what was paired with them, are left out."""

    pairs: tuple[tuple[Labelled, Predicted], ...]
    missed: tuple[Labelled, ...]
    extra: tuple[Predicted, ...]

    @property
    def strict(self) -> Pairing:
        """Only the pairs with a right day and a right place; the others are missed and extra."""
        right = [date_score(*each) == 1 and place_score(*each) == 1 for each in self.pairs]
        wrong = [each for each, is_right in zip(self.pairs, right, strict=True) if not is_right]
        return Pairing(
            pairs=tuple(each for each, is_right in zip(self.pairs, right, strict=True) if is_right),
            missed=(*self.missed, *(label for label, _ in wrong)),
            extra=(*self.extra, *(found for _, found in wrong)),
        )

    @property
    def tally(self) -> Tally:
        """The pairs, of all predicted and all labelled."""
        right = len(self.pairs)
        return Tally(right=right, predicted=right + len(self.extra), labelled=right + len(self.missed))


def pair_incidents(labels: Labels, prediction: Prediction) -> Pairing:
    """The most alike incidents of an article in pairs."""
    chosen = pair([[alikeness(label, found) for found in prediction.incidents] for label in labels.incidents])
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    pairs = ((labels.incidents[row], prediction.incidents[column]) for row, column in chosen)
    return Pairing(
        pairs=tuple((label, found) for label, found in pairs if not label.optional),
        missed=tuple(each for row, each in enumerate(labels.incidents) if row not in rows and not each.optional),
        extra=tuple(each for column, each in enumerate(prediction.incidents) if column not in columns),
    )


# ---- marks


def mark_article(labels: Labels, prediction: Prediction, text: str) -> Marks:
    """The figures of an article whose whole text is given."""
    paired = pair_incidents(labels, prediction)
    strict = paired.strict
    rows = _article_rows(labels, prediction)
    rows |= {"incident loose": paired.tally, "incident strict": strict.tally}
    if not paired.tally.labelled:
        rows["article without incident"] = Tally(right=not paired.tally.predicted, predicted=1, labelled=1)
    rows |= add_up((row for each in paired.pairs for row in (_where_rows(*each), _what_rows(*each))), VALUES, Tally())
    rows |= {f"e2e {row}": tally for row, tally in _end_to_end_rows(strict).items()}
    count_right = Share(right=paired.tally.predicted == paired.tally.labelled, of=1)
    return Marks(rows=rows, shares={"article count right": count_right, **_text_shares(labels, prediction, text)})


def _article_rows(labels: Labels, prediction: Prediction) -> dict[str, Tally]:
    return {
        "publication date": _tally(frozenset(labels.published), frozenset(texts(prediction.published))),
        "dateline": _tally(frozenset(map(name_key, labels.datelines)), dateline_keys(prediction)),
        "agency": _tally(agency_keys(labels.agencies), agency_keys(prediction.agencies)),
    }


def dateline_keys(prediction: Prediction) -> frozenset[str]:
    """The predicted dateline as it is compared: the whole of `ANBAR (Iraq)`, and its first name."""
    first = (re.split(r"[,(/]", printed)[0] for printed in prediction.datelines)
    return frozenset(map(name_key, (*prediction.datelines, *first)))


def _tally(label: frozenset[Value], found: frozenset[Value]) -> Tally:
    """One value, which is right when it is one of those labelled."""
    return Tally(right=bool(label & found), predicted=bool(found), labelled=bool(label))


def _where_rows(label: Labelled, found: Predicted) -> dict[str, Tally]:
    near = is_within(label, found)
    country = frozenset({found.place.country} - {""})
    return {
        "incident date": Tally(right=date_score(label, found) == 1, predicted=found.days is not None, labelled=1),
        "place within 161 km": Tally(right=bool(near), predicted=near is not None, labelled=1),
        "place name": _tally(label.place.keys, found.place.keys),
        "country": _tally(frozenset({label.place.country}), country),
    }


def _what_rows(label: Labelled, found: Predicted) -> dict[str, Tally]:
    rows = {"type": _tally(label.types, found.types), "type group": _tally(groups(label.types), groups(found.types))}
    for field in TOLLS:
        rows |= _toll_rows(field, label, found)
    return rows


def _toll_rows(field: str, label: Labelled, found: Predicted) -> dict[str, Tally]:
    """Nobody where the label says nothing is neutral: the text need not say that nobody was hurt."""
    toll, accepted = found.tolls[field], label.accepted[field]
    is_said = label.tolls[field] is not None
    if toll is None or (toll == NOBODY and not is_said):
        return dict.fromkeys((f"{field} min", f"{field} range"), Tally(labelled=is_said))
    least = toll.least in {each.least for each in accepted}
    answers = {"predicted": 1, "labelled": is_said or least}  # an accepted toll is one that could be found
    return {
        f"{field} min": Tally(right=least, **answers),
        f"{field} range": Tally(right=toll in accepted, **answers),
    }


def _end_to_end_rows(strict: Pairing) -> dict[str, Tally]:
    """What is known of each strictly right incident; those missed or extra count against it."""
    unpaired = Tally(predicted=len(strict.extra), labelled=len(strict.missed))
    lost = {"type": unpaired, "type group": unpaired}
    for field in TOLLS:
        predicted = sum(each.tolls[field] not in {None, NOBODY} for each in strict.extra)
        labelled = sum(each.tolls[field] is not None for each in strict.missed)
        lost |= dict.fromkeys((f"{field} min", f"{field} range"), Tally(predicted=predicted, labelled=labelled))
    return add_up((*(_what_rows(*each) for each in strict.pairs), lost), WHAT, Tally())


def _text_shares(labels: Labels, prediction: Prediction, text: str) -> dict[str, Share]:
    quoted = [" ".join(sentence.split()) for found in prediction.incidents for sentence in found.evidence]
    verbatim = sum(sentence in " ".join(text.split()) for sentence in quoted)
    shares = {"evidence verbatim": Share(right=verbatim, of=len(quoted))}
    if prediction.body is not None:
        left, words = noise_left(labels, prediction), story_words(labels, text)
        kept = words.total() - words_lost(labels, prediction, text).total()
        shares["noise removed"] = Share(right=len(labels.noise) - len(left), of=len(labels.noise))
        shares["body kept"] = Share(right=kept / max(1, words.total()), of=1)
    return shares


def noise_left(labels: Labels, prediction: Prediction) -> tuple[str, ...]:
    """The noise that still stands in the predicted body."""
    return tuple(noise for noise in labels.noise if noise in (prediction.body or ""))


def story_words(labels: Labels, text: str) -> Counter[str]:
    """How often each word stands in a text without its noise."""
    for noise in labels.noise:
        text = text.replace(noise, " ")
    return Counter(re.findall(r"\w+", text))


def words_lost(labels: Labels, prediction: Prediction, text: str) -> Counter[str]:
    """The words of a text that are neither noise nor in the predicted body, in the text's order."""
    return story_words(labels, text) - Counter(re.findall(r"\w+", prediction.body or ""))


# ---- misses


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One thing that the importer did not get right in an article."""

    article: str
    what: str
    text: str


def misses(labels: Labels, prediction: Prediction, text: str) -> tuple[Miss, ...]:
    """Everything that costs an article its marks, in words."""
    paired = pair_incidents(labels, prediction)
    told = (
        *_article_misses(labels, prediction),
        *(("missed", _said(label)) for label in paired.missed),
        *(("extra", _said(found)) for found in paired.extra),
        *(miss for each in paired.pairs for miss in _pair_misses(*each)),
        *(("noise left", noise) for noise in noise_left(labels, prediction)),
    )
    lost = " ".join(words_lost(labels, prediction, text).elements())
    return tuple(
        Miss(article=labels.article, what=what, text=words) for what, words in (*told, ("words lost", lost)) if words
    )


def _article_misses(labels: Labels, prediction: Prediction) -> Iterator[tuple[str, str]]:
    said = {
        "publication date": (labels.published, prediction.published),
        "dateline": (labels.datelines, prediction.datelines),
        "agency": (labels.agencies, prediction.agencies),
    }
    for row, tally in _article_rows(labels, prediction).items():
        if not tally.right and (tally.predicted or tally.labelled):
            yield row, _against(*said[row])


def _pair_misses(label: Labelled, found: Predicted) -> Iterator[tuple[str, str]]:
    where = _said(label)
    if date_score(label, found) < 1:
        yield "wrong date", f"{where}: {_against(label.days, found.days)}"
    if place_score(label, found) < 1:
        yield "wrong place", f"{where}: {_against(label.place.names, found.place.names)}"
    if not label.types & found.types:
        yield "wrong type", f"{where}: {_against(label.types, found.types)}"
    for field in TOLLS:
        tally = _toll_rows(field, label, found)[f"{field} min"]
        if not tally.right and (tally.predicted or tally.labelled):
            yield field, f"{where}: {_against(label.tolls[field], found.tolls[field])}"


def _said(incident: Labelled | Predicted) -> str:
    """An incident in few words: its day, place and types."""
    days = incident.days[:1] if isinstance(incident, Labelled) else (incident.days,)
    return " ".join(_words(each) for each in (days, incident.place.names[:1], incident.types))


def _against(label: object, found: object) -> str:
    return f"{_words(found)} instead of {_words(label)}"


def _words(value: object) -> str:
    """A value as it is read: several with commas, none as a word."""
    if isinstance(value, tuple | frozenset):
        return ", ".join(sorted(_words(each) for each in value)) or "none"
    return "none" if value is None else str(value)
