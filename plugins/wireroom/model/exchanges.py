"""What is asked of the web, what comes back, and where it is kept."""

from dataclasses import dataclass, field
from datetime import datetime

from wireroom.model.states import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One concrete URL to try and the outlet's host it goes through."""

    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of the web.

    `own_hosts` are the hosts a redirect may lead to (the outlet's live hosts; ``www.`` is free);
    `delay_s` is the spacing between requests to one host, over all workers. `proxy` is the
    ``socks5h://`` URL to ask through, redirects and robots.txt included; it may hold a password.
    """

    url: str
    own_hosts: frozenset[str]
    delay_s: float = 1.0
    max_bytes: int = 10_000_000
    accept: str = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
    etag: str | None = None
    last_modified: str | None = None
    proxy: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One finished HTTP exchange; `body` is decompressed, `headers` are as sent, in order.

    `redirects` lists the URLs passed on the way from `requested_url` to `final_url`;
    `moved_permanently_to` is set when every hop said so (301, 308).
    """

    requested_url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    elapsed_s: float
    address: str
    is_tls_verified: bool
    redirects: tuple[str, ...] = ()
    moved_permanently_to: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, case ignored."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The outlet answered with a body (status 200-299)."""

    exchange: Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The outlet says that what we have is current (304)."""

    exchange: Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that speaks for a verdict: what kind it is, how much it weighs, what it says."""

    kind: str
    weight: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """It did not work, for a named reason; `exchange` is kept where a body came all the same.

    `evidence` is what a verdict on that body rests on.
    """

    reason: Reason
    detail: str
    status: int | None = None
    retry_after_s: float | None = None
    exchange: Exchange | None = None
    evidence: tuple[Evidence, ...] = ()


Outcome = Fetched | NotModified | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One archived exchange: what was asked, who answered, and where the raw bytes lie.

    `provenance` names whose copy it is ("" where the outlet itself was asked); `captured_at` is
    then the instant at which they captured it.
    """

    capture_id: str
    requested_url: str
    final_url: str
    host: str
    status: int
    headers: tuple[tuple[str, str], ...]
    digest: str
    archive_uri: str
    offset: int
    length: int
    captured_at: datetime
    is_tls_verified: bool
    provenance: str = ""
