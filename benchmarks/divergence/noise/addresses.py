"""Where a mirror says that it is: hosts, schemes and trackers in links and in text."""

import random
import re
from collections.abc import Callable

from benchmarks.divergence.markup import Kind, article_runs, mapped, put, with_attributes
from benchmarks.divergence.pages import MIRROR, Sample, Served
from wireroom.urls import host_key

_LINKS = {"href", "src", "action", "content", "data-href", "data-src", "data-url", "srcset"}


def own_links(one: Sample, _: random.Random) -> str:
    """Links to the outlet lead to the mirror."""
    name = re.escape(host_key(one.host))
    return re.sub(
        rf"(\\?/\\?/)(?:www\.)?{name}(?![\w.-])", rf"\1{MIRROR}", one.source, flags=re.IGNORECASE
    )


def own_name(one: Sample, _: random.Random) -> str:
    """The outlet's name is the mirror's wherever it stands."""
    name = re.escape(host_key(one.host))
    return re.sub(
        rf"(?<![\w.@-])(?:www\.)?{name}(?![\w-])", MIRROR, one.source, flags=re.IGNORECASE
    )


def own_name_in_text(one: Sample, _: random.Random) -> Served | str:
    """A sentence of the article that names the host."""
    runs = article_runs(one.source, one.copy.specimen.text)
    if not runs:
        return one.source
    at = max(runs, key=lambda run: len(run.said)).end
    origin, mirror = (
        put(one.source, at, at, f" More stands at https://{host}/about and on {host}. ")
        for host in (one.host, MIRROR)
    )
    return Served(body=mirror, origin=origin)


def behind_a_prefix(one: Sample, _: random.Random) -> str:
    """Links lead to the mirror, then the host, then the path."""
    name = re.escape(host_key(one.host))
    return re.sub(
        rf"(?:https?:)?//((?:www\.)?{name})(?![\w.-])", rf"https://{MIRROR}/\1", one.source,
        flags=re.IGNORECASE,
    )  # fmt: skip


def plain_http(one: Sample, _: random.Random) -> str:
    """No TLS."""
    return _links(one.source, lambda link: re.sub(r"^https:", "http:", link))


def upgraded_https(one: Sample, _: random.Random) -> str:
    """TLS everywhere."""
    return _links(one.source, lambda link: re.sub(r"^http:", "https:", link))


def without_www(one: Sample, _: random.Random) -> str:
    """The other of www. and the bare name."""
    if one.host.startswith("www."):
        return one.source.replace(f"//{one.host}", f"//{host_key(one.host)}")
    return one.source.replace(f"//{one.host}", f"//www.{one.host}")


def trackers(one: Sample, _: random.Random) -> str:
    """Parameters that say where a reader came from."""
    return mapped(one.source, Kind.TAG, lambda tag: with_attributes(tag, _tracked))


def relative_links(one: Sample, _: random.Random) -> str:
    """Own links without a host."""
    name = re.escape(one.host)
    return _links(one.source, lambda link: re.sub(rf"^https?://{name}(?=/)", "", link))


def _links(source: str, change: Callable[[str], str]) -> str:
    return mapped(
        source, Kind.TAG,
        lambda tag: with_attributes(
            tag, lambda name, value: change(value) if name in _LINKS else value
        ),
    )  # fmt: skip


def _tracked(name: str, value: str) -> str:
    if name != "href" or value.startswith(("#", "javascript:", "mailto:", "tel:")):
        return value
    path, mark, fragment = value.partition("#")
    joint = "&amp;" if "?" in path else "?"
    return f"{path}{joint}utm_source=mirror&amp;fbclid=Iw3ab{mark}{fragment}"
