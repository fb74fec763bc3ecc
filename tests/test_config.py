"""`chronicle.toml`: what it gives, and what is said of its mistakes."""

import time

import pytest

from chronicle.config import Config, EventType, Grade, parse_config, with_slash
from chronicle.pages.policy import policy_of
from chronicle.problems import shown

WHOLE = """format = 1
title = "Iraq  incidents"
url = "https://example.org/iraq"
language = "en"
timezone = "Asia/Baghdad"
description = "What happened."

[repository]
url = "https://example.org/repo/"
branch = "trunk"

[menu]
About = "about.html"

[articles]
rights = "full"

[feed]
id = "tag:example.org,2023:iraq"

[data]
formats = ["csv"]
license = "CC BY 4.0 "

[map]
tiles = "https://tiles.example.org/{z}/{x}/{y}.png"
attribution = "© Somebody"

[publish]
branch = "web/pages"
remote = "server"

[types.rocket-attack]
label = "Rockets"
color = "#8a1f11"

[types.flood]

[grades.likely]
min_origins = 3

[grades.rumoured]
text = "Somebody said so."
"""


def settings(text: str) -> Config:
    """The settings in a text that has no problems."""
    config, problems = parse_config(text)
    assert problems == ()
    assert config is not None
    return config


def test_only_a_title_is_needed() -> None:
    """A title makes a chronicle; everything else has a default."""
    config = settings('title = "T"')
    assert (config.title, config.url, config.language, config.rights) == ("T", "", "en", "excerpt")
    assert (config.repository, config.branch, config.menu, config.feed_id) == ("", "main", (), "")


def test_every_setting_is_kept() -> None:
    """What is written is what the program sees."""
    config = settings(WHOLE)
    assert config.title == "Iraq incidents"
    assert config.url == "https://example.org/iraq/"
    assert (config.timezone, config.description) == ("Asia/Baghdad", "What happened.")
    assert (config.repository, config.branch) == ("https://example.org/repo", "trunk")
    assert config.menu == (("About", "about.html"),)
    assert (config.rights, config.feed_id) == ("full", "tag:example.org,2023:iraq")
    assert (config.data_formats, config.data_license) == (("csv",), "CC BY 4.0")
    assert (config.publish_branch, config.publish_remote) == ("web/pages", "server")
    assert (config.tiles, config.attribution) == ("https://tiles.example.org/{z}/{x}/{y}.png", "© Somebody")


@pytest.mark.parametrize("name", ['""', '"-f"', '"a b"', "3", '"a\\u0000b"'])
def test_a_branch_to_publish_to_is_a_name(name: str) -> None:
    """What could be read as an option, or as two words, is none."""
    _, (problem,) = parse_config(f'title = "T"\n[publish]\nbranch = {name}\n')
    assert problem.message.endswith("must be a name without spaces, in quotes")
    assert settings('title = "T"').publish_branch == "gh-pages"


@pytest.mark.parametrize(
    "tiles", ["3", '"ftp://a/{z}/{x}/{y}"', '"https://a.org/{z}/{x}"', '"https://a.org/{z}/{x}/{y} "']
)
def test_a_tile_server_is_a_web_address_with_its_three_numbers(tiles: str) -> None:
    """Anything else would ask some host for nothing; an empty address is none."""
    _, (problem,) = parse_config(f'title = "T"\n[map]\ntiles = {tiles}\n')
    assert problem.message.endswith('such as "https://tiles.example.org/{z}/{x}/{y}.png"')
    assert settings('title = "T"\n[map]\ntiles = ""\n').tiles == ""


@pytest.mark.parametrize(
    "host", ["", "a..org", "*.a.org", "{x}.a.org", "a;b", "-a.org", "you@a.org", "tilé.org", "[::1]"]
)
def test_the_host_of_tiles_is_one_that_a_page_may_ask(host: str) -> None:
    """With any other the policy of the pages would keep all tiles out."""
    _, (problem,) = parse_config(f'title = "T"\n[map]\ntiles = "https://{host}/{{z}}/{{x}}/{{y}}"\n')
    assert problem.message.endswith(
        "names no host that a map can ask: letters without accents, digits, dots and hyphens, and a port"
    )


@pytest.mark.parametrize("host", ["a", "tiles.a-b.org", "{s}.tiles.org", "a.org:8080", "127.0.0.1:80"])
def test_every_usual_host_of_tiles_is_taken(host: str) -> None:
    """Also several servers of one host, and a port."""
    tiles = f"https://{host}/{{z}}/{{x}}/{{y}}"
    assert settings(f'title = "T"\n[map]\ntiles = "{tiles}"\n').tiles == tiles
    assert host.replace("{s}", "*") in policy_of(tiles)


