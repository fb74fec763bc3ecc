"""Fixing: only how something is written changes, and only where that is certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sites import CONFIG, entry, incident, location

from chronicle.building.inputs import Inputs
from chronicle.desk.fixing.fixing import Reading, fixed, read
from chronicle.desk.fixing.mending import Mended, diff, mended
from chronicle.entries.folder import EntryFile, Folder
from chronicle.entries.kinds import Incident, Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chronicle.text.frontmatter import Document

HEAD = "---\ntitle: Shelling\ndate: 2024-05-01\n"
CONTENT = {
    "locations/harbour-town.md": location("Harbour Town", spellings="[Harborton]"),
    "locations/east-hit.md": location("Hit"),
    "locations/west-hit.md": location("Hit"),
    "actors/brigade.md": location("Fire Brigade"),
    "articles/gazette.md": entry(title="Fire at the port"),
    "incidents/first.md": incident("First fire"),
}


def after(front: str, body: str = "") -> str:
    """The fields of an incident after fixing, without title and date."""
    result = fixed(Incident, f"{HEAD}{front}\n---\n{body}", "x.md")
    return result.reading.text.removeprefix(HEAD).removesuffix(f"\n---\n{body}")


def all_mended(files: Mapping[str, str | bytes], config: str = CONFIG) -> tuple[dict[str, str], tuple[str, ...]]:
    """The texts of the files that were mended, by their path below content, and the notes."""
    entries = tuple(
        EntryFile(path=f"content/{path}", content=text.encode() if isinstance(text, str) else text)
        for path, text in sorted({**CONTENT, **files}.items())
    )
    inputs = Inputs(config=config, folder=Folder(entries=entries), theme={}, own_templates=frozenset())
    found, notes = mended(inputs)
    return {file.path.removeprefix("content/"): file.after.decode() for file in found}, notes


def by_slug(front: str) -> str:
    """Fields of an incident after all references are looked up."""
    text = f"{HEAD}{front}\n---\n"
    found, _ = all_mended({"incidents/a.md": text})
    return found.get("incidents/a.md", text).removeprefix(HEAD).removesuffix("\n---\n")


def test_only_the_value_meant_is_written_anew() -> None:
    """Comments, order, other quotes, unknown keys and empty lines stay as they are."""
    front = "# kept\nzzz:   'a'   # odd\n\nlocations: 'Port'  # one\nGrade:  likely\nstatus:   Draft # soon"
    assert after(front) == (
        "# kept\nzzz:   'a'   # odd\n\nlocations: [Port]  # one\ngrade:  likely\nstatus:   draft # soon"
    )


@pytest.mark.parametrize(
    "front",
    [
        "locations: Port, Coast",  # one place or two
        "summary: [A fire in the port]",  # the brackets may be part of it
        "grade: likely\nGrade: claimed",  # there is one already
        "status: publishd",
        "summary: a fire # to be checked",  # a comment, most likely
        "time: 9:40 pm",
        "killed: 5",
        "aliases: [/incidents/old.html]",
        "sources: [{url: www.example.org}]",
        "added: 04/03/2019",
        "added: 2019-02-30",
        "summary: “A fire,” he said, “at night”",
        "tags: [a, “b, c”]",
        "countr: Iraq",
        "tags:\n- #port",
        "sources:\n- publisher: AFP url: https://example.org",
        "sources: [{publisher: AFP date: 2024-05-01}]",
        "sources:\n- title: Fire on the quay, police: two hurt",  # no field, so that line is no other one
    ],
)
def test_what_could_mean_something_else_is_left(front: str) -> None:
    """A guess is proposed and not made."""
    assert after(front) == front


@pytest.mark.parametrize(
    ("front", "result"),
    [
        ("type: fire", "types: [fire]"),
        ("added: 19.10.2023", "added: 2023-10-19"),
        ("actors: Police", "actors: [Police]"),
        ("actors: [{actor: A: b, role: Target}]", 'actors: [{actor: "A: b", role: target}]'),
        ("casualties: [{killed: “5”, superseded: True}]", "casualties: [{killed: 5, superseded: true}]"),
        ("summary: No", 'summary: "No"'),
        ("summary: a # 2", 'summary: "a # 2"'),
        ("summary: a #b", 'summary: "a #b"'),
        ("summary: a: b # c", 'summary: "a: b" # c'),
        ("tags:\n- @a\n- 'b", 'tags:\n- "@a"\n- "b"'),
        ("summary: a\nlocation:\n- b\n-c", "summary: a\nlocations:\n- b\n- c"),
        ("\tsummary: @a: b # 3", 'summary: "@a: b # 3"'),
        ("sources:\n- publisher: AFP; url: 'https://a.b'", "sources:\n- publisher: AFP\n  url: 'https://a.b'"),
        ("sources:\n- publisher: A: b\n  title: c", 'sources:\n- publisher: "A: b"\n  title: c'),
        ("grad: likely\ngrades: claimed", "grade: likely\ngrades: claimed"),
    ],
)
def test_what_is_certain_is_mended_to_the_end(front: str, result: str) -> None:
    """Mending one mistake may show the next; the first of two slips for one field is taken."""
    assert after(front) == result
    assert after(result) == result


def test_a_slip_that_would_bring_an_error_is_left() -> None:
    """`country` looks like `country_code`, but its value does not: a warning is no reason for an error."""
    text = "---\nname: Port\ncountry: Iraq\n---\n"
    result = fixed(Location, text, "x.md")
    assert (result.reading.text, result.done) == (text, ())
    assert result.notes == ("x.md:3 was not mended: another mistake would come of it",)
    assert "country_code: IQ" in fixed(Location, text.replace("Iraq", "iq"), "x.md").reading.text


def test_a_file_is_mended_as_a_whole_or_not_at_all() -> None:
    """When something that hides the fields is left, the file keeps every byte."""
    text = f"{HEAD}summary: a: b\ntags: ['a' 'b']\n---\n"
    result = fixed(Incident, text, "x.md")
    assert (result.reading.text, result.done) == (text, ())
    assert result.notes == ("x.md was left as it is: line 5 must be mended by hand first",)


def test_a_mended_line_that_makes_no_sense_is_not_written() -> None:
    """A line that belonged to the text above it would become a field that there is not."""
    text = f"{HEAD}summary: a fire\n   later: it went out\n---\n"
    result = fixed(Incident, text, "x.md")
    assert result.reading.text == text
    assert result.notes == ("x.md was left as it is: line 5 would be wrong in another way (later is not a field)",)


@pytest.mark.parametrize(
    "text",
    [
        "Text without fields.\n",
        "Note: this is a text.\nMore of it.\n",
        f"{HEAD}\ngrade: likely\n\nText.\n",  # fields behind an empty line would become text
        "# Heading\n" + HEAD + "---\n",
        "",
        "\n",
    ],
)
def test_a_fence_is_put_in_only_where_it_is_certain(text: str) -> None:
    """What does not become a whole entry by it is left."""
    assert fixed(Incident, text, "x.md").reading.text == text


@pytest.mark.parametrize(
    ("front", "result"),
    [
        ("locations: [Harbour Town, Harborton, 'A']", "locations: [harbour-town, harbour-town, 'A']"),
        ("locations: ['HARBOUR  TOWN']", "locations: [harbour-town]"),
        ("locations:\n  - Harborton # one\n  - B", "locations:\n  - harbour-town # one\n  - B"),
        ("actors: [Fire Brigade, {actor: 'Fire Brigade'}]", "actors: [brigade, {actor: brigade}]"),
        ("sources: [{article: Fire at the port}]", "sources: [{article: gazette}]"),
        ("part_of: First fire", "part_of: first"),
        ("follows: FIRST", "follows: first"),
        ("duplicate_of: First", "duplicate_of: first"),
        ("types: [Rocket attack, FIRE]", "types: [rocket-attack, fire]"),
        ("grade: LIKELY", "grade: likely"),
        ("grade: “Likely”", "grade: likely"),
    ],
)  # fmt: skip
def test_names_become_slugs(front: str, result: str) -> None:
    """A reference by name or spelling is written by slug where one entry is meant; what is around it stays."""
    assert by_slug(front) == result
    assert by_slug(result) == result


@pytest.mark.parametrize(
    "front",
    [
        "locations: [Hit]",
        "locations: [Harbour Twon]",
        "actors: [Somebody]",
        "sources: [{publisher: Fire at the port}]",
        "types: [flood wave]",
        "grade: probable",
        "casualties: [{killed: 1, source: Fire at the port}]",
        'summary: "Harbour Town"\ntags: [Harbour Town]',
    ],
)
def test_a_name_of_several_or_of_none_stays(front: str) -> None:
    """What is ambiguous or unknown, and what is no reference, is not touched."""
    assert by_slug(front) == front


def test_a_parent_by_name_becomes_a_slug() -> None:
    """Of locations and actors."""
    found, _ = all_mended(
        {
            "locations/pier.md": location("Pier", parent="Harborton"),
            "actors/crew.md": location("Crew", parent="Fire Brigade"),
        }
    )
    assert found == {
        "locations/pier.md": location("Pier", parent="harbour-town"),
        "actors/crew.md": location("Crew", parent="brigade"),
    }


def test_links_in_texts_are_not_touched() -> None:
    """A wiki link says a name to readers."""
    assert all_mended({"notes/about.md": entry("[[Harborton]] and [[First fire|it]].", title="About")}) == ({}, ())


def test_names_stay_while_an_entry_or_the_settings_cannot_be_read() -> None:
    """What an entry that is not known yet is called cannot be known either."""
    names = {"incidents/a.md": incident(locations="[Harbour Town]"), "incidents/b.md": incident(date="19.10.2023")}
    assert sorted(all_mended(names)[0]) == ["incidents/a.md", "incidents/b.md"]
    assert sorted(all_mended({**names, "notes/c.md": "---\ntitle: [\n---\n"})[0]) == ["incidents/b.md"]
    assert sorted(all_mended(names, config="title = ")[0]) == ["incidents/b.md"]


def test_what_cannot_be_decoded_is_not_touched() -> None:
    """A file in another encoding keeps its bytes, and so do names elsewhere."""
    assert all_mended({"incidents/a.md": b"---\ntitle: Caf\xe9: a\ndate: 1.5.2024\n---\n"})[0] == {}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(mark: str, ending: str) -> None:
    """Every other byte is what an editor's program wrote."""
    text = (mark + incident(date="19.10.2023", locations="Harborton", status="Draft")).replace("\n", ending)
    wanted = (mark + incident(date="2023-10-19", locations="[harbour-town]", status="draft")).replace("\n", ending)
    assert all_mended({"incidents/a.md": text})[0] == {"incidents/a.md": wanted}


