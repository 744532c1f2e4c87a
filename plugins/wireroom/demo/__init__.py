"""A small newsroom on loopback: invented outlets, mirrors and failures, to try wireroom on.

Nothing of it reaches beyond 127.0.0.1. `python -m wireroom.demo --home DIR` serves it from a
process of its own.
"""

from wireroom.demo.lies import LIES, Lie, lie_from, tell
from wireroom.demo.newsroom import Newsroom
from wireroom.demo.past import PAST_FROM, PAST_TO, past_of
from wireroom.demo.record import Record, differences, record_of
from wireroom.demo.requestlog import RequestLog, ServedRequest
from wireroom.demo.stories import END_AT, OUTLET_IDS
from wireroom.demo.truth import (
    ExpectedArticle,
    ExpectedDay,
    ExpectedFailure,
    expected,
    expected_day,
    expected_failures,
)

__all__ = [
    "END_AT",
    "LIES",
    "OUTLET_IDS",
    "PAST_FROM",
    "PAST_TO",
    "ExpectedArticle",
    "ExpectedDay",
    "ExpectedFailure",
    "Lie",
    "Newsroom",
    "Record",
    "RequestLog",
    "ServedRequest",
    "differences",
    "expected",
    "expected_day",
    "expected_failures",
    "lie_from",
    "past_of",
    "record_of",
    "tell",
]
