"""Readers: the bytes of a seed become the articles in it, or problems that say why not."""

from chronicle.intake.readers.dispatch import SEED_ENDINGS, TABLES, read_seed_text
from chronicle.intake.readers.raw import LARGEST, LARGEST_PAGE, RawText
from chronicle.intake.readers.text import read_text

__all__ = ["LARGEST", "LARGEST_PAGE", "SEED_ENDINGS", "TABLES", "RawText", "read_seed_text", "read_text"]
