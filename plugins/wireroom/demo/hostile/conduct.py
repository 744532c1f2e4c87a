"""What a host of each bad kind answers, given what an honest one would. Pure."""

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

from wireroom.demo.feeds import Edition
from wireroom.demo.hostile import clones
from wireroom.demo.hostile.banners import banner_reply
from wireroom.demo.hostile.hosts import PROXY_PREFIX
from wireroom.demo.hostile.kinds import Kind
from wireroom.demo.pages.parts import template
from wireroom.demo.serving import UNTOUCHED, Honest, respelled
from wireroom.demo.spellings import under
from wireroom.demo.web import Ask, Reply, moved, page

DRIP_S = 1.0
_BEHIND_PREFIX = under(PROXY_PREFIX)


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
    if kind is Kind.SOFT_404_FRONT and ask.path != edition.house.feed_path:
        return honest(edition, replace(ask, target="/"), UNTOUCHED)
    if kind is Kind.LOGIN and ask.path not in {edition.house.feed_path, "/robots.txt"}:
        return page(template("hostile_login").substitute())
    return None


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
    at_proxy = replace(edition, house=replace(edition.house, link_host=""))
    return respelled(_BEHIND_PREFIX, at_proxy, ask, honest)
