"""`wireroom learn OUTLET`: the template of an outlet's pages, from its archived articles."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from wireroom import pipeline
from wireroom.adapters.outlets import load_registry
from wireroom.adapters.templates import forget_template, write_template
from wireroom.cli.options import AsJson, OutletsDir, instant, settings_with
from wireroom.cli.output import print_json, progress_bars, stderr, stdout
from wireroom.errors import BadInputError
from wireroom.model import Page
from wireroom.pipeline.learn import Span, archived_pages, learn_from
from wireroom.pipeline.pages import bare_page
from wireroom.registry import ID_PATTERN, Outlet, learned_template
from wireroom.settings import Settings
from wireroom.stages.extract.template import Lesson

_SUFFIXES = (".html", ".htm", ".html.gz", ".htm.gz")
_SHOWN = 5  # entries of a list that a person reads; the file has them all


def learn(
    outlet: Annotated[str, typer.Argument(metavar="OUTLET", help="The outlet's id.")],
    *,
    since: Annotated[
        str | None, typer.Option("--from", metavar="T", help="Captures from this instant on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="T", help="Captures before this instant.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many articles, the latest first.")] = 50,
    pages: Annotated[
        list[Path] | None,
        typer.Option(help="Learn from these HTML files, or a folder of them; repeatable."),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Remove what was learned.")] = False,
    outlets: OutletsDir = None,
    json: AsJson = False,
) -> None:
    """Learn where the articles of an outlet stand in its pages; exit 1 where that is not sure."""
    settings = settings_with(outlets)
    if forget:
        _forget(settings, outlet, json=json)
        return
    span = Span(**_given(since=instant(since, "--from"), until=instant(until, "--to")), limit=limit)
    source = _pages(settings, outlet, pages, span)
    with progress_bars() as progress:
        found = learn_from(source, n_workers=settings.n_workers, progress=progress)
    path = None if found.refused else _kept(settings, outlet, found)
    _tell(outlet, found, path, json=json)
    if path is None:
        raise typer.Exit(1)


def _given(**instants: datetime | None) -> dict[str, datetime]:
    return {name: at for name, at in instants.items() if at}


def _forget(settings: Settings, outlet_id: str, *, json: bool) -> None:
    """The registry is not asked: a template that cannot be read can be forgotten."""
    if not re.fullmatch(ID_PATTERN, outlet_id):
        raise BadInputError(outlet_id, "no outlet's id", "name an outlet, as presstv")
    was_there = forget_template(settings.outlets, outlet_id)
    if json:
        print_json({"outlet": outlet_id, "forgotten": was_there})
    else:
        told = "forgotten; its pages are read the long way" if was_there else "nothing was learned"
        stdout().print(f"{outlet_id}: {told}")


def _pages(
    settings: Settings, outlet_id: str, paths: list[Path] | None, span: Span
) -> Iterator[Page]:
    if paths:
        return _filed(load_registry(settings.outlets).outlet(outlet_id), paths)
    room = pipeline.open_room(settings)
    return archived_pages(room, room.registry.outlet(outlet_id), span)


def _filed(outlet: Outlet, paths: list[Path]) -> Iterator[Page]:
    for path in paths:
        found = sorted(path.iterdir()) if path.is_dir() else [path]
        for one in found:
            if path == one or one.name.endswith(_SUFFIXES):
                yield bare_page(outlet, "", _body(one), content_type="")


def _body(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if path.suffix == ".gz" else raw
    except (OSError, EOFError) as error:
        raise BadInputError(str(path), f"cannot be read: {error}", "name HTML files") from error


def _kept(settings: Settings, outlet_id: str, found: Lesson) -> Path | None:
    if found.template is None:
        return None
    learned = learned_template(
        found.template, n_articles=found.n_articles, agreement=found.agreement
    )
    return write_template(settings.outlets, outlet_id, learned)


def _tell(outlet_id: str, found: Lesson, path: Path | None, *, json: bool) -> None:
    if json:
        told = asdict(found) | {"agreement": found.agreement, "path": str(path) if path else None}
        print_json({"outlet": outlet_id, **told})
        return
    out = stdout()
    out.print(f"{found.n_articles} different articles on {found.n_pages} pages")
    if found.template:
        for name in ("containers", "kept", "left", "lines"):
            out.print(f"{name:11} {escape(_listed(getattr(found.template, name)))}", soft_wrap=True)
    if found.fits:
        alike = sum(fit == 1 for fit in found.fits)
        out.print(
            f"each read by a template of the others: {alike} of {len(found.fits)} line by line as"
            f" the long way, mean {found.agreement:.3f}, {found.n_missed} without a body",
            soft_wrap=True,
        )
    if path:
        out.print(f"learned: {escape(str(path))}", soft_wrap=True)
    else:
        stderr().print(f"[red]not learned:[/red] {found.refused}; nothing was written")


def _listed(entries: tuple[str, ...]) -> str:
    more = f" and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    return (", ".join(entries[:_SHOWN]) or "none") + more
