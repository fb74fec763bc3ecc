"""Counting: what stands for each incident in the files for machines, and which formats lose what of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from chronicle.exchange import records
from chronicle.exchange.cells import last_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from chronicle.exchange.facts import Facts
    from chronicle.exchange.format import Format
    from chronicle.text.dates import When

    IsLost = Callable[[Facts], bool]


class Days(NamedTuple):
    """The first and the last day that a date can mean, as ISO 8601 has them; an open end is ".."."""

    first: str
    last: str

    @property
    def year(self) -> int:
        """The one in which it began."""
        return int(self.first[:4])


def days_of(when: When) -> Days:
    """The days of a date."""
    return Days(when.first.isoformat(), last_day(when) or "..")


def days_in(line: str) -> Days:
    """The days in a line that `counted` made."""
    return Days(*line.split(" ", 2)[:2])


def losses_of(formats: Iterable[Format]) -> tuple[IsLost, ...]:
    """What these formats may lose, each once though several do."""
    return tuple(dict.fromkeys(loss.is_lost for form in formats for loss in form.losses))


def counted(facts: Facts, losses: Sequence[IsLost]) -> str:
    """A line that says all of an incident that files and counts depend on, in five words.

    They are its days, the digest of its record, what stands for its text (the facts have it in place of that), and
    which of these losses it has, a bit for each.
    """
    days = days_of(facts.date)
    record = repr(records.record(facts)).encode("utf-8", "surrogatepass")
    bits = "".join("1" if is_lost(facts) else "0" for is_lost in losses)
    return f"{days.first} {days.last} {hashlib.blake2b(record, digest_size=8).hexdigest()} {facts.text or '-'} -{bits}"


def records_in(lines: Mapping[str, str]) -> dict[str, str]:
    """What stands for each incident without its text, by slug."""
    return {slug: line.split(" ", 3)[2] for slug, line in lines.items()}


def texts_in(lines: Mapping[str, str]) -> dict[str, str]:
    """What stands for each incident with its text."""
    return {slug: " ".join(line.split(" ", 4)[2:4]) for slug, line in lines.items()}


def digest_of(lines: Mapping[str, str]) -> str:
    """What stands for incidents in their order."""
    said = " ".join(f"{slug} {line}" for slug, line in lines.items())
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def lost_in(lines: Iterable[str], formats: Sequence[Format]) -> dict[str, dict[str, int]]:
    """For each format, how many incidents lose which aspect."""
    numbers = dict.fromkeys(losses_of(formats), 0)
    for bits, count in Counter(line.rpartition(" -")[2] for line in lines).items():
        for is_lost, bit in zip(numbers, bits, strict=True):
            numbers[is_lost] += count * (bit == "1")
    return {form.slug: {loss.aspect: numbers[loss.is_lost] for loss in form.losses} for form in formats}
