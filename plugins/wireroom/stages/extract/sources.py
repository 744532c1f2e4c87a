"""Finds where a picture's largest rendering lies, and tells renderings of one picture as one.

Pages give a picture in many sizes, load it late from an attribute of their own, or once more for
browsers that run no scripts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from lxml.html import HtmlElement

# Attributes that list renderings, and those that name one, best first, and who writes them.
_LISTS = (
    ("srcset", "HTML"),
    ("data-srcset", "lazysizes"),
    ("data-lazy-srcset", "WP Rocket, Jetpack"),
    ("data-original-set", "Lazy Load XT"),
    ("data-flickity-lazyload-srcset", "Flickity"),
)
_ADDRESSES = (
    ("data-orig-file", "WordPress's carousel"),
    ("data-large-file", "the same"),
    ("data-full-src", "light boxes"),
    ("data-src", "lazysizes, lozad"),
    ("data-lazy-src", "WP Rocket"),
    ("data-original", "jQuery's Lazy Load"),
    ("data-original-mos", "Hearst"),
    ("data-cfsrc", "Cloudflare's Mirage"),
    ("data-lazy", "slick"),
    ("data-image", "Squarespace"),
    ("src", "HTML"),
)
_RENDERING = re.compile(r"\s*(\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,|$)")
# A width in an address: w=640, width-640, _w640, s1200, 640x360; a year stands alone.
_WIDTH = re.compile(
    r"(?<![a-z0-9])(?:w|width|s)[=_-]?(\d{3,4})(?!\d)|(\d{3,4})(?=x\d)", re.IGNORECASE
)
_LIKELY = 320  # pixels; the width taken for "1x", which says nothing of it
# Parts of an address that tell a rendering, not a picture, and where they were seen.
_SIZES = (
    (r"[-_]\d{2,4}x\d{2,4}$", "WordPress: name-300x200.jpg"),
    (r"[-_](scaled|thumb|thumbnail|small|medium|large|full|square)$", "name endings"),
    (r"[-_.](\d{3,4}[wh]|[wh]\d{3,4})$", "the same"),
    (r"[-_](320|480|640|720|750|768|800|960|1024|1080|1200|1280|1600|1920|2048)$", "the same"),
    (r"@[23]x$", "retina renderings"),
    (r"_w\d+(_r\d+)?(_s)?$", "RFE/RL: name_w250_r1_s.jpg"),
    (r"[-_]v?(1[_x]1|2[_x]1|3[_x]2|3[_x]4|4[_x]3|16[_x]9)(_\w{1,4})?$", "aspects: _v16_9_1600"),
)
_SIZE = re.compile("|".join(rule for rule, _ in _SIZES), re.IGNORECASE)
_SEGMENTS = (
    (r"\d{1,4}(x\d{1,4})?", "ichef.bbci.co.uk/news/640/, /300x200/"),
    (r"[^/]*[,=][^/]*", "Cloudinary, Cloudflare, Thumbor: /w_640,c_fill/, /width=640/"),
    (r"(w|h|s|c|q|fit|crop|resize|thumbnail|quality|format)[-_:]?\d*(x\d+)?", "image servers"),
    (r"(fit-in|smart|unsafe|filters:[^/]*)", "Thumbor"),
)
_SEGMENT = re.compile("|".join(f"(?:{rule})" for rule, _ in _SEGMENTS), re.IGNORECASE)
# What a query says of the picture itself; all else there sizes, crops or dates it.
_ASKED = re.compile(r"^(id|file|image|img|src|path|name|u|url|p)$", re.IGNORECASE)
_NAME = re.compile(r"\.(jpe?g|png|webp|gif|avif|jfif|bmp|tiff?)\b.*", re.IGNORECASE)
_BEGUN = 20  # characters with which two renderings of a lead begin; a camera's names have fewer
_ID = re.compile(r"\d{8}$")
_TOLD = 12  # characters of a file's name that tell it from every other picture's


def boxes_of(picture: HtmlElement) -> Iterator[HtmlElement]:
    """What a picture stands in, from the inside out.

    The parser nests a <picture>'s sources in one another, and its <img> in the last.
    """
    return (box for box in picture.iterancestors() if box.tag != "source")


def source_of(picture: HtmlElement) -> str:
    """The address of the largest rendering that a picture names, or ""."""
    listed = max(_renderings(picture), key=lambda one: one[1], default=("", 0.0))
    return listed[0] or next(_named(picture), "")


def key_of(url: str) -> str:
    """What all renderings of one picture have in common in their addresses."""
    return _key(url)


def is_rendering(url: str, other: str) -> bool:
    """Whether two addresses, of which one is a page's lead, look like one picture's renderings.

    Their files' names begin alike and end in what editing systems add: a size, a crop, a digest;
    or they begin with one number of eight digits and more.
    """
    names = [key_of(one).rpartition("/")[2] for one in (url, other)]
    n_common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(*names, strict=False))))
    has_id = bool(_ID.search(names[0][:n_common]))
    goes_on = any(name[n_common : n_common + 1].isdigit() for name in names)
    is_most = n_common >= _BEGUN and n_common >= max(map(len, names)) / 2
    return is_most or (has_id and not goes_on)


def wider(url: str, other: str) -> str:
    """The address of two that names the larger width; the first where one names none."""
    widths = [_width(one) for one in (url, other)]
    return other if 0 < widths[0] < widths[1] or "blur" in url else url


def _width(url: str) -> int:
    """The largest width that an address names, 0 where it names none."""
    return max((int(one[1] or one[2]) for one in _WIDTH.finditer(url)), default=0)


@lru_cache(maxsize=1024)
def _key(url: str) -> str:
    nested = unquote(url).rpartition("http")
    inner = f"http{nested[2]}" if nested[0].startswith("http") else url
    parts = urlsplit(inner.replace("&amp;", "&"))
    path = [unquote(part) for part in parts.path.split("/") if part] or [""]
    at = next((number for number, part in enumerate(path) if _NAME.search(part)), len(path) - 1)
    folders, name = path[:at], _NAME.sub("", path[at])
    while (shorter := _SIZE.sub("", name)) != name and shorter:
        name = shorter
    if len(name) >= _TOLD and any(letter.isdigit() for letter in name):
        return name.casefold()
    kept = [part for part in folders if not _SEGMENT.fullmatch(part)]
    asked = [(word, value) for word, value in parse_qsl(parts.query) if _ASKED.match(word)]
    query = [f"?{urlencode(asked)}"] if asked else []
    return ("/".join((*kept, name)) + "".join(query)).casefold()


def _renderings(picture: HtmlElement) -> Iterator[tuple[str, float]]:
    """Listed renderings with their widths, the picture's own lists before its <picture>'s."""
    box = next(boxes_of(picture), None)
    others = box.iter("source") if box is not None and box.tag == "picture" else ()
    for element in (picture, *others):
        for name, _ in _LISTS:
            for url, size, unit in _RENDERING.findall(element.get(name) or ""):
                if _is_address(url):
                    yield url, float(size or 1) * (1 if unit == "w" else _LIKELY)


def _named(picture: HtmlElement) -> Iterator[str]:
    for name, _ in _ADDRESSES:
        url = (picture.get(name) or "").strip()
        if _is_address(url):
            yield url


def _is_address(url: str) -> bool:
    """Whether this is where a picture lies: no data, no script, no template."""
    return bool(url) and not url.startswith(("data:", "javascript:", "blob:", "about:", "#", "{"))
