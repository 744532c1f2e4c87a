"""Bodies that are not the outlet's: kept with their verdict, never loaded."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from wireroom.model import (
    Capability,
    Exchange,
    Failed,
    Quarantined,
    capture_id,
    sha256,
)
from wireroom.ports import Attempt
from wireroom.stages.monitor import KEPT


def attempt_of(
    host: str, exchange: Exchange, metadata: Mapping[str, Any], *, provenance: str = ""
) -> Attempt:
    """An exchange to archive; `provenance` names whose copy it is."""
    return Attempt(
        capture_id=_id(exchange),
        host=host,
        exchange=exchange,
        metadata=dict(metadata),
        provenance=provenance,
    )


def spoiled_in(failures: Iterable[tuple[str, Failed]]) -> list[tuple[str, Exchange]]:
    """The bodies among `failures` that are not the outlet's, each with the host it came from."""
    return [(host, exchange) for host, _, exchange in _kept(failures)]


def quarantine(
    failures: Iterable[tuple[str, Failed]],
    *,
    run_id: str,
    outlet_id: str,
    capability: Capability,
    now: datetime,
) -> list[Quarantined]:
    """The verdicts on those bodies, as rows."""
    return [
        Quarantined(
            capture_id=_id(exchange),
            run_id=run_id,
            outlet_id=outlet_id,
            host=host,
            capability=capability,
            url=exchange.requested_url,
            reason=failed.reason,
            detail=failed.detail,
            quarantined_at=now,
            evidence=failed.evidence,
        )
        for host, failed, exchange in _kept(failures)
    ]


def _kept(failures: Iterable[tuple[str, Failed]]) -> Iterator[tuple[str, Failed, Exchange]]:
    for host, failed in failures:
        if failed.reason in KEPT and failed.exchange is not None:
            yield host, failed, failed.exchange


def _id(exchange: Exchange) -> str:
    return capture_id(exchange.requested_url, sha256(exchange.body), exchange.fetched_at)
