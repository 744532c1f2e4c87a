"""Fetch: a response to a capture or a named failure: is this really the outlet."""

from wireroom.stages.fetch.likeness import Sketch, nonsense_path, similarity, sketch
from wireroom.stages.fetch.verdicts import (
    Familiar,
    is_doubtful,
    judge_article,
    judge_error,
    judge_feed,
)

__all__ = [
    "Familiar",
    "Sketch",
    "is_doubtful",
    "judge_article",
    "judge_error",
    "judge_feed",
    "nonsense_path",
    "similarity",
    "sketch",
]
