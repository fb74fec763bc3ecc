"""Counting: what stands for each incident in the files for machines, and which formats lose what of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted: digests of all incidents, of these with their texts, of those of each year; and who loses what.

    `lost` has, for each format, how many incidents lose which aspect.
    """

    whole: str
    texts: str
    years: Mapping[int, str]
    lost: Mapping[str, Mapping[str, int]]


def counts_of(lines: Mapping[str, str], formats: Sequence[Format]) -> Counts:
    """What the lines of all incidents come to."""
    whole, texts = _Digest(), _Digest()
    years: dict[int, _Digest] = {}
    masks: Counter[str] = Counter()
    for slug, line in lines.items():
        first, _, record, text, bits = line.split(" ")
        said = f"{slug} {record} "
        whole.add(said)
        texts.add(f"{text} ")
        years.setdefault(int(first[:4]), _Digest()).add(said)
        masks[bits[1:]] += 1
    numbers = dict.fromkeys(losses_of(formats), 0)
    for bits, count in masks.items():
        for is_lost, bit in zip(numbers, bits, strict=True):
            numbers[is_lost] += count * (bit == "1")
    return Counts(
        whole=str(whole),
        texts=f"{whole} {texts}",
        years={year: str(digest) for year, digest in years.items()},
        lost={form.slug: {loss.aspect: numbers[loss.is_lost] for loss in form.losses} for form in formats},
    )


class _Digest:
    """One digest over many texts."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def add(self, text: str) -> None:
        self._said.append(text)

    def __str__(self) -> str:
        said = "".join(self._said).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(said, digest_size=12).hexdigest()
