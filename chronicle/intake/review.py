"""The review of an import: a seed's article, its incidents, and the sentence behind each value, to read. Pure."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import Incident
from chronicle.entries.records import Claim, Role
from chronicle.problems import error_count, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chronicle.entries.kinds import Article
    from chronicle.intake.drafting import Draft
    from chronicle.intake.importing import SeedReport
    from chronicle.intake.known import Match
    from chronicle.intake.proposing import Proposal

WIDTH: Final = 80
_LONG: Final = 50  # characters of a sentence that is told only once
_LABEL: Final = 12  # characters of the first column, behind its indent
_NOT_SHOWN: Final = frozenset({"title", "sources", "status", "added", "needs_review", "evidence"})


def describe(report: SeedReport, added: tuple[str, ...] = ()) -> str:
    """One seed to read; `added` are the known incidents that got the article as a source."""
    return "\n".join((*_head(report), *_left_out(report), *_incidents(report, added), *_files(report)))


def describe_head(report: SeedReport | Proposal) -> str:
    """What is to be read before the incidents of a seed: its article, and what was cut out of it."""
    return "\n".join(_head(report))


def describe_result(report: SeedReport, added: tuple[str, ...] = ()) -> str:
    """What became of a seed whose incidents an editor has seen."""
    sources = (line for path in added for line in _row("source of", path))
    return "\n".join((*sources, *_skipped(report), *_files(report)))


def describe_question(number: int, total: int, title: str) -> str:
    """The line above the question about an incident: which one it is, on a terminal that shows little of it."""
    return "  " + textwrap.shorten(printable(f"{number} of {total}, {title}"), WIDTH - 2, placeholder=" …")


def describe_incident(draft: Draft, match: Match | None = None, *, is_added: bool = False) -> str:
    """One incident to read: each value, why it needs a look, and the sentence behind it; then what it may be."""
    return "\n".join((*_incident(draft), *(_match(match, is_added=is_added) if match else ())))


def _head(report: SeedReport | Proposal) -> Iterator[str]:
    yield printable(report.seed)
    if report.known:
        yield from _row("nothing new", f"imported before as {report.known}")
    if error_count(report.problems):
        yield from _row("not written", "an error below says why")
    if report.article:
        yield from _article(report.article)
    if report.copy:
        yield from _row("copy of", f"{report.copy.path} ({report.copy.share:.0%} of its sentences)")
    for noise in report.text.removed if report.text else ():
        yield from _row("removed", f'"{noise}"')


def _left_out(report: SeedReport) -> Iterable[str]:
    return _row("left out", "it reports no incident") if report.is_left_out else ()


def _incidents(report: SeedReport, added: tuple[str, ...]) -> Iterator[str]:
    for draft, match, left_out in zip(report.drafts, report.matches, report.left_out, strict=True):
        yield describe_incident(draft, match, is_added=match is not None and match.incident.path in added)
        if left_out:
            yield from _row("left out", "nothing is written for it", indent=4)
    if report.drafts and (report.files or report.kept):
        yield ""


def _skipped(report: SeedReport) -> Iterator[str]:
    for draft, left_out in zip(report.drafts, report.left_out, strict=True):
        if left_out:
            yield from _row("skipped", draft.entry.title)
    if report.is_left_out:
        yield from _row("skipped", "the article")


def _files(report: SeedReport) -> Iterator[str]:
    for file in report.files:
        yield from _row("new", file.path)
    for path in report.kept:
        yield from _row("kept", path)


def _article(article: Article) -> Iterator[str]:
    yield from _row("article", article.title)
    dateline = article.dateline
    filed = " ".join(str(part) for part in (dateline.place, dateline.date) if part) if dateline else ""
    facts = (
        article.publisher or "publisher unknown",
        f"via {article.via}" if article.via else "",
        f"filed {filed}" if filed else "",
        f"published {article.published}" if article.published else "date unknown",
        f"language {article.language}" if article.language else "",
    )
    yield from _row("", ", ".join(fact for fact in facts if fact))


def _incident(draft: Draft) -> Iterator[str]:
    yield ""
    yield from _row("incident", draft.entry.title)
    shown: set[str] = set()
    for name, value in (("title", ""), *_values(draft)):
        reasons = [f"check: {doubt.reason}" for doubt in draft.doubts if doubt.field == name]
        quotes = [each.quote for each in draft.entry.evidence if each.field == name]
        if not (value or reasons):
            continue
        lead = "  ! " if reasons else "    "
        chosen = [f"chosen: {draft.event.place_why}"] if name == "locations" and draft.event.place_why else []
        first, *more = [*([value] if value else []), *chosen, *reasons, *(_quoted(quote, shown) for quote in quotes)]
        yield from _row(name, first, lead=lead)
        for text in more:
            yield from _row("", text, indent=4)
        shown.update(quotes)


def _quoted(quote: str, shown: set[str]) -> str:
    """A sentence in quotes; of one that stands above, the first words."""
    if quote in shown and len(quote) > _LONG:
        return f"“{textwrap.shorten(quote, _LONG, placeholder=' …')}” (above)"
    return f"“{quote}”"


def _values(draft: Draft) -> Iterator[tuple[str, str]]:
    """Every value of the entry as one line of text, the places with those they lie in."""
    for field in entry_fields(Incident):
        if field.name in _NOT_SHOWN:
            continue
        value = getattr(draft.entry, field.name)
        if field.name == "locations" and draft.chain and value:
            yield "locations", " → ".join((draft.event.place_name, *(place.name for place in draft.chain[1:])))
        elif isinstance(value, tuple):
            yield field.name, "; ".join(_said(each) for each in value)
        else:
            yield field.name, str(value or "")


def _said(value: object) -> str:
    if isinstance(value, Claim):
        return _claim(value)
    return f"{value.actor} ({value.role})" if isinstance(value, Role) else str(value)


def _claim(claim: Claim) -> str:
    numbers = [f"{name} {count}" for name, count in (("killed", claim.killed), ("injured", claim.injured)) if count]
    more = [*([f"of {claim.of}"] if claim.of else []), *([f"according to {claim.who}"] if claim.who else [])]
    return ", ".join((*numbers, *more, *(["superseded"] if claim.superseded else [])))


def _match(match: Match, *, is_added: bool) -> Iterator[str]:
    """The known incident that a draft may be: why, what the draft says otherwise, and the lines to add."""
    yield from _row("known as", match.incident.path, indent=4)
    yield from _row("because", match.reason, indent=4)
    for difference in match.differences:
        yield from _row("differs", difference, indent=4)
    for path in match.others:
        yield from _row("or it is", path, indent=4)
    if match.is_withdrawn:
        yield from _row("careful", "editors withdrew it; nothing is added by itself", indent=4)
    if match.cited:
        yield from _row("add", "nothing: it names the article already", indent=4)
    elif match.lines:
        yield from _row("added" if is_added else "to add", "", indent=4)
        yield from (f"      {printable(line)}" for line in match.lines)  # whole, to be copied


def _row(label: str, text: str, *, indent: int = 2, lead: str = "") -> Iterable[str]:
    """A label and a text in lines that fit a terminal; what is long without a space stays whole."""
    first = (lead or " " * indent) + label.ljust(_LABEL)
    return textwrap.wrap(
        printable(text),
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
