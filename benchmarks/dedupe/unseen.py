"""A second generator: other edits, strangers, furniture. It judges; nothing is tuned on it."""

import random
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from benchmarks.dedupe.edits import Copy, Desk, Edit
from benchmarks.dedupe.samples import Sample
from benchmarks.dedupe.sentences import joined
from benchmarks.dedupe.strangers import Stranger
from benchmarks.dedupe.words import names, renamed, renumbered, swapped

P_TURNED, P_DROPPED = 0.6, 0.5
_CLAUSE = re.compile(r",\s+|;\s+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_AGENCIES = ("Reuters", "AFP", "The Associated Press", "dpa", "PTI", "Xinhua", "IANS")


def restyled(sample: Sample, desk: Desk) -> Copy:
    """House style and slips: letters swapped within words, numbers grouped, lines as a list."""
    rng = desk.rng
    share = rng.uniform(0.005, 0.05)

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        at = rng.randrange(1, len(word) - 1)
        is_slip = rng.random() < share
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if is_slip else word

    lines = [_WORD.sub(slip, line) for line in sample.text.sentences()]
    lines = [re.sub(r"\b(\d)(\d{3})\b", r"\1,\2", line) for line in lines]
    mark = rng.choice(("", "- ", "• "))
    return sample.title.upper(), "\n".join(mark + line for line in lines)


def turned(sample: Sample, desk: Desk) -> Copy:
    """Clauses of a sentence in another order, some left out, some words replaced."""
    rng = desk.rng
    share = rng.uniform(0.03, 0.15)
    lines = []
    for line in sample.text.sentences():
        clauses = _CLAUSE.split(line.rstrip("."))
        if len(clauses) > 1 and rng.random() < P_TURNED:
            at = rng.randrange(1, len(clauses))
            clauses = clauses[at:] + clauses[:at]
        if len(clauses) > 2 and rng.random() < P_DROPPED:  # noqa: PLR2004 - one of three
            clauses.pop(rng.randrange(len(clauses)))
        lines.append(swapped(", ".join(clauses), share, desk.words, rng) + ".")
    by = f"By our correspondent and {rng.choice(_AGENCIES)}"
    return swapped(sample.title, 0.4, desk.words, rng), f"{by}\n\n{joined(lines).plain()}"


def walled(sample: Sample, desk: Desk) -> Copy:
    """Cut in mid-word after some hundred characters, with a wall's words."""
    text = sample.text.plain()
    end = min(len(text) - 1, desk.rng.randint(260, 1200))
    wall = "Subscribe now to continue reading this article. Already a subscriber? Log in."
    return sample.title, f"{text[:end]}…\n\n{wall}"


def digested(sample: Sample, desk: Desk) -> Copy:
    """The first sentence of each paragraph, or every third sentence."""
    firsts = [lines[0] for lines in sample.text.paragraphs]
    if len(firsts) < 4 or len(firsts) > 0.7 * len(sample.text.sentences()):  # noqa: PLR2004
        firsts = sample.text.sentences()[::2]
    lines = [swapped(line, 0.02, desk.words, desk.rng) for line in firsts]
    return f"In brief: {sample.title}", joined(lines, per_paragraph=1).plain()


def moved(sample: Sample, desk: Desk) -> Copy:
    """Paragraphs in another order, with captions and repeated quotations between them."""
    rng = desk.rng
    parts = [" ".join(lines) for lines in sample.text.paragraphs]
    first, rest = parts[0], parts[1:]
    rng.shuffle(rest)
    for _ in range(rng.randint(0, 3)):
        rest.insert(rng.randrange(len(rest) + 1), rng.choice(sample.text.sentences()))
    return sample.title, "\n\n".join([first, *rest])


def corrected(sample: Sample, desk: Desk) -> Copy:
    """A later version: the last part written anew, some numbers right, a note of correction."""
    rng = desk.rng
    lines = sample.text.sentences()
    at = int(len(lines) * rng.uniform(0.55, 0.9))
    fresh = [swapped(line, 0.7, desk.words, rng) for line in lines[at:]]
    kept = [renumbered(line, 0.15, rng) for line in lines[:at]]
    note = "Correction: an earlier version of this article misstated a figure."
    return f"UPDATE {rng.randint(1, 4)}-{sample.title}", joined([*kept, *fresh, note]).plain()


def dressed(sample: Sample, desk: Desk) -> Copy:
    """The text with the outlet's prompts between its paragraphs and its notices around it."""
    lines = dressing(desk.outlet)
    parts = [" ".join(part) for part in sample.text.paragraphs]
    for at, line in zip(range(2, len(parts) + 4, 3), lines[2:], strict=False):
        parts.insert(at, line)
    return sample.title, "\n\n".join([lines[0], *parts, lines[1]])


def dressing(outlet: str) -> list[str]:
    """An outlet's notices: before and after the text, then what stands in it."""
    rng = random.Random(f"dressing of {outlet}")
    lists = ("technology", "climate", "football", "elections", "health", "markets", "travel")
    return [
        (
            f"{outlet} uses cookies to show you {rng.choice(lists)} content "
            "that is relevant to you. By continuing to use this site you agree to our terms."
        ),
        (
            f"About the author: the newsroom of {outlet} covers {rng.choice(lists)} from "
            f"{rng.randint(4, 60)} countries. Got a tip? Write to tips@{outlet}.example. Comments "
            "are closed after three days; see our community guidelines before you post."
        ),
        f"READ ALSO: {rng.choice(lists).title()} special, everything that you need to know",
        f"Download the {outlet} app for breaking news about {rng.choice(lists)} on your phone",
        f"WATCH: our reporters explain the week in {rng.choice(lists)} in two minutes",
    ]


EDITS: Mapping[str, Edit] = {
    "restyled": restyled,
    "turned clauses": turned,
    "wall": walled,
    "digest": digested,
    "moved": moved,
    "correction": corrected,
    "dressed": dressed,
}


def remembered(sample: Sample, other: Sample, desk: Desk) -> Copy:
    """A year later: new lines, and in their middle the old story's beginning, a little changed."""
    rng = desk.rng
    people = names(sample.text.plain())
    fresh = [renamed(line, people, rng) for line in other.text.sentences()]
    old = sample.text.sentences()
    n_old = max(1, int(min(len(old), len(fresh)) * rng.uniform(0.1, 0.35)))
    told = [swapped(line, 0.05, desk.words, rng) for line in old[:n_old]]
    at = rng.randrange(1, len(fresh))
    return f"One year on: {sample.title}", joined([*fresh[:at], *told, *fresh[at:]]).plain()


def same_event(sample: Sample, other: Sample, desk: Desk) -> Copy:
    """Another reporter's story: the same people, numbers and two of the quotations."""
    rng = desk.rng
    lines = [swapped(line, 0.8, desk.words, rng) for line in sample.text.sentences()]
    lines = [*lines, *other.text.sentences()[:3]]
    rng.shuffle(lines)
    quotes = [line for line in sample.text.sentences() if '"' in line or "“" in line][:2]
    return swapped(sample.title, 0.7, desk.words, rng), joined([*lines, *quotes]).plain()


STRANGERS: Mapping[str, Stranger] = {"a year on": remembered, "same event": same_event}


def dressed_stranger(_: Sample, other: Sample, desk: Desk) -> Copy:
    """Another story in the same outlet's notices."""
    return other.title, dressed(other, desk)[1]


_FRAMES = Path(__file__).with_name("frames_unseen.toml")
_DAYS = ("Monday", "mardi", "Wednesday", "jeudi", "Friday", "13日", "24日")
_SIDES = ("north", "east", "south-west")
_SOUNDS = ("ra", "bel", "kor", "tis", "um", "fen", "dal", "osh", "ny", "var")


def templated(number: int, rng: random.Random) -> Copy:
    """One filling of a frame; a third of them share their places."""
    own = random.Random(number % 7) if number % 3 == 0 else rng
    places = [_name(own) for _ in range(3)]

    def fill(match: re.Match[str]) -> str:
        key = match.group(1)
        choices = {"place": places, "day": _DAYS, "side": _SIDES}.get(key)
        if choices:
            return rng.choice(choices)
        if key == "name":
            return _name(rng)
        return str(rng.randint(0, 9) if key == "d" else rng.randint(10, 99))

    frames = list(tomllib.loads(_FRAMES.read_text(encoding="utf-8")).values())
    text = re.sub(r"\{(\w+)\}", fill, frames[number % len(frames)]["text"].replace("\n", " "))
    return text[:40], text


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(_SOUNDS) for _ in range(rng.randint(2, 3))).title()
