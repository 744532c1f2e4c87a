"""A folder of files, new ones for each publication, and a manifest that says what counts.

Files never change: a changed article stands in a later file with a higher `change_number`, a
withdrawn one as a row with `is_withdrawn`. `since` 0 writes everything anew and removes the rest.
A file that the manifest does not name was left by a run that was cut short: it goes.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from wireroom.adapters.export import durable
from wireroom.errors import BadInputError, ContractError
from wireroom.ports import Change

MANIFEST = "manifest.json"
STEM = "changes-"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of ours: where it lies in the folder, and how many rows it has."""

    path: str
    n_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What counts in the folder, and the change it came to."""

    kind: str
    outlets: tuple[str, ...]
    last: int
    files: tuple[File, ...]


class Parts(Protocol):
    """Writes records into new files, which end in ``.part``."""

    def add(self, changes: Sequence[Change]) -> None:
        """Write some changes, or keep them for a while."""
        ...

    def close(self) -> list[tuple[Path, int]]:
        """Write the rest; the files and their rows."""
        ...


class Folder:
    """A folder as a ports.Target."""

    def __init__(
        self, path: Path, parts: Callable[[Path, str], Parts], *, kind: str, scope: Sequence[str]
    ) -> None:
        self.path, self.kind, self.scope = path, kind, tuple(sorted(scope))
        self._parts = parts

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.path)

    def mark(self) -> int:
        """The number its manifest says; raises BadInputError for a folder of something else."""
        found = self._manifest()
        if found is None:
            return 0
        if (found.kind, found.outlets) != (self.kind, self.scope):
            held = f"{found.kind} of {', '.join(found.outlets) or 'all outlets'}"
            raise BadInputError(self.name, f"it holds {held}", "name another folder, or --full")
        return found.last

    def take(self, batches: Iterable[Sequence[Change]], *, since: int, upto: int) -> int:
        """Write the changes into new files, then the manifest that names them."""
        before = self._manifest() if since else None
        kept = before.files if before else ()
        self.path.mkdir(parents=True, exist_ok=True)
        self._remove_others({file.path for file in self._known()})
        parts = self._parts(self.path, f"{STEM}{since:012d}-{upto:012d}")
        n = 0
        for changes in batches:
            parts.add(changes)
            n += len(changes)
        new = tuple(self._settled(part, n_rows) for part, n_rows in parts.close())
        self._say(Manifest(kind=self.kind, outlets=self.scope, last=upto, files=kept + new))
        self._remove_others({file.path for file in kept + new})
        return n

    def counts(self, since: int) -> dict[str, tuple[int, int]] | None:  # noqa: ARG002
        """Files are not counted by outlet: what was written stands in the manifest."""
        return None

    def _known(self) -> tuple[File, ...]:
        found = self._manifest()
        return found.files if found else ()

    def _settled(self, part: Path, n_rows: int) -> File:
        whole = durable.settle(part)
        return File(path=whole.relative_to(self.path).as_posix(), n_rows=n_rows)

    def _say(self, manifest: Manifest) -> None:
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        durable.write(self.path / MANIFEST, lambda part: part.write_text(text, encoding="utf-8"))

    def _manifest(self) -> Manifest | None:
        try:
            found: dict[str, Any] = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            return Manifest(
                kind=found["kind"],
                outlets=tuple(found["outlets"]),
                last=int(found["last"]),
                files=tuple(File(**file) for file in found["files"]),
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            problem = f"its {MANIFEST} cannot be read ({error})"
            raise ContractError(self.name, problem, "restore it, or name another folder") from error

    def _remove_others(self, kept: set[str]) -> None:
        for found in self.path.rglob(f"{STEM}*"):
            if found.is_file() and found.relative_to(self.path).as_posix() not in kept:
                found.unlink()
