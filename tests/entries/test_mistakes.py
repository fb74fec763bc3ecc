"""The mistakes people make: each entry is broken in one way, and is told so in full."""

from pathlib import Path

import pytest

from chronicle.desk.fixing.fixing import fixed
from chronicle.entries.fields import entry_fields, is_required
from chronicle.entries.folder import read_folder
from chronicle.entries.kinds import FOLDERS, Article, Entry, Incident, Location, Note
from chronicle.entries.parsing import parse_entry
from chronicle.problems import Problem, in_order, shown
from chronicle.text.characters import decode
from chronicle.text.limits import time_limit

HEAD = "---\ntitle: Rockets hit a base\ndate: 2023-10-19\n"
TAIL = "---\n\nText.\n"
HOW = "write 2023-10-19, 2023-10, 2023, 2023-10-19/2023-10-20 or 2023-10-19/.."


def read(data: bytes | str, kind: type[Entry] = Incident) -> tuple[Entry | None, tuple[Problem, ...], list[str]]:
    """The entry in a file, its problems, and its lines."""
    text = decode(data.encode() if isinstance(data, str) else data, "x.md")
    if isinstance(text, Problem):
        return None, (text,), []
    return *parse_entry(kind, text, "x.md"), text.split("\n")


def told(data: bytes | str, kind: type[Entry] = Incident) -> str:
    """All problems of a file, as an editor sees them."""
    _, problems, lines = read(data, kind)
    return "\n".join(
        shown(problem, lines[problem.line - 1] if lines and problem.line else None) for problem in in_order(problems)
    )


# Each has a correction: the lines are title, date and what else the first text says.
MENDED = {
    "an unquoted colon in a title": (
        "---\ntitle: Iraq: rockets hit a base\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:8: error: title: the value has a ":" in it; put it in quotes [yaml-colon]\n'
            "    title: Iraq: rockets hit a base\n"
            '  → title: "Iraq: rockets hit a base"'
        ),
    ),
    "a colon at the end of a title": (
        "---\ntitle: Breaking:\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:8: error: title: the value has a ":" in it; put it in quotes [yaml-colon]\n'
            "    title: Breaking:\n"
            '  → title: "Breaking:"'
        ),
    ),
    "an unquoted colon in a source": (
        HEAD + "sources:\n  - {publisher: Reuters, title: Iraq: rockets}\n" + TAIL,
        (
            'x.md:5:33: error: title: the value has a ":" in it; put it in quotes [yaml-colon]\n'
            "      - {publisher: Reuters, title: Iraq: rockets}\n"
            '  →   - {publisher: Reuters, title: "Iraq: rockets"}'
        ),
    ),
    "two fields in one line of a source": (
        HEAD + "sources:\n  - publisher: AFP, url: https://example.org/a\n    date: 2023-10-20\n" + TAIL,
        (
            "x.md:5:21: error: url: each field has a line of its own [yaml-colon]\n"
            "      - publisher: AFP, url: https://example.org/a\n"
            "  →   - publisher: AFP\n"
            "        url: https://example.org/a"
        ),
    ),
    "a tab before a field": (
        HEAD + "\tgrade: likely\n" + TAIL,
        "x.md:4:1: error: the line begins with a tab; use spaces [yaml-tab]\n    \\tgrade: likely\n  → grade: likely",
    ),
    "a tab behind a hyphen": (
        HEAD + "locations:\n-\tbaghdad\n" + TAIL,
        'x.md:5:2: error: a tab stands behind the "-"; use a space [yaml-tab]\n    -\\tbaghdad\n  → - baghdad',
    ),
    "no space behind the colons of a table in braces": (
        HEAD + "actors: [{actor:police, role:target}]\n" + TAIL,
        (
            'x.md:4:11: error: actor: a space is missing after ":" [yaml-space]\n'
            "    actors: [{actor:police, role:target}]\n"
            "  → actors: [{actor: police, role: target}]"
        ),
    ),
    "a text in braces": (
        "---\ntitle: {Rockets} \ndate: 2023-10-19\n" + TAIL,
        (
            'x.md:2:8: error: title: the value begins with "{", which means something else here; put it in quotes '
            "[yaml-special]\n    title: {Rockets}\n"
            '  → title: "{Rockets}"'
        ),
    ),
    "a path of Windows": (
        '---\ntitle: "C:\\Users\\x"\ndate: 2023-10-19\n' + TAIL,
        (
            "x.md:2:13: error: a \\ means something else inside \"…\"; use single quotes: '…' [yaml-form]\n"
            '    title: "C:\\Users\\x"\n'
            "  → title: 'C:\\Users\\x'"
        ),
    ),
    "a tab inside a list": (
        HEAD + "sources:\n  - publisher: Reuters\n\ttitle: Rockets\n" + TAIL,
        (
            "x.md:6:1: error: the line begins with a tab; use spaces [yaml-tab]\n"
            "    \\ttitle: Rockets\n"
            "  →     title: Rockets"
        ),
    ),
    "too many spaces": (
        "---\ntitle: Rockets\n  date: 2023-10-19\n---\n",
        (
            "x.md:3:3: error: the spaces before the line do not fit the line above [yaml-indent]\n"
            "      date: 2023-10-19\n"
            "  → date: 2023-10-19"
        ),
    ),
    "too few spaces": (
        HEAD + "sources:\n  - publisher: Reuters\n   title: Rockets\n" + TAIL,
        (
            "x.md:6:4: error: the spaces before the line do not fit the line above [yaml-indent]\n"
            "       title: Rockets\n"
            "  →     title: Rockets"
        ),
    ),
    "a missing space after a colon": (
        "---\ntitle:Rockets\ndate: 2023-10-19\n---\n",
        'x.md:2:1: error: title: a space is missing after ":" [yaml-space]\n    title:Rockets\n  → title: Rockets',
    ),
    "a special space after a colon": (
        "---\ntitle:\u00a0Rockets\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:7: error: title: the space after ":" is a special one; write an ordinary space [yaml-space]\n'
            "    title:\u00a0Rockets\n"
            "  → title: Rockets"
        ),
    ),
    "a semicolon for a colon": (
        "---\ntitle; Rockets\ndate: 2023-10-19\n---\n",
        'x.md:2:1: error: the line is not of the form "key: value" [yaml-line]\n    title; Rockets\n  → title: Rockets',
    ),
    "a quote that is not closed": (
        '---\ntitle: "Rockets\ndate: 2023-10-19\n---\n',
        (
            "x.md:2:8: error: title: the quotes do not match; put the value in one pair of quotes [yaml-quote]\n"
            '    title: "Rockets\n'
            '  → title: "Rockets"'
        ),
    ),
    "an apostrophe in single quotes": (
        "---\ntitle: 'Iraq's bases'\ndate: 2023-10-19\n---\n",
        (
            "x.md:2:8: error: title: the quotes do not match; put the value in one pair of quotes [yaml-quote]\n"
            "    title: 'Iraq's bases'\n"
            '  → title: "Iraq\'s bases"'
        ),
    ),
    "quotes around the first words": (
        '---\ntitle: "Rockets" hit a base\ndate: 2023-10-19\n---\n',
        (
            "x.md:2:8: error: title: the quotes do not match; put the value in one pair of quotes [yaml-quote]\n"
            '    title: "Rockets" hit a base\n'
            "  → title: '\"Rockets\" hit a base'"
        ),
    ),
    "a list that is not closed": (
        HEAD + "locations: [baghdad, basra\n" + TAIL,
        (
            'x.md:4:12: error: locations: the "[" is not closed; add "]" [yaml-bracket]\n'
            "    locations: [baghdad, basra\n"
            "  → locations: [baghdad, basra]"
        ),
    ),
    "a table that is not closed": (
        HEAD + "actors:\n  - {actor: isis, role: claimed\n" + TAIL,
        (
            'x.md:5:5: error: the "{" is not closed; add "}" [yaml-bracket]\n'
            "      - {actor: isis, role: claimed\n"
            "  →   - {actor: isis, role: claimed}"
        ),
    ),
    "a title that begins with a bracket": (
        "---\ntitle: [Update] Rockets\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:8: error: title: the value begins with "[", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    title: [Update] Rockets\n"
            '  → title: "[Update] Rockets"'
        ),
    ),
    "a title that begins with a hyphen": (
        "---\ntitle: - Rockets\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:8: error: title: the value begins with "-", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    title: - Rockets\n"
            '  → title: "- Rockets"'
        ),
    ),
    "an alias": (
        HEAD + "summary: *all\n" + TAIL,
        (
            'x.md:4:10: error: summary: the value begins with "*", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    summary: *all\n"
            '  → summary: "*all"'
        ),
    ),
    "an anchor": (
        HEAD + "summary: &all x\n" + TAIL,
        (
            'x.md:4:10: error: summary: the value begins with "&", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    summary: &all x\n"
            '  → summary: "&all x"'
        ),
    ),
    "a tag": (
        HEAD + "summary: !!python/name:os.system\n" + TAIL,
        (
            'x.md:4:10: error: summary: the value begins with "!", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    summary: !!python/name:os.system\n"
            '  → summary: "!!python/name:os.system"'
        ),
    ),
    "a hash that cuts a title": (
        "---\ntitle: Rocket #2 hit a base\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:8: warning: title: the text ends before "#2 hit a base": a # after a space begins a comment '
            "[text-cut]\n"
            "    title: Rocket #2 hit a base\n"
            '  → title: "Rocket #2 hit a base"'
        ),
    ),
    "typographic quotes": (
        "---\ntitle: “Rockets”\ndate: 2023-10-19\n---\n",
        (
            "x.md:2:8: warning: title: typographic quotes stay in the text; straight quotes would not [text-quotes]\n"
            "    title: “Rockets”\n"
            '  → title: "Rockets"'
        ),
    ),
    "a title that reads like a number": (
        "---\ntitle: 007\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:8: warning: title: "007" reads like a number, a date or a yes/no; put it in quotes if it is the '
            "text you mean [text-odd]\n"
            "    title: 007\n"
            '  → title: "007"'
        ),
    ),
    "a list written as text": (
        HEAD + "locations: Baghdad, Al-Qa'im\n" + TAIL,
        (
            "x.md:4:12: error: locations: must be a list, not text [wrong-type]\n"
            "    locations: Baghdad, Al-Qa'im\n"
            '  → locations: [Baghdad, "Al-Qa\'im"]'
        ),
    ),
    "the dead at the top level": (
        HEAD + "killed: 3\n" + TAIL,
        (
            "x.md:4:1: error: killed: belongs inside casualties [misplaced-field]\n"
            "    killed: 3\n"
            "  → casualties: [{killed: 3}]"
        ),
    ),
    "a source at the top level": (
        HEAD + "publisher: 'Reuters, London'\n" + TAIL,
        (
            "x.md:4:1: error: publisher: belongs inside sources [misplaced-field]\n"
            "    publisher: 'Reuters, London'\n"
            '  → sources: [{publisher: "Reuters, London"}]'
        ),
    ),
    "dates in the wrong order": (
        "---\ntitle: Rockets\ndate: 2023-10-20/2023-10-19\n---\n",
        (
            'x.md:3:7: error: date: "2023-10-20/2023-10-19" ends before it begins [date-order]\n'
            "    date: 2023-10-20/2023-10-19\n"
            "  → date: 2023-10-19/2023-10-20"
        ),
    ),
    "month and day in the wrong order": (
        "---\ntitle: Rockets\ndate: 2023-19-10\n---\n",
        (
            'x.md:3:7: error: date: "2023-19-10" is not a date (there is no month 19) [date-impossible]\n'
            "    date: 2023-19-10\n"
            "  → date: 2023-10-19"
        ),
    ),
    "a date with dots": (
        "---\ntitle: Rockets\ndate: 19.10.2023\n---\n",
        (
            f'x.md:3:7: error: date: "19.10.2023" is not a date; {HOW} [date-form]\n'
            "    date: 19.10.2023\n"
            "  → date: 2023-10-19"
        ),
    ),
    "a date in words": (
        "---\ntitle: Rockets\ndate: March 5 2024\n---\n",
        (
            f'x.md:3:7: error: date: "March 5 2024" is not a date; {HOW} [date-form]\n'
            "    date: March 5 2024\n"
            "  → date: 2024-03-05"
        ),
    ),
}

