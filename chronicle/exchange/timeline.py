"""TimelineJS: a JSON file that TimelineJS shows as a timeline, a slide for each incident."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

from chronicle.exchange.format import About, Loss
from chronicle.exchange.json_text import collection, compact
from chronicle.exchange.losses import unsaid
from chronicle.text.wording import language

if TYPE_CHECKING:
    from chronicle.exchange.facts import Facts
    from chronicle.exchange.layout import Layout
    from chronicle.text.dates import Point
    from chronicle.text.wording import Language

LOSSES: Final = (
    unsaid("id", "the name of a slide is taken for one of the timeline"),
    Loss(
        "date",
        "how sure a date is, and that its end is open, stand in words alone",
        lambda facts: facts.date.open_ended or str(facts.date) != facts.date.iso,
    ),
    unsaid("time", "it stands in the words of the date"),
    *(
        unsaid(aspect, "a slide has no place")
        for aspect in (
            "place",
            "place-id",
            "place-kind",
            "coordinates",
            "precision",
            "country-code",
            "within",
            "area-ids",
            "other-places",
            "other-coordinates",
        )
    ),
    unsaid("types", "a slide has one group, which is called as the first type"),
    *(unsaid(aspect, "a slide has no actors") for aspect in ("actors", "roles", "actor-kinds", "actor-ids")),
    unsaid("weapons", "nothing is said of them"),
    *(unsaid(aspect, "a slide has no numbers") for aspect in ("killed", "injured", "claims")),
    unsaid("grade", "nothing is said of it"),
    *(
        unsaid(aspect, "the page that the slide leads to has the sources")
        for aspect in ("publishers", "source-urls", "source-titles", "source-dates", "archived")
    ),
    unsaid("summary", "it stands at the head of the slide's text"),
    Loss("text", "the summary and a link to the page stand in its place", lambda _: True),
    Loss(
        "tags",
        "the group, which is the first type, is taken for the one tag",
        lambda facts: bool(facts.tags or facts.types),
    ),
    Loss(
        "ids", "a slide has one name, the one in this chronicle", lambda facts: facts.ids != (("timeline", facts.id),)
    ),
    *(
        unsaid(aspect, "the page that the slide leads to has it")
        for aspect in ("part-of", "follows", "added", "updated", "updates")
    ),
)


def slide(facts: Facts, about: About, words: Language) -> dict[str, Any]:
    """The slide of an incident: only what is known of the date, and the date in words that keep its precision."""
    group = next((about.types[slug].label for slug in facts.types if slug in about.types), "")
    shown = ", ".join(filter(None, (words.when(facts.date), facts.time)))
    text = f"<p>{_markup(facts.summary)}</p>" if facts.summary else ""
    if about.url:  # a timeline is shown on the pages of others, where an address without a site leads to nothing
        text += f'<p><a href="{html.escape(about.address(facts))}">{_markup(about.title)}</a></p>'
    return {
        "unique_id": facts.id,
        "start_date": _date(facts.date.start, facts.time),
        **({"end_date": _date(facts.date.end)} if facts.date.end else {}),
        "display_date": shown,
        **({"group": _markup(group)} if group else {}),
        "text": {"headline": _markup(facts.title), "text": text},
    }


def _markup(text: str) -> str:
    """A text as HTML, which is how TimelineJS shows it."""
    return html.escape(text, quote=False)


def _date(point: Point, time: str = "") -> dict[str, int]:
    parts = {"year": point.year, "month": point.month, "day": point.day}
    if point.day and time:
        parts |= {"hour": int(time[:2]), "minute": int(time[3:5])}
    return {name: number for name, number in parts.items() if number is not None}


def layout(about: About) -> Layout[Facts]:
    """The timeline: a title, and the slides in the order of the chronicle."""
    words = language(about.language)
    title = {"headline": _markup(about.title), "text": _markup(about.description)}
    top = f'{{"scale":"human","title":{{"text":{compact(title)}}},"events":'
    return collection(top, lambda facts: slide(facts, about, words))
