"""The client's limits, and how a single request's failure travels to its edge."""

from dataclasses import dataclass

from wireroom.model import Exchange, Failed, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how far one `get` may go; `total_s` spans all hops without polite waits."""

    connect_s: float = 10.0
    read_s: float = 20.0
    total_s: float = 60.0
    max_redirects: int = 5
    max_wait_s: float = 60.0
    robots_ttl_s: float = 86_400.0


def limits_for(request_s: float) -> Limits:
    """The limits of requests that may take `request_s` seconds in all; no part takes longer."""
    usual = Limits()
    return Limits(
        connect_s=min(usual.connect_s, request_s),
        read_s=min(usual.read_s, request_s),
        total_s=request_s,
    )


class StoppedError(Exception):
    """A request ends here, for the reason in `failed`; `GuardedWeb.get` turns it into a value."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed)
        self.failed = failed


def stopped(
    reason: Reason,
    detail: str,
    *,
    retry_after_s: float | None = None,
    exchange: Exchange | None = None,
) -> StoppedError:
    """The error that ends a request for `reason`."""
    status = exchange.status if exchange else None
    return StoppedError(
        Failed(
            reason=reason,
            detail=detail,
            status=status,
            retry_after_s=retry_after_s,
            exchange=exchange,
        )
    )