MENDED |= {
    "a typo in a key": (
        HEAD + "locaton: [baghdad]\n" + TAIL,
        (
            'x.md:4:1: warning: locaton: is not a field (did you mean "locations"?) [unknown-key]\n'
            "    locaton: [baghdad]\n"
            "  → locations: [baghdad]"
        ),
    ),
    "a key in capitals": (
        HEAD + "GRADE: likely\n" + TAIL,
        (
            'x.md:4:1: warning: GRADE: is not a field (did you mean "grade"?) [unknown-key]\n'
            "    GRADE: likely\n"
            "  → grade: likely"
        ),
    ),
    "an alias in a list": (
        HEAD + "tags: [a, *all]\n" + TAIL,
        (
            'x.md:4:11: error: the value begins with "*", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    tags: [a, *all]\n"
            '  → tags: [a, "*all"]'
        ),
    ),
    "a word that is not one of a few": (
        HEAD + "status: publishd # soon\n" + TAIL,
        (
            'x.md:4:9: error: status: "publishd" is not one of published, draft, withdrawn (did you mean "published"?) '
            "[not-a-choice]\n"
            "    status: publishd # soon\n"
            "  → status: published # soon"
        ),
    ),
    "a media file elsewhere": (
        HEAD + "media: [{file: ../x.jpg}]\n" + TAIL,
        (
            'x.md:4:16: error: media.0.file: "../x.jpg" is not a file below content/media, such as media/base.jpg '
            "[media-form]\n"
            "    media: [{file: ../x.jpg}]\n"
            "  → media: [{file: media/x.jpg}]"
        ),
    ),
    "a backslash in double quotes": (
        HEAD + 'summary: "\\q"\n' + TAIL,
        (
            "x.md:4:11: error: a \\ means something else inside \"…\"; use single quotes: '…' [yaml-form]\n"
            '    summary: "\\q"\n'
            "  → summary: '\\q'"
        ),
    ),
    "an item further right": (
        HEAD + "locations:\n- baghdad\n  - basra\n" + TAIL,
        ('x.md:6:3: error: the "-" must stand below the one above [yaml-indent]\n      - basra\n  → - basra'),
    ),
    "an item further left": (
        HEAD + "locations:\n  - baghdad\n - basra\n" + TAIL,
        ('x.md:6:2: error: the "-" must stand below the one above [yaml-indent]\n     - basra\n  →   - basra'),
    ),
    "a bullet": (
        HEAD + "locations:\n• baghdad\n" + TAIL,
        (
            'x.md:5:1: error: each line of a list begins with "- ", a hyphen and a space [yaml-dash]\n'
            "    • baghdad\n"
            "  → - baghdad"
        ),
    ),
    "a list that begins behind its key": (
        HEAD + "locations: - baghdad\n           - basra\n" + TAIL,
        (
            "x.md:4:12: error: locations: a list begins in the line below its field [yaml-dash]\n"
            "    locations: - baghdad\n"
            "  → locations:\n"
            "               - baghdad"
        ),
    ),
    "a list of one behind its key": (
        HEAD + "sources: - publisher: Reuters\n    url: https://example.org/\n" + TAIL,
        (
            "x.md:4:10: error: sources: a list begins in the line below its field [yaml-dash]\n"
            "    sources: - publisher: Reuters\n"
            "  → sources:\n"
            "      - publisher: Reuters"
        ),
    ),
    "a time in a date": (
        HEAD.replace("19\n", "19 9:40 pm +03:00 # local\n") + TAIL,
        (
            'x.md:3:7: error: date: "2023-10-19 9:40 pm +03:00" has a time in it; write 2023-10-19, and time: '
            '"21:40+03:00" on a line of its own [date-time]\n'
            "    date: 2023-10-19 9:40 pm +03:00 # local\n"
            "  → date: 2023-10-19 # local\n"
            '    time: "21:40+03:00"'
        ),
    ),
    "a time in a date with a time beside it": (
        HEAD.replace("19\n", '19T21:40\ntime: "21:40"\n') + TAIL,
        (
            'x.md:3:7: error: date: "2023-10-19T21:40" has a time in it; write 2023-10-19, and time: "21:40" on a line '
            "of its own [date-time]\n"
            "    date: 2023-10-19T21:40\n"
            "  → date: 2023-10-19"
        ),
    ),
    "a time in the date of an update": (
        HEAD + "updates:\n- {date: 2023-10-20 21:40, text: a}\n" + TAIL,
        (
            'x.md:5:10: error: updates.0.date: "2023-10-20 21:40" has a time in it; write 2023-10-20 [date-time]\n'
            "    - {date: 2023-10-20 21:40, text: a}\n"
            "  → - {date: 2023-10-20, text: a}"
        ),
    ),
    "a full-width colon": (
        HEAD.replace("date: ", "date：") + TAIL,
        (
            'x.md:3:1: error: the line is not of the form "key: value" [yaml-line]\n'
            "    date：2023-10-19\n"
            "  → date: 2023-10-19"
        ),
    ),
    "signs before several items": (
        HEAD + "tags: [#fire, base, @hit]\n" + TAIL,
        (
            'x.md:4:8: error: the value begins with "#", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    tags: [#fire, base, @hit]\n"
            '  → tags: ["#fire", base, "@hit"]'
        ),
    ),
    "a list with Arabic commas": (
        HEAD + "locations: baghdad، basra؛ hit\n" + TAIL,
        (
            "x.md:4:12: error: locations: must be a list, not text [wrong-type]\n"
            "    locations: baghdad، basra؛ hit\n"
            "  → locations: [baghdad, basra, hit]"
        ),
    ),
    "a name of a data set in capitals": (
        HEAD + "ids: {ACLED: IRQ1}\n" + TAIL,
        (
            'x.md:4:7: error: ids: "ACLED" is no short name of a data set such as acled; write a-z, 0-9 and - '
            "[ids-form]\n"
            "    ids: {ACLED: IRQ1}\n"
            "  → ids: {acled: IRQ1}"
        ),
    ),
    "a mark of direction in a date": (
        HEAD.replace("2023-10-19", "\u200f2023-10-19") + TAIL,
        (
            f'x.md:3:7: error: date: "\\u200f2023-10-19" is not a date; {HOW} [date-form]\n'
            "    date: \\u200f2023-10-19\n"
            "  → date: 2023-10-19"
        ),
    ),
    "a bracket too many": (
        HEAD + "locations: [baghdad]]\n" + TAIL,
        (
            'x.md:4:21: error: locations: there is one "]" too many; delete it [yaml-bracket]\n'
            "    locations: [baghdad]]\n"
            "  → locations: [baghdad]"
        ),
    ),
    "the wrong bracket": (
        HEAD + "locations: [baghdad}\n" + TAIL,
        (
            'x.md:4:12: error: locations: the "[" is not closed; add "]" [yaml-bracket]\n'
            "    locations: [baghdad}\n"
            "  → locations: [baghdad]"
        ),
    ),
    "a title that begins with a greater-than sign": (
        "---\ntitle: > Rockets\ndate: 2023-10-19\n---\n",
        (
            'x.md:2:8: error: title: the value begins with ">", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    title: > Rockets\n"
            '  → title: "> Rockets"'
        ),
    ),
    "a title in two lines": (
        "---\ntitle: Rockets hit a base\nin the west\ndate: 2023-10-19\n---\n",
        (
            'x.md:3:1: error: the line is not of the form "key: value"; two spaces before it make it part of the text '
            "above [yaml-line]\n"
            "    in the west\n"
            "  →   in the west"
        ),
    ),
    "a field without a colon": (
        "---\ntitle: Rockets\ndate 2023-10-19\n---\n",
        (
            'x.md:3:1: error: the line is not of the form "key: value" [yaml-line]\n'
            "    date 2023-10-19\n"
            "  → date: 2023-10-19"
        ),
    ),
    "a table for a list": (
        HEAD + "casualties:\n    killed: 3\n    of: civilians\n" + TAIL,
        (
            "x.md:5:5: error: casualties: must be a list, not a table of keys; begin the first line of each item with "
            '"- " [wrong-type]\n'
            "        killed: 3\n"
            "  →   - killed: 3"
        ),
    ),
    "a table in braces for a list": (
        HEAD + 'casualties: {killed: 3, who: "a, b"}\n' + TAIL,
        (
            "x.md:4:13: error: casualties: must be a list, not a table of keys [wrong-type]\n"
            '    casualties: {killed: 3, who: "a, b"}\n'
            '  → casualties: [{killed: 3, who: "a, b"}]'
        ),
    ),
    "a field of an item at the margin": (
        HEAD + "sources:\n- publisher: Reuters\nurl: https://example.org/\n" + TAIL,
        (
            "x.md:6:1: error: url: belongs inside sources; with spaces before it, it is part of the item above "
            "[misplaced-field]\n"
            "    url: https://example.org/\n"
            '  →   url: "https://example.org/"'
        ),
    ),
    "an address for a source": (
        HEAD + "sources:\n- https://example.org/a\n" + TAIL,
        (
            "x.md:5:3: error: sources.0: must be a table of keys such as {article: …, publisher: …}, not text "
            "[wrong-type]\n"
            "    - https://example.org/a\n"
            '  → - {url: "https://example.org/a"}'
        ),
    ),
    "a list for a word": (
        HEAD + "grade: [likely]\n" + TAIL,
        ("x.md:4:8: error: grade: must be a name, not a list [wrong-type]\n    grade: [likely]\n  → grade: likely"),
    ),
    "a comma in a number": (
        HEAD + "casualties:\n- {killed: 1,400, injured: 3}\n" + TAIL,
        (
            'x.md:5:14: error: "400" has no value: a "," inside a text or number needs quotes around it [yaml-comma]\n'
            "    - {killed: 1,400, injured: 3}\n"
            "  → - {killed: 1400, injured: 3}"
        ),
    ),
    "a comma in a name": (
        HEAD + "sources:\n- {publisher: Reuters, London, date: 2023}\n" + TAIL,
        (
            'x.md:5:24: error: "London" has no value: a "," inside a text or number needs quotes around it '
            "[yaml-comma]\n"
            "    - {publisher: Reuters, London, date: 2023}\n"
            '  → - {publisher: "Reuters, London", date: 2023}'
        ),
    ),
    "a comma in an address": (
        HEAD + "sources:\n- {publisher: Reuters, url: https://example.org/a,b}\n" + TAIL,
        (
            'x.md:5:51: error: "b" has no value: a "," inside a text or number needs quotes around it [yaml-comma]\n'
            "    - {publisher: Reuters, url: https://example.org/a,b}\n"
            '  → - {publisher: Reuters, url: "https://example.org/a,b"}'
        ),
    ),
    "an article for a source": (
        HEAD + "sources: [gazette-fire]\n" + TAIL,
        (
            "x.md:4:11: error: sources.0: must be a table of keys such as {article: …, publisher: …}, not text "
            "[wrong-type]\n"
            "    sources: [gazette-fire]\n"
            "  → sources: [{article: gazette-fire}]"
        ),
    ),
    "one source": (
        HEAD + "source: Reuters\n" + TAIL,
        (
            'x.md:4:1: warning: source: is not a field (did you mean "sources"?) [unknown-key]\n'
            "    source: Reuters\n"
            "  → sources: [{publisher: Reuters}]"
        ),
    ),
    "one address": (
        HEAD + "sources: https://example.org/a,b\n" + TAIL,
        (
            "x.md:4:10: error: sources: must be a list, not text [wrong-type]\n"
            "    sources: https://example.org/a,b\n"
            '  → sources: [{url: "https://example.org/a,b"}]'
        ),
    ),
    "an item that is not closed": (
        HEAD + "casualties:\n- {killed: 3\n- {injured: 4}\n" + TAIL,
        'x.md:5:3: error: the "{" is not closed; add "}" [yaml-bracket]\n    - {killed: 3\n  → - {killed: 3}',
    ),
    "a list that ends behind a comma": (
        HEAD + "locations: [baghdad,\n" + TAIL,
        (
            'x.md:4:12: error: locations: the "[" is not closed; add "]" [yaml-bracket]\n'
            "    locations: [baghdad,\n"
            "  → locations: [baghdad]"
        ),
    ),
    "a hash before a tag": (
        HEAD + "tags: [a, #tag]\n" + TAIL,
        (
            'x.md:4:11: error: the value begins with "#", which means something else here; put it in quotes '
            "[yaml-special]\n"
            "    tags: [a, #tag]\n"
            '  → tags: [a, "#tag"]'
        ),
    ),
    "a hash in a table": (
        HEAD + "sources:\n- {publisher: R, title: Unit #4 burns, date: 2023}\n" + TAIL,
        (
            'x.md:5:25: error: behind a space, "#" begins a comment; put the value in quotes [yaml-special]\n'
            "    - {publisher: R, title: Unit #4 burns, date: 2023}\n"
            '  → - {publisher: R, title: "Unit #4 burns", date: 2023}'
        ),
    ),
}

