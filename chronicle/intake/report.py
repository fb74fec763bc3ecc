"""Reports of an import: readable text for a terminal, and plain values for `--json`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chronicle.entries.fields import write_record
from chronicle.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chronicle.intake.drafting import Draft
    from chronicle.intake.importing import ImportReport, SeedReport
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
        "incidents": [_incident_json(draft) for draft in report.drafts],
        "locations": [write_record(location) for location in report.locations],
        "problems": [_problem_json(problem) for problem in report.problems],
    }


def _incident_json(draft: Draft) -> dict[str, Any]:
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
        "actors": [{"actor": each.actor, "role": each.role} for each in draft.entry.actors],
        "killed": _range(draft.killed),
        "injured": _range(draft.injured),
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


def describe(report: ImportReport) -> str:
    """The report to read: each incident with its values, and the sentence behind each."""
    return printable_lines(line for seed in report.seeds for line in (*_described(seed), ""))


def printable_lines(lines: Iterator[str]) -> str:
    """Lines that cannot steer a terminal, whatever a seed contains."""
    return "\n".join(printable(line) for line in lines)


def _described(report: SeedReport) -> Iterator[str]:
    yield report.seed
    if report.known:
        yield f"  nothing new: imported before as {report.known}"
    if report.article and report.text:
        article = report.article
        published = article.published or "date unknown"
        dateline = f", {article.dateline.place}" if article.dateline and article.dateline.place else ""
        yield f"  article   {article.title} ({article.publisher or 'publisher unknown'}{dateline}, {published})"
        for noise in report.text.removed:
            yield f'  removed   "{noise}"'
    for draft in report.drafts:
        yield from _described_incident(draft)
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
        ("actors", ", ".join(f"{each.actor} ({each.role})" for each in entry.actors)),
        ("casualties", _toll(draft)),
    )
    for field, value in values:
        if value:
            yield f"    {field:<11} {value}"
        for each in entry.evidence:
            if each.field == field:
                yield f"      “{each.quote}”"
    yield f"    {'review':<11} {', '.join(entry.needs_review)}"


def _toll(draft: Draft) -> str:
    counts = (("killed", draft.killed), ("injured", draft.injured))
    return ", ".join(f"{name} {count}" for name, count in counts if count is not None)
