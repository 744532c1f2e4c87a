"""The real texts that copies are made from: bodies of truth, else what the pipeline reads."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.dedupe.sentences import Text, split
from wireroom.model import Page
from wireroom.reading import read_page

LEAST = 80  # words, or signs of a script without spaces: shorter texts carry no story to rewrite
LEAST_SIGNS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One real article: its language's code, headline and paragraphs."""

    name: str
    language: str
    title: str
    text: Text


def samples(folder: Path, *, every: int = 1) -> Iterator[Sample]:
    """Every `every`-th page that holds enough text; raises OSError where the data are absent."""
    with gzip.open(folder / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in list(lines)[::every]]
    seen: set[str] = set()
    for row in rows:
        found = _sample(folder, row)
        plain = found.text.plain()
        key = plain[:LEAST_SIGNS]
        if len(plain.split()) >= LEAST or len(plain) >= LEAST_SIGNS:
            if key not in seen:
                yield found
            seen.add(key)


def halves(found: Sequence[Sample]) -> tuple[list[Sample], list[Sample]]:
    """Every other text: what rules are tuned on, and what they are judged on."""
    return list(found[::2]), list(found[1::2])


def _sample(folder: Path, row: dict[str, str]) -> Sample:
    path = folder / "pages" / row["set"] / f"{row['id']}.html.gz"
    is_url = row["url"].startswith("http")
    url = row["url"] if is_url else f"https://www.outlet.example/{row['id']}"
    clean = read_page(Page(body=gzip.decompress(path.read_bytes()), url=url))
    return Sample(
        name=f"{row['set']}/{row['id']}",
        language=clean.language,
        title=row["title"] or clean.title,
        text=split(row["body"] or clean.text),
    )
