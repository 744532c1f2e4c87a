"""Real articles judged as an outlet's fetches would be: every verdict on one is a false alarm."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.verdicts.samples import Sample
from wireroom.model import Failed, Reason
from wireroom.stages.fetch import Familiar, Site, judge_article
from wireroom.stages.fetch.folding import letters
from wireroom.urls import host_key

KINDS = (
    Reason.SEIZED, Reason.PARKED, Reason.BLOCKED, Reason.CHALLENGE, Reason.SOFT_404,
    Reason.WRONG_SITE, Reason.LOGIN, Reason.NO_TEXT, Reason.WRONG_TYPE,
)  # fmt: skip
STRAINED = "with another headline"
N_TIMES = 3  # the quickest counts: the machine has other work
Knowing = Callable[[Sample], Familiar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One way to judge all samples: false alarms by kind, and milliseconds a page."""

    way: str
    alarms: Counter[Reason]
    names: tuple[str, ...]
    ms: float


def blind(_: Sample) -> Familiar:
    """Nothing is known but the page."""
    return Familiar()


def announced(sample: Sample) -> Familiar:
    """The feed announced the headline."""
    return Familiar(headline=sample.headline)


def known(sample: Sample) -> Familiar:
    """The outlet is known by its name and host, and the feed announced the headline."""
    return Familiar(site=site_of(sample), host=sample.host, headline=sample.headline)


def misannounced(sample: Sample) -> Familiar:
    """The feed announced quite another headline: all that is left are names and addresses."""
    headline = "Flamingos are back on Lake Namakzar"
    return Familiar(site=site_of(sample), host=sample.host, headline=headline)


WAYS: dict[str, Knowing] = {
    "page alone": blind,
    "with its headline": announced,
    "with headline and outlet": known,
    STRAINED: misannounced,
}


def judge_all(samples: Sequence[Sample], way: str) -> Judged:
    """All samples in one way."""
    knowing = [(sample, WAYS[way](sample)) for sample in samples]
    verdicts: list[tuple[Sample, Failed]] = []
    spent_s = []
    for _ in range(N_TIMES):
        begun = time.process_time()
        found = [(sample, judge_article(sample.exchange, known)) for sample, known in knowing]
        spent_s.append(time.process_time() - begun)
        verdicts = [(sample, verdict) for sample, verdict in found if verdict is not None]
    return Judged(
        way=way,
        alarms=Counter(verdict.reason for _, verdict in verdicts),
        names=tuple(f"{s.name}: {v.reason}: {v.detail}" for s, v in verdicts),
        ms=1000 * min(spent_s) / len(samples),
    )


def site_of(sample: Sample) -> Site:
    """What a registry would say of a sample's outlet."""
    host = host_key(sample.host)
    return Site(
        names=frozenset({letters(sample.outlet), letters(host), *_labels(host)}),
        hosts=frozenset({host}),
    )


def _labels(host: str) -> set[str]:
    return {letters(max(host.split(".")[:-1] or [host], key=len))}
