"""The columns of a published article: those of the view `articles`, and three of the change.

The table is the contract of every target: a column is added at the end and never changes its kind.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

Record = dict[str, Any]
"""A published article by column: aware instants, lists, images as objects."""


class Kind(Enum):
    """What a column holds, whatever a target calls it."""

    TEXT = "text"
    INSTANT = "instant"  # UTC, microseconds
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    TEXTS = "texts"  # a list of texts
    IMAGE = "image"  # url, caption, credit, alt
    IMAGES = "images"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by name and kind."""

    name: str
    kind: Kind


COLUMNS = tuple(
    Column(name=name, kind=kind)
    for name, kind in (
        ("article_id", Kind.TEXT),
        ("outlet_id", Kind.TEXT),
        ("outlet", Kind.TEXT),
        ("url", Kind.TEXT),
        ("title", Kind.TEXT),
        ("authors", Kind.TEXTS),
        ("published_at", Kind.INSTANT),
        ("published_source", Kind.TEXT),
        ("modified_at", Kind.INSTANT),
        ("first_seen_at", Kind.INSTANT),
        ("last_seen_at", Kind.INSTANT),
        ("sections", Kind.TEXTS),
        ("tags", Kind.TEXTS),
        ("language", Kind.TEXT),
        ("text", Kind.TEXT),
        ("n_words", Kind.INTEGER),
        ("lead_image", Kind.IMAGE),
        ("images", Kind.IMAGES),
        ("hosts", Kind.TEXTS),
        ("n_versions", Kind.INTEGER),
        ("version_id", Kind.TEXT),
        ("cluster_id", Kind.TEXT),
        ("extractor", Kind.TEXT),
        ("confidence", Kind.NUMBER),
        ("archive_uri", Kind.TEXT),
        ("disappeared_at", Kind.INSTANT),
        ("change_number", Kind.INTEGER),
        ("is_withdrawn", Kind.FLAG),
        ("withdrawn_at", Kind.INSTANT),
    )
)
