"""Actors of drafted incidents: whose names they get, which sentences count, what stands when several speak."""

from __future__ import annotations

import datetime as dt
import tomllib

from intake.imports import ImportReport, run_import

from chronicle.entries.kinds import Actor, Entry
from chronicle.entries.records import ROLES
from chronicle.intake.actor_names import Setting, actor_names
from chronicle.intake.actors import Passage, find_actors
from chronicle.intake.disk import Seed
from chronicle.intake.gazetteer import world
from chronicle.intake.report import as_json
from chronicle.intake.review import describe
from chronicle.intake.words import ENGLISH, data_text, rows

LEAD = "date: 2023-10-17\nKABUL, Oct 17 (AFP) - "


def imported(text: str, *entries: Entry) -> ImportReport:
    """The report on an article of one day in Kabul."""
    seed = Seed(path="seeds/a.txt", data=(LEAD + text).encode())
    return run_import([seed], entries, world(), rights="full", today=dt.date(2023, 10, 18))


def actors(text: str, *entries: Entry, number: int = 0) -> list[tuple[str, str]]:
    """Actor and role of one incident of an article."""
    return [(each.actor, each.role) for each in imported(text, *entries).seeds[0].drafts[number].entry.actors]


def read(*sentences: str, country: str = "AF", entries: tuple[Actor, ...] = ()) -> list[tuple[str, str, bool]]:
    """Actor, role and sureness that sentences about one event give."""
    passages = tuple(Passage(sentence=text, clause=text, offset=0) for text in sentences)
    found = find_actors(passages, Setting(text=" ".join(sentences), country=country), actor_names(entries, ENGLISH))
    return [(each.actor, each.role, each.said.sure) for each in found]


def test_every_part_has_its_sentence() -> None:
    """Each actor of the draft is named in a quote, and parts of one sentence share it."""
    text = "Taliban gunmen ambushed an Afghan army convoy near Kabul on Monday, killing six soldiers."
    report = imported(text)
    entry = report.seeds[0].drafts[0].entry
    assert [(each.actor, each.role) for each in entry.actors] == [
        ("Taliban", "perpetrator"), ("Afghan military", "target"), ("Afghan military", "affected"),
    ]  # fmt: skip
    assert [each.quote for each in entry.evidence if each.field == "actors"] == [text]
    assert as_json(report.seeds[0])["incidents"][0]["actors"][0] == {"actor": "Taliban", "role": "perpetrator"}
    assert "actors      Taliban (perpetrator); Afghan military (target); Afghan military" in describe(report.seeds[0])


def test_a_chronicles_own_actor_comes_first() -> None:
    """Any spelling of an actor that has an entry is written as its slug, and so is another name of its group."""
    own = (
        Actor(path="content/actors/taliban-movement.md", name="Taliban movement", spellings=("Taleban",)),
        Actor(path="content/actors/kabul-police.md", name="Kabul police", kind="police", spellings=("Afghan police",)),
        Actor(path="content/actors/red-brigade-x.md", name="Red Brigade X", kind="armed-group"),
    )
    text = (
        "The Taliban attacked a station of the Kabul police in Kabul on Monday. Afghan policemen were killed in the "
        "attack. Red Brigade X claimed responsibility for the attack."
    )
    assert actors(text, *own) == [
        ("taliban-movement", "perpetrator"),
        ("kabul-police", "target"),
        ("kabul-police", "affected"),
        ("red-brigade-x", "claimed"),
    ]


def test_a_name_that_two_actors_share_is_left_as_written() -> None:
    """Which of them is meant is for the editor to say."""
    own = tuple(Actor(path=f"content/actors/{slug}.md", name=slug, spellings=("Taliban",)) for slug in ("one", "two"))
    assert read("Taliban fighters stormed a town.", entries=own) == [("Taliban", "perpetrator", True)]


def test_names_that_mean_nobody_are_not_looked_for() -> None:
    """A spelling that two actors share, or one without a letter in it, finds nothing and breaks nothing."""
    own = tuple(
        Actor(path=f"content/actors/{slug}.md", name=f"{slug.title()} Front", spellings=("The Front", "-", "(+"))
        for slug in ("north", "south")
    )
    text = "The Front attacked a town - North Front attacked a base."
    assert read(text, entries=own) == [("north", "perpetrator", True)]


def test_bare_police_are_those_of_the_country() -> None:
    """The country is concluded from the place, so that an editor must look; without one they are nobody."""
    assert read("Police cordoned off the area.", country="GR") == [("Greek police", "responder", False)]
    assert read("Police cordoned off the area.", country="") == []
    report = imported("A bomb exploded in Kabul on Monday. Police cordoned off the area.")
    entry = report.seeds[0].drafts[0].entry
    assert [(each.actor, each.role) for each in entry.actors] == [("Afghan police", "responder")]
    assert "actors" in entry.needs_review


