"""The documentation names every command, option, setting and field there is."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import click
import pytest

from chronicle import config
from chronicle.cli import main
from chronicle.entries import records
from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import FOLDERS

DOCS = Path(__file__).parent.parent.parent / "docs"
FORMAT = (DOCS / "format.md").read_text("utf-8")
COMMANDS = (DOCS / "commands.md").read_text("utf-8")
RECORDS: list[type] = [
    value
    for value in vars(records).values()
    if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == records.__name__
]


def section(text: str, title: str) -> str:
    """The part of a document under a heading, up to the next one of its level."""
    match = re.search(rf"(?ms)^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text)
    assert match, f"there is no section {title}"
    return match[1]


@pytest.mark.parametrize("cls", [*FOLDERS.values(), *RECORDS], ids=lambda cls: str(cls.__name__))
def test_every_field_stands_in_the_format_reference(cls: type) -> None:
    """Each field has a row in the section of its kind, with the words of the code."""
    text = section(FORMAT, cls.__name__)
    missing = [field.name for field in entry_fields(cls) if f"| `{field.name}` | {field.metadata['doc']} |" not in text]
    assert missing == []


def test_the_format_reference_names_no_field_that_does_not_exist() -> None:
    """A row that outlived its field is noticed."""
    for cls in [*FOLDERS.values(), *RECORDS]:
        rows = set(re.findall(r"(?m)^\| `(\w+)` \|", section(FORMAT, cls.__name__)))
        assert rows == {field.name for field in entry_fields(cls)}


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    """Each command has a section, and each of its options stands there."""
    text = section(COMMANDS, f"chronicle {name}")
    options = [option for option in main.commands[name].params if isinstance(option, click.Option)]
    missing = [option.opts[0] for option in options if f"`{option.opts[0]}" not in text]
    assert missing == []


def test_every_setting_is_documented() -> None:
    """Each key of chronicle.toml stands in the section on settings."""
    text = section(COMMANDS, "chronicle.toml")
    keys = [key for table in config.KEYS.values() for key in table]
    assert [key for key in keys if f"`{key}`" not in text] == []
