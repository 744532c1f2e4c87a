"""What the code within a page can do, and where it reaches: inline scripts and event handlers.

Inline code differs with every request (tokens, times, ids), so no digest of it can be compared. Of
injected code three things are compared: a host of its own, a call or an assignment that the other
page's code lacks, and a whole script that resembles none of the other page's. Every pattern here
reads on whatever follows, so that the time grows with the length of the code and not its square.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# An address in a string; JSON in scripts escapes its slashes.
_ADDRESS = re.compile(
    r"""(?:https?:|wss?:|["'`=])\\?/\\?/([a-z0-9-]+(?:\.[a-z0-9-]+)+)""", re.IGNORECASE
)
# What is no code within code: strings, comments and, after what no value can end with, patterns.
_NO_CODE = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\.)*`?)"""
    r"""|(?P<comment>/\*.*?(?:\*/|\Z)|//[^\n]*|<!--|-->)"""
    r"""|(?P<before>(?:^|[(,=:\[!&|?{};])\s*+)/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\]?)++/?""",
    re.DOTALL,
)
_LOOSE = re.compile(r" (?![\w$])|(?<![\w$]) ")
# A name with a figure in it is as good as a number: ids of slots, hashes.
_FIGURED = re.compile(r"(?<![\w$])[A-Za-z_$]*+\d[\w$]*+")
_NAME = r"(?<![\w$.#])([A-Za-z_$][\w$]*+(?:\.[A-Za-z_$][\w$]*+)*+)"
_CALL = re.compile(rf"{_NAME}\(")
_ASSIGNED = re.compile(rf"{_NAME}\+?=(?![=>])")
_WORD = re.compile(r"[\w$]+|''|[^\s\w]")
# ECMAScript: what may stand before a bracket and is no call.
_KEYWORDS = frozenset(
    {"if", "for", "while", "switch", "catch", "function", "return", "typeof", "with", "in", "of",
     "new", "void", "delete", "await", "async", "else", "case", "throw", "super", "do", "yield"}
)  # fmt: skip
_LOCAL = 2  # letters of a name that a minifier gave, which differs from build to build
_SHINGLE = 3
_ALIKE = 0.5  # share of a script's shingles that another has, from which the one is the other's kin
# Handlers and links that do nothing, as they stand in page furniture.
_IDLE = frozenset(
    {"", "return false", "return true", "void(#)", "javascript:", "javascript:void(#)"}
)
_KIN = 0.2  # share of the other's shingles: in a script of any size, small ones are found by chance
_UNBLOCK = re.compile(r"if\s*\(!window\.__cfRLUnblockHandlers\)\s*return false;\s*")
# Cloudflare's challenge script is added inline at the edge, in changing builds. These are all the
# names it needs (https://developers.cloudflare.com/cloudflare-challenges/challenge-types/
# javascript-detections/); a script of these words alone loads a script of /cdn-cgi/ and no more.
_CHALLENGE = "/cdn-cgi/challenge-platform/"
_CHALLENGE_VALUES = re.compile(r"\b(?:r|t|m|s|u)\s*:\s*(['\"])[\w.+/=-]*\1")
_CHALLENGE_WORDS = (
    "window document __CF$cv$params _cpo createElement script nonce src cdn cgi challenge platform"
    " scripts jsd main js getElementsByTagName head appendChild contentDocument contentWindow"
    " innerHTML body iframe height width style position absolute top left border none visibility"
    " hidden loading readyState addEventListener DOMContentLoaded onreadystatechange function var"
    " if else return invisible orchestrate jsch handler"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A page's inline code: `scripts` and `handlers` from their shape to how they are written.

    `hosts` are named in addresses; `doings` are calls and assignments.
    """

    hosts: frozenset[str]
    doings: frozenset[str]
    scripts: Mapping[str, str]
    handlers: Mapping[str, str]


def read_code(scripts: Iterable[str], handlers: Iterable[str]) -> Code:
    """What the inline scripts and event handlers of a page do; what a CDN adds is left out."""
    own = [one for one in scripts if not _is_served(one)]
    at_events = [_UNBLOCK.sub("", one) for one in handlers]
    bare = [_bare(one) for one in (*own, *at_events)]
    return Code(
        hosts=frozenset(
            match[1].lower() for one in own + at_events for match in _ADDRESS.finditer(one)
        ),
        doings=frozenset(doing for one in bare for doing in _doings(one)),
        scripts={
            shape: said for shape, said in zip(bare, own, strict=False) if any(_doings(shape))
        },
        handlers={
            shape: one for one in at_events if (shape := _bare(one)).rstrip(";") not in _IDLE
        },
    )


def unlike(theirs: Code, others: Code) -> list[str]:
    """The scripts that do something and resemble none of the others, as they are written."""
    rest = [shape for shape in theirs.scripts if shape not in others.scripts]
    known = [_shingles(shape) for shape in others.scripts] if rest else []
    return [
        theirs.scripts[shape]
        for shape in rest
        if not any(_is_kin(_shingles(shape), other) for other in known)
    ]


def _is_kin(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
    """Whether a script is another's kin: most of it stands there, in no script of another size."""
    n_common = len(one & other)
    return n_common >= _ALIKE * len(one) and n_common >= _KIN * len(other)


def _bare(code: str) -> str:
    """Code without its strings, figures and white space, which name what it stands at."""
    without = re.sub(r"\s+", " ", _NO_CODE.sub(_blank, code))
    return _FIGURED.sub("#", _LOOSE.sub("", without)).strip()


def _blank(match: re.Match[str]) -> str:
    if match["string"]:
        return "''"
    return f"{match['before']}''" if match["before"] is not None else " "


def _doings(bare: str) -> Iterator[str]:
    for match in _CALL.finditer(bare):
        if (name := _rooted(match[1])) and name not in _KEYWORDS:
            yield f"{name}()"
    for match in _ASSIGNED.finditer(bare):
        name = _rooted(match[1])
        if "." in name or name == "location":
            yield f"{name} ="


def _rooted(name: str) -> str:
    """A chain from its first name that no minifier gave: `a.b.append` is `.append`; or ""."""
    parts = name.split(".")
    at = next((n for n, part in enumerate(parts) if len(part) > _LOCAL), len(parts))
    rest = ".".join(parts[at:])
    return f".{rest}" if rest and at else rest


def _shingles(shape: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(shape)
    return set(zip(*(words[n:] for n in range(_SHINGLE)), strict=False)) or {tuple(words)}


def _is_served(code: str) -> bool:
    """Whether a script is the one that Cloudflare adds to the pages it serves."""
    if _CHALLENGE not in code or "//" in code:
        return False
    words = re.findall(r"[A-Za-z_$][\w$]*", _CHALLENGE_VALUES.sub("", code))
    known = frozenset(_CHALLENGE_WORDS.split())
    return all(
        len(word) <= _LOCAL or word in known or re.fullmatch(r"_0x\w{1,8}", word) for word in words
    )
