"""Importing: purity, nothing twice, nothing overwritten."""

from __future__ import annotations

import datetime as dt
import re
from typing import NoReturn

import pytest
from intake.imports import ImportReport, run_import

from chronicle.entries.kinds import Article, Entry, Incident, Location
from chronicle.entries.parsing import dump
from chronicle.intake import importing
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.report import as_json
from chronicle.intake.review import describe
from chronicle.text.dates import parse_when
from chronicle.text.frontmatter import LONGEST_BODY
from chronicle.text.markup import MarkupError, render

TODAY = dt.date(2023, 11, 2)
STORY = (
    b"date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday, killing two people. "
    b"Police came.\n"
)
ENTRY = "content/articles/reuters-2023-10-17-car-bomb-exploded-tikrit-monday.md"


def run(*entries: Entry, rights: str = "full", data: bytes = STORY) -> ImportReport:
    """The import of one seed into a chronicle of these entries."""
    return run_import([Seed(path="seeds/a.txt", data=data)], entries, world(), rights=rights, today=TODAY)


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
    assert describe(second.seeds[0]) == f"seeds/a.txt\n  nothing new imported before as\n              {ENTRY}"


def test_one_seed_twice_in_a_run_is_imported_once() -> None:
    """A seed sees what the seeds before it propose."""
    report = run_import(
        [Seed(path="a.txt", data=STORY), Seed(path="b.txt", data=STORY)], (), world(), rights="full", today=TODAY
    )
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


def test_an_entry_in_a_sub_folder_is_the_same_entry() -> None:
    """Kind and name say which entry it is, wherever in its folder the file lies."""
    there = Incident(path="content/incidents/2023/2023-10-16-tikrit.md", title="Mine", date=parse_when("2023-10-16"))
    place = Location(path="content/locations/asia/iraq.md", name="Iraq", kind="country", country_code="IQ")
    report = run(there, place).seeds[0]
    assert set(report.kept) <= {there.path, place.path}
    assert [file.path for file in report.files if file.path.endswith(("iraq.md", "2023-10-16-tikrit.md"))] == []
    assert "entry-exists" in {each.code for each in report.problems}


def test_an_incident_that_cites_the_article_is_no_clash() -> None:
    """What an interrupted import left behind is taken up without a word."""
    first = run().seeds[0]
    report = run(*(draft.entry for draft in first.drafts), *first.locations).seeds[0]
    assert [file.path for file in report.files] == [ENTRY]
    assert "entry-exists" not in {each.code for each in report.problems}


def test_the_article_is_the_last_file() -> None:
    """Locations, incidents, and then the article, whose digest says that the seed is done."""
    paths = [file.path.split("/")[1] for file in run().files]
    assert paths == ["locations", "locations", "locations", "incidents", "articles"]


def test_another_article_of_the_same_day_and_words_gets_a_number() -> None:
    """Two seeds are two sources: each incident cites the article it was read from."""
    data = [
        STORY,
        STORY.replace(b"Police came", b"Doctors came"),
        b"date: 2023-10-17\nBAGHDAD, Oct 17 (Reuters) - A car bomb exploded in Tikrit on Monday; mortars hit Basra.",
    ]
    seeds = [Seed(path=f"{number}.txt", data=each) for number, each in enumerate(data)]
    reports = run_import(seeds, (), world(), rights="full", today=TODAY).seeds
    slugs = [report.article.slug for report in reports if report.article]
    first = ENTRY.rpartition("/")[2].removesuffix(".md")
    assert slugs == [first, f"{first}-2", f"{first}-3"]
    for report, slug in zip(reports, slugs, strict=True):
        assert {source.article for draft in report.drafts for source in draft.entry.sources} == {slug}
        assert {claim.source for draft in report.drafts for claim in draft.entry.casualties} <= {slug}


def test_an_entry_was_added_on_the_day_of_the_import() -> None:
    """The article's own day is `published`; `added` is when the chronicle got it."""
    report = run().seeds[0]
    assert report.article is not None
    assert (str(report.article.published), str(report.article.added)) == ("2023-10-17", "2023-11-02")
    assert [str(draft.entry.added) for draft in report.drafts] == ["2023-11-02"]


def test_markup_in_an_article_is_only_text() -> None:
    """Lists, links and tags of a seed reach a reader as the characters they are."""
    data = STORY + b"\n- One [witness](javascript:x) said *this* was <b>bad</b>.\n"
    article = run(data=data).seeds[0].article
    assert article is not None
    assert "<p>- One [witness](javascript:x) said *this* was &lt;b&gt;bad&lt;/b&gt;.</p>" in render(article.body).html


