"""Evidence added up: the verdict that has enough of it."""

from collections.abc import Iterable

from wireroom.model import Evidence, Exchange, Failed, Reason

ENOUGH = 1.0
_CERTAIN = frozenset({Reason.SEIZED, Reason.BLOCKED})  # come before what else their pages look like
# Who answers is named before what kind of page it is.
_VAGUE = frozenset({Reason.WRONG_SITE, Reason.SOFT_404})
_N_SAID = 3
Told = tuple[Reason, Evidence]


def scored(exchange: Exchange, evidence: Iterable[Told]) -> Failed | None:
    """The verdict for which the weights add up to ENOUGH, with all its evidence; None otherwise."""
    found: dict[Reason, list[Evidence]] = {}
    for reason, one in evidence:
        found.setdefault(reason, []).append(one)
    scores = {reason: round(sum(one.weight for one in told), 3) for reason, told in found.items()}
    enough = [reason for reason, score in scores.items() if score >= ENOUGH]
    if not enough:
        return None
    reason = max(enough, key=lambda one: (one in _CERTAIN, one not in _VAGUE, scores[one]))
    told = sorted(found[reason], key=lambda one: -one.weight)
    words = "; ".join(one.says for one in told[:_N_SAID])
    detail = f"{words} (score {scores[reason]:.1f})"
    return failed(exchange, reason, detail, tuple(told))


def failed(
    exchange: Exchange, reason: Reason, detail: str, evidence: tuple[Evidence, ...] = ()
) -> Failed:
    """The verdict on an exchange, which is kept with it; without other evidence `detail` is it."""
    return Failed(
        reason=reason,
        detail=detail,
        status=exchange.status,
        exchange=exchange,
        evidence=evidence or (Evidence(kind="body", weight=ENOUGH, says=detail),),
    )
