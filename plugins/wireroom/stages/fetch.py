"""Judges what came back: the obvious verdicts on a feed's or an article's body.

It gives a verdict only where there is no doubt; a full classifier takes this place later.
"""

import re

from wireroom.model import Exchange, Failed, Reason

_LONG = 4000  # visible characters; an article about a seizure quotes the banner (mirrors.md)
_ENTITY = re.compile(rb"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_TEXTUAL = re.compile(r"text/|html|xml|json|^$|octet-stream", re.IGNORECASE)
# phrase, verdict, where it was seen
BANNERS = (
    (
        r"has been seized by the united states|in accordance with a seizure warrant",
        Reason.SEIZED,
        "presstv.com, 2021-06-22",
    ),
    (r"this domain (name )?(is|may be) for sale|domain is parked", Reason.PARKED, "registrars"),
    (r"<title>\s*just a moment\.\.\.", Reason.CHALLENGE, "Cloudflare"),
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
    text = exchange.body[:200_000].decode("utf-8", "replace").lower()
    found = [(reason, match[0]) for rule, reason, _ in BANNERS if (match := re.search(rule, text))]
    if not found:
        return None
    visible = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    if len(" ".join(visible.split())) > _LONG or "<article" in text:
        return None
    return _failed(exchange, found[0][0], f"the page says {found[0][1].strip()!r}")


def _failed(exchange: Exchange, reason: Reason, detail: str) -> Failed:
    return Failed(reason=reason, detail=detail, status=exchange.status, exchange=exchange)
