"""Texts of words that nobody wrote: reproducible, and as long as asked."""

import random

SOUNDS = ("ba", "re", "mi", "to", "lun", "ske", "vor", "pal", "in", "ush", "dre", "co")


def words(seed: object, n: int) -> list[str]:
    """Words of two to four sounds, in small letters."""
    rng = random.Random(str(seed))
    return ["".join(rng.choices(SOUNDS, k=rng.randint(2, 4))) for _ in range(n)]


def story(seed: object, n: int = 300) -> str:
    """Sentences of twelve words, each with a name and a number within it."""
    rng = random.Random(f"names of {seed}")
    parts = words(seed, n)
    lines = []
    for at in range(0, n, 12):
        line = parts[at : at + 12]
        line.insert(len(line) // 2, rng.choice(parts).title())
        line.insert(len(line) // 2, str(rng.randint(10, 9999)))
        lines.append(" ".join(line).capitalize() + ".")
    return " ".join(lines)
