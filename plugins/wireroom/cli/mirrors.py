"""`wireroom mirrors`: which hosts an outlet has, how they are, and a person's word on new ones."""

import getpass
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape

from wireroom import pipeline
from wireroom.cli.options import AsJson, OutletsDir, instant, settings_with
from wireroom.cli.output import print_json, print_rows, stderr, stdout
from wireroom.errors import BadInputError
from wireroom.model import Answer, Breaker, Capability, Health, Mirror, MirrorState, Source
from wireroom.pipeline import mirrors
from wireroom.pipeline.mirrors.compare import told
from wireroom.pipeline.mirrors.verify import recent_articles
from wireroom.pipeline.overlay import conflicts
from wireroom.pipeline.wiring import Room
from wireroom.registry import Host, Outlet

Now = Annotated[str | None, typer.Option("--now", help="Let the clock stand at this instant.")]
OutletId = Annotated[str, typer.Argument(help="The outlet's id.")]
HostName = Annotated[str, typer.Argument(help="The host, bare: www.example.org.")]
Note = Annotated[str, typer.Option(help="Why; kept with the answer.")]
By = Annotated[str | None, typer.Option(help="Who decides (your login name).")]


def build() -> typer.Typer:
    """The `mirrors` commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list")(list_hosts)
    app.command("propose")(propose)
    app.command("verify")(verify)
    app.command("approve")(approve)
    app.command("reject")(reject)
    app.command("retire")(retire)
    app.command("export")(export)
    app.command("diff")(diff)
    return app


def list_hosts(
    outlet: Annotated[str | None, typer.Argument(help="Only this outlet.")] = None,
    *,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Show every host: of the files and of the state, how it is, and what is known against it."""
    room = _room(outlets, now)
    chosen = [room.registry.outlet(outlet)] if outlet else list(room.registry.outlets)
    lines = [line for one in chosen for line in _lines(room, one)]
    if json:
        print_json(lines)
        return
    print_rows(
        ["outlet", "host", "stands", "feeds", "articles", "remarks"],
        [
            (x["outlet"], x["host"], x["state"], x["feed"], x["article"], "; ".join(x["remarks"]))
            for x in lines
        ],
    )


