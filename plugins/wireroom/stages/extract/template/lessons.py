"""Learns a template and says whether it may be relied on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wireroom.model import Template
from wireroom.stages.extract.template.different import different
from wireroom.stages.extract.template.fitting import left_one_out
from wireroom.stages.extract.template.learning import Observation, learn

# The demo's outlets are read without a fault from four articles on; real ones have more boxes that
# come and go, so twice as many.
LEAST = 8
AGREEMENT = 0.98  # mean Jaccard of lines, the least of a template that may stand for the long way
MISSES = 0.25  # of the articles may be read the long way nonetheless; more, and it saves little


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What came of learning: the template, on how many different articles of `n_pages` it rests.

    `fits` are the agreements with the long way, article by article, each with a template of the
    others; None where that found no body. `refused` says why the template may not be used, "" where
    it may.
    """

    template: Template | None
    n_pages: int
    n_articles: int
    fits: tuple[float | None, ...] = ()
    refused: str = ""

    @property
    def agreement(self) -> float:
        """The mean of the fits on the pages that a template reads; 0 without any."""
        read = [fit for fit in self.fits if fit is not None]
        return sum(read) / len(read) if read else 0.0

    @property
    def n_missed(self) -> int:
        """The articles on which the long way would be taken."""
        return self.fits.count(None)


def lesson(seen: Sequence[Observation], *, least: int = LEAST) -> Lesson:
    """What there is to learn from these pages; refused with fewer than `least` articles."""
    articles = different(seen)
    n_pages, n_articles = len(seen), len(articles)
    if n_articles < max(1, least):
        why = f"{n_articles} different articles are too few, {least} are needed"
        return Lesson(template=None, n_pages=n_pages, n_articles=n_articles, refused=why)
    found = Lesson(
        template=learn(articles),
        n_pages=n_pages,
        n_articles=n_articles,
        fits=tuple(left_one_out(articles)),
    )
    return replace(found, refused=_refused(found))


def _refused(found: Lesson) -> str:
    if found.n_missed > MISSES * found.n_articles:
        return f"it finds no body on {found.n_missed} of {found.n_articles} articles"
    if found.agreement < AGREEMENT:
        least = f"{AGREEMENT} is needed"
        return f"its lines agree with the long way's by {found.agreement:.3f}, {least}"
    return ""
