"""Errors that tell who answered, or that somebody did in the outlet's place."""

from collections.abc import Iterator
from dataclasses import replace

from wireroom.model import Evidence, Exchange, Failed, Reason
from wireroom.stages.fetch import marks, places
from wireroom.stages.fetch.reading import Sight
from wireroom.stages.fetch.scoring import Told, scored
from wireroom.stages.fetch.signs import by_address, by_answer

_TOLD_BY_ERRORS = frozenset({Reason.SEIZED, Reason.PARKED, Reason.BLOCKED, Reason.CHALLENGE})
_WITH_A_BODY = frozenset(
    {Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.RATE_LIMITED, Reason.ROBOTS_UNREACHABLE}
)


def judge_error(error: Failed) -> Failed:
    """An error that tells who answered: a challenge, a block page, a seizure, a lander.

    Any other error stays what it is, with the evidence there is; a page that says "not found" with
    a 404 is right to.
    """
    exchange = error.exchange
    if error.reason is Reason.FOREIGN_REDIRECT and exchange is not None:
        return _led_away(error, exchange)
    if exchange is None:
        return _unconnected(error)
    if error.reason not in _WITH_A_BODY:
        return error
    evidence = [*_status(error), *by_answer(exchange, Sight.of(exchange))]
    verdict = scored(exchange, (told for told in evidence if told[0] in _TOLD_BY_ERRORS))
    return replace(verdict, retry_after_s=error.retry_after_s) if verdict else error


def _status(error: Failed) -> Iterator[Told]:
    for status, reason, weight, source in marks.STATUSES:
        if status == error.status:
            yield reason, Evidence(kind="status", weight=weight, says=f"{status} ({source})")


def _led_away(error: Failed, exchange: Exchange) -> Failed:
    """A redirect to a foreign host, judged by where it leads; its evidence is kept in any case."""
    target = exchange.header("location") or ""
    told = list(places.evidence_of(target, instead_of=exchange.requested_url))
    verdict = scored(exchange, told)
    return verdict or replace(error, evidence=tuple(one for _, one in told))


def _unconnected(error: Failed) -> Failed:
    """An error without an answer: its certificate and its address say something all the same."""
    if error.reason is Reason.PRIVATE_ADDRESS:
        for reason, one in by_address(error.detail):
            return replace(error, reason=reason, detail=one.says, evidence=(one,))
    if error.reason is not Reason.TLS:
        return error
    detail = error.detail.lower()
    found = tuple(
        Evidence(kind="tls", weight=weight, says=f"{meaning} ({source})")
        for words, weight, meaning, source in marks.CERTIFICATES
        if words in detail
    )
    named = [(reason, one) for reason, one in by_address(error.detail) if found]
    for reason, one in named:
        told = (one, *found)
        return replace(error, reason=reason, detail=f"{one.says}; {error.detail}", evidence=told)
    return replace(error, evidence=found)
