"""Finds the hosts a page names under an "alternate addresses" phrase in its furniture.

A phrase in the article's own body gives none: whoever is quoted there could name any host. What
becomes of a candidate is not decided here (design of mirrors: a person approves).
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

# The English phrase is the one Press TV's pages end with; the others are its translations.
PHRASES = (
    ("en", "alternate address"),
    ("en", "alternative address"),
    ("fa", "آدرس‌های جایگزین"),
    ("ar", "العناوين البديلة"),
    ("ru", "альтернативным адресам"),
    ("tr", "alternatif adres"),
    ("zh", "备用地址"),
    ("es", "direcciones alternativas"),
    ("fr", "adresses alternatives"),
    ("de", "alternativen adressen"),
)
# Hosts that furniture links to beside mirrors: not outlets' own, whoever links to them.
FOREIGN = (
    ("facebook.com", "social network"),
    ("twitter.com", "social network"),
    ("x.com", "social network"),
    ("instagram.com", "social network"),
    ("youtube.com", "video host"),
    ("t.me", "messenger"),
    ("telegram.me", "messenger"),
    ("whatsapp.com", "messenger"),
    ("vk.com", "social network"),
    ("roku.com", "television app store"),
    ("apple.com", "app store"),
    ("google.com", "app store"),
)
_PARTS = ("p", "div", "span", "li", "td", "small", "strong", "b", "section", "footer", "h4", "h5")
_FOOT = re.compile(r"foot|bottom|mirror|alternat|address|copyright|legal", re.IGNORECASE)
_TALK = re.compile(r"comment|discussion|letters", re.IGNORECASE)
_UNSEEN_TAGS = frozenset({"blockquote", "template", "noscript"})  # quoted, or not shown
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|(?:left|top|right|text-indent)\s*:\s*-\d{3,}|(?:font-size|width|height)\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_MOST = 0.6  # share of the body's characters that its container holds


def candidates(tree: HtmlElement, url: str, blocks: Sequence[str]) -> tuple[str, ...]:
    """Bare host names in page order, the page's own left out; `blocks` tell the body apart."""
    container = _container(tree, blocks)
    hosts: dict[str, None] = {}
    for element in tree.iter(*_PARTS):
        text = " ".join(element.xpath("./text()")).lower()
        if any(phrase in text for _, phrase in PHRASES) and _is_furniture(element, container):
            hosts |= dict.fromkeys(_hosts(element))
    own = _bare(urlsplit(url).hostname or "")
    return tuple(host for host in hosts if _bare(host) != own and not _is_foreign(host))


def _container(tree: HtmlElement, blocks: Sequence[str]) -> HtmlElement | None:
    """The innermost element that holds most of the body's paragraphs."""
    wanted = {_fold(block) for block in blocks}
    held: dict[HtmlElement, int] = {}
    longest: tuple[int, HtmlElement | None] = (0, None)
    for paragraph in tree.iter("p"):
        text = _fold(paragraph.text_content())
        if text and text in wanted:
            longest = max(longest, (len(text), paragraph), key=lambda pair: pair[0])
            for parent in paragraph.iterancestors():
                held[parent] = held.get(parent, 0) + len(text)
    if longest[1] is None:
        return None
    enough = _MOST * max(held.values())
    return next(parent for parent in longest[1].iterancestors() if held[parent] >= enough)


def _is_furniture(element: HtmlElement, container: HtmlElement | None) -> bool:
    is_foot = False
    for parent in (element, *element.iterancestors()):
        label = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if _TALK.search(label) or parent.tag in _UNSEEN_TAGS or _is_hidden(parent):
            return False
        if parent is container:
            return is_foot
        is_foot = is_foot or parent.tag in {"footer", "aside", "nav"} or bool(_FOOT.search(label))
    return True


def _is_hidden(element: HtmlElement) -> bool:
    """Whether nobody sees the element: who hides an announcement means it for machines."""
    is_marked = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return is_marked or bool(_UNSEEN.search(element.get("style") or ""))


def _hosts(element: HtmlElement) -> list[str]:
    """The hosts linked in the element, else in those that follow it up to the next plain text."""
    found = _linked(element)
    scopes = (element, *list(element.iterancestors())[:1])
    for following in (scope.itersiblings() for scope in scopes):
        if not found:
            found = list(_run(following))
    return found


def _run(following: Iterator[HtmlElement]) -> Iterator[str]:
    for part in following:
        if not isinstance(part.tag, str):
            continue
        hosts = _linked(part)
        if not hosts and part.text_content().strip():
            return
        yield from hosts


def _linked(element: HtmlElement) -> list[str]:
    hosts = (_host(a.get("href") or "") for a in element.iter("a"))
    return [host for host in hosts if host]


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:  # http://[ and the like: no host, and no reason to lose the article
        return ""


def _is_foreign(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name, _ in FOREIGN)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