@pytest.mark.parametrize("zone", ["", "UTC", "Asia/Baghdad", "Etc/GMT+3", "Europe/Kiev", "Europe/Kyiv"])
def test_a_time_zone_has_its_name(zone: str) -> None:
    """By the database of time zones, also an older one."""
    assert settings(f'title = "T"\ntimezone = "{zone}"').timezone == zone


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Baghdad", '"Baghdad" is no time zone (did you mean "Asia/Baghdad"?); write one as "Asia/Baghdad"'),
        ("+03:00", '"+03:00" is no time zone; write one as "Asia/Baghdad"'),
    ],
)
def test_other_words_are_no_time_zone(zone: str, said: str) -> None:
    """They would stand behind the times of incidents."""
    config, (problem,) = parse_config(f'title = "T"\ntimezone = "{zone}"')
    assert (config, problem.message, problem.code, problem.line) == (None, said, "setting-form", 2)


@pytest.mark.parametrize("ending", ["", "/", ".git", ".git/", "/.git"])
def test_a_repository_is_named_by_its_page(ending: str) -> None:
    """What is added for git alone is taken away: addresses of files begin with it."""
    config = settings(f'title = "T"\n[repository]\nurl = "https://example.org/o/r{ending}"')
    assert config.repository == "https://example.org/o/r"


def test_types_of_a_site_join_the_built_in_ones() -> None:
    """A type of the site changes the built-in one of its name; a new one needs no label."""
    types = {kind.slug: kind for kind in settings(WHOLE).types}
    assert types["rocket-attack"] == EventType(
        slug="rocket-attack",
        label="Rockets",
        color="#8a1f11",
        group="remote",
        acled="Shelling/artillery/missile attack",
    )
    assert types["flood"] == EventType(slug="flood", label="flood")
    assert {kind.slug for kind in settings('title = "T"').types} < set(types)


def test_grades_of_a_site_change_the_built_in_ones() -> None:
    """A grade of the site keeps what it does not change of the built-in one."""
    before = {grade.slug: grade for grade in settings('title = "T"').grades}
    after = {grade.slug: grade for grade in settings(WHOLE).grades}
    assert after["likely"].label == before["likely"].label
    assert after["likely"].min_origins == 3
    assert after["rumoured"] == Grade(slug="rumoured", label="rumoured", text="Somebody said so.")


