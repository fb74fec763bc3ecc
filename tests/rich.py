"""A small site that has every sort of thing an entry can hold, and the ones that are hard to set."""

from __future__ import annotations

from sites import PICTURE, entry, incident, location

from chronicle.entries.kinds import ACTOR_KINDS, PLACE_KINDS, PRECISIONS
from chronicle.entries.records import ROLES
from chronicle.pages.lists import LONGEST

CONFIG = """\
format = 1
title = "Log of a district, its neighbours, and everything that was ever said about them"
description = "Every sort of entry."
url = "https://example.org/log/"

[repository]
url = "https://git.example/o/r"

[menu]
"Whatweknowaboutthesourcesofthisrecord" = "sources/index.html"

[types.own]
label = "A type of our own"
color = "#eeee00"
"""

LONG = (
    "A convoy of eleven trucks was stopped between two crossings, searched for nine hours and sent back on the road by "
    "which it had come, while two neighbouring authorities each said that the other had asked for it"
)
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2

PROSE = f"""\
The first strike hit [[Old Harbour]], [[nowhere to be found]] and `{UNBROKEN}`.[^1]

## What was seen

| hour | seen by | what |
|---|:-:|---:|
| 04:10 | a guard, a fisherman and two passers-by who did not know each other | smoke over {UNBROKEN} |
| 04:40 | `{UNBROKEN[:60]}` | 3 |

> “We heard it *before* we saw it,” a fisherman said.

### In order

1. The siren.
2. The strike:
    - one hall,
    - **two** trucks.

```
{UNBROKEN} {UNBROKEN} a line of code that is never broken
```

![The harbour](../media/harbour.png) <https://example.org/{UNBROKEN}>

[^1]: The hour was given by the harbour office, {UNBROKEN}.
"""

FULL = incident(
    "Strike on the harbour & the “old” market <1>",
    "2023-10-19",
    PROSE,
    time='"04:10+03:00"',
    locations="[old-harbour, district, 'A place without an entry']",
    types="[rocket-attack, drone-attack, own, 'A type nobody listed']",
    actors="[" + ", ".join(f"{{actor: '{role.title()} force', role: {role}}}" for role in ROLES) + "]",
    weapons="[rocket, drone]",
    casualties=(
        "[{killed: 1-5, injured: 41+, of: civilians, source: feature, who: the harbour office, date: 2023-10-19},"
        " {killed: 9, of: civilians, source: Reuters, who: the ministry, date: 2023-10-20},"
        " {killed: 2, of: combatants, source: Reuters, superseded: true}, {killed: 3, of: combatants, source: Reuters}]"
    ),
    grade="disputed",
    sources=(
        "[{article: feature}, {article: vorbericht}, {publisher: Reuters, title: 'Harbour hit', url: 'https://r.example/1',"
        " date: 2023-10-20, accessed: 2023-10-21, archived: 'https://archive.example/1'}, {url: 'https://bbc.example/1'}]"
    ),
    media=(
        "[{file: media/harbour.png, alt: Smoke over a hall, caption: The hall, credit: A. Fisher, license: CC BY},"
        " {file: media/list.pdf, alt: The list of the hurt}]"
    ),
    summary="A rocket and two drones hit the harbour; how many were killed is disputed.",
    tags=f"[harbour, {UNBROKEN}]",
    follows="siren",
    added="2023-10-21",
    updates="[{date: 2023-10-22, kind: correction, text: The hour was wrong.}, {date: 2023-10-23, text: A new claim.}]",
    evidence="[{field: date, quote: 'It happened on Thursday.'}, {field: killed, quote: 'Nine died.'}]",
    needs_review="[casualties]",
    aliases="[incidents/harbour.html]",
)

