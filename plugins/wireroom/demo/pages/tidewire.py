"""Tide Wire's pages: semantic elements, JSON-LD at the top level, prompts and readers' letters."""

import tomllib
from functools import cache
from html import escape
from importlib.resources import files

from wireroom.demo.pages.parts import View, day, json_ld, links, news_article, paragraphs

_NEWSLETTER = (
    '<aside class="newsletter-prompt"><p>Sign up for The Morning Tide, our free newsletter.</p>'
    '<form action="/newsletter"><input name="mail" placeholder="Your address"></form></aside>'
)


def filling(view: View) -> dict[str, str]:
    """Return what Tide Wire's template is filled with."""
    story, version = view.story, view.version
    return {
        "url": view.url,
        "title": escape(version.title),
        "description": escape(story.standfirst),
        "json_ld": json_ld(news_article(view)),
        "section": " › ".join(escape(name) for name in story.sections),
        "dek": f'<p class="dek">{escape(story.standfirst)}</p>' if story.shows_standfirst else "",
        "byline": escape(" and ".join(story.authors)),
        "datetime": view.published.isoformat(),
        "date": f"{view.published:%b} {view.published.day}, {view.published:%Y}",
        "updated": f"<span>Updated {day(view.revised)}</span>" if view.is_revised else "",
        "figure": _figure(view),
        "body": paragraphs(version.paragraphs, middle=_NEWSLETTER + _see_also(view)),
        "related": links(view.edition, view.others(4), '<li><a href="{href}">{title}</a></li>'),
        "letters": _letters(int(story.native_id)),
    }


def _figure(view: View) -> str:
    photo = view.story.photo
    if photo is None:
        return ""
    return (
        f'<figure class="lead"><img src="{view.image_url}" alt="" width="960" height="540">'
        f'<figcaption>{escape(photo.caption)} <span class="credit">{escape(photo.credit)}</span>'
        "</figcaption></figure>"
    )


def _see_also(view: View) -> str:
    form = '<p class="see-also">Read more: <a href="{href}">{title}</a></p>'
    return links(view.edition, view.others(1, after=5), form)


@cache
def _all_letters() -> tuple[tuple[str, str], ...]:
    text = (files("wireroom.demo") / "stories" / "letters.toml").read_text("utf-8")
    return tuple((letter["name"], letter["text"]) for letter in tomllib.loads(text)["letter"])


def _letters(seed: int) -> str:
    letters = _all_letters()
    chosen = (letters[(seed + step * 3) % len(letters)] for step in range(2))
    return "\n".join(
        f'<li class="comment"><b class="commenter">{escape(name)}</b><p>{escape(text)}</p></li>'
        for name, text in chosen
    )
