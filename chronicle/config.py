"""`chronicle.toml` as a value; its mistakes are problems like any other."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chronicle.config_keys import DATA_FORMATS, KEYS, TABLES, words
from chronicle.problems import Problem, did_you_mean, is_seen, shortened
from chronicle.text.settings import NAME, key_lines, parse_settings
from chronicle.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One event type; `color` is `#rrggbb` or empty."""

    slug: str
    label: str
    group: str = ""
    color: str = ""
    acled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How sure an incident is, and what an entry needs to deserve it."""

    slug: str
    label: str
    text: str = ""
    min_origins: int = 0
    needs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one chronicle. `url` ends in a slash, or is empty."""

    title: str
    url: str = ""
    noindex: bool = False
    language: str = "en"
    timezone: str = ""
    description: str = ""
    repository: str = ""
    branch: str = "main"
    menu: tuple[tuple[str, str], ...] = ()
    types: tuple[EventType, ...] = ()
    grades: tuple[Grade, ...] = ()
    rights: str = "excerpt"
    feed_id: str = ""
    feed_pages: bool = True
    day_pages: bool = True
    tiles: str = ""
    attribution: str = ""
    full_text: bool = True
    data_formats: tuple[str, ...] = DATA_FORMATS
    data_license: str = ""
    publish_branch: str = "gh-pages"
    publish_remote: str = "origin"
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def parse_config(text: str) -> tuple[Config | None, tuple[Problem, ...]]:
    """The settings in the text of a `chronicle.toml`, and everything that is wrong with it."""
    data = parse_settings(text, FILE, "the settings")
    if isinstance(data, Problem):
        return None, (data,)
    lines = key_lines(text)
    problems = _table_problems("", {key: data[key] for key in data if key not in TABLES}, lines)
    for name in TABLES:
        problems += _named_table_problems(name, data.get(name, {}), lines)
    title = data.get("title", "")
    if isinstance(title, str) and not is_seen(title):
        problems.append(_problem("title", "field-missing", 'is missing; write title = "…"', {"title": 1}))
    if any(problem.level == "error" for problem in problems):
        return None, tuple(problems)
    return _config(data, lines), tuple(problems)


def _config(data: dict[str, Any], lines: dict[str, int]) -> Config:
    url = data.get("url", "")
    repository = data.get("repository", {})
    known_types = _changed("types", data.get("types", {}))
    known_grades = _changed("grades", data.get("grades", {}))
    return Config(
        title=" ".join(data["title"].split()),
        url=with_slash(url),
        noindex=data.get("noindex", False),
        language=data.get("language", "en"),
        timezone=data.get("timezone", ""),
        description=data.get("description", ""),
        repository=repository.get("url", "").rstrip("/").removesuffix(".git").rstrip("/"),
        branch=repository.get("branch", "main"),
        menu=tuple(data.get("menu", {}).items()),
        types=tuple(EventType(slug=slug, **values) for slug, values in known_types.items()),
        grades=tuple(Grade(slug=slug, **values) for slug, values in known_grades.items()),
        rights=data.get("articles", {}).get("rights", "excerpt"),
        feed_id=data.get("feed", {}).get("id", ""),
        feed_pages=data.get("feed", {}).get("pages", True),
        day_pages=data.get("archive", {}).get("days", True),
        tiles=data.get("map", {}).get("tiles", ""),
        attribution=data.get("map", {}).get("attribution", ""),
        full_text=data.get("search", {}).get("full_text", True),
        data_formats=tuple(data.get("data", {}).get("formats", DATA_FORMATS)),
        data_license=data.get("data", {}).get("license", "").strip(),
        publish_branch=data.get("publish", {}).get("branch", "gh-pages"),
        publish_remote=data.get("publish", {}).get("remote", "origin"),
        lines=lines,
    )


def _changed(name: str, changes: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The built-in table with a chronicle's changes and additions; what has no label is called by its slug.

    Keys that are no settings have been reported and are left out.
    """
    known = taxonomy(f"{name}.toml")
    slugs = [*known, *(slug for slug in changes if slug not in known)]
    changed = {slug: {key: changes[slug][key] for key in changes[slug] if key in KEYS[f"{name}.*"]} for slug in changes}
    return {slug: {"label": slug, **known.get(slug, {}), **changed.get(slug, {})} for slug in slugs}


def with_slash(url: str) -> str:
    """A site's address, ending in one slash; nothing stays nothing."""
    return url.rstrip("/") + "/" if url else ""


@functools.cache
def taxonomy(file: str) -> Mapping[str, Any]:
    """A table that comes with Chronicle, such as `types.toml`, as it stands; whoever changes it makes a new one."""
    return tomllib.loads((Path(__file__).parent / "taxonomies" / file).read_text("utf-8"))


def _named_table_problems(name: str, table: object, lines: dict[str, int]) -> list[Problem]:
    if not isinstance(table, dict):
        return [_problem(name, "wrong-type", f"must be a table: [{name}]", lines)]
    if name == "menu":
        return _menu_problems(table, lines)
    if f"{name}.*" not in KEYS:
        return _table_problems(name, table, lines)
    problems = []
    for slug, values in table.items():
        if not is_slug(slug):
            problems.append(_problem(f"{name}.{slug}", "slug-form", "must be made of a-z, 0-9 and -", lines))
        elif not isinstance(values, dict):
            problems.append(_problem(f"{name}.{slug}", "wrong-type", f"must be a table: [{name}.{slug}]", lines))
        else:
            problems += _table_problems(f"{name}.{slug}", values, lines)
    return problems


def _menu_problems(table: dict[str, object], lines: dict[str, int]) -> list[Problem]:
    problems = []
    for label, address in table.items():
        if fault := words(label):
            problems.append(_problem(f"menu.{label}", "setting-form", f"{_said(label)} {fault}", lines))
        if not isinstance(address, str):
            message = 'must be an address of the site, such as "about.html"'
            problems.append(_problem(f"menu.{label}", "wrong-type", message, lines))
    return problems


def _table_problems(name: str, table: dict[str, object], lines: dict[str, int]) -> list[Problem]:
    keys = KEYS.get(name) or KEYS[f"{name.partition('.')[0]}.*"]
    problems = []
    for key, value in table.items():
        path = f"{name}.{key}" if name else key
        if key not in keys:
            guess = did_you_mean(key, [*keys, *(TABLES if not name else ())])
            problems.append(_problem(path, "unknown-key", f"is not a setting{guess}", lines, level="warning"))
        elif fault := keys[key](value):
            problems.append(_problem(path, "setting-form", f"{_said(value)} {fault}", lines))
    return problems


def _problem(
    path: str,
    code: str,
    message: str,
    lines: Mapping[str, int],
    level: Any = "error",  # noqa: ANN401 - a Level
) -> Problem:
    line = lines.get(path, 0)
    return Problem(path=FILE, line=line, column=1 if line else 0, level=level, field=path, code=code, message=message)


def _said(value: object) -> str:
    """A value as far as a message can show it."""
    try:
        return shortened(str(value))
    except ValueError:  # Python refuses to write out very long numbers
        return "the value"
