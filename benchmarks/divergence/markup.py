"""A page's source cut into tags, text and what is neither, so that parts of it can be exchanged.

Nothing is parsed into a tree: what is not exchanged stays as the outlet wrote it.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_PIECES = re.compile(
    r"(?P<raw><!--.*?-->|<!\[CDATA\[.*?\]\]>|<!doctype[^>]*>|<\?.*?>)"
    r"|(?P<code><script\b[^>]*>.*?</script\s*>)"
    r"|(?P<style><(?P<name>style|textarea|noscript|template|svg)\b[^>]*>.*?</(?P=name)\s*>)"
    r"|(?P<tag></?[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)"
    r"|(?P<text>[^<]+|<)",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+))?""")
_FEW_WORDS = 5  # of a text that is looked for in the article's


class Kind(StrEnum):
    """What a piece of a source is."""

    RAW = "raw"
    CODE = "code"
    STYLE = "style"
    TAG = "tag"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a source: `source[start:end] == said`."""

    kind: Kind
    start: int
    end: int
    said: str


def pieces(source: str) -> Iterator[Piece]:
    """The source from its start to its end."""
    for match in _PIECES.finditer(source):
        kind = Kind.STYLE if match["style"] else Kind(match.lastgroup or "text")
        yield Piece(kind, match.start(), match.end(), match[0])


def mapped(source: str, kind: Kind, change: Callable[[str], str]) -> str:
    """The source with every piece of a kind changed."""
    return "".join(change(one.said) if one.kind is kind else one.said for one in pieces(source))


def with_attributes(tag: str, change: Callable[[str, str], str]) -> str:
    """A start tag with every attribute that has a value changed: `change(name, value)`."""

    def one(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        quote = match[2][0] if match[2][0] in "\"'" else ""
        value = match[2].strip(quote) if quote else match[2]
        return f"{match[1]}={quote}{change(match[1].lower(), value)}{quote}"

    if tag.startswith("</"):
        return tag
    head = re.match(r"<[^\s>/]+", tag)
    return head[0] + ATTRIBUTE.sub(one, tag[head.end() :]) if head else tag


def folded(text: str) -> str:
    """Text as a reader sees it: no entities, single spaces."""
    return " ".join(html.unescape(text).split())


def article_runs(source: str, text: str) -> list[Piece]:
    """Pieces of text of some words that stand in the article's text, and once in the source."""
    words = folded(text)
    found: dict[str, list[Piece]] = {}
    for piece in pieces(source):
        if piece.kind is Kind.TEXT and len(piece.said.split()) >= _FEW_WORDS:
            found.setdefault(folded(piece.said), []).append(piece)
    return [ones[0] for said, ones in found.items() if len(ones) == 1 and words.count(said) == 1]


def first_tag(source: str, name: str) -> Piece | None:
    """The first start tag of that name."""
    is_it = re.compile(rf"<{name}\b", re.IGNORECASE)
    return next((p for p in pieces(source) if p.kind is Kind.TAG and is_it.match(p.said)), None)


def put(source: str, start: int, end: int, said: str) -> str:
    """The source with `said` in place of a part."""
    return source[:start] + said + source[end:]


def before_end(source: str, said: str) -> str:
    """The source with `said` before its body ends."""
    ends = [match.start() for match in re.finditer("</body", source, re.IGNORECASE)]
    return put(source, ends[-1], ends[-1], said) if ends else source + said
