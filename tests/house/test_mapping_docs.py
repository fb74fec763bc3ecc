"""The documentation of mappings names everything that can stand in one."""

from __future__ import annotations

import re
from pathlib import Path

from chronicle.exchange.reading import TARGETS
from chronicle.intake.tables.mapping import Mapping
from chronicle.intake.tables.mapping_file import KEYS, parse_mapping
from chronicle.intake.tables.presets import presets

TEXT = (Path(__file__).parent.parent.parent / "docs" / "mappings.md").read_text("utf-8")
EXAMPLE = re.search(r"(?s)```toml\n(.*?)```", TEXT)


def test_every_target_and_preset_is_documented() -> None:
    """What a column can give, and which mappings there are."""
    said = set(re.findall(r"`(\w+)`", TEXT))
    assert said >= TARGETS
    assert said >= presets().keys()


def test_the_example_is_a_mapping_with_every_table() -> None:
    """It can be copied as it stands."""
    assert EXAMPLE
    assert isinstance(parse_mapping(EXAMPLE[1], "example.toml"), Mapping)
    missing = [key for key in KEYS[""] if not re.search(rf"(?m)^(\[{key}[.\]]|{key} = )", EXAMPLE[1])]
    assert missing == []
