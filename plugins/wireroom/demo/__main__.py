"""Serve the demo newsroom until told to stop: `python -m wireroom.demo --home DIR`."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from types import FrameType

from wireroom.demo.control import instant_from
from wireroom.demo.houses import CONTROL_HOST
from wireroom.demo.newsroom import Newsroom, export_lines
from wireroom.errors import WireroomError


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        at = instant_from(options.at) if options.at else None
    except WireroomError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    stopped = _stop_on_signals()
    with Newsroom(options.home.absolute(), at=at) as newsroom:
        if options.port_file:
            write_whole(options.port_file, json.dumps(newsroom.env, indent=1) + "\n")
        sys.stdout.write(_greeting(newsroom))
        sys.stdout.flush()
        stopped.wait()
    return 0


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or none of it."""
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m wireroom.demo", description="Serve five invented news outlets on loopback."
    )
    parser.add_argument("--home", type=Path, required=True, help="folder for all it writes")
    parser.add_argument("--at", help="simulated instant, like 2026-08-18T12:00:00Z")
    parser.add_argument("--port-file", type=Path, help="file to write the settings to, as JSON")
    return parser


def _stop_on_signals() -> Event:
    stopped = Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopped


def _greeting(newsroom: Newsroom) -> str:
    return (
        f"The demo newsroom is open; it is {newsroom.at:%Y-%m-%d %H:%M} UTC there.\n"
        f"Point wireroom at it:\n\n{export_lines(newsroom.env)}\n\n"
        f"Move its time: curl --resolve {CONTROL_HOST}:{newsroom.http_port}:127.0.0.1"
        f" 'http://{CONTROL_HOST}:{newsroom.http_port}/at?T=2026-08-18T12:00:00Z'\n"
    )


if __name__ == "__main__":
    sys.exit(main())
