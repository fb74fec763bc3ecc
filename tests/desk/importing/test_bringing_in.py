"""`chronicle import`, as an editor calls it: drafts are written once, and what is there stays as it is."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from sites import tree

from chronicle.cli import main
from chronicle.desk.importing.bringing_in import bring_in
from chronicle.desk.importing.imported import Wishes
from chronicle.intake import disk
from chronicle.text.frontmatter import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.desk.importing.imported import Outcome
    from chronicle.problems import Problem
    from chronicle.text.frontmatter import Document

TODAY = dt.date(2023, 11, 2)
SEED = Path(__file__).parents[3] / "seeds" / "000_694e00a3ac166b64.txt"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chronicle without entries that holds the seed."""
    (tmp_path / "content").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "chronicle.toml").write_text('title = "Test"\nurl = "https://example.org/"\n', "utf-8")
    (tmp_path / "seeds" / "article.txt").write_bytes(SEED.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*arguments: str) -> Result:
    """What a command of the program comes to."""
    return CliRunner().invoke(main, arguments)


def files(project: Path) -> dict[str, str]:
    """The entries of a project."""
    return {
        path.relative_to(project).as_posix(): path.read_text("utf-8") for path in (project / "content").rglob("*.md")
    }


def test_entries_that_a_build_has_read_are_not_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they say comes from the cache, where there is one: the import alone makes none."""
    assert invoke("import", "seeds/article.txt").exit_code == 0
    assert not (project / ".chronicle").exists()
    assert invoke("build", "--no-search").exit_code == 0
    read: list[str] = []

    def seen(text: str, path: str) -> Document | Problem:
        read.append(path)
        return parse_document(text, path)

    monkeypatch.setattr("chronicle.building.reading.parse_document", seen)
    result = invoke("import", "seeds/article.txt")
    assert (result.exit_code, read) == (0, [])
    assert "imported before" in result.output


def test_an_article_becomes_drafts_that_check_without_a_word(project: Path) -> None:
    """One article, three incidents and their places; all of them good entries."""
    result = invoke("import", "seeds/article.txt")
    assert result.exit_code == 0
    assert result.stdout.endswith(
        "\n\nWrote 1 article, 3 incidents and 5 locations. The incidents are drafts: read them, then publish them.\n"
    )
    assert sum(path.startswith("content/incidents/") for path in files(project)) == 3
    checked = invoke("check", "--strict", "--drafts")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_a_second_import_says_that_nothing_is_new(project: Path) -> None:
    """The same bytes are known by their digest, whatever the file is called."""
    invoke("import", "seeds/article.txt")
    before = files(project)
    (project / "seeds" / "copy.txt").write_bytes(SEED.read_bytes())
    result = invoke("import", "seeds/copy.txt")
    assert (result.exit_code, files(project)) == (0, before)
    assert result.stdout.endswith("Nothing new.\n")


def test_a_trial_writes_nothing(project: Path) -> None:
    """--dry-run says what would be written."""
    result = invoke("import", "seeds/article.txt", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.endswith("\n\n1 article, 3 incidents and 5 locations would be written.\n")
    assert files(project) == {}


def test_a_file_of_an_editor_is_never_overwritten(project: Path) -> None:
    """A draft whose name is taken is named and left alone."""
    invoke("import", "seeds/article.txt")
    taken = next(path for path in files(project) if path.startswith("content/incidents/"))
    for path in files(project):
        if path != taken:
            (project / path).unlink()
    (project / taken).write_text("---\ntitle: Mine\ndate: 2023\n---\n", "utf-8")
    result = invoke("import", "seeds/article.txt")
    assert files(project)[taken] == "---\ntitle: Mine\ndate: 2023\n---\n"
    assert f"{taken} exists and is kept" in result.stderr


def test_a_bad_seed_does_not_stop_the_others(project: Path) -> None:
    """Each seed that cannot be read gets its line; the exit code says that something was left out."""
    (project / "seeds" / "empty.txt").write_bytes(b"")
    result = invoke("import", "seeds/empty.txt", "seeds/missing.txt", "seeds/article.txt")
    assert result.exit_code == 1
    assert "seeds/empty.txt: error: " in result.stderr
    assert "seeds/missing.txt: error: cannot be read: No such file or directory [unreadable]" in result.stderr
    assert "seeds/missing.txt\n  not written an error below says why\n" in result.stdout
    assert result.stdout.endswith(" 2 seeds were not imported: the errors say why.\n")
    assert sum(path.startswith("content/incidents/") for path in files(project)) == 3


def test_a_pipe_is_no_seed(project: Path) -> None:
    """What is no ordinary file is refused; reading a pipe would wait for ever."""
    os.mkfifo(project / "seeds" / "pipe.txt")
    for seed in ("seeds/pipe.txt", os.devnull):
        result = invoke("import", seed)
        assert result.exit_code == 1
        assert result.stderr == (
            f"{seed}: error: is no ordinary file; name files, or use - for standard input [not-a-file]\n"
        )


def test_a_folder_means_every_seed_in_it(project: Path) -> None:
    """Folders are read to their depth, by name; what is no seed there is told in a line and not read."""
    (project / "seeds" / "b").mkdir()
    for name in ("b/two.html", "b/photo.jpg", ".hidden", "notes.pdf"):
        (project / "seeds" / name).write_bytes(
            b"<meta property='article:published_time' content='2024-03-05'><p>Two men were shot in Basra.</p>"
        )
    (project / "seeds" / "link.txt").symlink_to(project / "chronicle.toml")
    os.mkfifo(project / "seeds" / "pipe.txt")
    result = invoke("import", "seeds", "--json")
    read = [json.loads(line)["seed"] for line in result.stdout.splitlines()]
    assert read == ["seeds/article.txt", "seeds/b/two.html"]
    assert [line for line in result.stderr.splitlines() if "not-a-seed" in line] == [
        "seeds/.hidden: warning: is hidden; not read [not-a-seed]",
        "seeds/b/photo.jpg: warning: is no text, page or feed by its ending .jpg; not read [not-a-seed]",
        "seeds/link.txt: warning: is a link; not read [not-a-seed]",
        "seeds/notes.pdf: warning: is no text, page or feed by its ending .pdf; not read [not-a-seed]",
        "seeds/pipe.txt: warning: is no ordinary file; not read [not-a-seed]",
    ]
    assert result.exit_code == 0


def test_the_chronicle_itself_is_no_folder_of_seeds(project: Path) -> None:
    """Its entries and its site would become articles."""
    before = tree(project)
    for folder, shown in ((".", "."), (str(project), "."), ("..", "..")):
        result = invoke("import", folder)
        message = "holds the chronicle itself; name the folder of your articles, such as seeds"
        assert (result.exit_code, result.stderr) == (1, f"{shown}: error: {message} [not-a-seed]\n")
    assert tree(project) == before


def test_a_folder_without_seeds_is_told(project: Path) -> None:
    """Nothing to import is no success; what programs leave in every folder is passed over without a word."""
    (project / "empty").mkdir()
    for name in (".gitkeep", ".gitignore", ".DS_Store", "Thumbs.db"):
        (project / "empty" / name).write_bytes(b"")
    result = invoke("import", "empty")
    assert (result.exit_code, result.stderr) == (1, "empty: error: holds no seeds [seed-empty]\n")


def test_standard_input_is_a_seed(project: Path) -> None:
    """`-` reads a seed of any kind from a pipe; the entry says where it came from."""
    page = (
        b"<html><head><meta property='article:published_time' content='2024-03-05'></head>"
        b"<body><article><h1>Bomb in Basra</h1><p>Two men were shot.</p></article></body></html>"
    )
    result = CliRunner().invoke(main, ["import", "-"], input=page)
    assert result.exit_code == 0
    (text,) = files(project).values()
    assert "title: Bomb in Basra\n" in text
    assert "seed: stdin\n" in text


PAGE = (
    '<html lang=en><head><meta property="og:site_name" content="The Northern Post"><title>Bomb in Tikrit</title>'
    '<meta property="article:published_time" content="2024-03-05T10:00:00Z"><link rel=canonical href="https://n.example/1">'
    "</head><body><article><h1>Bomb in Tikrit</h1><p>TIKRIT, Iraq, March 4 (Reuters) - A car bomb exploded on Monday, "
    "killing two people, police said.</p></article></body></html>"
)


def test_a_page_becomes_drafts_with_its_address_and_publisher(project: Path) -> None:
    """The paper published it, the agency wrote it; the day in the dateline is what weekdays count from."""
    (project / "seeds" / "page.html").write_text(PAGE, "utf-8")
    result = invoke("import", "seeds/page.html")
    assert (result.exit_code, result.stderr) == (0, "")
    article = files(project)["content/articles/the-northern-post-2024-03-05-bomb-tikrit.md"]
    assert article.startswith(
        "---\ntitle: Bomb in Tikrit\npublisher: The Northern Post\nvia: Reuters\npublished: 2024-03-05\n"
        "dateline: {place: 'Tikrit, Iraq', date: 2024-03-04}\nurl: https://n.example/1\nlanguage: en\n"
    )
    assert "content/incidents/2024-03-04-tikrit.md" in files(project)
    assert invoke("check", "--strict", "--drafts").exit_code == 0


def test_a_feed_that_grew_drafts_the_new_item_only(project: Path) -> None:
    """Items are known one by one; an editor fetches the same feed every day."""
    item = (
        "<item><title>Bomb %d</title><link>https://n.example/%d</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>"
        "<description>A car bomb killed two people in Tikrit on Monday, police said.</description></item>"
    )
    feed = project / "seeds" / "feed.xml"
    feed.write_text(f"<rss version='2.0'><channel><title>Post</title>{item % (1, 1)}</channel></rss>", "utf-8")
    assert invoke("import", "seeds/feed.xml").exit_code == 0
    before = set(files(project))
    feed.write_text(
        f"<rss version='2.0'><channel><title>Post</title>{item % (2, 2)}{item % (1, 1)}</channel></rss>", "utf-8"
    )
    invoke("import", "seeds/feed.xml")
    assert [path for path in set(files(project)) - before if "articles" in path] == [
        "content/articles/post-2024-03-05-bomb-2.md"
    ]


def test_only_articles_that_report_incidents_are_written_on_request(project: Path) -> None:
    """Most items of a feed report none; the report names each of them."""
    item = "<item><title>%s</title><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate><description>%s</description></item>"
    bomb = item % ("Bomb", "A car bomb killed two people in Tikrit on Monday, police said.")
    fair = item % ("Fair", "The fair was opened by the mayor of Basra, who praised the weather.")
    (project / "seeds" / "feed.xml").write_text(
        f"<rss version='2.0'><channel><title>Post</title>{fair}{bomb}</channel></rss>", "utf-8"
    )
    result = invoke("import", "seeds/feed.xml", "--only-incidents")
    assert (
        "  article     Fair\n              Post, published 2024-03-05, language en\n  left out    it" in result.stdout
    )
    assert result.stdout.count("left out") == 1
    assert [path for path in files(project) if "/articles/" in path] == ["content/articles/post-2024-03-05-bomb.md"]
    again = invoke("import", "seeds/feed.xml", "--only-incidents")
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "Nothing was written.")


def test_a_warning_in_a_feed_names_its_item(project: Path) -> None:
    """A feed has many articles; the line says which one it means, and how it can be had."""
    (project / "seeds" / "feed.xml").write_text(
        "<rss><channel><item><title>Bomb</title><description>Two died.</description></item></channel></rss>",
        "utf-8",
    )
    result = invoke("import", "seeds/feed.xml")
    assert (result.exit_code, files(project)) == (1, {})
    assert result.stderr == (
        "seeds/feed.xml: error: published: item 1 “Bomb”: the article says no year, so nothing is written: save its "
        "text as .txt and begin that with a line `date 2023-10-20` [article-undated]\n"
    )


def test_an_article_without_a_year_can_be_mended(project: Path) -> None:
    """Nothing is written of it, so that the mended seed is no second article."""
    seed = project / "seeds" / "article.txt"
    seed.write_text("A car bomb exploded in Tikrit on Monday, killing two people.\n", "utf-8")
    result = invoke("import", "seeds/article.txt")
    assert (result.exit_code, files(project)) == (1, {})
    assert "begin the seed with a line `date 2023-10-20` [article-undated]" in result.stderr
    seed.write_text("date 2023-10-20\n" + seed.read_text("utf-8"), "utf-8")
    assert invoke("import", "seeds/article.txt").exit_code == 0
    assert [path for path in files(project) if "/articles/" in path] == [
        "content/articles/article-2023-10-20-car-bomb-exploded-tikrit-monday.md"
    ]


def test_broken_entries_stop_an_import(project: Path) -> None:
    """What an unreadable entry says is not known; it would be proposed again."""
    (project / "content" / "incidents").mkdir()
    (project / "content" / "incidents" / "broken.md").write_text("---\ntitle: a: b\n---\n", "utf-8")
    result = invoke("import", "seeds/article.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("content/incidents/broken.md:2:8: error: title: ")
    assert sorted(files(project)) == ["content/incidents/broken.md"]


def test_an_import_outside_a_chronicle_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without chronicle.toml there is nothing to import into."""
    monkeypatch.chdir(tmp_path)
    result = invoke("import", str(SEED))
    assert result.exit_code == 1
    assert result.stderr == (
        "chronicle.toml: error: is not here; go to the folder of a chronicle, or make one: "
        "chronicle init DIR [no-chronicle]\n"
    )