def test_settings_know_their_lines() -> None:
    """Later checks can name the line of a setting, also after characters that only look like line ends."""
    config = settings('title = "T"  # \u2028\n"url" = "https://a.org"\n[menu]\nAbout = "about.html"\n')
    assert config.lines == {"title": 1, "url": 2, "menu": 3, "menu.About": 4}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'chronicle.toml:1:1: error: title: is missing; write title = "…" [field-missing]\n    '),
        (
            'title = " "',
            'chronicle.toml:1:1: error: title: is missing; write title = "…" [field-missing]\n    title = " "',
        ),
        (
            "title = 3",
            'chronicle.toml:1:1: error: title: "3" must be one line of text in quotes [setting-form]\n    title = 3',
        ),
        (
            'title = "a\\u0007"',
            (
                'chronicle.toml:1:1: error: title: "a\\x07" must be one line of text in quotes [setting-form]\n'
                '    title = "a\\u0007"'
            ),
        ),
        (
            "title = \nurl = 3",
            (
                "chronicle.toml:1:9: error: the settings cannot be read: a value is missing here, or a text has no "
                'quotes: key = "…" [toml-form]\n    title ='
            ),
        ),
        (
            'title = "',
            (
                "chronicle.toml:1:10: error: the settings cannot be read: a quote mark is opened and never closed "
                '[toml-form]\n    title = "'
            ),
        ),
        (
            f"title = {'9' * 5000}",
            "chronicle.toml: error: the settings cannot be read: a number is too long or a list too deep [toml-form]",
        ),
        (
            f"title = {'[' * 5000}",
            "chronicle.toml: error: the settings cannot be read: a number is too long or a list too deep [toml-form]",
        ),
        (
            f"format = 0x{'f' * 5000}",
            (
                "chronicle.toml:1:1: error: format: the value must be 1; a newer Chronicle reads other formats "
                f"[setting-form]\n    format = 0x{'f' * 189}"
            ),
        ),
        (
            "format = true",
            (
                'chronicle.toml:1:1: error: format: "True" must be 1; a newer Chronicle reads other formats '
                "[setting-form]\n"
                "    format = true"
            ),
        ),
        (
            'url = "javascript:x"',
            (
                'chronicle.toml:1:1: error: url: "javascript:x" must begin with https:// or http:// [setting-form]\n'
                '    url = "javascript:x"'
            ),
        ),
        (
            "url = 3",
            'chronicle.toml:1:1: error: url: "3" must be a web address in quotes [setting-form]\n    url = 3',
        ),
        (
            'language = "English"',
            (
                'chronicle.toml:1:1: error: language: "English" must be a language code such as "en", "en-US" or "ar" '
                '[setting-form]\n    language = "English"'
            ),
        ),
        (
            'langauge = "en"',
            (
                'chronicle.toml:1:1: warning: langauge: is not a setting (did you mean "language"?) [unknown-key]\n'
                '    langauge = "en"'
            ),
        ),
        (
            "[menus]",
            'chronicle.toml:1:1: warning: menus: is not a setting (did you mean "menu"?) [unknown-key]\n    [menus]',
        ),
        (
            "menu = 3",
            "chronicle.toml:1:1: error: menu: must be a table: [menu] [wrong-type]\n    menu = 3",
        ),
        (
            "[menu]\nAbout = 3",
            (
                'chronicle.toml:2:1: error: menu.About: must be an address of the site, such as "about.html" '
                "[wrong-type]\n    About = 3"
            ),
        ),
        (
            '[articles]\nrights = "all"',
            (
                'chronicle.toml:2:1: error: articles.rights: "all" must be one of full, excerpt, cite [setting-form]\n'
                '    rights = "all"'
            ),
        ),
        (
            "[types.Rocket]",
            "chronicle.toml:1:1: error: types.Rocket: must be made of a-z, 0-9 and - [slug-form]\n    [types.Rocket]",
        ),
        (
            "[types]\nrocket = 3",
            "chronicle.toml:2:1: error: types.rocket: must be a table: [types.rocket] [wrong-type]\n    rocket = 3",
        ),
        (
            '[types.rocket]\ncolor = "red"',
            (
                'chronicle.toml:2:1: error: types.rocket.color: "red" must be a colour such as "#8a1f11" '
                '[setting-form]\n    color = "red"'
            ),
        ),
        (
            "[grades.likely]\nmin_origins = -1",
            (
                'chronicle.toml:2:1: error: grades.likely.min_origins: "-1" must be a whole number from 0 to 99 '
                "[setting-form]\n"
                "    min_origins = -1"
            ),
        ),
        (
            "[grades.likely]\nneeds = []",
            (
                'chronicle.toml:2:1: error: grades.likely.needs: "[]" must be "admission" or empty [setting-form]\n'
                "    needs = []"
            ),
        ),
    ],
)
def test_a_mistake_is_said_in_words(text: str, said: str) -> None:
    """Each mistake is shown with its line and what would be right."""
    _, problems = parse_config(text)
    problem = problems[0]
    lines = text.split("\n")
    assert shown(problem, lines[problem.line - 1] if problem.line else None) == said


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("title: Harbour", (1, 6), 'behind a key stands "=": key = "…"'),
        ("title = Harbour", (1, 9), 'a value is missing here, or a text has no quotes: key = "…"'),
        ("title = “Harbour”", (1, 9), 'a value is missing here, or a text has no quotes: key = "…"'),
        ('{"title": "Harbour"}', (1, 1), 'this line is not of the form key = "…" or [table]'),
        ('title = "a" b', (1, 13), "something stands behind the value; a text has one pair of quotes around all of it"),
        ('title = "a"\ntitle = "b"', (2, 12), "the key stands a second time; delete one of the two"),
        ('title = "a"\n[map]\n[map]', (3, 5), "the table stands a second time; make one of the two"),
        ('title = "a\nurl = "b"', (1, 11), "a quote mark is opened in this line and never closed"),
        ("title = 'a", (1, 11), "a quote mark is opened and never closed"),
        ('title = """a\n\n', (1, 13), "a quote mark is opened and never closed"),
        (r'title = "C:\Users"', (1, 14), "a \\ means something else inside \"…\"; use single quotes: '…'"),
        (r'title = "\q"', (1, 12), "a \\ means something else inside \"…\"; use single quotes: '…'"),
        (r'title = "\ud83d"', (1, 16), "a \\ with the number of no letter; write the letter itself"),
        ('[data]\nformats = ["csv" "kml"]', (2, 18), "a bracket is opened and never closed, or a comma is missing"),
        ("[data", (1, 6), "expected ']' at the end of a table declaration"),
    ],
)
def test_broken_settings_are_explained(text: str, place: tuple[int, int], words: str) -> None:
    """In words of an editor, where the mistake stands; what is rarer is said as the library says it."""
    config, (problem,) = parse_config(text)
    assert (config, problem.code, problem.message) == (None, "toml-form", f"the settings cannot be read: {words}")
    assert (problem.line, problem.column) == place


