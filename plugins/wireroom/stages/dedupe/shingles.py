"""Shingles: three tokens in a row as one 64-bit number. The same on every machine and run.

A token's hash is a polynomial in its letters, read off running sums over the whole text, then
spread; three hashes are joined so that their order counts. No token becomes a Python object.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.dedupe.tokens import Tokens

Hashes = NDArray[np.uint64]

N_TOKENS = 3  # design/dedupe.md
# Odd 64-bit constants of good diffusion: xxHash64's primes 1 to 3 and splitmix64's finaliser,
# https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, https://prng.di.unimi.it/splitmix64.c
_PLACES = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST_TURN = 31
_BASE = 0x27D4EB2F165667C5  # xxHash64's prime 5, odd: it has an inverse modulo 2^64
_ROUND = 1 << 14  # letters; powers are kept for the longest text so far, in steps of so many


def token_hashes(found: Tokens) -> Hashes:
    """A 64-bit hash per token, in order."""
    n_letters = len(found.letters)
    powers, inverse = _powers(-(-n_letters // _ROUND) * _ROUND)
    sums = np.zeros(n_letters + 1, dtype=np.uint64)
    np.cumsum(found.letters * powers[:n_letters], out=sums[1:])
    return mixed((sums[found.ends] - sums[found.starts]) * inverse[found.starts])


def shingles(hashed: Hashes) -> Hashes:
    """A 64-bit hash per run of three tokens, in order; a shorter text is one run."""
    if not len(hashed):
        return hashed
    padded = hashed if len(hashed) >= N_TOKENS else np.resize(hashed, N_TOKENS)
    n_runs = len(padded) - N_TOKENS + 1
    joined = np.zeros(n_runs, dtype=np.uint64)
    for place, factor in enumerate(_PLACES):
        joined ^= padded[place : place + n_runs] * np.uint64(factor)
        joined = (joined << np.uint64(23)) | (joined >> np.uint64(41))
    return mixed(joined)


def mixed(values: Hashes) -> Hashes:
    """The same numbers spread evenly over 64 bits (splitmix64's finaliser)."""
    spread = values
    for turn, factor in _MIX:
        spread = (spread ^ (spread >> np.uint64(turn))) * np.uint64(factor)
    return spread ^ (spread >> np.uint64(_LAST_TURN))


@lru_cache(maxsize=4)
def _powers(n: int) -> tuple[Hashes, Hashes]:
    """The first `n` powers of the base and of its inverse, modulo 2^64."""
    inverse = pow(_BASE, -1, 1 << 64)
    steps = (np.full(n, factor, dtype=np.uint64) for factor in (_BASE, inverse))
    one, other = (np.cumprod(np.concatenate([[np.uint64(1)], step]))[:n] for step in steps)
    return one, other
