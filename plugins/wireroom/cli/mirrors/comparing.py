"""`wireroom mirrors verify` and `diff`: articles of several hosts beside one another."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape

from wireroom.cli.mirrors.words import HostName, Now, OutletId, as_json, room_of
from wireroom.cli.options import AsJson, OutletsDir
from wireroom.cli.output import print_json, print_rows, stdout
from wireroom.errors import BadInputError
from wireroom.model import Finding, Mirror, MirrorState
from wireroom.pipeline import mirrors
from wireroom.pipeline.mirrors.jury import told
from wireroom.pipeline.mirrors.specimens import Wanted
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
    """Compare articles on all hosts of an outlet: recent ones, and those with open findings.

    Exit 1 where one was tampered with.
    """
    room = room_of(outlets, now)
    chosen = room.registry.outlet(outlet)
    wanted = mirrors.articles_to_compare(room, chosen, _ALL if every else articles)
    found = mirrors.compare_hosts(room, chosen, wanted, hosts=_checked(chosen, host or []))
    if json:
        print_json([_as_json(one) for one in found.findings])
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
    for article in found.articles:
        _show_changes(article, [o for o in found.findings if o.article_id == article.article_id])
    reasons: dict[tuple[str, str], int] = {}
    for _, name, failed in found.failures:
        key = (name, f"{failed.reason.value}: {failed.detail}")
        reasons[key] = reasons.get(key, 0) + 1
    for (name, reason), number in reasons.items():
        stdout().print(escape(f"{name} did not give {number}: {reason}"), soft_wrap=True)
    stdout().print(_verdict(found), soft_wrap=True)


def _show_changes(article: Wanted, findings: Sequence[Finding]) -> None:
    """The article's address, and every change of every host's copy that counts for something."""
    lines = [
        f"{one.article_id} {one.host}: {_change(change)}"
        for one in findings
        if one.is_alone or one.kind not in _QUIET
        for change in one.changes
    ]
    for line in [f"{article.article_id} is {article.url}", *lines] if lines else []:
        stdout().print(escape(line), soft_wrap=True)


def _change(change: Mapping[str, Any]) -> str:
    place = f" in “{change['where']}”" if change["where"] else ""
    said = f"{change['what']} {change['others'] or '(nothing)'}"
    return f"{said} → {change['theirs'] or '(nothing)'}{place}"


def _as_json(finding: Finding) -> dict[str, Any]:
    instants = ("found_at", "first_found_at", "resolved_at")
    told_at = {name: (at := getattr(finding, name)) and at.isoformat() for name in instants}
    return asdict(finding) | told_at


def _what(finding: Finding) -> str:
    return "" if finding.kind == DivergenceKind.IDENTICAL else told(finding)


def _verdict(found: mirrors.Comparison) -> str:
    n_articles = len({one.article_id for one in found.findings})
    liars = sorted({one.host for one in found.tampering})
    lone = sorted({f"{one.host} ({one.kind})" for one in found.findings
                   if one.is_alone and not one.is_tampering})  # fmt: skip
    contradicted = {one.article_id for one in found.findings if one.is_alone}
    differing = {one.article_id for one in found.findings if one.kind not in _QUIET}
    n_open = len(differing - contradicted)
    said = [f"{n_articles} articles compared"]
    if liars:
        said.append(f"[red]tampered with by {', '.join(map(escape, liars))}[/red]")
    if lone:
        said.append(f"alone and not believed: {escape(', '.join(lone))}")
    if n_open:
        said.append(f"{n_open} differ without a majority: undecided")
    if not found.findings:
        said.append("it takes two hosts that answer")
    elif not (liars or lone or n_open):
        said.append("no difference")
    return "; ".join(said)
