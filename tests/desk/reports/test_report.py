"""A stranger's report becomes an entry as text, and a comment in which nothing of it can be more than text."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sites import incident, location, make_site

from chronicle.cli import main
from chronicle.config import parse_config
from chronicle.desk.new.known import known_of
from chronicle.desk.new.questions import TEXT
from chronicle.desk.reports.comments import LONGEST, LONGEST_LINK, Home, comment, fenced, fits
from chronicle.desk.reports.report import MOST_VALUES, SECTIONS, given_in, report_of, visible
from chronicle.entries.kinds import Incident, Location
from chronicle.entries.parsing import parse_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[3]
FORM = ROOT / "chronicle" / "desk" / "starter" / "dot-github" / "ISSUE_TEMPLATE" / "report-an-incident.yml"
TODAY = dt.date(2024, 5, 3)
SETTINGS, _ = parse_config('title = "Log"\n')
assert SETTINGS
TOWN = Location(path="content/locations/harbour-town.md", name="Harbour Town", spellings=("Harborton",))
THERE, _ = parse_entry(
    Incident, incident("Fire at sea", "2024-05-02", locations="[Harbour Town]"), "content/incidents/fire-at-sea.md"
)
assert THERE
KNOWN = known_of(
    SETTINGS, [TOWN, THERE], {("location", "harbour-town"): TOWN.path, ("incident", "fire-at-sea"): THERE.path}
)
HOME = Home(url="https://github.com/o/r", branch="main")


def body(**texts: str) -> str:
    """The body of an issue as GitHub makes it from the form; a field is named by its own name."""
    filled = (f"### {each.label}\n\n{texts.get(each.field) or '_No response_'}" for each in SECTIONS)
    return "\n\n".join(filled)


def answered(**texts: str) -> str:
    """The comment on a report."""
    report = report_of(body(**texts), KNOWN, TODAY)
    assert report
    return comment(report, HOME)


def entry_in(text: str) -> str:
    """What stands in the fence of a comment, as CommonMark reads it; nothing where there is none."""
    fences = [token.content for token in MarkdownIt("commonmark").parse(text) if token.type == "fence"]
    assert len(fences) <= 1
    return fences[0] if fences else ""


def link_in(text: str) -> str:
    """The address of GitHub's new-file page in a comment."""
    (link,) = re.findall(r"\]\((https://\S*/new/\S*)\)", text)
    return str(link)


# ---- the form and what is read of it


def test_the_form_asks_what_is_read() -> None:
    """Labels and order are those of the code; the kinds of event are the built-in types."""
    form = yaml.safe_load(FORM.read_text("utf-8"))
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    assert [part["attributes"]["label"] for part in asked] == [section.label for section in SECTIONS]
    required = [part["attributes"]["label"] for part in asked if part.get("validations", {}).get("required")]
    assert required == ["What happened", "When"]
    types = tomllib.loads((ROOT / "chronicle" / "taxonomies" / "types.toml").read_text("utf-8"))
    (kinds,) = (part for part in asked if part["type"] == "dropdown")
    assert kinds["attributes"]["options"] == [each["label"] for each in types.values()]


def test_a_report_becomes_an_entry() -> None:
    """Places and types stand by slug, sources as their parts; it is a draft, added today."""
    text = answered(
        title="Fire in a warehouse: two hurt",
        date="2024-05-01",
        locations="Harborton",
        types="Fire, Explosion",
        sources="- Daily Gazette, https://example.org/fire, 2024-05-02",
        text="The fire began at noon.\n\nIt was **hot**.",
    )
    assert entry_in(text) == (
        "---\n"
        "title: 'Fire in a warehouse: two hurt'\n"
        "date: 2024-05-01\n"
        "locations: [harbour-town]\n"
        "types: [fire, explosion]\n"
        "sources:\n"
        "- {publisher: Daily Gazette, url: 'https://example.org/fire', date: 2024-05-02}\n"
        "status: draft\n"
        "added: 2024-05-03\n"
        "---\n"
        "\n"
        "The fire began at noon.\n\nIt was **hot**.\n"
    )
    assert "To look at" not in text


