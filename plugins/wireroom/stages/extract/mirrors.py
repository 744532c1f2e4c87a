"""Finds the hosts a page names near an "alternate addresses" phrase in its furniture."""

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


def candidates(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Bare host names, the page's own left out."""
    own = (urlsplit(url).hostname or "").lower()
    hosts: dict[str, None] = {}
    for element in tree.iter(
        "p", "div", "span", "li", "td", "small", "strong", "section", "footer"
    ):
        text = (element.text or "").lower()
        if any(phrase in text for _, phrase in PHRASES):
            hosts |= dict.fromkeys(_hosts(element))
    return tuple(host for host in hosts if host and host != own)


def _hosts(element: HtmlElement) -> list[str]:
    for scope in (element, element.getparent()):
        if scope is not None and scope.tag not in {"body", "article", "main"}:
            links = [
                (urlsplit(a.get("href") or "").hostname or "").lower() for a in scope.iter("a")
            ]
            if any(links):
                return links
    return []
