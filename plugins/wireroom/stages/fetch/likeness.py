"""What a host answers to a path that cannot exist, as a sketch to hold other answers to."""

import hashlib
import re
from dataclasses import dataclass

_TAG = re.compile(rb"<(script|style)\b.*?(?:</\1>|$)|<[^<>]*>", re.DOTALL)
_WORDS = 4  # in a shingle
_SIZE = 64  # smallest hashes kept: the resemblance is right to about 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The smallest hashes of a page's shingles."""

    hashes: tuple[int, ...]

    def as_text(self) -> str:
        """The sketch for a column."""
        return " ".join(f"{number:x}" for number in self.hashes)

    @classmethod
    def from_text(cls, text: str) -> "Sketch":
        """The sketch that `as_text` spelled."""
        return cls(hashes=tuple(int(part, 16) for part in text.split()))


def sketch(body: bytes) -> Sketch:
    """The sketch of a page's visible words (numbers count as one, as paths are echoed)."""
    words = re.sub(rb"[\d\W]+", b" ", _TAG.sub(b" ", body[:200_000]).lower()).split()
    shingles = {b" ".join(words[i : i + _WORDS]) for i in range(max(len(words) - _WORDS + 1, 1))}
    numbers = sorted(
        int.from_bytes(hashlib.blake2b(one, digest_size=8).digest(), "big") for one in shingles
    )
    return Sketch(hashes=tuple(numbers[:_SIZE]))


def similarity(one: Sketch, other: Sketch) -> float:
    """The share of the smallest hashes of both that are in both (bottom-k resemblance)."""
    both = sorted({*one.hashes, *other.hashes})[:_SIZE]
    common = {*one.hashes} & {*other.hashes}
    return sum(number in common for number in both) / len(both) if both else 1.0


def nonsense_path(path: str, seed: str) -> str:
    """A path as deep as the outlet's own that cannot exist."""
    word = hashlib.sha256(f"{seed} {path}".encode()).hexdigest()[:16]
    depth = max(path.strip("/").count("/"), 1)
    return "/" + "/".join([word] * depth) + "/" + word
