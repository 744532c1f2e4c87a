"""What happens to a text on its way to the next outlet. The edits that the rules were tuned on.

Each takes a sample, words of its language and a generator of chance, and gives headline and text.
Shares and counts are drawn anew for each copy, from ranges that stand in the code.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.dedupe.samples import Sample
from benchmarks.dedupe.sentences import Text, joined
from benchmarks.dedupe.words import names, renumbered, swapped

Copy = tuple[str, str]  # headline, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an editor works with."""

    rng: random.Random
    words: list[str]
    outlet: str


P_BOTH = 0.5  # of furnished texts are edited, too
Edit = Callable[[Sample, Desk], Copy]
CREDITS = ("(AFP)", "(Reuters) -", "(AP) —", "(dpa) -", "(EFE).-", "(ANSA) -", "/TASS/.")
CITIES = ("PARIS", "LONDON", "Berlin", "BEIRUT", "Madrid", "ROMA", "NAIROBI", "TOKYO")
VERBS = ("said", "reported", "told reporters", "added in a statement", "confirmed on Tuesday")


def copied(sample: Sample, desk: Desk) -> Copy:
    """Word for word, perhaps with other line breaks."""
    per = desk.rng.randint(1, 4)
    return sample.title, joined(sample.text.sentences(), per_paragraph=per).plain()


def copy_edited(sample: Sample, desk: Desk) -> Copy:
    """A few words changed everywhere, quotation marks and dashes in house style."""
    share = desk.rng.uniform(0.02, 0.1)
    text = _each(sample.text, lambda line: swapped(line, share, desk.words, desk.rng))
    plain = text.plain().replace("“", '"').replace("”", '"').replace("—", "-").replace("’", "'")
    return swapped(sample.title, 0.2, desk.words, desk.rng), plain


def rewritten(sample: Sample, desk: Desk) -> Copy:
    """A wire's text under the outlet's own lede: cut, turned about, a third of its words other."""
    rng = desk.rng
    share, kept_share = rng.uniform(0.08, 0.35), rng.uniform(0.5, 1)
    kept = [s for s in sample.text.sentences()[1:] if rng.random() < kept_share]
    for _ in range(len(kept) // 6):
        at = rng.randrange(len(kept) - 1)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    lede = swapped(sample.text.sentences()[0], 0.5, desk.words, rng)
    body = [lede, *(swapped(line, share, desk.words, rng) for line in kept)]
    credit = f"{rng.choice(CITIES)} {rng.choice(CREDITS)}"
    text = joined(body, per_paragraph=rng.randint(1, 3)).plain()
    return swapped(sample.title, 0.6, desk.words, rng), f"{credit} {text}"


def truncated(sample: Sample, desk: Desk) -> Copy:
    """The beginning, at least thirty-five words of it, with a teaser's end."""
    sentences = sample.text.sentences()
    share = desk.rng.uniform(0.15, 0.75)
    n_kept = max(_enough(sentences, 35), int(share * len(sentences)))
    text = joined(sentences[:n_kept], per_paragraph=3).plain()
    return sample.title, text + desk.rng.choice(
        ("", " ...", "\n\nRead more", "\n\nContinue reading")
    )


def furnished(sample: Sample, desk: Desk) -> Copy:
    """The text amid what the outlet puts on each of its pages."""
    text = copied(sample, desk)[1]
    if desk.rng.random() < P_BOTH:
        text = copy_edited(sample, desk)[1]
    head, middle, foot = furniture(desk.outlet)
    parts = text.split("\n\n")
    at = len(parts) // 2
    return sample.title, "\n\n".join([head, *parts[:at], middle, *parts[at:], foot])


def updated(sample: Sample, desk: Desk) -> Copy:
    """A later version: new first lines, other numbers, a few lines more and a few less."""
    rng = desk.rng
    sentences = [renumbered(line, 0.3, rng) for line in sample.text.sentences()]
    sentences = [line for line in sentences if rng.random() > rng.uniform(0, 0.2)]
    for _ in range(rng.randint(1, max(2, len(sentences) // 3))):
        fresh = swapped(rng.choice(sample.text.sentences()), 0.8, desk.words, rng)
        sentences.insert(rng.choice((0, 0, rng.randrange(len(sentences) + 1))), fresh)
    return sample.title, joined(sentences, per_paragraph=2).plain()


def abridged(sample: Sample, desk: Desk) -> Copy:
    """A quarter to two thirds of its sentences, the first among them, a little changed."""
    rng = desk.rng
    first, *others = sample.text.sentences()
    share, changed = rng.uniform(0.25, 0.65), rng.uniform(0, 0.1)
    kept = [swapped(line, changed, desk.words, rng) for line in others if rng.random() < share]
    least = others[: _enough(others, 40)]
    return sample.title, joined([first, *(kept if len(kept) > len(least) else least)]).plain()


def furniture(outlet: str) -> tuple[str, str, str]:
    """What stands before, within and after the text on every page of an outlet."""
    rng = random.Random(f"furniture of {outlet}")
    sites = [f"{rng.choice(CITIES).title()} {rng.choice(('Post', 'Times', 'Echo'))}" for _ in "123"]
    head = f"{sites[0]} | Home News World Business Sport Opinion Culture | Sign in to {outlet}"
    middle = (
        f"Advertisement. Sign up for the {outlet} newsletter and get the {sites[1]} briefing by "
        f"e-mail at {rng.randint(5, 9)} every morning. Follow us on Telegram and WhatsApp."
    )
    foot = (
        f"Copyright {rng.randint(2019, 2026)} {outlet}. All rights reserved. This material may not "
        f"be published, broadcast, rewritten or redistributed. Most read: {sites[2]} weather, "
        f"{names(f'x {sites[0]}, and {sites[1]}')} and other stories of the day. Contact the "
        f"editors of {outlet} at news@{outlet}.test or call {rng.randint(100000, 999999)}."
    )
    return head, middle, foot


EDITS: Mapping[str, Edit] = {
    "exact": copied,
    "copy edit": copy_edited,
    "wire rewrite": rewritten,
    "truncation": truncated,
    "furniture": furnished,
    "update": updated,
    "abridgement": abridged,
}


def _each(text: Text, change: Callable[[str], str]) -> Text:
    return Text(paragraphs=tuple(tuple(map(change, lines)) for lines in text.paragraphs))


def _enough(sentences: list[str], n_words: int) -> int:
    """How many first sentences hold that many words (or four times as many signs)."""
    total = 0
    for number, line in enumerate(sentences, start=1):
        total += max(len(line.split()), len(line) // 8)
        if total >= n_words:
            return number
    return len(sentences)
