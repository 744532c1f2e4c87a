"""The ledger's rules and the hosts' health: when to try again, does a run balance."""

from wireroom.stages.monitor.absence import absent_on
from wireroom.stages.monitor.health import (
    Turn,
    after_failure,
    after_finding,
    after_lack,
    after_success,
    rank,
    success_ratio,
    turn,
    with_probe,
    without_probe,
)
from wireroom.stages.monitor.ledger import FailedFeed, Gap, Summary, balance, gaps
from wireroom.stages.monitor.patience import UNCOUNTED, retry_at
from wireroom.stages.monitor.reasons import HOST_WIDE, KEPT, QUARANTINED, VOICELESS, most_telling
from wireroom.stages.monitor.recheck import WINDOW, due_again

__all__ = [
    "HOST_WIDE",
    "KEPT",
    "QUARANTINED",
    "UNCOUNTED",
    "VOICELESS",
    "WINDOW",
    "FailedFeed",
    "Gap",
    "Summary",
    "Turn",
    "absent_on",
    "after_failure",
    "after_finding",
    "after_lack",
    "after_success",
    "balance",
    "due_again",
    "gaps",
    "most_telling",
    "rank",
    "retry_at",
    "success_ratio",
    "turn",
    "with_probe",
    "without_probe",
]
