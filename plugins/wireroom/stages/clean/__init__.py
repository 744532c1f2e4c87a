"""Turns an extraction into a clean record: no furniture in the text, one date, a confidence.

It reads no HTML and fetches nothing.
"""

import re
import unicodedata

from wireroom.model import Clean, DateVote, Extraction, Page

# Lines that are furniture wherever they stand, and where each was seen.
FURNITURE = (
    (r"can also be accessed at the following alternate addresses", "presstv pages, 2019"),
    (r"^Press TV News Roku$", "presstv pages, 2019"),
    (r"^(www\.)?presstv\.(ir|co\.uk|tv|com)$", "presstv pages, 2019"),
    (
        r"^(share this( article| story)?|follow us on .{1,60})[:.]?$",
        "social prompts, extraction.md",
    ),
)
_ORDER = ("jsonld", "meta", "time", "feed", "url", "htmldate")


def clean(page: Page, extraction: Extraction) -> Clean:
    """The record of a page; an empty text has confidence 0 and the reason "no_text"."""
    text = unicodedata.normalize("NFC", "\n\n".join(_lines(page, extraction)))
    date = _choose(extraction.dates)
    is_short = len(text) < 200  # noqa: PLR2004 - shorter than any article's first paragraphs
    reason = "no_text" if not text else "short" if is_short else "" if date else "no_date"
    return Clean(
        title=unicodedata.normalize("NFC", extraction.title),
        authors=extraction.authors,
        published_at=date.at if date else None,
        published_source=f"{date.source}:day"
        if date and date.is_day
        else date.source
        if date
        else "",
        modified_at=extraction.modified_at,
        sections=extraction.sections,
        tags=extraction.tags,
        language=extraction.language,
        text=text,
        images=extraction.images,
        canonical_url=extraction.canonical_url,
        mirror_candidates=extraction.mirror_candidates,
        confidence={"no_text": 0.0, "short": 0.3, "no_date": 0.7}.get(reason, 0.9),
        reason=reason,
        extractor=extraction.extractor,
        meta={"path": extraction.path, "notes": extraction.notes},
    )


def _lines(page: Page, extraction: Extraction) -> list[str]:
    rules = [
        re.compile(rule, re.IGNORECASE) for rule in (*(r for r, _ in FURNITURE), *page.drop_lines)
    ]
    dropped = {_fold(extraction.title), _fold("".join(extraction.sections))}
    dropped |= {_fold(image.caption) for image in extraction.images}
    dropped |= {_fold(f"By {name}") for name in extraction.authors}
    kept = []
    for block in extraction.blocks:
        line = block.strip(" |\t")
        bare = re.sub(r"\s*\([^()]*\bphoto\b[^()]*\)\s*$", "", line, flags=re.IGNORECASE)
        if {_fold(line), _fold(bare)} & dropped or any(rule.search(line.strip()) for rule in rules):
            continue
        kept.append(line.strip())
    return kept


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text).casefold())


def _choose(votes: tuple[DateVote, ...]) -> DateVote | None:
    """The best source's date; one known to the instant before one known to the day."""
    ranked = sorted(votes, key=lambda vote: (vote.is_day, _ORDER.index(vote.source)))
    return ranked[0] if ranked else None
