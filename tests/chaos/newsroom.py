"""A newsroom of three outlets in two editions, served by a process of its own on loopback."""

import mmap
import multiprocessing
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.rooms import outlet_file
from tests.servers import Answer, Talk, Zoo, page

OUTLETS = {
    "alder": ("www.alder.test",),
    "birch": ("www.birch.test",),
    "cedar": ("www.cedar.test", "mirror.cedar.test"),
}
EDITIONS = (1, 2)
_PER_EDITION = 2
_WORDS = (
    "harbour", "council", "vote", "bridge", "repair", "winter", "budget", "school", "ferry",
    "market", "engineer", "delay", "minister", "river", "storm", "cable", "station", "museum",
    "hospital", "union", "strike", "contract", "tender", "island", "audit", "record", "village",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Web:
    """Where the newsroom answers; `turn` says which edition it shows."""

    env: dict[str, str]
    edition: mmap.mmap

    def turn(self, edition: int) -> None:
        """Show this edition from now on."""
        self.edition[0] = edition


def listed(outlet: str, edition: int) -> list[str]:
    """The URLs that the outlet's feed lists in an edition: all there were until then."""
    host = OUTLETS[outlet][0]
    numbers = range(1, edition * _PER_EDITION + 1)
    return [f"https://{host}/news/story-{number}" for number in numbers]


def etag(edition: int) -> str:
    """The feeds' validator."""
    return f'"edition-{edition}"'


@contextmanager
def serving(folder: Path) -> Iterator[Web]:
    """Write the outlets' files and serve the newsroom until the block ends."""
    for outlet, hosts in OUTLETS.items():
        outlet_file(folder / "outlets", outlet, *hosts)
    edition = mmap.mmap(-1, 1)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, edition), daemon=True)
    process.start()
    try:
        connect_to, ca_bundle = ours.recv()
        yield Web(
            env={
                "WIREROOM_OUTLETS": str(folder / "outlets"),
                "WIREROOM_CONNECT_TO": connect_to,
                "WIREROOM_CA_BUNDLE": ca_bundle,
                "WIREROOM_WORKERS": "1",
            },
            edition=edition,
        )
    finally:
        ours.send("end")
        process.join(timeout=20)


def _serve(pipe: Connection, edition: mmap.mmap) -> None:
    with Zoo(_routes(edition)) as zoo:
        pipe.send((zoo.connect_to_text, str(zoo.ca_bundle)))
        pipe.recv()


def _routes(edition: mmap.mmap) -> dict[tuple[str, str], Answer]:
    routes: dict[tuple[str, str], Answer] = {}
    for outlet, hosts in OUTLETS.items():
        for host in hosts:
            routes[host, "/rss"] = _feed(outlet, edition)
            routes[host, "/sitemap.xml"] = _sitemap(outlet, edition)
            robots = f"User-agent: *\nAllow: /\nSitemap: https://{host}/sitemap.xml\n"
            routes[host, "/robots.txt"] = page(robots)
            for number in range(1, len(EDITIONS) * _PER_EDITION + 1):
                routes[host, f"/news/story-{number}"] = _story(outlet, number, edition)
    return routes


def _feed(outlet: str, edition: mmap.mmap) -> Answer:
    def answer(talk: Talk) -> None:
        now = edition[0]
        if talk.headers.get("If-None-Match") == etag(now):
            talk.say(304, headers=[("ETag", etag(now))])
            return
        items = "".join(_item(url, now) for url in listed(outlet, now))
        body = f'<rss version="2.0"><channel><title>{outlet}</title>{items}</channel></rss>'
        talk.say(
            body=body.encode(),
            headers=[("ETag", etag(now)), ("Content-Type", "application/rss+xml")],
        )

    return answer


def _sitemap(outlet: str, edition: mmap.mmap) -> Answer:
    """All there is, each page of its day."""

    def answer(talk: Talk) -> None:
        urls = "".join(
            f"<url><loc>{url}</loc><lastmod>2026-08-20T0{number}:00:00Z</lastmod></url>"
            for number, url in enumerate(listed(outlet, edition[0]), start=1)
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        body = f'<urlset xmlns="{space}">{urls}</urlset>'
        talk.say(body=body.encode(), headers=[("Content-Type", "application/xml")])

    return answer


def _item(url: str, edition: int) -> str:
    number = int(url.rpartition("-")[2])
    title = f"{_headline(number)}{_mark(number, edition)}"
    return (
        f"<item><guid>{url}</guid><link>{url}</link><title>{title}</title>"
        f"<pubDate>Thu, 20 Aug 2026 0{number}:00:00 GMT</pubDate></item>"
    )


def _story(outlet: str, number: int, edition: mmap.mmap) -> Answer:
    """The second is the same in every outlet; the first is corrected in the second edition."""
    whose = "wire" if number == _PER_EDITION else outlet

    def answer(talk: Talk) -> None:
        mark = _mark(number, edition[0])
        chance = random.Random(f"{whose} {number}")
        texts = [" ".join(chance.choices(_WORDS, k=60)) + f" in {whose}{mark}." for _ in range(5)]
        body = "".join(f"<p>{text.capitalize()}</p>" for text in texts)
        title = f"{_headline(number)}{mark}"
        talk.say(
            body=(
                f'<html lang="en"><head><title>{title}</title>'
                f'<meta property="article:published_time" content="2026-08-20T0{number}:00:00Z">'
                f"</head><body><article><h1>{title}</h1>{body}</article></body></html>"
            ).encode(),
            headers=[("Content-Type", "text/html; charset=utf-8")],
        )

    return answer


def _headline(number: int) -> str:
    return f"Report {number} on the {_WORDS[number]} and the {_WORDS[-number]}"


def _mark(number: int, edition: int) -> str:
    return " corrected" if number == 1 and edition > 1 else ""
