"""The pages of the benchmark: real articles with their addresses, outlets, headlines and days."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from wireroom.model import Exchange

# One host for many sites: their pages have nothing in common.
SHARED_HOSTS = frozenset({"archive.org", "blogspot.com", "wordpress.com"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One article's page; `on` is the day it is of, where that is known."""

    name: str
    outlet: str
    headline: str
    on: date | None
    exchange: Exchange

    @property
    def host(self) -> str:
        """The host that served it."""
        return urlsplit(self.exchange.final_url).hostname or self.outlet


def samples(folder: Path) -> Iterator[Sample]:
    """Every page of `truth.jsonl.gz` whose source lies in `pages/`."""
    with gzip.open(folder / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            source = folder / "pages" / told["set"] / f"{told['id']}.html.gz"
            if source.exists():
                yield _sample(told, gzip.decompress(source.read_bytes()))


def _sample(told: dict[str, str], body: bytes) -> Sample:
    url = told["url"] or ""
    if not url.startswith("http"):  # some were kept without it
        url = f"https://{told['id'].partition('-')[0].lower()}/{told['id']}"
    exchange = Exchange(
        requested_url=url,
        final_url=url,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        elapsed_s=0.0,
        address="",
        is_tls_verified=True,
    )
    return Sample(
        name=f"{told['set']}/{told['id']}",
        outlet=told["outlet"],
        headline=told["title"] or "",
        on=_day(told["set"], told["date"]),
        exchange=exchange,
    )


def _day(of_set: str, told: str | None) -> date | None:
    """The article's day; the pages of one set were all kept within two days."""
    if of_set == "aeb":
        return date(2019, 11, 19)
    try:
        return date.fromisoformat((told or "")[:10])
    except ValueError:
        return None
