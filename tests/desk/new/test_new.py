"""`chronicle new` from the command line alone: the exact file of each kind, and every mistake told at once."""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from sites import PICTURE, entry, incident, location, make_site

from chronicle.cli import main
from chronicle.config import parse_config
from chronicle.desk.new.composing import Made, Refusal, Wish, compose
from chronicle.desk.new.known import Known, known_of
from chronicle.desk.new.new_entry import write_entries
from chronicle.desk.new.questions import MANY, OPTIONS, QUESTIONS, TEXT
from chronicle.entries.fields import entry_fields, is_required
from chronicle.entries.kinds import KINDS, PRECISIONS, Note, kind_of
from chronicle.entries.parsing import dump, parse_entry

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.datetime.now(dt.UTC).date()
CONFIG = 'title = "Test"\nurl = "https://example.org/"\n'
FILES = {
    "chronicle.toml": CONFIG,
    "locations/iraq.md": location("Iraq", kind="country"),
    "locations/ain-al-asad-air-base.md": location(
        "Ain al-Asad air base", spellings="[Ayn al-Asad]", parent="iraq", names="{ar: عين الأسد}"
    ),
    "actors/us-forces.md": location("US forces", spellings="[US military]"),
    "articles/reuters-2023-10-20-bases.md": entry(title="Bases hit", publisher="Reuters"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chronicle with two places, an actor and an article; there is no terminal."""
    make_site(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str) -> Result:
    """The command."""
    return CliRunner().invoke(main, ["new", *arguments])


def is_green() -> bool:
    """Whether a strict check finds nothing."""
    return CliRunner().invoke(main, ["check", "--strict"]).exit_code == 0


def entries(project: Path) -> set[str]:
    """The files of all entries."""
    return {path.relative_to(project).as_posix() for path in (project / "content").rglob("*.md")}


# ---- the file of each kind


def test_an_incident(project: Path) -> None:
    """Places, types, actors and articles stand by slug, however they were named; the day of adding stands below."""
    result = new(
        "incident", "Rockets hit: the base", "--date", "2023-10-19", "--place", "ayn al-asad", "--place", "Iraq",
        "--type", "Rocket attack", "--actor", "target=US military", "--actor", "Villagers", "--grade", "likely",
        "--source", "Bases hit", "--source", "Daily Gazette, Inc., https://example.org/fire, 2023-10-20",
        "--text", "It was **loud**.",
    )  # fmt: skip
    path = "content/incidents/2023-10-19-ain-al-asad-air-base.md"
    assert (project / path).read_text("utf-8") == (
        "---\n"
        "title: 'Rockets hit: the base'\n"
        "date: 2023-10-19\n"
        "locations: [ain-al-asad-air-base, iraq]\n"
        "types: [rocket-attack]\n"
        "actors:\n"
        "- {actor: us-forces, role: target}\n"
        "- {actor: Villagers}\n"
        "grade: likely\n"
        "sources:\n"
        "- {article: reuters-2023-10-20-bases}\n"
        "- {publisher: 'Daily Gazette, Inc.', url: 'https://example.org/fire', date: 2023-10-20}\n"
        f"added: {TODAY}\n"
        "---\n"
        "\n"
        "It was **loud**.\n"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Wrote {path}.\nNext: run chronicle check.\n"
    assert is_green()


def test_an_incident_with_all_there_is_to_say(project: Path) -> None:
    """Claims name an article by its slug, incidents stand by theirs, and a file of media by its path."""
    make_site(project, {"incidents/a.md": incident("The war"), "media/in/gate.jpg": PICTURE, "media/list.pdf": b"%PDF"})
    result = new(
        "incident", "Fire", "--date", "2023-10-19", "--time", "21:40", "--killed", "3", "--injured", "1-5",
        "--claim", "41+ injured, of=civilians, source=Bases hit, who=the mayor, of the town, date=2023-10-20",
        "--claim", "killed=2,source=Daily, Inc.", "--weapon", "rocket", "--weapon", "drone", "--summary", "It burnt.",
        "--tag", "harbour", "--media", "in/gate.jpg, The gate, burnt", "--media", "content/media/list.pdf",
        "--part-of", "the WAR", "--follows", "a", "--duplicate-of", "a", "--source", "reuters-2023-10-20-bases",
    )  # fmt: skip
    path = "content/incidents/2023-10-19-fire.md"
    assert (project / path).read_text("utf-8") == (
        "---\n"
        "title: Fire\n"
        "date: 2023-10-19\n"
        "time: '21:40'\n"
        "weapons: [rocket, drone]\n"
        "casualties:\n"
        "- {killed: 3, injured: 1-5}\n"
        "- {injured: 41+, of: civilians, source: reuters-2023-10-20-bases, who: 'the mayor, of the town', "
        "date: 2023-10-20}\n"
        "- {killed: 2, source: 'Daily, Inc.'}\n"
        "sources:\n"
        "- {article: reuters-2023-10-20-bases}\n"
        "media:\n"
        "- {file: media/in/gate.jpg, alt: 'The gate, burnt'}\n"
        "- {file: media/list.pdf}\n"
        "summary: It burnt.\n"
        "tags: [harbour]\n"
        "part_of: a\n"
        "follows: a\n"
        "duplicate_of: a\n"
        f"added: {TODAY}\n"
        "---\n"
    )
    assert result.exit_code == 0
    assert result.stderr == "Note: --media: media/list.pdf says nothing to readers who cannot see it; add alt:\n"


CLAIM = "write 3 killed, or one of killed=…, injured=…, of=…, source=…, who=…, date=…, superseded=…"


@pytest.mark.parametrize(
    ("option", "text", "why"),
    [
        ("--killed", "tree", '"tree" is not a number of people; write 3, 1-5, or 41+ for "at least 41"'),
        ("--claim", "of=civilians", "says neither killed nor injured"),
        ("--claim", "kiled=3", f'"kiled=3" is no part of a claim (did you mean "killed"?); {CLAIM}'),
        ("--claim", "three dead", f'"three dead" is no part of a claim; {CLAIM}'),
        ("--claim", "3 killed, killed=4", "killed stands twice; write two claims"),
        ("--time", "noon", '"noon" is not a time; write "21:40", "21:40Z" or "21:40+03:00"'),
        ("--media", "gate.jpg", "there is no file content/media/gate.jpg; put it there first"),
        ("--part-of", "nothing", 'there is no incident "nothing"'),
    ],
)  # fmt: skip
def test_a_mistake_in_what_few_entries_need(project: Path, option: str, text: str, why: str) -> None:
    """Each is told with what to write."""
    result = new("incident", "Fire", "--date", "2023-10-19", option, text)
    shown = option if option != "--killed" else "--claim"
    assert (result.exit_code, result.stderr) == (2, f"Error: {shown}: {why}\n")
    assert not (project / "content/incidents").exists()


def test_a_file_of_media_that_is_misspelt(project: Path) -> None:
    """The one that was meant is named."""
    make_site(project, {"media/gate.jpg": PICTURE})
    why = 'there is no file content/media/gatte.jpg (did you mean "media/gate.jpg"?); put it there first'
    assert new("incident", "Fire", "--date", "2023", "--media", "gatte.jpg, x").stderr == f"Error: --media: {why}\n"


def test_a_draft_of_an_incident_without_a_place(project: Path) -> None:
    """It is named by its date, as exact as it is known, and its title; what is missing is said."""
    result = new("incident", "Fire in a warehouse", "--date", "2023-10~", "--draft")
    path = "content/incidents/2023-10-fire-in-a-warehouse.md"
    assert (project / path).read_text("utf-8") == (
        f"---\ntitle: Fire in a warehouse\ndate: 2023-10~\nstatus: draft\nadded: {TODAY}\n---\n"
    )
    assert result.stdout == (
        f"Wrote {path}.\n"
        "Next: write its text below the second ---, then run chronicle check.\n"
        "It names no source yet: add one under sources.\n"
        "It is a draft: delete the line status: draft to publish it.\n"
    )
    assert is_green()


def test_a_location(project: Path) -> None:
    """It has no day of adding and needs no text."""
    result = new(
        "location", "Tikrit", "--kind", "town", "--parent", "Iraq", "--coordinates", "34.62, 43.68",
        "--precision", "locality", "--spelling", "Tikrīt", "--spelling", "Takrit", "--country", "IQ",
    )  # fmt: skip
    assert (project / "content/locations/tikrit.md").read_text("utf-8") == (
        "---\nname: Tikrit\nkind: town\nparent: iraq\ncoordinates: [34.62, 43.68]\nprecision: locality\n"
        "spellings: [Tikrīt, Takrit]\ncountry_code: IQ\n---\n"
    )
    assert (result.exit_code, result.stdout) == (0, "Wrote content/locations/tikrit.md.\nNext: run chronicle check.\n")
    assert is_green()


def test_an_actor(project: Path) -> None:
    """It may belong to one that is there."""
    result = new("actor", "101st Airborne: 2nd", "--kind", "state-force", "--parent", "US military", "--country", "US")
    assert (project / "content/actors/101st-airborne-2nd.md").read_text("utf-8") == (
        "---\nname: '101st Airborne: 2nd'\nkind: state-force\nparent: us-forces\ncountry_code: US\n---\n"
    )
    assert result.exit_code == 0
    assert is_green()


def test_an_article(project: Path) -> None:
    """It is named like an imported one: publisher, date, and the words that tell."""
    result = new(
        "article", "A blast is heard at the base", "--publisher", "AFP", "--date", "2023-10-20", "--language", "en",
        "--url", "https://example.org/x", "--archived", "https://archive.example.org/x", "--text", "A blast.",
    )  # fmt: skip
    path = "content/articles/afp-2023-10-20-blast-heard-base.md"
    assert (project / path).read_text("utf-8") == (
        "---\ntitle: A blast is heard at the base\npublisher: AFP\npublished: 2023-10-20\n"
        "url: https://example.org/x\narchived: https://archive.example.org/x\nlanguage: en\n"
        f"added: {TODAY}\n---\n\nA blast.\n"
    )
    assert result.exit_code == 0
    assert is_green()


def test_whose_copy_an_article_is_stands_behind_its_publisher(project: Path) -> None:
    """So that papers which print one agency's words are one origin."""
    result = new("article", "Blast at the base", "--publisher", "Daily Gazette", "--via", "AFP")
    assert (project / "content/articles/daily-gazette-undated-blast-base.md").read_text("utf-8") == (
        f"---\ntitle: Blast at the base\npublisher: Daily Gazette\nvia: AFP\nadded: {TODAY}\n---\n"
    )
    assert result.exit_code == 0


def test_a_note(project: Path) -> None:
    """It lies among the notes; without a text the next step is to write it."""
    result = new("note", "Corrections", "--order", "4")
    assert (project / "content/notes/corrections.md").read_text("utf-8") == "---\ntitle: Corrections\norder: 4\n---\n"
    assert result.stdout == (
        "Wrote content/notes/corrections.md.\nNext: write its text below the second ---, then run chronicle check.\n"
    )
    assert is_green()


@pytest.mark.parametrize("title", ["Map", "2023", "feeds"])
def test_a_note_with_the_name_of_a_page_of_the_site_is_not_written(project: Path, title: str) -> None:
    """It would be refused as soon as it is checked."""
    result = new("note", title)
    assert result.stderr == (
        f'Error: TITLE: "{title.lower()}" is the name of a page of the site itself; give the note another title\n'
    )
    assert result.exit_code == 2
    assert not (project / "content/notes").exists()


def test_quietly_nothing_is_printed(project: Path) -> None:
    """The file is written all the same."""
    result = new("note", "About", "-q")
    assert (result.exit_code, result.output) == (0, "")
    assert "content/notes/about.md" in entries(project)


# ---- what is not known, what is there


def test_an_unknown_place_stands_by_its_name(project: Path) -> None:
    """Nothing is invented: what may have been meant is said and not taken."""
    result = new("incident", "Shelling", "--date", "2023-10-19", "--place", "Ain al-Assad air base")
    assert result.stderr == (
        'Note: --place: there is no location "Ain al-Assad air base" (did you mean "ain-al-asad-air-base"?); '
        "it stands on no map until it has an entry\n"
    )
    text = (project / "content/incidents/2023-10-19-ain-al-assad-air-base.md").read_text("utf-8")
    assert "\nlocations: [Ain al-Assad air base]\n" in text
    result = new("incident", "Shelling", "--date", "2023-10-19", "--place", "Harbour Town", "--actor", "US forcs")
    assert result.stderr == (
        'Note: --place: there is no location "Harbour Town"; it stands on no map until it has an entry\n'
        'Note: --actor: there is no actor "US forcs" (did you mean "us-forces"?)\n'
    )


def test_nothing_is_overwritten(project: Path) -> None:
    """The other file is named; --another writes beside it, with a number as an import does."""
    arguments = ("incident", "Shelling", "--date", "2023-10-19", "--place", "Iraq")
    new(*arguments)
    before = (project / "content/incidents/2023-10-19-iraq.md").read_text("utf-8")
    result = new(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        'Error: content/incidents/2023-10-19-iraq.md ("Shelling") is there already; '
        "change it, or add --another to write one beside it\n"
    )
    assert new(*arguments, "--another").stdout.startswith("Wrote content/incidents/2023-10-19-iraq-2.md.\n")
    assert new(*arguments, "--another").stdout.startswith("Wrote content/incidents/2023-10-19-iraq-3.md.\n")
    assert (project / "content/incidents/2023-10-19-iraq.md").read_text("utf-8") == before


def test_an_earlier_address_of_an_entry_is_taken(project: Path) -> None:
    """Its page leads readers on; another entry of that name would stop the build."""
    arguments = ("incident", "Shelling", "--date", "2023-10-19", "--place", "Iraq")
    named = incident("Shelling", "2023-10-19", aliases="[incidents/2023-10-19-iraq.html]")
    make_site(project, {"chronicle.toml": CONFIG, "incidents/shelling.md": named})
    result = new(*arguments)
    assert result.exit_code == 1
    assert result.stderr == (
        'Error: content/incidents/shelling.md ("Shelling") is there already; '
        "change it, or add --another to write one beside it\n"
    )
    assert new(*arguments, "--another").stdout.startswith("Wrote content/incidents/2023-10-19-iraq-2.md.\n")


@pytest.mark.usefixtures("project")
def test_a_place_that_is_known_by_another_spelling_is_there_already() -> None:
    """Two entries for one place would make its name ambiguous."""
    result = new("location", "Ayn al-Asad")
    assert result.exit_code == 1
    assert result.stderr == (
        'Error: content/locations/ain-al-asad-air-base.md ("Ain al-Asad air base") is there already; '
        "change it, or add --another to write one beside it\n"
    )
    assert new("location", "Ayn al-Asad", "--another").stdout.startswith("Wrote content/locations/ayn-al-asad.md.\n")


def test_a_file_that_cannot_be_read_is_not_overwritten_either(project: Path) -> None:
    """Wherever in its folder it lies; that it is not known is said."""
    make_site(project, {"chronicle.toml": CONFIG, "notes/old/about.md": "no front matter\n"})
    result = new("note", "About")
    assert result.exit_code == 1
    assert result.stderr == (
        "Note: entries that cannot be read: 1; what they name is not known here, chronicle check says why\n"
        "Error: content/notes/old/about.md is there already; change it, or add --another to write one beside it\n"
    )
    assert entries(project) == {f"content/{name}" for name in FILES if name.endswith(".md")} | {
        "content/notes/old/about.md"
    }


def test_outside_a_chronicle_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nowhere to write to."""
    monkeypatch.chdir(tmp_path)
    result = new("note", "About")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("chronicle.toml: error: is not here; ")
    assert list(tmp_path.iterdir()) == []


def test_broken_settings_are_told(project: Path) -> None:
    """Types and grades are not known without them."""
    (project / "chronicle.toml").write_text("title = \n", "utf-8")
    result = new("note", "About")
    assert result.exit_code == 1
    assert result.stderr.startswith("chronicle.toml:1:")
    assert "content/notes/about.md" not in entries(project)


# ---- mistakes


def test_every_mistake_is_told_at_once(project: Path) -> None:
    """Each in a line, with what may have been meant."""
    result = new(
        "incident", "--date", "19.10.2023", "--type", "rocket-atack", "--actor", "tagret=US forces",
        "--source", "reuters-2023-10-20-base", "--grade", "likly", "--parent", "iraq", "--kind", "town",
    )  # fmt: skip
    asked = (
        "TITLE, --date, --place, --type, --actor, --source, --killed, --injured, --claim, --grade, --text, --time, "
        "--weapon, --summary, --tag, --media, --part-of, --follows, --duplicate-of"
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"Error: --kind does not go with incident, which takes {asked}\n"
        f"Error: --parent does not go with incident, which takes {asked}\n"
        "Error: TITLE is missing: what happened\n"
        'Error: --date: "19.10.2023" is not a date; write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or '
        "2023-10-19/..\n"
        "  → 2023-10-19\n"
        'Error: --type: "rocket-atack" is not a known type (did you mean "rocket-attack"?); '
        "[types.rocket-atack] in chronicle.toml adds it\n"
        'Error: --actor: "tagret" is not one of perpetrator, suspected, claimed, target, affected, responder, other '
        '(did you mean "target"?)\n'
        "  → target=US forces\n"
        'Error: --source: there is no article "reuters-2023-10-20-base" (did you mean "reuters-2023-10-20-bases"?)\n'
        'Error: --grade: "likly" is not one of confirmed, likely, claimed, disputed, retracted '
        '(did you mean "likely"?)\n'
    )
    assert not any("/incidents/" in path for path in entries(project))


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (("incident",), ["TITLE is missing: what happened", "--date is missing: when"]),
        (("location",), ["TITLE is missing: name"]),
        (("actor",), ["TITLE is missing: name"]),
        (("article",), ["TITLE is missing: headline"]),
        (("note", "  "), ["TITLE is missing: title"]),
        (("note", "A", "--draft"), ["--draft does not go with note: only an incident can be a draft"]),
        (("note", "A", "--text", "> " * 500 + "x"), ["--text: a line is nested more than 40 deep"]),
        (("note", "A", "--order", "first"), ['--order: "first" is not a whole number']),
        (("note", "A\x1b[31mB"), ['TITLE: "A\\x1b[31mB" has a character that no entry can hold']),
        (
            ("location", "A", "--country", "iq"),
            ['--country: "iq" is not a two-letter country code such as IQ', "  → IQ"],
        ),
        (("location", "A", "--parent", "irak"), ['--parent: there is no location "irak" (did you mean "iraq"?)']),
        (
            ("location", "A", "--coordinates", "143.68 34.62"),
            [
                "--coordinates: [143.68, 34.62] is nowhere: latitude is -90 to 90, longitude -180 to 180",
                "  → [34.62, 143.68]",
            ],
        ),
        (
            ("location", "A", "--coordinates", "north"),
            ["--coordinates: must be [latitude, longitude] in degrees, such as [33.79, 42.44]"],
        ),
        (
            ("location", "A", "--precision", "exat"),
            [
                f'--precision: "exat" is not one of {", ".join(PRECISIONS)} (did you mean "exact"?)',
            ],
        ),
        (
            ("article", "A", "--url", "example.org"),
            ['--url: "example.org" must begin with https:// or http://', "  → https://example.org"],
        ),
        (("article", "A", "--language", "English"), ['--language: "English" is not a language code such as en']),
        (
            ("incident", "A", "--date", "2023-10-19", "--source", "Gazette, www.example.org"),
            ['--source: "www.example.org" must begin with https:// or http://'],
        ),
        (
            ("incident", "A", "--date", "2023-10-19", "--source", "2023-10-20"),
            ["--source: names no article, publisher or url"],
        ),
        (
            ("incident", "A", "--date", "2023-10-19", "--source", "Gazette, 2023-02-30"),
            ['--source: "2023-02-30" is not a day (February 2023 has 28)'],
        ),
    ],
)
def test_a_mistake_is_told(project: Path, arguments: tuple[str, ...], messages: list[str]) -> None:
    """Wrong usage ends in exit code 2, and nothing is written."""
    result = new(*arguments)
    lines = [message if message.startswith("  →") else f"Error: {message}" for message in messages]
    assert (result.exit_code, result.stdout, result.stderr.splitlines()) == (2, "", lines)
    assert entries(project) == {f"content/{name}" for name in FILES if name.endswith(".md")}


def test_an_ambiguous_place_is_a_mistake(project: Path) -> None:
    """Which one is meant is for the editor to say."""
    make_site(project, {"chronicle.toml": CONFIG, "locations/iraq-2.md": location("Iraq")})
    result = new("incident", "A", "--date", "2023", "--place", "Iraq")
    assert (result.exit_code, result.stderr) == (
        2,
        'Error: --place: "Iraq" can mean iraq, iraq-2; write the one you mean\n',
    )


def test_an_unknown_kind_is_wrong_usage() -> None:
    """The kinds are named."""
    result = new("incdent", "A")
    assert result.exit_code == 2
    assert "'incdent' is not one of 'incident', 'location', 'actor', 'article', 'note'." in result.stderr


# ---- the disk


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_not_followed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder of entries that lies elsewhere is not written to."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / "content/notes").symlink_to(elsewhere)
    result = new("note", "About")
    assert (result.exit_code, list(elsewhere.iterdir())) == (1, [])
    assert result.stderr == "content/notes: error: is a link; put the folder itself here [not-a-file]\n"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_told(project: Path) -> None:
    """Nothing is left behind."""
    (project / "content/notes").mkdir(mode=0o500)
    result = new("note", "About")
    assert (result.exit_code, result.stderr) == (
        1,
        "content/notes/about.md: error: cannot be written: Permission denied [unwritable]\n",
    )


def test_an_entry_counts_as_written_when_its_file_is_read_as_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that gives back something else has no entry."""
    monkeypatch.setattr("chronicle.desk.new.new_entry.read_entry", lambda *_: b"---\ntitle: Abuot\n---\n")
    result = new("note", "About")
    assert (result.exit_code, result.stderr) == (
        1,
        "content/notes/about.md: error: was written, read back as another note, and taken away again [unwritable]\n",
    )
    assert "content/notes/about.md" not in entries(project)


def test_all_entries_are_written_or_none(project: Path) -> None:
    """What came before one that is there is taken back."""
    (project / "content/notes").mkdir()
    (project / "content/notes/b.md").write_text("mine", "utf-8")
    problem = write_entries(project, [Note(path=f"content/notes/{name}.md", title=name) for name in "ab"])
    assert problem
    assert problem.message == "exists and was not overwritten"
    assert not (project / "content/notes/a.md").exists()
    assert (project / "content/notes/b.md").read_text("utf-8") == "mine"


# ---- the editor


def test_edit_opens_the_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """$EDITOR gets its path once it is written."""
    script = project / "editor.py"
    script.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
        "path.write_text(path.read_text('utf-8') + '\\nWords.\\n', 'utf-8')\n",
        "utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    assert new("note", "About", "--edit").exit_code == 0
    assert (project / "content/notes/about.md").read_text("utf-8") == "---\ntitle: About\n---\n\nWords.\n"


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("", "$EDITOR is not set: open the file yourself"),
        ("/missing/editor", "/missing/editor: Editing failed: "),
    ],
)
def test_an_editor_that_does_not_start_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, editor: str, message: str
) -> None:
    """The entry is there nevertheless."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    result = new("note", "About", "--edit")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: content/notes/about.md was written; {message}")
    assert "content/notes/about.md" in entries(project)


# ---- the table of questions


@pytest.mark.parametrize("kind", KINDS)
def test_the_questions_follow_the_table_of_fields(kind: str) -> None:
    """Each asks for a field, takes as many values, and asks for all that must be there."""
    fields = {field.name: field for field in entry_fields(KINDS[kind])}
    questions = QUESTIONS[kind]
    assert {question.field for question in questions} <= {*fields, TEXT}
    assert {question.field for question in questions if question.is_required} == {
        name for name, field in fields.items() if is_required(field)
    }
    assert {question.field for question in questions if question.many} == {
        question.field
        for question in questions
        if question.field in fields
        and fields[question.field].metadata["kind"].schema.get("type") == "array"
        and question.field != "coordinates"
    }
    assert [question.option for question in questions if not question.option] == [""]


def test_each_option_answers_a_question() -> None:
    """And takes several answers in all kinds or in none."""
    asked = {question.option for questions in QUESTIONS.values() for question in questions}
    parts = {part for questions in QUESTIONS.values() for question in questions for part in question.parts}
    assert asked | parts == {"", *OPTIONS}
    assert not MANY & {q.option for questions in QUESTIONS.values() for q in questions if not q.many}


def known() -> Known:
    """A chronicle in memory."""
    config, _ = parse_config(CONFIG)
    assert config
    made = parse_entry(KINDS["incident"], incident(), "content/incidents/a.md")[0]
    assert made
    return known_of(config, [made], {("incident", "a"): made.path})


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_whatever_is_answered_gives_an_entry_that_reads_back_or_a_reason(kind: str, data: st.DataObject) -> None:
    """No text breaks out of its field, and none is lost."""
    texts = st.one_of(st.text(max_size=40), st.sampled_from(["2023-10-19", "33, 44", "IQ", "town", "likely", "---"]))
    values = {question.field: (data.draw(texts),) for question in QUESTIONS[kind]}
    made = compose(kind, values, known(), Wish(today=dt.date(2024, 5, 1)))
    if isinstance(made, Refusal):
        assert made.messages
        return
    assert isinstance(made, Made)
    made_entry = made.entries[-1]
    assert kind_of(made_entry) == kind
    assert parse_entry(KINDS[kind], dump(made_entry), made_entry.path)[0] == made_entry
