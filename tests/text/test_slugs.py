"""Slugs: made of any name, and the same when made again."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.text.slugs import LONGEST, LONGEST_MADE, is_slug, name_key, slugify


@given(st.text() | st.text(alphabet="abcon-1 ", max_size=200))
def test_any_name_has_a_slug(name: str) -> None:
    """The slug of any name is a slug, short, and its own slug."""
    slug = slugify(name)
    assert is_slug(slug)
    assert len(slug) <= LONGEST_MADE
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ain al-Asad air base", "ain-al-asad-air-base"),
        ("Sana'a", "sanaa"),
        ("Baʿqūba", "baquba"),
        ("Москва", "moskva"),
        ("CON", "x-con"),
        ("index", "x-index"),
        ("---", "x-cb3f91d5"),
        ("a" * 100, "a" * 80),
        ("word " * 30, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_is_the_name_in_plain_letters(name: str, slug: str) -> None:
    """A slug transliterates, drops apostrophes, avoids reserved names, and ends with a whole word."""
    assert slugify(name) == slug


@pytest.mark.parametrize(
    "text", ["", "-a", "a-", "a--b", "A", "a b", "a.b", "é", "٣", "a\n", "con", "lpt1", "a" * (LONGEST + 1)]
)
def test_what_no_address_can_be_is_no_slug(text: str) -> None:
    """Other letters, stray hyphens, reserved and overlong names are no slugs."""
    assert not is_slug(text)


def test_a_file_name_may_be_longer_than_a_made_slug() -> None:
    """A slug may have up to 120 letters."""
    assert is_slug("a" * LONGEST)


@given(st.text())
def test_spellings_of_one_name_share_a_key(name: str) -> None:
    """Unicode form and white space make no difference to a name."""
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(f"  {name}\t")


def test_case_makes_no_difference_to_a_name() -> None:
    """Names that differ in case or spaces share a key."""
    assert name_key("Ain  al-ASAD") == name_key("ain al-Asad") == "ain al-asad"
