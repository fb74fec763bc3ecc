"""Importing: purity, nothing twice, nothing overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.entries.kinds import Article, Entry, Incident
from chronicle.intake.gazetteer import world
from chronicle.intake.importing import File, ImportReport, Seed, read_seed, run_import, write_files
from chronicle.intake.report import as_json, describe
from chronicle.problems import Problem
from chronicle.text.dates import parse_when

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    b"date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday, killing two people. "
    b"Police came.\n"
)
ENTRY = "content/articles/reuters-2023-10-17-car-bomb-exploded-tikrit-monday.md"


def run(*entries: Entry, rights: str = "full", data: bytes = STORY) -> ImportReport:
    """The import of one seed into a chronicle of these entries."""
    return run_import([Seed(path="seeds/a.txt", data=data)], entries, world(), rights=rights)


def test_same_input_same_output() -> None:
    """Two imports of one seed are equal."""
    assert run() == run()


def test_a_second_import_says_nothing_is_new() -> None:
    """The digest of the seed in an article entry means: imported before."""
    first = run().seeds[0]
    assert first.article is not None
    second = run(first.article)
    assert second.files == ()
    assert second.seeds[0].known == ENTRY
    assert describe(second) == f"seeds/a.txt\n  nothing new: imported before as {ENTRY}\n"


def test_one_seed_twice_in_a_run_is_imported_once() -> None:
    """A seed sees what the seeds before it propose."""
    report = run_import([Seed(path="a.txt", data=STORY), Seed(path="b.txt", data=STORY)], (), world(), rights="full")
    assert [bool(seed.known) for seed in report.seeds] == [False, True]


def test_an_existing_incident_is_kept_and_told() -> None:
    """A draft whose file exists is not written; a warning says what to do."""
    there = Incident(path="content/incidents/2023-10-16-tikrit.md", title="Mine", date=parse_when("2023-10-16"))
    report = run(there).seeds[0]
    assert report.kept == (there.path,)
    assert there.path not in {file.path for file in report.files}
    (problem,) = (each for each in report.problems if each.code == "entry-exists")
    hint = "if it tells the same event, add this article to its sources"
    assert problem.message == f"content/incidents/2023-10-16-tikrit.md exists and is kept; {hint}"


def test_rights_decide_how_much_text_is_kept() -> None:
    """The whole text, the sentences that are cited, or none."""
    bodies = []
    for rights in ("full", "excerpt", "cite"):
        article = run(rights=rights).seeds[0].article
        assert isinstance(article, Article)
        bodies.append(article.body)
    first = "A car bomb exploded in Tikrit on Monday, killing two people."
    assert bodies == [f"{first} Police came.\n", f"{first}\n", ""]


def test_broken_seeds_are_problems() -> None:
    """A seed that cannot be read gives its problem and no file."""
    report = run(data=b"\0")
    assert ([problem.code for problem in report.problems], report.files) == (["seed-binary"], ())
    assert as_json(report.seeds[0])["incidents"] == []


def test_a_seed_is_named_from_the_project(tmp_path: Path) -> None:
    """The path of a seed inside the project is relative to it; a missing one is a problem."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_bytes(STORY)
    assert read_seed(tmp_path, tmp_path / "seeds/a.txt") == Seed(path="seeds/a.txt", data=STORY)
    missing = read_seed(tmp_path, tmp_path / "seeds/b.txt")
    assert isinstance(missing, Problem)
    assert missing.message == "cannot be read: No such file or directory"


def test_files_are_written_whole_and_never_over_others(tmp_path: Path) -> None:
    """New files appear with their text, an existing one stays and is reported, nothing else is left behind."""
    old = tmp_path / "content/incidents/a.md"
    old.parent.mkdir(parents=True)
    old.write_text("mine", encoding="utf-8")
    problems = write_files(
        tmp_path, [File(path="content/incidents/a.md", text="draft"), File(path="content/articles/b.md", text="b\n")]
    )
    assert [(problem.path, problem.message) for problem in problems] == [
        ("content/incidents/a.md", "exists and was not overwritten")
    ]
    assert old.read_text(encoding="utf-8") == "mine"
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert files == ["content/articles/b.md", "content/incidents/a.md"]


def test_two_events_of_a_day_and_place_get_two_names() -> None:
    """The second file is numbered."""
    data = (
        b"date: 2023-10-17\nBAGHDAD, Oct 17 - A car bomb exploded in Tikrit on Monday, killing two people.\n\n"
        b"In a separate incident on Monday, gunmen kidnapped a mayor in Tikrit.\n"
    )
    paths = [draft.entry.path for draft in run(data=data).seeds[0].drafts]
    assert paths == ["content/incidents/2023-10-16-tikrit.md", "content/incidents/2023-10-16-tikrit-2.md"]


def test_long_seeds_are_read_in_part_and_say_so() -> None:
    """A book is no article: only its first sentences are searched, and a problem says so."""
    report = run(data=b"date: 2023-10-17\n" + b"The sun shone in the town. " * 400)
    assert "article-long" in {problem.code for problem in report.problems}


def test_control_characters_of_a_seed_do_not_reach_the_terminal() -> None:
    """An escape sequence in a seed is written out or gone."""
    assert "\x1b" not in describe(run(data=STORY.replace(b"two", b"\x1b[31mtwo")))
