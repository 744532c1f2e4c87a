"""Finds the headline: a visible heading that another statement of the page confirms."""

import re

from wireroom.stages.extract.sheet import Sheet


def title(sheet: Sheet, told: str) -> str:
    """The confirmed h1, else what JSON-LD, og:title, `told` or the feed say, in that order."""
    headline, shared = sheet.stated("headline"), sheet.named("og:title")
    others = [_fold(text) for text in (headline, shared, sheet.tree.findtext(".//title") or "")]
    for heading in sheet.tree.iter("h1"):
        text = " ".join(heading.text_content().split())
        if _fold(text) and any(_fold(text) in other for other in others):
            return text
    said = (headline, shared, told, sheet.page.entry_title)
    return next((text.strip() for text in said if text.strip()), "")


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
