"""Measures the importer against a folder with articles.jsonl and gold.jsonl, labelled by hand.

    python bench/score_import.py FOLDER [--errors] [--json] [--save FILE] [--stress]

bench/README.md says what the figures mean.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from figures import Figures, Share, Tally, add_up, as_numbers, table
from labels import Object, labels_from, prediction_from
from news_rules import ROWS, SHARES, Miss, mark_article, misses
from stress_rules import (
    GEO_ROWS,
    MUC4_ROWS,
    mark_names,
    mark_report,
    template_from,
    toponym_from,
)

from chronicle.intake.catalogue import Catalogue
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.importing import settle
from chronicle.intake.places import locate
from chronicle.intake.proposing import propose
from chronicle.intake.report import as_json
from chronicle.intake.scene import set_scene
from chronicle.intake.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

ARTICLE_KEYS: Final = ("pub_date", "dateline", "agency", "body")
INCIDENT_KEYS: Final = ("date", "place", "killed", "injured", "evidence")
STRESS: Final = {"muc4": "muc4-dev.jsonl.gz", "geovirus": "geovirus.jsonl.gz"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one collection came to: its figures, its predictions as they are saved, and what was missed."""

    name: str
    figures: Figures
    predictions: tuple[Object, ...]
    misses: tuple[Miss, ...] = ()


# ---- the importer


def predict(article: str, text: str) -> dict[str, Any]:
    """What `chronicle import --json` prints for an article, as far as it is marked, in an empty chronicle."""
    seed = Seed(path=f"{article}.txt", data=text.encode())
    today = dt.datetime.now(dt.UTC).date()
    catalogue = Catalogue(world())
    found = as_json(settle(next(propose(seed, catalogue, rights="full", today=today)), catalogue))
    incidents = [
        {"types": [word.replace("-", "_") for word in each["types"]], **{key: each[key] for key in INCIDENT_KEYS}}
        for each in found["incidents"]
    ]
    return {"id": article, **{key: found[key] for key in ARTICLE_KEYS}, "incidents": incidents}


def predict_names(article: str, text: str) -> dict[str, Any]:
    """The places that the importer sees in the sentences of a text, each with its characters and coordinates."""
    paragraphs = tuple(text.split("\n"))
    starts = (0, *itertools.accumulate(len(paragraph) + 1 for paragraph in paragraphs))
    gazetteer = world()
    scene = set_scene("", "", paragraphs, gazetteer)
    toponyms = []
    for sentence in split_sentences(paragraphs, gazetteer.words):
        begin = starts[sentence.paragraph] + sentence.start
        toponyms += [
            {
                "start": begin + each.start,
                "end": begin + each.end,
                "lat": each.place.latitude,
                "lon": each.place.longitude,
            }
            for each in locate(sentence.text, scene)
        ]
    return {"id": article, "toponyms": toponyms}


# ---- the collections


def measure_news(articles: Iterable[Object], gold: Iterable[Object]) -> Measured:
    """The news articles; an article without labels is left out, labels without an article end the program."""
    text_of = {article["id"]: article["text"] for article in articles}
    labelled = [labels_from(found) for found in gold]
    if strayed := [labels.article for labels in labelled if labels.article not in text_of]:
        raise SystemExit(f"no article has the id of these labels: {', '.join(strayed)}")
    saved = tuple(predict(labels.article, text_of[labels.article]) for labels in labelled)
    cases = [
        (labels, prediction_from(found), text_of[labels.article]) for labels, found in zip(labelled, saved, strict=True)
    ]
    marks = [mark_article(*case) for case in cases]
    rows = add_up((each.rows for each in marks), ROWS, Tally())
    shares = add_up((each.shares for each in marks), SHARES, Share())
    missed = tuple(miss for case in cases for miss in misses(*case))
    return Measured(name="news", figures={**rows, **shares}, predictions=saved, misses=missed)


