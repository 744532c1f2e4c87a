"""The corpus's articles: whole pages of invented stories, and the record that is right for each."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireroom.model import Clean, Page
from wireroom.reading import read_page

FOLDER = Path(__file__).parents[2] / "corpus/articles"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.html")))
BASELINE = json.loads((FOLDER / "baseline.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is right: `text` by paragraphs, `images` as (caption, credit), captions not its own."""

    url: str
    title: str
    authors: tuple[str, ...]
    date: str
    language: str
    text: tuple[str, ...]
    images: tuple[tuple[str, str], ...]
    foreign: tuple[str, ...]


@cache
def article(name: str) -> Article:
    """What is right for one page."""
    told = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    pictures = tuple((image["caption"], image["credit"]) for image in told.pop("images"))
    lists = {key: tuple(told.pop(key)) for key in ("authors", "text", "foreign")}
    return Article(images=pictures, **lists, **told)


def html(name: str) -> str:
    """One page as the outlet would send it."""
    return (FOLDER / f"{name}.html").read_text(encoding="utf-8")


@cache
def record(name: str) -> Clean:
    """What is read from one page, and cleaned."""
    return reading(name, html(name))


def reading(name: str, markup: str) -> Clean:
    """What is read from another markup of a page, at its address."""
    return read_page(Page(body=markup.encode(), url=article(name).url))
