"""Newsroom West's pages: meta elements only, no JSON-LD; share prompts between the paragraphs."""

from html import escape

from wireroom.demo.pages.parts import View, day, links, paragraphs

_SHARE = (
    '<div class="share-inline"><p>Share this story</p><a href="/share?to=mail">E-mail</a>'
    ' <a href="/share?to=copy">Copy link</a></div>'
)


def filling(view: View) -> dict[str, str]:
    """Return what Newsroom West's template is filled with."""
    story, version = view.story, view.version
    return {
        "url": view.url,
        "title": escape(version.title),
        "description": escape(story.standfirst),
        "image": view.image_url,
        "published": view.published.isoformat(),
        "modified": view.revised.isoformat(),
        "section": escape(story.sections[-1]),
        "author_meta": "".join(
            f'<meta name="author" content="{escape(name)}">' for name in story.authors
        ),
        "crumbs": " / ".join(f'<a href="/">{escape(name)}</a>' for name in story.sections),
        "byline": _byline(view),
        "date": day(view.published),
        "photo": _photo(view),
        "body": paragraphs(version.paragraphs, middle=_SHARE),
        "related": links(
            view.edition,
            view.others(3),
            '<article class="card"><h3><a href="{href}">{title}</a></h3><p>{standfirst}</p>'
            "</article>",
        ),
    }


def _byline(view: View) -> str:
    if view.story.wire_of:
        return '<span class="source">North Wire Agency</span>'
    return " ".join(
        f'<a class="author" href="/about">{escape(name)}</a>' for name in view.story.authors
    )


def _photo(view: View) -> str:
    photo = view.story.photo
    if photo is None:
        return ""
    return (
        f'<figure><img src="{view.image_url}" alt=""><figcaption>{escape(photo.caption)}'
        f' <span class="photo-credit">{escape(photo.credit)}</span></figcaption></figure>'
    )
