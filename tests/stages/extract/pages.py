"""Pages of an article with furniture around it, and what is read of them."""

from wireroom.model import Extraction, Page
from wireroom.stages.extract import extract

URL = "https://outlet.test/a/1"
SENTENCE = (
    "The harbour board said on Tuesday that both sides had signed an agreement on rest hours. "
)
BODY = "".join(f"<p>{number}. {SENTENCE * 2}</p>" for number in range(6))


def read(html: str, head: str = "", **facts) -> Extraction:
    """The extraction of a page with that body and head."""
    body = f"<!DOCTYPE html><html><head>{head}</head><body>{html}</body></html>".encode()
    return extract(Page(body=body, url=facts.pop("url", URL), **facts))


def story(before: str = "", after: str = "", inside: str = "") -> str:
    """An article's markup with something before, after or at the end of its text."""
    return f'<h1>Ferry crews end walkout</h1>{before}<div class="text">{BODY}{inside}</div>{after}'
