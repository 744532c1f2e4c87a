"""What a page carries beside its words that a thief would add: scripts, frames, forms, addresses.

Read from the tree of raw HTML. What changes with every request (nonces, tokens, ad slots) is left
out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from urllib.parse import unquote

from lxml.html import HtmlElement

from wireroom.stages.mirrors.blocks import Block
from wireroom.stages.mirrors.changes import Change
from wireroom.stages.mirrors.payments import payment_addresses, wallets
from wireroom.stages.mirrors.places import CODE, Place
from wireroom.stages.mirrors.scripting import Code, read_code, unlike

# Scripts that a mirror may add by the way it is served; nobody's payload can stand there.
SERVING: tuple[tuple[str, str], ...] = (
    ("static.cloudflareinsights.com", "Cloudflare's beacon, added at the edge"),
    ("ajax.cloudflare.com", "Cloudflare Rocket Loader, added at the edge"),
)
OWN_SERVING: tuple[tuple[str, str], ...] = (
    ("/cdn-cgi/", "Cloudflare's own path on every host that it serves: mail addresses, challenges"),
)


class OwnCode(StrEnum):
    """Injections that name nobody else: a new release of an outlet's pages has such, too."""

    INLINE = "inline script"
    FILE = "own script"
    HANDLER = "event handler"
    DOING = "script doing"