def test_a_draft_that_check_would_refuse_is_a_problem_and_nothing_is_written() -> None:
    """One bad file of a seed holds back all of them, and the line names it."""
    body = b"_" * (LONGEST_BODY - len(STORY) - 2)
    report = run(data=STORY + b"\n" + body)
    assert report.files == ()
    (problem,) = (each for each in report.problems if each.level == "error")
    assert (problem.path, problem.code) == ("seeds/a.txt", "body-long")
    assert problem.message == f"gives no good entry: {ENTRY} the text is longer than 256 kB"


def test_a_character_that_no_entry_may_have_becomes_a_space() -> None:
    """What `check` refuses never comes out of a seed."""
    data = STORY.replace(b"Police came", "Police\x1b\x84\ufffe came".encode())
    report = run(data=data)
    assert [problem for problem in report.problems if problem.level == "error"] == []
    assert any("Police came" in file.text for file in report.files)


def test_an_own_place_abroad_does_not_win_against_the_text() -> None:
    """With Tripoli of Libya alone in the chronicle, a Lebanese story is in Lebanon, under a name of its own."""
    libya = Location(path="content/locations/tripoli.md", name="Tripoli", kind="city", country_code="LY")
    data = (
        b"date: 2023-10-17\nBEIRUT, Oct 17 (Reuters) - A car bomb exploded in Tripoli, northern Lebanon, on Monday, "
        b"Lebanese police said."
    )
    report = run(libya, data=data).seeds[0]
    (draft,) = report.drafts
    assert draft.event.place is not None
    assert (draft.event.place.country, draft.entry.locations) == ("LB", ("tripoli-lebanon",))
    assert "content/locations/tripoli-lebanon.md" in {file.path for file in report.files}
    assert "locations" in draft.entry.needs_review


def test_two_places_of_one_name_in_an_article_are_two_locations() -> None:
    """The second one has its country behind its name; neither incident is put into the other's place."""
    data = (
        b"date: 2023-10-17\nTUNIS, Oct 17 (Reuters) - A car bomb exploded in Tripoli, Libya, on Monday.\n\n"
        b"In a separate attack on Sunday, gunmen kidnapped two people in Tripoli, Lebanon, officials said."
    )
    report = run(data=data).seeds[0]
    assert [draft.entry.locations for draft in report.drafts] == [("tripoli",), ("tripoli-lebanon",)]
    found = {location.slug: location.country_code for location in report.locations}
    assert (found["tripoli"], found["tripoli-lebanon"]) == ("LY", "LB")


def test_a_body_that_markdown_cannot_take_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `check` would find in the body is found before anything is written."""

    def refuse(_body: str) -> NoReturn:
        raise MarkupError("is too deep")

    monkeypatch.setattr("chronicle.entries.proving.conversion", refuse)
    report = run()
    assert report.files == ()
    assert f"gives no good entry: {ENTRY} text: is too deep" in {problem.message for problem in report.problems}


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


@pytest.mark.parametrize("text", [b"(" * 200_000, b"Ali and " * 20_000, b"A. " * 60_000])
def test_a_text_without_sentences_is_read_as_far_as_a_long_one(text: bytes) -> None:
    """What has no full stops is cut into sentences, each of which takes as long as ten others."""
    report = run(data=b"date: 2023-10-17\nThe bomb exploded in the town on Monday, and it killed two men.\n\n" + text)
    (line,) = [problem.message for problem in report.problems if problem.code == "article-long"]
    number = int(re.findall(r"only the first (\d+) sentences were read for incidents; split the seed", line)[0])
    assert 80 <= number < 100


def test_control_characters_of_a_seed_do_not_reach_the_terminal() -> None:
    """An escape sequence in a seed is written out or gone."""
    assert "\x1b" not in describe(run(data=STORY.replace(b"two", b"\x1b[31mtwo")).seeds[0])


def test_what_would_be_read_otherwise_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is read again and compared before it counts; of a seed with one that differs nothing is written."""
    monkeypatch.setattr(importing, "dump", lambda entry: dump(entry).replace("Tikrit", "Takrit"))
    (report,) = run().seeds
    assert (report.files, report.entries) == ((), ())
    differing = [problem for problem in report.problems if problem.code == "entry-unwritable"]
    assert {problem.path for problem in differing} == {"seeds/a.txt"}
    message = f"gives no good entry: {ENTRY} title: does not stay the same when it is written and read"
    assert message in {problem.message for problem in differing}
