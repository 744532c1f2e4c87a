"""What an import came to: what was taken, what was left and why, and what the file lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wireroom.stages.monitor import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file: `left` counts records by why they were left, `damage` names what is broken."""

    file: str
    n_records: int
    left: Mapping[str, int]
    damage: tuple[str, ...]
    summary: Summary

    @property
    def has_findings(self) -> bool:
        """Whether a person should look: the file is damaged, or something taken is no article."""
        return bool(self.damage) or self.summary.has_findings

    def as_json(self) -> dict[str, Any]:
        """The report as JSON can spell it."""
        return {
            "file": self.file,
            "n_records": self.n_records,
            "left": dict(self.left),
            "damage": list(self.damage),
            **self.summary.as_json(),
        }
