"""A small site of every kind of page whose editors write Greek: what is Latin in its pages is the program's."""

from __future__ import annotations

from typing import Final

from sites import PICTURE, entry, incident, location

from chronicle.entries.kinds import ACTOR_KINDS, PLACE_KINDS, PRECISIONS
from chronicle.entries.records import ROLES
from chronicle.pages.lists import LONGEST

FULL: Final = incident(
    "Επίθεση στο λιμάνι",
    "2023-10-19",
    "Κείμενο με [[Λιμάνι]] και [[πουθενά]].",
    time='"04:10+03:00"',
    locations="[port, 'Άγνωστος τόπος']",
    types="[rocket-attack, drone-attack, own]",
    actors="[" + ", ".join(f"{{actor: 'Δύναμη {number}', role: {role}}}" for number, role in enumerate(ROLES)) + "]",
    weapons="[ρουκέτα, δρόνος]",
    casualties=(
        "[{killed: 1-5, injured: 41+, of: civilians, source: paper, who: το λιμάνι, date: 2023-10-19},"
        " {killed: 9, of: combatants, source: Εφημερίδα}, {killed: 2, of: soldiers, superseded: true}]"
    ),
    grade="disputed",
    sources="[{article: paper}, {publisher: Εφημερίδα, title: Λιμάνι, url: 'https://r.example/1', date: 2023-10-20,"
    " accessed: 2023-10-21, archived: 'https://archive.example/1'}]",
    media="[{file: media/a.png, alt: Καπνός, caption: Το λιμάνι, credit: Φως}, {file: media/list.pdf, alt: Λίστα}]",
    summary="Μια ρουκέτα χτύπησε το λιμάνι.",
    tags="[λιμάνι, πόλη]",
    follows="siren",
    added="2023-10-21",
    updates="[{date: 2023-10-22, kind: correction, text: Λάθος ώρα.}, {date: 2023-10-23, text: Νέο.}]",
    evidence="[{field: date, quote: Την Πέμπτη.}, {field: casualties, quote: Εννέα νεκροί.}]",
    aliases="[old.html]",
)
FILES: Final[dict[str, str | bytes]] = {
    "chronicle.toml": 'format = 1\ntitle = "Χρονικό"\ndescription = "Περιγραφή."\nurl = "https://log.example/"\n'
    'language = "ar"\n[repository]\nurl = "https://git.example/o/r"\n[types.own]\nlabel = "Δικό μας"\n',
    "incidents/strike.md": FULL,
    "incidents/siren.md": incident("Σειρήνα", "2023-10", locations="[port]", grade="claimed", types="[other]"),
    "incidents/part.md": incident("Μέρος", "2023-10-20/2023-10-24", locations="[port]", part_of="strike"),
    "incidents/twice.md": incident("Δεύτερη", "2023-10-19", duplicate_of="strike"),
    "incidents/open.md": incident(
        "Ανοιχτή", '"2023-12-01~/.."', grade="likely", casualties="[{killed: 0, injured: 0}]"
    ),
    "incidents/unsure.md": incident("Αβέβαιη", '"2023-11?"', grade="confirmed"),
    "incidents/year.md": incident("Χρονιά", '"2022%"', sources="", grade="retracted"),
    "incidents/draft.md": incident("Πρόχειρο", "2024-02-29", status="draft", locations="[port]"),
    "incidents/gone.md": incident("Πύλη", "2023-11-04", status="withdrawn"),
    "locations/district.md": location("Περιοχή", kind="district", coordinates="[-33, -44.5]", precision="district"),
    "locations/port.md": location(
        "Λιμάνι",
        "Ένα λιμάνι.",
        kind="port",
        parent="district",
        coordinates="[33.05, 44.05]",
        precision="exact",
        spellings="[Παλιό λιμάνι, Λιμένας]",
        names="{ja: 旧港, ru: Порт}",
    ),
    "actors/force.md": location("Στρατός", "Κείμενο.", kind="state-force", spellings="[Στρ]", names="{ru: Армия}"),
    "actors/guard.md": location("Φρουρά", kind="police", parent="force"),
    "articles/paper.md": entry(
        "Κείμενο.",
        title="Το λιμάνι χτυπήθηκε",
        publisher="Εφημερίδα",
        via="Πρακτορείο",
        published="2023-10-20",
        dateline="{place: ΛΙΜΑΝΙ, date: 2023-10-19}",
        url="https://paper.example/1",
        archived="https://archive.example/2",
        language="el",
        rights="excerpt",
    ),
    "articles/lonely.md": entry("Κείμενο.", title="Μόνο", language="el"),
    "notes/about.md": entry("[[Λιμάνι]]", title="Σχετικά"),
    "media/a.png": PICTURE,
    "media/list.pdf": b"%PDF-1.4",
}
for _kind in PLACE_KINDS:
    FILES[f"locations/kind-{_kind}.md"] = location("Τόπος", kind=_kind, parent="district")
for _kind in ACTOR_KINDS:
    FILES[f"actors/kind-{_kind}.md"] = location("Ομάδα", kind=_kind)
for _precision in PRECISIONS:
    FILES[f"locations/precision-{_precision}.md"] = location("Μέρος", coordinates="[33, 44]", precision=_precision)
for _number in range(LONGEST + 1):
    FILES[f"incidents/many-{_number:03}.md"] = incident(f"Αρ. {_number}", "2021-05-05", locations="[port]")
FILES.update({name: text.replace("Reuters", "Εφημερίδα") for name, text in FILES.items() if isinstance(text, str)})
