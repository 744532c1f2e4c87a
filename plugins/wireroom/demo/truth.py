"""What a faultless pipeline would file: the demo's stories as clean records, for tests to compare.

A record is expected when its page can be had from some live host and robots.txt allows it; what
cannot is an `ExpectedFailure`. `expected` tells of what the feeds list, `expected_day` of any day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from wireroom.demo.houses import House, house_of
from wireroom.demo.past import past_of
from wireroom.demo.stories import END_AT, Photo, Serve, Story, stories_of

_NO_PHOTO = Photo(caption="", credit="")
_REASONS = {
    Serve.MISSING: "http_4xx",
    Serve.BROKEN: "http_5xx",
    Serve.FORBIDDEN: "robots",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedArticle:
    """One clean record.

    `body` is the paragraphs joined by an empty line, without the standfirst; `standfirst` is empty
    where the page shows none in its text. `states_time` is False where neither page nor feed tells
    more than the day in the path: then only `published_on`, a day in the outlet's time zone, can be
    known. `wire_of` names the agency story ("northwire/NW600101") whose words these are.
    """

    outlet: str
    native_id: str
    path: str
    feed_path: str
    title: str
    standfirst: str
    sections: tuple[str, ...]
    authors: tuple[str, ...]
    language: str
    published_at: datetime
    published_on: date
    states_time: bool
    revised_at: datetime
    n_versions: int
    body: str
    lead_caption: str
    lead_credit: str
    wire_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFailure:
    """One feed entry that cannot be filed, and the `wireroom.model.Reason` value it ends in."""

    outlet: str
    native_id: str
    feed_path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDay:
    """What an outlet published on one day of its own time zone, feeds or no feeds, oldest first."""

    outlet: str
    on: date
    articles: tuple[ExpectedArticle, ...]
    failures: tuple[ExpectedFailure, ...]

    @property
    def native_ids(self) -> frozenset[str]:
        """Every story of the day, whether its page can be had or not."""
        served = {told.native_id for told in self.articles}
        return frozenset(served | {told.native_id for told in self.failures})


def expected_day(outlet_id: str, day: date, at: datetime | None = None) -> ExpectedDay:
    """Return what was published on a day, of the present and of the past, as it stood at `at`.

    Raises BadInputError where there is no such outlet.
    """
    stories = (*past_of(outlet_id), *stories_of(outlet_id))
    house, until = house_of(outlet_id), at or END_AT
    told = [
        story
        for story in stories
        if story.published_at <= until and house.local(story.published_at).date() == day
    ]
    told.sort(key=lambda story: (story.published_at, story.native_id))
    return ExpectedDay(
        outlet=outlet_id,
        on=day,
        articles=tuple(_article(house, s, until) for s in told if s.serve not in _REASONS),
        failures=tuple(_failure(house, s) for s in told if s.serve in _REASONS),
    )


def expected(outlet_id: str, at: datetime | None = None) -> list[ExpectedArticle]:
    """Return the clean records of an outlet as they stood at `at` (default: the end), oldest first.

    Raises BadInputError where there is no such outlet.
    """
    until = at or END_AT
    return [
        _article(house_of(outlet_id), story, until)
        for story in stories_of(outlet_id)
        if story.published_at <= until and story.serve not in _REASONS
    ]


def expected_failures(outlet_id: str, at: datetime | None = None) -> list[ExpectedFailure]:
    """Return the entries of an outlet that end in a failure at `at` (default: the end)."""
    return [
        _failure(house_of(outlet_id), story)
        for story in stories_of(outlet_id)
        if story.published_at <= (at or END_AT) and story.serve in _REASONS
    ]


def _failure(house: House, story: Story) -> ExpectedFailure:
    return ExpectedFailure(
        outlet=house.outlet,
        native_id=story.native_id,
        feed_path=house.feed_path_of(story),
        reason=_REASONS[story.serve],
    )


def _article(house: House, story: Story, until: datetime) -> ExpectedArticle:
    version = story.version_at(until)
    photo = story.photo or _NO_PHOTO
    return ExpectedArticle(
        outlet=house.outlet,
        native_id=story.native_id,
        path=house.path(story),
        feed_path=house.feed_path_of(story),
        title=version.title,
        standfirst=story.standfirst if story.shows_standfirst else "",
        sections=story.sections,
        authors=story.authors,
        language=story.language,
        published_at=story.published_at,
        published_on=house.local(story.published_at).date(),
        states_time=story.states_date,
        revised_at=version.at,
        n_versions=sum(made.at <= until for made in story.versions),
        body=version.body,
        lead_caption=photo.caption,
        lead_credit=photo.credit,
        wire_of=story.wire_of,
    )
