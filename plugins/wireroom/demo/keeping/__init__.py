"""How each house keeps what its feed has forgotten: sitemaps, archive pages, a REST API, old feeds.

No two houses keep it alike. `kept` answers for the paths below which a house does; serving.py sends
what it says, changed by mirrors as they change everything. Pure.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wireroom.demo.feeds import Edition
from wireroom.demo.keeping.days import calendar_page
from wireroom.demo.keeping.document import Kept
from wireroom.demo.keeping.feeds import archived_feed, with_archive_link
from wireroom.demo.keeping.sitemaps import daily_sitemaps, monthly_sitemaps
from wireroom.demo.keeping.wordpress import wordpress
from wireroom.demo.web import Ask

_KEEPERS: Mapping[str, Callable[[Edition, Ask], Kept | None]] = MappingProxyType(
    {
        "tidewire": monthly_sitemaps,
        "harbour": calendar_page,
        "newsroomwest": wordpress,
        "alborz": daily_sitemaps,
        "northwire": archived_feed,
    }
)

__all__ = ["Kept", "kept", "with_archive_link"]


def kept(edition: Edition, ask: Ask) -> Kept | None:
    """Return what a house keeps at the path that was asked, None where it keeps nothing there."""
    return _KEEPERS[edition.house.outlet](edition, ask)
