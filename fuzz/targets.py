"""What is fuzzed: each target takes any bytes, and fails when something happens that must never happen.

No exception comes out but the program's own, nothing takes longer than its limit, and what comes out is what is
promised. `judge` runs one; `run.py` runs it for long, and a test for a moment.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import scenes
from beginnings import articles, bodies, feeds, own_files, pages, texts_of
from properties import Seen
from workbooks import rows_of
from workbooks import workbook as made_workbook

from chronicle.config import parse_config
from chronicle.desk.fixing.fixing import fixed
from chronicle.entries.kinds import FOLDERS, KINDS, Entry
from chronicle.entries.parsing import dump, entry_from, parse_entry
from chronicle.intake.tables.mapping_file import parse_mapping
from chronicle.problems import Problem, error_count, shown
from chronicle.text.answers import resolved
from chronicle.text.characters import decode
from chronicle.text.converting import SECONDS
from chronicle.text.correcting import corrected
from chronicle.text.dates import DateError, parse_when
from chronicle.text.frontmatter import Document, parse_document
from chronicle.text.limits import TooSlowError, time_limit
from chronicle.text.line_ends import plain
from chronicle.text.links import web_address
from chronicle.text.markup import MarkupError, Prose, render
from chronicle.text.mentions import with_mentions
from chronicle.text.slugs import is_slug, name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is done with bytes, what to begin with, and the seconds of the processor that it may take."""

    run: Callable[[bytes], None]
    seeds: Callable[[], tuple[bytes, ...]]
    seconds: float = 2.0


def judge(target: Target, data: bytes) -> None:
    """Run a target within its time. Raise AssertionError, or whatever comes out."""
    begin = time.process_time()
    target.run(data)
    spent = time.process_time() - begin
    assert spent < target.seconds, f"took {spent:.1f} seconds"


# ---- entries


def front_matter(data: bytes) -> None:
    """Any bytes are an entry or a problem at a place in them; an entry is written and read back as itself."""
    text = decode(data, "x.md")
    if isinstance(text, Problem):
        return
    document = parse_document(text, "x.md")
    if isinstance(document, Problem):
        _are_in(text, [document])
        return
    for kind in KINDS.values():
        entry, problems = entry_from(kind, document, "x.md")
        _are_in(text, problems)
        if entry:
            _reads_back(entry)


def _are_in(text: str, problems: Iterable[Problem]) -> None:
    """The problems lie in a text, and can be printed."""
    lines = text.count("\n") + 1
    for problem in problems:
        assert 0 <= problem.line <= lines, problem
        assert not _CONTROLS.search(shown(problem, text)), problem


_CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def _reads_back(entry: Entry) -> None:
    text = dump(entry)
    again, problems = parse_entry(type(entry), text, "x.md")
    assert again == entry, (text, problems)
    assert not error_count(problems), problems
    assert dump(again) == text


def fix(data: bytes) -> None:
    """What `check --fix` makes of an entry has its text, says nothing else, and is not mended again."""
    text = data.decode("utf-8", "replace")
    kind = list(KINDS.values())[len(text.partition("\n")[2].partition("\n")[0]) % len(KINDS)]
    before = parse_document(plain(text), "x.md")
    after = fixed(kind, text, "x.md")
    assert after.done or after.reading.text == text
    if isinstance(before, Document) and after.reading.document:
        assert after.reading.document.body == before.body
    if after.done:
        again = fixed(kind, after.reading.text, "x.md")
        assert not again.done, (after.reading.text, again.done)
    for problem in after.reading.problems:
        try:
            corrected(after.reading.text, problem)
        except ValueError:
            continue


# ---- words


def date(data: bytes) -> None:
    """A text is a date that is written and read back as itself, or an error whose guess is a date."""
    text = data.decode("utf-8", "replace")
    try:
        when = parse_when(text)
    except DateError as error:
        if not error.guess:
            return
        when = parse_when(error.guess)
    assert parse_when(str(when)) == when
    assert when.first <= when.last
    assert all(when.first <= day <= when.last for day in when.days)
    assert all(1 <= month <= 12 for _, month in when.months)  # noqa: PLR2004 - a year has twelve
    assert when.first.year in when.years


