"""A text as paragraphs of sentences, and back. Roughly: an abbreviation may end a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?…»”\"])\s+(?=[^\W\d_a-z])|(?<=[。！？])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Paragraphs, each its sentences in order."""

    paragraphs: tuple[tuple[str, ...], ...]

    def plain(self) -> str:
        """The text as it is filed: paragraphs parted by an empty line."""
        return "\n\n".join(" ".join(paragraph) for paragraph in self.paragraphs)

    def sentences(self) -> list[str]:
        """All sentences in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]


def split(text: str) -> Text:
    """Cut at line breaks and at full stops."""
    lines = (line.strip() for line in text.split("\n"))
    return Text(
        paragraphs=tuple(
            tuple(part.strip() for part in _END.split(line) if part.strip())
            for line in lines
            if line
        )
    )


def joined(sentences: Iterable[str], *, per_paragraph: int = 2) -> Text:
    """Sentences as paragraphs of equal length."""
    all_of = list(sentences)
    starts = range(0, len(all_of), per_paragraph)
    return Text(paragraphs=tuple(tuple(all_of[at : at + per_paragraph]) for at in starts))
