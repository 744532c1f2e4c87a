"""Is this new? Identity inside an outlet, and the same text across outlets.

Order: article key (in resolve), canonical link, exact text digest. Inside one outlet a copy is the
same article under another URL and gets no row of its own; across outlets both articles stay and a
relation says that they carry one text. Near copies are not found here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wireroom.model import Article, Relation, fold_text
from wireroom.ports import Copy

# Short texts repeat honestly ("Live updates", "Cartoon of the day"): two of them are not a copy.
MIN_WORDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """The article that this one is, and the rule that says so."""

    of_article_id: str
    rule: str


def duplicate_of(article: Article, copies: Iterable[Copy]) -> Duplicate | None:
    """The article of the same outlet that `article` repeats, oldest first; None where it is new.

    An article that is filed under its own id already is never a duplicate.
    """
    own = sorted(
        (copy for copy in copies if copy.outlet_id == article.outlet_id),
        key=lambda copy: (copy.first_seen_at, copy.article_id),
    )
    if any(copy.article_id == article.article_id for copy in own):
        return None
    for copy in own:
        if _is_claimed(article, copy):
            return Duplicate(of_article_id=copy.article_id, rule="canonical_url")
    for copy in own:
        if copy.version_id == article.version_id and n_words(article) >= MIN_WORDS:
            return Duplicate(of_article_id=copy.article_id, rule="text_digest")
    return None


def relations(article_id: str, version_id: str, copies: Iterable[Copy]) -> list[Relation]:
    """Facts about the same text in other outlets: the later article points at the earlier."""
    alike = [copy for copy in copies if copy.version_id == version_id and copy.n_words >= MIN_WORDS]
    own = next((copy for copy in alike if copy.article_id == article_id), None)
    if own is None:
        return []
    return [_exact(own, other) for other in alike if other.outlet_id != own.outlet_id]


def n_words(article: Article) -> int:
    """The words of the clean text, as white space cuts them."""
    return len(article.clean.text.split())


def _is_claimed(article: Article, copy: Copy) -> bool:
    """Whether a canonical link joins the two and their words agree: a link alone may lie."""
    claims = {article.article_id, article.claimed_id} & {copy.article_id, copy.claimed_id} - {None}
    if not claims:
        return False
    same_title = _title(article.clean.title) == _title(copy.title) != ""
    return same_title or copy.version_id == article.version_id


def _title(text: str) -> str:
    return fold_text(text).casefold()


def _exact(one: Copy, other: Copy) -> Relation:
    earlier, later = sorted((one, other), key=lambda copy: (copy.first_seen_at, copy.article_id))
    return Relation(
        article_id=later.article_id,
        other_id=earlier.article_id,
        kind="exact",
        score=1.0,
        evidence=f"text digest {one.version_id}",
    )
