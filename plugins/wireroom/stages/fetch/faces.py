"""How an outlet's pages look, learnt from those that were filed: a face per host, a few KB each.

A face is a decaying count of traits: classes, ids and files that pages load, digits left out. What
stands on most of the pages is steady; the share of the steady traits that a page shows is its
likeness. Pages of one template show nine in ten of them, pages of other sites one in a hundred
(benchmarks/verdicts); a redesign none, which is why likeness alone convicts nobody.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from wireroom.stages.fetch.folding import letters

DECAY = 0.95  # per page: a redesign is steady after 14 pages, what was before is gone after 30
STEADY = 0.5  # of the pages
N_SAMPLED = 64  # traits a page teaches: those of the smallest hashes, the same on page after page
N_TRAITS, N_NAMES, N_SIZES, N_TAUGHT, N_FACES = 2 * N_SAMPLED, 8, 15, 40, 4
_LONGEST_NAME = 40
_FAINT = 0.2  # of a page: what fell below it is forgotten
MATURE_PAGES, MATURE_AFTER = 10, timedelta(days=1)
AGREE = 0.5  # likeness of two hosts' faces above which they look the same
_ATTRIBUTE = re.compile(rb"""\s(class|id)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_ASSET = re.compile(
    rb"""<(?:script|link)\b[^<>]*?\s(?:src|href)\s*=\s*["']([^"'<>\s?#]+)""", re.IGNORECASE
)
_DIGITS = re.compile(rb"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One page as faces see it: hashed traits, the names it gives its site, its size in letters."""

    traits: frozenset[str]
    names: tuple[str, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What one host's pages look like; `n` is the decayed, `n_pages` the whole number of pages.

    `taught` holds hashes of the last articles, so that none teaches twice.
    """

    host: str
    n: float = 0.0
    n_pages: int = 0
    first_at: str = ""
    last_at: str = ""
    traits: Mapping[str, float]
    names: Mapping[str, float]
    sizes: tuple[int, ...] = ()
    taught: tuple[str, ...] = ()

    @property
    def is_mature(self) -> bool:
        """Whether the face may speak against a page: enough articles over enough time."""
        if self.n_pages < MATURE_PAGES:
            return False
        span = datetime.fromisoformat(self.last_at) - datetime.fromisoformat(self.first_at)
        return span >= MATURE_AFTER

    @property
    def size(self) -> float:
        """The usual size of a page, in letters."""
        return float(median(self.sizes)) if self.sizes else 0.0

    def steady(self) -> dict[str, float]:
        """The traits that most pages show."""
        return {key: weight for key, weight in self.traits.items() if weight >= STEADY * self.n}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The faces of an outlet's hosts."""

    faces: tuple[Face, ...] = ()

    def as_text(self) -> str:
        """The profile for a column."""
        return json.dumps([asdict(face) for face in self.faces], separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "Profile":
        """The profile that `as_text` spelled."""
        told = json.loads(text)
        lists = ("sizes", "taught")
        faces = (Face(**(face | {name: tuple(face[name]) for name in lists})) for face in told)
        return cls(faces=tuple(faces))

    def names(self) -> set[str]:
        """The names, in letters, that mature faces give their site."""
        return {
            name
            for face in self.faces
            if face.is_mature
            for name, weight in face.names.items()
            if weight >= STEADY * face.n
        }

    def witnesses(self, host: str, *, muted: Collection[str] = ()) -> tuple[Face, ...]:
        """The faces that may speak against a page of `host`: its own, else two that agree.

        One other host alone may have been lost before we knew it. Of hosts in `muted` only the own
        face counts: it was learnt before the verdict.
        """
        mature = [f for f in self.faces if f.is_mature and (f.host == host or f.host not in muted)]
        own = tuple(face for face in mature if face.host == host)
        agreeing = (one for one in mature if any(_agree(one, two) for two in mature if two != one))
        return own or tuple(agreeing)

    def likeness(self, look: Look) -> float:
        """The likeness of a page to the face it resembles most, mature or not: 0 to 1."""
        return max((likeness(face, look.traits) for face in self.faces), default=1.0)


def likeness(face: Face, traits: Iterable[str]) -> float:
    """The share of a face's steady traits, by weight, that are among `traits`; 1.0 of nothing."""
    steady, shown = face.steady(), set(traits)
    whole = sum(steady.values())
    return sum(weight for key, weight in steady.items() if key in shown) / whole if whole else 1.0


def taught(profile: Profile, host: str, pages: Mapping[str, Look], *, now: datetime) -> Profile:
    """The profile once a host's pages, by article id, have taught it; the last N_FACES are kept."""
    known = {face.host: face for face in profile.faces}
    face = known.pop(host, None) or Face(host=host, traits={}, names={})
    for article_id, look in pages.items():
        face = _after(face, _key(article_id), look, now=now)
    others = sorted(known.values(), key=lambda one: one.last_at, reverse=True)
    return Profile(faces=(face, *others)[:N_FACES])


def look_of(page: bytes, *, names: Iterable[str] = (), size: int = 0) -> Look:
    """A page as faces see it; `page` is cut by the caller."""
    found = {b"a:" + _file(asset[1]) for asset in _ASSET.finditer(page)}
    for attribute in _ATTRIBUTE.finditer(page):
        kind, values = attribute[1][:1].lower(), attribute[2] or attribute[3] or b""
        found |= {kind + b":" + _DIGITS.sub(b"#", value) for value in values.split()}
    traits = frozenset(hashlib.blake2b(one, digest_size=4).hexdigest() for one in found)
    called = {letters(name)[:_LONGEST_NAME] for name in names} - {""}
    return Look(traits=traits, names=tuple(sorted(called)), size=size)


def _after(face: Face, key: str, look: Look, *, now: datetime) -> Face:
    if key in face.taught or not look.traits:
        return face
    at = now.isoformat()
    return replace(
        face,
        n=round(face.n * DECAY + 1.0, 3),
        n_pages=face.n_pages + 1,
        first_at=face.first_at or at,
        last_at=at,
        traits=_counted(face.traits, sorted(look.traits)[:N_SAMPLED], N_TRAITS),
        names=_counted(face.names, look.names, N_NAMES),
        sizes=(*face.sizes, look.size)[-N_SIZES:],
        taught=(*face.taught, key)[-N_TAUGHT:],
    )


def _counted(counts: Mapping[str, float], shown: Iterable[str], n_kept: int) -> dict[str, float]:
    """The counts after one more page: what is faint is forgotten, the heaviest are kept."""
    faded = {key: weight * DECAY for key, weight in counts.items() if weight >= _FAINT}
    for key in shown:
        faded[key] = faded.get(key, 0.0) + 1.0
    kept = sorted(faded.items(), key=lambda one: (-one[1], one[0]))[:n_kept]
    return {key: round(weight, 3) for key, weight in kept}


def _agree(one: Face, other: Face) -> bool:
    return one.host != other.host and likeness(one, other.traits) >= AGREE


def _file(asset: bytes) -> bytes:
    return _DIGITS.sub(b"#", asset.rstrip(b"/").rsplit(b"/", 1)[-1])


def _key(article_id: str) -> str:
    return hashlib.blake2b(article_id.encode(), digest_size=4).hexdigest()
