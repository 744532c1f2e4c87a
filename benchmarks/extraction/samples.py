"""The pages of the benchmark: their sources and what a careful reader would take from them."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wireroom.stages.extract.charset import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is right: a body, or chunks that a text must and must not have; "" and () unknown."""

    body: str = ""
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()


FIELDS = ("title", "date", "authors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a tool took from a page; `authors` may be one string for several."""

    text: str = ""
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] | str = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page of one set; `html` is its body decoded, for tools that do not decode."""

    of_set: str
    name: str
    url: str
    outlet: str
    body: bytes
    html: str = field(repr=False)
    truth: Truth


def samples(folder: Path, *, every: int = 1) -> Iterator[Sample]:
    """Every `every`-th page of `truth.jsonl.gz`; raises OSError where the data are absent."""
    with gzip.open(folder / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in list(lines)[::every]:
            told = json.loads(line)
            source = folder / "pages" / told["set"] / f"{told['id']}.html.gz"
            yield _sample(told, gzip.decompress(source.read_bytes()))


def _sample(told: dict[str, str], body: bytes) -> Sample:
    is_url = told["url"].startswith("http")  # some pages were kept without theirs
    return Sample(
        of_set=told["set"],
        name=told["id"],
        url=told["url"] if is_url else f"https://www.outlet.example/{told['id']}",
        outlet=told["outlet"],
        body=body,
        html=decode(body, "").text,
        truth=Truth(
            body=told["body"] or "",
            must=tuple(told["must"] or ()),
            must_not=tuple(told["must_not"] or ()),
            title=told["title"] or "",
            date=told["date"] or "",
            authors=tuple(told["authors"] or ()),
        ),
    )
