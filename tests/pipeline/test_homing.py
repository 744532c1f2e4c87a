"""A row's own addresses are the origin's, whichever host served the page."""

import json
from pathlib import Path

import pytest
from tests.pipeline.test_unkind_web import article, feed, settings_of
from tests.rooms import outlet_file, rows, run
from tests.servers import Answer, Zoo, page, reset

ORIGIN, MIRROR, PROXY = "www.kind.test", "m.kind.test", "proxy.test"
PREFIX = f"/{ORIGIN}"


def illustrated(host: str, prefix: str = "") -> Answer:
    """The article as a host shows it: one picture by path, one by address, one from elsewhere."""
    pictures = "".join(
        f'<figure><img src="{source}"><figcaption>Picture {number} of the old bridge</figcaption>'
        "</figure>"
        for number, source in enumerate(
            (
                f"{prefix}/media/1.jpg",
                f"https://{host}{prefix}/media/2.jpg",
                "https://cdn.else.test/3.jpg",
            )
        )
    )
    claim = f'<link rel="canonical" href="https://{host}{prefix}/a"></head>'
    told = article("the bridge").replace("</head>", claim)
    return page(told.replace("</article>", f"{pictures}</article>"))


def zoo(*alive: str) -> Zoo:
    """The outlet's three hosts, of which some are alive."""
    answers = {
        (ORIGIN, "/rss"): feed(ORIGIN, ["/a"]),
        (ORIGIN, "/a"): illustrated(ORIGIN),
        (MIRROR, "/rss"): feed(ORIGIN, ["/a"]),
        (MIRROR, "/a"): illustrated(MIRROR),
        (PROXY, f"{PREFIX}/rss"): feed(ORIGIN, ["/a"]),
        (PROXY, f"{PREFIX}/a"): illustrated(PROXY, PREFIX),
    }
    return Zoo({place: told if place[0] in alive else reset() for place, told in answers.items()})


@pytest.mark.parametrize("host", [ORIGIN, MIRROR, PROXY])
def test_pictures_and_the_canonical_link_are_at_home(host: str, tmp_path: Path) -> None:
    """Relative, absolute and foreign pictures read the same through any host, a proxy too."""
    outlet_file(tmp_path / "outlets", "kind", ORIGIN, MIRROR, PROXY)
    path = tmp_path / "outlets" / "kind.yaml"
    hosts = path.read_text("utf-8").replace(
        f"{{host: {PROXY}, role: mirror}}",
        f"{{host: {PROXY}, role: mirror, rewrite: {{prefix: {PREFIX}}}}}",
    )
    path.write_text(hosts, "utf-8")
    with zoo(host) as web:
        settings = settings_of(web, tmp_path)
        run(settings, "r")
    [(images, lead, claim)] = rows(
        settings, "SELECT images, lead_image, claimed_url FROM article_version"
    )
    assert [one["url"] for one in json.loads(images)] == [
        f"https://{ORIGIN}/media/1.jpg",
        f"https://{ORIGIN}/media/2.jpg",
        "https://cdn.else.test/3.jpg",
    ]
    assert json.loads(lead)["url"] == f"https://{ORIGIN}/media/1.jpg"
    assert claim == f"https://{ORIGIN}/a"
    assert rows(settings, "SELECT host FROM sighting WHERE version_id IS NOT NULL") == [(host,)]
