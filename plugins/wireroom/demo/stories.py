"""The demo's copy: reads the story files and says what each story read like at any instant.

A story file is a TOML header between `+++` lines and paragraphs between blank lines. Inline links
are spelled `[text](/path)`, quotations start with `> `. Nothing here knows HTML, HTTP or the clock.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files

from wireroom.errors import BadInputError

OUTLET_IDS = ("tidewire", "harbour", "newsroomwest", "alborz", "northwire")
END_AT = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
"""The instant at which every story is published and every revision made."""

_LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)")


class Serve(StrEnum):
    """What becomes of a request for a story's page. Closed."""

    PAGE = "page"
    MISSING = "missing"  # 404
    BROKEN = "broken"  # 500
    MOVED = "moved"  # the feed's link answers 301 to the page
    FORBIDDEN = "forbidden"  # the page is there, robots.txt disallows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A lead photo: its caption and its credit are told apart."""

    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a story said from `at` on; paragraphs still hold their inline markup."""

    at: datetime
    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The clean text: paragraphs without markup, joined by an empty line."""
        return "\n\n".join(plain(paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of one outlet, with every version it ever had, oldest first."""

    outlet: str
    native_id: str
    slug: str
    standfirst: str
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    photo: Photo | None
    versions: tuple[Version, ...]
    serve: Serve
    language: str
    charset: str
    states_date: bool
    shows_standfirst: bool
    wire_of: str

    @property
    def published_at(self) -> datetime:
        """The instant of the first version."""
        return self.versions[0].at

    def version_at(self, at: datetime) -> Version:
        """Return the newest version made by `at`; the first where `at` is earlier than all."""
        made = [version for version in self.versions if version.at <= at]
        return made[-1] if made else self.versions[0]


def plain(paragraph: str) -> str:
    """Return a paragraph's text without its inline markup."""
    return _LINK.sub(r"\1", paragraph.removeprefix("> "))


def links_to_html(escaped: str) -> str:
    """Return an HTML-escaped paragraph with its inline links as anchors."""
    return _LINK.sub(r'<a href="\2">\1</a>', escaped)


@cache
def stories_of(outlet_id: str) -> tuple[Story, ...]:
    """Return an outlet's stories, oldest first.

    Raises BadInputError where the outlet is not one of `OUTLET_IDS`.
    """
    if outlet_id not in OUTLET_IDS:
        raise BadInputError(outlet_id, "is no outlet of the demo", f"use one of {OUTLET_IDS}")
    folder = files("wireroom.demo") / "stories" / outlet_id
    texts = {item.name: item.read_text("utf-8") for item in folder.iterdir()}
    told = [_story(outlet_id, text) for name, text in texts.items() if name.endswith(".md")]
    return tuple(sorted(told, key=lambda story: (story.published_at, story.native_id)))


def _story(outlet_id: str, text: str) -> Story:
    _, header, copy = text.split("+++\n", 2)
    facts = tomllib.loads(header)
    photo = facts.get("photo")
    story = Story(
        outlet=outlet_id,
        native_id=facts["id"],
        slug=facts["slug"],
        standfirst=facts["standfirst"],
        authors=tuple(facts.get("authors", ())),
        sections=tuple(facts["sections"]),
        photo=Photo(caption=photo["caption"], credit=photo["credit"]) if photo else None,
        versions=_versions(facts, _paragraphs(copy)),
        serve=Serve(facts.get("serve", "page")),
        language=facts.get("language", "en"),
        charset=facts.get("charset", "utf-8"),
        states_date=facts.get("states_date", True),
        shows_standfirst=facts.get("shows_standfirst", False),
        wire_of=facts.get("wire_of", ""),
    )
    return _with_wire_copy(story) if story.wire_of else story


def _paragraphs(copy: str) -> tuple[str, ...]:
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", copy))
    return tuple(block for block in blocks if block)


def _versions(facts: Mapping[str, object], paragraphs: tuple[str, ...]) -> tuple[Version, ...]:
    published, revisions = facts["published"], facts.get("revision", [])
    assert isinstance(published, datetime)  # noqa: S101  the header is ours; this tells mypy
    assert isinstance(revisions, Sequence)  # noqa: S101
    version = Version(at=published, title=str(facts["title"]), paragraphs=paragraphs)
    versions = [version]
    for revision in revisions:
        version = _revised(version, revision)
        versions.append(version)
    return tuple(versions)


def _revised(version: Version, revision: Mapping[str, object]) -> Version:
    paragraphs = list(version.paragraphs)
    wrong, right = str(revision.get("wrong", "")), str(revision.get("right", ""))
    if wrong:
        paragraphs = [paragraph.replace(wrong, right) for paragraph in paragraphs]
    if "insert" in revision:
        paragraphs.insert(int(str(revision["after"])), str(revision["insert"]))
    at = revision["at"]
    assert isinstance(at, datetime)  # noqa: S101  as above
    title = str(revision.get("title", version.title))
    return Version(at=at, title=title, paragraphs=tuple(paragraphs))


def _with_wire_copy(story: Story) -> Story:
    """Give a republished story the agency's words as they stood when it was republished."""
    agency, _, native_id = story.wire_of.partition("/")
    original = next(found for found in stories_of(agency) if found.native_id == native_id)
    copied = replace(
        story.versions[0], paragraphs=original.version_at(story.published_at).paragraphs
    )
    return replace(story, versions=(copied,))
