"""One child process of the pool and the two pipes to it, read and written without ever blocking.

It moves messages; what an answer or a death means is the pool's to say.
"""

import os
import pickle
import selectors
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HEAD = struct.Struct(">Q")
_CHUNK = 1 << 20
_DYING_S = 5.0  # how long a child that hung up may take to be gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An item, its place among the items, and how many children died before they took it."""

    index: int
    item: Any
    n_losses: int = 0


class Worker:
    """A child and what it is at; `has_taken` once it said that it has the job in hand."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("A child started without pipes: Popen was asked for both.")
        self._inbox, self._outbox = self._process.stdout, self._process.stdin
        os.set_blocking(self._inbox.fileno(), False)
        os.set_blocking(self._outbox.fileno(), False)
        self._received, self._unsent = bytearray(), memoryview(b"")
        self.job = Job(index=-1, item=None)
        self.deadline = 0.0
        self.has_taken = False

    def hand(self, job: Job, *, deadline: float) -> None:
        """Give the child a job to be done by `deadline` (monotonic seconds)."""
        data = pickle.dumps(job.item, protocol=5)
        self._unsent = memoryview(_HEAD.pack(len(data)) + data)
        self.job, self.deadline, self.has_taken = job, deadline, False

    def watch(self, selector: selectors.BaseSelector) -> None:
        """Have `selector` tell when the child can be read from or written to."""
        selector.register(self._inbox, selectors.EVENT_READ, self)
        selector.register(self._outbox, selectors.EVENT_WRITE, self)

    def unwatch(self, selector: selectors.BaseSelector) -> None:
        """Undo `watch`."""
        for pipe in (self._inbox, self._outbox):
            if pipe in selector.get_map():
                selector.unregister(pipe)

    def push(self, selector: selectors.BaseSelector) -> None:
        """Write what the pipe takes; a child that is gone is noticed when its answer is read."""
        try:
            while self._unsent:
                self._unsent = self._unsent[os.write(self._outbox.fileno(), self._unsent) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._unsent = memoryview(b"")
        if self._outbox in selector.get_map():
            selector.unregister(self._outbox)

    def answers(self) -> Iterator[tuple[str, Any]]:
        """Every whole message that has come; raises EOFError where the child hung up."""
        try:
            chunk = os.read(self._inbox.fileno(), _CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            raise EOFError
        self._received += chunk
        while len(self._received) >= _HEAD.size:
            end = _HEAD.size + _HEAD.unpack_from(self._received)[0]
            if len(self._received) < end:
                return
            message = bytes(self._received[_HEAD.size : end])
            del self._received[:end]
            yield pickle.loads(message)  # noqa: S301 - our own child wrote it

    def ending(self) -> int:
        """How a child that hung up ended: its exit code, negative for a signal."""
        try:
            return self._process.wait(timeout=_DYING_S)
        except subprocess.TimeoutExpired:
            return self.stop()

    def stop(self) -> int:
        """Kill the child, reap it and say how it ended."""
        self._process.kill()
        code = self._process.wait()
        self._inbox.close()
        self._outbox.close()
        return code
