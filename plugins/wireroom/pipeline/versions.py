"""Which content version of its article a page is: an edit, or a text that is read anew.

An edit is that one reader reads two captures differently. So a text that differs from what is filed
is held against the filed version's own capture, read again as it is read today; only where these
differ is it another version. What is read better that way replaces what is filed (adr/0012).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wireroom.adapters.workers import WorkerPool
from wireroom.model import Article, Clean, digest_of
from wireroom.pipeline.records import Job, article_of, read_records
from wireroom.pipeline.wiring import Room
from wireroom.ports import Filed, Refined, Work

Key = tuple[str, str]
Readings = Mapping[Key, Article]
"""Filed versions as they are read today, by article and version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An article under the name of its content version.

    `is_filed` says that this version is filed, `is_current` that it is as the current one,
    `is_own` that what is filed was read from this very capture;
    `refined` are the versions of the article that are read better today.
    """

    article: Article
    is_filed: bool
    is_current: bool
    is_own: bool
    refined: tuple[Refined, ...] = ()


def place(room: Room, pool: WorkerPool, articles: Sequence[Article]) -> list[Placed]:
    """Each article as a version of what is filed under its id, in the articles' order.

    A version that was read from the capture of one of `articles` is not read a second time.
    Raises what reading the archive raises.
    """
    again = _Again(room, pool, articles)
    filed = room.store.versions([article.article_id for article in articles])
    known = [(article, filed.get(article.article_id, [])) for article in articles]
    readings = again.read([one for a, of in known for one in _doubtful(a, of)])
    more = [one for a, of in known for one in _rest(a, of, readings)]
    readings |= again.read(more)
    return [_placed(article, of, readings) for article, of in known]


def _doubtful(article: Article, filed: Sequence[Filed]) -> list[Filed]:
    """The versions that another extractor read; with another text also the current one.

    That one was read by an earlier version of the outlet's rules, or it was edited.
    """
    stale = [one for one in filed if one.extractor != article.clean.extractor]
    if any(one.text_digest == article.version_id for one in filed if one not in stale):
        return []
    return stale + [one for one in filed if one.is_current and one not in stale]


def _rest(article: Article, filed: Iterable[Filed], readings: Readings) -> list[Filed]:
    """The other versions, where the rules changed: the current one does not read as it is filed."""
    unread = [one for one in filed if _key(one) not in readings]
    again = [(one, readings[_key(one)]) for one in filed if _key(one) in readings]
    is_changed = any(read.version_id != one.text_digest for one, read in again if one.is_current)
    is_found = any(read.version_id == article.version_id for _, read in again)
    return unread if is_changed and not is_found else []


class _Again:
    """Reads filed versions' captures as pages are read today, what is at hand already left out."""

    def __init__(self, room: Room, pool: WorkerPool, articles: Iterable[Article]) -> None:
        self._room, self._pool = room, pool
        self._at_hand = {article.capture_id: article for article in articles}

    def read(self, filed: Sequence[Filed]) -> dict[Key, Article]:
        """The versions as they read today; what is gone or unreadable is left out."""
        found = {
            _key(one): replace(read, article_id=one.article_id)
            for one in filed
            if (read := self._at_hand.get(one.capture_id))
        }
        once = {_key(one): one for one in filed if _key(one) not in found}.values()
        jobs = [(one, job) for one in once if (job := _job(one))]
        records = read_records(self._room, self._pool, [job for _, job in jobs])
        for (one, job), record in zip(jobs, records, strict=True):
            if isinstance(record, Clean):
                article = article_of(self._room, job, record)
                found[_key(one)] = replace(article, article_id=one.article_id)
        return found


def _job(filed: Filed) -> Job | None:
    """The capture of a version, None where it or its entry is not kept any more."""
    if filed.capture is None or filed.entry is None:
        return None
    work = Work(entry=filed.entry, article_id=filed.article_id)
    return work, filed.capture, filed.capture.host


def _placed(article: Article, filed: Sequence[Filed], readings: Readings) -> Placed:
    refined = tuple(
        Refined(of=one, article=replace(read, version_id=one.version_id))
        for one in filed
        if (read := readings.get(_key(one))) and _is_better(read, one)
    )
    same = [one for one in filed if _digest(one, readings) == article.version_id]
    of = next((one for one in same if one.is_current), next(iter(same), None))
    if of is not None:
        named = replace(article, version_id=of.version_id)
        return Placed(
            article=named,
            is_filed=True,
            is_current=of.is_current,
            is_own=of.capture_id == article.capture_id,
            refined=refined,
        )
    named = replace(article, version_id=_new_name(article, filed))
    return Placed(article=named, is_filed=False, is_current=False, is_own=False, refined=refined)


def _digest(filed: Filed, readings: Readings) -> str:
    read = readings.get(_key(filed))
    return read.version_id if read else filed.text_digest


def _is_better(read: Article, filed: Filed) -> bool:
    """Whether it was read otherwise than it is filed, and not by an older extractor."""
    extractor = read.clean.extractor
    is_other = (extractor, read.version_id) != (filed.extractor, filed.text_digest)
    return is_other and _rank(extractor) >= _rank(filed.extractor)


def _rank(extractor: str) -> tuple[list[int], str]:
    """Extractors in their order: by the numbers in their names, our own version first."""
    return [int(number) for number in re.findall(r"\d+", extractor)], extractor


def _new_name(article: Article, filed: Iterable[Filed]) -> str:
    """The digest of its text, unless an older reading of another version had the same."""
    if all(one.version_id != article.version_id for one in filed):
        return article.version_id
    return digest_of(article.version_id, article.observed_at.isoformat())


def _key(filed: Filed) -> Key:
    return filed.article_id, filed.version_id
