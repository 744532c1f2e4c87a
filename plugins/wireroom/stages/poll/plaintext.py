"""Plain text of the HTML that feeds put into titles and summaries. Not for article pages."""

import html
import re

MAX_SUMMARY = 5_000  # characters; a feed may carry whole articles, the page is what we file
_DROPPED = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--.*?--|![^<>]*)>", re.DOTALL)
# JSON may escape half a pair; no UTF-8 store takes it.
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_SPACE = re.compile(r"\s+")


def plain(markup: str) -> str:
    """`markup` without tags, entities decoded, white space as single spaces."""
    if "<" in markup:
        markup = _TAG.sub(" ", _DROPPED.sub(" ", markup))
    if "&" in markup:
        markup = html.unescape(markup)
        if "<" in markup:
            markup = _TAG.sub(" ", _DROPPED.sub(" ", markup))
    return _SPACE.sub(" ", _SURROGATE.sub("\ufffd", markup)).strip()


def summary(markup: str) -> str:
    """The plain text, at most 5,000 characters of it."""
    return plain(markup[: MAX_SUMMARY * 10])[:MAX_SUMMARY]
