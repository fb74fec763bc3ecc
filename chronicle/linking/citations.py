"""Sources answered: what an incident cites, with the article entry's data, and whose words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chronicle.linking.chronicle import Citation
from chronicle.text.slugs import name_key, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chronicle.entries.kinds import Article, Incident
    from chronicle.entries.records import Source
    from chronicle.linking.outlines import Voice
    from chronicle.linking.references import Answers


def citations_of(
    entry: Incident, article_of: Callable[[str], Article | None], answers: Answers
) -> tuple[Citation, ...]:
    """The sources of an incident. An article that does not exist is an error."""
    cited = []
    for number, source in enumerate(entry.sources):
        slug = answers.required(entry, f"sources.{number}.article", "article", source.article)
        cited.append(_citation(source, article_of(slug)))
    return tuple(cited)


def _citation(source: Source, article: Article | None) -> Citation:
    publisher = source.publisher or (article.publisher if article else "")
    url = source.url or (article.url if article else "")
    publisher = publisher or _host(url)
    via = source.via or (article.via if article else "")
    return Citation(
        publisher=publisher,
        publisher_slug=slugify(publisher) if publisher else "",
        article=article.slug if article else "",
        title=source.title or (article.title if article else ""),
        url=url,
        date=source.date or (article.published if article else None),
        accessed=source.accessed,
        archived=source.archived or (article.archived if article else ""),
        via=via if name_key(via) != name_key(publisher) else "",
        origin=name_key(via or publisher),
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def origins(citations: Iterable[Citation | Voice]) -> int:
    """How many independent origins: one agency's copy in three papers is one."""
    return len({citation.origin for citation in citations if citation.origin})
