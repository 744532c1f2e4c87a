"""What a run over the archive came to: captures by state, better texts, and what is damaged."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A part of the archive that cannot be read: file and offset, what lay there, what is wrong.

    `url` is "" where the file does not tell it any more.
    """

    location: str
    url: str
    problem: str

    def __str__(self) -> str:
        return f"{self.url or 'unknown page'}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A content version as it is filed and as it reads today."""

    article_id: str
    version_id: str
    url: str
    observed_at: str
    capture_id: str
    archive_uri: str
    extractors: tuple[str, str]
    titles: tuple[str, str]
    texts: tuple[str, str]

    @property
    def is_seen(self) -> bool:
        """Whether a reader would see it: title or text differ."""
        return self.titles[0] != self.titles[1] or self.texts[0] != self.texts[1]


@dataclass(slots=True, kw_only=True)
class Report:
    """Counts of one run; `states` and `reasons` are of captured pages, as a ledger has them.

    `n_refined` versions read otherwise than they are filed, `n_texts` of them have another text.
    """

    n_captures: int = 0
    n_feeds: int = 0
    n_refined: int = 0
    n_texts: int = 0
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    damaged: list[Damaged] = field(default_factory=list)

    @property
    def has_findings(self) -> bool:
        """Whether a part of the archive is damaged."""
        return bool(self.damaged)

    @property
    def n_changed(self) -> int:
        """Articles that came or changed, better texts among them."""
        return self.states["new"] + self.states["updated"] + self.n_refined

    def as_json(self) -> dict[str, Any]:
        """The report as JSON can spell it."""
        return {
            "n_captures": self.n_captures,
            "n_feeds": self.n_feeds,
            "n_refined": self.n_refined,
            "n_texts": self.n_texts,
            "states": dict(self.states),
            "reasons": dict(self.reasons),
            "damaged": [asdict(one) for one in self.damaged],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The report that `as_json` spelled."""
        return cls(
            n_captures=value["n_captures"],
            n_feeds=value["n_feeds"],
            n_refined=value["n_refined"],
            n_texts=value["n_texts"],
            states=Counter(value["states"]),
            reasons=Counter(value["reasons"]),
            damaged=[Damaged(**one) for one in value["damaged"]],
        )
