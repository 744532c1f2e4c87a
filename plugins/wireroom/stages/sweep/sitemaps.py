"""XML sitemaps and their indexes, plain or gzipped, read piece by piece: sitemaps.org/protocol.

A sitemap of 50 MB and 50,000 pages takes no more memory than its own bytes. Entities are neither
resolved nor allowed, nothing outside the document is read. Broken markup gives what could be read.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from wireroom.model import Failed, Item, Reason
from wireroom.stages.sweep.instants import told
from wireroom.stages.sweep.reading import Child, Reading, Wanted

MAX_BYTES = 200_000_000  # after decompression; the protocol allows 50 MB
MAX_PAGES = 200_000  # the protocol allows 50,000
_CUT = f"it has more than {MAX_PAGES} pages; the rest is left"
_GZIP = b"\x1f\x8b"
_HEAD = 65_536
_NEWS = "{http://www.google.com/schemas/sitemap-news/"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_LINES = re.compile(rb"\s*https?://", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_FEEDS = frozenset({"rss", "feed", "RDF"})
_MIN_DATED = 5  # pages; fewer may well have changed at one instant


class _TooLargeError(Exception):
    """The document goes on beyond MAX_BYTES."""


class _Bounded(io.RawIOBase):
    """A document read in pieces, up to MAX_BYTES of it."""

    def __init__(self, source: io.BufferedIOBase) -> None:
        self._source, self._n_read = source, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: Any, /) -> int:  # noqa: ANN401 - a buffer of any kind
        """The next piece; raises _TooLargeError, and what reading gzip raises."""
        piece = self._source.read(len(into))
        self._n_read += len(piece)
        if self._n_read > MAX_BYTES:
            raise _TooLargeError
        into[: len(piece)] = piece
        return len(piece)


def read_sitemap(body: bytes, *, zone: ZoneInfo, wanted: Wanted) -> Reading | Failed:
    """The pages and sitemaps that `body` names.

    Failed is bad_encoding (gzip that is cut or broken), too_large, xml_entities, not_a_listing.
    `zone` is that of instants without one.
    """
    try:
        return _read(body, zone, wanted)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return Failed(reason=Reason.BAD_ENCODING, detail=f"the gzip does not unpack: {error}")
    except _TooLargeError:
        return Failed(reason=Reason.TOO_LARGE, detail=f"more than {MAX_BYTES} bytes of sitemap")
    except (etree.XMLSyntaxError, LookupError) as error:
        return Failed(reason=Reason.NOT_A_LISTING, detail=f"no sitemap: {error}")


def _read(body: bytes, zone: ZoneInfo, wanted: Wanted) -> Reading | Failed:
    head = _open(body).read(_HEAD) or b""
    bare = head.replace(b"\0", b"")  # as UTF-16 spells ASCII
    if _LINES.match(bare.removeprefix(b"\xef\xbb\xbf")):
        return _read_lines(body, wanted)
    if b"<!ENTITY" in bare:
        return Failed(reason=Reason.XML_ENTITIES, detail="the sitemap declares XML entities")
    if _HTML.search(bare[:2_000]):
        return _no_listing("HTML where a sitemap should be")
    if not bare.strip():
        return _no_listing("the body is empty")
    root = _ROOT.search(bare)
    name = root[1].decode().rpartition(":")[2] if root else ""
    if name not in {"urlset", "sitemapindex"}:
        is_feed = "; a feed belongs under `pages`" if name in _FEEDS else ""
        return _no_listing(f"the root is <{name}>, no sitemap{is_feed}")
    return _read_xml(body, zone, wanted)


def _no_listing(detail: str) -> Failed:
    return Failed(reason=Reason.NOT_A_LISTING, detail=detail)


def _open(body: bytes) -> _Bounded:
    raw = io.BytesIO(body)
    return _Bounded(gzip.GzipFile(fileobj=raw) if body.startswith(_GZIP) else raw)


def _read_lines(body: bytes, wanted: Wanted) -> Reading:
    """A sitemap of plain text: a URL in a line (sitemaps.org/protocol, "Other formats")."""
    kept, n_listed = list[Item](), 0
    for line in io.BufferedReader(_open(body)):
        url = line.decode("utf-8", "replace").strip().removeprefix("\ufeff")
        if not url.lower().startswith(("http://", "https://")):
            continue
        if n_listed == MAX_PAGES:
            return Reading(items=tuple(kept), n_listed=n_listed, detail=_CUT)
        n_listed += 1
        if wanted(item := Item(url=url)):
            kept.append(item)
    return Reading(items=tuple(kept), n_listed=n_listed)


def _read_xml(body: bytes, zone: ZoneInfo, wanted: Wanted) -> Reading:
    is_saying = _is_lastmod_saying(body)
    kept, children, n_listed = list[Item](), list[Child](), 0
    odd = "" if is_saying else "every page has one lastmod, which says nothing"
    for element in _elements(body):
        stated = _stated(element)
        url = stated.get("loc", "")
        if not url:
            continue
        if etree.QName(element).localname == "sitemap":
            lastmod = told(stated.get("lastmod"), zone)
            children.append(Child(url=url, lastmod_at=lastmod.at if lastmod else None))
            continue
        if n_listed == MAX_PAGES:
            odd = _CUT
            break
        n_listed += 1
        if wanted(item := _item(url, stated, zone, is_saying=is_saying)):
            kept.append(item)
    return Reading(items=tuple(kept), n_listed=n_listed, children=tuple(children), detail=odd)


def _item(url: str, stated: dict[str, str], zone: ZoneInfo, *, is_saying: bool) -> Item:
    published = told(stated.get("publication_date"), zone)
    lastmod = told(stated.get("lastmod"), zone) if is_saying else None
    is_instant = published is not None and not published.is_day
    return Item(
        url=url,
        title=stated.get("title", ""),
        published_at=published.at if published and is_instant else None,
        on=published.at.astimezone(zone).date() if published and not is_instant else None,
        lastmod_at=lastmod.at if lastmod else None,
        is_lastmod_day=bool(lastmod and lastmod.is_day),
    )


def _is_lastmod_saying(body: bytes) -> bool:
    """Whether lastmods differ: some sites write the instant of asking beside every page."""
    found: set[str] = set()
    n_dated = 0
    for element in _elements(body):
        lastmod = _stated(element).get("lastmod")
        if lastmod:
            n_dated += 1
            found.add(lastmod)
        if len(found) > 1:
            return True
    return n_dated < _MIN_DATED


def _elements(body: bytes) -> Iterator[Any]:
    """Each <url> and <sitemap>, which is forgotten when the next one is asked for."""
    events = etree.iterparse(
        _open(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        collect_ids=False,
    )
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while (earlier := element.getprevious()) is not None:
                parent.remove(earlier)


def _stated(element: Any) -> dict[str, str]:  # noqa: ANN401 - lxml's element
    """The address, its lastmod, and what the news extension says: title and publication."""
    found: dict[str, str] = {}
    own = etree.QName(element).namespace
    for child in element.iter():
        if child is element or not isinstance(child.tag, str):
            continue
        name = etree.QName(child)
        is_own = name.namespace == own and name.localname in {"loc", "lastmod"}
        is_news = child.tag.startswith(_NEWS) and name.localname in {"title", "publication_date"}
        if (is_own or is_news) and name.localname not in found:
            found[name.localname] = (child.text or "").strip()
    return found