def test_json_names_the_entry_that_a_seed_was_imported_to(project: Path) -> None:
    """A program can tell what is new from what was there."""
    first, second = (json.loads(invoke("import", "seeds/article.txt", "--json").stdout)["known"] for _ in range(2))
    assert (first, second) == (None, next(path for path in files(project) if "/articles/" in path))


def test_json_gives_one_object_for_each_seed(project: Path) -> None:
    """The object has the keys that are promised, and nothing is printed beside it."""
    (project / "seeds" / "empty.txt").write_bytes(b"")
    result = invoke("import", "seeds/article.txt", "seeds/empty.txt", "seeds/missing.txt", "--json", "--dry-run")
    first, second, third = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(first) == [
        "seed",
        "known",
        "pub_date",
        "dateline",
        "agency",
        "title",
        "body",
        "article",
        "incidents",
        "locations",
        "problems",
    ]
    assert (first["pub_date"], first["dateline"], first["agency"]) == ("2023-10-20", "Anbar (Iraq)", "Reuters")
    assert [(each["date"], each["place"]["country"]) for each in first["incidents"]] == [
        ("2023-10-19", "IQ"),
        ("2023-10-19", "IQ"),
        ("2023-10-18", "IQ"),
    ]
    assert second["problems"][0]["level"] == "error"
    assert (third["seed"], third["title"], third["problems"][0]["code"]) == ("seeds/missing.txt", None, "unreadable")