OWN_CODE = frozenset(OwnCode)
_LOWER = "translate({}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_SCRIPTS = "//script/@src | //script/@href | //script/@*[name() = 'xlink:href']"
_FRAMES = "//iframe/@src | //embed/@src | //object/@data | //frame/@src"
_REFRESH = f"//meta[{_LOWER.format('@http-equiv')} = 'refresh']/@content"
_TARGET = re.compile(r"url\s*=\s*[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
# Code, not data: a script of no type, or of JavaScript's (HTML: "JavaScript MIME type", "module"),
# which Rocket Loader writes a token before.
_INLINE = (
    "//script[not(@src) and (not(@type) or @type = '' or contains(@type, 'module')"
    f" or contains({_LOWER.format('@type')}, 'script'))]/text()"
)
_HANDLERS = "//@*[starts-with(name(), 'on')]"
_ROOT = re.compile(r"<(?:html|body)\b(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>", re.IGNORECASE)
_AT_ROOT = re.compile(r"\son\w+\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_VALUES = "//@value | //@*[starts-with(name(), 'data-')]"
_LONG_HANDLER = 2000  # characters of a handler that are looked at
_SHOWN = 80  # characters of a piece of code that are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What can be injected: each from what is compared to how it is told."""

    payments: Mapping[str, str]
    scripts: frozenset[str]
    own_scripts: Mapping[str, str]
    code: Code
    code_hosts: frozenset[str]
    code_links: Mapping[str, str]
    jumps: frozenset[str]
    frames: frozenset[str]
    forms: frozenset[str]
    canonical: str
    named: frozenset[str]


def read_furniture(
    body: bytes, tree: HtmlElement, blocks: Sequence[Block], place: Place
) -> Furniture:
    """What the page carries; own hosts count by path only, so that a mirror's are alike."""
    sources = _strings(tree, _SCRIPTS)
    handlers = [one[:_LONG_HANDLER] for one in (*_strings(tree, _HANDLERS), *_at_roots(body))]
    links = [anchor.href for block in blocks for anchor in block.anchors]
    claimed = next(iter(_strings(tree, "//link[@rel='canonical']/@href")), "")
    runs = [unquote(one[:_LONG_HANDLER]) for one in links if one.lower().startswith(CODE)]
    inline = _strings(tree, _INLINE)
    code = read_code(inline, handlers)
    return Furniture(
        payments=_payments(blocks, links, [*inline, *_strings(tree, _VALUES)]),
        scripts=frozenset(_foreign(place, sources)),
        own_scripts={key: one for one in sources if (key := place.own_asset(one))},
        code=code,
        code_hosts=frozenset(_foreign(place, [f"//{host}" for host in code.hosts])),
        code_links=read_code([], runs).handlers,
        jumps=frozenset(_foreign(place, _jumps(tree))),
        frames=frozenset(_foreign(place, _strings(tree, _FRAMES)))
        | frozenset("srcdoc" for _ in tree.xpath("//iframe[@srcdoc]")),
        forms=frozenset(_foreign(place, _strings(tree, "//form/@action | //@formaction"))),
        canonical=place.key(claimed),
        named=frozenset(_foreign(place, [*links, *_strings(tree, "//@src | //link/@href")])),
    )


def injections(theirs: Furniture, others: Furniture) -> list[Change]:
    """What the page carries and the other does not; carrying less is no injection."""
    pairs = (
        ("payment address", _more(theirs.payments, others.payments)),
        ("script", theirs.scripts - others.scripts),
        ("script naming", theirs.code_hosts - others.code_hosts - others.named),
        ("redirect", theirs.jumps - others.jumps),
        ("frame", theirs.frames - others.frames),
        ("form", theirs.forms - others.forms),
        ("link", _more(theirs.code_links, others.code_links)),
        (OwnCode.INLINE, [_shown(code) for code in unlike(theirs.code, others.code)]),
        (OwnCode.FILE, _own_added(theirs, others)),
        (OwnCode.HANDLER, _more(theirs.code.handlers, others.code.handlers)),
        (OwnCode.DOING, _summed(theirs.code.doings - others.code.doings)),
    )
    changes = [
        Change(what=str(what), others="", theirs=one)
        for what, more in pairs
        for one in sorted(more)
    ]
    is_claim = theirs.canonical and not theirs.canonical.startswith("/")
    if is_claim and theirs.canonical != others.canonical:
        changes.append(Change(what="canonical", others=others.canonical, theirs=theirs.canonical))
    return changes


def _more(theirs: Mapping[str, str], others: Mapping[str, str]) -> list[str]:
    return [_shown(theirs[key]) for key in theirs.keys() - others.keys()]


def _summed(doings: frozenset[str]) -> list[str]:
    """One line of what code does that the other page's does not."""
    return [_shown(", ".join(sorted(doings)))] if doings else []


def _own_added(theirs: Furniture, others: Furniture) -> list[str]:
    """Own scripts beside all that the other page has; another set of them is another release."""
    if others.own_scripts.keys() - theirs.own_scripts.keys():
        return []
    return [
        path
        for path in _more(theirs.own_scripts, others.own_scripts)
        if not any(served in path for served, _ in OWN_SERVING)
    ]


def _payments(
    blocks: Sequence[Block], links: Sequence[str], values: Sequence[str]
) -> dict[str, str]:
    prose = "\n".join(block.text for block in blocks)
    return wallets("\n".join(values)) | payment_addresses("\n".join([prose, *links]))


def _at_roots(body: bytes) -> Iterator[str]:
    """Handlers of every <html> and <body>: browsers heed the second's, libxml2 drops it."""
    source = body.decode("utf-8", "replace")
    for tag in _ROOT.finditer(source):
        for handler in _AT_ROOT.finditer(tag[0]):
            yield unescape(handler[1].strip("\"'"))


def _strings(tree: HtmlElement, xpath: str) -> list[str]:
    return [str(one).strip() for one in tree.xpath(xpath)]


def _jumps(tree: HtmlElement) -> Iterator[str]:
    """Where the page sends its reader, or every relative link of it: meta refresh and base."""
    yield from _strings(tree, "//base/@href")
    for content in _strings(tree, _REFRESH):
        if match := _TARGET.search(content):
            yield match[1]


def _foreign(place: Place, links: Iterable[str]) -> Iterator[str]:
    allowed = _allowed()
    for link in links:
        if (host := place.foreign_host(link)) and host not in allowed:
            yield host


def _allowed() -> frozenset[str]:
    return frozenset(host for host, _ in SERVING)


def _shown(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 4] + " ..."
