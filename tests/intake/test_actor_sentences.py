"""Actors, sentence by sentence: who had which part, and who had none."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronicle.intake.actor_names import Setting, actor_names
from chronicle.intake.actors import Passage, find_actors
from chronicle.intake.words import ENGLISH

TABLE = Path(__file__).with_name("actor_sentences.tsv")
NAMES = actor_names((), ENGLISH)


def table() -> list[tuple[str, str, str]]:
    """Sentence, country and expected parts of each line."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]


def parts(text: str, country: str) -> set[str]:
    """`role: actor` for each part that a sentence gives to somebody."""
    found = find_actors((Passage(sentence=text, clause=text, offset=0),), Setting(text=text, country=country), NAMES)
    return {f"{each.role}: {each.actor}" for each in found}


@pytest.mark.parametrize(("text", "country", "expected"), table())
def test_the_parts_that_a_sentence_gives(text: str, country: str, expected: str) -> None:
    """Whoever has a part is found with it, and nobody else."""
    assert parts(text, country) == set(filter(None, expected.split("|")))
