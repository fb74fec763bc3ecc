"""`chronicle import --interactive`: an editor decides about each incident, and nothing is half written."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from chronicle.cli import main

SEED = Path(__file__).parents[3] / "seeds" / "000_694e00a3ac166b64.txt"
FIRST = "date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday, killing two people.\n"
SECOND = FIRST.replace("Reuters", "AFP").replace("two", "four")
INCIDENT = "content/incidents/2023-10-16-tikrit.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chronicle without entries and with three seeds, on a terminal."""
    (tmp_path / "content").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "chronicle.toml").write_text('title = "Test"\nurl = "https://example.org/"\n', "utf-8")
    (tmp_path / "seeds/three.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "seeds/first.txt").write_text(FIRST, "utf-8")
    (tmp_path / "seeds/second.txt").write_text(SECOND, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("chronicle.commands.bring_in.is_terminal", lambda stream: stream == "stdin")
    monkeypatch.setattr("chronicle.terminal.is_terminal", lambda stream: stream == "stdin")
    return tmp_path


def answer(answers: str, *seeds: str, flags: tuple[str, ...] = ()) -> Result:
    """An import to which these keys are typed, a line each."""
    typed = "".join(f"{key}\n" for key in answers)
    return CliRunner().invoke(main, ["import", "-i", *flags, *(f"seeds/{seed}.txt" for seed in seeds)], input=typed)


def run(*arguments: str) -> Result:
    """Another command."""
    return CliRunner().invoke(main, arguments)


def files(project: Path) -> dict[str, str]:
    """The entries of a project."""
    return {
        path.relative_to(project).as_posix(): path.read_text("utf-8") for path in (project / "content").rglob("*.md")
    }


EMPTIED = ("", "")


def editor(monkeypatch: pytest.MonkeyPatch, project: Path, *edits: tuple[str, str]) -> None:
    """An editor that makes one replacement each time it is opened, or empties the file."""
    script = project / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        f"edits = {edits!r}\n"
        "count = pathlib.Path('count')\n"
        "number = len(count.read_text()) if count.exists() else 0\n"
        "count.write_text('x' * (number + 1))\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text('utf-8').replace(*edits[number]) if any(edits[number]) else ''\n"
        "path.write_text(text, 'utf-8')\n",
        "utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)


def test_what_is_accepted_is_written_as_a_draft(project: Path) -> None:
    """The incident is shown with its sentences, and accepted with one key."""
    result = answer("a", "first")
    assert result.exit_code == 0
    assert "  incident    Car bombing in Tikrit\n" in result.stdout
    assert "  1 of 1, Car bombing in Tikrit\n  [a]ccept, [e]dit, [s]kip, [q]uit: a\n" in result.stdout
    assert result.stdout.count("incident    Car bombing") == 1
    assert "\nstatus: draft\n" in files(project)[INCIDENT]
    assert run("check", "--strict", "--drafts").exit_code == 0


def test_what_is_skipped_is_not_written_nor_its_places(project: Path) -> None:
    """Of three incidents one is accepted: the other two, and the airport, are left out; the article is there."""
    result = answer("ass", "three")
    assert (
        "q]uit: s\n  skipped     Rockets hit Baghdad International Airport\n  skipped     Drone attack in Iraq\n  new "
    ) in result.stdout
    assert result.exit_code == 0
    assert sorted(path.removeprefix("content/") for path in files(project)) == [
        "articles/reuters-2023-10-20-drones-rockets-targeted-two-military.md",
        "incidents/2023-10-19-ain-al-asad-air-base.md",
        "locations/ain-al-asad-air-base.md",
        "locations/anbar.md",
        "locations/iraq.md",
    ]
    assert run("check", "--strict", "--drafts").exit_code == 0


@pytest.mark.parametrize(("wish", "written"), [("n", []), ("y", ["articles"]), ("q", [])])
def test_an_article_without_incidents_is_written_on_request(project: Path, wish: str, written: list[str]) -> None:
    """When everything was skipped the editor says whether the article is kept."""
    result = answer(f"s{wish}", "first")
    assert f"  Write the article without an incident?\n  [y]es, [n]o, [q]uit: {wish}\n" in result.stdout
    assert ("  skipped     the article\n" in result.stdout) == (wish == "n")
    assert [path.split("/")[1] for path in files(project)] == written
    assert result.exit_code == 0


def test_an_edit_is_written_word_for_word(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments that an editor adds to a draft are in the file."""
    editor(monkeypatch, project, ("title: Car bombing in Tikrit", "title: Bomb in Tikrit  # shorter"))
    result = answer("ea", "first")
    assert result.exit_code == 0
    assert "q]uit: e\n    edited\n" in result.stdout
    assert "  1 of 1, Bomb in Tikrit\n  [a]ccept, [e]dit, [u]ndo the edits, [s]kip, [q]uit: a\n" in result.stdout
    assert "\ntitle: Bomb in Tikrit  # shorter\ndate: 2023-10-16\n" in files(project)[INCIDENT]


def test_a_broken_edit_is_told_and_asked_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be accepted; the next edit goes on from it."""
    editor(monkeypatch, project, ("date: 2023-10-16\n", "date: soon\n"), ("date: soon", "date: 2023-10-15"))
    result = answer("eaea", "first")
    assert f'{INCIDENT}:3:7: error: date: "soon" is not a date; ' in result.stdout
    assert "    date: soon\n" in result.stdout
    question = "  [e]dit, [u]ndo the edits, [s]kip, [q]uit: a\n    Answer with e, u, s or q; Ctrl-C ends it.\n"
    assert question in result.stdout + result.stderr
    assert "\ndate: 2023-10-15\n" in files(project)[INCIDENT]


@pytest.mark.usefixtures("project")
def test_a_question_says_which_incident_it_is_about() -> None:
    """The title stands beside the question, also where the values above it have scrolled away."""
    found = answer("sssn", "three").stdout.splitlines()
    above = [found[number - 1] for number, line in enumerate(found) if line.startswith("  [a]ccept")]
    assert above == [
        "  1 of 3, Rockets and drones hit Ain al-Asad air base",
        "  2 of 3, Rockets hit Baghdad International Airport",
        "  3 of 3, Drone attack in Iraq",
    ]


@pytest.mark.parametrize("bring_back", ["an emptied file", "a key"])
def test_edits_can_be_undone(project: Path, monkeypatch: pytest.MonkeyPatch, bring_back: str) -> None:
    """The draft is as it was proposed, and what was wrong with the edit is forgotten."""
    editor(monkeypatch, project, ("date: 2023-10-16\n", "date: soon\n"), EMPTIED)
    result = answer("eea" if bring_back == "an emptied file" else "eua", "first")
    assert "    as proposed\n  1 of 1, Car bombing in Tikrit\n  [a]ccept, [e]dit, [s]kip, [q]uit: a\n" in result.stdout
    assert "\ndate: 2023-10-16\n" in files(project)[INCIDENT]


def test_an_edit_that_changes_nothing_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same options are offered again."""
    editor(monkeypatch, project, ("a", "a"))
    result = answer("ea", "first")
    assert "    unchanged\n  1 of 1, Car bombing in Tikrit\n  [a]ccept, [e]dit, [s]kip, [q]uit: a\n" in result.stdout


def test_a_text_that_markdown_cannot_take_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The body of an edit is checked like its fields."""
    editor(monkeypatch, project, ("A car bomb exploded in Tikrit on Monday, killing two people.\n", "> " * 500 + "x\n"))
    result = answer("es", "first")
    assert "error: text: " in result.stdout
    assert INCIDENT not in files(project)


def test_an_edit_to_another_place_needs_no_drafted_place(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A location that no accepted incident names is not written."""
    editor(monkeypatch, project, ("locations: [tikrit]", "locations: [samarra]"))
    answer("ea", "first")
    assert sorted(path.split("/")[1] for path in files(project)) == ["articles", "incidents"]


def test_an_editor_that_does_not_start_changes_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is told and the question asked again."""
    monkeypatch.setenv("EDITOR", str(project / "missing"))
    monkeypatch.delenv("VISUAL", raising=False)
    result = answer("ea", "first")
    assert "Editing failed" in result.stderr
    assert INCIDENT in files(project)


def test_a_known_incident_gets_the_source_or_a_second_one_is_drafted(project: Path) -> None:
    """The editor decides whether it is the same; no flag is needed."""
    answer("a", "first")
    result = answer("a", "second", flags=("--dry-run",))
    assert "  [a]dd as source, [n]ew incident, [e]dit as new, [s]kip, [q]uit: a\n" in result.stdout
    assert result.stdout.endswith("1 article would be written. 1 incident would get a source.\n")
    assert answer("n", "second").exit_code == 0
    assert "content/incidents/2023-10-16-tikrit-2.md" in files(project)
    assert "article: afp" not in files(project)[INCIDENT]


def test_a_known_incident_can_be_edited_as_a_new_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once its draft is changed it is asked like one that is not known; undone, as before."""
    answer("a", "first")
    before = files(project)[INCIDENT]
    edit = ("title: Car bombing in Tikrit", "title: Second bomb in Tikrit")
    editor(monkeypatch, project, edit, edit)
    result = answer("euea", "second")
    known = "  1 of 1, Car bombing in Tikrit\n  [a]dd as source, [n]ew incident, [e]dit as new, [s]kip, [q]uit: e\n"
    new = "    edited\n  1 of 1, Second bomb in Tikrit\n  [a]ccept, [e]dit, [u]ndo the edits, [s]kip, [q]uit: "
    assert result.stdout.count(known) == 2
    assert (result.stdout.count(new + "u\n"), result.stdout.count(new + "a\n")) == (1, 1)
    assert "\ntitle: Second bomb in Tikrit\n" in files(project)[INCIDENT.replace(".md", "-2.md")]
    assert files(project)[INCIDENT] == before


def test_an_edit_is_not_lost_when_its_name_is_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an editor wrote goes beside an incident that is too bare to be known as the same."""
    answer("a", "first")
    bare = files(project)[INCIDENT].replace("types: [car-bombing]\n", "")
    (project / INCIDENT).write_text(bare, "utf-8")
    editor(monkeypatch, project, ("title: Car bombing in Tikrit", "title: Second bomb in Tikrit"))
    answer("ea", "second")
    assert files(project)[INCIDENT] == bare
    assert "\ntitle: Second bomb in Tikrit\n" in files(project)[INCIDENT.replace(".md", "-2.md")]


def test_a_source_that_an_editor_adds_is_written(project: Path) -> None:
    """Even into an incident that was withdrawn: the editor has seen it."""
    answer("a", "first")
    (project / INCIDENT).write_text(files(project)[INCIDENT].replace("status: draft", "status: withdrawn"), "utf-8")
    result = answer("a", "second")
    assert f"  source of   {INCIDENT}\n" in result.stdout
    assert "- {article: afp-2023-10-17-car-bomb-exploded-tikrit-monday}" in files(project)[INCIDENT]


def test_quitting_keeps_what_was_written_before(project: Path) -> None:
    """The seed at which it stops writes nothing, even when some of its incidents were accepted."""
    result = answer("aaq", "first", "three", "second")
    assert result.exit_code == 0
    assert result.stdout.endswith("The incident is a draft: read it, then publish it.\n")
    assert sorted(path.split("/")[1] for path in files(project)) == ["articles", "incidents", *["locations"] * 3]
    assert INCIDENT in files(project)


def test_the_end_of_the_input_keeps_what_was_written_before(project: Path) -> None:
    """The import is broken off, and says so."""
    result = answer("aa", "first", "three")
    assert (result.exit_code, result.stderr.endswith("Aborted!\n")) == (1, True)
    assert [path for path in files(project) if "/incidents/" in path] == [INCIDENT]


def test_quitting_at_the_article_takes_no_further_seed(project: Path) -> None:
    """The last question of a seed can end the import, too."""
    result = answer("sq", "first", "second")
    assert (result.exit_code, files(project)) == (0, {})
    assert result.stdout.endswith("\nNothing was written.\n")
    assert "seeds/second.txt" not in result.stdout


def test_interrupting_keeps_what_was_written_before(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a question stands is the same as the end of the input."""
    answer("a", "first")

    def interrupt(*_: object, **__: object) -> str:
        raise click.Abort

    monkeypatch.setattr("click.prompt", interrupt)
    result = answer("", "second")
    assert (result.exit_code, result.stderr.endswith("Aborted!\n")) == (1, True)
    assert [path for path in files(project) if "/articles/" in path] == [
        "content/articles/reuters-2023-10-17-car-bomb-exploded-tikrit-monday.md"
    ]


@pytest.mark.parametrize(
    ("function", "error", "answers"), [("click.edit", KeyboardInterrupt, "e"), ("click.prompt", click.Abort, "")]
)
def test_what_is_told_after_an_interrupt_begins_on_its_own_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, function: str, error: type[BaseException], answers: str
) -> None:
    """In the editor or at a question, a terminal shows ^C where the cursor stood."""

    def interrupt(*_: object, **__: object) -> str:
        click.echo("^C", nl=False)
        raise error

    monkeypatch.setattr(function, interrupt)
    result = answer(answers, "first")
    assert result.stdout.endswith("^C\nNothing was written.\n")
    assert (result.exit_code, result.stderr, files(project)) == (1, "Aborted!\n", {})


def test_a_copy_is_shown_with_what_it_tells_again(project: Path) -> None:
    """An incident that the agency's article told before can still be drafted."""
    answer("a", "first")
    (project / INCIDENT).unlink()
    lead = "A car bomb exploded in Tikrit on Monday, killing two people"
    text = FIRST.replace("(Reuters) ", "").replace(lead, f"{lead}, the police of the town said on Tuesday")
    (project / "seeds/first.txt").write_text(text, "utf-8")
    (project / "content/articles").joinpath("reuters-2023-10-17-car-bomb-exploded-tikrit-monday.md").write_text(
        f"---\ntitle: A\npublisher: Reuters\nrights: full\n---\n\n{text.partition(' - ')[2]}", "utf-8"
    )
    result = answer("a", "first")
    assert "    the article that is copied tells it in the same sentences\n" in result.stdout
    assert INCIDENT in files(project)


def test_a_seed_without_anything_to_decide_is_only_told(project: Path) -> None:
    """One that was imported before asks nothing, and one that cannot be read is a problem."""
    answer("a", "first")
    (project / "seeds/empty.txt").write_text("", "utf-8")
    result = answer("", "first", "empty")
    assert "  nothing new imported before as\n" in result.stdout
    assert "seeds/empty.txt: error: is empty [seed-empty]\n" in result.stderr


def test_an_incident_that_names_the_article_asks_nothing(project: Path) -> None:
    """What a broken-off import left is taken up, and the article with it."""
    answer("a", "first")
    next((project / "content/articles").iterdir()).unlink()
    result = answer("", "first")
    assert result.exit_code == 0
    assert [path.split("/")[1] for path in files(project)].count("articles") == 1


def test_asking_needs_a_terminal_and_a_reader(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong usage is told before anything is read."""
    for flag in ("--json", "--only-incidents"):
        result = answer("", "first", flags=(flag,))
        assert (result.exit_code, result.stderr.splitlines()[-1]) == (
            2,
            f"Error: --interactive and {flag} do not go together.",
        )
    monkeypatch.undo()
    monkeypatch.chdir(project)
    result = answer("", "first")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: --interactive needs a terminal to ask on.",
    )
