"""URLs: one canonical spelling each, and the key under which hosts are compared.

Parsed with ada-url, the WHATWG parser: urllib disagrees with browsers on the host of some URLs,
which matters where a host decides whether we may connect. Nothing here knows an outlet.
"""

import base64
import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

import ada_url

from wireroom.errors import BadInputError

# Query parameters that say where a reader came from and never which article it is. A key that is
# not listed is never dropped: an unknown key may be the article's id. The source of each row
# stands beside it.
TRACKING_PARAMETERS: tuple[tuple[str, str], ...] = (
    ("utm_source", "Google Analytics campaign parameters"),
    ("utm_medium", "Google Analytics campaign parameters"),
    ("utm_campaign", "Google Analytics campaign parameters"),
    ("utm_term", "Google Analytics campaign parameters"),
    ("utm_content", "Google Analytics campaign parameters"),
    ("utm_id", "Google Analytics campaign parameters"),
    ("utm_name", "FeedBurner item link parameters"),
    ("utm_reader", "FeedBurner item link parameters"),
    ("utm_social", "campaign parameter, seen in newsletters"),
    ("utm_social-type", "campaign parameter, seen in newsletters"),
    ("utm_brand", "campaign parameter, seen at magazine publishers"),
    ("gclid", "Google Ads click id"),
    ("gclsrc", "Google Ads click source"),
    ("dclid", "Google Display click id"),
    ("gbraid", "Google Ads app click id"),
    ("wbraid", "Google Ads web click id"),
    ("fbclid", "Facebook click id"),
    ("msclkid", "Microsoft Advertising click id"),
    ("yclid", "Yandex Direct click id"),
    ("ymclid", "Yandex Market click id"),
    ("_openstat", "Openstat campaign parameter"),
    ("twclid", "X Ads click id"),
    ("ttclid", "TikTok Ads click id"),
    ("igshid", "Instagram share id"),
    ("igsh", "Instagram share id"),
    ("mc_cid", "Mailchimp campaign id"),
    ("mc_eid", "Mailchimp subscriber id"),
    ("mkt_tok", "Marketo subscriber token"),
    ("_hsenc", "HubSpot e-mail token"),
    ("_hsmi", "HubSpot e-mail id"),
    ("vero_id", "Vero subscriber id"),
    ("oly_anon_id", "Omeda subscriber id"),
    ("oly_enc_id", "Omeda subscriber id"),
    ("at_medium", "BBC and AT Internet campaign parameters"),
    ("at_campaign", "BBC and AT Internet campaign parameters"),
    ("at_custom1", "BBC and AT Internet campaign parameters"),
    ("at_custom2", "BBC and AT Internet campaign parameters"),
    ("at_custom3", "BBC and AT Internet campaign parameters"),
    ("at_custom4", "BBC and AT Internet campaign parameters"),
    ("ns_mchannel", "Comscore campaign parameters"),
    ("ns_source", "Comscore campaign parameters"),
    ("ns_campaign", "Comscore campaign parameters"),
    ("ns_linkname", "Comscore campaign parameters"),
    ("ns_fee", "Comscore campaign parameters"),
    ("wt_mc", "Webtrekk campaign parameter"),
    ("wt_zmc", "Webtrekk campaign parameter"),
    ("_ga", "Google Analytics cross-domain linker"),
    ("_gl", "Google Analytics cross-domain linker"),
    ("cmpid", "Adobe Analytics campaign id at broadcasters"),
    ("smid", "New York Times share id"),
    ("maca", "Deutsche Welle syndication label, e.g. maca=en-rss-en-all"),
    ("traffic_source", "Al Jazeera feed label, traffic_source=rss"),
)

_TRACKING = frozenset(key for key, _ in TRACKING_PARAMETERS)
# Java servlet containers write the visitor's session into the path (Servlet specification 7.1.3).
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_AUTHORITY = len("https://")  # where a host has begun, whichever the scheme
_MAX_LENGTH = 4096
_REMEMBERED = 4096  # spellings; one entry asks for its own several times on its way


def parse(url: str) -> ada_url.URL:
    """The parsed form of an absolute http(s) URL.

    Raises BadInputError where a browser would not go there by HTTP.
    """
    return ada_url.URL(_href(url))


def join(base: str, link: str) -> str:
    """`link` as seen from the page `base`; raises BadInputError where that is no http(s) URL."""
    try:
        return _href(ada_url.join_url(_scalar(base.strip()), _scalar(link.strip())))
    except ValueError as error:
        raise BadInputError(_shown(link), "not a URL", "write it as https://host/path") from error


