"""What the page of data says to machines: a schema.org Dataset with its downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronicle.pages import addresses
from chronicle.pages.edition import translated
from chronicle.pages.linked_data import filled, start

if TYPE_CHECKING:
    from chronicle.pages.data.files import Export
    from chronicle.pages.data.index import IndexView
    from chronicle.pages.edition import Edition
    from chronicle.pages.linked_data import Data
    from chronicle.text.dates import When


def dataset(edition: Edition, export: Export, index: IndexView, changed: When | None) -> Data:
    """The JSON-LD of the whole record; without the address of the site it names no downloads."""
    config, address = edition.config, edition.canonical(addresses.DATA)
    maker = filled(**{"@type": "Organization"}, name=config.title, url=config.url)
    labels = {form.slug: translated(form.label, edition.language) for form in export.formats}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        **filled(
            name=config.title,
            description=config.description or config.title,
            inLanguage=config.language,
            url=address,
            license=config.data_license,
            isAccessibleForFree=True,
            creator=maker,
            temporalCoverage=_coverage(index),
            dateModified=start(changed),
            distribution=[
                filled(
                    **{"@type": "DataDownload"},
                    name=f"{labels[each.format]}: {each.path}",
                    encodingFormat=each.media_type,
                    contentUrl=edition.canonical(each.address),
                )
                for each in index.listed
                if address and not each.year
            ],
        ),
    }


def _coverage(index: IndexView) -> str:
    """From the first to the last day, as an interval of ISO 8601."""
    return f"{index.first}/{index.last or '..'}" if index.first else ""
