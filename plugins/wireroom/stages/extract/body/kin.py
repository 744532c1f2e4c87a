"""Measures of the blocks set in the same markup: a text's paragraphs are alike, as teasers are."""

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.extract.body.cutting import Cut

Column = NDArray[np.float32]


def kin(cut: Cut, table: dict[str, Column]) -> dict[str, Column]:
    """Number, size, prose and links of the blocks whose box, or box and parent, look the same."""
    looks: dict[tuple[str, str | None], int] = {}
    own = [looks.setdefault(look, len(looks)) for look in zip(cut.tags, cut.classes, strict=True)]
    own.append(len(looks))  # above the root, which has -1 for its parent
    alone = [own[box] for box in cut.box]
    above = [own[cut.parent[box]] for box in cut.box]
    seen: dict[tuple[int, int], int] = {}
    pairs = [seen.setdefault(pair, len(seen)) for pair in zip(alone, above, strict=True)]
    return _sums("kin", pairs, table) | _sums("tag", alone, table)


def _sums(name: str, keys: list[int], table: dict[str, Column]) -> dict[str, Column]:
    size, prose = table["n_chars"], table["prose"]
    group = np.array(keys)
    n_blocks, held = np.maximum(np.bincount(group), 1), np.maximum(np.bincount(group, size), 1)
    found = {
        "n": n_blocks,
        "share": held / size.sum(),
        "prose": np.bincount(group, prose) / max(1.0, float(prose.sum())),
        "mean": held / n_blocks,
        "linked": np.bincount(group, size * table["linked"]) / held,
    }
    return {f"{name}_{what}": each[group].astype(np.float32) for what, each in found.items()}
