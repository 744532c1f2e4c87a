"""Turns an extraction into a clean record: no furniture in the text, one date, a confidence.

It reads no HTML and fetches nothing.
"""

from wireroom.model import Access, Clean, DateVote, Extraction, Page, Reason
from wireroom.stages.clean.dates import choose
from wireroom.stages.clean.language import choose_language
from wireroom.stages.clean.lines import clean_lines, spaced

_SHORT = 200  # characters; less than any article's first paragraphs
# How far a record is to be believed, by what it lacks; a guess until it is measured.
_CONFIDENCE = {"no_text": 0.0, "paywalled": 0.3, "short": 0.3, "no_date": 0.7, "": 0.9}


def clean(page: Page, extraction: Extraction) -> Clean:
    """The record of a page; an empty text has confidence 0 and the reason "no_text".

    What a wall cuts off is an article nonetheless, with the reason "paywalled".
    """
    text = "\n\n".join(clean_lines(extraction, page.drop_lines))
    date = choose(extraction.dates)
    reason = _reason(text, date, is_teaser=extraction.is_teaser)
    access = Access.PAYWALLED if extraction.is_teaser else extraction.access
    language = choose_language(extraction.languages, text)
    return Clean(
        title=spaced(extraction.title),
        authors=extraction.authors,
        published_at=date.at if date else None,
        published_source=_source(date),
        modified_at=extraction.modified_at,
        sections=extraction.sections,
        tags=extraction.tags,
        language=language.code,
        text=text,
        images=extraction.images,
        canonical_url=extraction.canonical_url,
        mirror_candidates=extraction.mirror_candidates,
        confidence=_CONFIDENCE[reason],
        reason=reason,
        extractor=extraction.extractor,
        meta={
            "path": extraction.path,
            "notes": (*extraction.notes, *language.notes),
            "language_source": language.source,
            "access": access.value,
            "kind": extraction.kind.value,
        },
        onion_location=extraction.onion_location,
    )


def _reason(text: str, date: DateVote | None, *, is_teaser: bool) -> str:
    if not text:
        return Reason.NO_TEXT.value
    if is_teaser:
        return Reason.PAYWALLED.value
    if len(text) < _SHORT:
        return "short"
    return "" if date else "no_date"


def _source(date: DateVote | None) -> str:
    if date is None:
        return ""
    return f"{date.source}:day" if date.is_day else date.source
