"""Measures of the blocks set in the same markup: a text's paragraphs are alike, as teasers are."""

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.extract.body.cutting import Cut

Column = NDArray[np.float32]


def kin(cut: Cut, table: dict[str, Column]) -> dict[str, Column]:
    """Number, size, prose and links of the blocks whose box, or box and parent, look the same."""
    looks: dict[tuple[str, str | None], int] = {}
    own = [
        looks.setdefault((tag, element.get("class")), len(looks))
        for tag, element in zip(cut.tags, cut.elements, strict=True)
    ]
    alone = [own[box] for box in cut.box]
    above = [own[cut.parent[box]] if cut.parent[box] >= 0 else len(looks) for box in cut.box]
    pairs = [one * (len(looks) + 1) + up for one, up in zip(alone, above, strict=True)]
    return _sums("kin", pairs, table) | _sums("tag", alone, table)


def _sums(name: str, keys: list[int], table: dict[str, Column]) -> dict[str, Column]:
    size, prose = table["n_chars"], table["prose"]
    _, group = np.unique(np.array(keys), return_inverse=True)
    n_blocks, held = np.bincount(group), np.bincount(group, size)
    found = {
        "n": n_blocks,
        "share": held / size.sum(),
        "prose": np.bincount(group, prose) / max(1.0, float(prose.sum())),
        "mean": held / n_blocks,
        "linked": np.bincount(group, size * table["linked"]) / held,
    }
    return {f"{name}_{what}": each[group].astype(np.float32) for what, each in found.items()}
