"""The values that flow from feed to row, and the closed sets of states and reasons.

Frozen, slotted, keyword-only; a new type per step, nothing half-filled. Instants are aware UTC and
end in `_at`, durations in `_s`, counts begin with `n_`. Digests read ``sha256:<hex>``. Ids are made
here and in urls.py and nowhere else, always from content, never from the clock or the try.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


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
    # the feed
    NOT_A_FEED = "not_a_feed"
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


class Capability(StrEnum):
    """What a host is asked for; it may serve the one and not the other."""

    FEED = "feed"
    ARTICLE = "article"


def sha256(data: bytes) -> str:
    """The digest of `data`, spelled ``sha256:<hex>``."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def digest_of(*parts: str | None) -> str:
    """One digest of several strings; None and "" differ, and no two lists run together."""
    return sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def fold_text(text: str) -> str:
    """Text with one spelling per reading: NFC, white space runs as one space.

    Two extractions that differ only in line breaks are the same content version.
    """
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def version_id(text: str) -> str:
    """The content version of an article: a digest of its clean text alone."""
    return sha256(fold_text(text).encode("utf-8", "surrogatepass"))


def article_id(outlet_id: str, key: str) -> str:
    """The identity of an article: its outlet and, in it, its native id or canonical path.

    A canonical path starts with ``/``; a native id never does, so the two cannot meet.
    """
    return f"{outlet_id}:{key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as a feed states it; `url` is None where the item has no link.

    `entry_id` is stable from poll to poll; `digest` changes when anything stated changes.
    """

    outlet_id: str
    feed: str
    entry_id: str
    digest: str
    url: str | None
    guid: str | None
    title: str
    summary: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between polls. A feed never polled has `FeedState.fresh`.

    `weight` counts failures in a row (reasons weigh differently, see stages/poll); `interval_s`
    is the learned polling interval; `n_polls` numbers the polls, so that every Nth is
    unconditional; `is_trusted` says that the validators change when the body does.
    """

    outlet_id: str
    feed: str
    etag: str | None = None
    last_modified: str | None = None
    body_digest: str | None = None
    is_trusted: bool = True
    weight: float = 0.0
    interval_s: float = 900.0
    n_polls: int = 0
    n_entries: int = 0
    next_poll_at: datetime | None = None
    not_before_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One concrete URL to try and the outlet's host it goes through."""

    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of the web.

    `own_hosts` are the hosts a redirect may lead to (the outlet's live hosts; ``www.`` is free);
    `delay_s` is the spacing between requests to one host, over all workers.
    """

    url: str
    own_hosts: frozenset[str]
    delay_s: float = 1.0
    max_bytes: int = 10_000_000
    accept: str = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One finished HTTP exchange; `body` is decompressed, `headers` are as sent, in order.

    `redirects` lists the URLs passed on the way from `requested_url` to `final_url`;
    `moved_permanently_to` is set when every hop said so (301, 308).
    """

    requested_url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    elapsed_s: float
    address: str
    is_tls_verified: bool
    redirects: tuple[str, ...] = ()
    moved_permanently_to: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, case ignored."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The outlet answered with a body (status 200-299)."""

    exchange: Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The outlet says that what we have is current (304)."""

    exchange: Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """It did not work, for a named reason; `exchange` is kept where a body came all the same."""

    reason: Reason
    detail: str
    status: int | None = None
    retry_after_s: float | None = None
    exchange: Exchange | None = None


Outcome = Fetched | NotModified | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One archived exchange: what was asked, who answered, and where the raw bytes lie."""

    capture_id: str
    requested_url: str
    final_url: str
    host: str
    status: int
    headers: tuple[tuple[str, str], ...]
    digest: str
    archive_uri: str
    offset: int
    length: int
    captured_at: datetime
    is_tls_verified: bool


def capture_id(url: str, body_digest: str, captured_at: datetime) -> str:
    """The identity of one exchange: what was asked, what came, and when."""
    return digest_of(url, body_digest, captured_at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the extractor reads: a body and what is known about it beside it.

    `entry_*` are the feed's votes; `timezone` reads dates that name no zone; `url` is the
    article's home URL, whichever host served it.
    """

    body: bytes
    url: str
    content_type: str = ""
    language: str = ""
    timezone: str = "UTC"
    outlet_name: str = ""
    entry_title: str = ""
    entry_summary: str = ""
    entry_authors: tuple[str, ...] = ()
    entry_tags: tuple[str, ...] = ()
    entry_published_at: datetime | None = None
    drop_lines: tuple[str, ...] = ()
    drop_selectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the article, its caption and its credit apart ("" where there is none)."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateVote:
    """A candidate date and who says it; `is_day` where only the calendar day is known."""

    at: datetime
    source: str
    is_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read from one page. `blocks` are the body's lines as the extractor gave them.

    `canonical_url` is what the page claims of itself (evidence, not identity);
    `mirror_candidates` are hosts named near an "alternate addresses" sentence in furniture.
    """

    title: str
    authors: tuple[str, ...]
    dates: tuple[DateVote, ...]
    modified_at: datetime | None
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    blocks: tuple[str, ...]
    images: tuple[Image, ...]
    canonical_url: str | None
    mirror_candidates: tuple[str, ...]
    extractor: str
    path: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A page read and cleaned: the record `wireroom extract` prints and the loader files.

    `published_at` keeps the page's own offset; a date known only to the day is its UTC midnight
    and its source ends in ``:day``. `reason` says in a word why `confidence` (0-1) is low.
    """

    title: str
    authors: tuple[str, ...]
    published_at: datetime | None
    published_source: str
    modified_at: datetime | None
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    text: str
    images: tuple[Image, ...]
    canonical_url: str | None
    mirror_candidates: tuple[str, ...]
    confidence: float
    reason: str
    extractor: str
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clean record with its identity and provenance, ready to be filed."""

    article_id: str
    version_id: str
    outlet_id: str
    outlet: str
    native_id: str | None
    canonical_url: str
    claimed_id: str | None
    observed_at: datetime
    capture_id: str
    clean: Clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A host showed an article: served its page (`version_id`) or only listed it (None)."""

    article_id: str
    host: str
    url: str
    version_id: str | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A fact about two articles, with its evidence: rows are added, never articles deleted."""

    article_id: str
    other_id: str
    kind: str
    score: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """The one state in which an entry of a run ended, and why.

    `of_article_id` and `rule` say of what and by which rule it is a duplicate; `retry_at` when a
    failed entry is tried again (None: never, or not needed).
    """

    run_id: str
    entry_id: str
    outlet_id: str
    feed: str
    url: str | None
    article_id: str | None
    state: EntryState
    reason: Reason | None = None
    detail: str = ""
    of_article_id: str | None = None
    rule: str | None = None
    retry_at: datetime | None = None
    capture_id: str | None = None
    version_id: str | None = None
    host: str | None = None


def tally(states: Iterable[EntryState]) -> dict[str, int]:
    """Counts by state, every state named, in the order of the enum."""
    counts = {state.value: 0 for state in EntryState}
    for state in states:
        counts[state.value] += 1
    return counts
