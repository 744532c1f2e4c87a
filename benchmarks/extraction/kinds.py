"""What a line that does not belong to a body is, as its words and its place in the page tell."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.extraction.lines import Line, Spot
from benchmarks.extraction.samples import Said, Truth
from benchmarks.extraction.scoring import fold, people


class Kind(StrEnum):
    """The error classes."""

    HEADLINE = "headline again"
    BYLINE = "byline"
    PROMPT = "social or paywall prompt"
    FOOTER = "footer"
    CAPTION = "caption"
    TEASER = "teaser or related"
    LIST = "list item"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line with its place, and the headlines and authors of its article."""

    line: Line
    spot: Spot
    titles: frozenset[str]
    authors: frozenset[str]

    def says(self, words: re.Pattern[str], n_tokens: int) -> bool:
        """Whether the line has such words and is no longer than that."""
        return self.line.n_tokens <= n_tokens and bool(words.search(self.line.text))


# Words and names seen in the lines of the benchmark's own pages, in its languages.
_BY = re.compile(
    r"^(by|von|por|par|di|af|av|door|text|author|autor)\b|"
    r"\b(published|updated|aktualisiert|veröffentlicht|publié|publicado|stand)\b.*\d|"
    r"\d{1,2}[.:]\d{2}.*\b(19|20)\d\d|\b(19|20)\d\d\b.*\d{1,2}[.:]\d{2}",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"newsletter|subscri|abonn|sign up|log ?in|anmelden|registr|paywall|premium|iscriviti|suscr|"
    r"follow us|folgen|share (this|on|via)|teilen|facebook|twitter|whatsapp|telegram|instagram|"
    r"youtube|google news|\(@\w+\)|https://t\.co|comment|kommentar|cookie|donat|"
    r"spende|\bapp\b|support (us|our)",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"©|\(c\)|copyright|all rights|alle rechte|droits réservés|derechos reservados|impressum|"
    r"privacy|datenschutz|terms of (use|service)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\b(photo|foto|image|picture|bild|getty|reuters|afp|dpa|imago|shutterstock|credit)\b\s*[:/)]|"
    r"[(|/]\s*(photo|foto|getty|reuters|afp|dpa|imago|ap)\b",
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"^\W*(read (more|also|next)|related|see also|also read|more (on|from|about)|most read|"
    r"lesen sie|mehr (zum|zu|lesen)|auch interessant|lire aussi|à lire|leia|lea también|"
    r"leggi anche)",
    re.IGNORECASE,
)
_NAMES = {
    Kind.BYLINE: re.compile(r"byline|author|autor|dateline|timestamp|pub-?date|meta-?date"),
    Kind.PROMPT: re.compile(r"newsletter|subscri|paywall|social|share|sharing|signup|donat|tweet"),
    Kind.FOOTER: re.compile(r"footer|copyright|imprint|disclaimer"),
    Kind.CAPTION: re.compile(r"caption|credit|photo|legend|bildunter|figure|gallery"),
    Kind.TEASER: re.compile(
        r"teaser|related|recommend|promo|read-?(more|next|also)|see-?also|more-"
    ),
}


def kind_of(case: Case) -> Kind:
    """The first class whose marks the line bears."""
    return next((kind for kind, bears in _RULES.items() if bears(case)), Kind.OTHER)


def case_of(line: Line, spot: Spot, truth: Truth, said: Said) -> Case:
    """A line with what is known of its article."""
    titles = {fold(truth.title), fold(said.title)} - {""}
    authors = people(truth.authors) | people(said.authors)
    return Case(line=line, spot=spot, titles=frozenset(titles), authors=frozenset(authors))


def _is_headline(case: Case) -> bool:
    own = set(fold(case.line.text).split())
    others = [set(title.split()) for title in case.titles]
    return "h1" in case.spot.tags[:2] or any(
        len(own & other) >= 0.8 * len(own | other)  # but for a word or two
        for other in others
    )


def _is_byline(case: Case) -> bool:
    is_named = bool(people(case.line.text) & case.authors)
    return (is_named and case.line.n_tokens <= 12) or _bears(case, Kind.BYLINE, _BY, 15)  # noqa: PLR2004


def _bears(case: Case, kind: Kind, words: re.Pattern[str], n_tokens: int) -> bool:
    is_named = bool(_NAMES[kind].search(case.spot.names)) and case.line.n_tokens <= n_tokens
    return is_named or case.says(words, n_tokens)


def _is_footer(case: Case) -> bool:
    return "footer" in case.spot.tags or _bears(case, Kind.FOOTER, _FOOTER, 60)


def _is_caption(case: Case) -> bool:
    is_under = bool({"figcaption", "figure"} & set(case.spot.tags))
    return is_under or _bears(case, Kind.CAPTION, _CAPTION, 60)


def _is_teaser(case: Case) -> bool:
    is_linked = case.spot.linked > 0.6  # noqa: PLR2004 - most of it
    return is_linked or "aside" in case.spot.tags or _bears(case, Kind.TEASER, _TEASER, 60)


def _is_item(case: Case) -> bool:
    return case.line.text.startswith(("- ", "• ")) or "li" in case.spot.tags


_RULES: dict[Kind, Callable[[Case], bool]] = {
    Kind.HEADLINE: _is_headline,
    Kind.BYLINE: _is_byline,
    Kind.PROMPT: lambda case: _bears(case, Kind.PROMPT, _PROMPT, 40),
    Kind.FOOTER: _is_footer,
    Kind.CAPTION: _is_caption,
    Kind.TEASER: _is_teaser,
    Kind.LIST: _is_item,
}
