"""``python -m tests.pipeline.publish.killed``: publications get SIGKILL, the next makes it good.

Each publication runs in a fork of a process that has imported all of it, so that a kill falls into
the work and not into the start. The target is never cleared: what one kill left, the next finds.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dlt  # noqa: F401 - imported once for all forks
from tests.adapters.warehouse.test_store import article, batch
from tests.pipeline.publish.places import KINDS, Place
from tests.postgres import running

from wireroom.adapters.warehouse import Store, open_store
from wireroom.pipeline.publish import publish

_NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_N_ARTICLES = 300
_EARLIEST, _LATEST = 0.1, 1.0  # of the time that an undisturbed publication takes
_HERE = """SELECT article_id, title, text FROM articles
WHERE article_id NOT IN (SELECT article_id FROM withdrawal)"""


@dataclass
class Newsdesk:
    """A warehouse whose articles change before each publication."""

    store: Store
    edition: int = 0

    def change(self) -> None:
        """New articles, edited ones, one withdrawn and one that comes back."""
        self.edition += 1
        at = _NOW + timedelta(hours=self.edition)
        edited = [
            article(str(n), f"Edition {self.edition} of {n}.", at)
            for n in range(_N_ARTICLES + self.edition)
            if self.edition == 1 or n % 3 == self.edition % 3
        ]
        self.store.load(batch(*edited), now=at)
        self.store.withdraw(f"zoo:{self.edition}", reason="a libel", now=at)
        if self.edition > 1:
            self.store.restore(f"zoo:{self.edition - 1}")

    def rows(self) -> dict[str, tuple[str, str]]:
        """Title and text of each article that readers may see."""
        found = self.store.query(_HERE)[1]
        return {key: (title, text) for key, title, text in found}


def main() -> int:
    """1 where a target differed from the warehouse after the publication that came next."""
    given = _arguments()
    n_wrong = 0
    for kind in given.kind or KINDS:
        with _place(kind) as place:
            n_wrong += _killed(place, given)
    return int(n_wrong > 0)


@contextmanager
def _place(kind: str) -> Iterator[Place]:
    """A target of this kind that has nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        if kind != "dlt-postgres":
            yield Place(kind=kind, folder=Path(folder))
            return
        with running() as server:
            name = server.create()
            try:
                yield Place(kind=kind, folder=Path(folder), url=server.url(name))
            finally:
                server.drop(name)


def _killed(place: Place, given: argparse.Namespace) -> int:
    """Kill publications to one kind of target; how many left something wrong."""
    kind, chance = place.kind, random.Random(given.seed)
    desk = Newsdesk(open_store(f"sqlite:///{place.folder}/w.sqlite"))
    whole_s = _undisturbed(desk, place)
    n_landed = n_wrong = n_tries = 0
    while n_landed < given.kills and n_tries < 10 * given.kills:
        n_tries += 1
        desk.change()
        n_landed += _publish(desk, place, whole_s * chance.uniform(_EARLIEST, _LATEST))
        _publish(desk, place)
        if place.rows() != desk.rows():
            n_wrong += 1
            _say(f"{kind}: edition {desk.edition} is not what the warehouse has")
    _say(f"{kind}: {n_landed} kills landed in {n_tries} publications, {n_wrong} went wrong")
    return n_wrong


def _undisturbed(desk: Newsdesk, place: Place) -> float:
    """Seconds of a publication of changes, the first one left out."""
    for _ in range(2):
        desk.change()
        begun = time.monotonic()
        _publish(desk, place)
    if place.rows() != desk.rows():
        raise RuntimeError(f"{place.kind}: the undisturbed publication went wrong")
    return time.monotonic() - begun


def _publish(desk: Newsdesk, place: Place, kill_after_s: float | None = None) -> bool:
    """Publish in a fork; whether the kill came before its end."""
    pid = os.fork()
    if pid == 0:
        _and_exit(lambda: publish(open_store(desk.store.database.where), place.target(), now=_NOW))
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"{place.kind}: a publication failed, see above")
    return os.WIFSIGNALED(status)


def _and_exit(work: Callable[[], object]) -> None:
    code = 1
    try:
        work()
        code = 0
    except BaseException as error:  # noqa: BLE001 - a fork must never go on as its parent
        _say(f"{type(error).__name__}: {error}")
    os._exit(code)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.pipeline.publish.killed")
    parser.add_argument("--kills", type=int, default=100, help="for each kind of target")
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
