"""Feed bytes to a document, or to the reason why there is none. Fetches nothing."""

import re
from dataclasses import replace

from wireroom.model import Failed, FeedState, Reason
from wireroom.stages.poll.charset import decode
from wireroom.stages.poll.document import FeedDocument
from wireroom.stages.poll.jsonfeed import read_json
from wireroom.stages.poll.xmlfeed import read_xml

_ENTITY = re.compile(r"<!ENTITY\b([^>]*)", re.IGNORECASE)
# A character or a word, as in <!ENTITY nbsp "&#160;">; no reference to a further entity.
_HARMLESS_ENTITY = re.compile(r"\s+\w+\s+(\"|')(?:\w+|&#\w{2,8};)\1\s*")
_ROOT = re.compile(r"<[A-Za-z_]")


def parse_feed(
    body: bytes, *, content_type: str, feed_url: str, outlet_id: str, feed: str
) -> FeedDocument | Failed:
    """The document in `body`; Failed is empty_feed (no bytes), xml_entities or not_a_feed.

    A feed without entries is a document with the warning no_entries: see `emptied`.
    """
    if not body.strip():
        return Failed(reason=Reason.EMPTY_FEED, detail=f"{feed_url} answered with an empty body")
    text, is_wrong_charset = decode(body, content_type=content_type)
    if _has_entities(text):
        return Failed(reason=Reason.XML_ENTITIES, detail=f"{feed_url} declares XML entities")
    read = read_json if text.lstrip()[:1] == "{" else read_xml
    document = read(text, feed_url=feed_url, outlet_id=outlet_id, feed=feed)
    if document is None:
        return Failed(
            reason=Reason.NOT_A_FEED, detail=f"{feed_url} is no feed ({content_type or 'no type'})"
        )
    more = ["wrong_charset"] * is_wrong_charset + ["no_entries"] * (not document.entries)
    return replace(document, warnings=tuple(sorted({*document.warnings, *more})))


def emptied(document: FeedDocument, state: FeedState) -> Failed | None:
    """The failure empty_feed where a feed that had entries has none; None where all is well."""
    if document.entries or state.n_entries == 0:
        return None
    return Failed(
        reason=Reason.EMPTY_FEED, detail=f"no entries where there were {state.n_entries} before"
    )


def _has_entities(text: str) -> bool:
    """Whether the prolog (all before the root element) declares entities that may expand."""
    root = _ROOT.search(text)
    prolog = text[: root.start()] if root else text
    return any(not _HARMLESS_ENTITY.fullmatch(m.group(1)) for m in _ENTITY.finditer(prolog))