# Nobody but the editor can know what is meant.
PLAIN: dict[str, tuple[str | bytes, str]] = {
    "an impossible day": (
        "---\ntitle: Rockets\ndate: 2023-02-30\n---\n",
        (
            'x.md:3:7: error: date: "2023-02-30" is not a day (February 2023 has 28) [date-impossible]\n'
            "    date: 2023-02-30"
        ),
    ),
    "a quote mark in a table": (
        HEAD + 'casualties: [{killed: 3, who: "mayor}]\n' + TAIL,
        (
            "x.md:4:31: error: a quote mark is opened and never closed [yaml-form]\n"
            '    casualties: [{killed: 3, who: "mayor}]'
        ),
    ),
    "a list that is not closed before a hash": (
        HEAD + "locations: [Base #3\n" + TAIL,
        'x.md:4:12: error: locations: the "[" is not closed; add "]" [yaml-bracket]\n    locations: [Base #3',
    ),
    "no source in words": (
        HEAD + "sources: none\n" + TAIL,
        (
            "x.md:4:10: error: sources: must be a list of tables such as {article: …, publisher: …}, not text "
            "[wrong-type]\n    sources: none"
        ),
    ),
    "a missing title": (
        "---\ndate: 2023-10-19\n---\n",
        "x.md:2:1: error: title: is missing; it must be one line of text [field-missing]\n    date: 2023-10-19",
    ),
    "a title without a text": (
        "---\ntitle:\ndate: 2023-10-19\n---\n",
        "x.md:2:7: error: title: is missing; it must be one line of text [field-missing]\n    title:",
    ),
    "an empty title": (
        '---\ntitle: ""\ndate: 2023-10-19\n---\n',
        'x.md:2:8: error: title: is empty; write a text or delete the line [empty]\n    title: ""',
    ),
    "a missing date": (
        "---\ntitle: Rockets\n---\n",
        "x.md:2:1: error: date: is missing; it must be a date such as 2023-10-19 [field-missing]\n    title: Rockets",
    ),
    "a key twice": (
        HEAD + "grade: likely\ngrade: claimed\n" + TAIL,
        'x.md:5:1: error: "grade" is here a second time (first in line 4) [duplicate-key]\n    grade: claimed',
    ),
    "a merge key": (
        HEAD + "<<: {a: b}\n" + TAIL,
        "x.md:4:1: error: merge keys (<<) are not allowed; write the fields out [yaml-merge]\n    <<: {a: b}",
    ),
    "a list for a key": (
        HEAD + "[a, b]: c\n" + TAIL,
        "x.md:4:1: error: a key must be one word, not a list or a table [yaml-key]\n    [a, b]: c",
    ),
    "words without a key": (
        "---\nRockets hit a base\n---\n",
        'x.md:2:1: error: the front matter must be lines of "key: value" [front-matter-form]\n    Rockets hit a base',
    ),
    "a word between fields": (
        HEAD + "likely\n" + TAIL,
        'x.md:4:1: error: the line is not of the form "key: value" [yaml-line]\n    likely',
    ),
    "a second document": (
        HEAD + "--- # more\na: b\n" + TAIL,
        "x.md:4:1: error: a second --- begins here; only one part is allowed [yaml-documents]\n    --- # more",
    ),
    "a comma too few": (
        HEAD + 'tags: ["a" "b"]\n' + TAIL,
        (
            'x.md:4:12: error: inside [ ] and { } a comma is missing before this, or the closing "]" or "}" '
            "[yaml-form]\n"
            '    tags: ["a" "b"]'
        ),
    ),
    "a mistake in a line without an end": (
        HEAD + f"summary: {'a: ' * 20_000}\n" + TAIL,
        (
            'x.md:4:11: error: a ":" stands here in a text; put the whole text in quotes [yaml-form]\n'
            f"    summary: {('a: ' * 64)[:191]}"
        ),
    ),
    "a list for a title": (
        "---\ntitle: [a, b]\ndate: 2023-10-19\n---\n",
        "x.md:2:8: error: title: must be one line of text, not a list [wrong-type]\n    title: [a, b]",
    ),
    "a negative count": (
        HEAD + "casualties: [{killed: -3}]\n" + TAIL,
        (
            'x.md:4:23: error: casualties.0.killed: "-3" is not a number of people; write 3, 1-5, or 41+ for '
            '"at least 41" [count-form]\n'
            "    casualties: [{killed: -3}]"
        ),
    ),
    "a claim without numbers": (
        HEAD + "casualties: [{of: civilians}]\n" + TAIL,
        (
            "x.md:4:14: error: casualties.0: says neither killed nor injured [record-incomplete]\n"
            "    casualties: [{of: civilians}]"
        ),
    ),
    "a URL that is a script": (
        HEAD + 'sources: [{url: "javascript:alert(1)"}]\n' + TAIL,
        (
            'x.md:4:17: error: sources.0.url: "javascript:alert(1)" must begin with https:// or http:// [url-form]\n'
            '    sources: [{url: "javascript:alert(1)"}]'
        ),
    ),
    "a time that no clock shows": (
        HEAD + 'time: "25:00"\n' + TAIL,
        (
            'x.md:4:7: error: time: "25:00" is not a time; write "21:40", "21:40Z" or "21:40+03:00" [time-form]\n'
            '    time: "25:00"'
        ),
    ),
    "an alias elsewhere": (
        HEAD + "aliases: [../x.html]\n" + TAIL,
        (
            'x.md:4:11: error: aliases.0: "../x.html" is not an address of this site, such as incidents/old-name.html '
            "[alias-form]\n"
            "    aliases: [../x.html]"
        ),
    ),
    "a control character": (
        "---\ntitle: A\x07B\ndate: 2023-10-19\n---\n",
        (
            "x.md:2:9: error: has a control character (U+0007) that no text may have; delete it [control-character]\n"
            "    title: A\\x07B"
        ),
    ),
    "a NUL in the text": (
        HEAD + "---\n\nA\0B\n",
        (
            "x.md:6:2: error: has a control character (U+0000) that no text may have; delete it [control-character]\n"
            "    A\\x00B"
        ),
    ),
    "a line end of mainframes": (
        "---\ntitle: A\x85B\ndate: 2023-10-19\n---\n",
        (
            "x.md:2:9: error: has a control character (U+0085) that no text may have; delete it [control-character]\n"
            "    title: A\\x85B"
        ),
    ),
    "a line end of mainframes in the text": (
        HEAD + "---\n\nA\x85B\n",
        (
            "x.md:6:2: error: has a control character (U+0085) that no text may have; delete it [control-character]\n"
            "    A\\x85B"
        ),
    ),
    "an escaped control character": (
        '---\ntitle: "A\\x07B"\ndate: 2023-10-19\n---\n',
        (
            "x.md:2:8: error: has a control character (U+0007) that no text may have; delete it [control-character]\n"
            '    title: "A\\x07B"'
        ),
    ),
    "sixty thousand brackets": (
        HEAD + f"tags: {'[' * 60_000}\n" + TAIL,
        f"x.md:4:19: error: lists and tables are nested more than 12 deep [yaml-depth]\n    tags: {'[' * 194}",
    ),
    "a summary without an end": (
        HEAD + f"summary: {'a' * 2001}\n" + TAIL,
        f"x.md:4:10: error: summary: is longer than 2000 characters [text-long]\n    summary: {'a' * 191}",
    ),
    "a file in Latin-1": (
        "---\ntitle: Rockets\ndate: 2023-10-19\n---\nCafé\n".encode("latin-1"),
        "x.md:5:1: error: is not UTF-8 text; save the file with the encoding UTF-8 [encoding]",
    ),
    "a file in UTF-16": (
        (HEAD + TAIL).encode("utf-16"),
        "x.md:1:1: error: is not UTF-8 text; save the file with the encoding UTF-8 [encoding]",
    ),
}

