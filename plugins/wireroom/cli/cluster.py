"""`wireroom cluster`: near copies in JSON lines; people's word on clusters of the warehouse."""

import getpass
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from wireroom.adapters.nearindex import NearFile
from wireroom.cli.output import print_json
from wireroom.errors import BadInputError
from wireroom.pipeline import open_room
from wireroom.pipeline.cluster import Given, cluster
from wireroom.pipeline.near import recluster

_LINE = '{"id": "1", "outlet": "...", "title": "...", "text": "...", "published_at": "..."}'
_WINDOW_DAYS = 30  # an outlet still prints a text of the month; design/dedupe.md asks for a window


_SPLIT, _MERGE = "split", "merge"


def articles(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="A file of JSON lines, or: split ARTICLE, or: merge ARTICLE ARTICLE."),
    ] = None,
    *,
    days: Annotated[
        int, typer.Option(min=0, help="Days before and after an article that are searched.")
    ] = _WINDOW_DAYS,
    workers: Annotated[int, typer.Option(min=0, help="Processes that sketch.")] = 2,
    index: Annotated[
        Path | None, typer.Option(help="Keep the index in this file, and go on from what it holds.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who splits or merges; you, unless said.")] = "",
) -> None:
    """Print ``{"id", "cluster", "relation", "of", "score"}`` for each article, in order.

    Reads standard input where no file is named. Lines come out once all are read, as a later
    article may be what an earlier one was cut from. A line that cannot be read gives ``{"id",
    "error"}`` at the end and exit code 1. `split` takes a filed article out of its cluster, `merge`
    joins the clusters of two; relations stay, and a later decision undoes an earlier one.
    """
    match words or []:
        case [] | [_]:
            _cluster(Path(words[0]) if words else None, index, days=days, workers=workers)
        case ["split", article_id]:
            _decide(_SPLIT, article_id, "", by)
        case ["merge", article_id, other_id]:
            _decide(_MERGE, article_id, other_id, by)
        case other:
            raise BadInputError(
                " ".join(other), "is not understood", "give one file, split A, or merge A B"
            )


def _decide(action: str, article_id: str, other_id: str, by: str) -> None:
    room = open_room()
    names = [name for name in (article_id, other_id) if name]
    who = by or getpass.getuser()
    room.store.decide_cluster(action, article_id, other_id, by=who, now=room.clock())
    recluster(room, names)
    for name, head in sorted(room.store.clusters(names).items()):
        print_json({"id": name, "cluster": head})


def _cluster(path: Path | None, index: Path | None, *, days: int, workers: int) -> None:
    wrong: list[dict[str, Any]] = []
    with _lines(path) as lines, _place(index) as file, closing(NearFile(file)) as near:
        for placed in cluster(_given(lines, wrong), near, days=days, n_workers=workers):
            print_json(asdict(placed))
    for line in wrong:
        print_json(line)
    if wrong:
        raise typer.Exit(1)


@contextmanager
def _lines(path: Path | None) -> Iterator[Iterable[str]]:
    if path is None or str(path) == "-":
        yield sys.stdin
        return
    try:
        file = path.open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInputError(str(path), str(error.strerror), "give a readable file") from error
    with file:
        yield file


@contextmanager
def _place(index: Path | None) -> Iterator[Path]:
    """The index's file: the one that was named, else one that is gone afterwards."""
    if index is not None:
        yield index
        return
    with tempfile.TemporaryDirectory(prefix="wireroom-cluster-") as folder:
        yield Path(folder) / "index.sqlite"


def _given(lines: Iterable[str], wrong: list[dict[str, Any]]) -> Iterator[Given]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _article(line, number)
        except BadInputError as error:
            wrong.append({"id": None, "error": str(error)})


def _article(line: str, number: int) -> Given:
    where = f"line {number}"
    try:
        told = json.loads(line)
    except ValueError as error:
        raise BadInputError(where, "not JSON", f"write {_LINE}") from error
    if not isinstance(told, dict) or told.get("id") is None:
        raise BadInputError(where, "has no id", f"write {_LINE}")
    return Given(
        id=str(told["id"]),
        outlet=str(told.get("outlet") or ""),
        text=str(told.get("text") or "") or str(told.get("title") or ""),
        published_at=_instant(told.get("published_at"), where),
    )


def _instant(told: object, where: str) -> datetime | None:
    if not told:
        return None
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError as error:
        raise BadInputError(
            where, f"published_at {told!r} is no instant", "write it as 2026-08-20T12:00:00Z"
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
