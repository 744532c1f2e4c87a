"""Links as they can be compared: own hosts are one, http is https, trackers are left out."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from wireroom.errors import BadInputError
from wireroom.urls import canonical, host_key, join

CODE = ("javascript:", "data:text/html", "vbscript:")
"""What a link begins with that runs code."""
_NO_PAGE = ("#", "mailto:", "tel:", "sms:", "whatsapp:", "about:")
_MAIL = "/cdn-cgi/l/email-protection"  # a mail address that Cloudflare hides
_MOST_TOLD = 200
_HASHED = re.compile(r"[\w-]*\d[\w-]*")


def names_of(hosts: Collection[str]) -> str:
    """A pattern of the hosts' names without www., of a host per language all of them."""
    bare = sorted({host.lower().removeprefix("www.") for host in hosts if host})
    return (
        "|".join(re.sub(r"\\\{\w+\\\}", "[a-z0-9-]+", re.escape(host)) for host in bare) or "(?!)"
    )


class Place:
    """Where a page stands: `url` is its own address, `own_hosts` are the outlet's."""

    def __init__(self, url: str, own_hosts: Collection[str]) -> None:
        self._url = url
        names = names_of([*own_hosts, urlsplit(url).hostname or ""])
        self._own = re.compile(names)
        self._prefix = re.compile(rf"^/(?:www\.)?(?:{names})(?=/|$)")
        self._within = re.compile(
            rf"(?:(?<=[/.=])|(?<=%2F)|(?<=%3D))(?:www\.)?(?:{names})(?=[/.?&%]|$)"
        )
        self._keys: dict[str, str] = {}

    def key(self, link: str) -> str:
        """A link as it is compared, "" where it leads nowhere else.

        Own pages by path ("/a"), which a proxy's prefix is taken from; others by host and path. An
        own name within either is any own name.
        """
        if link not in self._keys:
            self._keys[link] = self._key(link)
        return self._keys[link]

    def foreign_host(self, link: str) -> str:
        """The host of a link that is not the outlet's, or the scheme that runs code; else ""."""
        if link.lower().startswith(CODE):
            return link.split(":", maxsplit=1)[0].lower() + ":"
        key = self.key(link)
        return "" if key.startswith("/") else key.split("/", maxsplit=1)[0]

    def own_asset(self, link: str) -> str:
        """The path of an own file without the hashes that builds put into it; else ""."""
        key = self.key(link)
        return _HASHED.sub("#", key.split("?", maxsplit=1)[0]) if key.startswith("/") else ""

    def told(self, link: str) -> str:
        """A link in full, as a person reads it."""
        try:
            return canonical(join(self._url, link))
        except BadInputError:
            return link[:_MOST_TOLD]

    def _key(self, link: str) -> str:
        if not link or link.lower().startswith((*_NO_PAGE, *CODE)):
            return ""
        try:
            parts = urlsplit(canonical(join(self._url, link)))
            host = host_key(parts.hostname or "")
        except (BadInputError, ValueError):
            return ""
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not self._own.fullmatch(host):
            return host + self._within.sub("~", path)
        bare = self._within.sub("~", self._prefix.sub("", path) or "/")
        return "" if bare.startswith(_MAIL) else bare
