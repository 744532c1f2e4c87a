"""What a finished demo run came to, as tables on the terminal. Reads the warehouse only."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wireroom.adapters.warehouse import Store, open_store
from wireroom.model import EntryState
from wireroom.stack import airflow
from wireroom.stack.stack import Stack

N_ARTICLES = 10
_TITLE_WIDTH, _HOST_WIDTH = 35, 23  # a row fits the 120 columns of a log
_BALANCE = """
SELECT r.run_id, r.settled_at,
  (SELECT count(*) FROM run_entry e WHERE e.run_id = r.run_id) AS n_entries,
  (SELECT count(*) FROM ledger l WHERE l.run_id = r.run_id) AS n_states
FROM run r ORDER BY r.begun_at LIMIT 1
"""
_LEDGER = """
SELECT outlet_id, state, count(*) FROM ledger
WHERE run_id = (SELECT run_id FROM run ORDER BY begun_at LIMIT 1)
GROUP BY outlet_id, state ORDER BY outlet_id
"""
_FEEDS = """
SELECT outlet_id, coalesce(host, '-'), outcome, coalesce(reason, '') FROM poll_log
WHERE run_id = (SELECT run_id FROM run ORDER BY begun_at LIMIT 1) ORDER BY outlet_id, feed
"""
# Two of each outlet rather than ten of the first one.
_ARTICLES = f"""
SELECT outlet, title, published_at, n_words, language, hosts FROM (
  SELECT *, row_number() OVER (PARTITION BY outlet_id ORDER BY published_at DESC, url) AS place
  FROM articles)
ORDER BY place, outlet LIMIT {N_ARTICLES}
"""  # noqa: S608 - a constant


def show_ledger(console: Console, home: Path) -> bool:
    """Print the first run's ledger; whether it was settled and entries == sum of states."""
    store = _open(home)
    runs = _rows(store, _BALANCE)
    if not runs:
        console.print("[red]No run is in the warehouse.[/red]")
        return False
    _, settled_at, n_entries, n_states = runs[0]
    console.print(_ledger_table(store))
    is_balanced = bool(settled_at) and n_entries == n_states > 0
    mark = "[green]balanced[/green]" if is_balanced else "[red]NOT balanced[/red]"
    console.print(
        f"{n_entries} entries seen, {n_states} ended in one state each: {mark}", highlight=False
    )
    return is_balanced


def show_articles(console: Console, home: Path) -> None:
    """Print ten rows of the view `articles`."""
    store = _open(home)
    total = _rows(store, "SELECT count(*) FROM articles")[0][0]
    table = Table(title=f"articles ({total} rows, {N_ARTICLES} shown)", title_justify="left")
    table.add_column("outlet", min_width=17, no_wrap=True)
    table.add_column("title", max_width=_TITLE_WIDTH, overflow="ellipsis", no_wrap=True)
    table.add_column("published", min_width=16, no_wrap=True)
    table.add_column("words", justify="right", min_width=5, no_wrap=True)
    table.add_column("lang", no_wrap=True)
    table.add_column("host", max_width=_HOST_WIDTH, overflow="ellipsis", no_wrap=True)
    for outlet, title, published_at, n_words, language, hosts in _rows(store, _ARTICLES):
        published = str(published_at or "-")[:16].replace("T", " ")
        table.add_row(
            escape(outlet), escape(title), published, str(n_words), language,
            "\n".join(json.loads(hosts)),
        )  # fmt: skip
    console.print(table)


def show_opening(console: Console, stack: Stack, *, is_kept: bool) -> None:
    """Print how to open the UI, now or by running again."""
    if not is_kept:
        console.print(
            "See it in Airflow: [bold]make demo KEEP=1[/bold] leaves this run's UI up;"
            " [bold]make up[/bold] serves the shipped outlets."
        )
        return
    show_login(console, stack)


def show_login(console: Console, stack: Stack) -> None:
    """Print the UI's address, user and password, and how to stop it."""
    console.print(
        f"Airflow: {stack.layout.url}  user: {airflow.USER}  password: {stack.password()}\n"
        f"Logs: {stack.layout.logs}\nStop it: make down",
        highlight=False,
        soft_wrap=True,
    )


def _ledger_table(store: Store) -> Table:
    counts: dict[str, dict[str, int]] = {}
    for outlet, state, n_entries in _rows(store, _LEDGER):
        counts.setdefault(outlet, {})[state] = n_entries
    feeds: dict[str, list[str]] = {}
    for outlet, host, outcome, reason in _rows(store, _FEEDS):
        feeds.setdefault(outlet, []).append(f"{reason or outcome} {host}")
    table = Table(title="The run's ledger", title_justify="left")
    table.add_column("outlet")
    table.add_column("feed")
    states = [state.value for state in EntryState]
    for state in states:
        table.add_column(state, justify="right")
    for outlet in sorted(counts.keys() | feeds.keys()):
        row = [str(counts.get(outlet, {}).get(state, 0)) for state in states]
        table.add_row(outlet, "\n".join(feeds.get(outlet, [])), *row)
    return table


def _open(home: Path) -> Store:
    return open_store(f"sqlite:///{home / 'wireroom.sqlite'}", migrate=False)


def _rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return list(store.query(sql)[1])
