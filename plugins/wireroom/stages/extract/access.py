"""Tells who may read an article, and whether a page shows no more than its beginning.

Classes alone state nothing: half of the papers carry their wall's markup on free articles too.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.etree import XPath

from wireroom.model import Access
from wireroom.stages.extract.sheet import Sheet

_SAID = {
    **dict.fromkeys(("free", "true", "yes", "1"), Access.FREE),
    **dict.fromkeys(("locked", "paid", "false", "no", "0"), Access.PAYWALLED),
}
# Meta elements that state the access, and who writes them; "metered" leaves it open.
_META = (
    ("article:content_tier", "Facebook's content tiers"),
    ("og:article:content_tier", "the same, lemonde.fr"),
    ("isaccessibleforfree", "schema.org's microdata: taz.de, telegraph.co.uk"),
    ("article.access", "Dow Jones: barrons.com"),
    ("outbrain:article_access_status", "Outbrain: zeit.de"),
)
# The same, which say the contrary: whether the article is a paid one.
_PAID = (
    ("ispremium", "Hearst: sfgate.com, chron.com"),
    ("k5a:paid", "Kilkaya: tagesspiegel.de"),
)
# Classes and ids of what stands in the place of the text that is not shown, and whose they are.
_WALLS = (
    (r"pay-?_?wall", "lemonde.fr, barrons.com, waz.de, themes"),
    (r"reg-?_?wall", "tagblatt.ch, papers that ask for an account"),
    (r"piano[-_]?(inline|article|offer|paywall|container|wrapper)", "Piano"),
    (r"poool", "Poool: euronews.com"),
    (r"nzzinteraction", "nzz.ch"),
    (r"restricted-area", "stuttgarter-zeitung.de"),
    (r"restricted-content|rcp_restricted", "Restrict Content"),
    (r"pmpro_content_message|pmpro-no-access", "Paid Memberships Pro"),
    (r"mepr-unauthorized", "MemberPress"),
    (r"wc-memberships-\w*restrict", "WooCommerce Memberships"),
    (r"subscribers?-only|solo-suscriptores|reserve-abonnes?", "themes"),
)
_WALL = re.compile("|".join(rule for rule, _ in _WALLS))
_LABELS = XPath(
    "//body//*[not(self::script or self::style)]/@*[name() = 'class' or name() = 'id']",
    smart_strings=False,
)
# What states how much of an article is left behind a wall. Each begins with letters that have no
# capitals there, so that a page is passed over quickly.
_RESTS = (
    (r"l vous reste\s+[\d.,]+\s*% de cet article", "lemonde.fr"),
    (r"残り\s*[:：]?\s*[\d,]+\s*文字", "asahi.com, nikkei.com, mainichi.jp"),
)
_REST = tuple(re.compile(rule) for rule, _ in _RESTS)
_CUT = re.compile(r"(?:…|\.\.\.)\W*$")
_TEASER = 800  # characters; few paid articles are whole with fewer
_BEGINNING = 3000  # characters; a longer text that ends in dots ends so by its author's will
_LETTERS = 6  # of a word and the space behind it: where words are not spaced, letters count
_FEW = 0.4  # share of the stated words; captions and lists count for some


def access(sheet: Sheet) -> Access:
    """What the page states: its JSON-LD before its meta elements, the article before its parts."""
    said = (one for value in _statements(sheet) if (one := _said(value)))
    return next(said, Access.UNKNOWN)


def is_teaser(sheet: Sheet, lines: Iterable[str], stated: Access) -> bool:
    """Whether the text of a page that is not free ends where its wall begins."""
    text = "\n".join(lines).strip()
    if stated is Access.FREE or not text:
        return False
    has_dots = len(text) < _BEGINNING and bool(_CUT.search(text[-10:]))
    is_cut = has_dots or _lacks_words(sheet, text)
    if stated is Access.PAYWALLED:
        has_rest = any(rest.search(sheet.text) for rest in _REST)
        return is_cut or has_rest or (len(text) < _TEASER and _has_wall(sheet))
    return is_cut and len(text) < _TEASER and _has_wall(sheet)


def _statements(sheet: Sheet) -> Iterator[object]:
    yield sheet.article.get("isAccessibleForFree")
    for part in _parts(sheet.article.get("hasPart")):
        yield part.get("isAccessibleForFree")
    yield from (sheet.named(name) for name, _ in _META)
    for name, _ in _PAID:
        if value := _said(sheet.named(name)):
            yield "false" if value is Access.FREE else "true"


def _parts(value: object) -> list[dict[str, Any]]:
    """Parts of the article that a selector names, be it one or a list of them."""
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, dict) and "cssSelector" in part]


def _said(value: object) -> Access | None:
    """A flag or a word for it, as "False" and "http://schema.org/True"."""
    if not isinstance(value, bool | str):
        return None
    return _SAID.get(str(value).strip().lower().rpartition("/")[2])


def _lacks_words(sheet: Sheet, text: str) -> bool:
    """Whether the article has far more words, as its own JSON-LD counts or gives them."""
    body = sheet.stated("articleBody")
    counted = str(sheet.article.get("wordCount") or "").strip()
    n_words = max(len(text.split()), len(text) / _LETTERS)
    is_short = counted.isdecimal() and n_words < _FEW * int(counted)
    return is_short or len(text) < _FEW * len(body)


def _has_wall(sheet: Sheet) -> bool:
    return bool(_WALL.search("\n".join(_LABELS(sheet.tree)).lower()))
