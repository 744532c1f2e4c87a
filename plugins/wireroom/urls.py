"""URLs: one canonical spelling each, and the key under which hosts are compared.

Parsed with ada-url, the WHATWG parser: urllib disagrees with browsers on the host of some URLs,
which matters where a host decides whether we may connect. Nothing here knows an outlet.
"""

import base64
import hashlib
import re
from functools import lru_cache

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
_MAX_LENGTH = 4096
_REMEMBERED = 4096  # spellings; one entry asks for its own several times on its way


def parse(url: str) -> ada_url.URL:
    """The parsed form of an absolute http(s) URL.

    Raises BadInputError where a browser would not go there by HTTP.
    """
    text = url.strip()
    try:
        parsed = ada_url.URL(text[: _MAX_LENGTH + 1])
    except (ValueError, UnicodeError) as error:
        raise BadInputError(
            _shown(text), "not an absolute URL", "write it as https://host/path"
        ) from error
    if max(len(text), len(parsed.href)) > _MAX_LENGTH:
        raise BadInputError(_shown(text), "longer than 4096 characters", "shorten the URL")
    if parsed.protocol not in {"http:", "https:"} or not parsed.hostname:
        raise BadInputError(_shown(text), "not an http or https URL", "write https://host/path")
    return parsed


def join(base: str, link: str) -> str:
    """`link` as seen from the page `base`; raises BadInputError where that is no http(s) URL."""
    try:
        return str(parse(ada_url.URL(link.strip(), base).href).href)
    except ValueError as error:
        raise BadInputError(_shown(link), "not a URL", "write it as https://host/path") from error


@lru_cache(maxsize=_REMEMBERED)
def canonical(url: str) -> str:
    """The canonical spelling of `url`: two spellings of one address come out equal.

    Host in ASCII, no default port, no credentials, dot segments resolved, unreserved
    percent-escapes decoded, no fragment but ``#!``, no session id, no tracking parameters. Paths
    keep their case and unknown parameters their order. Raises BadInputError.
    """
    text = _spelled(parse(url))
    # Taking a part away may bring two others together: /a/..;jsessionid=1/b, %%341.
    while (again := _spelled(parse(text))) != text:
        text = again
    return text


@lru_cache(maxsize=_REMEMBERED)
def path_of(url: str) -> str:
    """Everything after the host of a canonical URL: what one outlet's mirrors share."""
    parsed = parse(canonical(url))
    return f"{parsed.pathname}{parsed.search}{parsed.hash}"


def host_of(url: str) -> str:
    """The ASCII host of `url`, with its port where that is not the scheme's own."""
    return str(parse(url).host)


@lru_cache(maxsize=_REMEMBERED)
def host_key(host: str) -> str:
    """The name under which a host is compared: ASCII, lower case, no leading ``www.``, no end dot.

    Raises BadInputError where `host` is no host name.
    """
    ascii_host = str(parse(f"https://{host}/").host)
    return ascii_host.removeprefix("www.").removesuffix(".")


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
    text = canonical(url)
    return host_key(host_of(text)) + path_of(text)


def _spelled(parsed: ada_url.URL) -> str:
    path = _SESSION.sub("", _escapes(parsed.pathname))
    fragment = parsed.hash if parsed.hash.startswith("#!") else ""
    port = f":{parsed.port}" if parsed.port else ""
    return f"{parsed.protocol}//{parsed.hostname}{port}{path}{_query(parsed.search)}{fragment}"


def _query(search: str) -> str:
    pairs = [pair for pair in _escapes(search).removeprefix("?").split("&") if pair]
    kept = [pair for pair in pairs if pair.split("=", 1)[0].lower() not in _TRACKING]
    return "?" + "&".join(kept) if kept else ""


def _escapes(text: str) -> str:
    """Percent-escapes in one spelling: unreserved octets plain, the rest upper case (RFC 3986)."""

    def one(match: re.Match[str]) -> str:
        character = chr(int(match.group(1), 16))
        if character.isascii() and (character.isalnum() or character in "-._~"):
            return character
        return match.group().upper()

    return re.sub(r"%([0-9A-Fa-f]{2})", one, text)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 120 else text[:117] + "...")  # noqa: PLR2004 - for the eye
