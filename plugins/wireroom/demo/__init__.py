"""A small newsroom on loopback: invented outlets, mirrors and failures, to try wireroom on.

Nothing of it reaches beyond 127.0.0.1. `python -m wireroom.demo --home DIR` serves it from a
process of its own.
"""

from wireroom.demo.newsroom import Newsroom
from wireroom.demo.requestlog import RequestLog, ServedRequest
from wireroom.demo.stories import END_AT, OUTLET_IDS
from wireroom.demo.truth import ExpectedArticle, ExpectedFailure, expected, expected_failures

__all__ = [
    "END_AT",
    "OUTLET_IDS",
    "ExpectedArticle",
    "ExpectedFailure",
    "Newsroom",
    "RequestLog",
    "ServedRequest",
    "expected",
    "expected_failures",
]
