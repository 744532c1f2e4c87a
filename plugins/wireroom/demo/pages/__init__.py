"""What the demo's pages look like: one room of markup per house, from semantic to soup.

`article` fills templates/<outlet>.html; each house's module says with what. Pure.
"""

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType

from wireroom.demo.feeds import Edition
from wireroom.demo.houses import House
from wireroom.demo.pages import alborz, harbour, newsroomwest, northwire, tidewire
from wireroom.demo.pages.parts import View, template
from wireroom.demo.stories import Story

_FILLINGS: Mapping[str, Callable[[View], dict[str, str]]] = MappingProxyType(
    {
        "tidewire": tidewire.filling,
        "harbour": harbour.filling,
        "newsroomwest": newsroomwest.filling,
        "alborz": alborz.filling,
        "northwire": northwire.filling,
    }
)


def article(edition: Edition, story: Story) -> str:
    """Return the page of a story as it stands in an edition."""
    outlet = edition.house.outlet
    view = View(edition=edition, story=story)
    return template(outlet).substitute(_FILLINGS[outlet](view))


def front_page(edition: Edition) -> str:
    """Return the page at `/`: every story's headline."""
    house = edition.house
    headlines = "".join(
        f'<li><a href="{escape(house.path(story))}">'
        f"{escape(story.version_at(edition.at).title)}</a></li>\n"
        for story in edition.stories
    )
    return template("front").substitute(
        name=house.name, tagline=house.tagline, headlines=headlines, feed=house.feed_path
    )


def not_found(house: House) -> str:
    """Return the page that goes with a 404."""
    return template("missing").substitute(name=house.name)


def seizure_banner() -> str:
    """Return the page of a seized host."""
    return template("seized").substitute()


def robots(house: House, host: str) -> str:
    """Return the robots.txt of a host (RFC 9309)."""
    spelling = house.spelling(host)
    rules = "".join(f"Disallow: {spelling.here(path)}\n" for path in house.disallowed)
    lines = (f"Sitemap: {spelling.url(host, path)}\n" for path in house.sitemap_paths)
    return f"User-agent: *\n{rules}\n{''.join(lines)}"
