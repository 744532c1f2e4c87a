"""`python -m benchmarks.extraction.floor DATA`: what a record costs beside its body, step by step.

Each step runs on what the steps before it gave, one page after the other in one process; the
quicker of two runs counts. The body itself is read the long way and its time shown apart.
"""

import argparse
import gc
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import TypeVar

from benchmarks.extraction.__main__ import silence
from benchmarks.extraction.peers import forget
from benchmarks.extraction.samples import Sample, samples
from wireroom.model import Page
from wireroom.stages.clean import clean
from wireroom.stages.extract import extract
from wireroom.stages.extract.access import access, is_teaser
from wireroom.stages.extract.authors import authors
from wireroom.stages.extract.body import read_body
from wireroom.stages.extract.charset import decode
from wireroom.stages.extract.dates import dates, modified_at
from wireroom.stages.extract.images import images, pictures
from wireroom.stages.extract.kinds import kind
from wireroom.stages.extract.languages import languages
from wireroom.stages.extract.mirrors import candidates
from wireroom.stages.extract.sections import sections
from wireroom.stages.extract.sheet import open_sheet
from wireroom.stages.extract.tags import tags
from wireroom.stages.extract.titles import title

_T = TypeVar("_T")
BODY = "body, the long way"
Costs = dict[str, list[float]]


class Clock:
    """CPU seconds of each step of one page."""

    def __init__(self) -> None:
        self.spent_s: dict[str, float] = {}

    def __call__(self, step: str, call: Callable[[], _T]) -> _T:
        """What a step gives, its time kept under its name."""
        begun = time.process_time()
        found = call()
        spent_s = time.process_time() - begun
        self.spent_s[step] = min(spent_s, self.spent_s.get(step, spent_s))
        return found


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction.floor", description=__doc__
    )
    parser.add_argument("data", type=Path, help="folder with truth.jsonl.gz and pages/")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    asked = parser.parse_args(words)
    with silence():
        costs = measured(list(samples(asked.data, every=asked.every)))
    sys.stdout.writelines(table(costs))
    return 0


def measured(pages: Sequence[Sample]) -> Costs:
    """CPU seconds by step, one number a page."""
    costs: Costs = defaultdict(list)
    for sample in pages:
        clock = Clock()
        for _ in range(2):
            forget()
            gc.collect()
            read(sample, clock)
        for step, spent_s in clock.spent_s.items():
            costs[step].append(spent_s)
    return costs


def read(sample: Sample, clock: Clock) -> None:
    """All that `read_page` does with a page, in steps."""
    page = Page(body=sample.body, url=sample.url)
    clock("decoding", lambda: decode(page.body, page.content_type))
    sheet = clock("decoding, parsing, structured data", lambda: open_sheet(page))
    head = clock("title", lambda: title(sheet))
    body = clock(BODY, lambda: read_body(sheet, head))
    found = clock("pictures, others' and own", lambda: pictures(sheet.tree))
    lines, _ = body.lines(found.foreign)
    named = clock("authors", lambda: authors(sheet))
    clock("dates", lambda: (dates(sheet), modified_at(sheet)))
    clock("sections", lambda: sections(sheet, head))
    clock("tags", lambda: tags(sheet, head, lines))
    clock("languages stated", lambda: languages(sheet))
    clock("images, captions, credits", lambda: images(sheet, found, body, named))
    clock("announced mirrors", lambda: candidates(sheet.emptied(), page.url, lines))
    stated = clock("access", lambda: access(sheet))
    clock("teaser, kind", lambda: (is_teaser(sheet, lines, stated), kind(sheet, head, lines)))
    whole = extract(page)
    clock("cleaning, language of the text", lambda: clean(page, whole))


def table(costs: Costs) -> Iterator[str]:
    """The steps in their order, and what they are together without the body."""
    yield "| step | ms median | ms mean |\n|---|---:|---:|\n"
    for step, spent_s in costs.items():
        yield _row(step, spent_s)
    apart = {BODY, "decoding"}  # decoding is part of the next step
    beside = [one for step, one in costs.items() if step not in apart]
    yield _row("**all but the body**", [sum(spent_s) for spent_s in zip(*beside, strict=True)])


def _row(step: str, spent_s: Sequence[float]) -> str:
    return f"| {step} | {1000 * median(spent_s):.2f} | {1000 * fmean(spent_s):.2f} |\n"


if __name__ == "__main__":
    sys.exit(main())
