"""`wireroom db migrate|info|copy`: the warehouse's schema, what lies in it, and moving it."""

from dataclasses import asdict
from typing import Annotated

import typer

from wireroom.adapters import warehouse
from wireroom.cli.options import AsJson
from wireroom.cli.output import print_json, print_rows, progress_bars, stdout
from wireroom.pipeline import read_settings


def build() -> typer.Typer:
    """The `db` commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("migrate")(migrate)
    app.command("info")(info)
    app.command("copy")(copy)
    return app


def migrate(*, json: AsJson = False) -> None:
    """Bring the warehouse to this version's schema; what is there stays."""
    settings = read_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    applied = warehouse.migrate(settings.warehouse)
    where = warehouse.place(settings.warehouse)
    if json:
        print_json({"warehouse": where, "applied": applied})
    else:
        stdout().print(f"{where}: {', '.join(applied) or 'nothing to do'}", soft_wrap=True)


def info(*, json: AsJson = False) -> None:
    """Say what the warehouse holds: schema version, rows by table, the last runs."""
    found = warehouse.info(read_settings().warehouse)
    if json:
        print_json(asdict(found))
        return
    stdout().print(
        f"{found.url}\nschema {found.schema_version}, {found.n_bytes / 1e6:.1f} MB on disk",
        soft_wrap=True,
    )
    print_rows(["table", "rows"], [(name, n) for name, n in found.n_rows.items() if n])
    print_rows(
        ["run", "begun", "settled"],
        [(run["run_id"], run["begun_at"], run["settled_at"]) for run in found.last_runs],
    )


def copy(
    source: Annotated[str, typer.Argument(help="URL of the warehouse to copy.")],
    target: Annotated[
        str | None, typer.Argument(help="URL of an empty one (WIREROOM_WAREHOUSE).")
    ] = None,
    *,
    json: AsJson = False,
) -> None:
    """Copy every row into an empty warehouse; once more goes on where it was cut short.

    Stop whatever writes to either of the two first. Counts the rows of both sides at the end.
    """
    settings = read_settings()
    into = target or settings.warehouse
    with progress_bars() as progress:
        copied = warehouse.copy(source, into, progress)
    if json:
        tables = {one.name: [one.n_source, one.n_target] for one in copied}
        print_json(
            {"source": warehouse.place(source), "target": warehouse.place(into), "tables": tables}
        )
        return
    print_rows(
        ["table", "source", "target"],
        [(one.name, one.n_source, one.n_target) for one in copied if one.n_source],
    )
    total = sum(one.n_target for one in copied)
    stdout().print(f"{total} rows are in {warehouse.place(into)}", soft_wrap=True)
