"""An archived copy of a page that no live host gives: asked for, judged as a live page is.

The exchange is told as it was: the outlet's host and address, the instant of the capture, the
outlet's headers; `requested_url` is the archive's address. A copy that is an error page, a banner
or a login is refused like a live one, and the next copy is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from wireroom.model import Exchange, Failed, Fetched, NotModified, Outcome, Reason, Request
from wireroom.pipeline.warcs import WarcCopies, taken
from wireroom.pipeline.wiring import Room
from wireroom.ports import Work
from wireroom.registry import Outlet, Wayback
from wireroom.stages.fetch import Familiar, Site, judge_article
from wireroom.stages.resolve import article_routes, identify, is_own_copy
from wireroom.stages.sweep import Copy, captured_at, copies_url, copy_url, read_copies
from wireroom.urls import host_key, host_of

_N_COPIES = 3  # of one page: the first ones, which are nearest to what was published
_ORIGINAL = "x-archive-orig-"  # before the names of the outlet's own headers
_KEPT = frozenset({"content-type"})


@dataclass(slots=True, kw_only=True)
class Sought:
    """What an archive has of a page: a copy as its outlet's answer, or why there is none."""

    found: Exchange | None = None
    host: str = ""
    provenance: str = ""
    failures: list[tuple[str, Failed]] = field(default_factory=list)

    @property
    def detail(self) -> str:
        """What the archive said, for the ledger."""
        told = [f"{host}: {failed.detail}" for host, failed in self.failures]
        return "; ".join(told) or "no archived copy"


def archived_copy(room: Room, outlet: Outlet, work: Work, site: Site, files: WarcCopies) -> Sought:
    """The first copy that is the article: of the outlet's files, then of the web archive."""
    sought = Sought()
    for place in files.of(outlet, work.article_id) if outlet.sweep.warcs else ():
        told = taken(place)
        host = place.page.identity.host_name
        if isinstance(told, Failed):
            sought.failures.append((place.source.name, told))
        elif _is_found(sought, told[0], site, host=host, work=work):
            sought.provenance = told[1]
            return sought
    if outlet.sweep.wayback is not None:
        _seek(room, outlet, outlet.sweep.wayback, work, site=site, sought=sought)
    return sought


def _seek(
    room: Room, outlet: Outlet, wayback: Wayback, work: Work, *, site: Site, sought: Sought
) -> None:
    """Ask the archive for its first copies, under its politeness, until one is the article."""
    archive = host_of(wayback.base)
    for copy in _copies(room, outlet, wayback, work, sought):
        url = copy_url(wayback.base, copy)
        outcome = _get(room, wayback, url, max_bytes=outlet.politeness.max_bytes)
        told = _as_it_was(outcome, copy)
        if isinstance(told, Failed):
            sought.failures.append((archive, told))
            continue
        identity = identify(outlet, copy.original)
        host = identity.host_name if identity else host_of(copy.original)
        if _is_found(sought, told, site, host=host, work=work):
            sought.provenance = told.requested_url
            return


def _is_found(sought: Sought, told: Exchange, site: Site, *, host: str, work: Work) -> bool:
    """Whether a copy is the article; what it is otherwise is noted."""
    verdict = judge_article(told, Familiar(site=site, host=host, headline=work.entry.title))
    if verdict is None:
        sought.found, sought.host = told, host
        return True
    sought.failures.append((host, verdict))
    return False


def _copies(
    room: Room, outlet: Outlet, wayback: Wayback, work: Work, sought: Sought
) -> Iterator[Copy]:
    """The archive's copies of the article, address after address."""
    for url in _addresses(outlet, work):
        listed = _get(room, wayback, copies_url(wayback.base, url, n_most=_N_COPIES))
        found = listed
        if isinstance(listed, Fetched):
            read = read_copies(listed.exchange.body)
            if not isinstance(read, Failed):
                yield from (copy for copy in read.copies if _is_meant(outlet, work, copy))
                continue
            found = read
        if isinstance(found, Failed):
            sought.failures.append((host_of(wayback.base), found))


def _addresses(outlet: Outlet, work: Work) -> list[str]:
    """The article's addresses, one for each host; the entry's own first."""
    identity = identify(outlet, work.entry.url or "")
    home = identity.canonical_url if identity else ""
    routes = article_routes(outlet, home) if home else ()
    urls = [work.entry.url or "", home, *(route.url for route in routes)]
    once: dict[str, str] = {}
    for url in urls:
        if url:
            once.setdefault(host_key(host_of(url)), url)
    return list(once.values())


def _is_meant(outlet: Outlet, work: Work, copy: Copy) -> bool:
    if not is_own_copy(outlet, copy.original, copy.captured_at):
        return False
    identity = identify(outlet, copy.original)
    return identity is not None and identity.article_id == work.article_id


def _get(room: Room, wayback: Wayback, url: str, *, max_bytes: int = 10_000_000) -> Outcome:
    request = Request(
        url=url,
        own_hosts=frozenset({host_of(wayback.base)}),
        delay_s=wayback.delay_s,
        max_bytes=max_bytes,
        accept="*/*",
    )
    return room.web.get(request)


def _as_it_was(outcome: Outcome, copy: Copy) -> Exchange | Failed:
    """The outlet's answer as the archive kept it."""
    match outcome:
        case Failed():
            return outcome
        case NotModified():
            return Failed(reason=Reason.NO_TEXT, detail="304 to a request without validators")
        case Fetched():
            at = captured_at(outcome.exchange.final_url)
            if at is None:
                where = outcome.exchange.final_url
                return Failed(reason=Reason.FOREIGN_REDIRECT, detail=f"led to {where}, no copy")
            return replace(
                outcome.exchange,
                requested_url=outcome.exchange.final_url,
                final_url=copy.original,
                headers=_headers(outcome.exchange),
                fetched_at=at,
                address="",
                is_tls_verified=False,
                redirects=(),
                moved_permanently_to=None,
            )


def _headers(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    """The outlet's own headers, and the type under which the archive gives the body."""
    own = tuple(
        (name[len(_ORIGINAL) :], value)
        for name, value in exchange.headers
        if name.lower().startswith(_ORIGINAL)
    )
    named = {name.lower() for name, _ in own}
    given = (pair for pair in exchange.headers if pair[0].lower() in _KEPT - named)
    return (*own, *given)