NO_LINES = "x.md:1:1: error: the first line must be --- (three hyphens, nothing before them) [fence-missing]\n"
NO_OPENING = "x.md:1:1: error: the opening --- is missing; put --- alone on a line above this one [fence-missing]\n"
NO_CLOSING = "x.md:3:1: error: the closing --- is missing; put --- alone on a line after line 3 [fence-missing]\n"
# The text, and what is told: with the line that is proposed in the place of the one above it the entry is whole.
FENCES: dict[str, tuple[str, str]] = {
    "no opening fence": (
        (HEAD + TAIL).removeprefix("---\n"),
        NO_OPENING + "    title: Rockets hit a base\n  → ---\n    title: Rockets hit a base",
    ),
    "no front matter, and a long line": ("x" * 9_999, f"{NO_LINES}    {'x' * 200}"),
    "no front matter": ("Text.\n", NO_LINES + "    Text.\n  → ---\n    Text."),
    "an empty file": (
        "",
        "x.md:1:1: error: the file is empty; an entry begins with ---, its fields, and --- again [fence-missing]\n    ",
    ),
    "a fence of code around the entry": (
        "```\n" + HEAD + TAIL + "```\n",
        (
            "x.md:1:1: error: the first line must be ---; delete this line, and the line ``` at the end of the entry "
            "[fence-missing]\n    ```"
        ),
    ),
    "no closing fence": (HEAD + "\nText.\n", NO_CLOSING + "    date: 2023-10-19\n  → date: 2023-10-19\n    ---"),
    "nothing after the fields": (HEAD.rstrip("\n"), NO_CLOSING + "    date: 2023-10-19\n  → date: 2023-10-19\n    ---"),
    "a closing fence of two hyphens": (
        HEAD + "--\nText.\n",
        (
            "x.md:4:1: error: the closing --- is missing; this line must be --- (three hyphens) [fence-missing]\n"
            "    --\n  → ---"
        ),
    ),
    "an opening fence behind a space": (
        " " + HEAD + TAIL,
        (
            "x.md:1:1: error: the first line must be --- (three hyphens, nothing before or after them) "
            "[fence-missing]\n"
            "     ---\n  → ---"
        ),
    ),
    "an empty line first": (
        "\n" + HEAD + TAIL,
        "x.md:1:1: error: an empty line stands above the first ---; delete it [fence-missing]\n    ",
    ),
    "a heading first": (
        "# Rockets\n" + HEAD + TAIL,
        (
            "x.md:1:1: error: the first line must be ---; what stands above it belongs below the second --- "
            "[fence-missing]\n    # Rockets"
        ),
    ),
    "no closing fence, and a rule in the text": (
        HEAD + "\nRockets hit a base.\n\n---\nMore of it.\n",
        NO_CLOSING + "    date: 2023-10-19\n  → date: 2023-10-19\n    ---",
    ),
    "no empty line before the text, and a rule in it": (
        HEAD + "Rockets hit a base.\n\nMore of it.\n\n---\n",
        NO_CLOSING + "    date: 2023-10-19\n  → date: 2023-10-19\n    ---",
    ),
    "a closing fence of dots": (
        HEAD + "...\nText.\n",
        (
            "x.md:4:1: error: the closing --- is missing; this line must be --- (three hyphens) [fence-missing]\n"
            "    ...\n  → ---"
        ),
    ),
    "fences of TOML": (
        (HEAD + TAIL).replace("---", "+++", 1),
        (
            "x.md:1:1: error: the first line must be --- (three hyphens, nothing before or after them) "
            "[fence-missing]\n"
            "    +++\n  → ---"
        ),
    ),
}


