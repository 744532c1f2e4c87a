"""What a host served as the page that the extractor reads."""

from dataclasses import replace

from wireroom.model import Capture, Entry, Page
from wireroom.registry import Outlet
from wireroom.stages.resolve import identify


def page_of(outlet: Outlet, entry: Entry, capture: Capture, body: bytes) -> Page:
    """A capture with the feed's votes beside it; its URL is the article's home."""
    identity = identify(outlet, entry.url or "")
    content_type = next((v for k, v in capture.headers if k.lower() == "content-type"), "")
    url = identity.canonical_url if identity else capture.final_url
    return replace(
        bare_page(outlet, url, body, content_type=content_type),
        served_url=capture.final_url,
        entry_title=entry.title,
        entry_summary=entry.summary,
        entry_authors=entry.authors,
        entry_tags=entry.tags,
        entry_published_at=entry.published_at,
    )


def bare_page(outlet: Outlet, url: str, body: bytes, *, content_type: str) -> Page:
    """A body with what the outlet's files say of its pages, and no feed's word."""
    return Page(
        body=body,
        url=url,
        content_type=content_type,
        language=outlet.language,
        timezone=outlet.timezone,
        outlet_name=outlet.name,
        drop_lines=outlet.clean.drop_lines,
        drop_selectors=outlet.clean.drop_selectors,
        keep_selectors=outlet.clean.keep_selectors,
        body_selectors=outlet.clean.body_selectors,
        template=outlet.template.template if outlet.template else None,
    )
