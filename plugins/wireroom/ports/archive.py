"""The raw archive: what is written to it and what is read back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wireroom.model import Capture, Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One capture read back from the archive, its digest verified."""

    capture: Capture
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An exchange to archive, the host it came through, and what belongs beside it (JSON).

    `provenance` names whose copy it is, "" where the outlet itself was asked.
    """

    capture_id: str
    host: str
    exchange: Exchange
    metadata: Mapping[str, Any] = field(default_factory=dict)
    provenance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said of a capture after it was archived (JSON), and when."""

    capture_id: str
    url: str
    noted_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Where a capture and what belongs beside it lie in a file."""

    uri: str
    offset: int
    length: int
    facts_offset: int
    facts_length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A capture as the archive alone tells it, with what belongs beside it."""

    leaf: Leaf
    capture: Capture
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A stretch of a file that cannot be read; `url` is "" where nothing tells it any more."""

    location: str
    url: str
    problem: str


class Shelf(Protocol):
    """The raw archive as files, where nobody else knows what lies in it."""

    def days(self) -> list[str]:
        """The days of runs that there is anything of, in their order."""
        ...

    def files(self, step: str, day: str) -> list[str]:
        """The files that runs of a day wrote in a step, by name."""
        ...

    def kept(self, uri: str) -> Iterator[Kept | Broken]:
        """The captures of a file, and what cannot be read of it."""
        ...

    def kept_at(self, leaf: Leaf) -> Kept:
        """One of them again; raises CorruptCaptureError."""
        ...

    def notes(self, uri: str) -> Iterator[Mapping[str, Any] | Broken]:
        """The notes of a file, and what cannot be read of it."""
        ...


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

    def write_notes(self, name: str, notes: Iterable[Note], /) -> None:
        """File notes (at least one) as `write` files captures."""
        ...
