"""From a page to an article: what is read, what is cleaned, what is filed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wireroom.model.states import Access, Kind
from wireroom.model.templates import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the extractor reads: a body and what is known about it beside it.

    `entry_*` are the feed's votes; `timezone` reads dates that name no zone; `url` is the
    article's home URL, whichever host served it; relative links are read from `served_url`, where
    the body came from (empty: `url`). `template` is what was learned of the outlet's pages.
    """

    body: bytes
    url: str
    served_url: str = ""
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
    keep_selectors: tuple[str, ...] = ()
    body_selectors: tuple[str, ...] = ()
    template: Template | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the article, its caption and its credit apart ("" where there is none).

    `alt` is what the page says for readers who do not see it.
    """

    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateVote:
    """A candidate date and who says it; `is_day` where only the calendar day is known."""

    at: datetime
    source: str
    is_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A line that stood among the article's and is not in its text, and `why` in a word.

    It stood before line `at` of the lines that were kept: with these marks the text can be put
    together as it stood in the page.
    """

    at: int
    why: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read from one page. `blocks` are the body's lines as they stand in it.

    `left_out` are the lines between them that are not the article's; `doubt` says how much of the
    blocks' text hangs on lines that might be either (0 none, 1 all).

    `languages` are statements in the page's own spelling, the surest first;
    `canonical_url` is what the page claims of itself (evidence, not identity);
    `mirror_candidates` are hosts named near an "alternate addresses" sentence in furniture;
    `onion_location` is what its head says as an Onion-Location header would; `is_teaser` says that
    the text ends where a wall begins.
    """

    title: str
    authors: tuple[str, ...]
    dates: tuple[DateVote, ...]
    modified_at: datetime | None
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    languages: tuple[str, ...]
    blocks: tuple[str, ...]
    images: tuple[Image, ...]
    canonical_url: str | None
    mirror_candidates: tuple[str, ...]
    extractor: str
    path: str
    notes: tuple[str, ...] = ()
    onion_location: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    doubt: float = 0.0
    access: Access = Access.UNKNOWN
    is_teaser: bool = False
    kind: Kind = Kind.ARTICLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A page read and cleaned: the record `wireroom extract` prints and the loader files.

    `published_at` keeps the page's own offset; a date known only to the day is its UTC midnight
    and its source ends in ``:day``. `reason` says in a word why `confidence` (0-1) is low.
    `meta` gives the language's source ("stated", "detected") as `language_source`, the article's
    `access` and `kind` (model/states), and in `notes` what is odd.
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
    onion_location: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clean record with its identity and provenance, ready to be filed.

    `version_id` names the content version; `stated_at` is the latest change that the outlet states
    of it, on the page or in its feed (None: it states none).
    """

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
    stated_at: datetime | None = None


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