@pytest.mark.parametrize("number", range(9))
def test_a_write_that_fails_leaves_nothing_and_the_next_import_does_it_all(
    project: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Whichever file it was, those written before it for this seed are taken back."""
    create = disk._create  # noqa: SLF001 - the one place that can fail
    made: list[Path] = []

    def failing(target: Path, text: str) -> None:
        if len(made) == number:
            raise OSError(28, "No space left on device")
        made.append(target)
        create(target, text)

    monkeypatch.setattr(disk, "_create", failing)
    result = bring_in(project, [project / "seeds/article.txt"], Wishes(today=TODAY))
    assert (result.is_done, result.articles, result.failed, files(project)) == (False, 0, 1, {})
    assert [problem.code for problem in result.problems if problem.level == "error"] == ["disk-full"]
    monkeypatch.undo()
    monkeypatch.chdir(project)
    again = bring_in(project, [project / "seeds/article.txt"], Wishes(today=TODAY))
    assert (again.is_done, again.articles, again.incidents, again.locations) == (True, 1, 3, 5)
    assert [problem.code for problem in again.problems if problem.code == "entry-exists"] == []
    checked = invoke("check", "--strict", "--drafts")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_two_seeds_of_one_day_and_title_check_without_an_error(project: Path) -> None:
    """Each article has its own entry, and what is cited is there."""
    other = SEED.read_text("utf-8").replace("Ain al-Asad", "Camp Taji").encode()
    (project / "seeds" / "other.txt").write_bytes(other)
    invoke("import", "seeds/article.txt", "seeds/other.txt")
    assert sum(path.startswith("content/articles/") for path in files(project)) == 2
    assert invoke("check", "--drafts").exit_code == 0


def test_entries_moved_to_sub_folders_are_still_the_same(project: Path) -> None:
    """An editor may sort files into folders; the next import proposes none of them again."""
    invoke("import", "seeds/article.txt")
    for path in files(project):
        inner = project / Path(path).parent / "sorted"
        inner.mkdir(exist_ok=True)
        (project / path).rename(inner / Path(path).name)
    article = next(path for path in files(project) if path.startswith("content/articles/"))
    (project / article).unlink()
    before = set(files(project))
    result = invoke("import", "seeds/article.txt")
    assert {path.replace("/sorted", "") for path in set(files(project)) - before} == {article.replace("/sorted", "")}
    assert "exists" not in result.stderr
    assert invoke("check", "--drafts").exit_code == 0


def test_a_seed_outside_the_project_is_told_by_its_name(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No published file says where on an editor's computer an article lay."""
    outside = tmp_path_factory.mktemp("private") / "article.txt"
    outside.write_bytes(SEED.read_bytes())
    invoke("import", str(outside))
    texts = "".join(files(project).values())
    assert "seed: article.txt\n" in texts
    assert "private" not in texts


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_seed_whose_name_is_not_utf_8_can_be_imported(project: Path) -> None:
    """What cannot be written of its name is replaced, in the entries and in what is printed."""
    name = os.fsdecode(b"seeds/caf\xe9.txt")
    (project / "seeds/article.txt").rename(project / name)
    assert invoke("import", "seeds", "--dry-run", "--json").exit_code == 0
    result = invoke("import", name)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "seeds/caf\ufffd.txt")
    assert any("seed: seeds/caf\ufffd.txt\n" in text for text in files(project).values())
    assert invoke("check", "--strict", "--drafts").exit_code == 0


