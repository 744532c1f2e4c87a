"""The child of the worker pool: reads items from stdin, answers on a pipe of its own.

It limits its own CPU time per item and its memory, so that the kernel ends it even inside C code.
It decides nothing about what a death means; the pool does.
"""

import ctypes
import importlib
import os
import pickle
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_HEAD = struct.Struct(">Q")


def send(pipe: BinaryIO, kind: str, value: object) -> None:
    """Write one message."""
    _write(pipe, _pickled(kind, value))


def _pickled(kind: str, value: object) -> bytes:
    return pickle.dumps((kind, value), protocol=5)


def _write(pipe: BinaryIO, message: bytes) -> None:
    """Write one message, its length first."""
    pipe.write(_HEAD.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: BinaryIO) -> object:
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    item: object = pickle.loads(pipe.read(_HEAD.unpack(head)[0]))  # noqa: S301 - our own parent's
    return item


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our two pipes under private numbers; what the target prints goes to stderr."""
    source, sink = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    return os.fdopen(source, "rb"), os.fdopen(sink, "wb")


def _limit(max_rss_mb: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (max_rss_mb << 20, max_rss_mb << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer(function: Callable[[Any], Any], item: object, cpu_s: float) -> bytes:
    """The message with the target's value, or with why there is none."""
    doing = ""
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        value = function(item)
        doing = "its value cannot be pickled: "
        return _pickled("done", value)
    except Exception as error:  # noqa: BLE001 - whatever the target raises is the item's failure
        return _pickled("error", f"{doing}{type(error).__name__}: {error}"[:500])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main(target: str, cpu_s: float, max_rss_mb: int) -> None:
    """Serve items until the parent closes the pipe."""
    source, sink = _take_pipes()
    _limit(max_rss_mb)
    module, _, name = target.partition(":")
    try:
        function = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        send(sink, "unusable", str(error))
        return
    send(sink, "ready", None)
    while True:
        try:
            item = _receive(source)
        except EOFError:
            return
        send(sink, "taken", None)
        _write(sink, _answer(function, item, cpu_s))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
