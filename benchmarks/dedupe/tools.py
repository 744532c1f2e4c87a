"""wireroom and its peers: documents in, a cluster for each out."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from importlib import import_module
from itertools import combinations
from pathlib import Path

from benchmarks.dedupe.corpus import Doc
from wireroom.adapters.nearindex import NearFile
from wireroom.pipeline.cluster import Given, cluster

Tool = Callable[[Sequence[Doc]], list[str]]
DAYS = 30
N_BITS = 64
SIMHASH_BANDS, SIMHASH_BITS = 4, 3  # Manku 2007, https://doi.org/10.1145/1242572.1242592
N_PERMUTATIONS, LSH_SHAPE, LSH_JACCARD = 128, (32, 4), 0.3  # bands of rows, as in design/dedupe.md


def wireroom(docs: Sequence[Doc]) -> list[str]:
    """What `wireroom cluster` does, in this process."""
    given = (
        Given(id=doc.name, outlet=doc.outlet, text=doc.text, published_at=doc.published_at)
        for doc in docs
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(NearFile(Path(folder) / "index.sqlite")) as index,
    ):
        return [placed.cluster for placed in cluster(given, index, days=DAYS, n_workers=0)]


def simhash(docs: Sequence[Doc]) -> list[str]:
    """64 bits over words in threes, at most three of which differ."""
    prints = [_simhash(doc.text) for doc in docs]
    width = N_BITS // SIMHASH_BANDS
    near: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, bits in enumerate(prints):
        for band in range(SIMHASH_BANDS):
            near[band, bits >> (band * width) & ((1 << width) - 1)].append(at)
    pairs = (
        (a, b)
        for some in near.values()
        for a, b in combinations(some, 2)
        if (prints[a] ^ prints[b]).bit_count() <= SIMHASH_BITS
    )
    return _joined(len(docs), pairs)


def minhash_lsh(docs: Sequence[Doc]) -> list[str]:
    """datasketch: 128 permutations of words in threes, 32 bands of 4, Jaccard of .3 at least."""
    datasketch = import_module("datasketch")
    index = datasketch.MinHashLSH(num_perm=N_PERMUTATIONS, params=LSH_SHAPE)
    made = []
    pairs = []
    for at, doc in enumerate(docs):
        one = datasketch.MinHash(num_perm=N_PERMUTATIONS)
        one.update_batch([run.encode() for run in _runs(doc.text)])
        found = (int(key) for key in index.query(one))
        pairs += [(at, other) for other in found if one.jaccard(made[other]) >= LSH_JACCARD]
        index.insert(str(at), one)
        made.append(one)
    return _joined(len(docs), pairs)


TOOLS: Mapping[str, Tool] = {
    "wireroom": wireroom,
    "datasketch MinHash LSH": minhash_lsh,
    "SimHash": simhash,
}


def ready(names: Iterable[str]) -> tuple[dict[str, Tool], list[str]]:
    """The tools that work here, and the names of those that are not installed."""
    found, absent = {}, []
    for name in names:
        try:
            TOOLS[name]([])
        except ImportError:
            absent.append(name)
        else:
            found[name] = TOOLS[name]
    return found, absent


def _runs(text: str) -> set[str]:
    words = text.lower().split()
    return {" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


def _simhash(text: str) -> int:
    sums = [0] * N_BITS
    for run in _runs(text):
        bits = int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big")
        for at in range(N_BITS):
            sums[at] += 1 if bits >> at & 1 else -1
    return sum(1 << at for at, total in enumerate(sums) if total > 0)


def _joined(n: int, pairs: Iterable[tuple[int, int]]) -> list[str]:
    """Clusters as what pairs connect."""
    root = list(range(n))

    def top(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for one, other in pairs:
        root[top(one)] = top(other)
    return [str(top(at)) for at in range(n)]
