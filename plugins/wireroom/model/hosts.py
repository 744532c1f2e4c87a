"""What is remembered of an outlet's hosts: whether they answer, and whether they may be heard."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from wireroom.model.exchanges import Evidence
from wireroom.model.states import Capability, Reason


class Breaker(StrEnum):
    """Whether a host is asked: freely, not before its time, or by one worker that tries it."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostKey:
    """Whose health it is; `vantage` names where we look from, as a host may answer one only."""

    outlet_id: str
    host: str
    capability: Capability
    vantage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The health of one host for one capability, seen from one vantage.

    `n_ok` and `n_failed` fade with time (see stages/monitor); `weight` adds up failures since the
    last success; `n_openings` numbers the openings since then and sets the back-off; `probe_at`
    is the first instant of the next try while open; `probe_by` and `probe_until` name the worker
    that tries and until when its try counts.
    """

    key: HostKey
    breaker: Breaker = Breaker.CLOSED
    n_ok: float = 0.0
    n_failed: float = 0.0
    latency_s: float | None = None
    weight: float = 0.0
    n_openings: int = 0
    probe_at: datetime | None = None
    probe_by: str | None = None
    probe_until: datetime | None = None
    last_ok_at: datetime | None = None
    last_failed_at: datetime | None = None
    reason: Reason | None = None
    detail: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A host that lost its voice: what it announces counts for nothing till a person says so."""

    outlet_id: str
    host: str
    reason: Reason
    detail: str
    muted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Nonsense:
    """What a host answered to a path that cannot exist; `sketch` is "" where it was sane."""

    host: str
    vantage: str
    sketch: str
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A body that is not the outlet's: its verdict, the evidence, and the capture that keeps it."""

    capture_id: str
    run_id: str
    outlet_id: str
    host: str
    capability: Capability
    url: str
    reason: Reason
    detail: str
    quarantined_at: datetime
    evidence: tuple[Evidence, ...] = field(default=())
