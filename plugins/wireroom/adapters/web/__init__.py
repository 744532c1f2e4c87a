"""The guarded web client: polite, bounded, and never led to an address that is not public."""

from wireroom.adapters.web.client import GuardedWeb
from wireroom.adapters.web.limits import Limits

__all__ = ["GuardedWeb", "Limits"]
