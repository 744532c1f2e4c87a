"""Whose words stand in a page beside the outlet's own: readers', other sites', advertisers'.

What a stranger wrote into a page announces nothing, wherever it stands.
"""

import re
from functools import lru_cache

from lxml.html import HtmlElement

# A pattern for the class or the id of an element, and whose words it holds.
LABELS: tuple[tuple[str, str], ...] = (
    ("comment", "most systems: comments, comment-list, fb-comments, vk_comments, commento"),
    ("disqus", "Disqus: #disqus_thread"),
    (r"\brespond\b", "WordPress: #respond, the form beneath the comments"),
    (r"\bcoral", "Coral Talk: #coral_thread"),
    ("spotim|spcv", "OpenWeb: .spotim-standalone, .spcv_conversation"),
    ("hyvor", "Hyvor Talk"),
    ("remark42", "Remark42: #remark42"),
    ("giscus|utterances", "GitHub's issues as comments: .giscus, .utterances"),
    (r"\bisso\b", "Isso: #isso-thread"),
    ("viafoura", "Viafoura: .viafoura"),
    ("livefyre", "Livefyre"),
    (r"\bidc-", "IntenseDebate: #idc-container"),
    ("mc-container|cackle", "Cackle: #mc-container"),
    ("discussion", "the Guardian and others: .discussion"),
    (r"\bletters?\b", "letters to the editor"),
    ("guest-?book", "guest books"),
    (r"\brepl(?:y|ies)\b", "answers to comments and posts"),
    (r"\breview|user-?review|reader-", "what readers and customers wrote"),
    ("user-?(?:content|post|generated)|ugc", "user-generated content; XenForo: .userContent"),
    ("bbwrapper", "XenForo: .bbWrapper"),
    (r"\bforum", "forums"),
    (r"topic-post|\bcooked\b", "Discourse: .topic-post, .cooked"),
    ("postbody|postcontent|messagetext", "phpBB, vBulletin, WoltLab: a post's text"),
    (r"\bembed|tweet|instagram-media|telegram-post", "other sites' posts, embedded"),
    ("adsby|advert|sponsor|promoted", "advertisements; Google: .adsbygoogle"),
    ("taboola|outbrain", "links that are sold: Taboola, Outbrain"),
)  # fmt: skip
_QUOTING = frozenset({"blockquote", "q"})  # HTML Standard 4.4.4, 4.5.7
_KINDS = re.compile("comment|review|discussion|quotation|socialmediaposting")  # schema.org
_WHOLE = frozenset({"html", "body", "main"})  # theirs speak of the page: "comments-open"


def is_strangers(element: HtmlElement) -> bool:
    """Whether the element holds somebody else's words."""
    if element.tag in _QUOTING:
        return True
    if element.tag in _WHOLE:
        return False
    kind = f"{element.get('itemtype') or ''} {element.get('itemprop') or ''}".lower()
    label = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}".lower()
    return bool(_KINDS.search(kind)) or bool(_labels().search(label))


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    return re.compile("|".join(pattern for pattern, _ in LABELS))