def test_drafts_say_the_day_of_the_import(project: Path) -> None:
    """`added` is the day that is given to the import, not the article's."""
    bring_in(project, [project / "seeds/article.txt"], Wishes(today=TODAY))
    added = [text for path, text in files(project).items() if not path.startswith("content/locations/")]
    assert all("\nadded: 2023-11-02\n" in text for text in added)


def test_markup_in_a_seed_checks_without_an_error(project: Path) -> None:
    """Whatever characters an article has, its drafts are good entries."""
    hostile = SEED.read_bytes().replace(
        b"It was not clear",
        b"\x1b[31m \xc2\x84 \xef\xbf\xbe <script>x</script> [[nobody]] ![p](http://x.y/z.png) It was not clear",
    )
    (project / "seeds" / "hostile.txt").write_bytes(hostile)
    assert invoke("import", "seeds/hostile.txt").exit_code == 0
    checked = invoke("check", "--strict", "--drafts")
    assert (checked.exit_code, checked.stderr) == (0, "")


# ---- further sources

FIRST = "date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday, killing two people.\n"
SECOND = FIRST.replace("Reuters", "AFP").replace("two", "four")
INCIDENT = "content/incidents/2023-10-16-tikrit.md"


def stories(project: Path) -> tuple[str, str]:
    """Two articles about one incident, as seeds."""
    (project / "seeds/first.txt").write_text(FIRST, "utf-8")
    (project / "seeds/second.txt").write_text(SECOND, "utf-8")
    return "seeds/first.txt", "seeds/second.txt"


