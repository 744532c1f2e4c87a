"""Which host served or listed what: one row for an article, a host and a URL."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import Merge, Transaction
from wireroom.model import Sighting

_KEY = ("article_id", "host", "url")
_COLUMNS = (*_KEY, "version_id", "first_seen_at", "last_seen_at")
_NEW = Merge(table="sighting", columns=_COLUMNS, key=_KEY)
# What `_next` says, once more for a row that another writer made meanwhile.
_AGAIN = """UPDATE sighting SET
  version_id = CASE WHEN version_id IS NULL OR last_seen_at < ? THEN ? ELSE version_id END,
  first_seen_at = CASE WHEN first_seen_at > ? THEN ? ELSE first_seen_at END,
  last_seen_at = CASE WHEN last_seen_at < ? THEN ? ELSE last_seen_at END
WHERE article_id = ? AND host = ? AND url = ?"""
_STANDS = f"""SELECT {", ".join(_COLUMNS)} FROM sighting WHERE article_id IN {{in}}
ORDER BY article_id, host, url"""  # noqa: S608 - our own text
Key = tuple[str, str, str]
Seen = tuple[str | None, str, str]
"""The version served last, the first and the last instant."""
Spelled = tuple[str, Key, str | None]
"""When what was seen, and the version that was served; None: listed only."""


def spelled_sightings(sightings: Iterable[Sighting]) -> list[Spelled]:
    """What was seen as columns, the earliest first."""
    told = [
        (
            codec.instant(one.seen_at),
            (codec.text(one.article_id), codec.text(one.host), codec.text(one.url)),
            one.version_id,
        )
        for one in sightings
    ]
    return sorted(told, key=itemgetter(0))


def save_sightings(transaction: Transaction, sightings: Sequence[Spelled]) -> int:
    """New sightings and newly served versions; a listing again changes nothing."""
    if not sightings:
        return 0
    rows = transaction.rows_in(_STANDS, [key[0] for _, key, _ in sightings], is_held=True)
    before: Mapping[Key, Seen] = {(r[0], r[1], r[2]): (r[3], r[4], r[5]) for r in rows}
    after, n_changed = _after(before, sightings)
    new = [(*key, *seen) for key, seen in after.items() if key not in before]
    is_alone = transaction.put(_NEW.ordered(new)) == len(new)
    again = [
        key
        for key, seen in sorted(after.items())
        if seen[0] and (before[key] != seen if key in before else not is_alone)
    ]
    transaction.many(_AGAIN, [_again(key, after[key]) for key in again])
    return n_changed


def _after(before: Mapping[Key, Seen], sightings: Iterable[Spelled]) -> tuple[dict[Key, Seen], int]:
    """The rows of the keys that were seen, and how many are new or serve another version."""
    after: dict[Key, Seen] = {}
    n_changed = 0
    for at, key, version_id in sightings:
        old = after.get(key, before.get(key))
        after[key] = _next(old, version_id, at) if old else (version_id, at, at)
        n_changed += old is None or after[key][0] != old[0]
    return after, n_changed


def _again(key: Key, seen: Seen) -> tuple[str | None, ...]:
    version, first, last = seen
    return (last, version, first, first, last, last, *key)


def _next(old: Seen, version_id: str | None, at: str) -> Seen:
    """A host served `version_id`, None: listed only; an earlier sight replaces no later one's."""
    version, first, last = old
    if version_id is None:
        return old
    is_later = version is None or last < at
    return (version_id if is_later else version, min(first, at), max(last, at))
