"""Rooms and articles for near copies: a store, a clock, and texts that nobody wrote."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.rooms import outlet_file
from tests.stages.dedupe.texts import story, words

from wireroom.model import Article, Clean, version_id
from wireroom.pipeline import Room, open_room, read_settings
from wireroom.pipeline.near import fingerprints, relate_near
from wireroom.ports import LoadBatch
from wireroom.stages.dedupe import relations

NOW = datetime(2026, 8, 15, 12, tzinfo=UTC)


def near_room(home: Path, warehouse: str = "") -> Room:
    """A room whose clock stands still, over the warehouse of its home or another."""
    outlets = home / "outlets"
    if not outlets.exists():
        outlet_file(outlets, "daily", "www.daily.test")
    named = {"WIREROOM_WAREHOUSE": warehouse} if warehouse else {}
    places = {"WIREROOM_HOME": str(home), "WIREROOM_OUTLETS": str(outlets)}
    settings = read_settings(places | named)
    return open_room(settings, now=NOW)


def article(article_id: str, text: str, *, hours: float = 0) -> Article:
    """An article of the outlet before its colon, seen so many hours after the first."""
    outlet_id = article_id.partition(":")[0]
    clean = Clean(
        title="T", authors=(), published_at=None, published_source="", modified_at=None,
        sections=(), tags=(), language="en", text=text, images=(), canonical_url=None,
        mirror_candidates=(), confidence=1.0, reason="", extractor="x",
    )  # fmt: skip
    return Article(
        article_id=article_id, version_id=version_id(text), outlet_id=outlet_id, outlet=outlet_id,
        native_id=None, canonical_url=f"https://www.{outlet_id}.test/{article_id}",
        claimed_id=None, observed_at=NOW + timedelta(hours=hours), capture_id="c", clean=clean,
    )  # fmt: skip


def edited(seed: object, share: float = 0.06) -> str:
    """A story with some of its small words replaced, another way for each `seed`."""
    told, how = seed if isinstance(seed, tuple) else (seed, 0)
    rng, fresh = random.Random(f"{told} {how}"), words(("fresh", how), 500)
    return " ".join(
        rng.choice(fresh) if word.islower() and rng.random() < share else word
        for word in story(told, 240).split(" ")
    )


def relate_exact(room: Room, articles: Iterable[Article]) -> None:
    """File who else has the very text of these articles."""
    found = []
    for one in articles:
        copies = room.store.copies(one.outlet_id, ids=[], digests=[one.version_id])
        found += relations(one.article_id, one.version_id, copies)
    room.store.load(LoadBatch(relations=found), now=NOW)


def file(room: Room, *articles: Article) -> None:
    """File articles as `file_batch` does: load and commit, then look up."""
    batch = LoadBatch(articles=articles, fingerprints=fingerprints(room, articles))
    room.store.load(batch, now=NOW)
    relate_exact(room, articles)
    relate_near(room, sorted({one.outlet_id for one in articles}))