def test_the_link_opens_the_same_text_under_the_usual_name() -> None:
    """GitHub's new-file page gets the file's name and the text as it stands in the fence."""
    text = answered(title="Fire & flood", date="2024-05-01", locations="Harbour Town", text="50% + 1 = ?\n#a")
    link = urlsplit(link_in(text))
    assert (link.netloc, link.path) == ("github.com", "/o/r/new/main")
    assert parse_qs(link.query, strict_parsing=True) == {
        "filename": ["content/incidents/2024-05-01-harbour-town.md"],
        "value": [entry_in(text)],
    }


def test_what_is_doubtful_is_told_and_named_for_review() -> None:
    """A date written another way is read; an unknown place stands by its name; what is no value is left out."""
    text = answered(title="Fire", date="1 May 2024", locations="Harbor Town\nNowhere", types="Fire, Party")
    assert "date: 2024-05-01\n" in entry_in(text)
    assert "needs_review: [date, locations, types]\n" in entry_in(text)
    assert text.partition("To look at:\n\n")[2] == (
        "<ul>\n"
        "<li>When: <code>&quot;1 May 2024&quot; was read as 2024-05-01</code></li>\n"
        "<li>Where: <code>there is no location &quot;Harbor Town&quot; (did you mean &quot;harbour-town&quot;?)</code>"
        "</li>\n"
        "<li>Where: <code>there is no location &quot;Nowhere&quot;</code></li>\n"
        "<li>Kind of event: <code>left out: &quot;Party&quot; is not a known type; "
        "[types.party] in chronicle.toml adds it</code></li>\n"
        "<li>Sources: <code>no source is named yet</code></li>\n"
        "</ul>\n"
    )


def test_incidents_at_the_place_within_a_day_are_named() -> None:
    """An editor sees at once that the event may be there already."""
    text = answered(title="Ship burns", date="2024-05-01", locations="Harborton", sources="Daily Gazette")
    assert text.partition("at most a day apart:\n\n")[2] == (
        '<ul>\n<li><a href="https://github.com/o/r/blob/main/content/incidents/fire-at-sea.md">2024-05-02</a> '
        "<code>Fire at sea</code></li>\n</ul>\n"
    )
    assert "fire-at-sea" not in answered(title="Ship burns", date="2024-04-30", locations="Harborton")
    assert "fire-at-sea" not in answered(title="Ship burns", date="2024-05-01", locations="Elsewhere")


def test_without_a_title_or_a_date_there_is_no_entry() -> None:
    """The one who reports is told what is wrong, and how to mend it."""
    text = answered(date="03/04/2024", locations="Harbour Town")
    assert entry_in(text) == ""
    assert "No entry can be made of this report yet." in text
    assert "<li>What happened: <code>is missing</code></li>" in text
    assert "<li>When: <code>left out: &quot;03/04/2024&quot; can mean 2024-03-04 or 2024-04-03; write the one" in text


def test_an_issue_without_the_form_is_no_report() -> None:
    """An empty text, another text, and headings of another form."""
    for text in ("", "It does not build.", "### Steps\n\nNone", "What happened\n\nA fire"):
        assert given_in(text) == {}
        assert report_of(text, KNOWN, TODAY) is None


def test_a_heading_in_the_text_opens_no_earlier_section() -> None:
    """All that follows the last heading is the account."""
    given = given_in(body(title="Fire", date="2024-05-01", text="One\n### When\n2020\n### What happened\nTwo"))
    assert given["date"] == ("2024-05-01",)
    assert given[TEXT] == ("One\n### When\n2020\n### What happened\nTwo",)


PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    lambda text: text.strip() not in {"", "_No response_", "None"} and not text.startswith("### ")
)


