"""How far a host is believed: from an announcement to a question, never to an approval.

A candidate becomes proposed by repetition, verified by comparison, pending by being put to a
person; only that person's answer approves. Numbers are those of the trust model (design of
mirrors). Decides only; every instant is given.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from wireroom.errors import BadInputError
from wireroom.model import (
    Announcement,
    Answer,
    Decision,
    Finding,
    Mirror,
    MirrorState,
    Move,
    Source,
)
from wireroom.registry import Outlet
from wireroom.stages.mirrors.checks import Check, CheckResult
from wireroom.stages.mirrors.divergence import DivergenceKind
from wireroom.stages.mirrors.grace import is_in_grace
from wireroom.stages.mirrors.lookalike import is_grave, warnings_of
from wireroom.urls import host_key, host_of, is_onion

MIN_PAGES = 3
MIN_SPAN = timedelta(hours=24)
MIN_MOVE = timedelta(days=3)
MAX_PROPOSALS_A_DAY = 3  # per outlet; a flood of announcements stays candidates
MAX_OPEN = 25  # hosts of one outlet that wait for a check or a person
N_CONVICTING = 2  # articles in which a host stands alone
ASK_AGAIN = timedelta(days=7)
_FIRST_CHECK, _LAST_CHECK = timedelta(hours=6), timedelta(days=7)
OPEN_STATES = frozenset({MirrorState.PROPOSED, MirrorState.VERIFIED, MirrorState.PENDING})


def candidates(
    outlet: Outlet, announcements: Iterable[Announcement], *, muted: Collection[str]
) -> dict[str, list[Announcement]]:
    """The announcements that count, by the host they name.

    Pages and feeds count only on a live host of the outlet that has its voice: what a candidate
    announces is nothing, and so is what was announced by a host that lost its voice. Hosts the
    outlet has or had are no candidates.
    """
    heard, own = _voices(outlet, muted), {host_key(name) for name in outlet.names}
    found: dict[str, list[Announcement]] = {}
    for one in announcements:
        is_told = one.source in {Source.LIST, Source.PERSON}
        if one.outlet_id != outlet.id or host_key(one.host) in own or not _is_name(one.host):
            continue
        if is_told or host_key(one.via_host) in heard:
            found.setdefault(one.host, []).append(one)
    return found


def is_proposable(announcements: Sequence[Announcement]) -> bool:
    """Whether the announcements of one host are enough: three pages and a day, or a person's word.

    A user's list is a person's word. One article on two hosts is one page.
    """
    if any(one.source in {Source.LIST, Source.PERSON} for one in announcements):
        return True
    pages = {one.page for one in announcements}
    first = min(one.first_seen_at for one in announcements)
    last = max(one.last_seen_at for one in announcements)
    return len(pages) >= MIN_PAGES and last - first >= MIN_SPAN


def propose(
    outlet: Outlet,
    announcements: Iterable[Announcement],
    known: Mapping[str, Mirror],
    *,
    muted: Collection[str],
    now: datetime,
) -> list[Mirror]:
    """The hosts to propose now, longest announced first, as far as the outlet's limits allow."""
    ready = [
        _mirror(outlet, host, told, now=now)
        for host, told in candidates(outlet, announcements, muted=muted).items()
        if is_proposable(told) and _is_open_to(known.get(host))
    ]
    return _limited(sorted(ready, key=lambda one: (one.first_seen_at, one.host)), known, now=now)


def propose_moves(
    outlet: Outlet,
    moves: Iterable[Move],
    known: Mapping[str, Mirror],
    *,
    muted: Collection[str],
    now: datetime,
) -> list[Mirror]:
    """Hosts to which one of the outlet's redirects permanently, once that held for days.

    Whoever holds a seized domain can redirect it: so a host that lost its voice moves nowhere, and
    this is for a person, like all others.
    """
    heard, own = _voices(outlet, muted), {host_key(name) for name in outlet.names}
    ready = {
        move.target: Mirror(
            outlet_id=outlet.id,
            host=move.target,
            state=MirrorState.PROPOSED,
            source=Source.REDIRECT,
            first_seen_at=move.first_seen_at,
            warnings=warnings_of(move.target, outlet.names),
            evidence={"redirect": f"{move.url} -> {move.target_url}", "n_seen": move.n_seen},
            proposed_at=now,
            check_at=now,
        )
        for move in moves
        if move.outlet_id == outlet.id
        and move.last_seen_at - move.first_seen_at >= MIN_MOVE
        and host_key(move.host) in heard
        and host_key(move.target) not in own
        and _is_name(move.target)
        and _is_open_to(known.get(move.target))
    }
    return _limited(list(ready.values()), known, now=now)


