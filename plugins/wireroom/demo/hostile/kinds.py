"""The ways in which a mirror can be bad, closed. What each does is conduct.py's."""

from enum import StrEnum


class Kind(StrEnum):
    """One way to be a bad mirror; PREFIX is the good proxy among them. Closed."""

    SEIZED = "seized"
    PARKED = "parked"
    BLOCKED = "blocked"  # a government's page, status 200
    CHALLENGE = "challenge"  # a CDN's interstitial, status 503
    SOFT_404 = "soft_404"  # "not found" with 200 for every path
    STALE = "stale"  # a whole clone, its newest entry 30 days old
    NUMBERS = "numbers"  # one number changed in every article
    LINKS = "links"  # donation links, a foreign script, a payment address
    CANONICAL = "canonical"  # the right article, said to be another outlet's
    LOOP = "loop"
    DRIP = "drip"  # headers at once, then a byte a second
    PREFIX = "prefix"  # right, under a path prefix
    BLOCKED_451 = "blocked_451"
    CHALLENGE_403 = "challenge_403"
    CHALLENGE_200 = "challenge_200"
    SOFT_404_FRONT = "soft_404_front"  # feed right, the front page for every other path
    NUMBER_ONCE = "number_once"  # one number changed in one article only
    LOGIN = "login"  # feed right, a login wall for every article

    @property
    def label(self) -> str:
        """The kind as the first label of a host name."""
        return self.value.replace("_", "-")


KINDS = (
    Kind.SEIZED,
    Kind.PARKED,
    Kind.BLOCKED,
    Kind.CHALLENGE,
    Kind.SOFT_404,
    Kind.STALE,
    Kind.NUMBERS,
    Kind.LINKS,
    Kind.CANONICAL,
    Kind.LOOP,
    Kind.DRIP,
    Kind.PREFIX,
)
"""The twelve; the others are more ways to be one of them, and a login wall."""
