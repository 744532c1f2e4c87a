"""What an outlet puts on every page: shingles that many of its other articles have, too.

They are dropped before a text is sketched; without that, precision on uncleaned pages of one outlet
fell to .07 (design/dedupe.md).
"""

from collections import deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wireroom.stages.dedupe.shingles import Hashes

Short = NDArray[np.uint32]  # the upper half of a shingle's hash: enough for some hundred marks

N_OTHERS = 8  # articles that have to have a shingle; design/dedupe.md
N_REMEMBERED = 32  # an outlet's last articles, of which they have to be
# A text that would lose more is its outlet's own frame (weather, a table): it is left whole.
MOST = 0.8


def short(found: Hashes) -> Short:
    """A text's shingles as they are remembered and compared here."""
    return (found >> np.uint64(32)).astype(np.uint32)


def marks(articles: Sequence[Short]) -> Short:
    """The shingles that at least eight of an outlet's articles have, ascending."""
    if len(articles) < N_OTHERS:
        return np.zeros(0, dtype=np.uint32)
    every = np.concatenate([np.unique(found) for found in articles])
    values, counts = np.unique(every, return_counts=True)
    common: Short = values[counts >= N_OTHERS]
    return common


def without(found: Hashes, furniture: Short) -> Hashes:
    """The shingles of a text in order, its outlet's furniture dropped."""
    if not len(furniture) or not len(found):
        return found
    known = short(found)
    at = np.minimum(np.searchsorted(furniture, known), len(furniture) - 1)
    own: Hashes = found[furniture[at] != known]
    return own if len(own) >= (1 - MOST) * len(found) else found


class Shelf:
    """One outlet's last articles, and the marks they leave, learned as articles come in.

    Marks are counted anew when the articles seen have grown by a third, and then with every
    thirty-second: counting takes a millisecond.
    """

    def __init__(self) -> None:
        self._last: deque[Short] = deque(maxlen=N_REMEMBERED)
        self._marks: Short = np.zeros(0, dtype=np.uint32)
        self._n_seen = 0
        self._next = N_OTHERS

    def stripped(self, found: Hashes) -> Hashes:
        """The article's own shingles; from then on it counts as seen."""
        if self._n_seen >= self._next:
            self._marks = marks(list(self._last))
            self._next = min(self._n_seen * 4 // 3 + 1, self._n_seen + N_REMEMBERED)
        self._last.append(short(found))
        self._n_seen += 1
        return without(found, self._marks)