def test_a_source_of_an_incident_of_this_run_is_added(project: Path) -> None:
    """What the first seed drafted is a draft nobody has touched: the second seed is written into it."""
    result = invoke("import", *stories(project))
    assert result.exit_code == 0
    assert result.stdout.endswith("publish it. 1 incident got a source.\n")
    assert "incident-known" not in result.stderr
    text = files(project)[INCIDENT]
    assert [line for line in text.splitlines() if line.startswith("- {article")] == [
        "- {article: reuters-2023-10-17-car-bomb-exploded-tikrit-monday}",
        "- {article: afp-2023-10-17-car-bomb-exploded-tikrit-monday}",
    ]
    assert "- {killed: 4, source: afp-2023-10-17-car-bomb-exploded-tikrit-monday, date: 2023-10-17}" in text
    assert sum(path.startswith("content/incidents/") for path in files(project)) == 1
    checked = invoke("check", "--strict", "--drafts", "--quiet")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_a_source_of_an_incident_that_was_there_is_only_proposed(project: Path) -> None:
    """Without the flag the file of the incident stays as it is, and a warning says what to add."""
    first, second = stories(project)
    invoke("import", first)
    before = files(project)
    result = invoke("import", second)
    assert result.exit_code == 0
    assert {path: files(project)[path] for path in before} == before
    assert f"seeds/second.txt: warning: tells of {INCIDENT}; add to sources: " in result.stderr


