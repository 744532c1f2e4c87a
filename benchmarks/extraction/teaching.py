"""A reader that learns: the template of a page's outlet comes from the outlet's other pages.

The demo newsroom's pages are samples, too: few outlets, many articles of each, the truth known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.extraction.peers import Read
from benchmarks.extraction.samples import Said, Sample, Truth
from wireroom.demo import expected
from wireroom.demo.houses import HOUSES, House
from wireroom.demo.pages import article
from wireroom.demo.serving import edition_of
from wireroom.demo.stories import END_AT
from wireroom.model import Page
from wireroom.reading import read_page
from wireroom.stages.extract.template import Observation, lesson, observe

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Teacher:
    """Observes each page once; `ways` tells by which way each was read, by set and name."""

    seen: dict[str, Observation] = field(default_factory=dict)
    ways: dict[tuple[str, str], str] = field(default_factory=dict)

    def taught(self, others: Sequence[Sample]) -> Read:
        """What reads a page of an outlet of which these pages are known, one of them at least.

        Of two pages one is left to learn from: what the command refuses is measured here.
        """
        template = lesson([self._observed(other) for other in others], least=1).template

        def read(sample: Sample) -> Said:
            return self._told(sample, replace(_page(sample), template=template))

        return read

    def _observed(self, sample: Sample) -> Observation:
        key = f"{sample.of_set}/{sample.name}"
        if key not in self.seen:
            self.seen[key] = observe(_page(sample))
        return self.seen[key]

    def _told(self, sample: Sample, page: Page) -> Said:
        clean = read_page(page)
        self.ways[sample.of_set, sample.name] = clean.meta["path"]
        return Said(text=clean.text, title=clean.title)


def demo_samples() -> Iterator[Sample]:
    """Every page that the demo's origins serve."""
    for house in HOUSES:
        yield from _house_samples(house)


def _house_samples(house: House) -> Iterator[Sample]:
    edition = edition_of(house, house.hosts[0], END_AT)
    right = {one.native_id: one for one in expected(house.outlet)}
    for story in edition.stories:
        if story.native_id in right:
            told = right[story.native_id]
            html = article(edition, story)
            yield Sample(
                of_set=DEMO,
                name=story.native_id,
                url=f"https://{house.hosts[0]}{house.path(story)}",
                outlet=house.outlet,
                body=html.encode(),
                html=html,
                truth=Truth(body=f"{told.standfirst}\n\n{told.body}".strip()),
            )


def _page(sample: Sample) -> Page:
    return Page(body=sample.body, url=sample.url)
