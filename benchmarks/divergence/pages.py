"""The real pages, and how a host's copy of one is read: with the pipeline's own extraction."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wireroom.model import Page
from wireroom.reading import read_page
from wireroom.stages.extract.charset import decode
from wireroom.stages.mirrors.divergence import Reading, Specimen, read
from wireroom.urls import host_key, host_of, path_of

MIRROR = "mirror.example.net"
CONTENT_TYPE = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One real page: `source` is its decoded text, `copy` what is read of it on the origin."""

    name: str
    url: str
    source: str
    copy: Reading

    @property
    def host(self) -> str:
        """The origin."""
        return host_of(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the mirror serves, and what the origin does where that is not the real page."""

    body: str | bytes
    content_type: str = CONTENT_TYPE
    origin: str | None = None


def samples(folder: Path, *, every: int = 1) -> Iterator[tuple[str, str, Path]]:
    """Name, URL and path of every `every`-th page; raises OSError where the data are absent.

    A page whose URL is not known gets one.
    """
    with gzip.open(folder / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in list(lines)[::every]:
            row = json.loads(line)
            is_url = row["url"].startswith("http")
            url = row["url"] if is_url else f"https://www.outlet.example/{row['id']}"
            yield row["id"], url, folder / "pages" / row["set"] / f"{row['id']}.html.gz"


def sample(name: str, url: str, body: bytes) -> Sample | None:
    """A page as its origin serves it; None where nothing is read of it."""
    source = decode(body, "").text
    copy = read_copy(url, host_of(url), source.encode("utf-8", "replace"), url)
    if not copy.words:
        return None
    return Sample(name=name, url=url, source=source, copy=copy)


def both(one: Sample, served: Served | str, *, is_text: bool = True) -> tuple[Reading, Reading]:
    """The mirror's copy and the origin's; without `is_text` both have the real page's words."""
    given = served if isinstance(served, Served) else Served(body=served)
    body = given.body if isinstance(given.body, bytes) else given.body.encode("utf-8", "replace")
    words = None if is_text else one.copy.specimen
    there = f"https://{MIRROR}{path_of(one.url)}"
    theirs = read_copy(one.url, MIRROR, body, there, content_type=given.content_type, words=words)
    if given.origin is None:
        return theirs, one.copy
    body = given.origin.encode("utf-8", "replace")
    return theirs, read_copy(one.url, one.host, body, one.url, words=words)


def read_copy(
    home: str,
    host: str,
    body: bytes,
    url: str,
    *,
    content_type: str = CONTENT_TYPE,
    words: Specimen | None = None,
) -> Reading:
    """A host's copy, extracted and cleaned as the pipeline does, and taken apart.

    `words` are given where they are known already.
    """
    known = words or _extracted(Page(body=body, url=home, content_type=content_type))
    origin = host_of(home)
    return read(
        replace(known, host=host, url=url, body=body),
        own_hosts=(origin, host_key(origin), MIRROR),
    )


def _extracted(page: Page) -> Specimen:
    clean = read_page(page)
    return Specimen(
        host="",
        url=page.url,
        title=clean.title,
        text=clean.text,
        body=page.body,
        modified_at=clean.modified_at,
    )
