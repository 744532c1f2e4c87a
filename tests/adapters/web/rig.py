"""The guarded client on a zoo, with short limits and fakes beside it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes import FakeLeases, FakeRobotsCache
from tests.servers import Zoo

from wireroom.adapters.web import GuardedWeb, Limits
from wireroom.adapters.web.address import Resolve
from wireroom.model import Failed, Outcome, Request
from wireroom.ports import Clock
from wireroom.settings import ConnectTo, Settings

# Long enough for a busy machine, short enough for a test that fails; who waits for a limit to run
# out takes HASTY.
SHORT = Limits(connect_s=5.0, read_s=5.0, total_s=10.0, max_redirects=3, max_wait_s=5.0)
HASTY = replace(SHORT, read_s=0.3, total_s=0.4)


def wall_clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


def no_names(host: str, port: int) -> list[str]:
    """A resolver that no test ought to reach."""
    raise AssertionError(f"{host} was looked up")


@dataclass(kw_only=True)
class Rig:
    """`ask` goes through one client; `leases` and `robots` are what it was given."""

    zoo: Zoo
    clock: Clock = wall_clock
    limits: Limits = SHORT
    resolve: Resolve = no_names
    user_agent: str = "wireroom/0.1 (tests; desk@example.org)"
    mapped: tuple[ConnectTo, ...] = ()
    leases: FakeLeases = field(default_factory=FakeLeases)
    robots: FakeRobotsCache = field(default_factory=FakeRobotsCache)

    def __post_init__(self) -> None:
        nowhere = Path("/nonexistent")
        settings = Settings(
            home=nowhere,
            outlets=nowhere,
            warehouse="",
            archive="",
            connect_to=(*self.zoo.connect_to, *self.mapped),
            ca_bundle=self.zoo.ca_bundle,
            user_agent=self.user_agent,
        )
        self.web = GuardedWeb(
            settings=settings,
            leases=self.leases,
            robots=self.robots,
            clock=self.clock,
            limits=self.limits,
            resolve=self.resolve,
        )

    def ask(
        self,
        url: str,
        *,
        own: tuple[str, ...] = (),
        delay_s: float = 0.0,
        max_bytes: int = 1_000_000,
        etag: str | None = None,
        last_modified: str | None = None,
        proxy: str | None = None,
    ) -> Outcome:
        """What the client makes of `url`."""
        return self.web.get(
            Request(
                url=url,
                own_hosts=frozenset(own),
                delay_s=delay_s,
                max_bytes=max_bytes,
                etag=etag,
                last_modified=last_modified,
                proxy=proxy,
            )
        )


def failed(outcome: Outcome) -> Failed:
    """`outcome`, which must be a failure."""
    assert isinstance(outcome, Failed), outcome
    return outcome
