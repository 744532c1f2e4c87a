"""Harbour Ledger's pages: divs in divs, the article inside a JSON-LD @graph, a kicker above all."""

from html import escape

from wireroom.demo.pages.parts import View, day, json_ld, links, news_article, paragraphs

_TEASER = (
    '<div class="c-teaser"><div class="c-teaser__t"><a href="{href}">{title}</a></div>'
    '<div class="c-teaser__d">{standfirst}</div></div>'
)
_PROMPT = (
    '<div class="c-prompt"><div>Local reporting costs money.</div>'
    "<div>Subscribe to the Ledger from £1 a week and read without limits.</div></div>"
)


def filling(view: View) -> dict[str, str]:
    """Return what Harbour Ledger's template is filled with."""
    story, version = view.story, view.version
    return {
        "url": view.url,
        "title": escape(version.title),
        "json_ld": json_ld({"@graph": _graph(view)}),
        "crumbs": "".join(f'<div class="c-crumb">{escape(name)}</div>' for name in story.sections),
        "kicker": escape(story.sections[-1].upper()),
        "intro": f'<div class="c-intro">{escape(story.standfirst)}</div>'
        if story.shows_standfirst
        else "",
        "byline": f'<div class="c-by">By {escape(" and ".join(story.authors))}</div>'
        if story.authors
        else "",
        "date": f"{day(view.published)}, {view.published:%H:%M}",
        "photo": _photo(view),
        "body": paragraphs(
            version.paragraphs, '<div class="c-par"><p>{}</p></div>', middle=_PROMPT
        ),
        "teasers": links(view.edition, view.others(3, after=2), _TEASER),
        "popular": links(
            view.edition,
            view.others(5, after=4),
            '<div class="c-pop"><a href="{href}">{title}</a></div>',
        ),
    }


def _graph(view: View) -> list[dict[str, object]]:
    host = view.edition.host
    crumbs: list[dict[str, object]] = [
        {"@type": "ListItem", "position": place, "name": name}
        for place, name in enumerate(view.story.sections, start=1)
    ]
    return [
        {"@type": "WebSite", "@id": f"https://{host}/#site", "name": view.edition.house.name},
        {"@type": "BreadcrumbList", "itemListElement": crumbs},
        {**news_article(view), "@id": f"{view.url}#article", "articleBody": view.version.body},
    ]


def _photo(view: View) -> str:
    photo = view.story.photo
    if photo is None:
        return ""
    return (
        f'<figure class="c-photo"><img src="{view.image_url}" alt=""><figcaption>'
        f'<span class="c-photo__caption">{escape(photo.caption)}</span>'
        f'<span class="c-photo__credit">{escape(photo.credit)}</span></figcaption></figure>'
    )
