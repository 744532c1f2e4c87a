"""`python -m benchmarks.extraction.mistaken DATA`: wrong titles, dates and authors by class.

A class says how what was taken stands to what is right, and whether the page states the right one
at all: a tool can only choose among what stands there.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.extraction.peers import TOOLS
from benchmarks.extraction.samples import Said, Sample, Truth, samples
from benchmarks.extraction.scoring import days, fold, people, score
from wireroom.model import Page
from wireroom.stages.extract.sheet import open_sheet

NOTHING = "nothing taken"
UNSTATED = "the right one stands nowhere on the page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One wrong field of one page."""

    of_set: str
    name: str
    field: str
    kind: str
    taken: str
    right: str


def main(words: Sequence[str] | None = None) -> int:
    """Read, count and list."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction.mistaken")
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument("--tool", choices=TOOLS, default="wireroom", help="whose reading")
    parser.add_argument("--list", action="store_true", help="each mistake as well")
    asked = parser.parse_args(words)
    read = TOOLS[asked.tool]()
    found = [
        one for page in samples(asked.data, every=asked.every) for one in mistakes(page, read(page))
    ]
    sys.stdout.write(counted(found))
    for one in found if asked.list else ():
        line = f"{one.of_set}/{one.name} {one.field} [{one.kind}] {one.taken!r} for {one.right!r}"
        sys.stdout.write(line + "\n")
    return 0


def mistakes(page: Sample, said: Said) -> Iterator[Mistake]:
    """Every field of the page that is wrong."""
    truth, marks = page.truth, score(page.truth, said)
    sides = {
        "title": (said.title, truth.title, marks.title, title_kind),
        "date": (said.date, truth.date, marks.date, date_kind),
        "authors": (said.authors, truth.authors, marks.authors, authors_kind),
    }
    for field, (taken, right, is_right, kind_of) in sides.items():
        if is_right is False:
            kind = kind_of(page, said, truth) if taken else NOTHING
            told = {"taken": str(taken), "right": str(right)}
            yield Mistake(of_set=page.of_set, name=page.name, field=field, kind=kind, **told)


def title_kind(page: Sample, said: Said, truth: Truth) -> str:
    """How a wrong title stands to the right one."""
    sheet = open_sheet(Page(body=page.body, url=page.url))
    headlines = {fold(h.text_content()) for h in sheet.found["h1"]}
    stated = {fold(sheet.stated("headline")), fold(sheet.named("og:title", "twitter:title"))}
    right, taken = fold(truth.title), fold(said.title)
    if right in headlines | stated and taken in headlines | stated:
        return "another headline that the page states"
    if right in taken or taken in right:
        return "the right one with more or less around it"
    return "another text" if right in fold(page.html) else UNSTATED


def date_kind(page: Sample, said: Said, truth: Truth) -> str:
    """How a wrong day stands to the right one."""
    right, taken = (min(days(stamp), default="") for stamp in (truth.date, said.date))
    if _is_beside(right, taken):
        return "the day before or after"
    is_stated = bool(right) and right in page.html
    return "another day, where the page states both" if is_stated else "another day"


def _is_beside(right: str, taken: str) -> bool:
    try:
        return abs(date.fromisoformat(right) - date.fromisoformat(taken)) == timedelta(days=1)
    except ValueError:  # a truth that is no date
        return False


def authors_kind(page: Sample, said: Said, truth: Truth) -> str:
    """How wrong authors stand to the right ones."""
    right, taken = people(truth.authors), people(said.authors)
    if taken < right:
        return "some of them"
    if taken > right:
        return "others beside them"
    stands = fold(page.html)
    if all(name in stands for name in right):
        return "others in their place"
    return UNSTATED


def counted(found: Iterable[Mistake]) -> str:
    """Mistakes by field and class, each set in a column."""
    numbers = Counter((one.field, one.kind, one.of_set) for one in found)
    of_sets = sorted({of_set for _, _, of_set in numbers})
    lines = [f"| | {' | '.join(of_sets)} |", "|---|" + "---:|" * len(of_sets)]
    for field, kind in sorted({(field, kind) for field, kind, _ in numbers}):
        cells = (str(numbers[field, kind, of_set]) for of_set in of_sets)
        lines.append(f"| {field}: {kind} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
