"""Mirrors at work: discover, verify, compare, and what people answered."""

from wireroom.pipeline.mirrors.answers import Answered, answer_to, decide, known_mirror
from wireroom.pipeline.mirrors.compare import Comparison, articles_to_compare, compare_hosts
from wireroom.pipeline.mirrors.discover import discover, propose_by_hand
from wireroom.pipeline.mirrors.lists import hear_list, hear_lists
from wireroom.pipeline.mirrors.patch import patch_of
from wireroom.pipeline.mirrors.probe import probe
from wireroom.pipeline.mirrors.question import Question
from wireroom.pipeline.mirrors.questions import IsOpen, questions, waiting
from wireroom.pipeline.mirrors.verify import verify, verify_due

__all__ = [
    "Answered",
    "Comparison",
    "IsOpen",
    "Question",
    "answer_to",
    "articles_to_compare",
    "compare_hosts",
    "decide",
    "discover",
    "hear_list",
    "hear_lists",
    "known_mirror",
    "patch_of",
    "probe",
    "propose_by_hand",
    "questions",
    "verify",
    "verify_due",
    "waiting",
]
