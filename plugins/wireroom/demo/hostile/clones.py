"""Clones of a house that lie in what they tell: editions and pages changed. Pure."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from wireroom.demo.feeds import Edition
from wireroom.demo.houses import house_of
from wireroom.demo.serving import Touch, asked_story
from wireroom.demo.stories import Story, Version, stories_of

OPENING_AT = datetime(2026, 8, 14, tzinfo=UTC)
"""The demo's first day: the stale clone froze 30 days before it."""
FROZEN_AT = OPENING_AT - timedelta(days=30)
DONATION_URL = "https://donate.helping-hand.test/give"
SCRIPT_URL = "https://cdn.stats-for-free.test/s.js"
PAYMENT_ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
"""The example address of BIP-173: nobody's."""
_MARK = "\ue000"  # a private character: stands in a story until its page is made
_NUMBER = re.compile(r"(?<![\d.,:])\d+")
_APPEAL = (
    f'Please support our reporting: <a href="{DONATION_URL}">donate here</a>'
    f" or send bitcoin to {PAYMENT_ADDRESS}."
)


def stale(edition: Edition) -> Edition:
    """Return a whole edition frozen at `FROZEN_AT`: other ids, the demo's stories, older dates."""
    stories = stories_of(edition.house.outlet)
    newest = max(version.at for story in stories for version in story.versions)
    age = timedelta(days=(newest - FROZEN_AT).days + 1)
    old = tuple(_aged(story, age) for story in reversed(stories))
    return replace(edition, stories=old, past=(), at=FROZEN_AT)


def _aged(story: Story, age: timedelta) -> Story:
    versions = tuple(replace(version, at=version.at - age) for version in story.versions)
    return replace(story, versions=versions, native_id=_older_id(story.native_id))


def _older_id(native_id: str) -> str:
    """An id that the house gave to nothing of the demo's days."""
    if native_id.startswith("2026-08"):
        return native_id.replace("2026-08", "2026-07", 1)
    digits = re.search(r"\d{5,}$", native_id)
    if digits:
        return f"{native_id[: digits.start()]}{int(digits[0]) - 2000}"
    return f"a{native_id[1:]}"


def tampered(edition: Edition, *, once: bool = False) -> Edition:
    """Return an edition with one number changed in every story, or in the house's oldest only."""
    oldest = stories_of(edition.house.outlet)[0].native_id
    stories = (
        story if once and story.native_id != oldest else _with_other_number(story)
        for story in edition.stories
    )
    return replace(edition, stories=tuple(stories))


def _with_other_number(story: Story) -> Story:
    return replace(story, versions=tuple(_falsified(version) for version in story.versions))


def _falsified(version: Version) -> Version:
    paragraphs = list(version.paragraphs)
    for place, text in enumerate(paragraphs):
        found = _NUMBER.search(text)
        if found:
            paragraphs[place] = text[: found.start()] + _other(found[0]) + text[found.end() :]
            break
    return replace(version, paragraphs=tuple(paragraphs))


def _other(number: str) -> str:
    """The number with another first digit, in the same script."""
    value = int(number[0])
    other = value % 9 + 1
    return chr(ord(number[0]) + other - value) + number[1:]


def with_paragraph(edition: Edition, text: str) -> Edition:
    """Return an edition with one more paragraph in the middle of every story."""
    return replace(edition, stories=tuple(_lengthened(story, text) for story in edition.stories))


def _lengthened(story: Story, text: str) -> Story:
    versions = []
    for version in story.versions:
        middle = len(version.paragraphs) // 2 + 1
        told = (*version.paragraphs[:middle], text, *version.paragraphs[middle:])
        versions.append(replace(version, paragraphs=told))
    return replace(story, versions=tuple(versions))


def injected(edition: Edition) -> tuple[Edition, Touch]:
    """Return an edition whose articles beg for money, and load a foreign script."""
    script = f'<script src="{SCRIPT_URL}" async></script></body>'

    def touch(html: str) -> str:
        return html.replace(_MARK, _APPEAL).replace("</body>", script)

    return with_paragraph(edition, _MARK), Touch(page=touch)


def poisoned(edition: Edition, path: str) -> Touch:
    """Return the change that makes the article at `path` claim to be another outlet's."""
    story = asked_story(edition, path)
    if story is None:
        return Touch()
    own = f"https://{edition.host}{edition.house.path(story)}"
    claim = claimed_url(edition, story)
    meta = f'<meta property="og:url" content="{claim}">'

    def touch(html: str) -> str:
        claimed = html.replace(own, claim)
        link = "" if 'rel="canonical"' in html else f'<link rel="canonical" href="{claim}">'
        return claimed.replace("</head>", f"{meta}{link}</head>")

    return Touch(page=touch)


def claimed_url(edition: Edition, story: Story) -> str:
    """Return the address at another outlet that the poisoner claims for a story."""
    other = house_of("northwire" if edition.house.outlet == "harbour" else "harbour")
    stories = stories_of(other.outlet)
    ids = [told.native_id for told in stories_of(edition.house.outlet)]
    chosen = stories[ids.index(story.native_id) % len(stories)]
    return f"https://{other.hosts[0]}{other.path(chosen)}"
