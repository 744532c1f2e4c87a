"""How words are written: white space, typography, entities, charsets."""

import html
import json
import random
import re
import textwrap
import unicodedata

from benchmarks.divergence.markup import Kind, Piece, mapped, pieces
from benchmarks.divergence.pages import Sample, Served

_CURLY = str.maketrans({"'": "\u2019", '"': "\u201d"})
_STRAIGHT = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
     "\u2013": "-", "\u2014": "-", "\u2026": "..."}
)  # fmt: skip


def white_space(one: Sample, rng: random.Random) -> str:
    """Lines are wrapped and indented, spaces doubled."""

    def change(said: str) -> str:
        lines = textwrap.wrap(said, 72, break_long_words=False, break_on_hyphens=False)
        if len(lines) < 2:  # noqa: PLR2004 - nothing to wrap
            return re.sub(r" ", lambda _: rng.choice((" ", "  ", "\t")), said)
        head, tail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        return head + "\n        ".join(lines) + tail

    return mapped(one.source, Kind.TEXT, change)


def no_break_spaces(one: Sample, rng: random.Random) -> str:
    """Some spaces may not be broken."""
    return mapped(
        one.source, Kind.TEXT,
        lambda said: re.sub(r"(?<=\w) (?=\w)", lambda _: rng.choice((" ", "&nbsp;", " ")), said),
    )  # fmt: skip


def straight_quotes(one: Sample, _: random.Random) -> str:
    """Quotes, dashes and ellipses as on a typewriter."""
    return mapped(one.source, Kind.TEXT, lambda said: html.unescape(said).translate(_STRAIGHT)
                  if "&lt;" not in said else said)  # fmt: skip


def curly_quotes(one: Sample, _: random.Random) -> str:
    """Quotes and dashes as in print."""
    return mapped(one.source, Kind.TEXT, lambda said: said.translate(_CURLY).replace(" - ", " – "))


def soft_hyphens(one: Sample, _: random.Random) -> str:
    """Long words may be broken."""
    return mapped(
        one.source, Kind.TEXT,
        lambda said: re.sub(r"(?<![&\w])([a-z]{5})([a-z]{4,})", "\\1&shy;\\2", said),
    )  # fmt: skip


def decomposed(one: Sample, _: random.Random) -> str:
    """Letters and their marks apart."""
    return mapped(one.source, Kind.TEXT, lambda said: unicodedata.normalize("NFD", said))


def entities(one: Sample, _: random.Random) -> str:
    """What is not ASCII by number."""
    return _escaped(one.source, "ascii")


def legacy_charset(one: Sample, _: random.Random) -> Served:
    """One byte a character."""
    name = "windows-1251" if re.search("[а-я]", one.source) else "windows-1252"
    source = re.sub(
        r"(charset\s*=\s*[\"']?)[\w-]+", rf"\g<1>{name}", one.source, flags=re.IGNORECASE
    )
    body = _escaped(source, name).encode(name, "replace")
    return Served(body=body, content_type=f"text/html; charset={name}")


def unicode_16(one: Sample, _: random.Random) -> Served:
    """Two bytes a character."""
    source = re.sub(
        r"(charset\s*=\s*[\"']?)[\w-]+", r"\g<1>utf-16", one.source, flags=re.IGNORECASE
    )
    return Served(body=source.encode("utf-16", "replace"), content_type="text/html")


def byte_order_mark(one: Sample, _: random.Random) -> Served:
    """UTF-8 with a mark."""
    return Served(body=one.source.encode("utf-8-sig", "replace"))


def _escaped(source: str, charset: str) -> str:
    """What a charset lacks as references; as JavaScript's escapes where it is code."""

    def one(piece: Piece) -> str:
        if piece.kind is not Kind.CODE:
            return piece.said.encode(charset, "xmlcharrefreplace").decode(charset)
        return "".join(
            c if c.encode(charset, "ignore") else json.dumps(c)[1:-1] for c in piece.said
        )

    return "".join(map(one, pieces(source)))
