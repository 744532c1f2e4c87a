"""The demo newsroom as one thing to start and stop: listeners, certificates, registry files."""

import shutil
import ssl
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType
from typing import Self

from wireroom.demo.authority import Authority, found_authority, server_context
from wireroom.demo.control import control, known_kind
from wireroom.demo.faults import Faults
from wireroom.demo.houses import (
    CONTROL_HOST,
    DYING_HOST,
    FOREIGN_TLS_HOSTS,
    SEIZED_HOSTS,
)
from wireroom.demo.requestlog import RequestLog
from wireroom.demo.server import Listener
from wireroom.demo.socks import SocksProxy
from wireroom.demo.stories import END_AT
from wireroom.demo.web import Ask, Reply
from wireroom.demo.world import World

_WILDCARDS = ("*.hostile.test", "*.honest.test")


class Newsroom:
    """Five outlets on loopback with their mirrors and failures, as of a simulated instant.

    Everything it writes is under `home`; registry files already there are kept, so that a user's
    edits survive. `dies_after` is how many articles the dying origin still serves.
    With `hostile` it also serves the hosts of wireroom.demo.hostile, whose registry files
    `hostile_outlets` writes.
    """

    def __init__(
        self,
        home: Path,
        *,
        at: datetime | None = None,
        dies_after: int = 6,
        feed_length: int = 20,
        hostile: bool = False,
    ) -> None:
        self.home = home
        faults = Faults(
            seized=SEIZED_HOSTS, foreign_tls=FOREIGN_TLS_HOSTS, dying={DYING_HOST: dies_after}
        )
        self.world = World(
            at=at or END_AT, faults=faults, feed_length=feed_length, is_hostile=hostile
        )
        self._listeners: tuple[Listener, Listener] | None = None
        self._proxy: SocksProxy | None = None
        self._trusted: ssl.SSLContext | None = None
        self._foreign: ssl.SSLContext | None = None

    def start(self) -> None:
        """Write certificates and registry files, then listen; does nothing when already started."""
        if self._listeners is not None:
            return
        self.home.mkdir(parents=True, exist_ok=True)
        authority = found_authority("Demo newsroom root")
        self._trusted = self._context(authority, "server.pem")
        self._foreign = self._context(found_authority("Root nobody knows"), "foreign.pem")
        self.ca_bundle.write_bytes(authority.pem)
        _copy_outlets(self.outlets_dir)
        secure, plain = Listener(self.world.answer, self._choose_context), Listener(self._answer)
        for listener in (secure, plain):
            listener.start()
        self._proxy = SocksProxy(plain.port)
        self._proxy.start()
        self._listeners = (secure, plain)

    def stop(self) -> None:
        """Hang up and free the ports; does nothing when not started."""
        listeners, self._listeners = self._listeners, None
        proxy, self._proxy = self._proxy, None
        for server in (proxy, *(listeners or ())):
            if server is not None:
                server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def https_port(self) -> int:
        """The port of the TLS listener."""
        return self._started()[0].port

    @property
    def http_port(self) -> int:
        """The port of the plain listener, which also is the control desk's."""
        return self._started()[1].port

    @property
    def connect_to(self) -> str:
        """Where every host's ports really are: WIREROOM_CONNECT_TO, after curl's `--connect-to`."""
        return f"*.test:443:127.0.0.1:{self.https_port},*.test:80:127.0.0.1:{self.http_port}"

    @property
    def proxies(self) -> str:
        """How the onion service is reached: WIREROOM_PROXIES."""
        self._started()
        return f"*.onion={self._proxy.url}" if self._proxy else ""

    @property
    def ca_bundle(self) -> Path:
        """The PEM file of the only root to trust here."""
        return self.home / "ca.pem"

    @property
    def outlets_dir(self) -> Path:
        """The registry files, to be edited at will."""
        return self.home / "outlets"

    @property
    def env(self) -> dict[str, str]:
        """The settings that point wireroom at this newsroom."""
        return {
            "WIREROOM_CONNECT_TO": self.connect_to,
            "WIREROOM_CA_BUNDLE": str(self.ca_bundle),
            "WIREROOM_OUTLETS": str(self.outlets_dir),
            "WIREROOM_PROXIES": self.proxies,
        }

    @property
    def requests(self) -> RequestLog:
        """What was asked so far."""
        return self.world.requests

    @property
    def at(self) -> datetime:
        """The simulated instant."""
        return self.world.at

    def set_at(self, instant: datetime) -> None:
        """Move the simulated instant."""
        self.world.set_at(instant)

    def kill(self, host: str, *, after: int = 1) -> None:
        """Make `host` drop every connection, from its article `after` on."""
        self.world.faults.kill(host, after=after)

    def seize(self, host: str, *, after: int = 1) -> None:
        """Make `host` show the seizure banner, from its article `after` on."""
        self.world.faults.seize(host, after=after)

    def lie(self, host: str, kind: str, *, after: int = 1) -> None:
        """Make `host` behave as a hostile host of `kind`, from its article `after` on.

        Raises BadInputError where there is no such kind.
        """
        self.world.faults.lie(host, known_kind(kind), after=after)

    def move(self, host: str, target: str, *, status: int = 301) -> None:
        """Make every path of `host` redirect to the same path at `target`."""
        self.world.faults.move(host, target, status)

    def announce(self, host: str, form: str, candidates: Sequence[str]) -> None:
        """Make the pages of `host` name the candidates as mirrors, in one of `FORMS`.

        Raises BadInputError where there is no such form.
        """
        self.world.announcements.add(host, form, candidates)

    def hush(self, host: str) -> None:
        """Take every announcement from `host`."""
        self.world.announcements.clear(host)

    def break_tls(self, host: str) -> None:
        """Make `host` show a certificate of an unknown authority."""
        self.world.faults.break_tls(host)

    def revive(self, host: str) -> None:
        """Take every fault from `host`."""
        self.world.faults.revive(host)

    def heal(self) -> None:
        """Take every fault from every host."""
        self.world.faults.heal()

    def _started(self) -> tuple[Listener, Listener]:
        if self._listeners is None:
            raise RuntimeError("The newsroom is not started: call start() or use it in a with.")
        return self._listeners

    def _context(self, authority: Authority, name: str) -> ssl.SSLContext:
        hosts = dict.fromkeys((*self.world.hosts, *_WILDCARDS))
        return server_context(authority, tuple(hosts), self.home / name)

    def _choose_context(self, host: str) -> ssl.SSLContext | None:
        if self.world.faults.is_dropped(host):
            self.world.note_dropped(host)
            return None
        return self._foreign if self.world.faults.has_foreign_tls(host) else self._trusted

    def _answer(self, ask: Ask) -> Reply | None:
        if ask.host == CONTROL_HOST:
            return control(self.world, ask)
        return self.world.answer(ask)


def _copy_outlets(target: Path) -> None:
    target.mkdir(exist_ok=True)
    with as_file(files("wireroom.demo") / "outlets") as source:
        for path in sorted(source.glob("*.yaml")):
            if not (target / path.name).exists():
                shutil.copyfile(path, target / path.name)


def export_lines(env: Mapping[str, str]) -> str:
    """Return settings as lines for a shell."""
    return "\n".join(f"export {name}='{value}'" for name, value in env.items())