@pytest.mark.parametrize(
    "text",
    [
        r'title = "\u200b"',
        r'title = "\u3164"',
        'title = "T"\n[types.fire]\nlabel = ""',
        'title = "T"\n[types.fire]\nlabel = "\\u2800"',
        'title = "T"\n[grades.likely]\nlabel = " "',
        'title = "T"\n[menu]\n"" = "index.html"',
        'title = "T"\n[menu]\n"\\u200b" = "index.html"',
        'title = "T"\n[menu]\n"a\\u0007b" = "index.html"',
        'title = "T"\n[menu]\n"a\\nb" = "index.html"',
        f'title = "T"\n[menu]\n"{"x" * 2001}" = "index.html"',
        'title = "T"\ndescription = "a\\ufdd0"',
        f'title = "{"x" * 2001}"',
    ],
)
def test_what_readers_are_to_see_can_be_seen(text: str) -> None:
    """A title, a label and the words of the menu are one line, and a link in nothing could not be followed."""
    config, problems = parse_config(text)
    assert config is None
    assert {problem.code for problem in problems} <= {"setting-form", "field-missing"}


def test_a_control_character_is_told_where_it_stands() -> None:
    """It may be part of a text, or of a file that is UTF-16."""
    _, (problem,) = parse_config('title = "T"\nurl = "\0"')
    assert problem.message == "has a control character (U+0000) that no text may have; delete it"
    assert (problem.code, problem.line, problem.column) == ("control-character", 2, 8)


def test_a_warning_leaves_the_settings_whole() -> None:
    """An unknown key is told, and the settings are used; an error leaves none."""
    config, problems = parse_config('title = "T"\ncolour = "red"')
    assert config is not None
    assert [problem.level for problem in problems] == ["warning"]
    assert parse_config('title = "T"\nurl = 3')[0] is None


def test_all_mistakes_are_told_at_once() -> None:
    """Every wrong setting is a problem of one run."""
    _, problems = parse_config('format = 2\nlanguage = "?"\n[types.A]\n[feed]\nid = 3\n')
    assert [problem.field for problem in problems] == ["format", "language", "types.A", "feed.id", "title"]


def test_an_address_ends_in_one_slash() -> None:
    """The address of a site ends in one slash, no address stays none."""
    assert [with_slash(url) for url in ("https://a.org", "https://a.org//", "")] == [
        "https://a.org/",
        "https://a.org/",
        "",
    ]


def test_an_unknown_key_of_a_type_or_grade_is_only_a_warning() -> None:
    """What is no setting is reported and left out, however deep it stands."""
    text = 'title = "x"\n[types.siege]\nlable = "Siege"\nmin_origins = 1\n[grades.sure]\ncolour = "x"\n'
    config, problems = parse_config(text)
    assert config is not None
    assert [(problem.line, problem.field, problem.level) for problem in problems] == [
        (3, "types.siege.lable", "warning"),
        (4, "types.siege.min_origins", "warning"),
        (6, "grades.sure.colour", "warning"),
    ]
    assert {kind.slug: kind.label for kind in config.types}["siege"] == "siege"


def test_the_address_of_a_site_is_a_folder() -> None:
    """Everything is appended to it, so it has no query and no fragment."""
    _, (problem,) = parse_config('title = "x"\nurl = "https://example.org/?a=b#c"\n')
    assert problem.message == '"https://example.org/?a=b#c" must be the address of a folder, without ? or #'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a." * 20_000 + "a = 1", (1, 1)),
        ('title = "A"\n[' + '"a" . ' * 20_000 + "a]", (2, 2)),
        ("x = {" + "a." * 20 + "a = 1}", (1, 6)),
    ],
)
def test_names_with_many_dots_are_refused_before_they_are_read(text: str, place: tuple[int, int]) -> None:
    """The reader of TOML takes the square of their number."""
    began = time.process_time()
    config, (problem,) = parse_config(text)
    assert time.process_time() - began < 1
    assert (config, problem.code, (problem.line, problem.column)) == (None, "toml-form", place)
    assert problem.message == "the settings cannot be read: more than 16 names with dots between them"


def test_dots_in_texts_are_no_names() -> None:
    """Neither a long address nor an ellipsis is refused."""
    address = "https://a.b.c.d.e.f.g.example.org/a.b.c"
    config, problems = parse_config(
        f'format = 1\ntitle = "A. B. C. D. E. F. G. H. I. J. K. L. M. N. …"\nurl = "{address}"\n'
    )
    assert config is not None
    assert problems == ()
