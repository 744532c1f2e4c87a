"""Which host's pages name which other hosts as mirrors, in every form that was seen or feared.

Safe to read and change from any thread. Each form is a row of a table: what it adds to the head,
the furniture, the article's words, the feed or the headers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from types import MappingProxyType

from wireroom.demo.feeds import Edition
from wireroom.demo.hostile.clones import with_paragraph
from wireroom.demo.serving import Touch
from wireroom.errors import BadInputError

# Wording: the footers of Press TV and of its sister sites, own translations.
_SAYS = "Tide Wire can also be accessed at the following alternate addresses:"
_SAYS_FA = "این سایت در آدرس‌های جایگزین زیر نیز در دسترس است:"
_SAYS_RU = "Сайт доступен также по следующим альтернативным адресам:"
_ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'


def _links(hosts: Sequence[str]) -> str:
    return " ".join(f'<a href="https://{host}/">{host}</a>' for host in hosts)


def _sentence(hosts: Sequence[str]) -> str:
    return f"<p>{_SAYS} {_links(hosts)}</p>"


def _footer(says: str, language: str) -> Callable[[Sequence[str]], str]:
    def told(hosts: Sequence[str]) -> str:
        return f'<footer class="mirrors" lang="{language}"><p>{says} {_links(hosts)}</p></footer>'

    return told


def _hidden(hosts: Sequence[str]) -> str:
    said = _sentence(hosts)
    return (
        f'<footer style="display:none">{said}</footer><footer hidden>{said}</footer>'
        f'<footer aria-hidden="true">{said}</footer>'
        f'<footer style="position:absolute;left:-9999px">{said}</footer>'
        f"<footer><template>{said}</template></footer><footer><noscript>{said}</noscript></footer>"
        f"<!-- <footer>{said}</footer> -->"
    )


def _scripted(hosts: Sequence[str]) -> str:
    said = _sentence(hosts).replace("</", "<\\/").replace('"', '\\"')
    return (
        f'<footer><script>document.write("{said}");</script>'
        f'<script type="application/json">{{"mirrors": "{said}"}}</script></footer>'
    )


def _comment(hosts: Sequence[str]) -> str:
    return f'<section id="comments"><ol><li class="comment">{_sentence(hosts)}</li></ol></section>'


def _onion_meta(hosts: Sequence[str]) -> str:
    return "".join(
        f'<meta http-equiv="onion-location" content="https://{host}/">' for host in hosts
    )


# What stands before </body>, by form.
_FURNITURE: Mapping[str, Callable[[Sequence[str]], str]] = MappingProxyType(
    {
        "footer": _footer(_SAYS, "en"),
        "footer_fa": _footer(_SAYS_FA, "fa"),
        "footer_ru": _footer(_SAYS_RU, "ru"),
        "comment": _comment,
        "hidden": _hidden,
        "script": _scripted,
    }
)
# What the words of every article hold, by form: the start of a paragraph.
_WORDS: Mapping[str, str] = MappingProxyType({"body": "", "blockquote": "> "})
FORMS = (*_FURNITURE, *_WORDS, "onion_header", "onion_meta", "feed_self")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One host's naming of others."""

    form: str
    candidates: tuple[str, ...]


class Announcements:
    """Every announcement, by the host that makes it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: dict[str, tuple[Announcement, ...]] = {}

    def add(self, host: str, form: str, candidates: Sequence[str]) -> None:
        """Make `host` name the candidates in one more form; BadInputError where there is none."""
        if form not in FORMS:
            raise BadInputError(repr(form), "is no form of announcement", f"use one of {FORMS}")
        made = Announcement(form=form, candidates=tuple(candidates))
        with self._lock:
            self._made[host] = (*self._made.get(host, ()), made)

    def clear(self, host: str) -> None:
        """Make `host` name nobody any more."""
        with self._lock:
            self._made.pop(host, None)

    def of(self, host: str) -> tuple[Announcement, ...]:
        """Return what `host` announces, in the order in which it was told to."""
        with self._lock:
            return self._made.get(host, ())

    def apply(self, edition: Edition) -> tuple[Edition, Touch]:
        """Return an edition and a change that say what its host announces."""
        touch = Touch()
        for number, made in enumerate(self.of(edition.host)):
            mark = f"\ue001{number}\ue001"
            if made.form in _WORDS:
                edition = with_paragraph(edition, _WORDS[made.form] + mark)
            touch = touch.then(_touch(made, mark, edition))
        return edition, touch

    def headers(self, host: str, path: str) -> dict[str, str]:
        """Return the header by which `host` announces an onion service, if it does.

        See community.torproject.org/onion-services/advanced/onion-location.
        """
        made = next((made for made in self.of(host) if made.form == "onion_header"), None)
        return {"Onion-Location": f"https://{made.candidates[0]}{path}"} if made else {}


def _touch(made: Announcement, mark: str, edition: Edition) -> Touch:
    hosts = made.candidates

    def page(html: str) -> str:
        if made.form in _FURNITURE:
            return html.replace("</body>", f"{_FURNITURE[made.form](hosts)}</body>")
        if made.form == "onion_meta":
            return html.replace("</head>", f"{_onion_meta(hosts)}</head>")
        return html.replace(mark, f"{_SAYS} {_links(hosts)}")

    def feed(told: str) -> str:
        return _with_self(told, hosts, edition) if made.form == "feed_self" else told

    return Touch(page=page, feed=feed)


def _with_self(told: str, hosts: Sequence[str], edition: Edition) -> str:
    """The feed with self links at other hosts; Atom and JSON name the first of them only."""
    path = edition.house.feed_path
    own, first = f"https://{edition.host}{path}", f"https://{hosts[0]}{path}"
    links = "".join(
        f'<atom:link {_ATOM} rel="self" href="https://{host}{path}"/>' for host in hosts
    )
    channel = re.compile(r"<channel[^>]*>")
    return channel.sub(lambda found: found[0] + links, told.replace(own, first), count=1)
