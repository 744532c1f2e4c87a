"""Which records of a foreign file are an outlet's pages of the window, and why others are not.

Pure but for the record it looks at, of which it reads the headers alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from wireroom.adapters.foreignwarc import ForeignFile, ForeignRecord
from wireroom.errors import BadInputError
from wireroom.model import Exchange, Window
from wireroom.registry import Outlet
from wireroom.stages.resolve import Identity, identify, is_own_article, is_own_copy
from wireroom.urls import host_key, host_of

_HTML = ("text/html", "application/xhtml+xml", "")
_OK = 200


class Left(StrEnum):
    """Why a record is left in its file."""

    OTHER_RECORD = "no response"
    REVISIT = "repeats what the file does not hold"
    NO_URL = "no web address"
    FOREIGN = "of no outlet here"
    NOT_AN_ARTICLE = "no article's address"
    GIVEN_UP = "of a host that was given up by then"
    NO_DATE = "no date"
    IN_FUTURE = "dated in the future"
    OUT_OF_WINDOW = "out of the window"
    NOT_OK = "status other than 200"
    NOT_HTML = "no HTML"
    REPEATED = "stands in the file twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be taken: pages of some outlets (none named: of all), captured in a window."""

    outlets: tuple[str, ...] = ()
    window: Window | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A record that is an outlet's page: whose it is, which article, and when it was captured."""

    outlet: Outlet
    identity: Identity
    url: str
    captured_at: datetime


class Selection:
    """The outlets and the window of one import."""

    def __init__(self, outlets: Iterable[Outlet], *, window: Window | None, now: datetime) -> None:
        self._window, self._now = window, now
        self._by_host: dict[str, list[Outlet]] = {}
        for outlet in outlets:
            names = {name for host in outlet.hosts for name in host.names}
            for key in {host_key(name) for name in names}:
                self._by_host.setdefault(key, []).append(outlet)

    def judge(self, record: ForeignRecord) -> Page | Left:
        """The page that a record is, or why it is left."""
        if record.kind not in ("response", "revisit"):
            return Left.OTHER_RECORD
        found = self._identified(record.url)
        if isinstance(found, Left):
            return found
        captured_at = _instant(record.named("WARC-Date"))
        left = self._left_for_time(captured_at) or _left_for_answer(record)
        if left is not None or captured_at is None:
            return left or Left.NO_DATE
        outlet, identity = found
        if not is_own_copy(outlet, record.url, captured_at):
            return Left.GIVEN_UP
        return Page(outlet=outlet, identity=identity, url=record.url, captured_at=captured_at)

    def _identified(self, url: str) -> tuple[Outlet, Identity] | Left:
        """Whose page an address is; several outlets may have one proxy's host."""
        try:
            outlets = self._by_host.get(host_key(host_of(url)), [])
            named = [(outlet, identify(outlet, url)) for outlet in outlets]
        except BadInputError:
            return Left.NO_URL
        for outlet, identity in named:
            if identity and is_own_article(outlet, url):
                return outlet, identity
        return Left.NOT_AN_ARTICLE if named else Left.FOREIGN

    def _left_for_time(self, captured_at: datetime | None) -> Left | None:
        if captured_at is None:
            return Left.NO_DATE
        if captured_at > self._now:
            return Left.IN_FUTURE
        is_wanted = self._window is None or self._window.holds(captured_at)
        return None if is_wanted else Left.OUT_OF_WINDOW


def exchange_of(page: Page, record: ForeignRecord, held: ForeignRecord) -> Exchange:
    """What the outlet answered, as the file tells it; the body is that of `held`.

    Raises what reading the body raises.
    """
    return Exchange(
        requested_url=page.url,
        final_url=page.url,
        status=held.status,
        headers=record.headers or held.headers,
        body=held.body(page.outlet.politeness.max_bytes),
        fetched_at=page.captured_at,
        elapsed_s=0.0,
        address=record.named("WARC-IP-Address"),
        is_tls_verified=False,
    )


def provenance_of(source: ForeignFile, record: ForeignRecord) -> str:
    """Where the bytes of a record are from: file, byte and record id."""
    return f"{source.name}@{record.offset} {record.record_id}".strip()


def _left_for_answer(record: ForeignRecord) -> Left | None:
    if record.kind == "revisit":  # it may bear no HTTP headers at all; those it stands for do
        return None
    if record.status != _OK:
        return Left.NOT_OK
    told = [value for name, value in record.headers if name.lower() == "content-type"]
    kind = told[-1].partition(";")[0].strip().lower() if told else ""
    return None if kind in _HTML else Left.NOT_HTML


def _instant(text: str) -> datetime | None:
    """A WARC-Date (W3C-DTF; ISO 28500, 5.4), None where it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
