"""Builds the seed page's HTML as outlets write it, in several markups of the same story."""

from pathlib import Path

SEED = Path(__file__).parents[2] / "shared/data/seed_article.txt"
INVENTED = Path(__file__).parent / "corpus/pages/seed_invented.txt"
MARKUPS = ("figure", "div", "table", "carousel_first")
HOSTS = ("www.presstv.ir", "www.presstv.co.uk", "www.presstv.tv")
_PICTURE = {
    "figure": '<figure><img src="/photo/lead.jpg"><figcaption>{}</figcaption></figure>',
    "div": '<div class="lead"><img src="/photo/lead.jpg"><div class="caption">{}</div></div>',
    "table": '<table><tr><td><img src="/photo/lead.jpg"></td></tr>'
    '<tr><td class="caption">{}</td></tr></table>',
    "carousel_first": '<div class="pic"><img src="/photo/lead.jpg">'
    '<span class="caption">{}</span></div>',
}


def seed_html(text: str | None = None, markup: str = "figure") -> bytes:
    """The page of a text laid out as the seed article's (the seed's own unless given)."""
    text = text if text is not None else SEED.read_text(encoding="utf-8")
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    crumb, title, foreign, caption, *body = parts
    carousel = (
        '<div class="carousel"><a href="/Detail/2019/08/19/604001/rally">'
        f'<img src="/photo/other.jpg"><p class="caption">{foreign}</p></a></div>'
    )
    crumbs = " / ".join(f'<a href="/s">{name.strip()}</a>' for name in crumb.split("/"))
    first, second = (carousel, "") if markup == "carousel_first" else ("", carousel)
    paragraphs = "".join(f"<p>{line}</p>" for line in body[:-2])
    anchors = " ".join(f'<a href="https://{host}/">{host}</a>' for host in HOSTS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}"></head><body>'
        f'<div class="breadcrumb">{crumbs}</div>{first}<h1>{title}</h1>{second}'
        f'{_PICTURE[markup].format(caption)}<div class="detail-body">{paragraphs}</div>'
        f'<div class="footer"><p>{body[-2]}</p><p>{anchors}</p><p>{body[-1]}</p></div>'
        "</body></html>"
    ).encode()
