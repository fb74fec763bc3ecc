"""Reports of an import: readable text for a terminal, and plain values for `--json`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chronicle.entries.fields import write_record
from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.intake.drafting import Draft
    from chronicle.intake.importing import SeedReport
    from chronicle.intake.known import Match
    from chronicle.problems import Problem
    from chronicle.text.counts import Count


def as_json(report: SeedReport) -> dict[str, Any]:
    """One seed in the shape that `chronicle import --json` promises; nothing known is None or an empty list."""
    article, text = report.article, report.text
    return {
        "seed": report.seed,
        "pub_date": text.published.isoformat() if text and text.published else None,
        "dateline": article.dateline.place or None if article and article.dateline else None,
        "agency": (text.agency or None) if text else None,
        "title": article.title if article else None,
        "body": text.body if text else "",
        "article": write_record(article) if article else {},
        "incidents": [_incident_json(draft, match) for draft, match in zip(report.drafts, report.matches, strict=True)],
        "locations": [write_record(location) for location in report.locations],
        "problems": [_problem_json(problem) for problem in report.problems],
    }


def _incident_json(draft: Draft, match: Match | None) -> dict[str, Any]:
    event = draft.event
    evidence: dict[str, list[str]] = {}
    for each in draft.entry.evidence:
        evidence.setdefault(each.field, []).append(each.quote)
    return {
        "date": event.day.isoformat(),
        "place": {
            "name": event.place_name,
            "lat": event.place.latitude,
            "lon": event.place.longitude,
            "country": event.place.country,
            "hierarchy": [event.place_name, *(place.name for place in draft.chain[1:])],
        }
        if event.place
        else None,
        "types": list(draft.entry.types),
        "killed": _range(draft.killed),
        "injured": _range(draft.injured),
        "known": match.incident.path if match else None,
        "evidence": evidence,
        "entry": write_record(draft.entry),
    }


def _range(count: Count | None) -> list[int | None] | None:
    return None if count is None else [count.least, count.greatest]


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path, "line": problem.line, "column": problem.column, "level": problem.level,
        "field": problem.field, "message": problem.message, "code": problem.code, "hint": problem.hint,
    }  # fmt: skip


def describe(report: SeedReport, added: tuple[str, ...] = ()) -> str:
    """One seed to read: each incident with its values, and the sentence behind each; `added` got a source."""
    return printable_lines(_described(report, added))


def printable_lines(lines: Iterator[str]) -> str:
    """Lines that cannot steer a terminal, whatever a seed contains."""
    return "\n".join(printable(line) for line in lines)


def _described(report: SeedReport, added: tuple[str, ...]) -> Iterator[str]:
    yield report.seed
    if report.known:
        yield f"  nothing new: imported before as {report.known}"
    if report.article and report.text:
        article = report.article
        published = article.published or "date unknown"
        dateline = f", {article.dateline.place}" if article.dateline and article.dateline.place else ""
        yield f"  article   {article.title} ({article.publisher or 'publisher unknown'}{dateline}, {published})"
        if report.copy:
            yield f"  copy of   {report.copy.path} ({report.copy.share:.0%} of the sentences)"
        for noise in report.text.removed:
            yield f'  removed   "{noise}"'
    for draft, match, left_out in zip(report.drafts, report.matches, report.left_out, strict=True):
        yield from _described_incident(draft)
        if left_out:
            yield f"    {'left out':<11} nothing is written for it"
        if match:
            yield from _described_match(match, is_added=match.incident.path in added)
    for file in report.files:
        yield f"  new       {file.path}"
    for path in report.kept:
        yield f"  kept      {path}"


def _described_incident(draft: Draft) -> Iterator[str]:
    entry = draft.entry
    yield f"  incident  {entry.title}"
    places = " → ".join((draft.event.place_name, *(place.name for place in draft.chain[1:]))) if draft.chain else ""
    values = (
        ("date", str(entry.date)),
        ("locations", places),
        ("types", ", ".join(entry.types)),
        ("casualties", _toll(draft)),
    )
    for field, value in values:
        if value:
            yield f"    {field:<11} {value}"
        for each in entry.evidence:
            if each.field == field:
                yield f"      “{each.quote}”"
    yield f"    {'review':<11} {', '.join(entry.needs_review)}"


def _described_match(match: Match, *, is_added: bool) -> Iterator[str]:
    """The incident that a draft is thought to tell of, what it says otherwise, and the lines it would add."""
    yield f"    {'known':<11} {match.incident.path}"
    yield f"    {'because':<11} {match.reason}"
    for difference in match.differences:
        yield f"    {'differs':<11} {difference}"
    for path in match.others:
        yield f"    {'or it is':<11} {path}"
    if match.is_withdrawn:
        yield f"    {'careful':<11} the incident was withdrawn; nothing is added to it by itself"
    for line in match.lines:
        yield f"    {'added' if is_added else 'add':<11} {line}"


def _toll(draft: Draft) -> str:
    counts = (("killed", draft.killed), ("injured", draft.injured))
    return ", ".join(f"{name} {count}" for name, count in counts if count is not None)
