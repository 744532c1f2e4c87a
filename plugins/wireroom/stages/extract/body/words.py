"""What the class names and ids of elements say of the text in them, as kinds.

A table of words and parts of words, drawn from the layouts of the shared pages and the readers
named beside them; what a kind is worth is learned (measuring.py), not written here. Words, not
patterns: to look for sixty words takes a quarter of the time of four regular expressions, and
every box of every page is asked.
"""

from functools import lru_cache

# kind; words in lower case, "-" and "_" read as spaces; and where such names are seen
_KINDS = (
    (
        "body",
        ("body", " content ", " text ", "article text", "article content", "article copy",
         "articlecontent", "articletext", "story text", "story content", "storytext",
         "entry content", "entry text", "entrycontent", "post content", "postcontent",
         "news text", "news content", "newstext", "main content", "maincontent", "main text",
         "detail text", "detail content", "page content", "content inner", "body copy", "texto",
         "cuerpo", "corps", "wysiwyg", "rich text", "richtext", "paragraph", "prose"),
        "schema.org articleBody, WordPress, readability's positive names",
    ),
    (
        "lead",
        ("standfirst", "stand first", " lead", "lede ", " dek ", " deck ", "summary", "subtitle",
         "sub title", "subhead", "sub head", "subline", "excerpt", "abstract", " intro", "chapo",
         "sapo", "entradilla", "bajada", "vorspann", "teasertext", "teaser text"),
        "standfirsts of newspapers in nine languages",
    ),
    (
        "comment",
        ("comment", "disqus", "reply", "respond", "discussion", "kommentar", "comentario", "forum",
         " coral", "spotim", "spcv", "remark42", "hyvor", "viafoura"),
        "readers' comments, and the services named in mirrors/strangers",
    ),
    (
        "caption",
        ("caption", "credit", "figure", "legend", "photo", "image", " img", "gallery", "media",
         "video", "player", "picture", "bild"),
        "pictures and players",
    ),
)  # fmt: skip
NAMES = tuple(name for name, _, _ in _KINDS)


@lru_cache(maxsize=16384)
def kinds(label: str) -> tuple[bool, ...]:
    """Which kinds an element's names tell of, in the order of NAMES."""
    plain = f" {label.lower().replace('-', ' ').replace('_', ' ')} "
    return tuple(_has(plain, words) for _, words, _ in _KINDS)


def has_kind(label: str, kind: str) -> bool:
    """Whether an element's names tell of one kind."""
    return kinds(label)[NAMES.index(kind)]


def _has(plain: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - any() over a generator takes twice as long
        if word in plain:
            return True
    return False
