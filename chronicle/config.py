"""`chronicle.toml` as a value; its mistakes are problems like any other."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chronicle.problems import Problem, did_you_mean, shortened
from chronicle.text.links import web_address
from chronicle.text.settings import NAME, key_lines, parse_settings
from chronicle.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE: Final = NAME
FORMAT: Final = 1
RIGHTS: Final = ("full", "excerpt", "cite")
DATA_FORMATS: Final = ("csv", "json", "jsonl", "geojson", "kml", "acled", "ucdp", "hxl", "timeline", "sqlite")


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


# ---- the table: key → what is wrong with a value ("" = nothing)


def _text(value: object) -> str:
    fine = isinstance(value, str) and not _CONTROLS.search(value) and len(value) <= 2000  # noqa: PLR2004 - one line
    return "" if fine else "must be one line of text in quotes"


_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


def _url(value: object) -> str:
    if not isinstance(value, str):
        return "must be a web address in quotes"
    if "?" in value or "#" in value:
        return "must be the address of a folder, without ? or #"
    return web_address(value).fault if value else ""


def _format(value: object) -> str:
    if value == FORMAT and not isinstance(value, bool):
        return ""
    return f"must be {FORMAT}; a newer Chronicle reads other formats"


def _language(value: object) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)
    return "" if fine else 'must be a language code such as "en", "en-US" or "ar"'


def _timezone(value: object) -> str:
    if fault := _text(value):
        return fault
    from chronicle.text.wording import time_zones  # noqa: PLC0415 - brings Babel along, and many chronicles name no zone

    known = {"", *time_zones()}
    return "" if value in known else f'is no time zone{did_you_mean(str(value), known)}; write one as "Asia/Baghdad"'


def _rights(value: object) -> str:
    return "" if value in RIGHTS else f"must be one of {', '.join(RIGHTS)}"


def _color(value: object) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"#[0-9a-f]{6}", value)
    return "" if fine else 'must be a colour such as "#8a1f11"'


def _number(value: object) -> str:
    return "" if type(value) is int and 0 <= value <= 99 else "must be a whole number"  # noqa: PLR2004


def _switch(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _data_formats(value: object) -> str:
    known = ", ".join(DATA_FORMATS)
    if not isinstance(value, list):
        return f'must be a list such as ["csv", "json"], of {known}'
    strange = [item for item in value if item not in DATA_FORMATS]
    guess = did_you_mean(str(strange[0]), DATA_FORMATS) if strange else ""
    return f"names a format that there is not{guess}; they are {known}" if strange else ""


def _tiles(value: object) -> str:
    """The address of a tile server, as map libraries write it; it is the one thing that may ask another host."""
    fine = isinstance(value, str) and re.fullmatch(r"https?://[^\s\"'<>\\]+", value)
    if value == "" or (fine and all(part in str(value) for part in ("{z}", "{x}", "{y}"))):
        return ""
    return 'must be an address with {z}, {x} and {y}, such as "https://tiles.example.org/{z}/{x}/{y}.png"'


def _name(value: object) -> str:
    """What git calls a branch or a remote; git itself is asked about the rest of its rules."""
    fine = isinstance(value, str) and re.fullmatch(r"[^\s-]\S*", value) and not _CONTROLS.search(value)
    return "" if fine else "must be a name without spaces, in quotes"


def _needs(value: object) -> str:
    return "" if value in ("", "admission") else 'must be "admission" or empty'


KEYS: Final[dict[str, dict[str, Callable[[object], str]]]] = {
    "": {
        "format": _format,
        "title": _text,
        "url": _url,
        "noindex": _switch,
        "language": _language,
        "timezone": _timezone,
        "description": _text,
    },
    "repository": {"url": _url, "branch": _text},
    "articles": {"rights": _rights},
    "feed": {"id": _text, "pages": _switch},
    "archive": {"days": _switch},
    "search": {"full_text": _switch},
    "data": {"formats": _data_formats, "license": _text},
    "map": {"tiles": _tiles, "attribution": _text},
    "publish": {"branch": _name, "remote": _name},
    "types.*": {"label": _text, "color": _color, "group": _text, "acled": _text},
    "grades.*": {"label": _text, "text": _text, "min_origins": _number, "needs": _needs},
}
_TABLES: Final = (
    "repository",
    "menu",
    "types",
    "grades",
    "articles",
    "feed",
    "archive",
    "search",
    "data",
    "map",
    "publish",
)


def parse_config(text: str) -> tuple[Config | None, tuple[Problem, ...]]:
    """The settings in the text of a `chronicle.toml`, and everything that is wrong with it."""
    data = parse_settings(text, FILE, "the settings")
    if isinstance(data, Problem):
        return None, (data,)
    lines = key_lines(text)
    problems = _table_problems("", {key: data[key] for key in data if key not in _TABLES}, lines)
    for name in _TABLES:
        problems += _named_table_problems(name, data.get(name, {}), lines)
    title = data.get("title", "")
    if isinstance(title, str) and not title.strip():
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
        return [
            _problem(f"menu.{label}", "wrong-type", 'must be an address of the site, such as "about.html"', lines)
            for label, address in table.items()
            if not isinstance(address, str)
        ]
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


def _table_problems(name: str, table: dict[str, object], lines: dict[str, int]) -> list[Problem]:
    keys = KEYS.get(name) or KEYS[f"{name.partition('.')[0]}.*"]
    problems = []
    for key, value in table.items():
        path = f"{name}.{key}" if name else key
        if key not in keys:
            guess = did_you_mean(key, [*keys, *(_TABLES if not name else ())])
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
