"""`wireroom mirrors`: which hosts an outlet has, how they are, and a person's word on new ones."""

import typer

from wireroom.cli.mirrors.answering import approve, reject, retire
from wireroom.cli.mirrors.comparing import diff, verify
from wireroom.cli.mirrors.exporting import export
from wireroom.cli.mirrors.listing import list_hosts
from wireroom.cli.mirrors.proposing import propose

__all__ = ["build"]


def build() -> typer.Typer:
    """The `mirrors` commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list")(list_hosts)
    app.command("propose")(propose)
    app.command("verify")(verify)
    app.command("approve")(approve)
    app.command("reject")(reject)
    app.command("retire")(retire)
    app.command("export")(export)
    app.command("diff")(diff)
    return app