@pytest.mark.parametrize("name", [*MENDED, *PLAIN])
def test_a_mistake_is_told_in_full(name: str) -> None:
    """Each mistake has its place, its plain words, its line, and its correction where one can be guessed."""
    text, expected = MENDED.get(name) or PLAIN[name]
    assert told(text) == expected


@pytest.mark.parametrize("name", MENDED)
def test_pasting_the_proposed_line_mends_the_entry(name: str) -> None:
    """With the proposed line in the place of the wrong one, the entry is whole."""
    text, _ = MENDED[name]
    _, (problem,), lines = read(text)
    lines[problem.line - 1] = problem.hint
    entry, problems, _ = read("\n".join(lines))
    assert entry is not None
    assert [found for found in problems if found.level == "error" or found.line == problem.line] == []


@pytest.mark.parametrize("value", ['"Reuters\n  and AFP"', "Reuters\n  and AFP", "|\n  Reuters"])
def test_of_a_value_that_goes_on_below_only_the_key_is_put_right(value: str) -> None:
    """With the proposed line the front matter can be read, and what is still wrong is the value."""
    _, (problem,), lines = read(f"{HEAD}source: {value}\n{TAIL}")
    assert problem.hint == f"sources: {value}".split("\n")[0]
    lines[problem.line - 1] = problem.hint
    _, problems, _ = read("\n".join(lines))
    assert [found.code for found in problems] == ["wrong-type"]


