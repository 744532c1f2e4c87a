"""Takes readers' discussion out of a cut page before it is measured.

A thread of comments may be longer than the article, and a box that holds most of a page's prose
is what every measure looks at. A page that is little else keeps it: a forum's posts are its text.
"""

import re
from functools import lru_cache
from itertools import accumulate

from wireroom.stages.extract.body.cutting import Cut
from wireroom.stages.extract.body.words import has_kind

_PART = "(list|area|section|thread|wrapper|container|block|box|content)"
# What leads to comments, or tells whether there are any: behind the word, and before it.
_NOT = "(count|num|link|open|closed|off|on|enabled|disabled|icon|button)"
_HAS = r"(?<!\bhas-)(?<!\bwith-)(?<!\bwithout-)"
# Names of a thread as a whole, and where they are used.
_THREADS = (
    (rf"\b(comment|{_HAS}comments)([-_ ]?{_PART})?\b(?![-_ ]?{_NOT})", "most systems"),
    (r"disqus_thread", "Disqus"),
    (r"\brespond\b", "WordPress: the form beneath the comments"),
    (r"\b(leser)?kommentare?\b|\bcomentarios\b|\bcommentaires\b", "de, es, fr"),
    (r"\bcoral[-_]|spotim|spcv_|remark42|hyvor|viafoura", "services, named in mirrors/strangers"),
)
_WHOLE = frozenset(("html", "body", "main"))  # theirs speak of the page: "comments-open"
_ENOUGH = 500  # characters outside; less is no article beside a discussion


def without_discussion(cut: Cut) -> Cut:
    """The same boxes without the blocks of discussions, unless little else is left."""
    is_out = [False] * len(cut.texts)
    for box, label in enumerate(cut.labels):
        if cut.tags[box] not in _WHOLE and has_kind(label, "comment") and _is_thread(label):
            is_out[cut.first[box] : cut.last[box]] = [True] * (cut.last[box] - cut.first[box])
    n_left = sum(len(text) for text, out in zip(cut.texts, is_out, strict=True) if not out)
    if not any(is_out) or n_left < _ENOUGH:
        return cut
    kept = [block for block, out in enumerate(is_out) if not out]
    left = [0, *accumulate(not out for out in is_out)]
    return Cut(
        elements=cut.elements,
        parent=cut.parent,
        tags=cut.tags,
        classes=cut.classes,
        labels=cut.labels,
        first=[left[block] for block in cut.first],
        last=[left[block] for block in cut.last],
        texts=[cut.texts[block] for block in kept],
        box=[cut.box[block] for block in kept],
        n_linked=[cut.n_linked[block] for block in kept],
        n_strong=[cut.n_strong[block] for block in kept],
        n_links=[cut.n_links[block] for block in kept],
    )


@lru_cache(maxsize=16384)
def _is_thread(label: str) -> bool:
    return bool(_threads().search(label.lower()))


@lru_cache(maxsize=1)
def _threads() -> re.Pattern[str]:
    return re.compile("|".join(rule for rule, _ in _THREADS))
