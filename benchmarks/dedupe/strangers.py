"""What looks like a copy and is none. The negatives that the rules were tuned on."""

import random
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.dedupe.edits import Copy, Desk, furniture
from benchmarks.dedupe.samples import Sample
from benchmarks.dedupe.sentences import joined
from benchmarks.dedupe.words import names, renamed

P_RENAMED = 0.7  # of new lines
P_AMID = 0.3  # of follow-ups
Stranger = Callable[[Sample, Sample, Desk], Copy]


def followed_up(sample: Sample, other: Sample, desk: Desk) -> Copy:
    """The next day's story: new lines about the same people, the old one's background at the end.

    New lines come from `other`, with the story's names put in; of the shorter of the two texts a
    tenth to two fifths are the background.
    """
    rng = desk.rng
    fresh = other.text.sentences()[: max(6, len(sample.text.sentences()))]
    people = names(sample.text.plain())
    fresh = [renamed(line, people, rng) if rng.random() < P_RENAMED else line for line in fresh]
    old = sample.text.sentences()[1:]
    most = rng.uniform(0.1, 0.4) * min(sum(map(_size, old)), sum(map(_size, fresh)))
    start = rng.randrange(max(1, len(old) // 2))
    background: list[str] = []
    for line in old[start:]:
        if sum(map(_size, [*background, line])) > most:
            break
        background.append(line)
    if rng.random() < P_AMID:  # the background stands amid the news
        at = rng.randrange(len(fresh))
        return sample.title, joined([*fresh[:at], *background, *fresh[at:]]).plain()
    return sample.title, joined([*fresh, *background]).plain()


def quoted(sample: Sample, other: Sample, desk: Desk) -> Copy:
    """Another story altogether that quotes a sentence or two of this one, a tenth of it at most."""
    lines = other.text.sentences()[:]
    old = sample.text.sentences()
    for line in desk.rng.sample(old, min(2, len(old) // 20)):
        lines.insert(desk.rng.randrange(len(lines) + 1), line)
    return other.title, joined(lines).plain()


def neighbour(_: Sample, other: Sample, desk: Desk) -> Copy:
    """Another story of the same outlet, amid the same furniture."""
    head, middle, foot = furniture(desk.outlet)
    lines = joined(other.text.sentences()).plain().split("\n\n")
    at = len(lines) // 2
    return other.title, "\n\n".join([head, *lines[:at], middle, *lines[at:], foot])


STRANGERS: Mapping[str, Stranger] = {"follow-up": followed_up, "quotation": quoted}

_FRAMES = Path(__file__).with_name("frames_tuned.toml")
_FILL: Mapping[str, tuple[str, ...]] = {
    "sky": ("sunny", "cloudy", "overcast", "stormy", "foggy", "clear"),
    "day": ("Monday", "Tuesday", "Mittwoch", "Friday", "Sonntag", "Saturday"),
    "side": ("north", "south-west", "east"),
    "move": ("rose", "fell", "gained", "lost"),
    "rating": ("buy", "hold", "sell"),
}
_SOUNDS = ("ka", "lo", "mir", "ten", "bas", "dor", "vel", "sha", "un", "gri", "pol", "ez")


def templated(number: int, rng: random.Random) -> Copy:
    """One filling of one of the frames."""
    frames = list(tomllib.loads(_FRAMES.read_text(encoding="utf-8")).values())
    frame = frames[number % len(frames)]
    # every other one tells of the same places and people as the last
    own_rng = random.Random(number // 8 if number % 2 else number)
    own = {"place": [_name(own_rng) for _ in "12"], "name": [_name(own_rng) for _ in "123"]}

    def fill(line: str) -> str:
        while "{" in line:
            before, _, rest = line.partition("{")
            key, _, after = rest.partition("}")
            choices = own.get(key) or _FILL.get(key)
            value = rng.choice(choices) if choices else str(rng.randint(2, 99))
            line = before + value + after
        return line

    return fill(frame["title"]), joined(map(fill, frame["text"].split("\n"))).plain()


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(_SOUNDS) for _ in range(rng.randint(2, 3))).title()


def _size(line: str) -> int:
    return max(len(line.split()), len(line) // 8)
