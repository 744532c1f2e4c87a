"""Fetch: a response to a capture or a named failure: is this really the outlet."""

from wireroom.stages.fetch.faces import Face, Look, Profile, taught
from wireroom.stages.fetch.failures import judge_error
from wireroom.stages.fetch.likeness import Sketch, nonsense_path, similarity, sketch
from wireroom.stages.fetch.reading import Sight
from wireroom.stages.fetch.strangers import Site, site_of, teachable
from wireroom.stages.fetch.verdicts import (
    Familiar,
    is_doubtful,
    judge_article,
    judge_feed,
    judge_listing,
)

__all__ = [
    "Face",
    "Familiar",
    "Look",
    "Profile",
    "Sight",
    "Site",
    "Sketch",
    "is_doubtful",
    "judge_article",
    "judge_error",
    "judge_feed",
    "judge_listing",
    "nonsense_path",
    "similarity",
    "site_of",
    "sketch",
    "taught",
    "teachable",
]
