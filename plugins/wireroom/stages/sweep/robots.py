"""The Sitemap lines of a robots.txt (sitemaps.org/protocol, "Specifying the Sitemap location")."""

import re

from wireroom.stages.sweep.reading import Child, Reading

_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MAX_BYTES = 512_000  # what is read of the file for its rules (RFC 9309 2.5)


def read_robots(body: bytes) -> Reading:
    """The sitemaps it names, each once."""
    found = _LINE.findall(body[:_MAX_BYTES].decode("utf-8-sig", "replace"))
    return Reading(children=tuple(Child(url=url) for url in dict.fromkeys(found)))