def test_add_sources_adds_it_and_a_second_time_nothing(project: Path) -> None:
    """The flag writes the source into a file of an editor's; the same seed again is nothing new."""
    first, second = stories(project)
    invoke("import", first)
    (project / INCIDENT).write_text(files(project)[INCIDENT].replace("status: draft", "status: draft # mine"), "utf-8")
    before = files(project)[INCIDENT].splitlines()
    result = invoke("import", second, "--add-sources")
    after = files(project)[INCIDENT].splitlines()
    assert (result.exit_code, len(after) - len(before)) == (0, 2)
    assert set(before) < set(after)
    assert invoke("import", second, "--add-sources").stdout.endswith("Nothing new.\n")
    assert files(project)[INCIDENT].splitlines() == after
    assert invoke("check", "--strict", "--drafts").exit_code == 0


def test_a_source_that_was_only_proposed_can_be_added_later(project: Path) -> None:
    """The same seeds with the flag: what was left to add is added, and nothing is drafted a second time."""
    first, second = stories(project)
    invoke("import", first)
    invoke("import", second)
    before = files(project)
    result = invoke("import", first, second, "--add-sources")
    assert result.stdout.endswith("\n\n1 incident got a source.\n")
    assert set(files(project)) == set(before)
    assert "article: afp" in files(project)[INCIDENT]
    assert invoke("import", first, second, "--add-sources").stdout.endswith("Nothing new.\n")


def test_a_trial_says_what_would_get_a_source(project: Path) -> None:
    """--dry-run follows the run, and writes nothing."""
    result = invoke("import", *stories(project), "--dry-run", "--add-sources")
    assert result.stdout.endswith(
        "2 articles, 1 incident and 3 locations would be written. 1 incident would get a source.\n"
    )
    assert files(project) == {}
    assert "incident-known" not in result.stderr


def test_an_incident_that_an_editor_changed_during_the_run_is_not_touched(project: Path) -> None:
    """A draft of this run that is no longer as it was written belongs to somebody."""
    seeds = [project / path for path in stories(project)]

    def edited(_outcome: Outcome) -> None:
        path = project / INCIDENT
        path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")

    result = bring_in(project, seeds, Wishes(today=TODAY), edited)
    assert "article: afp" not in files(project)[INCIDENT]
    assert "incident-known" in {problem.code for problem in result.problems}


def test_a_withdrawn_incident_gets_no_source_by_itself(project: Path) -> None:
    """Whether a withdrawn incident stands again is for editors to say."""
    first, second = stories(project)
    invoke("import", first)
    withdrawn = files(project)[INCIDENT].replace("status: draft", "status: withdrawn")
    (project / INCIDENT).write_text(withdrawn, "utf-8")
    result = invoke("import", second, "--add-sources")
    assert files(project)[INCIDENT] == withdrawn
    assert f"tells of {INCIDENT} (withdrawn); add to sources: " in result.stderr