@given(st.fixed_dictionaries({"title": PLAIN, "date": PLAIN, TEXT: PLAIN}), st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_into_the_form_is_read(texts: Mapping[str, str], line_end: str) -> None:
    """A line loses only the spaces that count for nothing, a text only those around it."""
    found = given_in(body(**texts).replace("\n", line_end))
    for field in ("title", "date"):
        line = " ".join(texts[field].split())
        assert found[field] in {(line,), (re.sub(r"^[-*•]\s+", "", line),)}
    assert found[TEXT] == (texts[TEXT].strip(),)


# ---- hostile texts


HOSTILE = (
    st.lists(
        st.sampled_from(
            [
                "```", "````\n", "~~~\n", "`", "\n", "\r", "\n\n", "---\n", "@octocat", "#1", "o/r#2", "<b>", "</code>",
                "</ul>\n\n", "<!-- ", "-->", "![x](https://e.example/a.png)", "[x](javascript:alert(1))", "]()", "](",
                "https://e.example", "::set-output name=a::b", "::error::x", "$(id)", "`id`", "${{ github.token }}",
                "&value=", "%0A", "%", "\u202e", "\u2066", "\x00", "\x1b[31m", "\u200b", "!!python/object", "*a", "&b",
                "### What happened\n", "### When\n", "### Sources\n", "_No response_", "- ", ": ", " #", "'", '"', "{",
                "\ud800", "\ufffe", "\u2028", "🏴\U000e0067", "عين", ":tada:",
            ]
        )
        | st.text(max_size=5),
        max_size=12,
    ).map("".join)
)  # fmt: skip
TITLES = st.builds("{0}{1}".format, st.sampled_from(["Fire ", ""]), HOSTILE)
DATES = st.sampled_from(["2024-05-01", "1 May 2024", "2024"]) | HOSTILE
REPORTS = st.builds(body, title=TITLES, date=DATES, locations=HOSTILE, types=HOSTILE, sources=HOSTILE, text=HOSTILE)


class Tags(HTMLParser):
    """The tags of HTML, and what stands in none."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.bare = ""
        self._within = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name != "class"]
        self._within += tag in {"code", "pre"}

    def handle_endtag(self, tag: str) -> None:
        """Note its end."""
        self._within -= tag in {"code", "pre"}

    def handle_data(self, data: str) -> None:
        """Keep what GitHub looks into for mentions, numbers and addresses."""
        self.bare += "" if self._within else data


@given(REPORTS | HOSTILE)
@example(body(title="Fire", date="2024-05-01", text="Smoke.\n```\n@octocat <b>\n"))
def test_nothing_of_a_report_is_more_than_text(text: str) -> None:
    """As CommonMark reads the answer, there are our tags, our links and our words, whatever the report holds."""
    report = report_of(text, KNOWN, TODAY)
    if report is None:
        return
    said = comment(report, HOME)
    page = Tags(MarkdownIt("commonmark").render(said))
    assert page.tags <= {"p", "pre", "code", "strong", "ul", "li", "a"}
    assert [address for address in page.addresses if not address.startswith("https://github.com/o/r/")] == []
    assert not set("@#$&<>`[]\\") & set(page.bare)
    assert "://" not in page.bare
    assert "tada" not in page.bare
    hidden = visible(said)
    assert hidden == said


@given(REPORTS)
def test_the_entry_can_be_taken_from_the_fence_and_from_the_link(text: str) -> None:
    """Both hold the text that was proved, and it is read back as the entry."""
    report = report_of(text, KNOWN, TODAY)
    if report is None or report.entry is None:
        return
    said = comment(report, HOME)
    assert entry_in(said) == report.text
    link = urlsplit(link_in(said))
    assert parse_qs(link.query).get("value", [report.text]) == [report.text]
    again, problems = parse_entry(Incident, report.text, report.entry.path)
    assert again == report.entry
    assert again.status == "draft"
    assert [problem for problem in problems if problem.level == "error"] == []


@given(st.text())
@example("a\n```\n@octocat\n````\n")
def test_no_text_ends_its_fence(text: str) -> None:
    """The fence is longer than any run of backticks in it."""
    whole = text.replace("\r", "\n").replace("\x00", "")
    assert entry_in(f"{fenced(whole)}\n") == (whole if whole.endswith("\n") else f"{whole}\n")


@given(st.text())
def test_invisible_characters_are_taken_out_and_told(text: str) -> None:
    """What is left has no control, direction or tag character; joiners stay, for words that need them."""
    assert re.search("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b]", visible(text)) is None
    assert visible("می\u200cخواهم 👩\u200d🚒\n") == "می\u200cخواهم 👩\u200d🚒\n"
    said = answered(title="Fire\u202e", date="2024-05-01")
    assert "<li><code>Characters that cannot be seen were taken out.</code></li>" in said


def test_only_some_values_of_a_field_are_read() -> None:
    """A report of ten thousand places takes no longer than one of twenty."""
    said = answered(title="Fire", date="2024-05-01", locations="\n".join(f"Place {number}" for number in range(10_000)))
    assert f"<li>Where: <code>only the first {MOST_VALUES} were read</code></li>" in said
    assert entry_in(said).count("Place") == MOST_VALUES


def test_a_long_entry_does_not_travel_in_the_link() -> None:
    """The link then opens an empty file of its name, and the answer says to paste."""
    said = answered(title="Fire", date="2024-05-01", text="long " * 2000)
    assert "It is too long to travel in a link" in said
    link = link_in(said)
    assert len(link) < LONGEST_LINK
    assert parse_qs(urlsplit(link).query) == {"filename": ["content/incidents/2024-05-01-fire.md"]}


# ---- the command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chronicle with a place, in a folder of its repository."""
    folder = tmp_path / "record"
    make_site(folder, {"chronicle.toml": 'title = "Log"\nurl = ""\n', "locations/harbour-town.md": location("Harbour")})
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    return folder


def event(folder: Path, text: str | None, **others: object) -> Path:
    """The file that GitHub makes of an event."""
    path = folder.parent / "event.json"
    repository = {"html_url": "https://github.com/o/r", "default_branch": "a/b"}
    path.write_text(json.dumps({"issue": {"body": text}, "repository": repository, **others}), "utf-8")
    return path


def run(path: Path) -> Result:
    """The command as a workflow runs it."""
    return CliRunner().invoke(main, ["answer"], env={"GITHUB_EVENT_PATH": str(path)})


def test_the_command_prints_the_comment_and_writes_nothing(project: Path) -> None:
    """The link leads to the chronicle's folder in its repository, on its branch."""
    before = sorted(project.rglob("*"))
    result = run(event(project, body(title="Fire", date="2024-05-01", locations="Harbour", sources="Gazette")))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("<!-- chronicle answer -->\n\nThank you.")
    assert "/new/a/b?filename=record%2Fcontent%2Fincidents%2F2024-05-01-harbour-town.md&" in result.stdout
    assert sorted(project.rglob("*")) == before


def test_another_issue_is_answered_by_nothing(project: Path) -> None:
    """No comment, and no failure; an issue without a text is one too."""
    for text in ("It does not build", "", None):
        result = run(event(project, text))
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "This issue was not made with the form: there is nothing to answer.\n"


def test_an_answer_fits_into_a_comment(project: Path) -> None:
    """An account that has no room is left out and told: it stands in the report."""
    result = run(event(project, body(title="Fire", date="2024-05-01", text="٪ " * 32_000)))
    assert fits(result.stdout)
    assert "is too long for this answer: copy it from the report" in result.stdout
    assert "title: Fire\n" in result.stdout


def test_a_report_that_has_no_room_at_all_is_told(project: Path) -> None:
    """Fifteen places and sources of the longest kind are more than GitHub takes; the comment says so."""
    lines = {field: "\n".join(f"{number} {'x' * 1990}" for number in range(15)) for field in ("locations", "sources")}
    result = run(event(project, body(title="Fire", date="2024-05-01", **lines)))
    assert len(result.stdout) < LONGEST
    assert "<li><code>The report is too long for an answer.</code></li>" in result.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON; name the file of an event of GitHub"),
        ("[" * 100_000, "is not JSON; name the file of an event of GitHub"),
        ("[]", "is no event of an issue: it has no issue, or no repository with an address"),
        ('{"issue": {"body": 5}}', "is no event of an issue: it has no issue, or no repository with an address"),
    ],
)
def test_another_file_is_told_in_a_line(project: Path, text: str, message: str) -> None:
    """Exit code 1, and no traceback."""
    path = project.parent / "event.json"
    path.write_text(text, "utf-8")
    result = run(path)
    assert (result.exit_code, result.stderr) == (1, f"Error: {path} {message}\n")


def test_without_an_event_or_a_chronicle_a_line_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is told how it is used, or where it must run."""
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    result = CliRunner().invoke(main, ["answer"])
    assert (result.exit_code, "name the file of an event" in result.stderr) == (2, True)
    (project / "chronicle.toml").unlink()
    result = run(event(project, body(title="Fire", date="2024-05-01")))
    assert (result.exit_code, result.stderr.startswith("chronicle.toml: error: is not here")) == (1, True)
