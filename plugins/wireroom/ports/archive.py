"""The raw archive: what is written to it and what is read back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from wireroom.model import Capture, Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One capture read back from the archive, its digest verified."""

    capture: Capture
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An exchange to archive, the host it came through, and what belongs beside it (JSON)."""

    capture_id: str
    host: str
    exchange: Exchange
    metadata: Mapping[str, Any] = field(default_factory=dict)


class Archive(Protocol):
    """The raw archive: one immutable file per batch."""

    def write(self, name: str, attempts: Iterable[Attempt], /) -> list[Capture]:
        """File a batch under `name` (temp, fsync, rename) and say where each capture lies.

        Writing the same name again replaces the file. Raises ArchiveUnavailableError.
        """
        ...

    def read(self, capture: Capture, /) -> Archived:
        """The raw body; raises CorruptCaptureError or ArchiveUnavailableError."""
        ...
