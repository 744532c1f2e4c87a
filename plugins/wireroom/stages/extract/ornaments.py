"""Tells pictures that belong to the page, not to the article: logos, icons, faces, ads."""

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from wireroom.stages.extract.sources import boxes_of

# Words of a class or an id that name an ornament or its box, and what they stand for.
_LABELS = (
    (r"logo(s|type)?", "the house's, partners' and agencies' marks"),
    (r"icons?|favicon|sprites?|emoji|smil(ey|ies)|badge", "signs"),
    (r"avatars?|gravatar|authors?|byline|headshot|userpic|bio", "faces of writers"),
    (r"tracking|tracker|counter|vgwort|beacon", "counters"),
    (r"ads?|advert(s|isement|ising)?|sponsor(s|ed)?|affiliate", "advertising"),
    (r"share|sharing|social|newsletter|subscribe|app-?store", "prompts"),
    (r"ratings?|captcha|cookie", "page furniture"),
)
# Words of a file's name that say the same.
_FILES = (
    (r"logo(s|type)?|favicon|icons?|sprites?|avatars?|emoji", "marks, signs and faces"),
    (r"spacer|blank|pixel|placeholder|transparent|1x1|counter", "fillers and counters"),
    (r"wechat|weixin|wx|qr|qr-?code", "codes to scan: xinhuanet.com"),
    (r"lizenz|licen[cs]e|creative-?commons|cc-by|paid-banner", "licences and prompts"),
    (
        r"default(?=\.)|default[-_](image|img|share|thumb|og|news)\w*|fallback|no-?image|og-?image|social-?card|share-?image",
        "pictures of no article",
    ),
)
# The same as the last word of several written as one: timingPixel, siteLogo.
_CAMEL = r"(?-i:(?<=[a-z])(?:Logo|Icon|Pixel|Avatar|Placeholder)(?![a-z]))"
_IS_LABEL, _IS_FILE = (
    re.compile(
        rf"(?<![a-z0-9])(?:{'|'.join(rule for rule, _ in table)})(?![a-z0-9])|{_CAMEL}",
        re.IGNORECASE,
    )
    for table in (_LABELS, _FILES)
)
# Hosts and files of counters and faces, and whose they are.
_PLACES = (
    (r"//(\w+\.)?vgwort\.de|\.met\.vgwort\.de", "VG Wort, German authors' royalties"),
    (r"facebook\.com/tr|pixel\.wp\.com|scorecardresearch|doubleclick\.net|quantserve", "counters"),
    (r"(matomo|piwik)\.php|institutionlogo", "Matomo; idw-online.de"),
    (r"gravatar\.com", "Gravatar"),
    (r"/plugins/|/themes?/|/assets/(img|images)/(icons?|ui)/|/wp-includes/", "WordPress, layouts"),
    (
        r"/(status|rank|badge|button|flag|smil(ey|ie))?(icon|rank|badge|button|smilie|avatar)s?/",
        "forums",
    ),
    (r"/(emojis?|logos?|flags?|sprites?|banners?)/", "folders of houses"),
    (r"\.(svg|gif)(\?|$)", "drawn signs, fillers, smileys; photographs are none of these"),
)
_PLACE = re.compile("|".join(rule for rule, _ in _PLACES), re.IGNORECASE)
_NARROW, _FLAT = 120, 70  # pixels; the width and height below which a picture is a sign
_NEAR = 3  # ancestors whose classes tell
_PAGE = frozenset(("body", "html", "main", "article"))


def is_ornament(picture: HtmlElement, url: str) -> bool:
    """Whether a picture is none of the article's, by its size, its names and its box's."""
    if _is_small(picture) or is_house_picture(url):
        return True
    boxes = (box for box in islice(boxes_of(picture), _NEAR) if box.tag not in _PAGE)
    labels = (label for box in (picture, *boxes) for label in (box.get("class"), box.get("id")))
    return any(_names_ornament(label) for label in labels if label)


def is_house_picture(url: str) -> bool:
    """Whether an address names a picture that a site has for every page."""
    return bool(_PLACE.search(url)) or bool(_IS_FILE.search(_file(url)))


def _file(url: str) -> str:
    """The file's name in an address, without what is asked of the server."""
    return url.partition("?")[0].rpartition("/")[2]


def _is_small(picture: HtmlElement) -> bool:
    width, height = _pixels(picture.get("width")), _pixels(picture.get("height"))
    return (width is not None and width < _NARROW) or (height is not None and height < _FLAT)


def _pixels(stated: str | None) -> int | None:
    bare = (stated or "").strip().removesuffix("px")
    return int(bare) if bare.isascii() and bare.isdecimal() else None


@lru_cache(maxsize=8192)
def _names_ornament(label: str) -> bool:
    return bool(_IS_LABEL.search(label))
