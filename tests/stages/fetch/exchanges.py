"""Answers for tests of the verdicts."""

from datetime import UTC, datetime

from wireroom.model import Exchange
from wireroom.stages.fetch import judge_article


def exchange(
    body, *, status=200, content_type="text/html; charset=utf-8", headers=(),
    url="https://o.test/a", final_url=None, redirects=(), address="",
):  # fmt: skip
    """An answer of `o.test`."""
    return Exchange(
        requested_url=url, final_url=final_url or url, status=status, elapsed_s=0.1,
        headers=(("Content-Type", content_type), *headers), address=address, redirects=redirects,
        body=body if isinstance(body, bytes) else body.encode(), is_tls_verified=True,
        fetched_at=datetime(2026, 8, 20, tzinfo=UTC),
    )  # fmt: skip


def page(text, *, title="", head=""):
    """A plain page."""
    start = f"<!doctype html><html><head><title>{title}</title>{head}</head>"
    return f"{start}<body><p>{text}</p></body></html>"


def reason(asked, familiar=None):
    """The verdict on an article in a word, None where it passes."""
    verdict = judge_article(asked, familiar)
    return verdict.reason if verdict else None
