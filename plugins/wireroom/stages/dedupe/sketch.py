"""A text's fingerprint: what it is looked up by, and what two texts are compared with.

Shingle hashes are even over 64 bits, so the smallest of them are a fair sample of the text
(Broder 1997, https://doi.org/10.1109/SEQUEN.1997.666900). The keys are the smallest in another
order, that they may err apart from the sample. The sizes were measured: adr/0010.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.dedupe.entities import entity_hashes
from wireroom.stages.dedupe.shingles import Hashes, shingles, token_hashes
from wireroom.stages.dedupe.tokens import tokens

Numbers = NDArray[np.uint32]

N_KEYS = 24
KEY_BITS = 32
N_SAMPLE = 80
N_ENTITIES = 24
N_LEDE = 8
LEDE_TOKENS = 40
N_PLACES = 16  # parts of a text that a sample remembers having come from
HASH_BITS, PLACE_BITS = 20, 4
_ORDER = np.uint64(0xFF51AFD7ED558CCD)  # odd (MurmurHash3's first constant): another order
_MOST = 0xFFFF
# A sketch as bytes: all of one width, so that thousands are read at once. Rows are filled up with
# ones, which stand for nothing.
_RECORD = np.dtype(
    [
        ("n", "<u2"), ("n_entities", "<u2"), ("digest", "<u8"), ("sample", "u1", (N_SAMPLE, 3)),
        ("entities", "<u2", (N_ENTITIES,)), ("lede", "<u2", (N_LEDE,)),
    ]
)  # fmt: skip
N_BYTES = _RECORD.itemsize
NOTHING = np.uint32(0xFFFFFFFF)  # in rows that are read; above every hash


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketch:
    """What is kept of a text: `packed` to compare, and the `keys` that it is found by.

    Keys stand in the index's own order: the first of them are a smaller index's.
    """

    n: int
    packed: bytes
    keys: Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stack:
    """Many sketches, a row each; `n` and `n_entities` count all, rows hold the smallest, ascending.

    `sample`: hash and place in one number each; `entities`: a hash each, odd for numbers.
    """

    n: NDArray[np.int64]
    n_entities: NDArray[np.int64]
    digest: Hashes
    sample: Numbers
    entities: Numbers
    lede: Numbers


def stacked(packed: Sequence[bytes]) -> Stack:
    """The sketches that were packed, in order."""
    found = np.frombuffer(b"".join(packed), dtype=_RECORD)
    bytes_of = found["sample"].astype(np.uint32)
    lower, middle, upper = (bytes_of[:, :, at] << np.uint32(8 * at) for at in range(3))
    sample = lower | middle | upper
    return Stack(
        n=found["n"].astype(np.int64),
        n_entities=found["n_entities"].astype(np.int64),
        digest=found["digest"].astype(np.uint64),
        sample=_read(sample, 24),
        entities=_read(found["entities"].astype(np.uint32), 16),
        lede=_read(found["lede"].astype(np.uint32), 16),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A text read once: its shingles in order, with repeats, its entities and its digest."""

    shingles: Hashes
    entities: Hashes
    digest: bytes


def read(text: str) -> Reading:
    """What of a text a sketch is made of; equal digests mean equal text but for white space."""
    found = tokens(text)
    hashed = token_hashes(found)
    plain = " ".join(text.split()).encode("utf-8", "replace")
    return Reading(
        shingles=shingles(hashed),
        entities=entity_hashes(found, hashed),
        digest=blake2b(plain, digest_size=8).digest(),
    )


def sketch(found: Reading) -> Sketch:
    """The fingerprint of a text, its outlet's furniture dropped already (`without`).

    A text with no letters gives an empty sketch, which is like nothing.
    """
    unique, first = np.unique(found.shingles, return_index=True)
    about = _entities(found.entities)
    record = np.zeros(1, dtype=_RECORD)
    record["n"] = min(len(unique), _MOST)
    record["n_entities"] = min(len(about), _MOST)
    record["digest"] = int.from_bytes(found.digest, "little")
    sample = _filled(_sample(unique, first, len(found.shingles)), N_SAMPLE, 24)
    record["sample"] = sample.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3]
    record["entities"] = _filled(about, N_ENTITIES, 16)
    record["lede"] = _filled(np.unique(_top(found.shingles[:LEDE_TOKENS], 16)), N_LEDE, 16)
    return Sketch(n=len(unique), packed=record.tobytes(), keys=_keys(unique))


def _filled(numbers: Numbers, width: int, n_bits: int) -> Numbers:
    """The first of ascending numbers, filled up with ones; what is all ones itself is left out."""
    full = np.full(width, (1 << n_bits) - 1, dtype=np.uint32)
    kept = numbers[:width]
    full[: len(kept)] = kept
    return full


def _read(rows: Numbers, n_bits: int) -> Numbers:
    read: Numbers = np.where(rows == (1 << n_bits) - 1, NOTHING, rows)
    return read


def _keys(unique: Hashes) -> Numbers:
    """The smallest hashes in the index's own order, their upper 32 bits."""
    turned = unique * _ORDER
    if len(turned) > N_KEYS:
        turned = np.partition(turned, N_KEYS)[:N_KEYS]
    return np.unique(_top(turned, KEY_BITS))


def _sample(unique: Hashes, first: NDArray[np.intp], n_found: int) -> Numbers:
    """The smallest hashes with the part of the text, of sixteen, in which each stands first."""
    places = (first[: 2 * N_SAMPLE] * N_PLACES // max(1, n_found)).astype(np.uint32)
    hashes = _top(unique[: 2 * N_SAMPLE], HASH_BITS)
    kept, where = np.unique(hashes, return_index=True)  # two of a long text may fall together
    return ((kept << np.uint32(PLACE_BITS)) | places[where])[:N_SAMPLE]


def _entities(hashes: Hashes) -> Numbers:
    """Sixteen bits each, ascending; the lowest says that it is a number."""
    is_number = (hashes & np.uint64(1)).astype(np.uint32)
    return np.unique((_top(hashes, 16) & np.uint32(0xFFFE)) | is_number)


def _top(hashes: Hashes, n_bits: int) -> Numbers:
    return (hashes >> np.uint64(64 - n_bits)).astype(np.uint32)