def after_check(mirror: Mirror, check: Check, *, now: datetime) -> Mirror:
    """Where the host stands after a check. One that failed is checked again, ever later.

    What is warned of is never verified by itself, however well its texts agree: it is put to a
    person as it is.
    """
    if mirror.state not in OPEN_STATES:
        return mirror
    n_checks = mirror.n_checks + 1
    before = (mirror.evidence.get("check") or {}).get("warnings", ())
    lasting = [warning for warning in mirror.warnings if warning not in before]
    checked = replace(
        mirror,
        warnings=(*check.warnings, *lasting),
        evidence={**mirror.evidence, "check": asdict(check)},
        n_checks=n_checks,
        checked_at=now,
    )
    is_warned = any(is_grave(warning) for warning in checked.warnings)
    if check.result is CheckResult.PASSED and not is_warned:
        return replace(
            checked, state=MirrorState.VERIFIED, verified_at=now, check_at=None, ask_at=now
        )
    if check.result in {CheckResult.PASSED, CheckResult.ONE_WITNESS}:
        return replace(
            checked, state=MirrorState.PENDING, verified_at=None, check_at=None, ask_at=now
        )
    wait = min(_FIRST_CHECK * 2 ** min(n_checks - 1, 10), _LAST_CHECK)
    return replace(
        checked,
        state=MirrorState.PROPOSED,
        verified_at=None,
        check_at=now + wait,
        ask_at=None,
        asked_by=None,
    )


def is_to_check(mirror: Mirror, *, now: datetime) -> bool:
    """Whether a check is due."""
    is_due = mirror.check_at is not None and mirror.check_at <= now
    return mirror.state is MirrorState.PROPOSED and is_due


def is_to_ask(mirror: Mirror, *, now: datetime, open_runs: Collection[str] = ()) -> bool:
    """Whether a person may be asked (again): it is time, and no question of an open run stands.

    A run that failed, was deleted or ended without an answer asks nobody any more.
    """
    is_due = mirror.ask_at is not None and mirror.ask_at <= now
    is_waiting = mirror.state in {MirrorState.VERIFIED, MirrorState.PENDING} and is_due
    return is_waiting and mirror.asked_by not in open_runs


def as_pending(mirror: Mirror, *, asked_by: str) -> Mirror:
    """The host once the run `asked_by` puts its question: due until somebody answers."""
    return replace(mirror, state=MirrorState.PENDING, asked_by=asked_by)


def after_answer(mirror: Mirror, decision: Decision, *, is_unverified: bool = False) -> Mirror:
    """Where the host stands after an answer.

    Nobody's answer is "not now". Raises BadInputError where somebody approves what was not
    verified, or was turned down before, without saying so (`is_unverified`), where nobody
    approves, where a host is retired that was never a mirror, or rejected that is one.
    """
    state = _STATES[decision.answer]
    if decision.answer is Answer.NOT_NOW:
        again_at = decision.at + ASK_AGAIN
        note = decision.note or mirror.note
        return replace(mirror, ask_at=again_at, asked_by=None, note=note)
    if decision.by is None:
        raise BadInputError(
            f"{mirror.outlet_id} {mirror.host}",
            f"{decision.answer.value} by nobody",
            "say who decides",
        )
    fault = _misfit(mirror, decision.answer, is_unverified=is_unverified)
    if fault:
        raise BadInputError(f"{mirror.outlet_id} {mirror.host}", *fault)
    return replace(
        mirror,
        state=state,
        decided_at=decision.at,
        decided_by=decision.by,
        note=decision.note or mirror.note,
        check_at=None,
        ask_at=None,
        asked_by=None,
    )


def standing(mirror: Mirror) -> str:
    """Where the host stands and by whose word, as "approved, by ada on 2026-08-20 12:00 UTC"."""
    if mirror.decided_at is None:
        return mirror.state.value
    return f"{mirror.state.value}, by {mirror.decided_by} on {mirror.decided_at:%Y-%m-%d %H:%M} UTC"


