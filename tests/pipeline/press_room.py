"""An outlet of one article on two hosts that is edited, taken away and given back, run by run."""

from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.pipeline.test_unkind_web import article, settings_of
from tests.rooms import NOW, outlet_file, rows, run
from tests.servers import Zoo, page

from wireroom.adapters.warehouse import open_store
from wireroom.settings import Settings
from wireroom.stages.monitor import Summary

HOST, MIRROR = "www.press.test", "mirror.press.test"
HOUR = timedelta(hours=1)
FIRST = article("Rome").replace("</article>", "<p>%s</p></article>")
PLAIN = FIRST % "Work on the northern pier begins on Monday and the road will stay open at night."
EDITED = FIRST % "Work on the northern pier begins on Friday and the road will stay open at night."


class Press:
    """The outlet; `serve` says what its hosts show, `run` lets the feed name it anew."""

    def __init__(self, zoo: Zoo, home: Path, *hosts: str) -> None:
        self.zoo, self.hosts = zoo, hosts
        outlet_file(home / "outlets", "press", *hosts)
        self.settings: Settings = settings_of(zoo, home)
        self.n_runs = 0

    def serve(self, body: str | None, *hosts: str, status: int = 200) -> None:
        """Show the page on these hosts, or on all; None: it is not there."""
        for host in hosts or self.hosts:
            answer = page(body or "gone", status=404 if body is None else status)
            self.zoo.routes[host, "/a"] = answer

    def run(self, at: datetime, *, title: str = "", updated: datetime = NOW) -> Summary:
        """One run; without a `title` of its own each run's feed states another one."""
        self.n_runs += 1
        item = f"<item><title>{title or f'Bridge {self.n_runs}'}</title>"
        item += f"<link>https://{HOST}/a</link><pubDate>{format_datetime(updated)}</pubDate></item>"
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{item}'
        for host in self.hosts:
            self.zoo.routes[host, "/rss"] = page(
                feed + "</channel></rss>", content_type="application/rss+xml"
            )
        return run(self.settings, f"r{self.n_runs}", now=at)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return rows(self.settings, sql)

    def change(self, sql: str, *values: object) -> None:
        """Change rows as an earlier program left them."""
        with open_store(self.settings.warehouse).database.write() as transaction:
            transaction.execute(sql, values)

    def history(self) -> list[tuple[object, ...]]:
        """Number and silence of each version."""
        return self.rows("SELECT number, is_silent FROM article_history ORDER BY number")
