"""Tells the names in a byline from the words, trades, places and addresses around them.

It knows no names; a part of a byline is dropped for what it says or how it is written.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from wireroom.stages.extract.sites import key

# Words before a name, and the language.
_BEFORE = (
    (r"(?:(?:written|posted|published|reported|story|words) )?by", "English"),
    (r"(?:(?:geschrieben|verfasst|veröffentlicht|eine? \w+) )?von|über", "German"),
    (r"(?:(?:écrit|publié|rédigé) )?par", "French"),
    (r"(?:(?:escrito|publicado) )?por", "Spanish and Portuguese"),
    (r"(?:(?:scritto|pubblicato) )?(?:di|da)", "Italian"),
    (r"(?:geschreven )?door|af|av", "Dutch, Danish, Norwegian and Swedish"),
    (r"بقلم|كتبت?|به قلم", "Arabic and Persian"),
    (r"(?:本报)?[记記]者", "Chinese and Japanese"),
)
# Words before a name that need a colon, as they may be a name's own, and the language.
_LABELS = (
    (r"auth?ors?(?:\(s\))?|words|text", "English"),
    (r"(?:beitrags)?autor(?:en|in|innen)?|text(?: (?:und|&) \w+)?|redaktion(?=\s*:)", "German"),
    (r"autora|autore|auteurs?|autrice|texte|texto|testo", "French, Spanish and Italian"),
    (r"авторы?|текст", "Russian"),
    (r"الكاتب|نویسنده|نگارنده", "Arabic and Persian"),
    (r"作者|撰?文|글", "Chinese and Korean"),
)
_BY = re.compile(
    rf"^\W*(?:(?:{'|'.join(rule for rule, _ in _BEFORE)})(?:\s*[:：]\s*|\s+|$)"
    rf"|(?:{'|'.join(rule for rule, _ in _LABELS)})(?:\s*[:：/]\s*|$))",
    re.IGNORECASE,
)
# What stands between two names: signs anywhere, and words by language.
_BETWEEN = re.compile(
    r"\s*[,;،؛、&\n]\s*|\s+(?:"
    + "|".join(
        rule
        for rule, _ in (
            (r"and", "English"),
            (r"und|im gespräch mit", "German"),
            (r"et|y|e|en", "French, Spanish, Italian and Portuguese, Dutch"),
            (r"og|och|ja|ve|oraz", "Danish and Norwegian, Swedish, Finnish, Turkish, Polish"),
            (r"и|та|و", "Russian, Ukrainian, Arabic and Persian"),
        )
    )
    + r")\s+",
    re.IGNORECASE,
)
# Beginnings of words that name a trade and no person, and the language.
_TRADES = (
    (
        r"editor|reporter|correspond|writer|journalist|columnist|staff\b|professor|director",
        "English",
    ),
    (r"redakteur|redaktor|korrespond|fotograf|mitarbeiter", "German"),
    (r"rédact|redact|redatt|periodista|correspons|giornalista", "French, Spanish and Italian"),
    (r"корреспондент|журналист|редактор", "Russian"),
    (r"خبرنگار|مراسل|محرر", "Persian and Arabic"),
)
_IS_TRADE = re.compile(rf"\b(?:{'|'.join(rule for rule, _ in _TRADES)})", re.IGNORECASE)
_TRADE_AFTER = re.compile(r"\s*(?:기자|특파원|[记記]者)$")  # "reporter" behind a name, ko, zh, ja
# Agencies that are named beside an author; in small letters they look like no name.
_AGENCIES = frozenset(
    ("afp", "ansa", "ap", "apa", "dpa", "efe", "epd", "kna", "reuters", "sda", "sid", "tass")
)
# What content management systems put where nobody is named.
_NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "anonymous",
        "editor",
        "follow",
        "name",
        "none",
        "null",
        "posted",
        "root",
        "user",
        "webmaster",
    ]
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ADDRESS = re.compile(r"\S*@\S*|https?:\S*|www\.\S*")
_REST = re.compile(r"(?:\s+[-–—]\s+|\s*[|•·]).*", re.DOTALL)
_LONG = 500  # characters; a longer text names nobody, and may be made to keep a pattern busy
_LETTERS = 0.5  # share of letters in a name; a date has fewer
_WORDS = 5  # a longer part is a description
_PERSON = range(2, 5)  # words in a person's full name


def people(texts: Iterable[str]) -> list[str]:
    """The names in some bylines, in order, each as it is written there."""
    return [name for text in texts if len(text) <= _LONG for name in _people(text)]


def has_by(text: str) -> bool:
    """Whether a text begins with the word for "by"."""
    return bool(_BY.match(text))


def is_like(name: str) -> bool:
    """Whether a text is written as a person's full name is: some words, no small first letter."""
    words = name.split()
    return (
        len(words) in _PERSON
        and not any(map(str.isdigit, name))
        and not (words[0][0].islower() or words[-1][0].islower())
        and not _IS_TRADE.search(name)
    )


def _people(text: str) -> Iterator[str]:
    plain = _bare(_ADDRESS.sub("", _BRACKETS.sub("", html.unescape(text))))
    first = ""
    for part in filter(_is_name, map(_bare, _BETWEEN.split(plain))):
        if not first or _is_further(part, first):
            yield part
        first = first or part


def _bare(part: str) -> str:
    """A part without the words before a name and the trade behind it."""
    shorn = _TRADE_AFTER.sub("", _REST.sub("", part.strip(" \t:,.*")))
    while (bare := _BY.sub("", shorn)) != shorn:
        shorn = bare
    return " ".join(shorn.split()).strip(" :,*")


def _is_name(part: str) -> bool:
    letters = sum(unicodedata.category(sign)[0] in "LM" for sign in part)  # M: vowel signs
    return letters > _LETTERS * len(part) and key(part) not in _NOBODY and part.count(" ") < _WORDS


def _is_further(part: str, first: str) -> bool:
    """Whether a part behind the first name is a name as well, not a trade or a place."""
    if part.casefold() in _AGENCIES:
        return True
    if _IS_TRADE.search(part) or part[0].islower():
        return False
    return " " in part or " " not in first
