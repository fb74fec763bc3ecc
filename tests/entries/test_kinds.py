"""The kinds of entry: every one has its folder, every field its words."""

import dataclasses
from typing import Any

import pytest

from chronicle.entries.fields import entry_fields
from chronicle.entries.folder import ENTRY_FOLDERS
from chronicle.entries.kinds import FOLDERS, schema_of
from chronicle.entries.records import Claim, Dateline, Evidence, Picture, Role, Source, Update

RECORDS = [Role, Claim, Source, Picture, Update, Evidence, Dateline]
each_kind = pytest.mark.parametrize("folder", FOLDERS)


def test_every_kind_has_its_folder() -> None:
    """The folders that are read are the folders of the kinds, in one order."""
    assert tuple(FOLDERS) == ENTRY_FOLDERS


@pytest.mark.parametrize("cls", [*FOLDERS.values(), *RECORDS])
def test_every_field_is_described(cls: type) -> None:
    """Every field of every kind and record has one sentence that says what it is."""
    docs = [field.metadata["doc"] for field in entry_fields(cls)]
    assert docs
    assert [doc for doc in docs if not doc.strip().endswith(".")] == []


@each_kind
def test_every_field_is_read_written_and_described(folder: str) -> None:
    """Every field of a kind but its path and text stands in front matter."""
    names = {field.name for field in dataclasses.fields(FOLDERS[folder])}
    assert names - {field.name for field in entry_fields(FOLDERS[folder])} == {"path", "text"}


@each_kind
def test_the_schema_of_a_kind_names_its_fields(folder: str) -> None:
    """The JSON Schema has every field with its description, and refuses others."""
    schema: dict[str, Any] = schema_of(folder.removesuffix("s"))
    fields = entry_fields(FOLDERS[folder])
    assert list(schema["properties"]) == [field.name for field in fields]
    assert schema["properties"][fields[0].name]["description"] == fields[0].metadata["doc"]
    assert schema["additionalProperties"] is False


def test_only_title_and_date_of_an_incident_are_required() -> None:
    """An incident needs a title and a date, every other kind its name or title."""
    assert {folder: schema_of(folder.removesuffix("s"))["required"] for folder in FOLDERS} == {
        "incidents": ["title", "date"],
        "locations": ["name"],
        "actors": ["name"],
        "articles": ["title"],
        "notes": ["title"],
    }


@each_kind
def test_the_slug_of_an_entry_is_its_file_name(folder: str) -> None:
    """Whatever folder an entry lies in, its file name is its slug."""
    cls: Any = FOLDERS[folder]
    required = {field.name: "x" for field in entry_fields(cls) if field.default is dataclasses.MISSING}
    assert cls(path=f"content/{folder}/2023/some-name.md", **required).slug == "some-name"
