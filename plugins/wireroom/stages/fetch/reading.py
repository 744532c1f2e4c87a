"""What a person would see of a page, cheaply: no parser, bounded, any charset the page names."""

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from itertools import islice

from wireroom.model import Exchange
from wireroom.stages.fetch.folding import fold
from wireroom.stages.fetch.hiding import without_hidden, without_scripts

READ = 200_000  # bytes looked at; a banner is a short page
_READ_ON = 2_000_000  # where next to nothing of them is seen: padding is cheap
_LITTLE = 1500  # visible characters
_OPENING = 400  # visible characters in which a banner has said what it is
_FEW = 200  # visible characters beside which pictures speak, too
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]")
_HAN_WEIGHT = 3  # a Chinese character says about as much as three letters
_TAG = re.compile(rb"<[^<>]*>")  # linear whatever the markup
_BODY = re.compile(rb"<body\b", re.IGNORECASE)
_TITLE = re.compile(rb"<title\b[^<>]*>([^<]*)", re.IGNORECASE)
_H1 = re.compile(rb"<h1\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(rb"<h[12]\b[^<>]*>", re.IGNORECASE)
_MAX_HEADING = 400  # bytes
_N_HEADINGS = 8
_PICTURE = re.compile(rb"<img\b[^<>]*>", re.IGNORECASE)
_PICTURE_SAYS = re.compile(rb"""\s(?:alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_PICTURE_FILE = re.compile(rb"""\ssrc\s*=\s*["']?([^"'\s>?#]+)""", re.IGNORECASE)
_N_PICTURES = 20
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_WIDE = re.compile(rb"utf-?(?:16|32|7)|iso-2022|hz-gb", re.IGNORECASE)  # "<" is more than a byte
_PROSE = re.compile(rb"<p\b[^<>]*>([^<]{150,})", re.IGNORECASE)
# Markup that only pages of articles bear: what publishers tell search engines and readers of links.
_MARKUP = (
    b"article:published_time", b"NewsArticle", b"articleBody", b"BlogPosting", b'"article"',
    b'"Article"', b"'article'",
)  # fmt: skip


class Sight:
    """A page at a glance; each part is read when it is asked for."""

    def __init__(self, body: bytes, content_type: str = "") -> None:
        self._charset = _charset_of(body, content_type)
        self._whole = body
        if _WIDE.match(self._charset.encode("ascii", "replace")):
            self._whole = self.decoded(self._whole[:READ]).encode()
            self._charset = "utf-8"
        self.page = self._whole[:READ]

    @classmethod
    def of(cls, exchange: Exchange) -> "Sight":
        """The page that came back."""
        return cls(exchange.body, exchange.header("content-type") or "")

    @cached_property
    def lower(self) -> bytes:
        """The start of the body in lower case: where marks are sought."""
        return self.page.lower()

    @cached_property
    def title(self) -> str:
        """What the page calls itself."""
        found = _TITLE.search(self.page)
        return self._text(found[1]) if found else ""

    @cached_property
    def heading(self) -> str:
        """The one heading of the first rank; "" where there is none, or several as on a front."""
        found = [*islice(_H1.finditer(self.page), 2)]
        return self._text(b" ".join(_headings(self.page, _H1))) if len(found) == 1 else ""

    @cached_property
    def n_prose(self) -> int:
        """Bytes of unbroken prose in paragraphs, seen or not."""
        return sum(len(found[1]) for found in _PROSE.finditer(self.page))

    @cached_property
    def has_markup(self) -> bool:
        """Whether the page is marked up as an article."""
        return any(mark in self.page for mark in _MARKUP)

    @cached_property
    def everything(self) -> str:
        """All words that are in the page for a reader, hidden or not, and its pictures', folded."""
        return fold(" \n ".join((self.title, self._bare_text, self._pictures(self._bare))))

    @cached_property
    def n_letters(self) -> int:
        """How much there is to read, hidden or not."""
        return _size(self._bare_text)

    @cached_property
    def text(self) -> str:
        """The words that can be seen."""
        return self._text(_body(self._seen))

    @cached_property
    def size(self) -> int:
        """How much can be read, in letters."""
        return _size(self.text)

    @cached_property
    def n_paragraphs(self) -> int:
        """Paragraphs of prose that can be seen."""
        return sum(1 for _ in _PROSE.finditer(self._seen))

    @cached_property
    def name(self) -> str:
        """The title and the headings that can be seen, folded."""
        headings = self._text(b" \n ".join(_headings(self._seen, _HEADING)))
        return fold(f"{self.title} \n {headings}")

    @cached_property
    def opening(self) -> str:
        """What the page says at first sight, folded."""
        return fold(self.text[:_OPENING])

    @cached_property
    def words(self) -> str:
        """All that can be read, folded; pictures speak where there is little else."""
        pictures = self._pictures(self._seen) if len(self.text) < _FEW else ""
        return fold(" \n ".join((self.title, self.text, pictures)))

    def decoded(self, part: bytes) -> str:
        """Bytes of the page as text, whatever they hold and whatever the charset is called."""
        try:
            return part.decode(self._charset, "replace")
        except (LookupError, UnicodeError):
            return part.decode("utf-8", "replace")

    @cached_property
    def _bare(self) -> bytes:
        bare = without_scripts(self.page, self.lower)
        if len(self._whole) > READ and len(self._text(bare)) < _LITTLE:
            page = self._whole[:_READ_ON]
            return without_scripts(page, page.lower())
        return bare

    @cached_property
    def _bare_text(self) -> str:
        return self._text(self._bare)

    @cached_property
    def _seen(self) -> bytes:
        return without_hidden(self._bare, self.lower)

    def _text(self, markup: bytes) -> str:
        return " ".join(unescape(self.decoded(_TAG.sub(b" ", markup))).split())

    def _pictures(self, markup: bytes) -> str:
        pictures = _some(_PICTURE, markup, _N_PICTURES)
        return self._text(b" \n ".join(said for picture in pictures for said in _said(picture)))


def _charset_of(body: bytes, content_type: str) -> str:
    """The charset that the header or, failing it, the page names; UTF-8 where none is known."""
    told = content_type.encode("ascii", "replace")
    named = _CHARSET.search(told) or _CHARSET.search(body[:2000])
    return named[1].decode("ascii", "replace") if named else "utf-8"


def _size(text: str) -> int:
    return len(text) + len(_HAN.findall(text)) * (_HAN_WEIGHT - 1)


def _body(page: bytes) -> bytes:
    """The page from its body on: the title is read by itself."""
    found = _BODY.search(page)
    return page[found.start() :] if found else page


def _headings(page: bytes, pattern: re.Pattern[bytes]) -> Iterator[bytes]:
    for start in islice(pattern.finditer(page), _N_HEADINGS):
        end = page.find(b"</h", start.end(), start.end() + _MAX_HEADING)
        if end >= 0:
            yield page[start.end() : end]


def _some(pattern: re.Pattern[bytes], page: bytes, n_most: int) -> Iterator[bytes]:
    return (found[0] for found in islice(pattern.finditer(page), n_most))


def _said(picture: bytes) -> Iterator[bytes]:
    """What a picture is said to show, and the words of its file's name."""
    for said in _PICTURE_SAYS.finditer(picture):
        yield said[1] or said[2] or b""
    for source in _PICTURE_FILE.finditer(picture):
        yield re.sub(rb"[-_.\d]+", b" ", source[1].rsplit(b"/", 1)[-1])
