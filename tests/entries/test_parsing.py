"""Entries of every kind survive being written and read again, whatever stands in them."""

import dataclasses
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.config_keys import RIGHTS
from chronicle.entries.fields import entry_fields, write_record
from chronicle.entries.kinds import (
    ACTOR_KINDS,
    FOLDERS,
    PLACE_KINDS,
    PRECISIONS,
    STATUSES,
    Actor,
    Article,
    Entry,
    Incident,
    Location,
    Note,
)
from chronicle.entries.parsing import dump, entry_again, parse_entry
from chronicle.entries.records import ROLES, Claim, Dateline, Evidence, Picture, Role, Source, Update
from chronicle.problems import is_seen
from chronicle.text.characters import FORBIDDEN
from chronicle.text.counts import Count
from chronicle.text.dates import parse_when
from chronicle.text.frontmatter import Document, Text, normal_body, parse_document
from chronicle.text.patching import with_item

NASTY = """: # ' " - -- --- ? ! & * @ ` % | > [ ] { } , \\ / ~ = << null NO yes
12:30 007 1e3 .inf 2023-10-19 a:b a: :a
#a “a” ‘a’ «a» é
ا السلام שלום 😀 👩‍👩‍👧 \u200f \u200d \u00ad \ufeff ￼ \\n \\x07 key: <script> ... """.split()  # fmt: skip


