"""From readings to the benchmark's rows: one a tool, its quality by set and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from benchmarks.extraction.peers import BASELINE
from benchmarks.extraction.running import Reading
from benchmarks.extraction.samples import FIELDS
from benchmarks.extraction.scoring import body_f1, chunk_f1

LOW = 0.8  # a body below it is counted as badly read


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """One set: F1 of bodies or chunks, bodies below `LOW`, shares that are right by field.

    A field the tool never says anything of is no field of `right`.
    """

    n_pages: int
    f1: float
    n_low: int | None
    right: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One tool; `speed` is how many times as fast as the baseline it was, in the same run."""

    tool: str
    sets: dict[str, Quality]
    median_ms: float
    mean_ms: float
    speed: float | None
    n_errors: int

    @property
    def f1(self) -> float:
        """The mean of its sets."""
        return fmean(one.f1 for one in self.sets.values())


def rows(readings: Sequence[Reading]) -> list[Row]:
    """The tools, in the order of first mention."""
    names = dict.fromkeys(one.tool for one in readings)
    by_tool = {name: [one for one in readings if one.tool == name] for name in names}
    base = by_tool.get(BASELINE)
    return [_row(name, found, base) for name, found in by_tool.items()]


def quality(found: Sequence[Reading], fields: Sequence[str] = FIELDS) -> Quality:
    """One set's; a page without the truth of a field does not count for the field."""
    scores = [one.score for one in found]
    bodies = [one.body for one in scores if one.body]
    chunks = [one.chunks for one in scores if one.chunks]
    lows = sum(body_f1([body]) < LOW for body in bodies)
    told = {name: [v for one in scores if (v := getattr(one, name)) is not None] for name in fields}
    return Quality(
        n_pages=len(scores),
        f1=body_f1(bodies) if bodies else chunk_f1(chunks),
        n_low=lows if bodies else None,
        right={name: fmean(values) for name, values in told.items() if values},
    )


def _row(name: str, found: Sequence[Reading], base: Sequence[Reading] | None) -> Row:
    spent_ms = [1000 * one.cpu_s for one in found]
    fields = [name for name in FIELDS if any(name in one.gave for one in found)]
    sets = sorted({one.of_set for one in found})
    return Row(
        tool=name,
        sets={of: quality([one for one in found if one.of_set == of], fields) for of in sets},
        median_ms=median(spent_ms),
        mean_ms=fmean(spent_ms),
        speed=1000 * fmean(one.cpu_s for one in base) / fmean(spent_ms) if base else None,
        n_errors=sum(bool(one.error) for one in found),
    )
