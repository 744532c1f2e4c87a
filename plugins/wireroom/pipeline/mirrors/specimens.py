"""One article from one host, fetched, judged, archived and read: what comparisons are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wireroom.adapters.workers import Done, WorkerPool
from wireroom.model import (
    Capability,
    Clean,
    Exchange,
    Failed,
    Fetched,
    Outcome,
    Page,
    Reason,
    Request,
    Route,
)
from wireroom.pipeline.mirrors.budget import PROBES_PER_HOUR, Budget
from wireroom.pipeline.pages import bare_page
from wireroom.pipeline.quarantine import attempt_of
from wireroom.pipeline.request import request_to
from wireroom.pipeline.wiring import Room
from wireroom.registry import Host, Outlet
from wireroom.stages.archive import batch_name
from wireroom.stages.fetch import judge_article
from wireroom.stages.mirrors.divergence import Specimen
from wireroom.stages.resolve import address_of, spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An article to look at on some hosts; `url` is its home URL."""

    article_id: str
    url: str


Found = dict[str, Specimen | Failed]


class Reader:
    """Asks one outlet's hosts for articles and reads them, all in the children of one pool.

    Every body is archived under `name`, so that evidence can be shown again; every request is of
    the outlet's `budget`.
    """

    def __init__(self, room: Room, outlet: Outlet, pool: WorkerPool, *, name: str) -> None:
        self._room, self._outlet, self._pool, self._name = room, outlet, pool, name
        self.budget = Budget(room, outlet)

    def gather(self, wanted: Wanted, hosts: Sequence[Host]) -> Found:
        """The article as each of the hosts shows it, or why not; by host.

        Hosts are concrete: where one stands for one per language, `Host.concrete` are asked.
        Raises what the archive raises.
        """
        exchanges = {host.host: self._ask(wanted, host) for host in hosts}
        good = {host: one for host, one in exchanges.items() if isinstance(one, Exchange)}
        if good:
            _archive(self._room, self._outlet, wanted, good, name=self._name)
        failed = {host: one for host, one in exchanges.items() if isinstance(one, Failed)}
        return {**failed, **_read(self._pool, self._outlet, wanted, good)}

    def _ask(self, wanted: Wanted, host: Host) -> Exchange | Failed:
        room, outlet = self._room, self._outlet
        route = route_on(outlet, host, wanted.url)
        if route is None:
            return Failed(reason=Reason.NO_ROUTE, detail=f"{host.host} has no such page")
        outcome = self.budget.ask(request_by_itself(room, outlet, route))
        if outcome is None:
            return Failed(
                reason=Reason.RATE_LIMITED,
                detail=f"this hour's {PROBES_PER_HOUR} requests for checks are spent",
            )
        return _judged(room, outcome)


def route_on(outlet: Outlet, host: Host, url: str) -> Route | None:
    """The way to the article with that home URL on that very host, the outlet's or a candidate.

    None where it serves no articles, not that one's language, or not its path.
    """
    address = address_of(outlet, url)
    spelled = spell(host, address) if address and host.serves_articles else None
    if address is None or spelled is None:
        return None
    return Route(url=spelled, host=host.name_in(address.language))


def request_by_itself(room: Room, outlet: Outlet, route: Route) -> Request:
    """The request that its host has to answer itself.

    One that redirects to another host of the outlet would be compared with that host's own page.
    """
    own = frozenset({route.host})
    return request_to(room, outlet, Capability.ARTICLE, route, own_hosts=own)


def _judged(room: Room, outcome: Outcome) -> Exchange | Failed:
    if isinstance(outcome, Failed):
        return outcome
    exchange = replace(outcome.exchange, fetched_at=room.clock())
    if not isinstance(outcome, Fetched):
        return Failed(reason=Reason.NO_TEXT, detail="304 to a request without validators")
    return judge_article(exchange) or exchange


def _archive(
    room: Room, outlet: Outlet, wanted: Wanted, exchanges: dict[str, Exchange], *, name: str
) -> None:
    facts = {"outlet_id": outlet.id, "article_id": wanted.article_id, "for": name}
    room.archive.write(
        batch_name(name, "compare", on=room.clock().date(), parts=[wanted.article_id, *exchanges]),
        [attempt_of(host, exchange, facts) for host, exchange in exchanges.items()],
    )


def _read(
    pool: WorkerPool, outlet: Outlet, wanted: Wanted, exchanges: dict[str, Exchange]
) -> Found:
    hosts = list(exchanges)
    found: Found = {}
    for index, result in pool.map(_page(outlet, wanted, exchanges[host]) for host in hosts):
        host = hosts[index]
        found[host] = (
            specimen_of(host, exchanges[host].final_url, result.value, exchanges[host].body)
            if isinstance(result, Done)
            else Failed(reason=result.reason, detail=result.detail)
        )
    return found


def specimen_of(host: str, url: str, clean: Clean, body: bytes) -> Specimen | Failed:
    """What was read of a page as a value to compare; a page without text fails."""
    if not clean.text.strip():
        return Failed(reason=Reason.NO_TEXT, detail=f"{host} showed no article text")
    return Specimen(
        host=host,
        url=url,
        title=clean.title,
        text=clean.text,
        body=body,
        modified_at=clean.modified_at,
    )


def _page(outlet: Outlet, wanted: Wanted, exchange: Exchange) -> Page:
    content_type = exchange.header("content-type") or ""
    return bare_page(outlet, wanted.url, exchange.body, content_type=content_type)