FILES: dict[str, str | bytes] = {
    "chronicle.toml": CONFIG,
    "incidents/harbour-strike.md": FULL,
    "incidents/siren.md": incident("Siren", "2023-10", locations="[district]", grade="claimed", types="[other]"),
    "incidents/part.md": incident(
        "One hall", "2023-10-19", locations="[old-harbour]", part_of="harbour-strike", follows="gone"
    ),
    "incidents/twice.md": incident("Harbour hit", "2023-10-19", duplicate_of="harbour-strike", locations="[district]"),
    "incidents/long.md": incident(
        LONG, "2023-10-20/2023-10-24", locations="[old-harbour]", grade="confirmed", summary=LONG
    ),
    "incidents/word.md": incident(
        UNBROKEN,
        '"2023~"',
        locations=f"['{UNBROKEN}']",
        types=f"['{UNBROKEN}']",
        actors=f"[{{actor: '{UNBROKEN}', role: target}}]",
        grade="likely",
        summary=UNBROKEN,
    ),
    "incidents/arabic.md": incident(
        "قصف على الميناء القديم قرب 3 مستودعات",
        '"2023-11-02?"',
        "سمع السكان دوي انفجار في الميناء.",
        locations="[mina]",
        summary="قال شهود إنهم سمعوا انفجارا واحدا.",
        sources="[{article: arabic}]",
        types="[bombing]",
    ),
    "incidents/taken-back.md": incident("Bridge closed", "2023-11-03", grade="retracted", locations="[district]"),
    "incidents/gone.md": incident(
        "Gate shelled",
        "2023-11-04",
        status="withdrawn",
        locations="[district]",
        updates=f"[{{date: 2023-11-08, kind: correction, text: 'Its only source took it back. {UNBROKEN}'}}]",
    ),
    "incidents/draft.md": incident("Fire at a depot", "2024-02-29", status="draft", locations="[old-harbour]"),
    "incidents/open.md": incident("Blockade of the road", '"2023-12-01~/.."', locations="[road]"),
    "incidents/year.md": incident("Raids through the year", "2022", sources="", types="[raid]"),
    "locations/district.md": location(
        "Harbour district", kind="district", coordinates="[33, 44]", precision="district"
    ),
    "locations/old-harbour.md": location(
        "Old Harbour",
        PROSE,
        kind="port",
        parent="district",
        coordinates="[33.05, 44.05]",
        precision="exact",
        spellings=f"[Al-Mina, {UNBROKEN}]",
        names="{ar: الميناء القديم, ja: 旧港, de: Alter Hafen}",
        country_code="IQ",
        wikidata="Q796",
        geonames="99532",
        aliases="[locations/harbour.html]",
    ),
    "locations/mina.md": location("الميناء", parent="district", names="{en: The port}", kind="port"),
    "locations/road.md": location("Road 7", parent="district", kind="site"),
    "actors/target-force.md": location("Target force", PROSE, kind="state-force", spellings="[TF]", country_code="IQ"),
    "actors/guard.md": location("Harbour guard", kind="police", parent="target-force", names="{ar: حرس الميناء}"),
    "articles/feature.md": entry(
        f"The harbour was hit, the office said.\n\n{LONG}.",
        title="Harbour hit at dawn",
        publisher="The Daily Harbour",
        via="AFP",
        published="2023-10-20",
        dateline="{place: OLD HARBOUR, date: 2023-10-19}",
        url="https://paper.example/1",
        archived="https://archive.example/2",
        language="en",
        rights="full",
    ),
    "articles/vorbericht.md": entry(
        "Отчёт.", title="Порт под ударом", publisher="Рейтерс", via="AFP", published="2023-10-20", language="ru"
    ),
    "articles/arabic.md": entry(
        "سمع السكان دوي انفجار.", title="انفجار في الميناء", publisher="الصحيفة", published="2023-11-02", language="ar"
    ),
    "notes/about.md": entry(PROSE, title="About this record", order="1"),
    "notes/corrections.md": entry("See [[About this record]].", title="Corrections", order="2"),
    "media/harbour.png": PICTURE,
    "media/list.pdf": b"%PDF-1.4",
}
for _at, _precision in enumerate(PRECISIONS):
    FILES[f"locations/p-{_precision}.md"] = location(
        f"Known by {_precision}", parent="district", coordinates=f"[33.{_at}, 44.{_at}]", precision=_precision
    )
    FILES[f"incidents/p-{_precision}.md"] = incident(f"At {_precision}", "2023-12-05", locations=f"[p-{_precision}]")
for _at, _kind in enumerate(PLACE_KINDS):
    FILES[f"locations/k-{_kind}.md"] = location(f"A {_kind}", kind=_kind, parent="old-harbour")
for _kind in ACTOR_KINDS:
    FILES[f"actors/k-{_kind}.md"] = location(f"One {_kind}", kind=_kind)
for _at in range(LONGEST + 1):
    FILES[f"incidents/many-{_at:03}.md"] = incident(
        f"Shelling no. {_at}",
        f"2021-{_at % 12 + 1:02}-{_at % 28 + 1:02}",
        locations="[old-harbour]",
        types="[shelling]",
    )