def slug(data: bytes) -> None:
    """Any name has a slug, which is its own, and a key, which is its own."""
    name = data.decode("utf-8", "surrogateescape")
    made = slugify(name)
    assert is_slug(made), made
    assert slugify(made) == made
    assert name_key(name_key(name)) == name_key(name)


def url(data: bytes) -> None:
    """What comes out is nothing, or an address that can end no attribute; judged again it stays itself."""
    address = web_address(data.decode("utf-8", "surrogateescape"))
    assert (not address.url) == (address.level == "error")
    if address.url:
        assert address.url.lower().startswith(("http://", "https://"))
        assert address.url.isascii()
        assert address.url.isprintable()
        assert not set(address.url) & set(' "<>\\^`{|}')
        assert web_address(address.url).url == address.url


# ---- Markdown


def markdown(data: bytes) -> None:
    """A body is HTML in which nothing lives and every reference has a meaning, or is refused in words."""
    document = parse_document("---\n---\n" + plain(data.decode("utf-8", "replace")), "x.md")
    if isinstance(document, Problem):
        return
    prose = _prose(document.body)
    if prose is None:
        return
    seen = Seen(prose.html)
    assert not seen.faults, seen.faults
    assert all(each.startswith("fn") for each in (*seen.ids, *seen.fragments))
    answered = Seen(resolved(prose.html, (), ""))
    assert not answered.faults, answered.faults
    assert not answered.references


def mentions(data: bytes) -> None:
    """Of names in a text some become links, one for an address; without these it is what it was."""
    first, _, rest = data.decode("utf-8", "replace").partition("\n")
    names = [" ".join(name.split()) for name in first.split("|")[:8]]
    asked = tuple((name, f"go/{number % 5}.html") for number, name in enumerate(names) if name)
    document = parse_document("---\n---\n" + plain(rest), "x.md")
    if isinstance(document, Problem):
        return
    prose = _prose(document.body)
    if prose is None:
        return
    html = prose.html
    made = with_mentions(html, asked)
    assert not Seen(made).faults, Seen(made).faults
    for address in {address for _, address in asked}:
        before, opening, after = made.partition(f'<a href="{address}">')
        assert opening not in after or not opening
        made = before + after.replace("</a>", "", 1) if opening else made
    assert made == html


def _prose(body: str) -> Prose | None:
    """A body as HTML, unless it is refused or would be ended for its time, as a worker is."""
    try:
        with time_limit(SECONDS):
            return render(body)
    except (MarkupError, TooSlowError):
        return None


# ---- told by a whole project


def config(data: bytes) -> None:
    """Settings are refused at a line of theirs, or the whole site stands under them."""
    text = data.decode("utf-8", "replace")
    settings, problems = parse_config(text)
    _are_in(text, problems)
    assert (settings is None) == bool(error_count(problems))
    if settings:
        scenes.stands(text, scenes.ENTRIES)


def site(data: bytes) -> None:
    """An entry is refused, or nothing of it lives in any file of the site."""
    folder = list(FOLDERS)[len(data.partition(b"\n")[2].partition(b"\n")[0]) % len(FOLDERS)]
    scenes.stands(scenes.CONFIG, {**scenes.ENTRIES, f"content/{folder}/own.md": data})


def mapping(data: bytes) -> None:
    """A mapping is refused at a line of its own, or a table is read by it."""
    text = data.decode("utf-8", "replace")
    made = parse_mapping(text, "x.toml")
    if isinstance(made, tuple):
        _are_in(text, made)
    else:
        scenes.brought("x.csv", scenes.TABLE, made)


def _seed(ending: str) -> Callable[[bytes], None]:
    return lambda data: scenes.imported(f"seeds/x{ending}", data)


def _table(ending: str) -> Callable[[bytes], None]:
    return lambda data: scenes.brought(f"x{ending}", data)


def workbook(data: bytes) -> None:
    """One part of a workbook is what follows the first byte, which says which."""
    parts = _parts()
    name = sorted(parts)[(data[0] if data else 0) % len(parts)]
    scenes.brought("x.xlsx", scenes.packed({**parts, name: data[1:]}))


