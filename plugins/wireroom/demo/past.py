"""The demo's past: three simulated weeks of stories that every feed has forgotten.

They are kept apart from `stories_of`: feeds and front pages know the present alone; article pages,
sitemaps and archives know these too. Written by writing.py out of past/*.toml.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from wireroom.demo.houses import house_of
from wireroom.demo.pastbook import HouseWords, Topic, english, reports
from wireroom.demo.stories import OUTLET_IDS, Photo, Serve, Story, Version
from wireroom.demo.writing import Dice, Words, write
from wireroom.errors import BadInputError

PAST_FROM, PAST_TO = date(2026, 7, 24), date(2026, 8, 13)
"""The first and the last day of the past, both in each outlet's own time zone."""
_DAY = timedelta(days=1)
_N_A_DAY = (2, 2, 3, 4)  # stories of one house on one day: one of these
_OPENS, _CLOSES = 6 * 60, 22 * 60  # minutes of the local day between which stories come out
# What becomes of a story's page, by its number in the house; all others are served.
_SERVES: Mapping[str, Mapping[int, Serve]] = MappingProxyType(
    {
        "tidewire": {9: Serve.MISSING, 31: Serve.MISSING},
        "harbour": {12: Serve.MISSING, 26: Serve.BROKEN},
        "newsroomwest": {7: Serve.MISSING, 33: Serve.FORBIDDEN},
        "alborz": {5: Serve.MISSING, 18: Serve.MISSING, 36: Serve.MISSING},
        "northwire": {10: Serve.MISSING, 28: Serve.MOVED},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """A place for a story in a house's past; `day` and `place` count from the first."""

    outlet: str
    number: int
    day: int
    place: int
    at: datetime


@cache
def past_of(outlet_id: str) -> tuple[Story, ...]:
    """Return the stories of an outlet's past, oldest first.

    Raises BadInputError where the outlet is not one of the demo's.
    """
    if outlet_id not in OUTLET_IDS:
        raise BadInputError(outlet_id, "is no outlet of the demo", f"use one of {OUTLET_IDS}")
    return tuple(_story(slot) for slot in _slots(outlet_id))


def _slots(outlet_id: str) -> list[_Slot]:
    zone, slots = house_of(outlet_id).zone, list[_Slot]()
    for day in range((PAST_TO - PAST_FROM).days + 1):
        dice = Dice(f"{outlet_id}/day/{day}")
        n_told = _N_A_DAY[dice.roll(len(_N_A_DAY))]
        instants = _instants(PAST_FROM + day * _DAY, n_told, zone, dice)
        first = len(slots)
        slots += [
            _Slot(outlet=outlet_id, number=first + place, day=day, place=place, at=at)
            for place, at in enumerate(instants)
        ]
    return slots


def _instants(day: date, n: int, zone: ZoneInfo, dice: Dice) -> list[datetime]:
    """When a day's stories come out, in order."""
    step = (_CLOSES - _OPENS) // n
    minutes = (_OPENS + place * step + dice.roll(step) for place in range(n))
    opening = datetime(day.year, day.month, day.day, tzinfo=zone)
    return [(opening + timedelta(minutes=minute)).astimezone(UTC) for minute in minutes]


def _story(slot: _Slot) -> Story:
    is_report = slot.outlet == "northwire" and slot.place == 0
    return _report(slot) if is_report else _english(slot)


def _english(slot: _Slot) -> Story:
    house, topic = english().houses[slot.outlet], _topic(slot)
    dice = Dice(f"{slot.outlet}/story/{slot.number}")
    title, standfirst, paragraphs = write(_words(slot, house, topic), dice)
    if slot.outlet == "northwire":
        dateline = f"{dice.pick(house.places).upper()}, {slot.at:%b} {slot.at.day} (NWA) - "
        paragraphs = (dateline + paragraphs[0], *paragraphs[1:])
    return Story(
        outlet=slot.outlet,
        native_id=_native_id(slot, topic.word),
        slug=_slug(slot.outlet, title),
        standfirst=standfirst,
        authors=() if slot.outlet == "alborz" else (_name(house, dice),),
        sections=(house.sections[0], dice.pick(house.sections[1:])),
        photo=_photo(house, topic, dice) if slot.number % 3 == 0 else None,
        versions=(Version(at=slot.at, title=title, paragraphs=paragraphs),),
        serve=_SERVES[slot.outlet].get(slot.number, Serve.PAGE),
        language="en",
        charset="utf-8",
        states_date=slot.outlet != "alborz" or slot.number % 2 == 0,
        shows_standfirst=slot.outlet in ("tidewire", "harbour") and slot.number % 4 == 0,
        wire_of="",
    )


def _report(slot: _Slot) -> Story:
    """The agency's first story of a day is in one of its three other languages in turn."""
    told = reports()[slot.day]
    version = Version(at=slot.at, title=told.title, paragraphs=tuple(told.paragraphs))
    return Story(
        outlet=slot.outlet,
        native_id=_native_id(slot, told.slug),
        slug=told.slug,
        standfirst=told.standfirst,
        authors=(told.author,),
        sections=tuple(told.sections),
        photo=None,
        versions=(version,),
        serve=_SERVES[slot.outlet].get(slot.number, Serve.PAGE),
        language=told.language,
        charset="utf-8",
        states_date=True,
        shows_standfirst=False,
        wire_of="",
    )


def _topic(slot: _Slot) -> Topic:
    """The topic of a story: every topic before any again, each house from another place on."""
    topics = english().topics
    return topics[(slot.number * 5 + OUTLET_IDS.index(slot.outlet) * 4) % len(topics)]


def _words(slot: _Slot, house: HouseWords, topic: Topic) -> Words:
    """What a story is made of; of a topic's causes, plans and sights two each.

    A house comes back to a topic with the other two.
    """
    book = english()
    turn = (slot.number // len(book.topics)) % 2 * 2
    names = [f"{first} {last}" for first in house.first for last in house.last]
    return Words(
        frames=book.frames,
        slots={
            "thing": topic.things,
            "cause": topic.causes[turn : turn + 2],
            "plan": topic.plans[turn : turn + 2],
            "sight": topic.sights[turn : turn + 2],
            "place": house.places,
            "body": house.bodies,
            "role": house.roles,
            "person": names,
            "month": book.words["months"],
            "ordinal": book.words["ordinals"],
            "day": [f"{slot.at - n * _DAY:%A}" for n in range(3)],
        },
    )


def _name(house: HouseWords, dice: Dice) -> str:
    return f"{dice.pick(house.first)} {dice.pick(house.last)}"


def _photo(house: HouseWords, topic: Topic, dice: Dice) -> Photo:
    sight = dice.pick(topic.sights)
    credit = f"{house.credit} {_name(house, dice)}"
    return Photo(
        caption=f"{sight[0].upper()}{sight[1:]}, {dice.pick(house.places)}.",
        credit=f"{credit})" if credit.startswith("(") else credit,
    )


def _native_id(slot: _Slot, word: str) -> str:
    """Ids as the house gives them, all of them lower than those of its present."""
    if slot.outlet == "tidewire":
        return str(39001 + slot.number * 7)
    if slot.outlet == "northwire":
        return f"NW{599001 + slot.number * 3}"
    if slot.outlet == "alborz":
        return str(772930 + slot.day * 62 + slot.place * 20)
    if slot.outlet == "newsroomwest":
        return f"2026-{PAST_FROM + slot.day * _DAY:%m%d}-{word}"
    return f"g{hashlib.sha256(f'harbour/{slot.number}'.encode()).hexdigest()[:5]}"


def _slug(outlet_id: str, title: str) -> str:
    """A title as a path's part; Alborz keeps capitals and commas."""
    if outlet_id == "alborz":
        return re.sub(r"[^\w,]+", "-", title)
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
