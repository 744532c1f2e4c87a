"""Other forms of one page (AMP, print, mobile) and the page they are forms of.

An address that looks like a variant is none until the page says so: /amp may be an article on
amplifiers. So a variant is unwrapped only where the page's own canonical link names the address
without the mark.
"""

import re

# What an address has more than its page's, and who writes it so.
MARKS: tuple[tuple[str, str], ...] = (
    (r"/amp(?=/?(?:\?|$))", "the AMP plugin of WordPress, and publishers after it: /story/amp/"),
    (r"^/amp(?=/)", "publishers that put all AMP pages under one folder: /amp/story"),
    (r"[./-]amp(?=\.html?(?:\?|$))", "file names: story.amp.html, story-amp.html"),
    (r"\.amp(?=(?:\?|$))", "file names without an ending: story.amp"),
    (r"(?<=[?&])amp(?:=1|=true|=)?(?=&|$)", "the AMP plugin of WordPress, paired by query: ?amp=1"),
    (r"(?<=[?&])outputType=(?:amp|print)(?=&|$)", "Arc XP publishing: ?outputType=amp"),
    (r"(?<=[?&])(?:mode|view|type)=amp(?=&|$)", "publishers' own systems"),
    (r"(?<=[?&])(?:m|mobile)=(?:1|true)(?=&|$)", "Blogger and publishers' systems: ?m=1"),
    (r"(?<=[?&])print(?:=1|=true|=)?(?=&|$)", "print views: ?print=1"),
    (r"/print(?=/?(?:\?|$))", "print views: /story/print"),
    (r"^/(?:m|mobile)(?=/)", "mobile pages in a folder: /m/story"),
)


def is_variant(path: str, of_path: str) -> bool:
    """Whether `path` is `of_path` with one of the marks of a variant, and nothing else.

    Both are paths of canonical URLs, with their query; a slash at the end is free.
    """
    wanted = _bare(of_path)
    return _bare(path) != wanted and any(
        _bare(re.sub(pattern, "", path, count=1)) == wanted for pattern, _ in MARKS
    )


def _bare(path: str) -> str:
    """The path without what taking a mark away leaves: empty pairs and a slash at the end."""
    name, _, query = path.partition("?")
    pairs = "&".join(pair for pair in query.split("&") if pair)
    return (name.rstrip("/") or "/") + (f"?{pairs}" if pairs else "")
