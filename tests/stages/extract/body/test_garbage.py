"""Whatever bytes come in, reading gives a record: it never raises."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from wireroom.model import Clean, Page
from wireroom.reading import read_page

TAGS = re.findall(
    r"\w+",
    "div p span a b br ul li table tr td h1 h2 pre figure img article aside blockquote"
    " script style nav title meta time svg select template dialog",
)
NAMES = ("", ' class="comments"', ' id="text"', ' class="author related"', ' href="/x" src="y.jpg"')
WORDS = (
    "x",
    "A long sentence about the harbour and its crews. " * 5,
    "&zwnj;",
    "\x00",
    "字。",
    "<",
)


def element(inside):
    """An element around others; half of them are never closed."""
    return st.builds(
        lambda tag, name, parts, is_closed: (
            f"<{tag}{name}>{''.join(parts)}" + (f"</{tag}>" if is_closed else "")
        ),
        st.sampled_from(TAGS),
        st.sampled_from(NAMES),
        st.lists(inside, max_size=4),
        st.booleans(),
    )


NESTS = st.recursive(st.sampled_from(WORDS) | st.text(max_size=20), element, max_leaves=25)
BYTES = st.binary(max_size=400) | st.binary(max_size=200).map(
    lambda body: b"<html><body><p>" + body
)


def read(body):
    return read_page(Page(body=body, url="https://outlet.test/2026/08/15/a"))


def is_whole(record):
    """A record whose confidence and reason fit its text."""
    fits = (record.reason == "no_text") is (record.text == "")
    return isinstance(record, Clean) and 0 <= record.confidence <= 1 and fits


@settings(max_examples=200)
@given(BYTES)
@example(b"")
@example(b"<")
@example(b"\xff\xfe")
def test_any_bytes_are_read(body):
    """Of any encoding or none."""
    assert is_whole(read(body))


@settings(max_examples=200)
@given(st.lists(NESTS, max_size=4))
def test_any_nest_of_tags_is_read(parts):
    """Open, closed, one in another in whatever order."""
    assert is_whole(read("".join(parts).encode("utf-8", "replace")))


def test_5000_boxes_deep_are_read():
    """The parser ends a page at 256 levels; what stands above them is read."""
    above = b"<h1>T</h1><p>Crews are back at work since noon, said the harbour board.</p>"
    record = read(above + b"<div>" * 5000 + b"Below." + b"</div>" * 5000)
    assert is_whole(record)
    assert record.text.startswith("Crews are back")
