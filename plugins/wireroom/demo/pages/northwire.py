"""North Wire Agency's pages: microdata in English, bare markup in the other languages.

Persian and Arabic run from right to left; one page names its charset in a meta element only.
"""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from wireroom.demo.pages.parts import View, day, links, paragraphs
from wireroom.demo.stories import Story

_RIGHT_TO_LEFT = ("fa", "ar")
_MORE: Mapping[str, str] = MappingProxyType(
    {"en": "More from this desk", "fa": "خبرهای دیگر", "ar": "أخبار أخرى", "ru": "Другие новости"}
)


def filling(view: View) -> dict[str, str]:
    """Return what North Wire's template is filled with."""
    story, version = view.story, view.version
    return {
        "lang": story.language,
        "direction": "rtl" if story.language in _RIGHT_TO_LEFT else "ltr",
        "charset": story.charset,
        "title": escape(version.title),
        "sections": " | ".join(escape(name) for name in story.sections),
        "story_id": story.native_id,
        "byline": _byline(view),
        "stamp": _stamp(view),
        "photo": _photo(view),
        "body": paragraphs(version.paragraphs),
        "more_label": _MORE[story.language],
        "more": links(view.edition, _same_language(view), '<li><a href="{href}">{title}</a></li>'),
    }


def _same_language(view: View) -> list[Story]:
    others = view.others(len(view.edition.stories))
    return [other for other in others if other.language == view.story.language][:4]


def _byline(view: View) -> str:
    return "".join(
        f'<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        f'<span itemprop="name">{escape(name)}</span></span>'
        for name in view.story.authors
    )


def _stamp(view: View) -> str:
    if not view.story.states_date:
        return ""
    return (
        f'<time itemprop="datePublished" datetime="{view.published.isoformat()}">'
        f"{day(view.published)}, {view.published:%H:%M}</time>"
    )


def _photo(view: View) -> str:
    photo = view.story.photo
    if photo is None:
        return ""
    return (
        f'<figure><img itemprop="image" src="{view.image_url}" alt="">'
        f'<figcaption><span class="cap">{escape(photo.caption)}</span>'
        f' <span class="credit">{escape(photo.credit)}</span></figcaption></figure>'
    )
