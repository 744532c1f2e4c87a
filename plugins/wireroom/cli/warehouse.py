"""`wireroom db migrate|info`: the warehouse's schema and what lies in it."""

from dataclasses import asdict

import typer

from wireroom.adapters import warehouse
from wireroom.cli.options import AsJson
from wireroom.cli.output import print_json, print_rows, stdout
from wireroom.pipeline import read_settings


def build() -> typer.Typer:
    """The `db` commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("migrate")(migrate)
    app.command("info")(info)
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
