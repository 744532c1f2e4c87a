"""How a host becomes a mirror: who announced it, what was found, what a person said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class MirrorState(StrEnum):
    """Where a host stands on the way to being a mirror. Only a person's answer makes approved."""

    CANDIDATE = "candidate"
    PROPOSED = "proposed"
    VERIFIED = "verified"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETIRED = "retired"


class Source(StrEnum):
    """Where a host was named."""

    PAGE = "page"
    ONION_LOCATION = "onion_location"
    FEED_SELF = "feed_self"
    LIST = "list"
    REDIRECT = "redirect"
    PERSON = "person"


class Answer(StrEnum):
    """What a person said of a host."""

    APPROVED = "approved"
    REJECTED = "rejected"
    NOT_NOW = "not_now"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One page, feed, list or person that named a host; `via_host` is the outlet's host that did.

    `page` is the article's home URL, whichever host showed it: one article on two hosts is one
    page. `via_host` is "" for lists and persons.
    """

    outlet_id: str
    host: str
    source: Source
    via_host: str
    page: str
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """A host on its way to being a mirror of an outlet, or one that was decided on.

    `warnings` are for the person who decides; `evidence` is what the last check found (JSON);
    `check_at` is when it is checked next, `ask_at` when a person may be asked (again); `asked_by`
    names the run that put the question which was not answered yet.
    """

    outlet_id: str
    host: str
    state: MirrorState
    source: Source
    first_seen_at: datetime
    scheme: str = "https"
    prefix: str = ""
    warnings: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    n_checks: int = 0
    proposed_at: datetime | None = None
    checked_at: datetime | None = None
    verified_at: datetime | None = None
    check_at: datetime | None = None
    ask_at: datetime | None = None
    asked_by: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's answer: kept for ever, with who gave it, where, and what was shown to them.

    `by` is None where nobody answered in time; `asked_by` is the run whose question was answered,
    None for who answers unasked.
    """

    outlet_id: str
    host: str
    answer: Answer
    by: str | None
    via: str
    at: datetime
    note: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    asked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A permanent redirect from an outlet's host to a foreign one, and since when it holds."""

    outlet_id: str
    host: str
    target: str
    url: str
    target_url: str
    n_seen: int
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One article compared on two hosts of its outlet: `host` is the one that is judged.

    `kind` is a divergence kind (stages/mirrors); `changes` are its differences (JSON). `is_alone`
    says that a majority contradicts the host, `says` is a digest of what its copy told. A finding
    that is made again is one; `first_found_at` is then when it was made first. `resolved_at` is
    when it turned out that nobody lied.
    """

    outlet_id: str
    article_id: str
    host: str
    other_host: str
    kind: str
    is_tampering: bool
    similarity: float
    changes: tuple[Mapping[str, Any], ...]
    found_at: datetime
    capture_id: str | None = None
    other_capture_id: str | None = None
    is_alone: bool = False
    says: str = ""
    first_found_at: datetime | None = None
    resolved_at: datetime | None = None

    @property
    def since(self) -> datetime:
        """When it was made first."""
        return self.first_found_at or self.found_at
