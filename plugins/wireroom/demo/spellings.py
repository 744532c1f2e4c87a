"""How a host spells its house's paths: as they are, under a prefix, in other words, by language.

The demo's own reading of what an outlet file says of a mirror: written without wireroom's, so that
each shows whether the other is right. Pure.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

NOWHERE = "/nowhere"
"""Stands before a path that the host does not spell like that: no house has such a page."""
_UNSPELLED = ("/robots.txt",)  # stands at the root of every host (RFC 9309, 2.3)


def _as_it_is(path: str) -> str:
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How one host spells: `home` reads a path asked there, `here` spells the house's own.

    What `here` gives may be a whole URL: that of the host which has the path.
    """

    home: Callable[[str], str] = _as_it_is
    here: Callable[[str], str] = _as_it_is
    scheme: str = "https"

    def asked(self, target: str) -> str:
        """Return the house's own path and query for what was asked of the host."""
        return target if target in _UNSPELLED else self.home(target)

    def url(self, host: str, path: str) -> str:
        """Return the address at the host of one of the house's paths."""
        told = self.here(path)
        return told if "://" in told else f"{self.scheme}://{host}{told}"

    def respell(self, host: str, document: str) -> str:
        """Return a page or a feed with all that it links to at its own host spelled anew."""
        linked = _LINK.sub(lambda found: found[1] + self.here(found[2]), document)
        own = re.compile(rf"https://{re.escape(host)}(/[^\s\"'<]*)")
        return own.sub(lambda found: self.url(host, found[1]), linked)


_LINK = re.compile(r'((?:href|src|action)=")(/(?!/)[^"]*)')
PLAIN = Spelling()
ONION = Spelling(scheme="http")
"""An onion service proves who it is by its name and needs no certificate."""


def under(prefix: str) -> Spelling:
    """Spell every path behind a prefix, as a proxy for many sites does."""

    def home(target: str) -> str:
        is_ours = target.startswith(f"{prefix}/")
        return target.removeprefix(prefix) if is_ours else NOWHERE + target

    return Spelling(home=home, here=lambda path: prefix + path)


def renamed(ours: str, theirs: str) -> Spelling:
    """Spell paths that begin like `ours` with `theirs` in its place, all others as they are."""

    def home(target: str) -> str:
        if target.startswith(theirs):
            return ours + target.removeprefix(theirs)
        return NOWHERE + target if target.startswith(ours) else target

    def here(path: str) -> str:
        return theirs + path.removeprefix(ours) if path.startswith(ours) else path

    return Spelling(home=home, here=here)


def without(path: str) -> Spelling:
    """Spell as the house does and lack one path."""

    def home(target: str) -> str:
        return NOWHERE + target if target.partition("?")[0] == path else target

    return Spelling(home=home)


def of_language(language: str, domain: str) -> Spelling:
    """Spell `/fa/...` as `https://fa.<domain>/...`; the host serves one language."""

    def home(target: str) -> str:
        return target if target == "/" else f"/{language}{target}"

    def here(path: str) -> str:
        found = re.match(r"/([a-z]{2})(/.*|)$", path)
        return f"https://{found[1]}.{domain}{found[2] or '/'}" if found else path

    return Spelling(home=home, here=here)
