"""Drops the lines of a body that are not the article: headline, crumbs, bylines, notices, prompts.

Rules are tables with a source per row. It rewrites no line but for its white space.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from wireroom.model import Extraction, Image, LeftOut

# Lines that are furniture wherever they stand, and where each was seen.
FURNITURE = (
    (r"can also be accessed at the following alternat(e|ive) address", "presstv pages, 2019"),
    (r"^.{0,40}\bNews (Roku|App)$", "presstv pages, 2019"),
    (r"^(www\.)?presstv\.(ir|co\.uk|tv|com)$", "presstv pages, 2019"),
    (r"^share( this( article| story| post)?)?( (on|via|with) .{1,40})?[:.]?$", "extraction.md"),
    (r"^follow us on .{1,60}$", "social prompts, extraction.md"),
    (r"^(sign up|subscribe) (for|to) .{1,60}\bnewsletter.{0,120}$", "extraction.md"),
    (r"^\((additional )?reporting by .{1,160}\bediting by .{1,60}\)$", "agencies, extraction.md"),
    (r"^(read|see|watch|listen) (more|also|next)\s*[:|].{0,160}$", "teasers, extraction.md"),
    (r"^(also read|related( articles?| stories)?|more on this)\s*:.{0,160}$", "extraction.md"),
    (r"^(by|von|por|par)$", "bylines without the name, which was a link"),
    (
        r"^((last )?updated|published|posted)\b.{0,40}\b(19|20)\d\d\b.{0,25}$",
        "date stamps beside bylines of newspaper pages",
    ),
    (r"^advertisement$", "extraction.md"),
)
_BY = re.compile(r"\b(?:by|von|por|par|di|and|und|et|y)\b", re.IGNORECASE)
_BYLINE = 120  # characters; a longer line that names an author is a sentence
_REST = 25  # characters a byline may hold beside the names: "Staff writer", a place
_CREDIT = 60  # characters that may follow a caption in its line
_CAPTION = 30  # characters from which a caption cannot stand for another line's beginning


def clean_lines(
    extraction: Extraction, drop_lines: Iterable[str]
) -> tuple[list[str], list[LeftOut]]:
    """The article's own lines, and a mark for each line of the page between them that is left out.

    `drop_lines` are an outlet's further rules (regular expressions).
    """
    why = _Judge(extraction, drop_lines)
    before = deque(extraction.left_out)
    kept: list[str] = []
    left: list[LeftOut] = []
    for at, block in enumerate(extraction.blocks):
        while before and before[0].at <= at:
            left.append(replace(before.popleft(), at=len(kept)))
        line = spaced(block)
        reason = why(line)
        if reason is None:
            kept.append(line)
        else:
            left.append(LeftOut(at=len(kept), why=reason, text=block))
    left += [replace(mark, at=len(kept)) for mark in before]
    return kept, left


class _Judge:
    """Says why a line is not the article's, None where it is."""

    def __init__(self, extraction: Extraction, drop_lines: Iterable[str]) -> None:
        self._rules = [re.compile(rule, re.IGNORECASE) for rule in drop_lines]
        self._repeats = _Repeats(extraction)
        self._authors = extraction.authors

    def __call__(self, line: str) -> str | None:
        if is_furniture(line):
            return "furniture"
        if any(rule.search(line) for rule in self._rules):
            return "outlet_rule"
        if _is_byline(line, self._authors):
            return "byline"
        return "repeated" if self._repeats.has(line) else None


def is_furniture(line: str) -> bool:
    """Whether a line is furniture wherever it stands."""
    heads, anywhere = _furniture()
    return bool(heads.match(line) or anywhere.search(line))


@lru_cache(maxsize=1)
def _furniture() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The rules that look at a line's beginning, which cost next to nothing, and the others."""
    heads, anywhere = (
        "|".join(f"(?:{rule})" for rule, _ in FURNITURE if rule.startswith("^") is way)
        for way in (True, False)
    )
    return re.compile(heads, re.IGNORECASE), re.compile(anywhere, re.IGNORECASE)


class _Repeats:
    """What stands in fields of its own, and is furniture where a line of the text repeats it."""

    def __init__(self, extraction: Extraction) -> None:
        self._whole = _repeated(extraction)
        captions = (fold(image.caption) for image in extraction.images)
        self._captions = tuple(caption for caption in captions if len(caption) >= _CAPTION)
        longest = max(map(len, (*self._whole, *self._captions)))
        # Folding a line costs more than all else here, and folded it is hardly half as long.
        self._longest = 2 * longest + _CREDIT

    def has(self, line: str) -> bool:
        """Whether a line says no more than a field, or than a caption and its credit."""
        if len(line) > self._longest:
            return False
        bare = fold(line)
        return bare in self._whole or any(_is_caption(bare, one) for one in self._captions)


def spaced(text: str) -> str:
    """Text in NFC with single spaces, no-break ones made plain; joiners stay."""
    return " ".join(unicodedata.normalize("NFC", text).split()).strip(" |")


def fold(text: str) -> str:
    """Text as it is compared: letters and digits alone, case folded."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text).casefold())


def _repeated(extraction: Extraction) -> set[str]:
    """What stands in a field of its own and is furniture where a line repeats it whole."""
    said = [extraction.title, "".join(extraction.sections), *extraction.authors]
    said += [part for image in extraction.images for part in _picture(image)]
    return {"", *map(fold, said)}


def _picture(image: Image) -> Iterator[str]:
    yield image.caption
    if image.credit:
        yield image.credit
        for word in ("Photo", "Photo by", "Photograph", "Picture", "Image", "Credit"):
            yield f"{word} {image.credit}"


def _is_byline(line: str, authors: Iterable[str]) -> bool:
    if len(line) > _BYLINE or not re.match(r"(by|von|por|par|di)\b", line, re.IGNORECASE):
        return False
    bare = line
    for name in authors:
        bare = re.sub(re.escape(name), " ", bare, flags=re.IGNORECASE)
    return bare != line and len(fold(_BY.sub(" ", bare))) <= _REST


def _is_caption(line: str, caption: str) -> bool:
    return line.startswith(caption) and len(line) <= len(caption) + _CREDIT
