"""The last line of an import: what was written, by kind, and what was not."""

from __future__ import annotations

import datetime as dt

import pytest

from chronicle.desk.importing.imported import Imported, Outcome, Sum, Wishes, stopped, summary
from chronicle.entries.kinds import Article
from chronicle.intake.importing import SeedReport
from chronicle.problems import Problem

ERROR = Problem(path="a.txt", message="is empty", code="seed-empty")
DRAFTS = "The incidents are drafts: read them, then publish them."
ARTICLE = Article(path="content/articles/a.md", title="A")


def outcome(seed: str, *, is_written: bool = False, problems: tuple[Problem, ...] = (), known: str = "") -> Outcome:
    """What became of one article."""
    entries = (ARTICLE,) if is_written else ()
    return Outcome(report=SeedReport(seed=seed, known=known, entries=entries, problems=problems))


def imported(*outcomes: Outcome, is_finished: bool = True) -> Imported:
    """The sum of some seeds."""
    total = Sum()
    for each in outcomes:
        total.add(each)
    return total.imported(is_finished=is_finished)


@pytest.mark.parametrize(
    ("result", "line", "trial"),
    [
        (Imported(problems=(), articles=1), "Wrote 1 article.", "1 article would be written."),
        (
            Imported(problems=(), articles=2, incidents=1),
            "Wrote 2 articles and 1 incident. The incident is a draft: read it, then publish it.",
            "2 articles and 1 incident would be written.",
        ),
        (
            Imported(problems=(), articles=1, incidents=2, locations=3, sourced=1),
            f"Wrote 1 article, 2 incidents and 3 locations. {DRAFTS} 1 incident got a source.",
            "1 article, 2 incidents and 3 locations would be written. 1 incident would get a source.",
        ),
        (Imported(problems=(), sourced=2), "2 incidents got a source.", "2 incidents would get a source."),
        (
            Imported(problems=(ERROR,), failed=1),
            "Nothing was written. 1 seed was not imported: the error says why.",
            "Nothing would be written. 1 seed would not be imported: the error says why.",
        ),
        (
            Imported(problems=(ERROR, ERROR), articles=1, failed=2),
            "Wrote 1 article. 2 seeds were not imported: the errors say why.",
            "1 article would be written. 2 seeds would not be imported: the errors say why.",
        ),
        (Imported(problems=()), "Nothing was written.", "Nothing would be written."),
        (Imported(problems=(), is_known=True), "Nothing new.", "Nothing new."),
    ],
)
def test_the_summary_counts_by_kind(result: Imported, line: str, trial: str) -> None:
    """What is not there is not named, and one is not called many."""
    assert (summary(result), summary(result, is_trial=True)) == (line, trial)


def test_a_feed_with_a_bad_item_was_imported_in_part() -> None:
    """A seed of which something was written is not said to be missing."""
    feed = (outcome("feed.xml", is_written=True), outcome("feed.xml", problems=(ERROR,)))
    assert summary(imported(*feed)) == "Wrote 1 article. 1 seed was imported only in part: the error says why."
    assert summary(imported(*feed, outcome("a.txt", problems=(ERROR,)))) == (
        "Wrote 1 article. 1 seed was not imported, 1 only in part: the error says why."
    )


def test_nothing_is_new_only_when_everything_was_known() -> None:
    """Quitting, an error, and an article of which nothing was written are something else."""
    known = outcome("a.txt", known="content/articles/a.md")
    assert summary(imported(known, known)) == "Nothing new."
    assert summary(imported(known, is_finished=False)) == "Nothing was written."
    assert summary(imported(known, outcome("b.txt"))) == "Nothing was written."
    assert summary(imported(outcome("a.txt", known="content/articles/a.md", problems=(ERROR,)))) == (
        "Nothing was written."
    )
    assert summary(imported()) == "Nothing was written."


def test_a_trial_that_was_broken_off_does_not_go_on() -> None:
    """It wrote nothing, so the same command begins anew."""
    assert stopped(247, 1000, Wishes(today=dt.date(2024, 5, 1), is_trial=True)) == "Stopped after 247 of 1000 seeds."
