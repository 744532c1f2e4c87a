"""How markup is written: minified, in another order, by another serialiser."""

import random
import re

from lxml.html import HTMLParser, document_fromstring, tostring

from benchmarks.divergence.markup import ATTRIBUTE, Kind, before_end, mapped, pieces
from benchmarks.divergence.pages import Sample


def identical(one: Sample, _: random.Random) -> str:
    """The same bytes."""
    return one.source


def minified(one: Sample, _: random.Random) -> str:
    """No comments, no spare spaces, few quotes."""

    def change(kind: Kind, said: str) -> str:
        if kind is Kind.TEXT:
            return re.sub(r"\s+", " ", said) if said.strip() else (" " if said else "")
        if kind is Kind.TAG:
            return re.sub(r'=("([\w./:-]+)"|\'([\w./:-]+)\')(?=[\s>])', r"=\2\3", said)
        is_comment = kind is Kind.RAW and said.startswith("<!--") and not said.startswith("<!--[if")
        return "" if is_comment else said

    return "".join(change(one.kind, one.said) for one in pieces(one.source))


def without_end_tags(one: Sample, _: random.Random) -> str:
    """</p> and </li> are left out."""
    return re.sub(r"</(?:p|li)>(?=\s*<(?:p|li)[\s>])", "", one.source, flags=re.IGNORECASE)


def attribute_order(one: Sample, rng: random.Random) -> str:
    """Attributes in another order."""

    def change(tag: str) -> str:
        head = re.match(r"<[a-z][^\s>/]*", tag, re.IGNORECASE)
        if head is None or tag.count('"') % 2:
            return tag
        rest = tag[head.end() : -1]
        end = "/" if rest.endswith("/") else ""
        said = [match[0] for match in ATTRIBUTE.finditer(rest.removesuffix("/"))]
        if "".join("".join(said).split()) != "".join(rest.removesuffix("/").split()):
            return tag
        rng.shuffle(said)
        return " ".join([head[0], *said]) + f" {end}>"

    return mapped(one.source, Kind.TAG, change)


def reserialised(one: Sample, _: random.Random) -> str:
    """Parsed, and written from the tree."""
    tree = document_fromstring(
        one.source.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")
    )
    return str(tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def upper_case_tags(one: Sample, _: random.Random) -> str:
    """Names of elements in capitals."""
    return mapped(one.source, Kind.TAG, lambda tag: re.sub(r"^</?\w+", lambda m: m[0].upper(), tag))


def cache_remarks(one: Sample, rng: random.Random) -> str:
    """A comment that says when the page was cached."""
    return before_end(one.source, f"<!-- cached page {rng.randrange(10**9)} -->")


def lazy_pictures(one: Sample, _: random.Random) -> str:
    """Pictures are loaded when they are seen."""
    return re.sub(
        r"(<img\b[^>]*?)\ssrc=", r'\1 loading="lazy" data-src=', one.source, flags=re.IGNORECASE
    )
