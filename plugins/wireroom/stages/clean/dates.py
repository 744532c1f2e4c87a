"""Chooses one publication date among a page's votes.

There is no clock here: a date in the future shows by standing alone, later than every other.
"""

from datetime import timedelta

from wireroom.model import DateVote

# Best first. htmldate's guess comes last: measured on the shared pages, JSON-LD is right .991.
ORDER = ("jsonld", "meta", "time", "feed", "url", "visible", "htmldate")
# Whose word can put another's off: a guess cannot, nor a <time>, which may be another story's.
_WITNESSES = frozenset(("jsonld", "meta", "feed", "url"))
_APART = timedelta(days=2)  # time zones and late editions explain less than that
_FIRST_YEAR, _LAST_YEAR = 1990, 2100  # before the web stands the epoch of an empty field


def choose(votes: tuple[DateVote, ...]) -> DateVote | None:
    """The best source's date; one known to the instant before one known to the day."""
    sane = [vote for vote in votes if _FIRST_YEAR <= vote.at.year <= _LAST_YEAR]
    kept = [vote for vote in sane if not _is_late(vote, sane)]
    return min(kept, key=lambda vote: (vote.is_day, ORDER.index(vote.source)), default=None)


def _is_late(vote: DateVote, votes: list[DateVote]) -> bool:
    """Whether every other witness names a day more than two days earlier."""
    others = [one for one in votes if one is not vote and one.source in _WITNESSES]
    return bool(others) and all(vote.at - one.at > _APART for one in others)
