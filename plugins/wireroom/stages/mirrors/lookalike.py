"""What a person should know of a host's name before trusting it."""

import ipaddress
import unicodedata
from collections.abc import Iterable, Iterator

# Latin letters and what is mistaken for them (Unicode TR39's confusables, the part that domain
# names of news outlets meet), and what stands for them on purpose. Names of other scripts are
# warned of in any case.
CONFUSABLE: tuple[tuple[str, str], ...] = (
    ("а", "a"), ("е", "e"), ("о", "o"), ("р", "p"), ("с", "c"), ("х", "x"), ("у", "y"),
    ("і", "i"), ("ѕ", "s"), ("ԁ", "d"), ("һ", "h"), ("ο", "o"), ("ν", "v"), ("α", "a"),
    ("ı", "i"), ("0", "o"), ("1", "l"), ("i", "l"), ("rn", "m"), ("vv", "w"), ("cl", "d"),
    ("3", "e"), ("4", "a"), ("5", "s"), ("8", "b"),
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
# Second levels under which a country registers names (public suffix list, ICANN section: co.uk,
# com.tr, org.ir ...); before a country's two letters they belong to the ending.
_SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "gen", "go", "gob", "gov", "ne", "net", "or",
                            "org"})  # fmt: skip
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
_NEAR = 2  # edits between two names that an eye may miss
_SHORT = 6  # letters of a name in which one edit is already much
_SHORTEST = 4  # letters of a name that other names are likely to be near to by chance
_COUNTRY = 2
_UNSAFE = "warning: without TLS: whoever sits on the way can read and change what it serves"
_LONG = 40


def warnings_of(host: str, approved: Iterable[str], *, scheme: str = "https") -> tuple[str, ...]:
    """Sentences for the person who decides, the gravest first; "note:" where it is quite usual.

    `approved` are the outlet's hosts as they are asked. An onion service needs no TLS: its name is
    its key.
    """
    if scheme == "http" and not host.lower().endswith(".onion"):
        return (_UNSAFE, *warnings_of(host, approved))
    return tuple(_warnings(host.lower(), sorted(set(approved))))


def is_grave(warning: str) -> bool:
    """Whether a person has to look, and is not only told."""
    return warning.startswith("warning:")


def _warnings(host: str, approved: list[str]) -> Iterator[str]:
    shown = _decoded(host)
    if "xn--" in host or not host.isascii():
        yield f"warning: an internationalised name; it reads {shown!r}"
    if scripts := _scripts(shown):
        yield f"warning: letters of several scripts: {', '.join(sorted(scripts)).lower()}"
    if _is_address(host):
        yield "warning: an address, not a name; whoever gets it next is the outlet"
    else:
        yield from _kinship(shown, approved)
    for place, kind in FREE_PLACES:
        if _is_below(host, place):
            yield f"warning: {kind} at {place}: anybody can have a name there"
    if len(host) > _LONG and not host.endswith(".onion"):
        yield "warning: an unusually long name"


def _kinship(shown: str, approved: list[str]) -> Iterator[str]:
    """How the name stands to those that are approved: theirs, another ending, or like them."""
    parts = {host: _split(host) for host in approved}
    before, name, ending = _split(shown)
    known: dict[str, str] = {}  # by name, as several hosts of an outlet share theirs
    for host, (_, other, _) in parts.items():
        known.setdefault(other, host)
    if names := [host for host, (_, other, end) in parts.items() if (name, ending) == (other, end)]:
        yield f"note: of the same domain as {names[0]}"
    elif name in known:
        yield f"note: the name of {known[name]} under another ending"
    else:
        labels = set(before.split("."))
        for other, host in known.items():
            if other in labels:
                yield f"warning: the name of {host} before somebody else's domain {name}.{ending}"
        yield from _likeness(name, known)


def _likeness(name: str, names: dict[str, str]) -> Iterator[str]:
    for known, host in names.items():
        shorter = min(len(name), len(known))
        near = _NEAR if shorter > _SHORT else 1
        if _skeleton(name) == _skeleton(known):
            yield f"warning: looks like {host} but is spelled otherwise"
        elif shorter > _SHORTEST and 0 < _distance(name, known) <= near:
            yield f"warning: only a letter or two away from {host}"
        elif known in name and len(known) > _NEAR:
            yield f"warning: holds the name of {host} within a longer one"


def _decoded(host: str) -> str:
    return ".".join(_decoded_label(label) for label in host.split("."))


def _decoded_label(label: str) -> str:
    """A label as it is shown; RFC 3492 alone, so that no version of IDNA hides a letter."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _scripts(shown: str) -> set[str]:
    """The scripts of the first label that mixes some; those that Japanese mixes count as one."""
    for label in shown.split("."):
        named = {unicodedata.name(c, "?").split()[0] for c in label if c.isalpha()}
        scripts = {"CJK" if one in _EAST_ASIAN else one for one in named}
        if len(scripts) > 1:
            return scripts
    return set()


def _split(host: str) -> tuple[str, str, str]:
    """What stands before the name that somebody registered, that name, and its ending."""
    labels = host.strip(".").split(".")
    n_ending = _n_ending(labels)
    at = max(len(labels) - n_ending - 1, 0)
    return ".".join(labels[:at]), labels[at], ".".join(labels[at + 1 :])


def _n_ending(labels: list[str]) -> int:
    host = ".".join(labels)
    for place, _ in FREE_PLACES:
        if host.endswith(f".{place}"):
            return place.count(".") + 1
    is_country = len(labels) > _COUNTRY and len(labels[-1]) == _COUNTRY
    return 2 if is_country and labels[-2] in _SECOND_LEVELS else 1


def _is_below(host: str, place: str) -> bool:
    return host == place or host.endswith(f".{place}")


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
