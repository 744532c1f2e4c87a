"""Writes the demo's past in English: frames with choices and slots, filled with a house's words.

The same seed gives the same words on every machine. Frames and words are data (past/en.toml); that
no two stories read alike is held by a test, which asks wireroom's own near-copy rules. Pure.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z]+2?)\}")
_SENTENCE_START = re.compile(r"(^[\"'> ]*|[.?!]\"? [\"']?)([a-z])")
# The order of a report, and how often a story may use what its topic offers.
_ROLES = (
    "leads",
    "causes",
    "numbers",
    "quotes",
    "sights",
    "histories",
    "nexts",
    "quotes",
    "numbers",
    "ends",
)
_BUDGET: Mapping[str, int] = {"cause": 1, "plan": 1, "plan2": 1, "sight": 2}
_RANGES: Mapping[str, tuple[int, int]] = {
    "few": (3, 19),
    "many": (23, 480),
    "much": (1100, 48000),
    "pct": (3, 78),
    "year": (1887, 2021),
    "age": (34, 91),
}


class Dice:
    """Choices that follow from a seed alone: the n-th is a digest of the seed and n."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._n = 0

    def roll(self, n: int) -> int:
        """Return the next number from 0 to n - 1."""
        self._n += 1
        digest = hashlib.sha256(f"{self._seed}/{self._n}".encode()).digest()
        return int.from_bytes(digest[:8]) % n

    def pick(self, items: Sequence[str]) -> str:
        """Return one of the items."""
        return items[self.roll(len(items))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one story may be made of: frames by role, and values by slot."""

    frames: Mapping[str, Sequence[str]]
    slots: Mapping[str, Sequence[str]]


def write(words: Words, dice: Dice) -> tuple[str, str, tuple[str, ...]]:
    """Return a title, a standfirst and the paragraphs of one story of 120 to 250 words."""
    told: dict[str, str] = {}
    title = _filled(dice.pick(words.frames["titles"]), words, dice, told)
    standfirst = _filled(dice.pick(words.frames["standfirsts"]), words, dice, {**told})
    for name in ("cause", "plan", "plan2", "sight"):
        told.pop(name, None)
    return title, standfirst, tuple(_paragraphs(words, dice, told))


def _paragraphs(words: Words, dice: Dice, told: dict[str, str]) -> list[str]:
    left, used = dict(_BUDGET), set[str]()
    paragraphs = []
    for role in _ROLES:
        fitting = [
            frame for frame in words.frames[role] if frame not in used and _fits(frame, left)
        ]
        if not fitting:
            continue
        frame = dice.pick(fitting)
        used.add(frame)
        for slot in _SLOT.findall(frame):
            if slot in left:
                left[slot] -= 1
        paragraphs.append(_filled(frame, words, dice, told))
    return paragraphs


def _fits(frame: str, left: Mapping[str, int]) -> bool:
    slots = _SLOT.findall(frame)
    return all(slots.count(slot) <= n for slot, n in left.items())


def _filled(frame: str, words: Words, dice: Dice, told: dict[str, str]) -> str:
    """A frame with its choices made and its slots filled, sentences beginning with a capital.

    A named thing, place, person or office stays the same all through a story.
    """
    chosen = _CHOICE.sub(lambda found: dice.pick(found[1].split("|")), frame)
    text = _SLOT.sub(lambda found: _value(found[1], words, dice, told), chosen)
    folded = re.sub(r" +([,.;]|$)", r"\1", re.sub(r"  +", " ", text))
    return _SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), folded)


def _value(slot: str, words: Words, dice: Dice, told: dict[str, str]) -> str:
    if slot in _RANGES:
        low, high = _RANGES[slot]
        number = low + dice.roll(high - low + 1)
        return f"{number:,}" if slot == "much" else str(number)
    if slot in ("sight", "month", "day", "ordinal"):
        return _other_than(told, slot, words.slots[slot], dice)
    if slot.startswith("surname"):
        return _value(slot.replace("surname", "person"), words, dice, told).split()[-1]
    if slot not in told:
        kind = slot.removesuffix("2")
        rest = [value for value in words.slots[kind] if value not in told.values()]
        told[slot] = dice.pick(rest or words.slots[kind])
    return told[slot]


def _other_than(told: dict[str, str], slot: str, values: Sequence[str], dice: Dice) -> str:
    """A value that was not the last of its kind."""
    told[slot] = dice.pick([value for value in values if value != told.get(slot)])
    return told[slot]
