"""What a column can lead to: the flat words for everything that a row says of an incident."""

from __future__ import annotations

from typing import Final

LISTS: Final = frozenset(
    "within locations location_ids types actors actor_roles actor_ids perpetrators suspected claimed_by targets "
    "affected weapons sources source_titles source_urls source_dates tags ids".split()
)
SINGLES: Final = frozenset(
    "id title date date_from date_to date_precision year month day end_year end_month end_day time location "
    "location_id location_kind latitude longitude coordinates location_precision country country_code admin1 admin2 "
    "admin3 killed killed_min killed_max injured injured_min injured_max grade summary text part_of follows added "
    "updated url".split()
)
TARGETS: Final = LISTS | SINGLES
