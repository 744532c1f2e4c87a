"""What is a sweep's own: what it will cost, which listings it asks, and what it finds missing.

plan -> for each batch (discover -> fetch -> file) -> settle; only discover differs from any run.
What a listing names is fetched and filed as what a feed names.
"""

from wireroom.pipeline.sweeps.discover import discover_batch
from wireroom.pipeline.sweeps.gaps import Gaps, find_gaps
from wireroom.pipeline.sweeps.preview import Preview, preview
from wireroom.pipeline.sweeps.scope import Scope

__all__ = ["Gaps", "Preview", "Scope", "discover_batch", "find_gaps", "preview"]
