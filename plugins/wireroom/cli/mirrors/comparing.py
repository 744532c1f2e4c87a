"""`wireroom mirrors verify` and `diff`: articles of several hosts beside one another."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from wireroom.cli.mirrors.words import HostName, Now, OutletId, as_json, room_of
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.cli.output import print_json, print_rows, stdout
from wireroom.errors import BadInputError
from wireroom.model import Finding, Mirror, MirrorState
from wireroom.pipeline import mirrors
from wireroom.pipeline.mirrors.compare import told
from wireroom.pipeline.mirrors.verify import recent_articles
from wireroom.registry import Outlet
from wireroom.stages.mirrors.checks import Check
from wireroom.stages.mirrors.divergence import DivergenceKind
from wireroom.urls import path_of

_QUIET = {DivergenceKind.IDENTICAL.value, DivergenceKind.UPDATED.value}
_ALL = 1000  # articles; the hour's requests end before


def verify(
    outlet: OutletId,
    host: HostName,
    *,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Compare ten recent articles of a proposed host with approved ones; exit 1 where it fails."""
    room = room_of(outlets, now)
    chosen = room.registry.outlet(outlet)
    mirror, check = mirrors.verify(room, chosen, mirrors.known_mirror(room, chosen, host))
    if json:
        print_json({**as_json(mirror), "check": asdict(check)})
    else:
        _show_check(mirror, check)
    if mirror.state is not MirrorState.VERIFIED:
        raise typer.Exit(1)


def diff(
    outlet: OutletId,
    *,
    articles: Annotated[int, typer.Option(min=1, help="Recent articles to compare.")] = 5,
    every: Annotated[
        bool, typer.Option("--all", help="As many as this hour's requests allow.")
    ] = False,
    host: Annotated[list[str] | None, typer.Option(help="Only these hosts; repeatable.")] = None,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Compare recent articles on all hosts of an outlet; exit 1 where one was tampered with."""
    room = room_of(outlets, now)
    chosen = room.registry.outlet(outlet)
    recent = recent_articles(room, chosen, _ALL if every else articles)
    found = mirrors.compare_hosts(room, chosen, recent, hosts=_checked(chosen, host or []))
    if json:
        print_json([asdict(one) | {"found_at": one.found_at.isoformat()} for one in found.findings])
    else:
        _show(found)
    if found.tampering:
        raise typer.Exit(1)


def _checked(outlet: Outlet, hosts: Sequence[str]) -> Sequence[str]:
    """The hosts, all of them the outlet's; raises BadInputError."""
    own = [host.host for host in outlet.concrete_hosts if host.serves_articles]
    for host in hosts:
        if host not in own:
            raise BadInputError(
                f"--host {host}", f"serves no articles of {outlet.id}", f"use {', '.join(own)}"
            )
    return hosts


def _show_check(mirror: Mirror, check: Check) -> None:
    print_rows(
        ["article", "agrees with", "remarks"],
        [
            (
                path_of(sample.url),
                ", ".join(sample.agrees_with) or "nobody",
                sample.failed or "; ".join(sample.tampering) or "",
            )
            for sample in check.samples
        ],
    )
    for warning in mirror.warnings:
        stdout().print(f"[yellow]{escape(warning)}[/yellow]", soft_wrap=True)
    for sentence in check.said:
        stdout().print(escape(sentence), soft_wrap=True)
    result = check.result.value.replace("_", " ")
    stdout().print(f"{escape(mirror.host)}: {result}, now {mirror.state.value}")


def _show(found: mirrors.Comparison) -> None:
    if found.findings:
        print_rows(
            ["article", "host", "against", "kind", "what"],
            [
                (one.article_id, one.host, one.other_host, one.kind, _what(one))
                for one in found.findings
            ],
        )
    for one in found.findings:
        for change in one.changes if one.kind not in _QUIET else ():
            place = f" in “{change['where']}”" if change["where"] else ""
            said = f"{change['what']} {change['others'] or '(nothing)'}"
            said += f" → {change['theirs'] or '(nothing)'}{place}"
            stdout().print(escape(f"{one.article_id} {one.host}: {said}"), soft_wrap=True)
    reasons: dict[tuple[str, str], int] = {}
    for _, name, failed in found.failures:
        key = (name, f"{failed.reason.value}: {failed.detail}")
        reasons[key] = reasons.get(key, 0) + 1
    for (name, reason), number in reasons.items():
        stdout().print(escape(f"{name} did not give {number}: {reason}"), soft_wrap=True)
    stdout().print(_verdict(found), soft_wrap=True)


def _what(finding: Finding) -> str:
    return "" if finding.kind == DivergenceKind.IDENTICAL else told(finding)


def _verdict(found: mirrors.Comparison) -> str:
    n_articles = len({one.article_id for one in found.findings})
    alone = sorted({one.host for one in found.tampering})
    open_ones = {
        one.article_id for one in found.findings if one.kind not in _QUIET and not one.is_tampering
    } - {one.article_id for one in found.tampering}
    said = [f"{n_articles} articles compared"]
    if alone:
        said.append(f"[red]tampered with by {', '.join(map(escape, alone))}[/red]")
    if open_ones:
        said.append(f"{len(open_ones)} differ without a majority: undecided")
    if not found.findings:
        said.append("it takes two hosts that answer")
    elif not (alone or open_ones):
        said.append("no difference")
    return "; ".join(said)
