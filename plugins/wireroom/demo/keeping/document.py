"""One document of a house's memory, before a mirror respells it and the server packs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from wireroom.demo.web import HTML, Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document: `is_packed` says that it is a gzip file, not one in transit."""

    text: str
    content_type: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)
    is_packed: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page."""
        return self.content_type == HTML


def asked_for(ask: Ask, name: str) -> str:
    """Return a parameter of the query, "" where it was not given."""
    values = parse_qs(urlsplit(ask.target).query).get(name, [""])
    return values[-1]


def number_asked_for(ask: Ask, name: str, *, otherwise: int) -> int:
    """Return a parameter as a number, 0 where it is none."""
    text = asked_for(ask, name)
    if not text:
        return otherwise
    return int(text) if text.isascii() and text.isdigit() else 0
