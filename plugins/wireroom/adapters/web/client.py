"""The guarded client itself: robots, spacing, one hop after the other, and what the answer means.

Every failure of one site is a value; only our own egress being down is raised.
"""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from wireroom import urls
from wireroom.adapters.web.address import Resolve, is_public, literal, system_resolve
from wireroom.adapters.web.asking import Asker, Question, Way, link_of
from wireroom.adapters.web.limits import Limits, StoppedError, limits_for, stopped
from wireroom.adapters.web.robots import Robots
from wireroom.adapters.web.spacing import DEFAULT_HOLD_S, Spacing, retry_after
from wireroom.errors import BadInputError
from wireroom.model import Exchange, Failed, Fetched, NotModified, Outcome, Reason, Request
from wireroom.ports import Clock, HostLeases, Meter, RobotsCache
from wireroom.settings import Settings, parse_proxy

_PERMANENT = frozenset({301, 308})
_BODILESS = frozenset({204, 205})


class GuardedWeb:
    """`ports.Web` over requests and urllib3; safe to share between threads.

    TLS is always verified, against the system's authorities or `settings.ca_bundle` in their
    place. `settings.connect_to` is the only way to an address that is not public. Without `limits`
    a request takes `settings.request_s` at most.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        leases: HostLeases,
        robots: RobotsCache,
        clock: Clock,
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
    ) -> None:
        self._limits = limits or limits_for(settings.request_s)
        self._settings, self._clock = settings, clock
        self._spacing = Spacing(leases, clock, max_wait_s=self._limits.max_wait_s)
        self._asker = Asker(settings=settings, limits=self._limits, clock=clock, resolve=resolve)
        self._robots = Robots(
            cache=robots,
            asker=self._asker,
            spacing=self._spacing,
            clock=clock,
            limits=self._limits,
            vantage=settings.vantage_through,
        )

    def get(self, request: Request, /, *, meter: Meter | None = None) -> Outcome:
        """Ask once, politely; raises WebUnavailableError or what `meter` raises."""
        try:
            return self._outcome(request, self._followed(request, meter))
        except StoppedError as error:
            return error.failed
        except BadInputError as error:
            return Failed(reason=Reason.BAD_URL, detail=str(error))

    def _followed(self, request: Request, meter: Meter | None) -> Exchange:
        """The exchange at the end of the redirects; raises StoppedError."""
        url, passed, statuses = _without_fragment(request.url), list[str](), list[int]()
        left_s = self._limits.total_s
        way = Way(
            delay_s=request.delay_s,
            proxy=parse_proxy(request.proxy) if request.proxy else None,
            meter=meter,
        )
        while True:
            answer = self._hop(url, request, way, left_s=left_s)
            left_s -= answer.elapsed_s
            link = link_of(answer)
            if not link:
                return replace(
                    answer,
                    requested_url=request.url,
                    redirects=tuple(passed),
                    moved_permanently_to=url if statuses and {*statuses} <= _PERMANENT else None,
                )
            passed.append(url)
            statuses.append(answer.status)
            url = self._target(url, link, request, answer)
            if url in passed or len(passed) > self._limits.max_redirects:
                raise stopped(
                    Reason.REDIRECT_LOOP,
                    f"{urls.host_of(request.url)} redirected {len(passed)} times, last to {url}",
                )

    def _hop(self, url: str, request: Request, way: Way, *, left_s: float) -> Exchange:
        delay_s = self._robots.delay_s(url, way, agent=self._settings.user_agent)
        self._spacing.wait(urls.host_of(url), delay_s)
        return self._asker.ask(
            Question(
                url=url,
                headers=_headers(request),
                max_bytes=request.max_bytes,
                limit_s=max(left_s, 0.01),
                proxy=way.proxy,
                meter=way.meter,
            )
        )

    def _target(self, url: str, link: str, request: Request, answer: Exchange) -> str:
        """The next hop's URL, where it may be followed (https to http may, within own hosts)."""
        try:
            target = _without_fragment(urls.join(url, link))
        except BadInputError as error:
            raise stopped(Reason.BAD_URL, f"{url} redirects to no web address: {error}") from error
        host = str(urls.parse(target).hostname)
        address = literal(host)
        if address and not is_public(address) and not self._is_mapped(target):
            raise stopped(Reason.PRIVATE_ADDRESS, f"{url} redirects to {target}, not public")
        own = {urls.host_key(name) for name in request.own_hosts}
        own.add(urls.host_key(urls.host_of(request.url)))
        if urls.host_key(urls.host_of(target)) not in own:
            raise stopped(
                Reason.FOREIGN_REDIRECT,
                f"{url} redirects to the foreign {target}",
                exchange=answer,
            )
        return target

    def _is_mapped(self, url: str) -> bool:
        parsed = urls.parse(url)
        port = int(parsed.port or (443 if parsed.protocol == "https:" else 80))
        host = str(parsed.hostname).strip("[]")
        return any(mapping.matches(host, port) for mapping in self._settings.connect_to)

    def _outcome(self, request: Request, exchange: Exchange) -> Outcome:
        status, host = exchange.status, urls.host_of(exchange.final_url)
        retry_s = retry_after(exchange.header("Retry-After"), self._clock())
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            retry_s = retry_s or DEFAULT_HOLD_S
        if retry_s and status in {429, 503}:
            self._spacing.hold(host, retry_s)
            said = f"{host} answered {status}: ask again in {retry_s:.0f} s"
            raise stopped(Reason.RATE_LIMITED, said, retry_after_s=retry_s, exchange=exchange)
        if status == HTTPStatus.NOT_MODIFIED and (request.etag or request.last_modified):
            return NotModified(exchange=exchange)
        if status in _BODILESS:
            raise stopped(Reason.WRONG_TYPE, f"{host} sent {status}, no body", exchange=exchange)
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return Fetched(exchange=exchange)
        is_theirs = status >= HTTPStatus.INTERNAL_SERVER_ERROR
        reason = Reason.HTTP_5XX if is_theirs else Reason.HTTP_4XX
        raise stopped(reason, f"{host} answered {status}", exchange=exchange)


def _headers(request: Request) -> Mapping[str, str]:
    headers = {"Accept": request.accept}
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    return headers


def _without_fragment(url: str) -> str:
    return str(urls.parse(url).href).partition("#")[0]
