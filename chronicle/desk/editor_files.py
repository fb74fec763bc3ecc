"""Files for editors' programs, made from the table of fields: JSON Schemas, and the settings of Front Matter. Pure.

Front Matter is an extension of VS Code that shows the fields of an entry as a form beside its text. It knows an entry
by its folder, so it needs no key of its own in the file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chronicle.entries.fields import entry_fields, is_required
from chronicle.entries.folder import KIND_FOLDERS
from chronicle.entries.kinds import KINDS, schema_of

if TYPE_CHECKING:
    import dataclasses
    from collections.abc import Mapping


def editor_files() -> dict[str, str]:
    """The text of each file, by its path in a chronicle."""
    schemas = {f".schemas/{kind}.json": schema_text(kind) for kind in KIND_FOLDERS}
    return {"frontmatter.json": _json(front_matter_settings()), **schemas}


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of entry, as a file."""
    return _json(schema_of(kind))


def front_matter_settings() -> dict[str, Any]:
    """The settings of Front Matter: a form for each kind, by its folder.

    Its own check is off: it takes a year for a number where a text is wanted, and knows less than `chronicle check`. It
    makes no new entry, because it would write a key into it that is no field.
    """
    folders = [
        {
            "title": folder.capitalize(),
            "path": f"[[workspace]]/content/{folder}",
            "contentTypes": [kind],
            "disableCreation": True,
        }
        for kind, folder in KIND_FOLDERS.items()
    ]
    return {
        "frontMatter.framework.id": "other",
        "frontMatter.content.publicFolder": "content",
        "frontMatter.content.autoUpdateDate": False,
        "frontMatter.content.supportedFileTypes": ["md"],
        "frontMatter.taxonomy.indentArrays": False,
        "frontMatter.validation.enabled": False,
        "frontMatter.content.pageFolders": folders,
        "frontMatter.taxonomy.contentTypes": [
            {"name": kind, "pageBundle": False, "fields": _form(KINDS[kind])} for kind in KIND_FOLDERS
        ],
    }


def _form(cls: type) -> list[dict[str, Any]]:
    """The fields that fit into a form; records such as sources are written in the text."""
    return [field for each in entry_fields(cls) if (field := _form_field(each))]


def _form_field(field: dataclasses.Field[Any]) -> dict[str, Any]:
    sort = _sort(field.metadata["kind"].schema)
    if not sort:
        return {}
    head = {"name": field.name, "title": field.name, "description": field.metadata["doc"]}
    return {**head, **sort, **({"required": True} if is_required(field) else {})}


def _sort(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Front Matter's type for values of a schema; nothing where it has none."""
    if "enum" in schema:
        return {"type": "choice", "choices": list(schema["enum"])}
    if schema["type"] == "array":
        return {"type": "list"} if schema["items"].get("type") == "string" else {}
    if schema["type"] == "string":
        return {"type": "string", "single": True}
    if schema["type"] == "boolean":
        return {"type": "boolean"}
    return {"type": "number"} if schema["type"] == "integer" else {}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