def propose(
    outlet: OutletId,
    host: HostName,
    *,
    prefix: Annotated[str, typer.Option(help="Path that stands before the outlet's.")] = "",
    note: Note = "",
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Propose a host; `verify` compares its articles, `approve` puts it to use."""
    room = _room(outlets, now)
    found = mirrors.propose_by_hand(
        room, room.registry.outlet(outlet), host, source=Source.PERSON, prefix=prefix, note=note
    )
    _tell(found, json=json)


def verify(
    outlet: OutletId,
    host: HostName,
    *,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Compare ten recent articles of a proposed host with approved ones; exit 1 where it fails."""
    room = _room(outlets, now)
    chosen = room.registry.outlet(outlet)
    mirror, check = mirrors.verify(room, chosen, _known(room, outlet, host))
    if json:
        print_json({"mirror": asdict(mirror), "check": asdict(check)} | {"state": mirror.state})
    else:
        print_rows(
            ["article", "agrees with", "remarks"],
            [
                (
                    sample.url,
                    ", ".join(sample.agrees_with) or "nobody",
                    sample.failed or "; ".join(sample.tampering) or "no difference",
                )
                for sample in check.samples
            ],
        )
        for sentence in check.said:
            stdout().print(escape(sentence))
        stdout().print(f"{escape(host)}: {check.result.value}, now {mirror.state.value}")
    if mirror.state is not MirrorState.VERIFIED:
        raise typer.Exit(1)


def approve(
    outlet: OutletId,
    host: HostName,
    *,
    by: By = None,
    note: Note = "",
    unverified: Annotated[
        bool, typer.Option("--unverified", help="Approve what was not compared.")
    ] = False,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Put a host to use; also gives a host of the file its voice back after a seizure."""
    room = _room(outlets, now)
    _decide(room, outlet, host, Answer.APPROVED, by=by, note=note, unverified=unverified, json=json)


def reject(
    outlet: OutletId,
    host: HostName,
    *,
    by: By = None,
    note: Note = "",
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Turn a host down; announcements do not propose it again."""
    room = _room(outlets, now)
    _decide(room, outlet, host, Answer.REJECTED, by=by, note=note, json=json)


def retire(
    outlet: OutletId,
    host: HostName,
    *,
    by: By = None,
    note: Note = "",
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Take an approved host out of use."""
    room = _room(outlets, now)
    _decide(room, outlet, host, Answer.RETIRED, by=by, note=note, json=json)


def export(
    outlet: Annotated[str | None, typer.Argument(help="Only this outlet.")] = None,
    *,
    outlets: OutletsDir = None,
    json: AsJson = False,
) -> None:
    """Print approved hosts as YAML, to be added to the outlets' files."""
    room = _room(outlets, None)
    found = room.store.mirrors([room.registry.outlet(outlet).id] if outlet else None)
    against = conflicts(room.registry, found)
    found = [one for one in found if (one.outlet_id, one.host) not in against]
    if json:
        print_json([_told(one) for one in found if one.state is MirrorState.APPROVED])
        return
    text = mirrors.patch_of(found)
    if text:
        stdout().print(escape(text), end="", soft_wrap=True)
    else:
        stderr().print("no approved mirror: nothing to export")


def diff(
    outlet: OutletId,
    *,
    articles: Annotated[int, typer.Option(min=1, help="Recent articles to compare.")] = 5,
    host: Annotated[list[str] | None, typer.Option(help="Only these hosts; repeatable.")] = None,
    outlets: OutletsDir = None,
    now: Now = None,
    json: AsJson = False,
) -> None:
    """Compare recent articles on all hosts of an outlet; exit 1 where one was tampered with."""
    room = _room(outlets, now)
    chosen = room.registry.outlet(outlet)
    found = mirrors.compare_hosts(
        room, chosen, recent_articles(room, chosen, articles), hosts=host or ()
    )
    if json:
        print_json([asdict(one) | {"found_at": one.found_at.isoformat()} for one in found.findings])
    else:
        print_rows(
            ["article", "host", "against", "kind", "what"],
            [
                (one.article_id, one.host, one.other_host, one.kind, told(one))
                for one in found.findings
            ],
        )
        for url, name, failed in found.failures:
            reason = f"{failed.reason.value}: {failed.detail}"
            stdout().print(
                f"{escape(name)} gave no {escape(url)}: {escape(reason)}", soft_wrap=True
            )
        n_alone = len(found.tampering)
        stdout().print(
            f"{len(found.findings)} compared, {n_alone} where a host stands alone with its text"
        )
    if found.tampering:
        raise typer.Exit(1)


def _room(outlets: Any, now: str | None) -> Room:  # noqa: ANN401 - typer's path or None
    return pipeline.open_room(settings_with(outlets), now=instant(now))


def _decide(
    room: Room,
    outlet: str,
    host: str,
    answer: Answer,
    *,
    by: str | None,
    note: str,
    json: bool,
    unverified: bool = False,
) -> None:
    mirror = mirrors.decide(
        room,
        room.registry.outlet(outlet),
        host,
        answer,
        by=by or getpass.getuser(),
        via="command line",
        note=note,
        is_unverified=unverified,
    )
    _tell(mirror, json=json)


def _told(mirror: Mirror) -> dict[str, Any]:
    return {
        "outlet": mirror.outlet_id,
        "host": mirror.host,
        "scheme": mirror.scheme,
        "prefix": mirror.prefix,
        "state": mirror.state.value,
        "warnings": list(mirror.warnings),
        "by": mirror.decided_by,
        "at": mirror.decided_at and mirror.decided_at.isoformat(),
    }


def _tell(mirror: Mirror, *, json: bool) -> None:
    if json:
        print_json(_told(mirror))
        return
    stdout().print(f"{mirror.outlet_id} {escape(mirror.host)}: {mirror.state.value}")
    for warning in mirror.warnings:
        stdout().print(f"[yellow]{escape(warning)}[/yellow]", soft_wrap=True)


def _known(room: Room, outlet: str, host: str) -> Mirror:
    for mirror in room.store.mirrors([outlet]):
        if mirror.host == host:
            return mirror
    raise BadInputError(
        f"{outlet} {host}", "was never proposed", f"run `wireroom mirrors propose {outlet} {host}`"
    )


def _lines(room: Room, outlet: Outlet) -> list[dict[str, Any]]:
    health = room.store.health([outlet.id])
    muted = {mute.host: mute.reason.value for mute in room.store.mutes([outlet.id])}
    found = room.store.mirrors([outlet.id])
    against = conflicts(room.registry, found)
    known = {mirror.host: mirror for mirror in found}
    names = list(dict.fromkeys([*(host.host for host in outlet.hosts), *known]))
    own = {host.host: host for host in outlet.hosts}
    lines = []
    for name in names:
        remarks = list(known[name].warnings) if name in known else []
        if name in muted:
            remarks.insert(0, f"has lost its voice ({muted[name]})")
        if (outlet.id, name) in against and name not in own:
            remarks.append(against[outlet.id, name])
        lines.append(
            {
                "outlet": outlet.id,
                "host": name,
                "state": _stands(own.get(name), known.get(name)),
                **{
                    capability.value: _health(
                        [one for key, one in health.items() if _is(key, name, capability)]
                    )
                    for capability in Capability
                },
                "remarks": remarks,
            }
        )
    return lines


def _is(key: Any, host: str, capability: Capability) -> bool:  # noqa: ANN401 - a HostKey
    return bool(key.host == host and key.capability is capability)


def _stands(host: Host | None, mirror: Mirror | None) -> str:
    if mirror is not None and (host is None or mirror.state is MirrorState.APPROVED):
        return mirror.state.value
    return host.role.value if host else ""


def _health(found: Sequence[Health]) -> str:
    """The worst of what the vantages say, in a word."""
    if not found:
        return "not asked"
    worst = max(found, key=lambda one: list(Breaker).index(one.breaker))
    if worst.breaker is Breaker.CLOSED:
        return "well" if not worst.reason else f"lately {worst.reason.value}"
    return worst.reason.value if worst.reason else "failed"
