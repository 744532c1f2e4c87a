"""`wireroom reprocess`: what the archive holds through today's extractor, without any network."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.text import Text

from wireroom import pipeline
from wireroom.adapters.shelf import WarcShelf
from wireroom.cli.edits import print_words
from wireroom.cli.options import AsJson, OutletsDir, settings_with
from wireroom.cli.output import print_json, progress_bars, stderr, stdout
from wireroom.errors import BadInputError
from wireroom.model import Window
from wireroom.pipeline.reprocess import (
    Difference,
    FromArchive,
    FromWarehouse,
    Report,
    Source,
    chosen,
    compare,
    name_of,
)
from wireroom.pipeline.reprocess import reprocess as run
from wireroom.pipeline.wiring import wall_clock
from wireroom.stages.versions import changes, word_changes


def reprocess(
    *,
    from_: Annotated[str, typer.Option("--from", help="The first day, or an instant.")],
    to: Annotated[str, typer.Option("--to", help="The last day, or the instant before which.")],
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; repeatable.")] = None,
    diff: Annotated[
        bool, typer.Option(help="Show what would read otherwise, write nothing.")
    ] = False,
    archive: Annotated[
        bool, typer.Option(help="Rebuild from the archive alone (WIREROOM_ARCHIVE).")
    ] = False,
    outlets: OutletsDir = None,
    json: AsJson = False,
) -> None:
    """Read archived captures again and file what comes out; exit 1 where a part is damaged."""
    window = Window.read(from_, to, now=wall_clock())
    room = pipeline.open_room(settings_with(outlets))
    outlet_ids = chosen(room, outlet or ())
    source = _source(room, window, outlet_ids, is_alone=archive)
    with progress_bars() as progress:
        if diff:
            show = _print_json if json else _print_difference
            report = compare(room, source, show, progress=progress)
        else:
            name = name_of(window, outlet_ids, room.settings.archive if archive else "")
            report = run(room, source, name=name, progress=progress)
    if json:
        print_json(report.as_json())
    else:
        _print_report(report, window, is_diff=diff)
    if report.has_findings:
        raise typer.Exit(1)


def _source(
    room: pipeline.Room, window: Window, outlet_ids: list[str], *, is_alone: bool
) -> Source:
    """What to read: what the warehouse knows of, or all that lies in the archive."""
    if not is_alone:
        return FromWarehouse(room, window, outlet_ids)
    root = room.settings.archive
    shelf = WarcShelf(root)
    if not shelf.days():
        fix = "let WIREROOM_ARCHIVE name the folder that holds fetch/ and poll/"
        raise BadInputError(f"archive {root}", "there is nothing of wireroom's in it", fix)
    return FromArchive(room, shelf, window, outlet_ids)


def _print_difference(found: Difference) -> None:
    """The version's name, who read it then and who reads it now, and the words."""
    console = stdout()
    console.print()
    when = f"{found.observed_at[:16].replace('T', ' ')} UTC"
    console.print(
        Text.assemble((found.article_id, "bold"), f"  {when}  {found.url}"), soft_wrap=True
    )
    before, after = found.extractors
    console.print(Text(f"filed by {before}, read today by {after}", style="dim"), soft_wrap=True)
    print_words(found.titles, found.texts)


def _print_json(found: Difference) -> None:
    """One line a version, before the line of counts."""
    value: dict[str, Any] = asdict(found)
    titles, texts = value.pop("titles"), value.pop("texts")
    value["title"] = [asdict(piece) for piece in word_changes(*titles)]
    value["paragraphs"] = [asdict(one) for one in changes(*texts)]
    print_json(value)


def _print_report(report: Report, window: Window, *, is_diff: bool) -> None:
    console = stdout()
    states = ", ".join(f"{n} {state}" for state, n in sorted(report.states.items()) if n)
    feeds = f" and {_counted(report.n_feeds, 'feed')}" if report.n_feeds else ""
    captures = f"{_counted(report.n_captures, 'capture')}{feeds}"
    console.print(f"{captures} of {window} read again: {states or 'none'}", soft_wrap=True)
    would = "would read" if is_diff else "read"
    versions = _counted(report.n_refined, "version")
    told = f"{versions} {would} otherwise, {report.n_texts} in the text"
    console.print(f"{told}; nothing was written" if is_diff else told, soft_wrap=True)
    if report.reasons:
        told = ", ".join(f"{n} {reason}" for reason, n in sorted(report.reasons.items()))
        console.print(f"reasons: {told}")
    for one in report.damaged:
        stderr().print(f"[red]damaged:[/red] {escape(str(one))}", soft_wrap=True)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
