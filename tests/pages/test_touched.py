"""What an edit touches: whoever shows an incident is found from it, without looking at all others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from sites import CONFIG

from chronicle.config import parse_config
from chronicle.entries.kinds import Incident, Location
from chronicle.linking import related
from chronicle.linking.linking import BodyText, Material, link
from chronicle.linking.names import Target
from chronicle.pages.touched import Edit
from chronicle.text.dates import parse_when
from chronicle.text.frontmatter import Text
from chronicle.text.markup import Reference

if TYPE_CHECKING:
    from chronicle.entries.kinds import Entry
    from chronicle.linking.chronicle import LinkedIncident

SETTINGS, _ = parse_config(CONFIG)
SLUGS = st.sampled_from("abcdefgh")
TEXTS = st.lists(SLUGS, max_size=2, unique=True).map(" ".join)  # the incidents that a text links to
OTHERS = st.sampled_from(["", "", "", "", "a", "b"])
INCIDENTS = st.builds(
    Incident,
    path=SLUGS.map("content/incidents/{}.md".format),
    title=st.just("Event"),
    date=st.sampled_from(["2023-01-01", "2023-01-02", "2023-01", "2022"]).map(parse_when),
    locations=st.lists(st.sampled_from(["base", "town", "Elsewhere"]), max_size=2, unique=True).map(tuple),
    status=st.sampled_from(["published", "published", "draft", "withdrawn"]),
    part_of=OTHERS,
    follows=OTHERS,
    duplicate_of=OTHERS,
    text=TEXTS.map(Text.of),
)


@given(st.lists(INCIDENTS, max_size=8), TEXTS)
def test_whoever_shows_an_incident_is_near_it(incidents: list[Incident], of_place: str) -> None:
    """Those beside it in time, of one chain, at one place, and those whose texts lead to one another."""
    entries: dict[str, Entry] = {entry.path: entry for entry in incidents}
    entries["base"] = Location(path="content/locations/base.md", name="Base", text=Text.of(of_place))
    bodies = {entry.path: body_of(entry) for entry in entries.values()}
    assert SETTINGS
    material = Material(config=SETTINGS, entries=(*entries.values(),), bodies=bodies, media=(), drafts=True, today=None)
    with mock.patch.object(related, "NEAREST", 1):
        chronicle, _ = link(material)
        edit = Edit(chronicle, chronicle, set())
        shown = {slug: shown_by(incident) for slug, incident in chronicle.incidents.items()}
        for told in chronicle.incidents:
            assert {slug for slug in shown if told in shown[slug]} <= edit._near({told})  # noqa: SLF001 - what is asked


def body_of(entry: Entry) -> BodyText:
    """What the text of an entry refers to."""
    references = tuple(Reference(kind="wiki", target=f"incident:{slug}", label="") for slug in entry.body.split())
    return BodyText(digest=entry.path, references=references, line=9)


def shown_by(incident: LinkedIncident) -> set[str]:
    """The others that its page shows."""
    return {
        *(incident.earlier, incident.later, incident.part_of, incident.follows, incident.duplicate_of),
        *(*incident.related, *incident.parts, *incident.followed_by, *incident.duplicates),
        *(each.slug for each in incident.mentioned_by if each.kind == "incident"),
        *(each.slug for each in incident.text.targets if isinstance(each, Target) and each.kind == "incident"),
    }
