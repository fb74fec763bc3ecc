"""Problems: mistakes of users as data, with a place, a stable code, plain words and a proposed correction."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["error", "warning", "question"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong, and where: `line` and `column` count from 1; 0 is the file as a whole.

    `message` says what is wrong and how to mend it; `hint` is what is to stand in place of the line, or empty: a
    corrected line, two where one must be added. `meant` is what was probably meant instead of the value or key that
    begins at the place, as it is written: the hint follows from it. What is of level `question` may be right as it is;
    only an editor can tell.
    """

    path: str
    line: int = 0
    column: int = 0
    level: Level = "error"
    field: str = ""
    message: str
    code: str
    hint: str = ""
    meant: str = ""


def error_count(problems: Iterable[Problem]) -> int:
    """How many of these stop a build."""
    return sum(problem.level == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by file, line and column."""
    return tuple(sorted(set(problems)))


def counted(number: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`; `many` where it is not `one` with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely was meant to be."""
    # Comparing is slow, and a slip seldom hits both ends of a word.
    ends = {word[:1].casefold(), word[-1:].casefold()}
    likely = sorted(other for other in set(known) if {other[:1].casefold(), other[-1:].casefold()} & ends)
    found = difflib.get_close_matches(word, likely, n=1, cutoff=0.7)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean "locations"?)`, or nothing."""
    return or_rather(closest(word, known) or "")


def or_rather(guess: str) -> str:
    """` (did you mean "locations"?)` for a guess that was made already; nothing when there is none."""
    return f' (did you mean "{guess}"?)' if guess else ""


def printable(text: str) -> str:
    """The text with every control and direction character written out, safe for a terminal."""
    return "".join(_written_out(char) if unicodedata.category(char) in _HIDDEN else char for char in text)


def is_seen(text: str) -> bool:
    """Whether a reader sees anything of the text: it is more than spaces, joiners and signs of direction."""
    return "!" <= text[:1] <= "~" or any(
        not char.isspace() and unicodedata.category(char) not in _HIDDEN and not _BLANK.match(char) for char in text
    )


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters and marks that are drawn as nothing: Unicode's default ignorable ones, and the Braille cell without a dot.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_JOINERS = frozenset({"\u200c", "\u200d"})  # needed to write Persian and Indic words


def _written_out(char: str) -> str:
    return char if char in _JOINERS else char.encode("unicode_escape", "surrogatepass").decode("ascii")


def shortened(text: str, limit: int = 60) -> str:
    """The text in quotes, cut so that a message stays one line."""
    flat = " ".join(text.split())
    return f'"{flat}"' if len(flat) <= limit else f'"{flat[: limit - 1]}…"'


def shown(problem: Problem, source_line: str | None) -> str:
    """The problem as `path:line:column: level: field: message [code]`, its line, and the corrected line."""
    place = ":".join(
        [problem.path, *(str(number) for number in (problem.line, problem.column) if number)],
    )
    field = f"{problem.field}: " if problem.field else ""
    text = [f"{place}: {problem.level}: {field}{problem.message} [{problem.code}]"]
    if source_line is not None and problem.line:
        text.append(f"    {source_line.rstrip()[:200]}")
    if problem.hint:
        first, *more = problem.hint.rstrip().split("\n")
        text += [f"  → {first}", *(f"    {line}" for line in more)]
    return "\n".join(printable(line) for line in text)
