"""`wireroom import`: what others kept of the outlets' pages, from their WARC files."""

from typing import Annotated

import typer
from rich.markup import escape

from wireroom import pipeline
from wireroom.cli.options import AsJson, OutletsDir, instant, settings_with
from wireroom.cli.output import print_json, print_ledger, progress_bars, stdout
from wireroom.errors import BadInputError
from wireroom.model import Window
from wireroom.pipeline import Imported, Room


def import_files(
    files: Annotated[list[str], typer.Argument(help="WARC files: paths, or http(s) addresses.")],
    *,
    from_text: Annotated[
        str | None, typer.Option("--from", help="First day of capture, or an instant.")
    ] = None,
    to_text: Annotated[
        str | None, typer.Option("--to", help="Last day of capture, counted in.")
    ] = None,
    outlets: OutletsDir = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; repeatable.")] = None,
    now: Annotated[
        str | None, typer.Option(help="Let the run's clock stand at this instant.")
    ] = None,
    json: AsJson = False,
) -> None:
    """File the outlets' pages that foreign WARC files hold; exit 1 where something is wrong."""
    room = pipeline.open_room(settings_with(outlets), now=instant(now))
    window = _window(room, from_text, to_text)
    wanted = pipeline.Wanted(outlets=tuple(outlet or ()), window=window)
    has_findings = False
    for name in files:
        with progress_bars() as progress:
            source = pipeline.fetched_source(room.settings, name, progress=progress)
            found = pipeline.import_file(room, source, wanted=wanted, progress=progress)
        if json:
            print_json(found.as_json())
        else:
            _tell(found)
        has_findings |= found.has_findings
    if has_findings:
        raise typer.Exit(1)


def _window(room: Room, from_text: str | None, to_text: str | None) -> Window | None:
    """The window of captures; one end alone would be a guess at the other."""
    if from_text is None and to_text is None:
        return None
    if from_text is None or to_text is None:
        raise BadInputError("--from and --to", "only one of them is given", "give both, or none")
    return Window.read(from_text, to_text, now=room.clock())


def _tell(found: Imported) -> None:
    console = stdout()
    print_ledger(found.summary)
    left = ", ".join(f"{number:,} {why}" for why, number in found.left.items())
    console.print(f"{escape(found.file)}: {found.n_records:,} records read", soft_wrap=True)
    console.print(f"left in the file: {left or 'none'}", soft_wrap=True)
    for problem in found.damage:
        console.print(f"[red]damaged:[/red] {escape(problem)}", soft_wrap=True)
