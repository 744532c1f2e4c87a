"""`wireroom export` and `wireroom publish`: articles to files and to other warehouses."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from wireroom.adapters.export import Format, format_of
from wireroom.adapters.warehouse import open_store
from wireroom.cli.options import AsJson, instant
from wireroom.cli.output import print_json, progress_bars, stdout
from wireroom.errors import BadInputError
from wireroom.pipeline import read_settings
from wireroom.pipeline.publish import Published, Wanted, publish
from wireroom.pipeline.targets import file_target, warehouse_target

Full = Annotated[
    bool, typer.Option("--full", help="Everything anew, in place of what the target has.")
]
_TO = "duckdb:///path, postgresql://..., dlt:NAME; repeatable (WIREROOM_PUBLISH)."


def export(
    *,
    to: Annotated[Path, typer.Option(help="Folder or file to write.")],
    kind: Annotated[
        Format | None, typer.Option("--format", help="As the path's ending says; else parquet.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Changes after this number or instant only.")
    ] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; repeatable.")] = None,
    full: Full = False,
    json: AsJson = False,
) -> None:
    """Write articles to files; a folder or a DuckDB file gets what changed since the last time."""
    outlets = tuple(outlet or ())
    target = file_target(to, kind or format_of(to), outlets=outlets)
    wanted = Wanted(outlets=outlets, since=_since(since), is_full=full)
    store = open_store(read_settings().warehouse, migrate=False)
    with progress_bars() as progress:
        done = publish(store, target, now=_now(), wanted=wanted, progress=progress)
    _tell(done, json=json)


def publish_to(
    *,
    to: Annotated[list[str] | None, typer.Option(help=_TO)] = None,
    full: Full = False,
    json: AsJson = False,
) -> None:
    """Bring other warehouses up to date, one after the other; counts of both sides are checked."""
    settings = read_settings()
    store = open_store(settings.warehouse, migrate=False)
    addresses = to or settings.publish
    if not addresses:
        raise BadInputError("publish", "no target is named", "give --to, or set WIREROOM_PUBLISH")
    for address in addresses:
        target = warehouse_target(address)
        with progress_bars() as progress:
            wanted = Wanted(is_full=full)
            done = publish(store, target, now=_now(), wanted=wanted, progress=progress)
        _tell(done, json=json)


def withdraw(
    article: Annotated[str, typer.Argument(help="An article_id.")],
    *,
    reason: Annotated[str, typer.Option(help="Why, for those who come later.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Publish it again.")] = False,
    json: AsJson = False,
) -> None:
    """Take an article back: it stays in the warehouse, and leaves each target when published."""
    store = open_store(read_settings().warehouse, migrate=False)
    is_new = store.restore(article) if undo else store.withdraw(article, reason=reason, now=_now())
    if json:
        print_json({"article_id": article, "is_withdrawn": not undo, "is_changed": is_new})
        return
    word = "published again" if undo else "withdrawn"
    told = word if is_new else "as it was before"
    stdout().print(f"{article}: {told}", soft_wrap=True)


def _tell(done: Published, *, json: bool) -> None:
    if json:
        print_json(asdict(done))
    elif done.n_changes:
        noun = "change" if done.n_changes == 1 else "changes"
        text = f"{done.n_changes} {noun}, {done.since + 1} to {done.last}"
        stdout().print(f"{done.target}: {text}", soft_wrap=True)
    else:
        stdout().print(f"{done.target}: nothing new after change {done.last}", soft_wrap=True)


def _since(text: str | None) -> int | datetime | None:
    return int(text) if text and text.isdecimal() else instant(text, "--since")


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - when numbers are given, and an article is withdrawn
