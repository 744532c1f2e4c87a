"""A reader of the demo newsroom: asks 127.0.0.1 by any host's name, over verified TLS."""

from collections.abc import Iterator
from contextlib import contextmanager

import urllib3
from lxml import html
from urllib3.response import BaseHTTPResponse

from wireroom.demo import Newsroom

_PATIENCE_S = 10.0


class Visitor:
    """Asks one newsroom; follows no redirect and tries nothing twice."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def get(self, host: str, path: str, **headers: str) -> BaseHTTPResponse:
        """Ask over TLS; header names are spelled with underscores."""
        return self._ask(self._secure(host), host, path, headers)

    def get_plain(self, host: str, path: str) -> BaseHTTPResponse:
        """Ask the plain port."""
        pool = urllib3.HTTPConnectionPool(
            "127.0.0.1", self._newsroom.http_port, timeout=_PATIENCE_S
        )
        return self._ask(pool, host, path, {})

    @contextmanager
    def kept_line(self, host: str) -> Iterator[urllib3.HTTPSConnectionPool]:
        """Lend a pool whose one connection is kept open between requests."""
        pool = self._secure(host)
        try:
            yield pool
        finally:
            pool.close()

    def _secure(self, host: str) -> urllib3.HTTPSConnectionPool:
        return urllib3.HTTPSConnectionPool(
            "127.0.0.1",
            self._newsroom.https_port,
            server_hostname=host,
            assert_hostname=host,
            ca_certs=str(self._newsroom.ca_bundle),
            timeout=_PATIENCE_S,
        )

    def _ask(
        self, pool: urllib3.HTTPConnectionPool, host: str, path: str, headers: dict[str, str]
    ) -> BaseHTTPResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            return pool.request(
                "GET", path, headers={"Host": host, **named}, retries=False, redirect=False
            )
        finally:
            pool.close()


def visible_text(page: bytes) -> str:
    """Return what a browser would show of a page, white space folded."""
    tree = html.document_fromstring(page)
    for hidden in tree.xpath("//script|//style"):
        hidden.drop_tree()
    return " ".join(tree.text_content().split())


def folded(text: str) -> str:
    """Return a text with its white space folded."""
    return " ".join(text.split())
