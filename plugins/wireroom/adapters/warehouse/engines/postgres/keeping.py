"""Connections that are kept open between transactions: connecting takes longer than most of these.

A few for the threads of one process; a process that was forked opens its own and leaves its
parent's alone.
"""

import os
import weakref
from collections.abc import Callable

import psycopg
from psycopg.pq import TransactionStatus

from wireroom.adapters.warehouse.engines.postgres.rows import NamedRow

Connection = psycopg.Connection[NamedRow]
_MOST = 4


class Kept:
    """The connections of one database that nobody uses now."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._idle: list[Connection] = []
        self._pid = os.getpid()
        self._inherited: list[list[Connection]] = []  # the parent's: closing would end it for both
        weakref.finalize(self, _close, self._idle, self._pid)

    def take(self) -> Connection:
        """One that answers; a new one where none does."""
        while (connection := self._pop()) is not None:
            try:
                connection.execute(b"")
            except psycopg.Error:  # the server was restarted since
                connection.close()
            else:
                return connection
        return self._connect()

    def give(self, connection: Connection) -> None:
        """Take it back, unless a transaction was left open or there are enough."""
        is_whole = connection.info.transaction_status == TransactionStatus.IDLE
        if is_whole and len(self._idle) < _MOST and self._pid == os.getpid():
            self._idle.append(connection)
        else:
            connection.close()

    def _pop(self) -> Connection | None:
        if self._pid != os.getpid():
            self._inherited.append(self._idle)
            self._idle, self._pid = [], os.getpid()
            weakref.finalize(self, _close, self._idle, self._pid)
        try:
            return self._idle.pop()
        except IndexError:
            return None


def _close(idle: list[Connection], pid: int) -> None:
    while idle and pid == os.getpid():
        idle.pop().close()
