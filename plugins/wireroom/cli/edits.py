"""How an edit looks on a terminal, and in a file: removed words red and struck, new ones green.

Where there are no colours they stand in the marks of ``git diff --word-diff``: [-removed-]{+new+}.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from typing import Any, Self

from rich.console import Console
from rich.text import Text

from wireroom.cli.output import stdout
from wireroom.stages.versions import Change, Paragraph, Piece, Step, changes, word_changes

_STYLES = {Step.SAME: "", Step.REMOVED: "red strike", Step.ADDED: "green"}
_MARKS = {Step.SAME: ("", ""), Step.REMOVED: ("[-", "-]"), Step.ADDED: ("{+", "+}")}
_SIGNS = {Change.SAME: " ", Change.CHANGED: "~", Change.REMOVED: "-", Change.ADDED: "+"}
_N_SHOWN = 12  # digits of a digest that tell captures apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A content version and where it was seen; `hosts` has the host of its capture first."""

    number: int
    version_id: str
    title: str
    text: str
    observed_at: str
    capture_id: str
    archive_uri: str
    hosts: tuple[str, ...]

    @classmethod
    def of(cls, row: dict[str, Any], number: int) -> Self:
        """The version of a row of the store's history."""
        hosts = [host for host in (row["host"], *row["served"]) if host]
        names = ("version_id", "title", "text", "observed_at", "capture_id")
        return cls(
            **{name: row[name] for name in names},
            number=number,
            archive_uri=row["archive_uri"] or "",
            hosts=tuple(dict.fromkeys(hosts)),
        )

    @property
    def when(self) -> str:
        """The minute of its first sight."""
        return f"{self.observed_at[:16].replace('T', ' ')} UTC"

    def as_json(self) -> dict[str, Any]:
        """The version without its text."""
        names = ("number", "version_id", "title", "observed_at", "hosts", "capture_id")
        return {name: getattr(self, name) for name in (*names, "archive_uri")}


def print_edit(before: Version, after: Version, *, n_versions: int) -> None:
    """Both versions' heads, the titles, and the paragraphs; what stayed is folded."""
    console = stdout()
    for version in (before, after):
        _print_head(console, version, n_versions)
    console.print()
    print_words((before.title, after.title), (before.text, after.text))


def print_words(titles: tuple[str, str], texts: tuple[str, str]) -> None:
    """What became of a title and of a text, word by word."""
    console = stdout()
    _print_title(console, word_changes(*titles))
    for change, run in groupby(changes(*texts), key=lambda one: one.change):
        _print_run(console, change, list(run))


def _print_head(console: Console, version: Version, n_versions: int) -> None:
    digest = version.capture_id.removeprefix("sha256:")[:_N_SHOWN]
    hosts = ", ".join(version.hosts) or "a host that is not kept"
    console.print(
        Text.assemble(
            (f"version {version.number} of {n_versions}", "bold"),
            f"  {version.when}  {hosts}  capture {digest}",
        ),
        soft_wrap=True,
    )


def _print_title(console: Console, pieces: Sequence[Piece]) -> None:
    is_same = all(piece.step is Step.SAME for piece in pieces)
    text = _words(console, pieces)
    text.stylize("bold")
    _print_lines(console, Change.SAME if is_same else Change.CHANGED, text)


def _print_run(console: Console, change: Change, run: Sequence[Paragraph]) -> None:
    if change is Change.SAME:
        n_words = sum(len(piece.text.split()) for one in run for piece in one.pieces)
        what = "paragraph" if len(run) == 1 else "paragraphs"
        told = f"··· {len(run)} {what} unchanged, {n_words} words"
        _print_lines(console, change, Text(told, style="dim"))
        return
    for one in run:
        _print_lines(console, change, _words(console, one.pieces))


def _print_lines(console: Console, change: Change, text: Text) -> None:
    """The text beside the sign of what became of it, within the terminal's width."""
    signs = chain([_SIGNS[change]], repeat(" "))
    for sign, line in zip(signs, text.wrap(console, console.width - 2), strict=False):
        line.rstrip()
        console.print(Text.assemble(f"{sign} ", line), soft_wrap=True)


def _words(console: Console, pieces: Iterable[Piece]) -> Text:
    """The pieces in one line of text, coloured where there are colours, else marked."""
    text = Text()
    for piece in pieces:
        words = piece.text.lstrip()
        text.append(piece.text[: len(piece.text) - len(words)] if text else "")
        start, end = ("", "") if console.color_system else _MARKS[piece.step]
        text.append(f"{start}{words}{end}", style=_STYLES[piece.step])
    return text
