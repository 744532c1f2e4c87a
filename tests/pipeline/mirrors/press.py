"""A paper on three hosts with a new one, and what happens to it: for the tests of mirrors."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from tests.pipeline.test_unkind_web import article, rss, settings_of
from tests.rooms import NOW, outlet_file, run
from tests.servers import Answer, Zoo, page, reset

from wireroom.model import Mirror
from wireroom.pipeline import open_room
from wireroom.pipeline.wiring import Room

ORIGIN, ONE, TWO = HOSTS = ("www.paper.test", "one.gazette.test", "two.gazette.test")
NEW = "new.gazette.test"
PATHS = tuple(f"/story-{number}" for number in range(10))
NEW_TEXT = "all of the five and the one behind them"
DAY = timedelta(days=1)
SAYS = "The paper can also be accessed at the following alternate addresses:"
Copy = Callable[[str], Answer]


def told(path: str, more: str = "") -> str:
    """An article's page with `more` before its end."""
    return article(path).replace("two of", "2 of").replace("</body>", f"{more}</body>")


def footer(*hosts: str) -> str:
    """The furniture that names other addresses."""
    links = "".join(f'<a href="https://{host}/">{host}</a> ' for host in hosts)
    return f"<footer><p>{SAYS}</p><p>{links}</p></footer>"


def honest(path: str) -> Answer:
    """The article as the paper wrote it."""
    return page(told(path))


def tampered(path: str) -> Answer:
    """The article with one number changed."""
    return page(told(path).replace("2 of the five", "3 of the five"))


def timed(path: str, modified_at: str, said: str, more: str = "") -> Answer:
    """The article with one number said otherwise, a modification time ("" for none) and an end."""
    text = told(path, more).replace("2 of the five", said)
    if modified_at:
        meta = f'<meta property="article:modified_time" content="{modified_at}">'
        text = text.replace("</head>", f"{meta}</head>")
    return page(text)


def cut(path: str) -> Answer:
    """The article's beginning alone."""
    paragraphs = told(path).split("</p>")
    return page("</p>".join([*paragraphs[:2], paragraphs[-1]]))


class Press:
    """The paper's web and one reader of it; every instant is counted from NOW."""

    def __init__(
        self,
        home: Path,
        *,
        names: Iterable[str] = HOSTS,
        others: Mapping[str, Copy] | None = None,
        untrusted: Iterable[str] = (),
    ) -> None:
        self._home = home
        self.names = tuple(names)
        others = others or {}
        hosts = (*self.names, NEW, *others)
        self.zoo = Zoo({}, hosts=hosts, untrusted=untrusted)
        for host in self.names:
            self.prints(host, honest)
        for host, copy in others.items():
            self.prints(host, copy)
        outlet_file(home / "outlets", "paper", *self.names)

    def prints(self, host: str, copy: Copy, paths: Iterable[str] = PATHS) -> None:
        """From now on the host shows these copies, and a feed of them."""
        paths = tuple(paths)
        self.zoo.routes |= {(host, path): copy(path) for path in paths}
        feed = page(rss(ORIGIN, paths), content_type="application/rss+xml")
        self.zoo.routes[host, "/rss"] = feed

    def kill(self, *hosts: str) -> None:
        """From now on the hosts drop every connection."""
        for key in [key for key in self.zoo.routes if key[0] in hosts]:
            self.zoo.routes[key] = reset()
        self.zoo.routes |= {(host, "/robots.txt"): reset() for host in hosts}

    def ingests(self, after: timedelta = timedelta()) -> None:
        """A whole run."""
        run(settings_of(self.zoo, self._home), f"after {after}", now=NOW + after)

    def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`wireroom mirrors` with these words, on a terminal of 100 columns."""
        env = {
            **os.environ,
            "WIREROOM_HOME": str(self._home),
            "WIREROOM_OUTLETS": str(self._home / "outlets"),
            "WIREROOM_CONNECT_TO": self.zoo.connect_to_text,
            "WIREROOM_CA_BUNDLE": str(self.zoo.ca_bundle),
            "COLUMNS": "100",
        }
        command = [sys.executable, "-m", "wireroom.cli", "mirrors", *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def room(self, after: timedelta = timedelta()) -> Room:
        """The room of one command or task."""
        return open_room(settings_of(self.zoo, self._home), now=NOW + after)

    def mirrors(self) -> dict[str, Mirror]:
        """What is known of new hosts."""
        return {mirror.host: mirror for mirror in self.room().store.mirrors(["paper"])}

    def n_asked(self, *hosts: str) -> int:
        """How many pages were asked of the hosts so far."""
        return sum(len(self.zoo.paths(host)) for host in hosts or self.names)
