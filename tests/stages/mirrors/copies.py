"""Copies of one small article on several hosts, to be compared."""

from wireroom.stages.mirrors.divergence import Divergence, Specimen, compare

ORIGIN, MIRROR, THIRD = OWN = ("www.outlet.test", "mirror.test", "third.test")
TEXT = (
    "The flood killed 70 people in Zarrin on Tuesday, the mayor said. Engineers who looked at the"
    " dam found that two of its five gates had been shut since 2019.\n\nMina Rastgar of the water"
    " board told reporters that repairs would cost 4,500,000 rials and take eleven weeks. Nobody"
    " had asked the villages below the dam, she said, and nobody had told them either."
)
BITCOIN = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"


def page(text, *, extra="", head="", link="", body=""):
    """A page of paragraphs; `link` is a target that the first "water" leads to."""
    if link:
        text = text.replace("water board", f'<a href="{link}">water board</a>')
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    article = f"<article>{paragraphs}{extra}</article>"
    return f"<html><head>{head}</head><body {body}>{article}</body></html>".encode()


def copy(text=TEXT, *, host=MIRROR, title="T", modified_at=None, **parts):
    """One host's copy; `parts` are those of `page`."""
    return Specimen(
        host=host,
        url=f"https://{host}/a/1",
        title=title,
        text=text,
        body=page(text, **parts),
        modified_at=modified_at,
    )


def differ(theirs, others=None) -> Divergence:
    """How a copy differs from the origin's."""
    return compare(theirs, others or copy(host=ORIGIN), own_hosts=OWN)
