"""One hop: one request on a fresh guarded connection, one answer. Follows and waits for nothing."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

import requests
import urllib3

from wireroom import urls
from wireroom.adapters.web.address import Resolve
from wireroom.adapters.web.body import ACCEPT_ENCODING, read_body
from wireroom.adapters.web.connection import (
    Deadline,
    Dialer,
    GuardedAdapter,
    GuardedSession,
    tls_context,
)
from wireroom.adapters.web.limits import Limits, StoppedError, stopped
from wireroom.model import Exchange, Reason
from wireroom.ports import Clock, Meter
from wireroom.settings import Proxy, Settings

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REDIRECT_BODY = 65_536  # a redirect's body is for the eye only
_SLOW = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)
_BAD_URL = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    urllib3.exceptions.LocationValueError,
    UnicodeError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How all hops of a request go, those to robots.txt too: how spaced, through whom, counted."""

    delay_s: float
    proxy: Proxy | None = None
    meter: Meter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one hop asks; `is_cut` takes the first `max_bytes` instead of failing.

    `proxy` is whom to ask through, if anybody; `meter` is called before it leaves.
    """

    url: str
    headers: Mapping[str, str]
    max_bytes: int
    limit_s: float
    is_cut: bool = False
    proxy: Proxy | None = None
    meter: Meter | None = None


class Asker:
    """Asks single questions; safe to share between threads (a session and socket per question)."""

    def __init__(
        self, *, settings: Settings, limits: Limits, clock: Clock, resolve: Resolve
    ) -> None:
        self._settings, self._limits, self._clock = settings, limits, clock
        self._resolve = resolve
        self._context: ssl.SSLContext = tls_context(settings.ca_bundle)

    def ask(self, question: Question) -> Exchange:
        """The answer, whatever its status; raises StoppedError or WebUnavailableError."""
        if question.meter:
            question.meter()
        with Deadline(question.limit_s) as deadline:
            dialer = Dialer(
                deadline,
                connect_to=self._settings.connect_to,
                resolve=self._resolve,
                connect_s=self._limits.connect_s,
                proxy=question.proxy,
            )
            with GuardedSession(GuardedAdapter(dialer, self._context)) as session:
                try:
                    answer = self._exchange(session, question, dialer)
                except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                    named = _named(error, question, dialer.address, is_over=deadline.is_over)
                    raise named from error
                except StoppedError as error:
                    if deadline.is_over:
                        raise _too_slow(question) from error
                    raise
        if deadline.is_over:  # a socket shut down may read as the end of the body
            raise _too_slow(question)
        return answer

    def _exchange(self, session: GuardedSession, question: Question, dialer: Dialer) -> Exchange:
        at, begun = self._clock(), time.monotonic()
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept-Encoding": ACCEPT_ENCODING,
            "Connection": "close",
            **question.headers,
        }
        prepared = requests.Request("GET", question.url, headers=headers).prepare()
        prepared.url = question.url  # requests would respell what urls.py made canonical
        timeout = (self._limits.connect_s, self._limits.read_s)
        with session.send(prepared, stream=True, timeout=timeout) as response:
            body = _body(response, question)
            return Exchange(
                requested_url=question.url,
                final_url=question.url,
                status=response.status_code,
                headers=tuple((str(k), str(v)) for k, v in response.raw.headers.items()),
                body=body,
                fetched_at=at,
                elapsed_s=time.monotonic() - begun,
                address=dialer.address,
                is_tls_verified=question.url.startswith("https:"),
            )


def link_of(answer: Exchange) -> str | None:
    """Where a redirect leads, as it says; None where `answer` is none or leads nowhere.

    Headers are read as Latin-1; servers that write a path unescaped mean UTF-8.
    """
    link = answer.header("Location") if answer.status in REDIRECTS else None
    try:
        return link.encode("latin-1").decode("utf-8") if link else None
    except UnicodeError:
        return link


def _body(response: requests.Response, question: Question) -> bytes:
    is_redirect = response.status_code in REDIRECTS
    max_bytes = min(question.max_bytes, _REDIRECT_BODY) if is_redirect else question.max_bytes
    try:
        return read_body(
            response.raw,
            response.headers.get("Content-Encoding", ""),
            max_bytes=max_bytes,
            where=urls.host_of(question.url),
            is_cut=question.is_cut or is_redirect,
        )
    except StoppedError:
        if is_redirect:
            return b""  # a redirect is followed by its header, whatever came with it
        raise


def _too_slow(question: Question) -> StoppedError:
    host = urls.host_of(question.url)
    return stopped(Reason.TIMEOUT, f"{host} was not done within {question.limit_s:.3g} s")


def _named(error: Exception, question: Question, address: str, *, is_over: bool) -> StoppedError:
    host = urls.host_of(question.url)
    if is_over:
        return _too_slow(question)
    chain = _chain(error)
    for link in chain:
        if isinstance(link, ssl.SSLCertVerificationError):
            where = f"{host} at {address}" if address else host
            return stopped(Reason.TLS, f"certificate of {where}: {link.verify_message}")
    if any(isinstance(link, (ssl.SSLError, urllib3.exceptions.SSLError)) for link in chain):
        return stopped(Reason.TLS, f"TLS with {host} failed: {chain[-1]}")
    if any(isinstance(link, _SLOW) for link in chain):
        return stopped(Reason.TIMEOUT, f"{host} stopped answering")
    if any(isinstance(link, _BAD_URL) for link in chain):
        return stopped(Reason.BAD_URL, f"{question.url} cannot be asked: {error}")
    return stopped(Reason.RESET, f"{host} broke the exchange off: {chain[-1]}")


def _chain(error: BaseException) -> list[BaseException]:
    """`error` and what it holds or came from, outermost first."""
    seen: list[BaseException] = []
    waiting: list[BaseException] = [error]
    while waiting:
        link = waiting.pop(0)
        if link in seen:
            continue
        seen.append(link)
        held = [*link.args, getattr(link, "reason", None), link.__cause__, link.__context__]
        waiting += [part for part in held if isinstance(part, BaseException)]
    return seen
