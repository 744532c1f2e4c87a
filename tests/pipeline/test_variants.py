"""An AMP page and the page it is a form of are one article, whichever came first."""

from pathlib import Path

import pytest
from tests.pipeline.test_unkind_web import article, feed, settings_of
from tests.rooms import outlet_file, rows, run
from tests.servers import Zoo, page

HOST = "www.kind.test"
CLAIM = f'<link rel="canonical" href="https://{HOST}/a"></head>'


def zoo(path: str, *, claim: str = CLAIM) -> Zoo:
    """The outlet whose feed names one of the page's two addresses."""
    told = article("the bridge")
    return Zoo(
        {
            (HOST, "/rss"): feed(HOST, [path]),
            (HOST, "/a"): page(told),
            (HOST, "/a/amp"): page(told.replace("</head>", claim).replace("the bridge", "it", 1)),
        }
    )


@pytest.mark.parametrize("order", [("/a/amp", "/a"), ("/a", "/a/amp")], ids=["amp first", "last"])
def test_amp_page_and_page_are_one_article(order: tuple[str, str], tmp_path: Path) -> None:
    """Two runs, each with another address of one story, leave one row under the page's own."""
    outlet_file(tmp_path / "outlets", "kind", HOST)
    for number, path in enumerate(order):
        with zoo(path) as web:
            settings = settings_of(web, tmp_path)
            run(settings, f"r{number}")
    assert rows(settings, "SELECT article_id, url FROM articles") == [
        ("kind:/a", f"https://{HOST}/a")
    ]
    assert rows(settings, "SELECT count(DISTINCT url) FROM sighting") == [(2,)]
    assert {state for (state,) in rows(settings, "SELECT state FROM ledger")} <= {
        "new", "updated", "unchanged",
    }  # fmt: skip


def test_amp_address_without_the_pages_word_is_its_own(tmp_path: Path) -> None:
    """Nothing is merged on the look of an address."""
    outlet_file(tmp_path / "outlets", "kind", HOST)
    with zoo("/a/amp", claim="</head>") as web:
        settings = settings_of(web, tmp_path)
        run(settings, "r")
    assert rows(settings, "SELECT article_id FROM articles") == [("kind:/a/amp",)]