@pytest.mark.parametrize("name", FENCES)
def test_a_missing_fence_is_told_in_full(name: str) -> None:
    """A missing fence is named with the place where it belongs."""
    text, expected = FENCES[name]
    assert told(text) == expected


@pytest.mark.parametrize(
    "name", [name for name, (_, told) in FENCES.items() if "→" in told and name != "no front matter"]
)
def test_a_fence_where_it_was_missing_mends_the_entry(name: str) -> None:
    """With the proposed lines in the place of the one above them, the entry is whole."""
    text, _ = FENCES[name]
    _, (problem,), lines = read(text)
    lines[problem.line - 1] = problem.hint
    assert read("\n".join(lines))[0] is not None


def test_swapped_coordinates_are_told_with_the_right_order() -> None:
    """A latitude that no place has is told; when the other order is possible it is proposed, exactly."""
    text = "---\nname: Hanoi\ncoordinates: [105.854444, 21.028333]\n---\n"
    assert told(text, FOLDERS["locations"]) == (
        "x.md:3:14: error: coordinates: [105.854444, 21.028333] is nowhere: latitude is -90 to 90, "
        "longitude -180 to 180 [coordinates-range]\n"
        "    coordinates: [105.854444, 21.028333]\n"
        "  → coordinates: [21.028333, 105.854444]"
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{lat: 33.79, lon: 42.44}", "[33.79, 42.44]"),
        ("{Longitude: 42.44, Latitude: 33.79}", "[33.79, 42.44]"),
        ("33.79, 42.44", "[33.79, 42.44]"),
        ("(33.79,42.44)", "[33.79, 42.44]"),
        ("33.79° N, 42.44° W", "[33.79, -42.44]"),
        ("42.44E 33.79S", "[-33.79, 42.44]"),
        ("33,79, 42,44", "[33.79, 42.44]"),
        ("33, 42", "[33, 42]"),
        ("[33.79 N, 42.44 E]", "[33.79, 42.44]"),
        ("N 33.79, W 42.44", "[33.79, -42.44]"),
        ("−33.79, 42.44", "[-33.79, 42.44]"),
        ("33°18'45\"N 44°21'59\"E", "[33.3125, 44.36639]"),
        ("33° 18′ 45.5″ S, 44° 21.5′ W", "[-33.31264, -44.35833]"),
        ("33°18′N44°21′E", "[33.3, 44.35]"),
        ("33°75′N 44°21′E", ""),
        ("-33.79 S, 42.44 E", ""),
        ("33.794.4", ""),
        ("33,42", ""),
        ("33 42", ""),
        ("33.79 N, 42.44 N", ""),
        ("{type: Point, coordinates: [42.44, 33.79]}", ""),
        ("[33.79, 42.44, 12]", ""),
        ("[33.79]", ""),
        ("{}", ""),
    ],
)
def test_coordinates_in_another_form_are_understood(written: str, meant: str) -> None:
    """Where it is clear which number is which."""
    message = "must be [latitude, longitude] in degrees, such as [33.79, 42.44] [coordinates-form]"
    said = f"x.md:3:14: error: coordinates: {message}\n    coordinates: {written}"
    assert told(f"---\nname: Base\ncoordinates: {written}\n---\n", Location) == (
        f"{said}\n  → coordinates: {meant}" if meant else said
    )