def test_a_source_that_cannot_be_written_holds_the_whole_seed_back(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article that would mark the seed as imported is not there either."""
    first, second = stories(project)
    invoke("import", first)
    before = files(project)

    def failing(_target: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_replace", failing)
    result = invoke("import", second, "--add-sources")
    assert result.exit_code == 1
    assert (
        f"{INCIDENT}: error: cannot be written: No space left on device; nothing more can be written [disk-full]"
        in result.stderr
    )
    assert "  new  " not in result.stdout
    assert files(project) == before


# ---- many seeds


@pytest.mark.parametrize(("number", "told"), [(errno.ENOSPC, 1), (errno.EDQUOT, 1), (errno.EACCES, 2)])
def test_a_full_disk_stops_the_import(project: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: int) -> None:
    """No seed after it could be written; what stands in the way of one alone does not stop the others."""

    def failing(_target: Path, _text: str) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk, "_create", failing)
    result = invoke("import", stories(project)[0], "seeds/article.txt")
    assert result.stdout.count("not written") == told
    assert (result.exit_code, result.stderr.count(": error: ")) == (1, 1)  # both seeds need the same first file


def test_a_seed_is_written_before_the_next_is_read(project: Path) -> None:
    """Whatever stops a long import, what came before it is there."""
    seeds = [project / path for path in stories(project)]
    seen: list[int] = []

    def one_by_one() -> Iterator[Path]:
        for seed in seeds:
            seen.append(sum(path.startswith("content/articles/") for path in files(project)))
            yield seed

    bring_in(project, one_by_one(), Wishes(today=TODAY))
    assert seen == [0, 1]


def test_interrupting_keeps_the_seeds_before(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of writing takes back what was written of that seed, and says what came before."""
    first = stories(project)[0]
    create = disk._create  # noqa: SLF001 - where the interrupt is to come

    def interrupted(target: Path, text: str) -> None:
        if target.name == "2023-10-19-ain-al-asad-air-base.md":
            raise KeyboardInterrupt
        create(target, text)

    monkeypatch.setattr(disk, "_create", interrupted)
    result = invoke("import", first, "seeds/article.txt")
    told = "\nStopped after 1 of 2 seeds; the same command with --add-sources goes on.\n"
    assert (result.exit_code, result.stderr.endswith(told)) == (130, True)
    assert result.stdout.endswith(
        "Wrote 1 article, 1 incident and 3 locations. The incident is a draft: read it, then publish it.\n"
    )
    assert len(files(project)) == 5
    assert not [path for path in files(project) if "asad" in path]


def test_an_import_that_was_broken_off_goes_on_with_add_sources(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The second run leaves what one run would have left: a source of an incident of the first one, too."""
    seeds = stories(project)
    whole = tmp_path_factory.mktemp("whole")
    shutil.copytree(project, whole, dirs_exist_ok=True)

    def interrupted(_target: Path, _data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(disk, "_replace", interrupted)
        assert "\nStopped after 1 of 2 seeds; " in invoke("import", *seeds).stderr
    assert invoke("import", *seeds, "--add-sources").exit_code == 0
    monkeypatch.chdir(whole)
    assert invoke("import", *seeds).exit_code == 0
    assert files(project) == files(whole)


def test_what_is_left_out_of_a_folder_is_not_counted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved page brings pictures along; they are no seeds."""
    (project / "seeds/a.jpg").write_bytes(b"")

    def interrupted(_target: Path, _text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(disk, "_create", interrupted)
    result = invoke("import", "seeds", "--dry-run")
    assert "Stopped" not in result.stderr
    result = invoke("import", "seeds", "--add-sources")
    assert result.stderr.endswith("\nStopped after 0 of 1 seed; the same command goes on.\n")
    assert result.stdout.endswith("Nothing was written.\n")


def test_progress_is_a_line_for_every_hundred_seeds(project: Path) -> None:
    """Where there is no terminal, plain lines on the error output say how far it is."""
    path = stories(project)[0]
    result = invoke("import", *[path] * 250)
    assert result.stderr.startswith("100 of 250\n200 of 250\nseeds/first.txt: warning: ")
    assert [invoke("import", *[path] * 250, flag).stderr for flag in ("--quiet", "--json")] == ["", ""]


def test_progress_on_a_terminal_is_one_line_that_goes_away(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is cut to the width, and control characters of a file's name are written out."""
    monkeypatch.setattr("chronicle.terminal.is_terminal", lambda _stream: True)
    monkeypatch.setenv("COLUMNS", "20")
    result = invoke("import", "seeds/a\x1bb.txt", *stories(project))
    assert result.stderr.replace("\x1b[K", "").startswith(
        "\r1 of 3: seeds/a\\x1b\r\r2 of 3: seeds/first\r\r3 of 3: seeds/secon\r\r"
    )
