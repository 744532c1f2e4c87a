"""A capture and its feed entry as the page that the extractor reads."""

from wireroom.model import Capture, Entry, Page
from wireroom.registry import Outlet
from wireroom.stages.resolve import identify


def page_of(outlet: Outlet, entry: Entry, capture: Capture, body: bytes) -> Page:
    """The page with the feed's votes and the outlet's rules; its URL is the article's home."""
    identity = identify(outlet, entry.url or "")
    content_type = next((v for k, v in capture.headers if k.lower() == "content-type"), "")
    return Page(
        body=body,
        url=identity.canonical_url if identity else capture.final_url,
        served_url=capture.final_url,
        content_type=content_type,
        language=outlet.language,
        timezone=outlet.timezone,
        outlet_name=outlet.name,
        entry_title=entry.title,
        entry_summary=entry.summary,
        entry_authors=entry.authors,
        entry_tags=entry.tags,
        entry_published_at=entry.published_at,
        drop_lines=outlet.clean.drop_lines,
        drop_selectors=outlet.clean.drop_selectors,
        keep_selectors=outlet.clean.keep_selectors,
        body_selectors=outlet.clean.body_selectors,
    )
