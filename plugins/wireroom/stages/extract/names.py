"""Tells the names in a byline from the words, trades, places and addresses around them.

It knows no names; a part of a byline is dropped for what it says or how it is written.
"""

import html
import re
import unicodedata
from collections.abc import Iterable

# Words before a name, and the language (the scorer of the shared pages drops some of them too).
_BEFORE = (
    (r"(?:written |posted |published |reported |story |words )?by", "English"),
    (r"(?:geschrieben |verfasst |veröffentlicht |ein \w+ |eine \w+ )?von|über", "German"),
    (r"(?:écrit |publié |rédigé )?par", "French"),
    (r"(?:escrito |publicado )?por", "Spanish and Portuguese"),
    (r"(?:scritto |pubblicato )?(?:di|da)", "Italian"),
    (r"(?:geschreven )?door|af|av", "Dutch, Danish, Norwegian and Swedish"),
    (r"بقلم|كتب|كتبت|به قلم", "Arabic and Persian"),
    (r"记者|記者|本报记者", "Chinese and Japanese"),
)
# Words that go before a name with a colon only, and the language.
_LABELS = (
    (r"auth?ors?(?:\(s\))?|words|text", "English"),
    (r"(?:beitrags)?autor(?:en|in|innen)?|text(?: (?:und|&) \w+)?|redaktion(?=:)", "German"),
    (r"autore|autora|autor|auteurs?|autrice|texte|texto|testo", "French, Spanish and Italian"),
    (r"автор(?:ы)?|текст", "Russian"),
    (r"الكاتب|نویسنده|نگارنده", "Arabic and Persian"),
    (r"作者|文|撰文|글", "Chinese, Japanese and Korean"),
)
_BY = re.compile(
    rf"^\W*(?:(?:{'|'.join(rule for rule, _ in _BEFORE)})(?:\s*[:：]\s*|\s+|$)"
    rf"|(?:{'|'.join(rule for rule, _ in _LABELS)})(?:\s*[:：/]\s*|$))",
    re.IGNORECASE,
)
# Words between two names, each in a language of its own.
_BETWEEN = re.compile(
    r"\s*[,;،；、&\n]\s*|\s+(?:and|und|et|y|e|og|och|en|ja|ve|oraz|и|та|و|im gespräch mit)\s+",
    re.IGNORECASE,
)
# What names a trade or a desk and no person, by the stem of one of its words.
_TRADES = re.compile(
    r"\b(?:editor|reporter|correspond|writer|journalist|columnist|staff|professor|director|analyst|"
    r"redakteur|redaktor|redact|redatt|rédact|periodista|giornalista|fotograf|photograph|"
    r"корреспондент|журналист|редактор|خبرنگار|مراسل|محرر)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:기자|특파원|记者|記者)\s*$")  # a reporter, behind the name
# Names that content management systems put where nobody is named.
_NOBODY = frozenset(
    (
        "admin",
        "administrator",
        "root",
        "user",
        "editor",
        "webmaster",
        "anonymous",
        "name",
        "posted",
        "follow",
        "null",
        "none",
        "developer",
    )
)
# Agencies that are named beside the author, and where they are.
_AGENCIES = frozenset(
    ("afp", "ansa", "ap", "apa", "dpa", "efe", "epd", "kna", "reuters", "sda", "sid", "tass")
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ADDRESS = re.compile(r"\S*@\S*|https?:\S*|www\.\S*")
_TAIL = re.compile(r"\s+[-–—|·•]\s+.*|\s*[|•·].*", re.DOTALL)
_WORDS = 5  # a longer part is a description


def people(texts: Iterable[str]) -> list[str]:
    """The names in some bylines, in order, each as it is written there."""
    return [name for text in texts for name in _parts(text)]


def has_by(text: str) -> bool:
    """Whether a text begins with the word for "by"."""
    return bool(_BY.match(text))


def is_like(name: str) -> bool:
    """Whether a text is written as a person's name is: two to four words, each with a capital."""
    words = name.split()
    return (
        2 <= len(words) <= 4
        and not any(c.isdigit() for c in name)
        and not words[0][0].islower()
        and not words[-1][0].islower()
        and not _TRADES.search(name)
    )


def key(name: str) -> str:
    """A name as it is compared: letters and digits alone, case folded."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", name).casefold())


def _parts(text: str) -> list[str]:
    plain = _ADDRESS.sub("", _BRACKETS.sub("", html.unescape(text))).strip()
    parts = [_bare(part) for part in _BETWEEN.split(_bare(plain))]
    kept = [part for part in parts if _is_name(part)]
    return [part for n, part in enumerate(kept) if n == 0 or _is_further(part, kept[0])]


def _bare(part: str) -> str:
    shorn = _AFTER.sub("", _TAIL.sub("", part.strip(" \t:,.*")))
    while (bare := _BY.sub("", shorn)) != shorn:
        shorn = bare
    return " ".join(shorn.split()).strip(" :,*")


def _is_name(part: str) -> bool:
    letters = sum(map(str.isalpha, part))
    return letters > len(part) / 2 and key(part) not in _NOBODY and len(part.split()) <= _WORDS


def _is_further(part: str, first: str) -> bool:
    """Whether a part behind the first name is a name as well, not a trade or a place."""
    if part.casefold() in _AGENCIES:
        return True
    if _TRADES.search(part) or part[0].islower():
        return False
    return len(part.split()) > 1 or len(first.split()) == 1
