"""Ask host after host of an outlet until one gives what is wanted; every failure is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, TypeVar

from wireroom.model import Capability, Failed, Reason, Route
from wireroom.pipeline.hosts import Gate
from wireroom.registry import Outlet
from wireroom.stages.monitor import HOST_WIDE, most_telling

# A page-level failure on one host that another host does not have.
_LACKING = frozenset({Reason.HTTP_4XX, Reason.NO_TEXT, Reason.WRONG_TYPE})
T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Tried(Generic[T]):
    """What came of asking: `found` from `host`, or nothing; `failures` by host, in order.

    `held` are answers that were good but not final, with their hosts.
    """

    host: str | None = None
    found: T | None = None
    failures: list[tuple[str, Failed]] = field(default_factory=list)
    held: list[tuple[str, T]] = field(default_factory=list)
    again_at: list[datetime] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether a host that could have had it could not be asked."""
        return bool(self.again_at) or any(one.reason in HOST_WIDE for _, one in self.failures)

    def failed(self, *, now: datetime, nothing: str) -> Failed:
        """One failure for all hosts; `nothing` says what it means that there was none to ask."""
        if self.failures:
            return most_telling(self.failures)
        if not self.again_at:
            return Failed(reason=Reason.NO_ROUTE, detail=nothing)
        wait_s = max((min(self.again_at) - now).total_seconds(), 0.0)
        return Failed(
            reason=Reason.NO_HOST_NOW,
            detail=f"every host failed lately; the next is tried in {wait_s:.0f} s",
            retry_after_s=wait_s,
        )


class Failover:
    """One outlet's hosts for one capability, asked through the gate."""

    def __init__(self, gate: Gate, outlet: Outlet, capability: Capability) -> None:
        self._gate, self._outlet, self._capability = gate, outlet, capability

    def ask(
        self,
        routes: Sequence[Route],
        ask: Callable[[Route], T | Failed],
        *,
        first: str | None = None,
        is_final: Callable[[T], bool] = lambda _: True,
        latency_s: Callable[[T], float] = lambda _: 0.0,
    ) -> Tried[T]:
        """Ask the routes in their order of health until an answer is final.

        Where no other host gave it, those that wait are tried before their time, each once a
        batch: a run that a person starts finds a host that came back.
        """
        tried = Tried[T]()
        ordered = self._gate.ordered(self._outlet, self._capability, routes, first=first)
        waiting = [
            route
            for route in ordered
            if not self._ask_one(tried, route, ask, is_final=is_final, latency_s=latency_s)
        ]
        if tried.found is None and not tried.held:
            for route in waiting:
                self._ask_one(
                    tried, route, ask, is_final=is_final, latency_s=latency_s, is_early=True
                )
        if tried.found is not None:
            self._blame(tried)
        return tried

    def _ask_one(
        self,
        tried: Tried[T],
        route: Route,
        ask: Callable[[Route], T | Failed],
        *,
        is_final: Callable[[T], bool],
        latency_s: Callable[[T], float],
        is_early: bool = False,
    ) -> bool:
        """Ask one host unless the end is reached; False where its breaker said to wait."""
        if tried.found is not None or self._is_forbidden(tried):
            return True
        with self._gate.turn(
            self._outlet, route.host, self._capability, is_early=is_early
        ) as permit:
            if not permit.is_given:
                if permit.again_at is not None:
                    tried.again_at.append(permit.again_at)
                return False
            answer = ask(route)
            if isinstance(answer, Failed):
                answer = self._by_whom(route.host, answer)
                self._gate.note(self._outlet, route.host, self._capability, answer)
                tried.failures.append((route.host, answer))
                return True
            self._gate.note(self._outlet, route.host, self._capability, latency_s(answer))
        if is_final(answer):
            tried.host, tried.found = route.host, answer
        else:
            tried.held.append((route.host, answer))
        return True

    def _is_forbidden(self, tried: Tried[T]) -> bool:
        """Whether a robots.txt of the outlet's forbids it: a mirror is no way around one."""
        return self._capability is not Capability.FEED and any(
            failed.reason is Reason.ROBOTS for _, failed in tried.failures
        )

    def _by_whom(self, host: str, failed: Failed) -> Failed:
        """The failure as what it is: a host in other hands forbids nothing in the outlet's name.

        Were it told as `robots`, the entry would be skipped for good where no other host answers.
        """
        if failed.reason is not Reason.ROBOTS or not self._gate.is_muted(self._outlet.id, host):
            return failed
        detail = f"it does not speak for the outlet, and forbids: {failed.detail}"
        return replace(failed, reason=Reason.WRONG_SITE, detail=detail)

    def _blame(self, tried: Tried[T]) -> None:
        """What one host gave, the others that were asked lack."""
        for host, failed in tried.failures:
            if failed.reason in _LACKING:
                self._gate.lacks(self._outlet, host, self._capability, failed)
