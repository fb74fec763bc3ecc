"""Front matter and body taken apart, with the line of everything."""

import sys

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given
from hypothesis import strategies as st

from chronicle.problems import Problem
from chronicle.text.characters import FORBIDDEN, decode
from chronicle.text.fault import Fault
from chronicle.text.frontmatter import (
    _ALLOWED,
    LONGEST,
    LONGEST_BODY,
    Document,
    Front,
    Text,
    halves_of,
    normal_body,
    parse_document,
)
from chronicle.text.nodes import Mapping, Scalar, Sequence
from chronicle.text.yaml_nodes import parse_yaml


def taken_apart(text: str) -> Document:
    """The document in a text that must be one."""
    document = parse_document(text, "x.md")
    assert isinstance(document, Document)
    return document


def problem_of(text: str) -> Problem:
    """The problem of a text that must have one."""
    problem = parse_document(text, "x.md")
    assert isinstance(problem, Problem)
    return problem


soup = st.lists(
    st.sampled_from(
        "--- ... \n \n \t \r \x85 \u2028 \ufeff : - ? # & * ! | > [ ] { } ' \" \\ , << ~ key: é ا 😀 \ud800 \0".split(
            " "
        )
    )
    | st.just(" ")
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@given(soup)
def test_any_text_is_a_document_or_a_problem_on_one_of_its_lines(text: str) -> None:
    """No text raises, and a problem lies on a line that there is."""
    found = parse_document(f"---\n{text}\n---\n{text}", "x.md")
    line = found.body_line if isinstance(found, Document) else found.line
    assert 1 <= line <= f"---\n{text}\n---\n{text}".count("\n") + 1


@given(st.binary() | soup.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_text_or_a_problem(data: bytes) -> None:
    """No bytes raise, and what is decoded can be taken apart or is a problem."""
    text = decode(data, "x.md")
    assert isinstance(text, Problem) or parse_document(text, "x.md")


@pytest.mark.parametrize(
    ("text", "date_line", "body_line", "body"),
    [
        ("---\ntitle: A\ndate: B\n---\nText.\n", 3, 5, "Text.\n"),
        ("---\ntitle: A\ndate: B\n---\n\nText.\n", 3, 6, "Text.\n"),
        ("---\n\n\ntitle: A\ndate: B\n\n---\n\n\n\nText.\n\n\n", 5, 11, "Text.\n"),
        ("---  \ntitle: A\ndate: B\n---\t\n  \nText.", 3, 6, "Text.\n"),
        ("-----\ntitle: A\ndate: B\n----\nText.\n", 3, 5, "Text.\n"),
        ("---\ntitle: A\ndate: B\n---\nOne\n\n---\n\nTwo\n", 3, 5, "One\n\n---\n\nTwo\n"),
        ("---\ntitle: A\ndate: B\n---\n---\nText.\n", 3, 5, "---\nText.\n"),
        ("---\ntitle: A\ndate: B\n---\n\n    code\n\ntext\n", 3, 6, "    code\n\ntext\n"),
        ("---\n# comment\ndate: B\n---\n", 3, 5, ""),
        ("---\ntitle: A\ndate: B\n---", 3, 4, ""),
        ("---\ntitle: |\n  A\n  B\n\ndate: B\n---\nText.\n", 6, 8, "Text.\n"),
        ("---\ntitle: A\u2028B\u2029C\ndate: B\n---\nText.\u2028\n", 3, 5, "Text.\n"),
    ],
)
def test_lines_are_counted_in_every_shape(text: str, date_line: int, body_line: int, body: str) -> None:
    """Blank lines around the fences, long fences and odd line ends make no difference to lines and body."""
    document = taken_apart(text)
    date = document.fields.get("date")
    assert isinstance(date, Scalar)
    assert (date.line, date.column) == (date_line, 7)
    assert (document.body_line, document.body) == (body_line, body)


def test_windows_files_are_read_like_others() -> None:
    """A byte order mark and any line ends make no difference."""
    plain = "---\ntitle: A\ndate: B\n---\n\nText.\n"
    assert decode(plain.replace("\n", "\r\n").encode("utf-8-sig"), "x.md") == plain
    assert decode(plain.replace("\n", "\r").encode(), "x.md") == plain


@pytest.mark.parametrize("data", ["é\n".encode("latin-1"), "é\n".encode("utf-16"), b"\xed\xa0\x80"])
def test_other_encodings_are_refused(data: bytes) -> None:
    """What is not UTF-8 is a problem on its line."""
    message = "is not UTF-8 text; save the file with the encoding UTF-8"
    assert decode(b"a\nb\n" + data, "x.md") == Problem(path="x.md", line=3, column=1, code="encoding", message=message)


@pytest.mark.parametrize("text", ["---\n---\nText.\n", "---\n\n---\nText.\n", "---\n# only this\n---\nText.\n"])
def test_front_matter_may_be_empty(text: str) -> None:
    """Front matter without fields is a table without keys."""
    assert taken_apart(text).fields.pairs == ()
    assert taken_apart(text).body == "Text.\n"


def test_front_matter_is_kept_as_text_and_read_again_when_it_is_asked() -> None:
    """What an entry keeps is text; its nodes stand on the lines of the file."""
    document = taken_apart("---\n\ntitle: A\ntags: [x, y]\n---\nText.\n")
    assert (document.front.text, document.front.line) == ("title: A\ntags: [x, y]\n", 3)
    assert document.front.fields == document.fields
    assert document.front.find("tags.1") == Scalar("y", 4, 11)


@pytest.mark.parametrize("value", ["NO", "12:30", "007", "0x1F", "1_000", "2023-02-30", "1e3", ".inf", "true", "3.10"])
def test_a_value_stays_the_text_that_was_written(value: str) -> None:
    """Nothing is taken for a number, a time, a date or a yes."""
    assert parse_yaml(f"a: {value}").get("a") == Scalar(value, 1, 4)


def test_keys_and_values_may_be_quoted() -> None:
    """Quoted keys are keys, and a quoted value knows that it was."""
    fields = parse_yaml("\"a\": 'B'\n'c': D\n")
    assert fields.get("a") == Scalar("B", 1, 6, quoted=True)
    assert fields.get("c") == Scalar("D", 2, 6)


def test_lists_and_tables_have_places() -> None:
    """Lists and tables begin where their first mark stands."""
    fields = parse_yaml("a: [x, {b: y}]\n", 2)
    table = Mapping(((Scalar("b", 2, 9), Scalar("y", 2, 12)),), 2, 8)
    assert fields.get("a") == Sequence((Scalar("x", 2, 5), table), 2, 4)


def test_what_a_hash_cuts_off_is_kept() -> None:
    """What follows a # after a space is kept beside the value, unless the value is quoted."""
    fields = parse_yaml('a: One #two\nb: "One" # two\nc: One#two\n')
    assert fields.get("a") == Scalar("One", 1, 4, comment="#two")
    assert fields.get("b") == Scalar("One", 2, 4, quoted=True)
    assert fields.get("c") == Scalar("One#two", 3, 4)


def test_letters_are_composed() -> None:
    """A letter and its accent become one letter."""
    assert parse_yaml("a: e\u0301").get("a") == Scalar("é", 1, 4)


def test_every_letter_is_allowed_or_forbidden() -> None:
    """What is looked for first is all that is not forbidden."""
    for letter in map(chr, range(sys.maxunicode + 1)):
        assert bool(_ALLOWED.fullmatch(letter)) != bool(FORBIDDEN.search(letter))


def test_a_surrogate_is_no_letter() -> None:
    """Half a letter, raw or escaped, is refused."""
    raw = problem_of("---\ntitle: a\ud800\n---\n")
    assert (raw.code, raw.line, raw.column) == ("control-character", 2, 9)
    with pytest.raises(Fault, match="it cannot be read"):
        parse_yaml("a: \ud800")
    escaped = problem_of('---\ntitle: "a\\ud800"\n---\n')
    assert (escaped.code, escaped.line) == ("yaml-form", 2)


def test_nesting_is_limited_before_it_is_followed() -> None:
    """Twelve lists inside each other are fine, sixty thousand are a problem like any other."""
    assert isinstance(parse_document(f"---\na: {'[' * 12}{']' * 12}\n---\n", "x.md"), Document)
    problem = problem_of(f"---\na: {'[' * 60_000}\n---\n")
    assert (problem.code, problem.line, problem.column) == ("yaml-depth", 2, 16)
    assert problem.message == "lists and tables are nested more than 12 deep"


def test_front_matter_and_text_have_a_limit() -> None:
    """Front matter of more than 64 kB and a text of more than 256 kB are refused."""
    front = problem_of(f"---\na: {'x' * LONGEST}\n---\n")
    assert (front.code, front.message) == ("front-matter-long", "the front matter is longer than 64 kB")
    body = problem_of(f"---\na: b\n---\n{'x' * LONGEST_BODY}\n")
    assert (body.code, body.message) == ("body-long", "the text is longer than 256 kB")


@given(st.text(alphabet=" \n\ta-", max_size=30).map("---{}".format))
def test_the_fences_are_those_that_the_library_finds(text: str) -> None:
    """However many hyphens, spaces and blank lines there are around them."""
    try:
        halves = halves_of(text)
    except Fault:
        assert not YAMLHandler().detect(text) or len(YAMLHandler.FM_BOUNDARY.split(text)) < 3
    else:
        front, body = YAMLHandler().split(text)
        assert (halves.front.text, halves.body) == (front.removeprefix("\n"), normal_body(body))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_decoded_as_the_file_it_is_of(end: str) -> None:
    """Its front matter and body are those of the document, whatever the line ends; a body alone stays as it is."""
    written = "---\n\ntitle: Größe\n---\n\n\n“Text.”\n\nMore."
    document = taken_apart(written)
    text = Text(written.replace("\n", end).encode("utf-8-sig"), is_file=True)
    assert (text.front, text.body) == (document.front, document.body) == (Front("title: Größe\n", 3), document.body)
    alone = Text.of(f" {written}\r\n\ud800")
    assert (alone.front, alone.body) == (Front("", 1), f" {written}\r\n\ud800")


def test_texts_with_one_body_are_one() -> None:
    """Whatever stands before it, and wherever it came from."""
    one, other = (Text(f"---\ntitle: {title}\n---\nText.".encode(), is_file=True) for title in "AB")
    assert one == other == Text.of("Text.\n")
    assert {one, other, Text.of("Text.\n"), Text.of("Text.")} == {one, Text.of("Text.")}
    assert (repr(one), one == "Text.\n") == (repr("Text.\n"), False)


@given(st.text(alphabet=" \n\t\u2028a#-", max_size=30))
def test_a_normal_body_stays_and_reads_back(body: str) -> None:
    """A body without blank ends stays as it is, also through a file."""
    normal = normal_body(body)
    assert normal_body(normal) == normal
    assert taken_apart(f"---\n---\n\n{normal}").body == normal


def test_a_normal_body_keeps_the_indent_of_its_first_line() -> None:
    """Blank lines go, the spaces that make a block of code stay."""
    assert normal_body("\n  \n    code\n\n") == "    code\n"
    assert normal_body(" \n \n") == ""
