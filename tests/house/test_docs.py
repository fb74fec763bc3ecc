"""The documentation names every command, option, setting and field there is."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import click
import pytest
from problem_codes import CODE, MADE, codes_of

from chronicle import cli, config_keys
from chronicle.entries import records
from chronicle.entries.fields import entry_fields
from chronicle.entries.kinds import FOLDERS

DOCS = Path(__file__).parent.parent.parent / "docs"
FORMAT = (DOCS / "format.md").read_text("utf-8")
COMMANDS = (DOCS / "commands.md").read_text("utf-8")
PROBLEMS = (DOCS / "problems.md").read_text("utf-8")
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


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    """Each command has a section, and each of its options stands there."""
    text = section(COMMANDS, f"chronicle {name}")
    options = [option for option in cli.command(name).params if isinstance(option, click.Option)]
    missing = [option.opts[0] for option in options if f"`{option.opts[0]}" not in text]
    assert missing == []


def test_every_setting_is_documented() -> None:
    """Each key of chronicle.toml stands in the section on settings."""
    text = section(COMMANDS, "chronicle.toml")
    keys = [key for table in config_keys.KEYS.values() for key in table]
    assert [key for key in keys if f"`{key}`" not in text] == []


def test_every_problem_has_its_paragraph() -> None:
    """Each code that the source can report has one heading with a text below it, and there is no other."""
    parts = re.findall(r"(?ms)^### `([^`\n]+)`\n\n(.+?)(?=^##|\Z)", PROBLEMS)
    assert sorted(code for code, _ in parts) == sorted(codes_of())
    assert [code for code, text in parts if len(text.split()) < 8] == []


def test_problems_are_found_by_their_letter() -> None:
    """Within a section the codes stand in the order of the alphabet."""
    sections = re.findall(r"(?ms)^## ([^\n]+)\n(.*?)(?=^## |\Z)", PROBLEMS)
    unsorted = [title for title, text in sections if (codes := re.findall("(?m)^### `(.*)`", text)) != sorted(codes)]
    assert unsorted == []


def test_codes_are_lower_case_words_with_hyphens() -> None:
    """A code can be an anchor in an address as it stands."""
    assert [code for code in codes_of() if not CODE.fullmatch(code)] == []


def test_a_code_is_found_however_it_is_written(tmp_path: Path) -> None:
    """What collects the codes sees keywords, arguments, pairs, constants, either-or, and those put together."""
    source = """
FULL: Final = "disk-gone"
TABLE = {"x": ("in-table", "is a table")}
class Fault:
    def __init__(self, code, message): ...
def at(where, code, message): ...
def matching(pattern, words, code): ...
def found(kind, one):
    code = "by-name"
    Problem(path="", code="keyword", message="is wrong")
    Problem(path="", code=FULL, message="is wrong")
    Fault("raised", "is wrong")
    self.at(1, "either-one" if one else "other-one", "is wrong")
    at(1, f"{kind}-missing", "is wrong")
    matching("[a]", "an a", "a-form")
"""
    (tmp_path / "module.py").write_text(source, "utf-8")
    kinds = {f"{kind}-missing" for kind in MADE["{kind}-missing"]}
    rest = {"disk-gone", "in-table", "by-name", "keyword", "raised", "either-one", "other-one", "a-form"}
    assert codes_of(tmp_path) == rest | kinds
