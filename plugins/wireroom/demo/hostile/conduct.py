"""What a host of each bad kind answers, given what an honest one would. Pure."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

from wireroom.demo import pages
from wireroom.demo.feeds import Edition
from wireroom.demo.hostile import clones
from wireroom.demo.hostile.banners import banner_reply
from wireroom.demo.hostile.hosts import PROXY_PREFIX
from wireroom.demo.hostile.kinds import Kind
from wireroom.demo.serving import UNTOUCHED, Touch
from wireroom.demo.web import Ask, Reply, moved, page

Honest = Callable[[Edition, Ask, Touch], Reply]
"""Serves an edition as an honest host does, with some changes."""
DRIP_S = 1.0


def misbehave(kind: Kind, edition: Edition, ask: Ask, honest: Honest) -> Reply:
    """Answer one request as a host of this kind does."""
    reply = banner_reply(kind) or _simple(kind, edition, ask, honest)
    return reply or _clone(kind, edition, ask, honest)


def _simple(kind: Kind, edition: Edition, ask: Ask, honest: Honest) -> Reply | None:
    """Answer for the kinds that tell no stories of their own; None for the others."""
    if kind is Kind.LOOP:
        return _hop(ask)
    if kind is Kind.DRIP:
        return replace(honest(edition, ask, UNTOUCHED), drip_s=DRIP_S)
    if kind is Kind.PREFIX:
        return _proxied(edition, ask, honest)
    is_front = kind is Kind.SOFT_404_FRONT and ask.path != edition.house.feed_path
    return page(pages.front_page(edition)) if is_front else None


def _clone(kind: Kind, edition: Edition, ask: Ask, honest: Honest) -> Reply:
    touch = UNTOUCHED
    if kind is Kind.STALE:
        edition = clones.stale(edition)
    elif kind in {Kind.NUMBERS, Kind.NUMBER_ONCE}:
        edition = clones.tampered(edition, once=kind is Kind.NUMBER_ONCE)
    elif kind is Kind.LINKS:
        edition, touch = clones.injected(edition)
    elif kind is Kind.CANONICAL:
        touch = clones.poisoned(edition, ask.path)
    return honest(edition, ask, touch)


def _hop(ask: Ask) -> Reply:
    there = ask.path if urlsplit(ask.target).query else f"{ask.path}?again=1"
    return moved(there, HTTPStatus.FOUND)


def _proxied(edition: Edition, ask: Ask, honest: Honest) -> Reply:
    if ask.path == "/robots.txt":
        return honest(edition, ask, UNTOUCHED)
    inner, _, rest = ask.target.partition(PROXY_PREFIX)
    if inner or not rest.startswith("/"):
        return page(pages.not_found(edition.house), HTTPStatus.NOT_FOUND)
    at_proxy = replace(edition, house=replace(edition.house, link_host=""))
    reply = honest(at_proxy, replace(ask, target=rest), clones.rehomed(edition.host))
    location = reply.headers.get("Location", "")
    if not location.startswith("/"):
        return reply
    return replace(reply, headers={**reply.headers, "Location": PROXY_PREFIX + location})