def _one_line(text: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return line if is_seen(line) else "x"


anything = st.text(st.characters().filter(lambda sign: not FORBIDDEN.match(sign)), max_size=12)
lines = st.lists(st.sampled_from(NASTY) | anything, min_size=1, max_size=6).map(" ".join).map(_one_line)
no_text = st.just("")
bodies = st.lists(lines | st.sampled_from(["", "    code", "---", "# A", "\t", "\u2028"]), max_size=6).map(
    lambda parts: normal_body("\n".join(parts))
)
whens = st.sampled_from(["2023-10-19", "2023-10~", "2023?", "2023-10-19/2023-10-20%", "2023/.."]).map(parse_when)
counts = st.builds(Count, st.integers(0, 9), st.none()) | st.integers(0, 99).map(lambda number: Count(number, number))
slugs = st.from_regex(r"[a-z][a-z0-9]{0,8}-x", fullmatch=True)
urls = st.sampled_from(["https://example.org/", "http://a.b/c?d=e#f", "https://a.b/%C3%A9:x,y[1]"])
times = st.sampled_from(["21:40", "21:40Z", "07:05+03:00"])
degrees = st.integers(-90 * 10**6, 90 * 10**6).map(lambda number: number / 10**6)
codes = st.sampled_from(["ar", "no", "pt-BR", "zh-Hant"])


def many(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of these, as an entry keeps them."""
    return st.lists(values, max_size=3).map(tuple)


names = st.dictionaries(codes, lines, max_size=3).map(lambda found: tuple(found.items()))
aliases = many(slugs.map(lambda slug: f"incidents/{slug}.html"))
claims = st.builds(
    Claim,
    killed=counts,
    injured=st.none() | counts,
    of=no_text | lines,
    source=no_text | lines,
    who=no_text | lines,
    date=st.none() | whens,
    superseded=st.booleans(),
)
sources = st.builds(
    Source,
    article=lines,
    publisher=no_text | lines,
    title=no_text | lines,
    url=no_text | urls,
    date=st.none() | whens,
    accessed=st.none() | whens,
    archived=no_text | urls,
)
pictures = st.builds(
    Picture,
    file=slugs.map(lambda slug: f"media/{slug}.jpg"),
    alt=no_text | lines,
    caption=no_text | lines,
    credit=no_text | lines,
    license=no_text | lines,
)
files = {"path": st.just("content/x/x.md"), "text": bodies.map(Text.of)}
incidents = st.builds(
    Incident,
    **files,
    title=lines,
    date=whens,
    time=no_text | times,
    locations=many(lines),
    types=many(lines),
    actors=many(st.builds(Role, actor=lines, role=st.sampled_from(ROLES))),
    weapons=many(lines),
    casualties=many(claims),
    grade=no_text | lines,
    sources=many(sources),
    media=many(pictures),
    status=st.sampled_from(STATUSES),
    summary=no_text | lines,
    tags=many(lines),
    part_of=no_text | lines,
    follows=no_text | lines,
    duplicate_of=no_text | lines,
    added=st.none() | whens,
    updates=many(st.builds(Update, date=whens, kind=st.sampled_from(["update", "correction"]), text=lines)),
    aliases=aliases,
    needs_review=many(lines),
    evidence=many(st.builds(Evidence, field=lines, quote=lines)),
)
named: dict[str, st.SearchStrategy[Any]] = {
    **files,
    "name": lines,
    "parent": no_text | lines,
    "spellings": many(lines),
    "names": names,
    "country_code": st.sampled_from(["", "IQ", "NO"]),
    "wikidata": st.sampled_from(["", "Q796"]),
    "aliases": aliases,
}
locations = st.builds(
    Location,
    **named,
    kind=st.sampled_from(["", *PLACE_KINDS]),
    coordinates=st.none() | st.tuples(degrees, degrees),
    precision=st.sampled_from(["", *PRECISIONS]),
    geonames=st.sampled_from(["", "99532"]),
)
actors = st.builds(Actor, **named, kind=st.sampled_from(["", *ACTOR_KINDS]))
articles = st.builds(
    Article,
    **files,
    title=lines,
    publisher=no_text | lines,
    via=no_text | lines,
    published=st.none() | whens,
    dateline=st.none() | st.builds(Dateline, place=no_text | lines, date=st.none() | whens),
    url=no_text | urls,
    archived=no_text | urls,
    language=st.sampled_from(["", "no", "ar"]),
    seed=no_text | lines,
    sha256=st.sampled_from(["", "0123456789abcdef" * 4, "1" * 64, "1e" + "0" * 62]),
    rights=st.sampled_from(["", *RIGHTS]),
    added=st.none() | whens,
    aliases=aliases,
)
notes = st.builds(Note, **files, title=lines, order=st.integers(-99, 99), aliases=aliases)


@given(incidents | locations | actors | articles | notes)
def test_an_entry_reads_back_as_itself(entry: Entry) -> None:
    """An entry of any kind that is written and read again is the same, and nothing in it is a problem."""
    again, problems = parse_entry(type(entry), dump(entry), entry.path)
    assert again == entry
    assert problems == ()


@given(incidents | locations | actors | articles | notes)
def test_an_entry_kept_as_data_comes_back_as_itself(entry: Entry) -> None:
    """What went through JSON is, beside its text, the entry that a parser makes of the text."""
    text = dump(entry)
    document = parse_document(text, entry.path)
    again = entry_again(type(entry), json.loads(json.dumps(write_record(entry))), text.encode(), entry.path)
    assert again == entry
    assert isinstance(document, Document)
    assert (again.written, again.body) == (document.front, document.body)


@given(incidents)
def test_what_was_read_is_written_the_same(entry: Incident) -> None:
    """Writing an entry that was read gives the same file."""
    again, _ = parse_entry(Incident, dump(entry), entry.path)
    assert again is not None
    assert dump(again) == dump(entry)


@given(incidents, sources, claims.filter(lambda claim: claim.killed or claim.injured))
def test_an_item_added_to_a_list_changes_nothing_else(entry: Incident, source: Source, claim: Claim) -> None:
    """Any dumped incident with a source and a claim added reads as itself with these; every other line stays."""
    order = tuple(field.name for field in entry_fields(Incident))
    old = dump(entry)
    new = with_item(with_item(old, "sources", write_record(source), order), "casualties", write_record(claim), order)
    wanted = dataclasses.replace(entry, sources=(*entry.sources, source), casualties=(*entry.casualties, claim))
    assert parse_entry(Incident, new, entry.path) == (wanted, ())
    assert new == dump(wanted)


def test_an_entry_is_written_as_an_editor_would() -> None:
    """Each field has a line, lists of texts stand in one, records one a line; defaults are left out."""
    entry = Incident(
        path="x.md",
        title="Iraq: rockets #2",
        date=parse_when("2023-10-19~"),
        time="21:40",
        locations=("baghdad", "NO"),
        casualties=(Claim(killed=Count(1, 5), of="civilians", superseded=True), Claim(killed=Count(0, 0))),
        text=Text.of("Text.\n"),
    )
    assert dump(entry) == (
        "---\n"
        "title: 'Iraq: rockets #2'\n"
        "date: 2023-10-19~\n"
        "time: '21:40'\n"
        "locations: [baghdad, 'NO']\n"
        "casualties:\n"
        "- {killed: 1-5, of: civilians, superseded: true}\n"
        "- {killed: 0}\n"
        "---\n"
        "\n"
        "Text.\n"
    )


@pytest.mark.parametrize("title", ["“Rockets”", "„Raketen“ und „Drohnen”", "1e3", "NO", "12:30"])
def test_what_would_be_warned_of_is_written_in_quotes(title: str) -> None:
    """A text that reads like something else, or like misplaced quotes, is written so that nobody is warned."""
    assert dump(Note(path="x.md", title=title)) == f"---\ntitle: '{title}'\n---\n"
    assert parse_entry(Note, f"---\ntitle: '{title}'\n---\n", "x.md")[1] == ()


def test_an_entry_without_text_ends_after_its_fields() -> None:
    """Without a body nothing follows the closing fence."""
    assert dump(Note(path="x.md", title="About", order=2)) == "---\ntitle: About\norder: 2\n---\n"


def test_an_entry_keeps_how_it_was_written() -> None:
    """The places of all values stay with the entry, for problems found later."""
    entry, _ = parse_entry(Note, "---\n\ntitle: About\naliases: [a.html]\n---\n", "x.md")
    assert entry is not None
    found = entry.written.find("aliases.0")
    assert found is not None
    assert (found.line, found.column) == (4, 11)


def test_a_warning_leaves_the_entry_whole() -> None:
    """An unknown key is told and the entry is used; an error leaves none."""
    entry, problems = parse_entry(Note, "---\ntitle: About\ncolour: red\n---\n", "x.md")
    assert entry is not None
    assert [(problem.level, problem.code) for problem in problems] == [("warning", "unknown-key")]


def test_all_mistakes_of_an_entry_are_told_at_once() -> None:
    """Every wrong field of an entry is a problem of one run."""
    text = "---\ntitle: [a]\ndate: 2023-13-40\ntime: noon\nstatus: gone\ntags: x\n---\n"
    entry, problems = parse_entry(Incident, text, "x.md")
    assert entry is None
    assert [problem.field for problem in problems] == ["title", "date", "time", "status", "tags"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_empty_entry_lacks_what_is_required(folder: str) -> None:
    """Without any field, every required one is told, and nothing else."""
    _, problems = parse_entry(FOLDERS[folder], "---\n---\n", "x.md")
    required = {field.name for field in entry_fields(FOLDERS[folder]) if field.name in {"title", "name", "date"}}
    assert {problem.field for problem in problems} == required
    assert {problem.code for problem in problems} == {"field-missing"}
