"""`python -m wireroom.stack demo|up|airflow|down`: a local Airflow on loopback."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from rich.console import Console

from wireroom.errors import WireroomError
from wireroom.pipeline import read_settings
from wireroom.stack import airflow, stack
from wireroom.stack.demo import demo
from wireroom.stack.processes import PartFailedError
from wireroom.stack.progress import Phases
from wireroom.stack.report import show_login

DEFAULT_PORT = 8080
DEMO_HOME = Path(".wireroom/demo")
_PLAIN_WIDTH = 120  # where the output is no terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Do as told; 0 ok, 1 a part failed or counts do not balance, 2 bad input, 130 interrupted."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    is_terminal = sys.stdout.isatty()
    console = Console(width=None if is_terminal else _PLAIN_WIDTH)
    try:
        return _do(options, console)
    except (WireroomError, PartFailedError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        return 2 if isinstance(error, WireroomError) else 1
    except KeyboardInterrupt:
        return 130


def _do(options: argparse.Namespace, console: Console) -> int:
    match options.command:
        case "demo":
            home = (options.home or DEMO_HOME).absolute()
            return demo(home, port=options.port, is_kept=options.keep_up, console=console)
        case "up":
            return _up(_home(options), options.port or DEFAULT_PORT, console)
        case "airflow":
            return _airflow(_homes(options), options.words)
        case _:
            return _down(_homes(options), console)


def _home(options: argparse.Namespace) -> Path:
    return Path(options.home or read_settings().home).absolute()


def _homes(options: argparse.Namespace) -> list[Path]:
    """Where a stack may be up, the likelier first."""
    homes = [options.home] if options.home else [_home(options), DEMO_HOME]
    return [home.absolute() for home in homes]


def _airflow(homes: Sequence[Path], words: Sequence[str]) -> int:
    """An airflow command that sees what the running parts see."""
    env = stack.environment_of(homes)
    return subprocess.run(airflow.command(*words), env=env, check=False).returncode


def _up(home: Path, port: int, console: Console) -> int:
    """Serve the registry of the environment, the shipped one where nothing is set."""
    home.mkdir(parents=True, exist_ok=True)
    stack.check_is_down(home)
    airflow.check_port(port)
    env = dict(os.environ) | {"WIREROOM_HOME": str(home)}
    with stack.Stack(home, port=port, env=env, phases=Phases(console)) as running:
        running.start()
        dag_ids = running.await_dags()
        running.keep()
    console.print(
        f"{len(dag_ids)} DAGs, paused until you switch them on: {', '.join(dag_ids)}",
        highlight=False,
    )
    show_login(console, running)
    return 0


def _down(homes: Sequence[Path], console: Console) -> int:
    stopped = [home for home in homes if stack.down(home)]
    console.print("Stopped." if stopped else "Nothing was up.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m wireroom.stack", description="A local Airflow on loopback."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, told in (
        ("demo", "run the demo newsroom through Airflow once"),
        ("up", "serve the registry, leave the UI running"),
        ("airflow", "an airflow command beside the stack that is up"),
        ("down", "stop what `up` or `demo --keep-up` left running"),
    ):
        sub = commands.add_parser(name, help=told)
        sub.add_argument("--home", type=Path, help="folder for everything written")
        if name == "airflow":
            sub.add_argument("words", nargs=argparse.REMAINDER, help="backfill create ...")
        if name in {"demo", "up"}:
            sub.add_argument("--port", type=int, help="port of the UI on 127.0.0.1")
        if name == "demo":
            sub.add_argument("--keep-up", action="store_true", help="leave the UI running")
    return parser


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