def measure_muc4(reports: Iterable[Object]) -> Measured:
    """The reports of MUC-4, each with its labels."""
    every = tuple(reports)
    saved = tuple(predict(report["id"], report["text"]) for report in every)
    marks = [
        mark_report(tuple(map(template_from, report["gold"])), prediction_from(found))
        for report, found in zip(every, saved, strict=True)
    ]
    return Measured(name="muc4", figures=add_up(marks, MUC4_ROWS, Tally()), predictions=saved)


def measure_geovirus(reports: Iterable[Object]) -> Measured:
    """The texts of GeoVirus, each with its labels."""
    every = tuple(reports)
    saved = tuple(predict_names(report["id"], report["text"]) for report in every)
    marks = [
        mark_names(tuple(map(toponym_from, report["toponyms"])), tuple(map(toponym_from, found["toponyms"])))
        for report, found in zip(every, saved, strict=True)
    ]
    rows = add_up((row for row, _ in marks), GEO_ROWS, Tally())
    resolved = sum((share for _, share in marks), Share())
    return Measured(name="geovirus", figures={**rows, "right place, if found": resolved}, predictions=saved)


# ---- the command


def main(arguments: list[str] | None = None) -> None:
    """Measure a folder, save and print."""
    parser = argparse.ArgumentParser(description="Measure the importer against articles labelled by hand.")
    parser.add_argument("folder", type=Path, help="holds articles.jsonl and gold.jsonl")
    parser.add_argument("--errors", action="store_true", help="list everything that is not right")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the predictions as JSONL")
    parser.add_argument("--stress", action="store_true", help=f"measure {' and '.join(STRESS.values())} as well")
    options = parser.parse_args(arguments)
    lacking = [name for name in ("articles.jsonl", "gold.jsonl") if not (options.folder / name).is_file()]
    if lacking:
        parser.error(f"{options.folder} has no {' and no '.join(lacking)}")
    measured = measure(options.folder, stress=options.stress)
    if options.save:
        save(measured, options.save)
    print(as_lines(measured, errors=options.errors) if options.json else shown(measured, errors=options.errors))


def measure(folder: Path, *, stress: bool) -> tuple[Measured, ...]:
    """The news of a folder, and with `stress` the other collections that are there."""
    found = [measure_news(read_lines(folder / "articles.jsonl"), read_lines(folder / "gold.jsonl"))]
    for name, measure_one in (("muc4", measure_muc4), ("geovirus", measure_geovirus)):
        path = folder / STRESS[name]
        if stress and path.is_file():
            found.append(measure_one(read_lines(path)))
    return tuple(found)


def read_lines(path: Path) -> list[Object]:
    """The objects of a JSONL file, which may be compressed."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def save(measured: Iterable[Measured], path: Path) -> None:
    """Write the predictions; those of another collection go beside the file, as `file.muc4.jsonl`."""
    for each in measured:
        target = path if each.name == "news" else path.with_suffix(f".{each.name}{path.suffix}")
        lines = (json.dumps(prediction, ensure_ascii=False) + "\n" for prediction in each.predictions)
        target.write_text("".join(lines), encoding="utf-8")


def as_lines(measured: Iterable[Measured], *, errors: bool) -> str:
    """The figures as JSON, by collection and row."""
    found: dict[str, Any] = {each.name: as_numbers(each.figures) for each in measured}
    if errors:
        found["errors"] = [
            {"article": miss.article, "what": miss.what, "text": miss.text} for each in measured for miss in each.misses
        ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def shown(measured: Iterable[Measured], *, errors: bool) -> str:
    """The figures as tables, and what was missed below them."""
    every = tuple(measured)
    lines = [table(each.name, each.figures) for each in every]
    missed = [f"{miss.article}  {miss.what}: {miss.text}" for each in every for miss in each.misses]
    return "\n\n".join((*lines, *(["\n".join(missed)] if errors and missed else [])))


if __name__ == "__main__":
    main()
