"""Which site a page says it belongs to: its names, its address, and the headline it shows."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from wireroom.stages.fetch.folding import fold, letters
from wireroom.stages.fetch.reading import Sight

_META = re.compile(
    rb"<(?:meta|link)\b[^<>]*(?:site_name|application-name|web-app-title|twitter:site|canonical|"
    rb"og:url|og:title)[^<>]*>",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    rb"""\s(?:content|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_PUBLISHER = re.compile(
    rb""""publisher"\s*:\s*\{[^{}]{0,600}?"name"\s*:\s*("(?:[^"\\]|\\.){1,200}")"""
)
_PARTS = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|»«]\s*")  # what parts a headline from a site's name
_WORD = re.compile(r"\w{4,}")  # shorter ones stand in any text
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]+")
_SITE = (b"og:site_name", b"application-name", b"apple-mobile-web-app-title", b"twitter:site")
_ADDRESS = (b'rel="canonical"', b"rel='canonical'", b"rel=canonical", b"og:url")
_LEAST_NAME = 3  # letters: shorter names are found in anything
_LEAST_PART = 5  # letters in which a longer name may still be recognised
_N_METAS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a page claims: `names` of its site, `title` parts, `addresses` of itself, `headline`."""

    names: tuple[str, ...]
    title: tuple[str, ...]
    addresses: tuple[str, ...]
    headline: str


def claims_of(seen: Sight) -> Claims:
    """What the page says it is; nothing of it is believed."""
    names, addresses, headlines = list[str](), list[str](), list[str]()
    for tag in _metas(seen.page):
        low = tag.lower()
        said = _CONTENT.search(tag)
        value = seen.decoded(said[1] or said[2] or said[3] or b"").strip() if said else ""
        if not value:
            continue
        if any(word in low for word in _SITE):
            names.append(unescape(value))
        elif any(word in low for word in _ADDRESS):
            addresses.append(unescape(value))
        elif b"og:title" in low:
            headlines.append(unescape(value))
    names += _publishers(seen)
    return Claims(
        names=tuple(dict.fromkeys(names)),
        title=tuple(part for part in _PARTS.split(seen.title) if part.strip()),
        addresses=tuple(dict.fromkeys(addresses)),
        headline=" \n ".join(headlines),
    )


def is_own(claim: str, own: Iterable[str]) -> bool:
    """Whether a name claimed is one of the outlet's (`own` in letters), longer or shorter."""
    said = letters(claim)
    return any(
        name in said or (len(said) >= _LEAST_PART and said in name)
        for name in own
        if len(name) >= _LEAST_NAME
    )


def share_of(headline: str, text: str) -> float | None:
    """The share of a headline's words (pairs of characters in Chinese) that a text holds.

    None where the headline has too little to tell.
    """
    wanted = tokens(headline)
    return len(wanted & tokens(text)) / len(wanted) if len(wanted) > 1 else None


def tokens(text: str) -> set[str]:
    """The words of a text, four letters or longer, and the pairs of Chinese characters."""
    folded = fold(text)
    runs = _HAN.findall(folded)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return pairs | {word for word in _WORD.findall(folded) if not _HAN.match(word)}


def _metas(page: bytes) -> Iterator[bytes]:
    for n_found, tag in enumerate(_META.finditer(page)):
        if n_found == _N_METAS:
            return
        yield tag[0]


def _publishers(seen: Sight) -> Iterator[str]:
    for found in _PUBLISHER.finditer(seen.page):
        try:
            yield str(json.loads(seen.decoded(found[1])))
        except ValueError:
            continue
