"""What the demo's past is written with, read from past/*.toml: words of houses, topics, reports."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TURNS = ("fa", "ar", "ru")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseWords:
    """One house's own words: where its stories happen and who is in them."""

    sections: Sequence[str]
    places: Sequence[str]
    bodies: Sequence[str]
    roles: Sequence[str]
    first: Sequence[str]
    last: Sequence[str]
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing that happens everywhere: four names, causes, plans and sights of it."""

    word: str
    things: Sequence[str]
    causes: Sequence[str]
    plans: Sequence[str]
    sights: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole story of the agency in one of its other languages."""

    language: str
    slug: str
    title: str
    standfirst: str
    author: str
    sections: Sequence[str]
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything in English: frames by role, months and ordinals, houses by outlet, topics."""

    frames: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]
    houses: Mapping[str, HouseWords]
    topics: Sequence[Topic]


@cache
def english() -> Book:
    """Return past/en.toml."""
    told = tomllib.loads(_text("en.toml"))
    return Book(
        frames=told["frames"],
        words=told["words"],
        houses={outlet: HouseWords(**facts) for outlet, facts in told["house"].items()},
        topics=[Topic(**facts) for facts in told["topic"]],
    )


@cache
def reports() -> Sequence[Report]:
    """Return the reports of past/reports.toml, their languages in turn."""
    told = [Report(**facts) for facts in tomllib.loads(_text("reports.toml"))["report"]]
    by_language = [[report for report in told if report.language == code] for code in _TURNS]
    return [report for turn in zip(*by_language, strict=True) for report in turn]


def _text(name: str) -> str:
    return (files("wireroom.demo") / "past" / name).read_text("utf-8")
