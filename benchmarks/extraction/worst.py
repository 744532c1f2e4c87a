"""`python -m benchmarks.extraction.worst DATA`: junk and lost lines by class, the worst pages."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction.kinds import Kind, case_of, kind_of
from benchmarks.extraction.lines import Line, Spot, junk, lost, place, spots
from benchmarks.extraction.peers import TOOLS
from benchmarks.extraction.samples import Said, Sample, samples
from benchmarks.extraction.scoring import body_f1, chunk_f1, score

N_LETTERS, N_FAULTS = 160, 12  # shown of a line, and of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A line that is too much (`is_junk`) or missing."""

    is_junk: bool
    kind: Kind
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A page, its F1 and what is wrong with its text."""

    name: str
    url: str
    f1: float
    faults: tuple[Fault, ...]


def main(words: Sequence[str] | None = None) -> int:
    """Read, count and list."""
    asked = _asked(words)
    read = TOOLS[asked.tool]()
    pages = (one for one in samples(asked.data, every=asked.every) if asked.set in {one.of_set, ""})
    found = [look(page, read(page)) for page in pages]
    sys.stdout.write(counted(found) + "\n")
    for one in sorted(found, key=lambda one: one.f1)[: asked.n]:
        sys.stdout.write(told(one) + "\n")
    return 0


def look(page: Sample, said: Said) -> Looked:
    """Score a page's text and sort its faults."""
    scored = score(page.truth, said)
    chunks = [scored.chunks] if scored.chunks else []
    f1 = body_f1([scored.body]) if scored.body else chunk_f1(chunks)
    wrong = [(True, line) for line in junk(page.truth, said.text)]
    wrong += [(False, line) for line in lost(page.truth, said.text)]
    places = spots(page) if wrong else {}
    faults = [
        Fault(is_junk=is_junk, line=line, kind=_kind(line, places, page, said))
        for is_junk, line in wrong
    ]
    return Looked(name=f"{page.of_set}/{page.name}", url=page.url, f1=f1, faults=tuple(faults))


def counted(found: Sequence[Looked]) -> str:
    """Lines, tokens and pages by class, junk and lost."""
    heads = [f"{what} {unit}" for what in ("junk", "lost") for unit in ("lines", "tokens", "pages")]
    lines = [f"| {len(found)} pages | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for name, kinds in [*((kind.value, {kind}) for kind in Kind), ("**all**", set(Kind))]:
        cells = [*_cells(found, kinds, is_junk=True), *_cells(found, kinds, is_junk=False)]
        lines.append(f"| {name} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def told(one: Looked) -> str:
    """A page with its faults, one a line."""
    lines = [f"{one.f1:.3f} {one.name} {one.url}"]
    for fault in one.faults[:N_FAULTS]:
        what = "junk" if fault.is_junk else "lost"
        at = f"{fault.line.number}/{fault.line.n_lines}"
        lines.append(f"  {what} {at} [{fault.kind}] {fault.line.text[:N_LETTERS]}")
    n_more = len(one.faults) - N_FAULTS
    return "\n".join([*lines, *([f"  and {n_more} more"] if n_more > 0 else [])])


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction.worst")
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--set", default="", help="only this set")
    parser.add_argument("-n", type=int, default=10, metavar="N", help="pages listed")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument("--tool", choices=TOOLS, default="wireroom", help="whose reading")
    return parser.parse_args(words)


def _kind(line: Line, places: Mapping[str, Spot], page: Sample, said: Said) -> Kind:
    return kind_of(case_of(line, place(places, line), page.truth, said))


def _cells(found: Sequence[Looked], kinds: set[Kind], *, is_junk: bool) -> tuple[int, int, int]:
    by_page = [
        [f.line for f in one.faults if f.is_junk is is_junk and f.kind in kinds] for one in found
    ]
    lines = [line for page in by_page for line in page]
    return len(lines), sum(line.n_tokens for line in lines), sum(map(bool, by_page))


if __name__ == "__main__":
    sys.exit(main())