def _misfit(mirror: Mirror, answer: Answer, *, is_unverified: bool) -> tuple[str, str] | None:
    """Why the answer does not fit, and what to do; None where it does."""
    is_checked = mirror.state in {MirrorState.VERIFIED, MirrorState.PENDING}
    is_approved = mirror.state is MirrorState.APPROVED
    place = f"{mirror.outlet_id} {mirror.host}"
    if answer is Answer.APPROVED and not (is_checked or is_unverified):
        if mirror.state in {MirrorState.REJECTED, MirrorState.RETIRED}:
            fix = f"run `wireroom mirrors propose {place}` for a new check, or add --unverified"
            return f"is {standing(mirror)}", fix
        fix = f"run `wireroom mirrors verify {place}`, or add --unverified"
        return f"is {standing(mirror)}, its articles were not found to agree", fix
    if answer is Answer.RETIRED and not is_approved:
        fix = "use reject; a host of an outlet's file is retired there"
        return f"is {standing(mirror)}, not approved", fix
    if answer is Answer.REJECTED and is_approved:
        return f"is {standing(mirror)}", f"run `wireroom mirrors retire {place}` to take it back"
    return None


_STATES: Mapping[Answer, MirrorState] = {
    Answer.APPROVED: MirrorState.APPROVED,
    Answer.REJECTED: MirrorState.REJECTED,
    Answer.RETIRED: MirrorState.RETIRED,
    Answer.NOT_NOW: MirrorState.PENDING,
}


def convicted(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Outlet and host of those whose findings leave no doubt: something added, or two articles.

    One article that reads otherwise may be a page that was changed while the others lag behind;
    what the others came to tell, too, counts for nothing, nor does code within its grace.
    """
    grave = {DivergenceKind.INJECTED, DivergenceKind.DIFFERENT}
    articles: dict[tuple[str, str], set[str]] = {}
    found = set[tuple[str, str]]()
    for one in findings:
        if not one.is_tampering or one.resolved_at is not None or is_in_grace(one):
            continue
        key = (one.outlet_id, one.host)
        articles.setdefault(key, set()).add(one.article_id)
        if one.kind in grave or len(articles[key]) >= N_CONVICTING:
            found.add(key)
    return found


def _mirror(outlet: Outlet, host: str, told: Sequence[Announcement], *, now: datetime) -> Mirror:
    first = min(told, key=lambda one: (one.first_seen_at, one.source.value))
    return Mirror(
        outlet_id=outlet.id,
        host=host,
        state=MirrorState.PROPOSED,
        source=first.source,
        first_seen_at=first.first_seen_at,
        scheme="http" if host.endswith(".onion") else "https",
        warnings=warnings_of(host, outlet.names),
        evidence={
            "via": sorted({one.via_host for one in told if one.via_host}),
            "sources": sorted({one.source.value for one in told}),
            "n_pages": len({one.page for one in told}),
            "pages": sorted({one.page for one in told})[:MIN_PAGES],
            "last_seen_at": max(one.last_seen_at for one in told).isoformat(),
        },
        proposed_at=now,
        check_at=now,
    )


def _is_open_to(mirror: Mirror | None) -> bool:
    """Whether announcements may propose the host: not twice, and never against an answer."""
    return mirror is None or mirror.state is MirrorState.CANDIDATE


def _limited(
    ready: Sequence[Mirror], known: Mapping[str, Mirror], *, now: datetime
) -> list[Mirror]:
    day = now - timedelta(days=1)
    n_today = sum(one.proposed_at is not None and one.proposed_at > day for one in known.values())
    n_open = sum(one.state in OPEN_STATES for one in known.values())
    room = min(MAX_PROPOSALS_A_DAY - n_today, MAX_OPEN - n_open)
    return list(ready[: max(room, 0)])


def _voices(outlet: Outlet, muted: Collection[str]) -> set[str]:
    """The keys of the live hosts that are heard."""
    return {host_key(host.host) for host in outlet.concrete_hosts} - {host_key(m) for m in muted}


def _is_name(host: str) -> bool:
    if host.endswith(".onion") and not is_onion(host):
        return False
    try:
        return host_of(f"https://{host}/") == host and "." in host
    except BadInputError:
        return False
