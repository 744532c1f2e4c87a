"""Tells a site's names from a page's own words: as authors, and at the ends of its titles."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from wireroom.stages.extract import jsonld
from wireroom.stages.extract.sheet import Sheet

# Meta elements that name the site, and who reads them.
_META = (("og:site_name", "Open Graph"), ("application-name", "HTML"))
_HOST = re.compile(r"//(?:www\.)?([^/:]+)")
# What stands between a headline and the site's name, and where; a hyphen or colon without a space
# is mostly a part of a word, but not before the last one.
_BETWEEN = re.compile(
    "|".join(
        rule
        for rule, _ in (
            (r"\s+[-–—|·•»«:/]+\s+", "nearly everywhere"),
            (r"\s*[|｜ㅣ│»•：]\s*", "Japan and Korea"),
            (r"\s*[-:]\s*(?=\S+$)", "China and Korea"),
            (r":\s+|\s*_\s*", "blogs; China"),
        )
    )
)
_SHORT = 3  # letters; a shorter name of a site may be any word
_HALF = 0.5  # share of a name; a shorter form than that may be any word of it


def site_keys(sheet: Sheet) -> frozenset[str]:
    """The names by which the site goes, as `key` gives them: its own, its publisher's, its host."""
    return frozenset(key(name) for name in _names(sheet) if key(name))


def without_site(text: str, sites: frozenset[str]) -> str:
    """A title without the site's names at its ends.

    In front of a colon a name stays: what is said of the site's own house reads the same.
    """
    cuts = list(_BETWEEN.finditer(text))
    for cut in reversed(cuts):
        if not _is_site(text[cut.end() :], sites):
            break
        text = text[: cut.start()]
    head = _BETWEEN.search(text)
    if head and ":" not in head.group() and _is_site(text[: head.start()], sites):
        return text[head.end() :]
    return text


def title_parts(text: str) -> list[str]:
    """The parts of a title between which a site's name may stand."""
    return _BETWEEN.split(text)


@lru_cache(
    maxsize=4096
)  # a page's readers ask for the same few names, and so do its outlet's others
def key(name: str) -> str:
    """A name as it is compared: letters and digits alone, case folded."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", name).casefold())


def _names(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.named(name) for name, _ in _META)
    yield sheet.page.outlet_name
    yield from jsonld.strings(sheet.article.get("publisher"))
    if host := _HOST.search(sheet.page.url):
        yield host[1]
        yield max(host[1].split("."), key=len)


def _is_site(part: str, sites: frozenset[str]) -> bool:
    """Whether a part is a name of the site, or a short or long form of it."""
    pairs = (sorted((key(part), site), key=len) for site in sites)
    return any(
        short == long or (len(short) >= _SHORT and short in long and len(short) > _HALF * len(long))
        for short, long in pairs
    )
