"""Plain text of the HTML that feeds put into titles and summaries. Not for article pages."""

import html
import re

MAX_SUMMARY = 5_000  # characters; a feed may carry whole articles, the page is what we file
_DROPPED = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|![^<>]*)>")
# Comments, and phrasing elements (HTML Standard 3.2.5.2.5) that stand inside words and before
# commas: they leave no space behind.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u"
    r"|wbr)(?:\s[^<>]*)?/?>|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# JSON may escape half a pair; no UTF-8 store takes it.
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_SPACE = re.compile(r"\s+")


def plain(markup: str) -> str:
    """`markup` without tags, entities decoded, white space as single spaces."""
    markup = _untagged(markup)
    if "&" in markup:
        markup = _untagged(html.unescape(markup))
    return _SPACE.sub(" ", _SURROGATE.sub("\ufffd", markup)).strip()


def summary(markup: str) -> str:
    """The plain text, at most 5,000 characters of it."""
    return plain(markup[: MAX_SUMMARY * 10])[:MAX_SUMMARY]


def _untagged(markup: str) -> str:
    if "<" not in markup:
        return markup
    return _TAG.sub(" ", _INLINE.sub("", _DROPPED.sub(" ", markup)))
