"""The `wireroom` command and how its errors end."""

import sys

import typer
from rich.markup import escape

from wireroom.cli import canon, check, demo, extract, ingest, mirrors, query, warehouse, why
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
_HELP = "News outlets' feeds and mirrors to a warehouse table; every entry ends in a named state."


def build() -> typer.Typer:
    """The command with all its subcommands."""
    app = typer.Typer(
        help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.command("check")(check.check)
    app.command("schema")(check.schema)
    app.command("ingest")(ingest.ingest)
    app.command("extract")(extract.extract)
    app.command("canon")(canon.canon)
    app.command("why")(why.why)
    app.command("query")(query.query)
    app.add_typer(mirrors.build(), name="mirrors", help="An outlet's hosts, and new ones.")
    app.add_typer(warehouse.build(), name="db", help="The warehouse's schema and state.")
    app.command("demo")(demo.demo)
    return app


def main() -> None:
    """Run the command; an error of ours ends it with one clear message and no traceback."""
    try:
        build()()
    except _BAD_INPUT as error:
        stderr().print(f"[red]error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(BAD_INPUT)
    except WireroomError as error:
        stderr().print(f"[red]error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(FINDINGS)
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong
        sys.stderr.close()
        sys.exit(OK)