@cache
def _parts() -> dict[str, bytes]:
    rows = rows_of([["date", "title", "killed"], ["2023-10-19", "Fire", "2"]])
    rows += '<row r="3"><c r="A3" s="1"><v>45218</v></c><c r="B3" t="s"><v>0</v></c><c r="C3" t="b"><v>1</v></c></row>'
    with zipfile.ZipFile(io.BytesIO(made_workbook({"One": rows}, ["A text"]))) as file:
        return {name: file.read(name) for name in file.namelist()}


def _part_seeds() -> tuple[bytes, ...]:
    return tuple(bytes([number]) + _parts()[name] for number, name in enumerate(sorted(_parts())))


# ---- all of them


def _entry_seeds() -> tuple[bytes, ...]:
    texts = texts_of("entries/*.py", "desk/fixing/*.py", "text/test_frontmatter.py", "text/test_yaml_text.py")
    return (*own_files("content/*/**/*.md"), *(each for each in texts if each.startswith(b"---")), *_made_entries())


def _made_entries() -> Iterable[bytes]:
    """A field of the tests, as the only one beside those that an entry must have."""
    texts = texts_of("test_hostile.py", "entries/*.py", "text/test_dates.py", "text/test_counts.py")
    fields = sorted({each for each in texts if b": " in each and b"\n" not in each})
    return (b"---\ntitle: T\nname: N\ndate: 2023-10-19\n" + each + b"\n---\n" for each in fields)


def _body_seeds() -> tuple[bytes, ...]:
    return (*bodies(), *texts_of("text/test_markup.py", "text/test_mentions.py", "test_hostile.py"))


def _hostile_entries() -> tuple[bytes, ...]:
    lines = [each for each in texts_of("test_hostile.py") if b"\n" not in each]
    made = (b"---\ntitle: '" + line.replace(b"'", b"''") + b"'\ndate: 2023\n---\n\n" + line for line in lines)
    return (*own_files("content/*/**/*.md"), *made)


def _json_seeds() -> tuple[bytes, ...]:
    texts = texts_of("intake/tables/test_objects.py", "intake/tables/test_own_round_trips.py")
    return (*scenes.tables(".json", ".geojson", ".jsonl"), *(each for each in texts if each[:1] in {b"{", b"["}))


TARGETS: Final[dict[str, Target]] = {
    "front-matter": Target(run=front_matter, seeds=_entry_seeds),
    "fix": Target(run=fix, seeds=_entry_seeds),
    "date": Target(run=date, seeds=lambda: texts_of("text/test_dates.py"), seconds=0.5),
    "slug": Target(run=slug, seeds=lambda: texts_of("text/test_slugs.py"), seconds=0.5),
    "url": Target(run=url, seeds=lambda: texts_of("text/test_links.py", "test_hostile.py"), seconds=0.5),
    "markdown": Target(run=markdown, seeds=_body_seeds, seconds=SECONDS + 1),
    "mentions": Target(run=mentions, seeds=_body_seeds, seconds=SECONDS + 1),
    "config": Target(run=config, seeds=lambda: (*own_files("*.toml"), *texts_of("test_config.py")), seconds=10),
    "site": Target(run=site, seeds=_hostile_entries, seconds=10),
    "mapping": Target(
        run=mapping,
        seeds=lambda: (
            *own_files("chronicle/intake/tables/presets/*.toml"),
            *texts_of("intake/tables/test_mapping.py"),
        ),
        seconds=5,
    ),
    "article": Target(run=_seed(".txt"), seeds=articles, seconds=5),
    "page": Target(run=_seed(".html"), seeds=lambda: (*pages(), *texts_of("intake/readers/test_page.py")), seconds=8),
    "feed": Target(run=_seed(".xml"), seeds=lambda: (*feeds(), *texts_of("intake/readers/test_feed.py")), seconds=8),
    "csv": Target(
        run=_table(".csv"),
        seeds=lambda: (scenes.TABLE, *scenes.tables(".csv"), *texts_of("intake/tables/test_delimited.py")),
        seconds=5,
    ),
    "json": Target(run=_table(".json"), seeds=_json_seeds, seconds=5),
    "geojson": Target(run=_table(".geojson"), seeds=_json_seeds, seconds=5),
    "workbook": Target(run=workbook, seeds=_part_seeds, seconds=5),
}
