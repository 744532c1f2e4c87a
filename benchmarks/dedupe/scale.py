"""`python -m benchmarks.dedupe.scale DATA FOLDER`: 10 k to 1 M articles through `wireroom cluster`.

The articles are real sentences put together anew with three words in ten replaced, so that phrases
recur and texts do not; three in ten are copies of one of the day before: exact, edited or cut.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.dedupe.corpus import BEGIN_AT
from benchmarks.dedupe.samples import samples

N_OUTLETS = 200
N_WORDS = 400  # mean length
P_COPY = 0.3
P_OTHER_WORD = 0.3
N_DAYS = 20
N_KEPT = 20_000  # articles of which copies are made
SIZES = (10_000, 100_000, 1_000_000)


def main(words: Sequence[str] | None = None) -> int:
    """Write each size's articles, run the command, print a row."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dedupe.scale", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path, help="3 GB for a million articles, and the index")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    asked = parser.parse_args(words)
    sentences = [
        line.split()
        for sample in samples(asked.data)
        if sample.language in {"en", "de"}
        for line in sample.text.sentences()
    ]
    sys.stdout.write(_HEAD)
    for n in asked.sizes:
        path = asked.folder / f"{n}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(sentences, n))
        sys.stdout.write(_row(n, path))
        sys.stdout.flush()
        path.unlink()
    return 0


_HEAD = (
    "| articles | minutes | CPU ms an article | peak MB, one process | index MB | "
    "bytes an article | F1 |\n|---:|---:|---:|---:|---:|---:|---:|\n"
)


def lines(sentences: list[list[str]], n: int) -> Iterator[str]:
    """`n` articles as JSON lines; the id tells the story: ``s<story>-<number>``."""
    rng = np.random.default_rng(n)
    vocabulary = np.array(sorted({word for line in sentences for word in line}))
    number_of = {word: at for at, word in enumerate(vocabulary.tolist())}
    numbered = [np.array([number_of[word] for word in line]) for line in sentences]
    every = np.concatenate(numbered)
    chance = random.Random(n)
    kept: list[tuple[int, np.ndarray]] = []
    for at in range(n):
        if kept and chance.random() < P_COPY:
            story, text = chance.choice(kept)
            text = _copied(text, chance, rng, every)
        else:
            story, text = at, _fresh(numbered, rng, every)
            kept.append((story, text)) if len(kept) < N_KEPT else kept.__setitem__(
                chance.randrange(N_KEPT), (story, text)
            )
        when = BEGIN_AT + timedelta(days=N_DAYS * at / n)
        yield json.dumps({
            "id": f"s{story}-{at}",
            "outlet": f"outlet{chance.randrange(N_OUTLETS)}",
            "title": "",
            "text": " ".join(vocabulary[text].tolist()),
            "published_at": when.isoformat(),
        }, ensure_ascii=False) + "\n"  # fmt: skip


def _fresh(numbered: list[np.ndarray], rng: np.random.Generator, every: np.ndarray) -> np.ndarray:
    n_words = int(rng.gamma(4, N_WORDS / 4)) + 60
    chosen = rng.integers(0, len(numbered), size=n_words // 12)
    return _changed(np.concatenate([numbered[one] for one in chosen]), P_OTHER_WORD, rng, every)


def _copied(
    text: np.ndarray, chance: random.Random, rng: np.random.Generator, every: np.ndarray
) -> np.ndarray:
    kind = chance.random()
    if kind < 0.3:  # noqa: PLR2004 - three kinds, a third each
        return text
    if kind < 0.6:  # noqa: PLR2004
        return text[: max(50, int(len(text) * chance.uniform(0.4, 0.8)))]
    return _changed(text, 0.08, rng, every)


def _changed(
    text: np.ndarray, share: float, rng: np.random.Generator, every: np.ndarray
) -> np.ndarray:
    """Words replaced by others, each as likely as it is written in the sentences."""
    other = every[rng.integers(0, len(every), size=len(text))]
    return np.where(rng.random(len(text)) < share, other, text)


def _row(n: int, path: Path) -> str:
    index = path.with_suffix(".sqlite")
    index.unlink(missing_ok=True)
    command = [sys.executable, "-m", "wireroom.cli", "cluster", str(path), "--index", str(index)]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with path.with_suffix(".out").open("w", encoding="utf-8") as out:
        subprocess.run(command, stdout=out, check=True)  # noqa: S603 - our own command
    spent_s, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = index.stat().st_size
    f1 = _f1(path.with_suffix(".out"))
    for suffix in (".sqlite", ".out"):
        path.with_suffix(suffix).unlink()
    return (
        f"| {n:,} | {spent_s / 60:.1f} | {1000 * cpu_s / n:.2f} | {after.ru_maxrss / 1024:.0f} | "
        f"{size / 1e6:.0f} | {size / n:.0f} | {f1:.3f} |\n"
    )


def _f1(path: Path) -> float:
    """Over pairs, from the stories that the ids tell."""
    both: Counter[tuple[str, str]] = Counter()
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        both[_story(row["id"]), row["cluster"]] += 1
    stories, clusters = Counter[str](), Counter[str]()
    for (story, cluster), count in both.items():
        stories[story] += count
        clusters[cluster] += count
    n_both, n_true, n_said = (
        sum(c * (c - 1) // 2 for c in counts.values()) for counts in (both, stories, clusters)
    )
    return 2 * n_both / max(1, n_true + n_said)


def _story(name: str) -> str:
    return re.sub(r"-\d+$", "", name)


if __name__ == "__main__":
    sys.exit(main())
