"""Invented arrivals: articles of a real size, some of which come again, as they were or changed."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from wireroom.model import Article, Capture, Clean, EntryState, LedgerRow, Sighting, version_id
from wireroom.ports import LoadBatch

BATCH = 290  # arrivals in one transaction
N_LETTERS = 4900  # of a text, the mean of the pages measured in the design of storage
_AGAIN, _CHANGED = 0.3, 0.5  # of all arrivals; of those that come again
_HOSTS, _OUTLETS = 3, 40
_START = datetime(2026, 1, 1, tzinfo=UTC)


def batches(n_arrivals: int, *, part: int = 0, n_parts: int = 1, seed: int = 1) -> list[LoadBatch]:
    """The same batches for the same numbers: those of one part of the outlets, as a run deals them.

    An outlet's arrivals are all in one part.
    """
    arrivals = [
        (at, number, text)
        for at, (number, text) in enumerate(_arrivals(n_arrivals, seed))
        if number % _OUTLETS % n_parts == part
    ]
    return [_batch(arrivals[start : start + BATCH]) for start in range(0, len(arrivals), BATCH)]


def _arrivals(n_arrivals: int, seed: int) -> list[tuple[int, str]]:
    """Which article, and its text then."""
    dice = random.Random(seed)
    words = [_word(dice) for _ in range(20_000)]
    texts: list[str] = []
    arrivals: list[tuple[int, str]] = []
    for _ in range(n_arrivals):
        if texts and dice.random() < _AGAIN:
            number = dice.randrange(len(texts))
            if dice.random() < _CHANGED:
                texts[number] += f"\nUpdate: {dice.choice(words)}."
        else:
            number = len(texts)
            texts.append(_text(dice, words))
        arrivals.append((number, texts[number]))
    return arrivals


def _batch(arrivals: Sequence[tuple[int, int, str]]) -> LoadBatch:
    made = [_arrival(number, text, at) for at, number, text in arrivals]
    articles, captures, sightings, ledger = zip(*made, strict=True)
    return LoadBatch(articles=articles, captures=captures, sightings=sightings, ledger=ledger)


def _arrival(number: int, text: str, at: int) -> tuple[Article, Capture, Sighting, LedgerRow]:
    seen_at, host = _START + timedelta(seconds=at), f"m{at % _HOSTS}.outlet{number % _OUTLETS}.test"
    outlet_id, url = (
        f"outlet{number % _OUTLETS}",
        f"https://{host}/news/{number}/the-story-of-{number}",
    )
    capture = Capture(
        capture_id=f"sha256:{at:064x}", requested_url=url, final_url=url, host=host, status=200,
        headers=(("Content-Type", "text/html"),), digest=f"sha256:{at:064x}",
        archive_uri=f"2026/01/{at // BATCH}.warc.gz", offset=at, length=9000, captured_at=seen_at,
        is_tls_verified=True,
    )  # fmt: skip
    article = Article(
        article_id=f"{outlet_id}:{number}", version_id=version_id(text), outlet_id=outlet_id,
        outlet=f"Outlet {number % _OUTLETS}", native_id=str(number), canonical_url=url,
        claimed_id=None,
        observed_at=seen_at, capture_id=capture.capture_id, clean=_clean(number, text),
    )  # fmt: skip
    sighting = Sighting(
        article_id=article.article_id, host=host, url=url, version_id=article.version_id,
        seen_at=seen_at,
    )  # fmt: skip
    row = LedgerRow(
        run_id=f"run{at // BATCH}", entry_id=f"e{at}", outlet_id=outlet_id, feed="/rss", url=url,
        article_id=article.article_id, state=EntryState.NEW, capture_id=capture.capture_id,
        version_id=article.version_id, host=host,
    )  # fmt: skip
    return article, capture, sighting, row


def _clean(number: int, text: str) -> Clean:
    return Clean(
        title=f"The story of {number}", authors=("Ana Ruiz",), published_at=_START,
        published_source="jsonld", modified_at=None, sections=("News", "World"), tags=("coast",),
        language="en", text=text, images=(), canonical_url=None, mirror_candidates=(),
        confidence=0.98, reason="", extractor="wireroom/3+trafilatura/2.3.1",
        meta={"path": "blocks", "kind": "article"},
    )  # fmt: skip


def _text(dice: random.Random, words: Sequence[str]) -> str:
    said = " ".join(dice.choices(words, k=N_LETTERS // 6))
    return "\n".join(said[at : at + 400] for at in range(0, len(said), 400))


def _word(dice: random.Random) -> str:
    return "".join(dice.choices("abcdefghijklmnoprstuvwyz", k=dice.randint(2, 9)))
