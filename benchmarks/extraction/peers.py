"""The tools under test: each loads what it needs and gives a function that reads one page.

What a tool's documentation advises for one page at hand is what is called; none may fetch anything.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from benchmarks.extraction.samples import Said, Sample

Read = Callable[[Sample], Said]
_BLOCKS = "p,div,li,h1,h2,h3,h4,h5,h6,br,tr,blockquote,pre,section,article,figcaption,dd,dt"


def wireroom() -> Read:
    """All of a clean record, from the bytes: what the pipeline does with a page."""
    page_type = import_module("wireroom.model").Page
    read_page = import_module("wireroom.reading").read_page

    def read(sample: Sample) -> Said:
        clean = read_page(page_type(body=sample.body, url=sample.url))
        stamp = clean.published_at.isoformat() if clean.published_at else ""
        return Said(text=clean.text, title=clean.title, date=stamp, authors=clean.authors)

    return read


def trafilatura_returned() -> Read:
    """`extract(with_metadata=True)` as returned: a header, the text and the comments."""
    extract = import_module("trafilatura").extract

    def read(sample: Sample) -> Said:
        text = extract(sample.html, url=sample.url, with_metadata=True) or ""
        told = _header(text)
        return Said(
            text=text,
            title=told.get("title", ""),
            date=told.get("date", ""),
            authors=told.get("author", ""),
        )

    return read


def trafilatura_body(**options: bool) -> Callable[[], Read]:
    """`bare_extraction` with metadata and without comments, and `options`."""

    def load() -> Read:
        bare_extraction = import_module("trafilatura").bare_extraction

        def read(sample: Sample) -> Said:
            said = bare_extraction(
                sample.html, url=sample.url, with_metadata=True, include_comments=False, **options
            )
            return _told(said.text, said.title, said.date, said.author) if said else Said()

        return read

    return load


def readability() -> Read:
    """Body and title of `Document`, its blocks set apart by line breaks."""
    document = import_module("readability").Document
    parse = import_module("lxml.html").fromstring

    def read(sample: Sample) -> Said:
        found = document(sample.html, url=sample.url)
        tree = parse(found.summary())
        for block in tree.iter(*_BLOCKS.split(",")):
            block.tail = "\n" + (block.tail or "")
        return Said(text=tree.text_content(), title=found.short_title() or "")

    return read


def newspaper() -> Read:
    """Body and metadata of an `Article` that fetches no pictures."""
    article = import_module("newspaper").article

    def read(sample: Sample) -> Said:
        found = article(sample.url, input_html=sample.html, fetch_images=False)
        return _told(found.text, found.title, found.publish_date, found.authors)

    return read


def news_please() -> Read:
    """Body and metadata of `NewsPlease.from_html`."""
    from_html = import_module("newsplease").NewsPlease.from_html

    def read(sample: Sample) -> Said:
        found = from_html(sample.html, url=sample.url, fetch_images=False)
        return _told(found.maintext, found.title, found.date_publish, found.authors)

    return read


def resiliparse() -> Read:
    """The main content alone."""
    extract_plain_text = import_module("resiliparse.extract.html2text").extract_plain_text

    def read(sample: Sample) -> Said:
        text = extract_plain_text(sample.html, main_content=True, alt_texts=False)
        return Said(text=text or "")

    return read


def goose() -> Read:
    """Body and metadata of `Goose`, without pictures."""
    extractor = import_module("goose3").Goose({"enable_image_fetching": False})

    def read(sample: Sample) -> Said:
        found = extractor.extract(raw_html=sample.html)
        return _told(found.cleaned_text, found.title, found.publish_date, found.authors)

    return read


BASELINE = "trafilatura-extract"
TOOLS: Mapping[str, Callable[[], Read]] = {
    "wireroom": wireroom,
    BASELINE: trafilatura_returned,
    "trafilatura": trafilatura_body(),
    "trafilatura-fast": trafilatura_body(fast=True),
    "trafilatura-precision": trafilatura_body(favor_precision=True),
    "trafilatura-recall": trafilatura_body(favor_recall=True),
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "news-please": news_please,
    "resiliparse": resiliparse,
    "goose3": goose,
}


def forget() -> None:
    """Clear what trafilatura and htmldate keep of a page's strings; wireroom uses both, too."""
    import_module("htmldate.meta").reset_caches()
    for name in ("trim", "line_processing"):
        getattr(import_module("trafilatura.utils"), name).cache_clear()


def _told(
    text: str | None, title: str | None, date: object, authors: str | Sequence[str] | None
) -> Said:
    names = authors if isinstance(authors, str) else tuple(filter(None, authors or ()))
    return Said(text=text or "", title=title or "", date=str(date or ""), authors=names)


def _header(text: str) -> dict[str, str]:
    """The fields of the YAML that trafilatura writes above a text."""
    if not text.startswith("---\n"):
        return {}
    lines = text[4:].partition("\n---\n")[0].split("\n")
    fields = (line.partition(": ") for line in lines)
    return {name: _unquoted(value) for name, _, value in fields}


def _unquoted(value: str) -> str:
    """A scalar of that YAML, whose double quotes are as JSON's."""
    return str(json.loads(value)) if value.startswith('"') else value
