"""The `wireroom` command and how its errors end."""

import sys
from importlib import import_module
from types import ModuleType

import typer
from rich.markup import escape

from wireroom.cli.output import stderr
from wireroom.errors import (
    BadInputError,
    ContractError,
    RegistryError,
    SettingsError,
    WireroomError,
)

OK, FINDINGS, BAD_INPUT = 0, 1, 2
_BAD_INPUT = (RegistryError, SettingsError, BadInputError, ContractError)


# command, its module and its function; a group has a module whose `build` makes it
_COMMANDS = (
    ("check", "check", "check"),
    ("schema", "check", "schema"),
    ("ingest", "ingest", "ingest"),
    ("recheck", "ingest", "recheck"),
    ("sweep", "sweep", "sweep"),
    ("gaps", "sweep", "gaps"),
    ("reprocess", "reprocess", "reprocess"),
    ("import", "importing", "import_files"),
    ("extract", "extract", "extract"),
    ("learn", "learn", "learn"),
    ("canon", "canon", "canon"),
    ("why", "why", "why"),
    ("diff", "diff", "diff"),
    ("query", "query", "query"),
    ("export", "export", "export"),
    ("publish", "export", "publish_to"),
    ("withdraw", "export", "withdraw"),
    ("demo", "demo", "demo"),
    ("cluster", "cluster", "articles"),
)
_GROUPS = (
    ("mirrors", "mirrors", "An outlet's hosts, and new ones."),
    ("db", "warehouse", "The warehouse's schema and state."),
)
_NAMES = frozenset(name for name, *_ in (*_COMMANDS, *_GROUPS))


def build(word: str = "") -> typer.Typer:
    """The command with all its subcommands, or with the one that `word` names.

    What is not asked for is not imported: the pipeline takes half a second, `extract` needs none.
    """
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_whole)  # or else one command alone would be the app
    wanted = {word} if word in _NAMES else _NAMES
    for name, module, function in _COMMANDS:
        if name in wanted:
            app.command(name)(getattr(_module(module), function))
    for name, module, what in _GROUPS:
        if name in wanted:
            app.add_typer(_module(module).build(), name=name, help=what)
    return app


def _whole() -> None:
    """News outlets' feeds and mirrors to a warehouse table; every entry ends in a named state."""


def _module(name: str) -> ModuleType:
    return import_module(f"wireroom.cli.{name}")


def main() -> None:
    """Run the command; an error of ours ends it with one clear message and no traceback."""
    try:
        build(next(iter(sys.argv[1:]), ""))()
    except _BAD_INPUT as error:
        stderr().print(f"[red]error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(BAD_INPUT)
    except WireroomError as error:
        stderr().print(f"[red]error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(FINDINGS)
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong
        sys.stderr.close()
        sys.exit(OK)
