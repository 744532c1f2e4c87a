"""`wireroom query`: one reading SQL statement over the warehouse."""

from typing import Annotated

import typer

from wireroom.adapters.warehouse import open_store
from wireroom.cli.options import AsJson
from wireroom.cli.output import print_json, print_rows
from wireroom.pipeline import read_settings


def query(
    sql: Annotated[str, typer.Argument(help="A SELECT, e.g. over the view `articles`.")],
    *,
    json: AsJson = False,
) -> None:
    """Print the rows of a SELECT as a table, or as JSON lines."""
    names, rows = open_store(read_settings().warehouse, migrate=False).query(sql)
    if not json:
        print_rows(names, rows)
        return
    for row in rows:
        print_json(dict(zip(names, row, strict=True)))