@lru_cache(maxsize=_REMEMBERED)
def canonical(url: str) -> str:
    """The canonical spelling of `url`: two spellings of one address come out equal.

    Host in ASCII, no default port, no credentials, dot segments resolved, unreserved
    percent-escapes decoded, no fragment but ``#!``, no session id, no tracking parameters. Paths
    keep their case and unknown parameters their order. Raises BadInputError.
    """
    href = _href(url)
    while True:
        parts = _parts(href)
        path = _path(parts.path)
        text = f"{parts.scheme}://{parts.host}{path}{_query(parts.search)}{parts.fragment}"
        # Taking a part away may bring two others together: /a/..;jsessionid=1/b, %%341.
        if path == parts.path and "%" not in parts.search + parts.fragment:
            return text
        if (again := _href(text)) == href:
            return text
        href = again


def path_of(url: str) -> str:
    """Everything after the host of a canonical URL: what one outlet's mirrors share."""
    text = canonical(url)
    return text[text.index("/", _AUTHORITY) :]


def host_of(url: str) -> str:
    """The ASCII host of `url`, with its port where that is not the scheme's own."""
    return _parts(_href(url)).host


@lru_cache(maxsize=_REMEMBERED)
def host_key(host: str) -> str:
    """The name under which a host is compared: ASCII, lower case, no leading ``www.``, no end dot.

    Raises BadInputError where `host` is no host name.
    """
    return _key_of(host_of(f"https://{host}/"))


def is_onion(host: str) -> bool:
    """Whether it is an onion service's address, of version 3 and whole, or a name beneath one.

    The checksum is that of spec.torproject.org/rend-spec/encoding-onion-addresses.
    """
    label = host.lower().removesuffix(".onion").rpartition(".")[2]
    if not host.lower().endswith(".onion") or not re.fullmatch("[a-z2-7]{56}", label):
        return False
    raw = base64.b32decode(label.upper())
    key, checksum, version = raw[:32], raw[32:34], raw[34:]
    told = hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]
    return version == b"\x03" and checksum == told


def url_key(url: str) -> str:
    """The key of a URL that belongs to no known outlet: host and path, no scheme, no ``www.``."""
    parts = _parts(canonical(url))
    return f"{_key_of(parts.host)}{parts.path}{parts.search}{parts.fragment}"


class _Parts(NamedTuple):
    """A URL that ada-url spelled, cut where its spelling allows no doubt.

    `host` has the port and no credentials; `search` and `fragment` have their marks or are empty,
    and `fragment` is a hash-bang's. ada-url's own attributes cost as much each as all of this.
    """

    scheme: str
    host: str
    path: str
    search: str
    fragment: str


def _parts(href: str) -> _Parts:
    rest, _, fragment = href.partition("#")
    rest, _, search = rest.partition("?")
    scheme, _, rest = rest.partition("://")
    authority, _, path = rest.partition("/")
    return _Parts(
        scheme=scheme,
        host=authority.rpartition("@")[2],
        path=f"/{path}",
        search=f"?{search}" if search else "",
        fragment=f"#{fragment}" if fragment.startswith("!") else "",
    )


def _href(url: str) -> str:
    """An absolute http(s) URL as the WHATWG standard spells it; raises BadInputError for others."""
    text = url.strip()
    try:
        href = ada_url.normalize_url(_scalar(text[: _MAX_LENGTH + 1]))
    except ValueError as error:
        raise BadInputError(
            _shown(text), "not an absolute URL", "write it as https://host/path"
        ) from error
    if max(len(text), len(href)) > _MAX_LENGTH:
        raise BadInputError(_shown(text), "longer than 4096 characters", "shorten the URL")
    if not href.startswith(("http://", "https://")):
        raise BadInputError(_shown(text), "not an http or https URL", "write https://host/path")
    return str(href)


def _scalar(text: str) -> str:
    """Half a surrogate pair becomes U+FFFD, as in a browser (Web IDL, "USVString")."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _key_of(host: str) -> str:
    return host.removeprefix("www.").removesuffix(".")


def _path(path: str) -> str:
    return _SESSION.sub("", _escapes(path)) if "%" in path or ";" in path else path


def _query(search: str) -> str:
    if not search:
        return ""
    pairs = [pair for pair in _escapes(search[1:]).split("&") if pair]
    kept = [pair for pair in pairs if pair.split("=", 1)[0].lower() not in _TRACKING]
    return "?" + "&".join(kept) if kept else ""


def _escapes(text: str) -> str:
    """Percent-escapes in one spelling: unreserved octets plain, the rest upper case (RFC 3986)."""
    if "%" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        character = chr(int(match.group(1), 16))
        if character.isascii() and (character.isalnum() or character in "-._~"):
            return character
        return match.group().upper()

    return re.sub(r"%([0-9A-Fa-f]{2})", one, text)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 120 else text[:117] + "...")  # noqa: PLR2004 - for the eye
