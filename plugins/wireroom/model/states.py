"""The closed sets: why something was not loaded, where an entry ends, what a host is asked for."""

from collections.abc import Iterable
from enum import StrEnum


class Reason(StrEnum):
    """Why something was not loaded. Closed: a new reason is a change of the contract."""

    # the connection
    BAD_URL = "bad_url"
    DNS = "dns"
    TLS = "tls"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    PRIVATE_ADDRESS = "private_address"
    # the exchange
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    RATE_LIMITED = "rate_limited"
    REDIRECT_LOOP = "redirect_loop"
    FOREIGN_REDIRECT = "foreign_redirect"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    WRONG_CHARSET = "wrong_charset"
    BAD_ENCODING = "bad_encoding"
    # may we?
    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    # is it the outlet?
    SEIZED = "seized"
    PARKED = "parked"
    BLOCKED = "blocked"
    CHALLENGE = "challenge"
    SOFT_404 = "soft_404"
    WRONG_SITE = "wrong_site"
    STALE = "stale"
    LOGIN = "login"
    TAMPERED = "tampered"
    # the feed
    NOT_A_FEED = "not_a_feed"
    NOT_A_LISTING = "not_a_listing"
    EMPTY_FEED = "empty_feed"
    XML_ENTITIES = "xml_entities"
    # the article
    NO_TEXT = "no_text"
    PAYWALLED = "paywalled"
    EXTRACT_TIMEOUT = "extract_timeout"
    EXTRACT_CRASH = "extract_crash"
    CORRUPT_CAPTURE = "corrupt_capture"
    # the entry
    NO_LINK = "no_link"
    NO_ROUTE = "no_route"
    NO_HOST_NOW = "no_host_now"
    FOREIGN_HOST = "foreign_host"
    NOT_AN_ARTICLE = "not_an_article"
    OUT_OF_WINDOW = "out_of_window"
    OVER_LIMIT = "over_limit"
    RETRY_LATER = "retry_later"
    GAVE_UP = "gave_up"


class EntryState(StrEnum):
    """Where an entry ends: exactly one of these per run."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    SKIPPED = "skipped"
    DISAPPEARED = "disappeared"


class Access(StrEnum):
    """Who may read an article, as its page states it."""

    FREE = "free"
    PAYWALLED = "paywalled"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What an article's page holds in the main; an article that embeds a video is an article."""

    ARTICLE = "article"
    LIVE_BLOG = "live_blog"
    VIDEO = "video"
    GALLERY = "gallery"
    AUDIO = "audio"


class Capability(StrEnum):
    """What a host is asked for; it may serve the one and not the other."""

    FEED = "feed"
    ARTICLE = "article"
    LISTING = "listing"


def tally(states: Iterable[EntryState]) -> dict[str, int]:
    """Counts by state, every state named, in the order of the enum."""
    counts = {state.value: 0 for state in EntryState}
    for state in states:
        counts[state.value] += 1
    return counts
