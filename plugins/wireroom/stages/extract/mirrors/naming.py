"""Which hosts a line of a page names: by links, and in plain text where it looks like a host."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from wireroom.errors import BadInputError
from wireroom.stages.extract.mirrors.lines import Words
from wireroom.urls import host_key, is_onion, parse

# Hosts that furniture links to beside mirrors: not outlets' own, whoever links to them.
FOREIGN: tuple[tuple[str, str], ...] = (
    ("facebook.com", "social network"),
    ("fb.com", "social network"),
    ("twitter.com", "social network"),
    ("x.com", "social network"),
    ("threads.net", "social network"),
    ("bsky.app", "social network"),
    ("instagram.com", "social network"),
    ("linkedin.com", "social network"),
    ("pinterest.com", "social network"),
    ("reddit.com", "social network"),
    ("tiktok.com", "social network"),
    ("vk.com", "social network"),
    ("ok.ru", "social network"),
    ("weibo.com", "social network"),
    ("youtube.com", "video host"),
    ("youtu.be", "video host"),
    ("rumble.com", "video host"),
    ("aparat.com", "video host"),
    ("t.me", "messenger"),
    ("telegram.me", "messenger"),
    ("telegram.org", "messenger"),
    ("whatsapp.com", "messenger"),
    ("wa.me", "messenger"),
    ("viber.com", "messenger"),
    ("eitaa.com", "messenger"),
    ("bale.ai", "messenger"),
    ("roku.com", "television app store"),
    ("apple.com", "app store"),
    ("google.com", "app store"),
    ("cafebazaar.ir", "app store"),
    ("torproject.org", "the Tor Browser's home"),
    ("psiphon3.com", "a way round blocks"),
    ("psiphon.ca", "a way round blocks"),
    ("getlantern.org", "a way round blocks"),
    ("bit.ly", "short links, which may lead anywhere"),
    ("t.co", "short links, which may lead anywhere"),
    ("tinyurl.com", "short links, which may lead anywhere"),
    ("goo.gl", "short links, which may lead anywhere"),
    ("archive.org", "an archive of everybody's pages"),
    ("wikipedia.org", "an encyclopedia"),
)
# What looks like the end of a host and is the end of a file's name.
_FILES = frozenset(
    {
        "apk", "asp", "aspx", "css", "csv", "doc", "docx", "exe", "gif", "htm", "html", "jpeg",
        "jpg", "js", "json", "jsp", "mp3", "mp4", "pdf", "php", "png", "rar", "rss", "svg", "txt",
        "webp", "xls", "xlsx", "xml", "zip",
    }
)  # fmt: skip
_LABEL = r"(?!-)[^\W_A-Z](?:[^\W_A-Z]|-){0,62}"
# A host in plain text is written in lower case, and no part of an address of mail or of a path.
_HOST = re.compile(
    rf"(?<![\w@./:-])(?:https?://)?((?:{_LABEL}\.)+(?:xn--[a-z0-9-]+|[^\W\d_A-Z]{{2,24}}))"
    r"(?![\w@-]|\.\w|:\d)"
)


def named(words: Iterable[Words]) -> tuple[str, ...]:
    """The bare hosts that stand in a line's words, in order."""
    return tuple(dict.fromkeys(host for hosts in _parts(words) for host in hosts))


def n_letters_beside(words: Iterable[Words]) -> int:
    """How many letters the words have beside their links and hosts."""
    plain = (_HOST.sub("", one.text) for one in words if one.link is None)
    return sum(len(re.sub(r"\W+", "", text)) for text in plain)


def is_foreign(host: str) -> bool:
    """Whether it belongs to somebody who is no outlet."""
    return any(host == name or host.endswith(f".{name}") for name, _ in FOREIGN)


def _parts(words: Iterable[Words]) -> Iterator[Sequence[str]]:
    links: dict[HtmlElement, str] = {}
    texts: list[Words] = []
    for one in words:
        texts.append(one)
        if one.link is not None:
            links[one.link] = links.get(one.link, "") + one.text
    done = set[HtmlElement]()
    for one in texts:
        if one.link is None:
            yield _written(one.text)
        elif one.link not in done:
            done.add(one.link)
            yield _linked(one.link.get("href") or "", links[one.link])


def _written(text: str) -> list[str]:
    hosts = (host_in(f"https://{found[1]}/") for found in _HOST.finditer(text))
    return [host for host in hosts if host and host.rpartition(".")[2] not in _FILES]


def _linked(href: str, text: str) -> list[str]:
    """The link's host; none where the words name another: who does that means to deceive."""
    host = host_in(href)
    shown = {host_key(one) for one in _written(text)}
    return [host] if host and (not shown or host_key(host) in shown) else []


def host_in(url: str) -> str:
    """The host of a web address; "" where there is none that a mirror could have.

    No port and no user stand in one, and an onion address is whole.
    """
    try:
        parsed = parse(url)
    except BadInputError:
        return ""
    host = str(parsed.hostname).removesuffix(".")
    is_odd = parsed.port or parsed.username or parsed.password or "." not in host.strip("[]")
    is_broken = host.endswith(".onion") and not is_onion(host)
    return "" if is_odd or is_broken else host
