"""What a page carries beside its words that a thief would add: scripts, frames, forms, links.

Read from raw HTML. What changes with every request (nonces, tokens, ad slots) is left out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from wireroom.errors import BadInputError
from wireroom.stages.mirrors.payments import payment_addresses
from wireroom.urls import canonical, host_key, join

# Hosts whose scripts a mirror may add by the way it is served; nobody's payload can stand there.
SERVING: tuple[tuple[str, str], ...] = (
    ("static.cloudflareinsights.com", "Cloudflare's beacon, added at the edge"),
    ("ajax.cloudflare.com", "Cloudflare Rocket Loader, added at the edge"),
)
_ALWAYS_BAD = ("javascript:", "data:text/html", "vbscript:")
_IN_PARAGRAPHS = (
    "//p[not(ancestor::footer or ancestor::nav or ancestor::aside or ancestor::header"
    " or ancestor::*[contains(@class, 'foot') or contains(@id, 'foot')])]//a/@href"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What can be injected: each a set of comparable words."""

    scripts: frozenset[str]
    frames: frozenset[str]
    forms: frozenset[str]
    links: frozenset[str]
    payments: frozenset[str]
    canonical: str


def furniture_of(body: bytes, *, url: str, own_hosts: Collection[str]) -> Furniture:
    """What the page at `url` carries; own hosts count by path only, so that a mirror's are alike.

    A body that is no HTML carries nothing.
    """
    try:
        tree = document_fromstring(body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = document_fromstring("<html></html>")
    own = {host_key(host) for host in own_hosts} | {host_key(urlsplit(url).hostname or "")}
    place = _Place(url=url, own=frozenset(own))
    claimed = next(iter(tree.xpath("//link[@rel='canonical']/@href")), "")
    text = " ".join(tree.xpath("//body//text()[not(parent::script or parent::style)]"))
    targets = " ".join(tree.xpath("//a/@href"))
    return Furniture(
        scripts=frozenset(_foreign(place, tree.xpath("//script/@src"))),
        frames=frozenset(
            _foreign(place, tree.xpath("//iframe/@src | //embed/@src | //object/@data"))
        ),
        forms=frozenset(_foreign(place, tree.xpath("//form/@action"))),
        links=frozenset(_links(place, tree)),
        payments=payment_addresses(f"{text} {targets}"),
        canonical=place.spelled(str(claimed)) if claimed else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    url: str
    own: frozenset[str]

    def spelled(self, link: str) -> str:
        """A link as it can be compared: own hosts by path, others canonical; odd ones as said."""
        if link.lower().startswith(_ALWAYS_BAD):
            return link.split(",", maxsplit=1)[0][:80]
        try:
            whole = canonical(join(self.url, link))
        except BadInputError:
            return ""
        parts = urlsplit(whole)
        if host_key(parts.hostname or "") in self.own:
            return parts.path or "/"
        return whole

    def host(self, link: str) -> str:
        """The foreign host of a link, "" for the outlet's own."""
        if link.lower().startswith(_ALWAYS_BAD):
            return link.split(":", maxsplit=1)[0].lower() + ":"
        try:
            host = host_key(urlsplit(join(self.url, link)).hostname or "")
        except BadInputError:
            return ""
        return "" if host in self.own else host


def _foreign(place: _Place, links: list[str]) -> Iterator[str]:
    allowed = {name for name, _ in SERVING}
    for link in links:
        host = place.host(str(link).strip())
        if host and host not in allowed:
            yield host


def _links(place: _Place, tree: HtmlElement) -> Iterator[str]:
    """Links to foreign hosts, and links that run code, in paragraphs of the page's own matter.

    What stands beside it rotates, and a footer that names a new mirror is no injection.
    """
    for link in tree.xpath(_IN_PARAGRAPHS):
        spelled = place.spelled(str(link).strip())
        if spelled and not spelled.startswith("/"):
            yield spelled
