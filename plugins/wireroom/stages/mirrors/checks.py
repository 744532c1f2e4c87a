"""What comparing a host's articles with those of approved hosts comes to, and what to say of it.

Numbers are those of the trust model (design of mirrors). Compares nothing itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wireroom.model import Reason

N_SAMPLES, MIN_SAMPLES = 10, 5
ENOUGH = 0.8  # of the samples
N_WITNESSES = 2


class CheckResult(StrEnum):
    """What a check came to. Closed."""

    PASSED = "passed"
    ONE_WITNESS = "one_witness"
    FAILED = "failed"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One article on the candidate: who agrees with its text, and what is wrong with it.

    `heard` are the approved hosts that gave it; `failed` says why the candidate did not, "" where
    it did.
    """

    url: str
    heard: tuple[str, ...] = ()
    agrees_with: tuple[str, ...] = ()
    tampering: tuple[str, ...] = ()
    failed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A candidate compared with approved hosts; `said` are sentences for a person.

    `warnings` are what a person should know before approving, as those of a name.
    """

    result: CheckResult
    witnesses: tuple[str, ...]
    is_nonsense_sane: bool
    samples: tuple[Sample, ...]
    said: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def weigh(
    samples: Sequence[Sample], *, is_nonsense_sane: bool, n_articles: int | None = None
) -> Check:
    """What the samples come to: two approved hosts agree with eight of ten, and no tampering.

    Where only one approved host answered, its word is one witness's; a second one that answered
    and did not agree speaks against the host. `n_articles` are those there were, where fewer were
    asked because the host could not pass any more.
    """
    tally = _Tally.of(samples, n_articles)
    result = _result(tally, is_nonsense_sane=is_nonsense_sane)
    return Check(
        result=result,
        witnesses=tally.witnesses,
        is_nonsense_sane=is_nonsense_sane,
        samples=tuple(samples),
        said=tuple(_sentences(result, tally, is_nonsense_sane=is_nonsense_sane)),
        warnings=tuple(_warnings(result, tally, samples)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """The samples counted: given by the host, agreed with by two, by any, by the only one heard."""

    n_articles: int
    n: int
    given: int
    agreeing: int
    alone: int
    unopposed: int
    is_anybody_heard: bool
    tampered: tuple[str, ...]
    witnesses: tuple[str, ...]

    @classmethod
    def of(cls, samples: Sequence[Sample], n_articles: int | None) -> "_Tally":
        """Count the samples; witnesses are who agrees with enough of them."""
        given = [one for one in samples if not one.failed]
        by_host = Counter(host for one in given for host in one.agrees_with)
        return cls(
            n_articles=len(samples) if n_articles is None else n_articles,
            n=len(samples),
            given=len(given),
            agreeing=sum(len(one.agrees_with) >= N_WITNESSES for one in given),
            alone=sum(bool(one.agrees_with) for one in given),
            unopposed=sum(bool(one.agrees_with) and len(one.heard) < N_WITNESSES for one in given),
            is_anybody_heard=any(one.heard for one in given),
            tampered=tuple(said for one in given for said in one.tampering),
            witnesses=tuple(sorted(h for h, n in by_host.items() if n >= ENOUGH * len(samples))),
        )


def _result(tally: _Tally, *, is_nonsense_sane: bool) -> CheckResult:
    enough = ENOUGH * tally.n
    if not tally.given:
        return CheckResult.UNREACHABLE
    if tally.tampered or not is_nonsense_sane or tally.n < MIN_SAMPLES:
        return CheckResult.FAILED
    if tally.agreeing >= enough:
        return CheckResult.PASSED
    is_one = tally.agreeing + tally.unopposed >= enough
    return CheckResult.ONE_WITNESS if is_one else CheckResult.FAILED


def _sentences(result: CheckResult, tally: _Tally, *, is_nonsense_sane: bool) -> Iterator[str]:
    yield f"{tally.given} of {tally.n} articles came from the host"
    both = f"{tally.agreeing} of {tally.n} agree with two approved hosts"
    yield f"{both}, {tally.alone} with at least one"
    if tally.given and not tally.is_anybody_heard:
        yield "no approved host answered: nobody can vouch for it now"
    if tally.n < tally.n_articles:
        yield f"stopped there: of {tally.n_articles} articles too few could agree any more"
    if tally.n_articles < MIN_SAMPLES:
        yield f"too few articles to compare ({tally.n_articles} of {MIN_SAMPLES})"
    if result is CheckResult.ONE_WITNESS:
        yield "only one approved host answered: nobody else vouches, look for yourself"
    if tally.tampered:
        yield f"tampering: {tally.tampered[0]}" + (" and more" if len(tally.tampered) > 1 else "")
    if not is_nonsense_sane:
        yield "it answers a path that cannot exist as if it did"


def _warnings(result: CheckResult, tally: _Tally, samples: Sequence[Sample]) -> Iterator[str]:
    """What the check found that a person should know before approving."""
    if result is CheckResult.ONE_WITNESS:
        named = ", ".join(tally.witnesses) or "now this one, now that one"
        yield f"warning: only one approved host answered ({named}): nobody else vouches for it"
    unsafe = [one.failed for one in samples if one.failed.startswith(f"{Reason.TLS.value}:")]
    if unsafe:
        yield f"warning: no valid certificate, so anybody may answer there ({unsafe[0]})"
