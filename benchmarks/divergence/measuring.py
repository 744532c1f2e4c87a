"""One page through all noise and all planted changes, and the counts over all pages."""

import gzip
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.divergence.noise import NOISE
from benchmarks.divergence.noise.addresses import own_links as _as_mirror
from benchmarks.divergence.pages import Sample, Served, both, sample, samples
from benchmarks.divergence.tampering import PLANTS, Plant
from wireroom.stages.mirrors.divergence import Divergence, DivergenceKind, Reading, differ

Job = tuple[str, str, Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one change of one page came to: as it should (`is_right`), or what was said instead."""

    page: str
    is_noise: bool
    change: str
    is_right: bool
    said: str = ""


@dataclass(slots=True, kw_only=True)
class Count:
    """One kind of change over all pages."""

    is_noise: bool
    change: str
    n_pages: int = 0
    wrong: list[Result] = field(default_factory=list)


def measure(folder: Path, *, every: int = 1, n_processes: int = 1) -> list[Result]:
    """Every change of every `every`-th page."""
    jobs = list(samples(folder, every=every))
    with ProcessPoolExecutor(n_processes) as pool:
        found: Iterable[list[Result]] = pool.map(measure_page, jobs, chunksize=1)
        return [one for results in found for one in results]


def measure_page(job: Job) -> list[Result]:
    """All noise and all planted changes of one page; none where nothing is read of it."""
    name, url, path = job
    one = sample(name, url, gzip.decompress(path.read_bytes()))
    return [*noise_of(one), *plants_of(one)] if one else []


def noise_of(one: Sample) -> list[Result]:
    """Each kind of noise, compared both ways; only "identical" is right."""
    results = []
    for name, change, _ in NOISE:
        theirs, others = both(one, change(one, _rng(one, name)))
        said = [differ(theirs, others), differ(others, theirs)]
        wrong = [kind for kind in said if kind.kind is not DivergenceKind.IDENTICAL]
        results.append(
            Result(
                page=one.name, is_noise=True, change=name, is_right=not wrong,
                said=_told(wrong[0]) if wrong else "",
            )
        )  # fmt: skip
    return results


def plants_of(one: Sample) -> list[Result]:
    """Each planted change that the page has a place for, on a mirror that rewrites its links."""
    found = (_planted(one, plant) for plant in PLANTS)
    return [result for result in found if result is not None]


def counted(results: Sequence[Result]) -> list[Count]:
    """The results by kind of change, in their order."""
    counts: dict[str, Count] = {}
    for one in results:
        count = counts.setdefault(one.change, Count(is_noise=one.is_noise, change=one.change))
        count.n_pages += 1
        if not one.is_right:
            count.wrong.append(one)
    return list(counts.values())


def _planted(one: Sample, plant: Plant) -> Result | None:
    change = plant.change(one, _rng(one, plant.name))
    if change is None:
        return None
    theirs, others = both(one, _on_mirror(one, change), is_text=plant.is_text)
    if plant.is_text and _says(theirs) == _says(others):
        return None
    said = differ(theirs, others)
    is_found = said.kind in plant.kinds
    return Result(
        page=one.name, is_noise=False, change=plant.name, is_right=is_found,
        said="" if is_found else _told(said),
    )  # fmt: skip


def _on_mirror(one: Sample, change: str | Served) -> Served:
    served = change if isinstance(change, Served) else Served(body=change)
    there = Sample(name=one.name, url=one.url, source=str(served.body), copy=one.copy)
    return Served(body=_as_mirror(there, random.Random(0)), origin=served.origin)


def _says(copy: Reading) -> tuple[str, list[str]]:
    return copy.specimen.title, copy.words


def _told(said: Divergence) -> str:
    return f"{said.kind.value}: " + "; ".join(str(change) for change in said.changes[:3])


def _rng(one: Sample, name: str) -> random.Random:
    return random.Random(f"{one.name}/{name}")