def test_coordinates_on_two_lines_are_told_as_one() -> None:
    """Below their field, or as fields of their own; no line that is proposed loses one of them."""
    assert told("---\nname: Base\ncoordinates:\n  lat: 33.79\n  lon: 42.44\n---\n", Location) == (
        "x.md:4:3: error: coordinates: must be [latitude, longitude] in degrees, such as [33.79, 42.44]; "
        "write coordinates: [33.79, 42.44] in one line in place of these [coordinates-form]\n      lat: 33.79"
    )
    text = "---\nname: Base\nlongitude: 42.44\nlatitude: 33.79\n---\n"
    first = "x.md:3:1: warning: longitude: is not a field; write coordinates: [33.79, 42.44] [unknown-key]"
    assert told(text, Location) == (
        f"{first}\n    longitude: 42.44\n  → coordinates: [33.79, 42.44]\n"
        "x.md:4:1: warning: latitude: is not a field; it goes into coordinates, so delete this line [unknown-key]\n"
        "    latitude: 33.79"
    )
    assert fixed(Location, text, "x.md").done == ()
    other = text.replace("42.44", "42,44").replace("33.79", "33° 47′ 24″")
    assert told(other, Location).startswith(
        "x.md:3:1: warning: longitude: is not a field; write coordinates: [33.79, 42.44] [unknown-key]\n"
    )
    assert told("---\nname: Base\ncoordinates: [33.79, 42.44]\nlat: 33.79\n---\n", Location) == (
        "x.md:4:1: warning: lat: is not a field; coordinates has it, so delete this line [unknown-key]\n    lat: 33.79"
    )
    for other in ("", "\nlon: east"):
        assert told(f"---\nname: Base\nlat: 33.79{other}\n---\n", Location).startswith(
            "x.md:3:1: warning: lat: is not a field; write coordinates: [latitude, longitude] [unknown-key]\n"
        )


@pytest.mark.parametrize("kind", FOLDERS.values())
def test_a_typo_in_any_field_is_understood(kind: type[Entry]) -> None:
    """The nearest field is proposed for a key with a letter too many."""
    for field in entry_fields(kind):
        if is_required(field):
            continue  # its absence is the problem that is told
        text = f"---\n{field.name}x: a\n---\n"
        assert f'{field.name}x: is not a field (did you mean "{field.name}"?) [unknown-key]' in told(text, kind)


def test_a_file_name_that_is_no_slug_is_told_with_the_new_name(tmp_path: Path) -> None:
    """A file name with other letters is told with the name to give it."""
    folder = tmp_path / "content" / "incidents"
    folder.mkdir(parents=True)
    (folder / "Rockets in Sana'a.md").write_text(HEAD + TAIL)
    assert [shown(problem, None) for problem in read_folder(tmp_path).problems] == [
        (
            "content/incidents/Rockets in Sana'a.md: error: the file name must be made of a-z, 0-9 and single hyphens; "
            "rename it [file-name]\n"
            "  → rockets-in-sanaa.md"
        )
    ]


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    """Two entries of a kind with one file name are told, whatever their folders."""
    for year in ("2022", "2023"):
        folder = tmp_path / "content" / "incidents" / year
        folder.mkdir(parents=True)
        (folder / "rockets.md").write_text(HEAD + TAIL)
    assert [shown(problem, None) for problem in read_folder(tmp_path).problems] == [
        (
            "content/incidents/2023/rockets.md: error: has the same name as content/incidents/2022/rockets.md; "
            "names are unique within a kind, rename one [duplicate-slug]"
        )
    ]


@pytest.mark.parametrize(
    ("line", "proposed"), [("tags: #fire", 'tags: ["#fire"]'), ("summary: #1 burnt", 'summary: "#1 burnt"')]
)
def test_a_value_that_is_a_comment_to_yaml_is_told(line: str, proposed: str) -> None:
    """It would be lost in silence; a comment is one behind a space, or where no value begins so."""
    value = line.partition(" ")[2]
    assert told(f"{HEAD}{line}\n{TAIL}") == (
        f'x.md:4:{len(line) - len(value)}: warning: {line.partition(":")[0]}: "{value}" is lost: a # after a space '
        f"begins a comment; put it in quotes [text-cut]\n    {line}\n  → {proposed}"
    )
    assert told(f"{HEAD}{proposed}\n{TAIL}") == ""
    assert fixed(Incident, f"{HEAD}{line}\n{TAIL}", "x.md").done == ()
    for comment in ("tags: # none yet", "time: #9 or 10", "casualties: #3", "status: #draft"):
        assert told(f"{HEAD}{comment}\n{TAIL}") == ""


@pytest.mark.parametrize(
    ("line", "of", "key", "meant"),
    [
        ("sources", "{article: …, publisher: …}", "AFP: https://a.b", '{publisher: AFP, url: "https://a.b"}'),
        ("actors", "{actor: …, role: …}", "Police: Target", "{actor: Police, role: target}"),
        ("actors", "{actor: …, role: …}", "target: Police", "{actor: Police, role: target}"),
    ],
)
def test_a_table_of_other_keys_is_told_as_the_record_that_was_meant(line: str, of: str, key: str, meant: str) -> None:
    """To YAML a text with a colon is one; written in lines it is one line, in brackets a part of one."""
    said = (
        f'error: {line}.0: must be a table of keys such as {of}; "{key.partition(":")[0]}" is none of them [wrong-type]'
    )
    assert told(f"{HEAD}{line}:\n- {key}\n{TAIL}") == f"x.md:5:3: {said}\n    - {key}\n  → - {meant}"
    front = f"{line}: [{{{key}}}]"
    assert told(f"{HEAD}{front}\n{TAIL}") == (f"x.md:4:{len(line) + 4}: {said}\n    {front}\n  → {line}: [{meant}]")
    assert fixed(Incident, f"{HEAD}{front}\n{TAIL}", "x.md").done == ()
    for other in ("link: https://a.b", "colour: red"):
        assert "wrong-type" not in told(f"{HEAD}{line}:\n- {other}\n{TAIL}")


def test_an_item_without_a_value_is_told() -> None:
    """Whatever it should be; where its text is a comment to YAML, that text is proposed in quotes."""
    words = "is empty; write a value, or delete the line [empty]"
    assert told(f"{HEAD}types:\n- fire\n-\nsources:\n-\n- # later\n{TAIL}") == (
        f"x.md:6:2: error: types.1: {words}\n    -\n"
        f"x.md:8:2: error: sources.0: {words}\n    -\n"
        f"x.md:9:2: error: sources.1: {words}\n    - # later"
    )
    assert told(f"{HEAD}types: [null]\n{TAIL}") == ""
    assert told(f"{HEAD}tags:\n- #port\n- a\n{TAIL}") == (
        'x.md:5:2: error: tags.0: "#port" is lost: a # after a space begins a comment; put it in quotes [text-cut]\n'
        '    - #port\n  → - "#port"'
    )


def test_fields_that_belong_inside_one_are_put_there_together() -> None:
    """The line that is proposed for the first takes all of them; the others are to be deleted."""
    where = "belongs inside casualties"
    assert told(f"{HEAD}killed: 3\ninjured: 4\n{TAIL}") == (
        f"x.md:4:1: error: killed: {where} [misplaced-field]\n    killed: 3\n"
        "  → casualties: [{killed: 3, injured: 4}]\n"
        f"x.md:5:1: error: injured: {where}, as killed does; put both into its line, and delete this one "
        "[misplaced-field]\n    injured: 4"
    )
    assert told(f"{HEAD}casualties: [{{killed: 3, injured: 4}}]\ninjured: 4\n{TAIL}") == (
        f"x.md:5:1: error: injured: {where}, where it stands already; delete this line [misplaced-field]\n"
        "    injured: 4"
    )


