"""The pages of articles and notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.page import Link, Page
from chronicle.pages.prose import prose
from chronicle.pages.views.subjects import ArticleView, NoteView
from chronicle.text.slugs import slugify

if TYPE_CHECKING:
    from chronicle.linking.chronicle import LinkedArticle, LinkedNote
    from chronicle.pages.edition import Edition


def article_page(edition: Edition, article: LinkedArticle) -> Page:
    """The page of an article."""
    entry = article.entry
    return edition.page(
        addresses.article(entry.slug),
        "article.html",
        entry.title,
        show=partial(_article, edition, article),
        description=edition.language.listed(filter(None, (entry.publisher, edition.short(entry.published)))),
        source=entry.path,
    )


def _article(edition: Edition, article: LinkedArticle) -> ArticleView:
    entry = article.entry
    publisher = edition.chronicle.publishers[slugify(entry.publisher)] if entry.publisher else None
    dateline = entry.dateline
    return ArticleView(
        title=entry.title,
        publisher=Link(entry.publisher, addresses.publisher(publisher.slug)) if publisher else None,
        via=entry.via,
        published=edition.short(entry.published),
        iso=entry.published.iso if entry.published else "",
        dateline=tuple(filter(None, (dateline.place, edition.short(dateline.date)))) if dateline else (),
        outside=entry.url,
        archived=entry.archived,
        language=entry.language,
        rights=entry.rights,
        prose=prose(edition, article.text),
        incidents=tuple(edition.cards[slug] for slug in article.incidents),
        mentioned_by=edition.links(article.mentioned_by),
    )


def note_page(edition: Edition, note: LinkedNote) -> Page:
    """The page of a note."""
    entry = note.entry
    view = NoteView(title=entry.title, prose=prose(edition, note.text))
    return edition.page(f"{entry.slug}.html", "note.html", entry.title, view, source=entry.path)
