"""Problems: how they are sorted, counted and shown."""

import pytest

from chronicle.problems import Problem, closest, did_you_mean, error_count, in_order, printable, shortened, shown

TITLE = Problem(path="a.md", line=2, column=8, field="title", code="text-cut", message="is cut", level="warning")


def test_a_problem_is_shown_with_its_line_and_the_correction() -> None:
    """Place, level, field, message and code stand in one line, the line and its correction below each other."""
    problem = Problem(path="a.md", line=2, column=8, field="title", code="c", message="is cut", hint='  title: "A"\n')
    assert shown(problem, "  title: A\n") == 'a.md:2:8: error: title: is cut [c]\n      title: A\n  →   title: "A"'


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    """Without a line neither numbers nor the source are shown."""
    assert shown(Problem(path="a.md", code="c", message="is bad"), "line") == "a.md: error: is bad [c]"


def test_a_line_that_cannot_be_read_is_left_out() -> None:
    """Without the source line the problem is shown alone."""
    assert shown(TITLE, None) == "a.md:2:8: warning: title: is cut [text-cut]"


def test_a_long_line_is_cut() -> None:
    """No more than 200 characters of a line are shown."""
    assert shown(TITLE, "x" * 300).split("\n")[1] == "    " + "x" * 200


def test_nothing_reaches_a_terminal_raw() -> None:
    """Control, direction and line characters of any part are written out."""
    problem = Problem(path="\x1b[2J", line=1, field="\x07", code="c", message="\u202e", hint="\x9b")
    assert (
        shown(problem, "a\tb\u2028\ud800")
        == "\\x1b[2J:1: error: \\x07: \\u202e [c]\n    a\\tb\\u2028\\ud800\n  → \\x9b"
    )


def test_joiners_of_persian_and_indic_words_are_kept() -> None:
    """The zero-width joiners that a script needs are text."""
    assert printable("می\u200cخواهم \u200d") == "می\u200cخواهم \u200d"


def test_problems_are_sorted_and_shown_once() -> None:
    """Problems come by file, line and column, each once."""
    first = Problem(path="a.md", line=2, column=1, code="c", message="m")
    later = Problem(path="a.md", line=10, code="c", message="m")
    other = Problem(path="b.md", line=1, code="c", message="m")
    assert in_order([other, TITLE, later, first, TITLE]) == (first, TITLE, later, other)


def test_only_errors_stop_a_build() -> None:
    """Warnings are not counted."""
    assert error_count([TITLE, Problem(path="a.md", code="c", message="m"), TITLE]) == 1


@pytest.mark.parametrize(("word", "guess"), [("locaton", "locations"), ("Title", "title"), ("zebra", None)])
def test_a_slip_of_the_keyboard_is_understood(word: str, guess: str | None) -> None:
    """The known word that is nearly the same is the guess; a word unlike all has none."""
    assert closest(word, ["title", "locations"]) == guess
    assert did_you_mean(word, ["title", "locations"]) == (f' (did you mean "{guess}"?)' if guess else "")


def test_a_message_stays_one_line() -> None:
    """A text in a message has no line ends, and is cut with a sign."""
    assert shortened(" a\n b ") == '"a b"'
    assert shortened("abcdef", 4) == '"abc…"'
    assert shortened("abcd", 4) == '"abcd"'
