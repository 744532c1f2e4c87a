"""The moments at which a life may be killed: each is told as it is passed, by step and name.

`watch` wraps the pipeline's edges in the forked process: statements, commits, columns of a merge,
the archive's fsync and rename, the saving of validators. Where a `Kill` names the moment that was
passed, the process kills its own group there and then.
"""

import mmap
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wireroom.adapters.warehouse import Store
from wireroom.adapters.warehouse.engines.postgres import transaction as postgres
from wireroom.adapters.warehouse.engines.postgres.database import PostgresDatabase
from wireroom.adapters.warehouse.engines.postgres.transaction import PostgresTransaction
from wireroom.adapters.warehouse.engines.sqlite import SqliteDatabase, SqliteTransaction
from wireroom.pipeline import fetch, file

STEPS = ("between", "plan", "poll", "discover", "fetch", "file", "settle")
ANY = "any moment"
Moment = tuple[str, str]  # step, point
Act = Callable[[], object]


def kill_own_group() -> None:
    """What happens at the moment of a `Kill`, unless a life is told otherwise."""
    os.killpg(0, signal.SIGKILL)


@dataclass(frozen=True, kw_only=True)
class Kill:
    """When to kill: at the `nth` passing of a moment, or `after_s` seconds from the start."""

    moment: Moment | None = None
    nth: int = 0
    after_s: float = 0.0


@dataclass
class Watch:
    """Counts the moments of one life; `step` is shared memory, so that the parent sees it."""

    step: mmap.mmap
    kill: Kill | None = None
    act: Act = kill_own_group
    passed: Counter[Moment] = field(default_factory=Counter)
    lock: Any = field(default_factory=threading.Lock)

    def enter(self, step: str) -> None:
        """The life goes on to this step."""
        self.step[0] = STEPS.index(step)

    def tell(self, point: str) -> None:
        """A point is passed; here the process may end."""
        moment = (STEPS[self.step[0]], point)
        with self.lock:
            self.passed[moment] += 1
            n_passed = self.passed[moment]
        if self.kill and self.kill.moment == moment and self.kill.nth == n_passed:
            self.act()


def watch(watch: Watch) -> None:
    """Wrap the edges of this process; it is a fork, and nothing is put back."""
    fetch.CHUNK = file.CHUNK = 2  # several archive files and transactions from few articles
    postgres._FEW, postgres._MOST = 2, 1  # as many rows as a chunk has go as arrays, one by one
    for kind in (SqliteTransaction, PostgresTransaction):
        _before(kind, "execute", watch, "statement")
        _before(kind, "many", watch, "statement")
        _before(kind, "put", watch, "statement")
    _before(postgres, "text_array", watch, "mid-merge")
    _before(Store, "save_feed_states", watch, "rows filed, validators not")
    _before(os, "fsync", watch, "archive fsync")
    _around(Path, "replace", watch, "archive before rename", "archive after rename")
    _commits(watch)


def _before(owner: Any, name: str, watch: Watch, point: str) -> None:
    _around(owner, name, watch, point, None)


def _around(owner: Any, name: str, watch: Watch, before: str, after: str | None) -> None:
    original = getattr(owner, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        watch.tell(before)
        result = original(*args, **kwargs)
        if after:
            watch.tell(after)
        return result

    setattr(owner, name, wrapped)


def _commits(watch: Watch) -> None:
    """SQLite writes in `write`, Postgres in `write` and `_once`."""
    for kind in (SqliteDatabase, PostgresDatabase):
        kind.write = _told(kind.write, watch)  # type: ignore[method-assign]
    once = PostgresDatabase._once

    def told(self: PostgresDatabase, work: Callable[[Any], Any]) -> Any:
        def inside(transaction: Any) -> Any:
            result = work(transaction)
            watch.tell("before commit")
            return result

        result = once(self, inside)
        watch.tell("after commit")
        return result

    PostgresDatabase._once = told  # type: ignore[method-assign]


def _told(write: Callable[..., Any], watch: Watch) -> Any:
    @contextmanager
    def told(self: Any) -> Iterator[Any]:
        with write(self) as transaction:
            yield transaction
            watch.tell("before commit")
        watch.tell("after commit")

    return told
