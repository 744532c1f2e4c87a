"""What is asked of people, and what becomes of their answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wireroom.errors import BadInputError
from wireroom.model import Answer, Decision, Mirror, MirrorState, Source
from wireroom.pipeline.wiring import Room
from wireroom.registry import Outlet
from wireroom.stages.mirrors.trust import after_answer, as_pending, is_to_ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One host put to a person: `body` is Markdown with the evidence."""

    outlet_id: str
    host: str
    subject: str
    body: str


def questions(room: Room, outlets: Sequence[Outlet]) -> list[Question]:
    """The hosts to ask about now; each is asked about once a week until it is decided."""
    found = []
    for outlet in outlets:
        states = [MirrorState.VERIFIED, MirrorState.PENDING]
        for mirror in room.store.mirrors([outlet.id], states=states):
            if not is_to_ask(mirror, now=room.clock()):
                continue
            room.store.update_mirror(outlet.id, mirror.host, lambda old: _asked(old, room.clock()))
            found.append(question_of(outlet, mirror))
    return found


def decide(  # noqa: PLR0913 - an answer has these parts
    room: Room,
    outlet: Outlet,
    host: str,
    answer: Answer,
    *,
    by: str | None,
    via: str,
    note: str = "",
    is_unverified: bool = False,
) -> Mirror:
    """Keep a person's answer with who gave it, and do as it says.

    A host of the outlet that lost its voice gets it back by being approved (again); the same
    answer twice is one. Raises BadInputError for a host nobody proposed, or where the answer does
    not fit.
    """
    now = room.clock()
    known = {mirror.host: mirror for mirror in room.store.mirrors([outlet.id])}
    mirror = known.get(host) or _own(outlet, host, answer, room)
    if _is_said(room, mirror, answer, by=by):
        return mirror
    decision = Decision(
        outlet_id=outlet.id,
        host=host,
        answer=answer,
        by=by,
        via=via,
        at=now,
        note=note,
        evidence=mirror.evidence,
    )
    is_again = mirror.state is MirrorState.APPROVED
    after = after_answer(mirror, decision, is_unverified=is_unverified or is_again)
    room.store.record(decision, after)
    if answer is Answer.APPROVED:
        room.store.unmute(outlet.id, host)
    return after


def _asked(mirror: Mirror | None, now: datetime) -> Mirror | None:
    """The host as put to a person, unless somebody decided on it meanwhile."""
    return as_pending(mirror, now=now) if mirror and is_to_ask(mirror, now=now) else None


def _is_said(room: Room, mirror: Mirror, answer: Answer, *, by: str | None) -> bool:
    """Whether the same person said the same last, and nothing happened since that it answers."""
    if mirror.decided_by != by or _STANDS.get(answer) is not mirror.state:
        return False
    silent = {mute.host for mute in room.store.mutes([mirror.outlet_id])}
    return answer is not Answer.APPROVED or mirror.host not in silent


_STANDS = {
    Answer.APPROVED: MirrorState.APPROVED,
    Answer.REJECTED: MirrorState.REJECTED,
    Answer.RETIRED: MirrorState.RETIRED,
}


def _own(outlet: Outlet, host: str, answer: Answer, room: Room) -> Mirror:
    """A host of the outlet's file: approving it gives its voice and the trust in it back."""
    is_own = any(one.host == host for one in outlet.concrete_hosts)
    if not is_own or answer is not Answer.APPROVED:
        raise BadInputError(
            f"{outlet.id} {host}",
            "was never proposed",
            f"run `wireroom mirrors propose {outlet.id} {host}`, or `wireroom mirrors list`",
        )
    return Mirror(
        outlet_id=outlet.id,
        host=host,
        state=MirrorState.PENDING,
        source=Source.PERSON,
        first_seen_at=room.clock(),
        note="a host of the outlet's file",
    )


def question_of(outlet: Outlet, mirror: Mirror) -> Question:
    """What a person is shown: warnings first, who named the host, what was compared."""
    check: dict[str, Any] = mirror.evidence.get("check") or {}
    lines = [
        f"Is **{_safe(mirror.host)}** a mirror of **{_safe(outlet.name)}**?",
        "",
        *[f"- **{_safe(warning)}**" for warning in mirror.warnings],
        "",
        "| | |",
        "|---|---|",
        *[f"| {name} | {_safe(value)} |" for name, value in _facts(mirror)],
        "",
    ]
    if check:
        lines += ["**What was compared**", ""]
        lines += [f"- {_safe(sentence)}" for sentence in check.get("said", [])]
        lines += ["", "| article | agrees with | remarks |", "|---|---|---|"]
        lines += [_row(sample) for sample in check.get("samples", [])]
    undone = f"wireroom mirrors retire {outlet.id} {mirror.host}"
    lines += [
        "",
        f"Approve: it may be fetched from as of the next run (`{undone}` undoes that).",
        "Reject: it is not proposed again by itself. Not now: asked again in a week.",
    ]
    return Question(
        outlet_id=outlet.id,
        host=mirror.host,
        subject=f"Is {mirror.host} a mirror of {outlet.name}?",
        body="\n".join(lines),
    )


def _facts(mirror: Mirror) -> list[tuple[str, str]]:
    evidence = mirror.evidence
    facts = [
        ("named by", ", ".join(evidence.get("via", [])) or mirror.source.value),
        ("where", ", ".join(evidence.get("sources", [mirror.source.value]))),
        ("first seen", f"{mirror.first_seen_at:%Y-%m-%d %H:%M} UTC"),
    ]
    if "n_pages" in evidence:
        facts.append(("pages that named it", str(evidence["n_pages"])))
    if "redirect" in evidence:
        facts.append(("redirect", str(evidence["redirect"])))
    if mirror.checked_at:
        facts.append(("compared", f"{mirror.checked_at:%Y-%m-%d %H:%M} UTC"))
    return facts


def _row(sample: dict[str, Any]) -> str:
    remarks = sample["failed"] or "; ".join(sample["tampering"]) or "no difference"
    agrees = ", ".join(sample["agrees_with"]) or "nobody"
    return f"| {_safe(sample['url'])} | {_safe(agrees)} | {_safe(remarks)} |"


def _safe(text: str) -> str:
    """Foreign words as words: no Markdown, no HTML, no link, no second line.

    What looks like a host or a URL becomes code, which no page renders as anything else.
    """
    plain = re.sub(r"\s+", " ", text).replace("`", "'").replace("|", "¦")
    return "".join(
        f"`{part}`" if "." in part.strip(".") else re.sub(r"([\\*_{}\[\]<>#!~])", r"\\\1", part)
        for part in re.split(r"(\s+|[(),;]+)", plain)
    )
