"""What the class names and ids of elements say of the text in them, as kinds.

A table of word parts, drawn from the layouts of the shared pages and the readers named beside
them; what a kind is worth is learned (measuring.py), not written here.
"""

import re
from functools import lru_cache

_BODY = (
    r"(article|story|entry|post|news|main|detail|page)[-_]*(body|text|content|copy|inner)"
    r"|body[-_]*(text|content|copy)|\bcontent\b|\btext\b|texto|cuerpo|corps|wysiwyg|rich-?text"
    r"|paragraph|articlebody|prose"
)
_LEAD = (
    r"stand-?first|\blead|lede\b|\bdek\b|\bdeck\b|summary|sub-?(title|head|line)|excerpt"
    r"|abstract|\bintro|chapo|sapo|entradilla|bajada|vorspann|teasertext"
)
_CAPTION = r"caption|credit|figure|legend|photo|image|\bimg|gallery|media|video|player|picture|bild"
# kind, part of a class name, id or itemprop; and where such names are seen
_KINDS = (
    ("body", _BODY, "schema.org articleBody, WordPress, readability's positive names"),
    ("lead", _LEAD, "standfirsts of newspapers in nine languages"),
    ("comment", r"comment|disqus|reply|discussion|kommentar|forum", "readers' comments"),
    ("caption", _CAPTION, "pictures and players"),
)
NAMES = tuple(name for name, _, _ in _KINDS)
_RULES = tuple(re.compile(rule) for _, rule, _ in _KINDS)


@lru_cache(maxsize=16384)
def kinds(label: str) -> tuple[bool, ...]:
    """Which kinds an element's names tell of, in the order of NAMES."""
    low = label.lower()
    return tuple(bool(rule.search(low)) for rule in _RULES)
