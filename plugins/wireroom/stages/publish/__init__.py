"""Publish: what an article is to other programs. Values in, values out; writes nothing."""

from wireroom.stages.publish.ninjs import ninjs
from wireroom.stages.publish.verify import differences

__all__ = ["differences", "ninjs"]
