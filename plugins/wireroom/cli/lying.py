"""`wireroom demo --lie`: every origin dead, seized or lying, and what is filed all the same."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.markup import escape

from wireroom import pipeline
from wireroom.adapters.warehouse import open_store
from wireroom.cli.output import print_json, print_ledger, print_rows, progress_bars, stdout
from wireroom.demo import END_AT, Lie, Newsroom, Record, differences, record_of, tell
from wireroom.settings import Settings
from wireroom.stages.monitor import Summary

REQUEST_S = "3"  # a host that drips is left after that; a page on loopback takes milliseconds
_HEALTHY, _LYING = "healthy", "lying"
# Host by host: articles filed, bodies kept as evidence, and what speaks against the host.
_HOSTS = """SELECT outlet, host, sum(filed) AS filed, sum(kept) AS quarantined,
  max(reason) AS reason, min(detail) AS detail
FROM (
  SELECT outlet_id AS outlet, host, 1 AS filed, 0 AS kept, NULL AS reason, NULL AS detail
  FROM sighting JOIN article USING (article_id) WHERE version_id IS NOT NULL
  UNION ALL SELECT outlet_id, host, 0, 1, reason, detail FROM quarantine
  UNION ALL SELECT outlet_id, host, 0, 0, reason, detail FROM host_health WHERE reason IS NOT NULL
) GROUP BY outlet, host ORDER BY outlet, host"""


def show_lie(place: Path, lie: Lie, *, json: bool) -> None:
    """Run the newsroom healthy and lying, and print what the lie came to; exit 1 if it got in."""
    place = _new_folder(place / "lies", lie)
    healthy, _ = _run(place / _HEALTHY, None)
    lying, summary = _run(place / _LYING, lie)
    records = record_of(healthy), record_of(lying)
    found = differences(*records)
    names, rows = open_store(lying.warehouse).query(_HOSTS)
    if json:
        hosts = [dict(zip(names, row, strict=True)) for row in rows]
        print_json({**summary.as_json(), "hosts": hosts, "differences": found})
    else:
        print_ledger(summary)
        print_rows(names, rows)
        _print_verdict(records[0], found, lying.home)
    if found:
        raise typer.Exit(1)


def _new_folder(parent: Path, lie: Lie) -> Path:
    """A folder that no other run had: what was filed before would hide what is not filed now."""
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{lie.kind}-{lie.after}-", dir=parent))


def _run(home: Path, lie: Lie | None) -> tuple[Settings, Summary]:
    """One run over the newsroom without its own faults, its clock at the demo's last instant."""
    with Newsroom(home / "newsroom") as newsroom:
        newsroom.heal()
        if lie:
            tell(newsroom, lie)
        more = {"WIREROOM_HOME": str(home), "WIREROOM_REQUEST_S": REQUEST_S}
        settings = pipeline.read_settings({**newsroom.env, **more})
        with progress_bars() as progress:
            summary = pipeline.ingest(
                pipeline.open_room(settings, now=END_AT),
                run_id=f"demo/{lie or _HEALTHY}",
                progress=progress,
            )
    return settings, summary


def _print_verdict(healthy: Record, found: Sequence[str], home: Path) -> None:
    console = stdout()
    for told in found:
        console.print(f"[red]differs:[/red] {escape(told)}", soft_wrap=True)
    if not found:
        counts = [len(healthy[table]) for table in ("article", "article_version", "ledger")]
        told = "{} articles, {} versions and the ends of {} entries".format(*counts)
        console.print(f"[green]✓[/green] {told} are those of healthy origins", soft_wrap=True)
    more = "wireroom query 'SELECT host, detail FROM quarantine'"
    console.print(f"more: WIREROOM_HOME={home} {more}", soft_wrap=True)
