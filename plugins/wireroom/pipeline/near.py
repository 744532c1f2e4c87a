"""Near copies among filed articles: fingerprints into the load, look-up after its commit, clusters.

A sketch keeps its keys until its look-up is done, so that a killed step loses no relation.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import log

import numpy as np

from wireroom.model import Article, Relation
from wireroom.pipeline.wiring import Room
from wireroom.ports import Copy, LoadBatch
from wireroom.ports.fingerprints import Fingerprint, Sketched, Tie
from wireroom.stages.dedupe import (
    MIN_WORDS,
    Decision,
    Likeness,
    Link,
    Measured,
    Side,
    Stack,
    agency_of,
    credit,
    groups,
    is_copy,
    kind_of,
    likeness,
    marks,
    read,
    relations,
    rule_names,
    scores,
    short,
    sketch,
    stacked,
    without,
)
from wireroom.stages.dedupe.furniture import N_REMEMBERED, Short
from wireroom.stages.dedupe.postings import MOST_SHARED, N_CANDIDATES

WINDOW_DAYS = 30  # before and after an article; a fingerprint is forgotten after twice as many
CHUNK = 100  # sketches looked up between two commits


def fingerprints(room: Room, articles: Sequence[Article]) -> list[Fingerprint]:
    """The fingerprints of articles about to be filed; short texts repeat honestly and get none."""
    outlets = {article.outlet_id for article in articles}
    furniture = {outlet: _furniture(room, outlet) for outlet in outlets}
    found = (_fingerprint(article, furniture[article.outlet_id]) for article in articles)
    return [one for one in found if one is not None]


def relate_near(room: Room, outlet_ids: Sequence[str]) -> None:
    """File the relations of the outlets' sketches that were not looked up yet, and the clusters."""
    waiting = room.store.pending(outlet_ids)
    for start in range(0, len(waiting), CHUNK):
        some = waiting[start : start + CHUNK]
        found = [one for one in _relations(room, some) if not _has_digest(room, one)]
        if found:
            room.store.load(LoadBatch(relations=found), now=room.clock())
            recluster(room, [name for r in found for name in (r.article_id, r.other_id)])
        room.store.looked_up([one.number for one in some])


def recluster(room: Room, article_ids: Sequence[str]) -> None:
    """Let the clusters follow from the relations and from what people said."""
    room.store.recluster(sorted(set(article_ids)), clusters_of)


def clusters_of(ties: Sequence[Tie], seen: Mapping[str, datetime]) -> dict[str, str]:
    """Each article's cluster: the id of the member that was seen first."""
    links = [
        Link(one=tie.article_id, other=tie.other_id, score=tie.score)
        for tie in ties
        if not tie.action
    ]
    said = [
        Decision(
            number=tie.number, action=tie.action, article_id=tie.article_id, other_id=tie.other_id
        )
        for tie in ties
        if tie.action
    ]
    heads = {name: name for name in seen}
    for group in groups(links, said):
        head = min(group, key=lambda name: (seen[name], name))
        heads |= dict.fromkeys(group, head)
    return heads


def expire(room: Room, *, now: datetime) -> int:
    """Forget fingerprints that no article of the window can need; how many."""
    day = int(now.timestamp()) // 86_400
    return room.store.expire_fingerprints(day - 2 * WINDOW_DAYS)


def _furniture(room: Room, outlet_id: str) -> Short:
    texts = room.store.last_texts(outlet_id, N_REMEMBERED)
    return marks([short(read(text).shingles) for text in texts])


def _fingerprint(article: Article, furniture: Short) -> Fingerprint | None:
    text = article.clean.text
    whole = read(text)
    if len(whole.shingles) < MIN_WORDS:
        return None
    found = sketch(replace(whole, shingles=without(whole.shingles, furniture)))
    return Fingerprint(
        article_id=article.article_id,
        version_id=article.version_id,
        outlet_id=article.outlet_id,
        observed_at=article.observed_at,
        credit=credit(text),
        packed=found.packed,
        keys=found.keys.view(np.int32).tolist(),
    )


def _relations(room: Room, some: Sequence[Sketched]) -> list[Relation]:
    """The relations of sketches to any other in the window."""
    wanted = [(one, number) for one in some for number in _candidates(room, one)]
    known = {row.number: row for row in room.store.sketches(number for _, number in wanted)}
    pairs = [
        (one, known[number])
        for one, number in wanted
        if number in known and _may_be_copies(one, known[number])
    ]
    if not pairs:
        return []
    stack = stacked([row.packed for pair in pairs for row in pair])
    found = likeness(stack, np.arange(0, 2 * len(pairs), 2), np.arange(1, 2 * len(pairs), 2))
    is_own = np.array([one.outlet_id == other.outlet_id for one, other in pairs], dtype=np.bool_)
    return [
        _relation([_side(row, stack, 2 * at + of) for of, row in enumerate(pairs[at])], found, at)
        for at in np.flatnonzero(is_copy(found, is_own)).tolist()
    ]


def _has_digest(room: Room, found: Relation) -> bool:
    """Whether the texts' digest says the same, so that only the step that compares digests does.

    Of two runs at once this one may come first; whose evidence is filed must not hang on that.
    """
    if found.kind != "exact":
        return False
    names = (found.article_id, found.other_id)
    sides = [one for name in names for one in _current(room, name)]
    told = (relations(one.article_id, one.version_id, sides) for one in sides)
    return any(told)


def _current(room: Room, article_id: str) -> list[Copy]:
    outlet_id = article_id.partition(":")[0]
    copies = room.store.copies(outlet_id, ids=[article_id], digests=[])
    return [one for one in copies if one.article_id == article_id]


def _candidates(room: Room, one: Sketched) -> list[int]:
    """Sketches that share most keys, rare ones counting more; at most twenty-four."""
    weights: dict[int, float] = defaultdict(float)
    for having in room.store.sharing(one.keys, MOST_SHARED):
        if len(having) <= MOST_SHARED:
            for number in having:
                weights[number] += log(2 * MOST_SHARED / len(having))
    weights.pop(one.number, None)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return [number for number, _ in ranked[:N_CANDIDATES]]


def _may_be_copies(one: Sketched, other: Sketched) -> bool:
    return one.article_id != other.article_id and abs(one.day - other.day) <= WINDOW_DAYS


def _relation(sides: Sequence[Side], found: Likeness, at: int) -> Relation:
    measured = Measured(
        containment=float(found.containment[at]),
        numbers=float(found.numbers[at]),
        n_numbers=float(found.n_numbers[at]),
    )
    kind = kind_of(sides[0], sides[1], measured)
    told = (
        f"{rule_names(found)[at]}; {kind.why}; jaccard {found.jaccard[at]:.2f}, containment "
        f"{found.containment[at]:.2f}, entities {found.entities[at]:.2f}"
    )
    return Relation(
        article_id=kind.article_id,
        other_id=kind.other_id,
        kind=kind.kind,
        score=round(float(scores(found)[at]), 3),
        evidence=told,
    )


def _side(row: Sketched, stack: Stack, at: int) -> Side:
    return Side(
        article_id=row.article_id,
        outlet_id=row.outlet_id,
        at=row.first_seen_at,
        n=int(stack.n[at]),
        digest=int(stack.digest[at]),
        credit=row.credit,
        agency=agency_of(row.outlet_id),
    )