def test_the_diff_shows_the_lines_changed() -> None:
    """It names the file, has lines around the change, and no control character."""
    file = Mended(
        path="content/notes/a.md", before=b"---\ntitle: \x1b\n\tb: c\n---\n", after=b"---\ntitle: \n", count=1
    )
    assert diff([file]) == (
        "--- content/notes/a.md",
        "+++ content/notes/a.md",
        "@@ -1,4 +1,2 @@",
        " ---",
        "-title: \\x1b",
        "-\\tb: c",
        "----",
        "+title: ",
    )


GOOD = (
    "---\ntitle: A fire\ndate: 2024-05-01 # day\nlocations: [a, 'b c']\nactors:\n- {actor: X, role: target}\n"
    'sources:\n  - publisher: Y\n    url: "https://example.org/a"\nsummary: "It\'s: #1"\n---\n\nText: a\n'
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 3), st.sampled_from(["", *"\t :#-[]{}'\"“”,@*&!|>\n\\é0"])),
        max_size=4,
    )
)
@example([(9, 0, ": ")])
def test_whatever_is_broken_only_what_is_meant_changes(edits: list[tuple[int, int, str]]) -> None:
    """Of a good entry with signs put in and taken away: other fields and the text stay, and once is enough."""
    text = GOOD
    for at, length, put in edits:
        text = text[:at] + put + text[at + length :]
    before, result = read(Incident, text, "x.md"), fixed(Incident, text, "x.md")
    after = result.reading
    assert (after.text == text) == (not result.done)
    if before.document and after.document:
        said = _said(after.document)
        assert sum(pair not in said for pair in _said(before.document)) <= len(result.done)
        assert after.document.body == before.document.body
        assert _errors(after) <= _errors(before)
    assert fixed(Incident, after.text, "x.md").reading.text == after.text


def _errors(reading: Reading) -> int:
    return sum(problem.level == "error" for problem in reading.problems)


def _said(document: Document) -> list[tuple[str, str]]:
    """The fields of a document and what they say, without where they stand."""
    return [(key.text, re.sub(r"(?:line|column)=\d+", "", repr(value))) for key, value in document.fields.pairs]


def test_many_mistakes_are_mended_in_one_run() -> None:
    """A long list takes no more than a moment, and one value that cannot be mended does not keep the others."""
    items = "\n".join(f"- {{date: {number % 15 + 13}.10.2023, text: a}}" for number in range(500))
    result = fixed(Incident, f"{HEAD}updates:\n{items}\n---\n", "x.md")
    assert (len(result.done), result.reading.problems) == (500, ())
    some = fixed(Location, "---\nname: A\nkind: Town\ncountry: Iraq\nspelling: B\n---\n", "x.md")
    assert some.reading.text == "---\nname: A\nkind: town\ncountry: Iraq\nspellings: [B]\n---\n"
