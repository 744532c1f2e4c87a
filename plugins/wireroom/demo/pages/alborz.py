"""Alborz News's pages: an older layout, a carousel of other stories above, addresses in the footer.

Some pages state a date in a meta element, some only in their path.
"""

from html import escape

from wireroom.demo.pages.parts import View, links, paragraphs
from wireroom.demo.stories import Story


def filling(view: View) -> dict[str, str]:
    """Return what Alborz News's template is filled with."""
    story, version = view.story, view.version
    stamp = f"{view.published:%Y-%m-%dT%H:%M:%S%z}"
    return {
        "title": escape(version.title),
        "description": escape(story.standfirst),
        "date_meta": f'<meta name="publishdate" content="{stamp}">' if story.states_date else "",
        "crumbs": " &nbsp; / &nbsp; ".join(f'<a href="/">{escape(s)}</a>' for s in story.sections),
        "carousel": "".join(_slide(view, other) for other in view.others(1, after=3)),
        "photo": _photo(story),
        "body": paragraphs(version.paragraphs),
        "more": links(
            view.edition,
            view.others(4, after=4),
            '<div class="more-item"><a href="{href}"><img src="/media/thumb.png" alt="">{title}</a>'
            "</div>",
        ),
    }


def _slide(view: View, other: Story) -> str:
    if other.photo is None:
        return ""
    path = escape(view.edition.house.path(other))
    return (
        f'<div class="slide"><a href="{path}"><img src="/media/{other.native_id}.png" alt=""></a>'
        f'<div class="slide-text">{escape(other.photo.caption)} {escape(other.photo.credit)}</div>'
        "</div>"
    )


def _photo(story: Story) -> str:
    if story.photo is None:
        return ""
    return (
        f'<figure class="news-image"><img src="/media/{story.native_id}.png" alt="">'
        f"<figcaption>{escape(story.photo.caption)} "
        f'<span class="credit">{escape(story.photo.credit)}</span></figcaption></figure>'
    )
