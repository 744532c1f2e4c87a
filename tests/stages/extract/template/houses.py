"""The demo's houses as outlets whose template is learned: their pages, and what is read of them."""

from functools import cache

from wireroom.demo import expected
from wireroom.demo.houses import HOUSES, house_of
from wireroom.demo.pages import article
from wireroom.demo.serving import edition_of
from wireroom.demo.stories import END_AT
from wireroom.model import Page, Template
from wireroom.stages.extract.template import Observation, observe
from wireroom.stages.extract.template.learning import learn
from wireroom.stages.extract.template.reading import is_checked

NAMES = tuple(house.outlet for house in HOUSES)


@cache
def pages(outlet: str) -> dict[str, Page]:
    """Every page of a house that can be had, by native id, as its origin serves it."""
    house = house_of(outlet)
    edition = edition_of(house, house.hosts[0], END_AT)
    wanted = {one.native_id for one in expected(outlet)}
    return {
        story.native_id: Page(
            body=article(edition, story).encode(),
            url=f"https://{house.hosts[0]}{house.path(story)}",
        )
        for story in edition.stories
        if story.native_id in wanted
    }


@cache
def seen(outlet: str) -> tuple[Observation, ...]:
    """Every page as the long way reads it."""
    return tuple(map(observe, pages(outlet).values()))


@cache
def template(outlet: str, *, n_articles: int = 99) -> Template:
    """What the house's first articles have in common."""
    return learn(seen(outlet)[:n_articles])


def address(*, checked: bool) -> str:
    """A URL of a page that is read both ways, or of one that is not."""
    urls = (f"https://www.tidewire.test/{number}" for number in range(1000))
    return next(url for url in urls if is_checked(Page(body=b"", url=url)) is checked)