def test_bare_soldiers_are_those_named_before() -> None:
    """`Soldiers` after `Israeli troops` are Israeli, wherever the event lies."""
    found = read("Israeli troops raided a camp in Jenin.", "Soldiers shot dead a boy.", country="PS")
    assert found == [("Israeli military", "perpetrator", True)]


def test_a_short_name_needs_its_long_one_or_its_country() -> None:
    """AFP is the agency unless the article writes the Armed Forces of the Philippines out; ETA acts in Spain."""
    assert read("AFP carried out an air strike on a camp.", country="PH") == []
    full = "The Armed Forces of the Philippines (AFP) sent help."
    assert ("Armed Forces of the Philippines", "perpetrator", True) in read(
        full, "AFP carried out an air strike on a camp.", country="PH"
    )
    assert read("The ETA planted a bomb.", country="NG") == []


def test_what_a_group_often_did_hides_no_claim() -> None:
    """A look back in a relative clause is an aside."""
    text = "A bomb went off in Kabul on Monday. The Taliban, which has often attacked hotels, claimed the attack."
    assert actors(text) == [("Taliban", "claimed")]


def test_a_claim_makes_no_perpetrator() -> None:
    """What a group says its own did stays a claim, in whatever words; others may say more."""
    words = "Taliban spokesman Zabihullah Mujahid said Taliban fighters attacked the base."
    assert read(words) == [("Taliban", "claimed", True)]
    assert [role for _, role, _ in read(words, "Taliban fighters attacked the base, police said.")] == [
        "claimed", "perpetrator",
    ]  # fmt: skip


def test_suspicion_outweighs_a_plain_word() -> None:
    """Who is called suspected anywhere is not written down as the perpetrator."""
    found = read("Suspected Boko Haram militants attacked a village.", "Boko Haram fighters burned houses.")
    assert [(actor, role) for actor, role, _ in found] == [("Boko Haram", "suspected")]


def test_who_is_hit_and_fights_back_is_hit() -> None:
    """One sentence makes nobody both the target and the one who came to help."""
    found = read("US troops in Kabul were targeted by a drone, which the US military managed to intercept.")
    assert [(actor, role) for actor, role, _ in found] == [("US forces", "target")]


def test_a_remark_about_the_attack_counts() -> None:
    """A claim or a search is part of the event told before, though its sentence tells none."""
    text = (
        "A car bomb exploded in Kabul on Monday, killing two people, officials said.\n\n"
        "There was panic in the streets.\n\nThe Taliban claimed responsibility.\n\nAfghan police launched a manhunt."
    )
    assert actors(text) == [("Taliban", "claimed"), ("Afghan police", "responder")]


def test_background_gives_nobody_a_part() -> None:
    """History and other attacks name groups that had no part in this one."""
    text = (
        "A car bomb exploded in Kabul on Monday, killing two people, officials said.\n\n"
        "In recent months the Taliban have attacked many towns.\n\n"
        "Al-Qaeda claimed responsibility for an attack in Kabul last year."
    )
    assert actors(text) == []


def test_a_remark_belongs_to_the_event_before_it() -> None:
    """With two events, the claim after the second is not the first one's."""
    text = (
        "A car bomb exploded in Kabul on Monday, killing two people.\n\n"
        "In a separate attack, gunmen kidnapped a mayor in Herat on Sunday.\n\nThe Taliban claimed responsibility."
    )
    assert [actors(text, number=number) for number in (0, 1)] == [[], [("Taliban", "claimed")]]


def test_a_long_list_of_names_is_read_in_part() -> None:
    """A sentence of nothing but names takes no time and gives nobody a part."""
    assert read("police soldiers " * 100) == []


def test_roles_and_sorts_of_the_data_exist() -> None:
    """The rules use the roles of the format, and each group is of a sort that some rule can speak of."""
    rules = tomllib.loads(data_text("en/actors.toml"))["rules"]
    assert {rule["role"] for rule in rules} <= {*ROLES, "none"}
    assert {row["sort"] for row in rows("en/actors.csv")} == {"group", "force", "people", "rescuer"}


def test_a_spelling_means_one_group() -> None:
    """No two groups of the data share a spelling or a short form."""
    spelt = [each for row in rows("en/actors.csv") for cell in ("spellings", "short") for each in row[cell].split("|")]
    assert sorted(each for each in set(spelt) if each and spelt.count(each) > 1) == []


def test_an_excerpt_keeps_the_sentences_behind_actors() -> None:
    """A claim far from the lead stays in the article's excerpt, because an incident quotes it."""
    text = "A car bomb exploded in Kabul on Monday. Shops were shut. The Taliban claimed responsibility."
    seed = Seed(path="seeds/a.txt", data=(LEAD + text).encode())
    article = run_import([seed], (), world(), rights="excerpt", today=dt.date(2023, 10, 18)).seeds[0].article
    assert article is not None
    assert article.body.split("\n\n") == [
        "A car bomb exploded in Kabul on Monday.",
        "The Taliban claimed responsibility.\n",
    ]
