"""How like pages of one outlet are, and of two, and whom a face convicts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from benchmarks.verdicts.alarms import site_of
from benchmarks.verdicts.samples import SHARED_HOSTS, Sample
from wireroom.model import Reason
from wireroom.stages.fetch import Familiar, Look, Profile, Sight, judge_article, taught
from wireroom.stages.fetch.faces import likeness, look_of
from wireroom.stages.fetch.naming import claims_of
from wireroom.stages.fetch.strangers import UNLIKE

NEAR = timedelta(days=60)
N_LESSONS = 12  # one page, read so often under other ids, makes a mature face
QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
_EVERY = 7  # of the foreign pairs: there are 200,000
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Likenesses of pairs of pages, sorted."""

    pairs: str
    values: tuple[float, ...]

    def at(self, share: float) -> float:
        """The value below which so many lie."""
        return self.values[min(int(share * len(self.values)), len(self.values) - 1)]

    @property
    def unlike(self) -> float:
        """The share that counts as unlike."""
        return sum(value < UNLIKE for value in self.values) / len(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Pages held to a face: `n_wrong` got WRONG_SITE, `n_caught` that or another verdict."""

    pages: str
    n_pages: int
    n_wrong: int
    n_caught: int


def spreads(samples: Sequence[Sample]) -> list[Spread]:
    """Pairs of one outlet within two months, of one outlet years apart, of two outlets."""
    looks = {sample.name: look(sample) for sample in samples}
    faces = {sample.name: _profile(sample, looks[sample.name]) for sample in samples}

    def value(one: Sample, other: Sample) -> float:
        return likeness(faces[other.name].faces[0], looks[one.name].traits)

    own = [pair for group in by_outlet(samples).values() for pair in permutations(group, 2)]
    near = [pair for pair in own if _is_near(*pair)]
    far = [pair for pair in own if not _is_near(*pair)]
    foreign = list(_foreign(samples))
    told = {"one outlet, one season": near, "one outlet, years apart": far, "two outlets": foreign}
    return [
        Spread(pairs=name, values=tuple(sorted(value(*pair) for pair in pairs)))
        for name, pairs in told.items()
    ]


def trials(samples: Sequence[Sample]) -> Iterator[Trial]:
    """Leave one out: pages of an outlet, and of others, held to a face of its other pages."""
    groups = by_outlet(samples)
    pairs = [pair for group in groups.values() for pair in permutations(group, 2)]
    yield _trial("own pages, their headline announced", pairs, is_announced=True)
    yield _trial("own pages, the other's headline announced", pairs, is_announced=False)
    firsts = [group[0] for group in groups.values()]
    foreign = [
        (samples[(37 * number + 11) % len(samples)], face)
        for number, face in enumerate(firsts * 8)
        if samples[(37 * number + 11) % len(samples)].outlet != face.outlet
    ]
    yield _trial("other sites' pages in their place", foreign, is_announced=False)


def by_outlet(samples: Sequence[Sample]) -> Mapping[str, list[Sample]]:
    """The outlets with more than one page."""
    groups = defaultdict(list)
    for sample in samples:
        if sample.outlet not in SHARED_HOSTS:
            groups[sample.outlet].append(sample)
    return {outlet: group for outlet, group in groups.items() if len(group) > 1}


def look(sample: Sample) -> Look:
    """A sample as faces see it."""
    seen = Sight.of(sample.exchange)
    claims = claims_of(seen)
    return look_of(seen.page, names=(*claims.names, *claims.title), size=seen.n_letters)


def _trial(name: str, pairs: Sequence[tuple[Sample, Sample]], *, is_announced: bool) -> Trial:
    reasons = [_verdict(page, face, is_announced=is_announced) for page, face in pairs]
    return Trial(
        pages=name,
        n_pages=len(reasons),
        n_wrong=sum(reason is Reason.WRONG_SITE for reason in reasons),
        n_caught=sum(reason is not None for reason in reasons),
    )


def _verdict(page: Sample, face: Sample, *, is_announced: bool) -> Reason | None:
    """What `page` is as a page of the host that showed `face` before."""
    profile = _profile(face, look(face))
    site = replace(site_of(face), profile=profile)
    site = replace(site, names=site.names | profile.names())
    headline = page.headline if is_announced else face.headline
    known = Familiar(site=site, host=face.host, headline=headline)
    verdict = judge_article(page.exchange, known)
    return verdict.reason if verdict else None


def _profile(sample: Sample, look: Look) -> Profile:
    profile = Profile()
    for number in range(N_LESSONS):
        lesson = {f"{sample.name}#{number}": look}
        profile = taught(profile, sample.host, lesson, now=_FIRST + timedelta(hours=6 * number))
    return profile


def _is_near(one: Sample, other: Sample) -> bool:
    return one.on is not None and other.on is not None and abs(one.on - other.on) <= NEAR


def _foreign(samples: Sequence[Sample]) -> Iterator[tuple[Sample, Sample]]:
    for number, (one, other) in enumerate(permutations(samples, 2)):
        if number % _EVERY == 0 and one.outlet != other.outlet:
            yield one, other
