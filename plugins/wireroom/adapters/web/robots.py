"""robots.txt by RFC 9309: fetched through the same guard, cached for all workers."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from protego import Protego

from wireroom import urls
from wireroom.adapters.web.asking import Asker, Question, Way, link_of
from wireroom.adapters.web.limits import Limits, StoppedError, stopped
from wireroom.adapters.web.spacing import DEFAULT_HOLD_S, Spacing, retry_after
from wireroom.errors import BadInputError
from wireroom.model import Exchange, Failed, Reason
from wireroom.ports import Clock, RobotsCache, RobotsRecord
from wireroom.settings import Proxy

_MAX_BYTES = 512_000  # RFC 9309 2.5: at least 500 KiB must be parsed
_MAX_REDIRECTS = 5  # RFC 9309 2.3.1.2
_MAX_CRAWL_DELAY_S = 30.0
_UNREACHABLE_S = 600.0
_DEAD_HOST_S = 60.0
_REFUSAL_BYTES = 65_536


class Robots:
    """Says whether a URL may be asked and how slowly."""

    def __init__(
        self,
        *,
        cache: RobotsCache,
        asker: Asker,
        spacing: Spacing,
        clock: Clock,
        limits: Limits,
        vantage: Callable[[Proxy | None], str],
    ) -> None:
        self._cache, self._asker, self._spacing = cache, asker, spacing
        self._clock, self._limits, self._vantage = clock, limits, vantage
        self._lock = threading.Lock()
        self._dead: dict[tuple[str, Proxy | None], tuple[Failed, datetime]] = {}
        self._refusals: dict[tuple[str, Proxy | None], Exchange] = {}

    def delay_s(self, url: str, way: Way, *, agent: str) -> float:
        """The spacing to keep for `url`; raises StoppedError where it may not be asked."""
        origin = str(urls.parse(url).origin)
        record = self._record(origin, way)
        if record.body is None:
            left_s = max((record.expires_at - self._clock()).total_seconds(), 1.0)
            raise stopped(
                Reason.ROBOTS_UNREACHABLE,
                f"{origin}/robots.txt cannot be read, so nothing is asked of it",
                retry_after_s=left_s,
                exchange=self._refusals.get((origin, way.proxy)),
            )
        rules = Protego.parse(record.body)
        product = agent.partition("/")[0].strip()
        if not rules.can_fetch(url, product):
            raise stopped(Reason.ROBOTS, f"{origin}/robots.txt does not allow {url}")
        return max(way.delay_s, min(float(rules.crawl_delay(product) or 0.0), _MAX_CRAWL_DELAY_S))

    def _record(self, origin: str, way: Way) -> RobotsRecord:
        now = self._clock()
        vantage = self._vantage(way.proxy)
        record = self._cache.robots(origin, vantage)
        if record and record.expires_at > now:
            return record
        self._raise_if_dead(origin, way.proxy, now=now)
        body = self._fetched(origin, way)
        ttl_s = _UNREACHABLE_S if body is None else self._limits.robots_ttl_s
        expires_at = now + timedelta(seconds=ttl_s)
        record = RobotsRecord(origin=origin, vantage=vantage, body=body, expires_at=expires_at)
        self._cache.save_robots(record)
        return record

    def _raise_if_dead(self, origin: str, proxy: Proxy | None, *, now: datetime) -> None:
        with self._lock:
            failed, until = self._dead.get((origin, proxy), (None, now))
        if failed and until > now:
            raise StoppedError(failed)

    def _fetched(self, origin: str, way: Way) -> str | None:
        """The file's text, "" where there is none, None where it cannot be had."""
        url = f"{origin}/robots.txt"
        for n_hops in range(_MAX_REDIRECTS + 1):
            self._spacing.wait(urls.host_of(url), way.delay_s)
            try:
                answer = self._asker.ask(self._question(url, way))
            except StoppedError as error:
                if n_hops or error.failed.reason is Reason.BAD_ENCODING:
                    return None
                self._remember_dead(origin, way.proxy, error.failed)
                raise
            target = link_of(answer)
            if not target:
                text = self._text(answer)
                if text is None:  # whoever refuses may say who it is
                    kept = answer.body[:_REFUSAL_BYTES]
                    self._refusals[origin, way.proxy] = replace(answer, body=kept)
                return text
            try:
                url = urls.join(url, target)
            except BadInputError:
                return ""
        return ""

    def _question(self, url: str, way: Way) -> Question:
        return Question(
            url=url,
            headers={"Accept": "text/plain,*/*;q=0.5"},
            max_bytes=_MAX_BYTES,
            limit_s=self._limits.total_s,
            is_cut=True,
            proxy=way.proxy,
            meter=way.meter,
        )

    def _remember_dead(self, origin: str, proxy: Proxy | None, failed: Failed) -> None:
        until = self._clock() + timedelta(seconds=_DEAD_HOST_S)
        with self._lock:
            self._dead[origin, proxy] = (failed, until)

    def _text(self, answer: Exchange) -> str | None:
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            hold_s = retry_after(answer.header("Retry-After"), self._clock()) or DEFAULT_HOLD_S
            self._spacing.hold(urls.host_of(answer.final_url), hold_s)
            return None
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return None
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            return ""
        return answer.body.decode("utf-8-sig", "replace")
