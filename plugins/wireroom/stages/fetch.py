"""Judges what came back: the obvious verdicts on a feed's or an article's body.

It gives a verdict only where there is no doubt; a full classifier takes this place later.
"""

import re
from html import unescape

from wireroom.model import Exchange, Failed, Reason

_LONG = 4000  # visible characters; an article about a seizure quotes the banner (mirrors.md)
_ENTITY = re.compile(rb"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_TEXTUAL = re.compile(r"text/|html|xml|json|^$|octet-stream", re.IGNORECASE)
_READ = 200_000  # bytes looked at; a banner is a short page
# A word without which no rule can hold (sought in the raw bytes, as it costs next to nothing), the
# rule for the visible text in lower case, the verdict, and where it was seen.
BANNERS = (
    (
        b"seized",
        r"(domain|website|site) has been seized by|has been seized by the (united states|federal)",
        Reason.SEIZED,
        "presstv.com, 2021-06-22 (mirrors.md)",
    ),
    (
        b"seizure",
        r"(in accordance with|pursuant to) a seizure (warrant|order)",
        Reason.SEIZED,
        "presstv.com, 2021-06-22 (mirrors.md)",
    ),
    (
        b"for sale",
        r"this (domain|website|domain name) (is|may be) for sale",
        Reason.PARKED,
        "sale pages of domain registrars",
    ),
    (
        b"parked",
        r"(domain|website) (is|has been) parked|parked (free|domain)",
        Reason.PARKED,
        "parking pages of domain registrars",
    ),
    (b"just a moment", r"^\W*just a moment\.\.\.", Reason.CHALLENGE, "Cloudflare's waiting page"),
)


def judge_article(exchange: Exchange) -> Failed | None:
    """Why this cannot be an article, or None."""
    return _judge(exchange, empty=Reason.NO_TEXT)


def judge_feed(exchange: Exchange) -> Failed | None:
    """Why this cannot be a feed, or None; a seizure notice comes before NOT_A_FEED."""
    failed = _judge(exchange, empty=Reason.EMPTY_FEED)
    if failed:
        return failed
    head = exchange.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _ENTITY.search(exchange.body[:100_000]):
        return _failed(exchange, Reason.XML_ENTITIES, "the document declares XML entities")
    if head.startswith((b"<!doctype html", b"<html")):
        return _failed(exchange, Reason.NOT_A_FEED, "HTML where a feed should be")
    return None


def _judge(exchange: Exchange, *, empty: Reason) -> Failed | None:
    kind = (exchange.header("content-type") or "").split(";")[0].strip()
    if not exchange.body.strip():
        return _failed(exchange, empty, "the body is empty")
    if not _TEXTUAL.search(kind):
        return _failed(exchange, Reason.WRONG_TYPE, f"content type {kind}")
    return _banner(exchange)


def _banner(exchange: Exchange) -> Failed | None:
    raw = exchange.body[:_READ].lower()
    rules = [(rule, reason) for word, rule, reason, _ in BANNERS if word in raw]
    if not rules or b"<article" in raw:
        return None
    visible = _visible(raw.decode("utf-8", "replace"))
    if len(visible) > _LONG:
        return None
    for rule, reason in rules:
        match = re.search(rule, visible)
        if match:
            return _failed(exchange, reason, f"the page says {match[0]!r}")
    return None


def _visible(text: str) -> str:
    """The text of a page with its title, without scripts, white space as single spaces."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


def _failed(exchange: Exchange, reason: Reason, detail: str) -> Failed:
    return Failed(reason=reason, detail=detail, status=exchange.status, exchange=exchange)
