"""What a person should know of a host's name before trusting it."""

import ipaddress
import unicodedata
from collections.abc import Iterable, Iterator

# Latin letters and what is mistaken for them (Unicode TR39's confusables, the part that domain
# names of news outlets meet; digits and pairs as in TR39's "whole-script" examples).
CONFUSABLE: tuple[tuple[str, str], ...] = (
    ("а", "a"), ("е", "e"), ("о", "o"), ("р", "p"), ("с", "c"), ("х", "x"), ("у", "y"),
    ("і", "i"), ("ѕ", "s"), ("ԁ", "d"), ("һ", "h"), ("ο", "o"), ("ν", "v"), ("α", "a"),
    ("ı", "i"), ("0", "o"), ("1", "l"), ("i", "l"), ("rn", "m"), ("vv", "w"),
)  # fmt: skip
# Places where anybody can have a name (public suffix list, private section; free hosters' pages).
FREE_PLACES: tuple[tuple[str, str], ...] = (
    ("github.io", "user pages"),
    ("gitlab.io", "user pages"),
    ("blogspot.com", "free blogs"),
    ("wordpress.com", "free blogs"),
    ("netlify.app", "free hosting"),
    ("vercel.app", "free hosting"),
    ("pages.dev", "free hosting"),
    ("workers.dev", "free hosting"),
    ("herokuapp.com", "free hosting"),
    ("web.app", "free hosting"),
    ("firebaseapp.com", "free hosting"),
    ("duckdns.org", "dynamic DNS"),
    ("ddns.net", "dynamic DNS"),
    ("no-ip.org", "dynamic DNS"),
    ("s3.amazonaws.com", "storage bucket"),
    ("cloudfront.net", "CDN name"),
    ("azureedge.net", "CDN name"),
    ("global.ssl.fastly.net", "CDN name"),
)
_NEAR = 2  # edits between two names that an eye may miss
_LONG = 40


def warnings_of(host: str, approved: Iterable[str]) -> tuple[str, ...]:
    """Sentences for the person who decides, the gravest first; "note:" where it is quite usual."""
    return tuple(_warnings(host.lower(), sorted(set(approved))))


def _warnings(host: str, approved: list[str]) -> Iterator[str]:
    shown = _decoded(host)
    if shown != host or "xn--" in host:
        yield f"warning: an internationalised name; it reads {shown!r}"
    scripts = {unicodedata.name(c, "?").split()[0] for c in shown if c.isalpha()}
    if len(scripts) > 1:
        yield f"warning: letters of several scripts: {', '.join(sorted(scripts)).lower()}"
    name, names = _name(shown), {_name(one): one for one in approved}
    if name in names:
        yield f"note: the name of {names[name]} under another ending"
    else:
        yield from _likeness(name, names)
    if _is_address(host):
        yield "warning: an address, not a name; whoever gets it next is the outlet"
    for place, kind in FREE_PLACES:
        if host == place or host.endswith(f".{place}"):
            yield f"warning: {kind} at {place}: anybody can have a name there"
    if len(host) > _LONG and not host.endswith(".onion"):
        yield "warning: an unusually long name"


def _likeness(name: str, names: dict[str, str]) -> Iterator[str]:
    for known, host in names.items():
        if _skeleton(name) == _skeleton(known):
            yield f"warning: looks like {host} but is spelled otherwise"
        elif 0 < _distance(name, known) <= _NEAR and min(len(name), len(known)) > _NEAR + 2:
            yield f"warning: only a letter or two away from {host}"
        elif known in name and len(known) > _NEAR:
            yield f"warning: holds the name of {host} within a longer one"


def _decoded(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna")
    except (UnicodeError, ValueError):
        return host


def _name(host: str) -> str:
    """The label that people know a host by: the longest of those before its ending."""
    labels = [label for label in host.split(".")[:-1] if label not in {"www", "m", "news"}]
    return max(labels, key=len, default=host)


def _skeleton(name: str) -> str:
    for odd, plain in CONFUSABLE:
        name = name.replace(odd, plain)
    return name.replace("-", "")


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
