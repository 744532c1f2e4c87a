"""`wireroom demo`: the demo newsroom on loopback, ingested without Airflow."""

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from wireroom import pipeline
from wireroom.adapters.warehouse import open_store
from wireroom.cli.ingest import run_name
from wireroom.cli.lying import show_lie
from wireroom.cli.options import AsJson
from wireroom.cli.output import print_json, print_ledger, print_rows, progress_bars, stdout
from wireroom.demo import Newsroom, lie_from, tell

# Ten of the rows that an analyst would meet first.
_ROWS = """SELECT outlet_id, title, substr(published_at, 1, 10) AS published, n_words AS words
FROM articles ORDER BY first_seen_at DESC, article_id LIMIT 10"""


def demo(
    *,
    home: Annotated[
        Path | None, typer.Option(help="Where to keep it (WIREROOM_HOME/demo).")
    ] = None,
    serve: Annotated[bool, typer.Option(help="Only serve the newsroom, until Ctrl-C.")] = False,
    lie: Annotated[
        str | None,
        typer.Option(
            metavar="KIND[:AFTER]",
            help="Let every origin be dead, seized or lying, from its article AFTER on, and"
            " compare what is filed with a healthy newsroom's.",
        ),
    ] = None,
    json: AsJson = False,
) -> None:
    """Start a few invented outlets with mirrors and failures, and ingest them."""
    told = lie_from(lie) if lie else None
    place = home or pipeline.read_settings().home / "demo"
    if told and not serve:
        show_lie(place, told, json=json)
        return
    with Newsroom(place / "newsroom") as newsroom:
        if serve:
            if told:
                tell(newsroom, told)
            _serve(newsroom, json=json)
            return
        settings = pipeline.read_settings({**newsroom.env, "WIREROOM_HOME": str(place)})
        room = pipeline.open_room(settings)
        with progress_bars() as progress:
            summary = pipeline.ingest(room, run_id=run_name(), progress=progress)
    if json:
        print_json(summary.as_json())
        return
    print_ledger(summary)
    names, rows = open_store(settings.warehouse).query(_ROWS)
    print_rows(names, rows)
    more = "wireroom query 'SELECT title, hosts FROM articles'"
    stdout().print(f"more: WIREROOM_HOME={place} {more}", soft_wrap=True)


def _serve(newsroom: Newsroom, *, json: bool) -> None:
    """Print the settings that reach the newsroom, and stay."""
    if json:
        print_json(newsroom.env)
    for name, value in newsroom.env.items() if not json else ():
        stdout().print(f"export {name}='{value}'", soft_wrap=True)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    stop.wait()