def test_two_versions_among_the_fields_are_told() -> None:
    """What git writes where two edits met is no slip in a line."""
    text = HEAD.replace("date:", "<<<<<<< HEAD\ndate: 2023-10-18\n=======\ndate:") + ">>>>>>> other\n" + TAIL
    assert told(text) == (
        "x.md:3:1: error: git wrote two versions here: keep what is right of both, and delete the lines <<<<<<<, "
        "======= and >>>>>>> [conflict-marks]\n    <<<<<<< HEAD"
    )


def test_bullets_are_told_to_be_hyphens() -> None:
    """Several lines of them are one text to YAML, for which no line can stand."""
    for sign in ("• ", "-", "1. ", "2) "):
        assert told(f"{HEAD}locations:\n  {sign}baghdad\n  {sign}basra\n{TAIL}") == (
            'x.md:5:3: error: locations: must be a list, not text; begin each line of it with "- ", a hyphen and a '
            f"space [wrong-type]\n      {sign}baghdad"
        )


def test_a_space_may_be_missing_in_a_table_with_quotes() -> None:
    """Behind a quote mark nobody can tell a key from a text, so no line is proposed."""
    assert told(f'{HEAD}actors: [{{actor: "police", role:target}}]\n{TAIL}') == (
        'x.md:4:28: error: role: a space is missing after ":" [yaml-space]\n'
        '    actors: [{actor: "police", role:target}]'
    )


def test_an_escape_that_is_no_letter_is_told() -> None:
    """Half a letter, as JSON writes them, and a number beyond all letters."""
    for escape in (r"\ud83d\ude00", r"\UFFFFFFFF"):
        assert told(f'---\ntitle: "{escape}"\ndate: 2023-10-19\n{TAIL}') == (
            "x.md:2:11: error: a \\ with the number of no letter; write the letter itself [yaml-form]\n"
            f'    title: "{escape}"'
        )


def test_a_hyphen_in_quotes_is_proposed_to_be_a_list() -> None:
    """The hyphen was to begin an item."""
    assert told(f'{HEAD}locations: "- baghdad"\n{TAIL}') == (
        "x.md:4:12: error: locations: must be a list, not text [wrong-type]\n"
        '    locations: "- baghdad"\n  → locations: [baghdad]'
    )


def test_a_missing_space_in_a_list_is_told() -> None:
    """`-anbar` below `- iraq` is named where it stands."""
    assert told(HEAD + "locations:\n- iraq\n-anbar\n" + TAIL) == (
        'x.md:6:1: error: a space is missing after "-" [yaml-dash]\n    -anbar\n  → - anbar'
    )


def test_a_slip_in_a_required_key_is_one_problem() -> None:
    """`Titel` is said to be the missing title, and nothing else is said of it."""
    assert told("---\nTitel: Rockets\ndate: 2023-10-19\n" + TAIL) == (
        'x.md:2:1: error: title: is missing; "Titel" was probably meant to be "title" [field-missing]\n'
        "    Titel: Rockets\n"
        "  → title: Rockets"
    )


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (
            Incident,
            "name: Bonn\nkind: city\ncoordinates: [50.9, 6.9]",
            "has the fields of a location, not of an incident; move it to content/locations/",
        ),
        (
            Location,
            "title: Fire\ndate: 2024-05-01\nlocations: [bonn]",
            "has the fields of an incident, not of a location; move it to content/incidents/",
        ),
        (
            Incident,
            "name: Police\nkind: police",
            (
                "has the fields of a location or actor, not of an incident; "
                "move it to content/locations/ or content/actors/"
            ),
        ),
        (
            Incident,
            "title: Fire\npublisher: Gazette\npublished: 2024-05-02",
            "has the fields of an article, not of an incident; move it to content/articles/",
        ),
    ],
)
def test_an_entry_in_the_folder_of_another_kind_is_told_so(kind: type[Entry], fields: str, message: str) -> None:
    """In one line, not one for each field; and nothing is mended, which would make it an entry of that folder."""
    text = f"---\n{fields}\n---\n"
    assert told(text, kind) == f"x.md:2:1: error: {message} [entry-kind]\n    {fields.partition(chr(10))[0]}"
    assert fixed(kind, text, "x.md").reading.text == text


@pytest.mark.parametrize(
    ("kind", "fields", "codes"),
    [
        (Incident, "title: Fire\nurl: https://example.org/", ["misplaced-field", "field-missing"]),
        (Location, "title: Bonn\nkind: city", ["field-missing"]),
        (Note, "title: Fire\ndate: 2024-05-01\ntags: [x]", ["unknown-key", "unknown-key"]),
    ],
)
def test_a_slip_is_no_other_kind(kind: type[Entry], fields: str, codes: list[str]) -> None:
    """One strange key, or more beside all that the kind needs, leave the entry what its folder says."""
    _, problems, _ = read(f"---\n{fields}\n---\n", kind)
    assert [problem.code for problem in problems] == codes


def test_the_name_of_an_actor_is_its_key() -> None:
    """`name` in a list of actors is understood as `actor`, which must be there."""
    assert 'actors.0.actor: is missing; "name" was probably meant to be "actor"' in told(
        HEAD + "actors:\n- name: Police\n  role: target\n" + TAIL
    )


def test_another_word_goes_before_a_field_of_a_record() -> None:
    """The date of an article is its `published`, though its dateline has a `date` as well."""
    (problem,) = parse_entry(Article, "---\ntitle: Fire\ndate: 2024-05-02\n---\n", "x.md")[1]
    assert (problem.code, problem.message, problem.meant) == (
        "unknown-key",
        'is not a field (did you mean "published"?)',
        "published",
    )


@pytest.mark.parametrize("lines", ["#\n" * 30_000, "summary: |\n" + " x\n" * 20_000], ids=["comments", "a text"])
def test_the_lines_above_a_mistake_are_looked_through_once(lines: str) -> None:
    """Front matter that is as long as it may be is explained as quickly."""
    with time_limit(3):
        assert "[yaml-bracket]" in told(f"{HEAD}{lines}tags: [}}\n{TAIL}")


def test_a_link_in_place_of_a_source_is_taken_apart() -> None:
    """Its words are who published it."""
    line = 'sources: ["[Reuters](https://example.org/a)"]'
    assert told(f"{HEAD}{line}\n{TAIL}").endswith('\n  → sources: [{publisher: Reuters, url: "https://example.org/a"}]')


@pytest.mark.parametrize(
    ("block", "levels"),
    [
        ("casualties:\n- {killed: 5}\n", ["warning"]),
        ("\n---\nsummary: One.\n", ["warning"]),
        ("\nsummary: One.\n\nstatus: draft\n", ["error"]),  # else the draft would be public
        ("Note: this is a text.\n", []),
        ("title: a text\nthat goes on\n", []),
    ],
)
def test_fields_behind_the_second_fence_are_told(block: str, levels: list[str]) -> None:
    """They would stand on the page as text, and nothing would be read of them."""
    _, problems, _ = read(f"{HEAD}---\n{block}---\nText.\n")
    assert [problem.level for problem in problems if problem.code == "fields-in-text"] == levels
    assert all(problem.code == "fields-in-text" for problem in problems)
