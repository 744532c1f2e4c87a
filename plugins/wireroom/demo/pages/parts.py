"""Pieces of markup that more than one house uses: paragraphs, link lists, dates, JSON-LD."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from wireroom.demo.feeds import Edition
from wireroom.demo.stories import Story, Version, links_to_html


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One story as one edition shows it."""

    edition: Edition
    story: Story

    @property
    def version(self) -> Version:
        """The version that shows."""
        return self.story.version_at(self.edition.at)

    @property
    def url(self) -> str:
        """The page's address at the host that was asked."""
        return f"https://{self.edition.host}{self.edition.house.path(self.story)}"

    @property
    def image_url(self) -> str:
        """The address of the lead photo."""
        return f"https://{self.edition.host}{self.edition.house.media_path_of(self.story)}"

    @property
    def published(self) -> datetime:
        """The first version's instant in the house's time zone."""
        return self.edition.house.local(self.story.published_at)

    @property
    def revised(self) -> datetime:
        """The shown version's instant in the house's time zone."""
        return self.edition.house.local(self.version.at)

    @property
    def is_revised(self) -> bool:
        """Whether what shows is not the first version."""
        return self.version.at != self.story.published_at

    def others(self, n: int, *, after: int = 1) -> tuple[Story, ...]:
        """Return up to `n` other stories of the edition, from the `after`-th following one on.

        Beside a story of the past stand others of the past.
        """
        edition = self.edition
        stories = edition.stories if self.story in edition.stories else edition.past
        here = stories.index(self.story)
        ring = stories[here + 1 :] + stories[:here]
        return ring[after - 1 : after - 1 + n]


@cache
def template(name: str) -> Template:
    """Return templates/<name>.html."""
    return Template((files("wireroom.demo") / "templates" / f"{name}.html").read_text("utf-8"))


def paragraph(text: str, form: str = "<p>{}</p>") -> str:
    """Return one paragraph in `form`; a quotation stands in a blockquote."""
    body = links_to_html(escape(text.removeprefix("> "), quote=False))
    html = form.format(body)
    return f"<blockquote>{html}</blockquote>" if text.startswith("> ") else html


def paragraphs(texts: Sequence[str], form: str = "<p>{}</p>", *, middle: str = "") -> str:
    """Return paragraphs in `form`, with the furniture `middle` put halfway."""
    made = [paragraph(text, form) for text in texts]
    if middle:
        made.insert(len(made) // 2, middle)
    return "\n".join(made)


def links(edition: Edition, stories: Sequence[Story], form: str) -> str:
    """Return one `form` with {href}, {title} and {standfirst} for each story."""
    return "\n".join(
        form.format(
            href=escape(edition.house.path(story)),
            title=escape(story.version_at(edition.at).title, quote=False),
            standfirst=escape(story.standfirst, quote=False),
        )
        for story in stories
    )


def day(instant: datetime) -> str:
    """Return an instant as a reader's date, like 18 August 2026."""
    return f"{instant.day} {instant:%B %Y}"


def news_article(view: View) -> dict[str, object]:
    """Return the schema.org NewsArticle of a story (schema.org/NewsArticle)."""
    told: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": view.version.title,
        "description": view.story.standfirst,
        "datePublished": view.published.isoformat(),
        "dateModified": view.revised.isoformat(),
        "mainEntityOfPage": view.url,
        "articleSection": view.story.sections[-1],
        "inLanguage": view.edition.house.language,
        "publisher": {"@type": "NewsMediaOrganization", "name": view.edition.house.name},
    }
    if view.story.authors:
        told["author"] = [{"@type": "Person", "name": name} for name in view.story.authors]
    if view.story.photo:
        told["image"] = [view.image_url]
    return told


def json_ld(told: dict[str, object]) -> str:
    """Return a JSON-LD document for a script element."""
    document = {"@context": "https://schema.org", **told}
    return json.dumps(document, ensure_ascii=False).replace("</", "<\\/")
