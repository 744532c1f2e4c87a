"""Facts about the shipped id patterns: one article's spellings meet, two articles never do.

The URLs have the form of the outlets' real ones. A pattern that matched too much would merge
articles, so each table row names the whole key; without a pattern the path is a safe identity.
"""

import itertools
from pathlib import Path

import pytest

from wireroom.adapters.outlets import load_registry
from wireroom.stages.resolve import identify

REGISTRY = load_registry(Path(__file__).parents[2] / "dags/outlets")
ONION = "www.guardian2zotagl6tmjucg3lrhxdk4dw3lhbqnkvvkywawy3oqfoprid.onion"
SLUG = "/%DA%86%D9%87%D8%B1%D9%87-%D9%86%D8%B2%D8%AF%DB%8C%DA%A9"

# (outlet, key in the outlet, spellings of one article)
ARTICLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("presstv", "774416", (
        "https://www.presstv.ir/Detail/2026/08/15/774416/Iran-Oman-Hormuz-Baghaei",
        "https://presstv.ir/Detail/2026/08/15/774416/Iran-Oman-Hormuz",
        "http://www.presstv.co.uk/Detail/2026/08/15/774416/-Iran,-Oman-",
        "https://www.presstv.tv/Detail/2026/8/15/774416",
        "https://www.presstv.com/Detail/2026/08/15/774416/%E2%80%98Iran%E2%80%99?utm_source=rss",
    )),
    ("presstv", "774397", ("https://presstv.ir/Detail/2026/08/15/774397/-Iran-urges-ICRC",)),
    ("presstv", "/Section/10101", ("https://www.presstv.ir/Section/10101/",)),
    ("bbc", "clymn8zyrp9o", (
        "https://www.bbc.com/news/articles/clymn8zyrp9o",
        "https://www.bbc.co.uk/news/articles/clymn8zyrp9o?at_medium=RSS&at_campaign=KARANGA",
        "https://www.bbc.com/news/articles/clymn8zyrp9o#comments",
    )),
    ("bbc", "cy5lngzxxrvo", ("https://www.bbc.com/sport/football/articles/cy5lngzxxrvo",)),
    ("bbc", "/news/world-europe-50473792", (
        "https://www.bbc.com/news/world-europe-50473792",
        "https://www.bbc.co.uk/news/world-europe-50473792",
    )),
    ("bbc", "/news/videos/cy5lngzxxrvo", ("https://www.bbc.com/news/videos/cy5lngzxxrvo",)),
    ("dw", "52060881", (
        "https://www.dw.com/en/berlin-confronts-germanys-colonial-past/a-52060881",
        "https://www.dw.com/en/berlin-confronts/a-52060881?maca=en-rss-en-all-1573-rdf",
        "https://www.dw.com/a-52060881",
    )),
    ("dw", "/en/life-in-kyiv/video-75846445", ("https://www.dw.com/en/life-in-kyiv/video-75846445",)),
    ("dw", "/en/climate/s-59752983", ("https://www.dw.com/en/climate/s-59752983",)),
    ("independent", "b671230", (
        "https://www.independent.co.uk/news/uk/politics/coronavirus-fine-penalty-b671230.html",
        "https://www.independent.co.uk/news/uk/politics/coronavirus-b671230.html",
    )),
    ("independent", "b2651790", (
        "https://www.independent.co.uk/news/world/laos-methanol-holly-bowles-death-b2651790.html",
    )),
    ("independent", "a9315986", ("https://www.independent.co.uk/news/uk/politics/x-a9315986.html",)),
    ("independent", "/news/uk", ("https://www.independent.co.uk/news/uk",)),
    ("isna", "98110705177", (
        "https://www.isna.ir/news/98110705177/",
        f"https://www.isna.ir/news/98110705177{SLUG}",
        "https://isna.ir/news/98110705177",
    )),
    ("isna", "1402091510568", (f"https://www.isna.ir/news/1402091510568{SLUG}",)),
    ("isna", "/news/1403", ("https://www.isna.ir/news/1403/",)),
    ("mehr", "6534667", (
        f"https://www.mehrnews.com/news/6534667{SLUG}",
        "https://www.mehrnews.com/news/6534667/",
        "https://mehrnews.com/news/6534667",
    )),
    ("mehr", "/photo/6534667", ("https://www.mehrnews.com/photo/6534667/",)),
    ("khabaronline", "1317901", (
        f"https://www.khabaronline.ir/news/1317901{SLUG}",
        "https://www.khabaronline.ir/news/1317901/?utm_source=undernews&utm_medium=Banner",
    )),
    ("khabaronline", "822037", ("https://www.khabaronline.ir/news/822037",)),
    ("tabnak", "1246400", (
        "https://www.tabnak.ir/fa/news/1246400", f"https://www.tabnak.ir/fa/news/1246400{SLUG}",
    )),
    ("tabnak", "/fa/cultural", ("https://www.tabnak.ir/fa/cultural",)),
    ("yjc", "8369785", (
        f"https://www.yjc.ir/fa/news/8369785{SLUG}", "https://www.yjc.ir/fa/news/8369785/",
    )),
    ("yjc", "4037755", ("https://www.yjc.ir/fa/news/4037755/096440-%D8%B4%D9%85%D8%A7",)),
    ("tasnim", "3036900", (
        f"https://www.tasnimnews.com/fa/news/1402/11/21/3036900{SLUG}",
        "https://www.tasnimnews.com/fa/news/1402/11/21/3036900/",
    )),
    ("tasnim", "92", ("https://www.tasnimnews.com/fa/news/1391/08/24/92",)),
    ("tasnim", "/fa/news/2819200", ("https://www.tasnimnews.com/fa/news/2819200",)),
    ("tasnim", "/en/news/2024/05/01/3036900/a", (
        "https://www.tasnimnews.com/en/news/2024/05/01/3036900/a",
    )),
    # No pattern: the path is the identity, so a translation stays an article of its own.
    ("pravda_ua", "/news/2023/11/28/7430714", (
        "https://www.pravda.com.ua/news/2023/11/28/7430714/",
        "https://www.pravda.com.ua/news/2023/11/28/7430714",
    )),
    ("pravda_ua", "/eng/news/2023/11/28/7430714", (
        "https://www.pravda.com.ua/eng/news/2023/11/28/7430714/",
    )),
    ("meduza", "/en/news/2026/07/03/defendants-sentenced", (
        "https://meduza.io/en/news/2026/07/03/defendants-sentenced",
    )),
    ("guardian", "/us-news/2024/nov/03/grizzly-no-399-ashes", (
        "https://www.theguardian.com/us-news/2024/nov/03/grizzly-no-399-ashes",
        f"https://{ONION}/us-news/2024/nov/03/grizzly-no-399-ashes",
    )),
)  # fmt: skip
SPELLINGS = [(outlet, key, url) for outlet, key, urls in ARTICLES for url in urls]


@pytest.mark.parametrize(("outlet_id", "key", "url"), SPELLINGS, ids=[url for *_, url in SPELLINGS])
def test_url_means_this_article(outlet_id: str, key: str, url: str) -> None:
    """Each spelling of an article's URL gives the article's one key."""
    identity = identify(REGISTRY.outlet(outlet_id), url)
    assert identity is not None
    assert identity.article_id == f"{outlet_id}:{key}"


def test_two_articles_never_meet() -> None:
    """The rows of the table are different articles and keep different keys."""
    keys = [(outlet_id, key) for outlet_id, key, _ in ARTICLES]
    assert all(one != other for one, other in itertools.combinations(keys, 2))


def test_every_shipped_pattern_is_in_the_table() -> None:
    """No pattern ships without URLs that show what it takes and what it leaves alone."""
    with_pattern = {outlet.id for outlet in REGISTRY.outlets if outlet.article.native_id}
    by_id = {outlet_id for outlet_id, key, _ in ARTICLES if not key.startswith("/")}
    assert with_pattern == by_id
