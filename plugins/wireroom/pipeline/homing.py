"""A record's own addresses as the origin spells them, whichever host served the page.

So a row says the same whoever told it; who did is in its sightings.
"""

from dataclasses import replace

from wireroom.errors import BadInputError
from wireroom.model import Clean
from wireroom.registry import Outlet
from wireroom.stages.resolve import home_url
from wireroom.urls import join


def at_home(outlet: Outlet, clean: Clean, *, served_url: str) -> Clean:
    """The record with its pictures and its canonical link at home; foreign ones stay."""
    return replace(
        clean,
        images=tuple(replace(one, url=home_url(outlet, one.url)) for one in clean.images),
        canonical_url=_claim(outlet, clean.canonical_url, served_url),
    )


def _claim(outlet: Outlet, claim: str | None, served_url: str) -> str | None:
    if not claim:
        return claim
    try:
        return home_url(outlet, join(served_url, claim))
    except BadInputError:  # what is no address stays the evidence that it is
        return claim
