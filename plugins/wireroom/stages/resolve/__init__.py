"""Entry -> identity and ordered routes over the outlet's hosts.

A link may name any host the outlet has or had; the article is the same. So a link is first taken
home (spelled as the origin would spell it), its identity is read there, and routes are spelled for
every live host. Nothing here asks a host: what failed in this run comes in as `avoid`.
"""

from wireroom.stages.resolve.identity import (
    Identity,
    address_of,
    claimed_id,
    home_host,
    home_url,
    host_named,
    identify,
    is_article,
    is_own_article,
    is_own_copy,
    unwrapped,
)
from wireroom.stages.resolve.routes import (
    article_routes,
    feed_routes,
    host_keys,
    listing_routes,
    own_hosts,
)
from wireroom.stages.resolve.transforms import Address, read, spell

__all__ = [
    "Address",
    "Identity",
    "address_of",
    "article_routes",
    "claimed_id",
    "feed_routes",
    "home_host",
    "home_url",
    "host_keys",
    "host_named",
    "identify",
    "is_article",
    "is_own_article",
    "is_own_copy",
    "listing_routes",
    "own_hosts",
    "read",
    "spell",
    "unwrapped",
]
