"""What a person is shown before they decide on a host: Markdown that holds foreign words safely."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wireroom.model import Mirror, Source
from wireroom.registry import Outlet
from wireroom.stages.mirrors.checks import CheckResult

_LONGEST_PATH, _TAIL = 44, 16  # what fits beside the other columns on a small screen
_LONGEST_HOST = 34
_RESULTS: Mapping[str, str] = {
    CheckResult.PASSED: "it passed",
    CheckResult.ONE_WITNESS: "one witness only",
}
_WHERE: Mapping[str, str] = {
    Source.PAGE: "the furniture of its pages",
    Source.ONION_LOCATION: "its Onion-Location header",
    Source.FEED_SELF: "its feed's own address",
    Source.LIST: "a list that you gave",
    Source.REDIRECT: "a permanent redirect",
    Source.PERSON: "a person's word",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One host put to a person: `body` is Markdown with the evidence."""

    outlet_id: str
    host: str
    subject: str
    body: str


def question_of(outlet: Outlet, mirror: Mirror) -> Question:
    """What a person is shown: warnings, what was compared and found, who named the host."""
    undone = f"wireroom mirrors retire {outlet.id} {mirror.host}"
    lines = [
        *[f"- **{_safe(warning)}**" for warning in mirror.warnings],
        "",
        *_compared(mirror),
        "",
        "**Who named it**",
        "",
        *[f"- {what}: {said}" for what, said in _named(mirror)],
        "",
        "**Your answer**",
        "",
        f"- *Approve*: it is fetched from as of the next run; `{undone}` undoes that.",
        "- *Reject*: it is not proposed again by itself.",
        "- *Not now*, or no answer in time: you are asked again in a week.",
    ]
    return Question(
        outlet_id=outlet.id,
        host=mirror.host,
        subject=f"Is {mirror.host} a mirror of {outlet.name}?",
        body="\n".join(lines).strip(),
    )


def _compared(mirror: Mirror) -> list[str]:
    check: dict[str, Any] = mirror.evidence.get("check") or {}
    if not check:
        return ["**Its articles were not compared with anybody's.**"]
    said = [_safe(sentence) for sentence in check.get("said", [])]
    if check.get("is_nonsense_sane"):
        said.append("a path that cannot exist is not there")
    at = f" on {mirror.checked_at:%Y-%m-%d %H:%M} UTC" if mirror.checked_at else ""
    result = _RESULTS.get(check["result"], _safe(check["result"]))
    return [
        f"**Compared with approved hosts{at}: {result}**",
        "",
        *[f"- {sentence}" for sentence in said],
        "",
        "| article | agrees with | remarks |",
        "|---|---|---|",
        *[_row(sample) for sample in check.get("samples", [])],
    ]


def _row(sample: dict[str, Any]) -> str:
    remarks = sample["failed"] or "; ".join(sample["tampering"]) or "no difference"
    agrees = ", ".join(_short(host, _LONGEST_HOST) for host in sample["agrees_with"]) or "nobody"
    path = _short("/" + sample["url"].partition("://")[2].partition("/")[2], _LONGEST_PATH)
    return f"| {_safe(path, is_code=True)} | {_safe(agrees)} | {_safe(remarks)} |"


def _named(mirror: Mirror) -> Iterator[tuple[str, str]]:
    """What is known of the host's way here, in Markdown."""
    evidence = mirror.evidence
    if evidence.get("via"):
        yield "by", _safe(", ".join(evidence["via"]))
    sources = evidence.get("sources") or [mirror.source.value]
    yield "in", ", ".join(_WHERE.get(source, _safe(source)) for source in sources)
    yield "first", f"{mirror.first_seen_at:%Y-%m-%d %H:%M} UTC"
    if "redirect" in evidence:
        yield "redirect", _safe(str(evidence["redirect"]))
    if pages := evidence.get("pages"):
        shown = ", ".join(_safe(_short(page), is_code=True) for page in pages)
        yield f"{evidence.get('n_pages', len(pages))} pages", shown
    if mirror.note:
        yield "note", _safe(mirror.note)


def _short(text: str, most: int = 60) -> str:
    """The text without its middle where it is long: code is not wrapped, so it would be cut off."""
    return text if len(text) <= most else f"{text[: most - _TAIL]}…{text[-_TAIL:]}"


def _safe(text: str, *, is_code: bool = False) -> str:
    """Foreign words as words: no Markdown, no HTML, no link, no second line.

    What looks like a host or a URL becomes code, which no page renders as anything else.
    """
    plain = re.sub(r"\s+", " ", text).replace("`", "'").replace("|", "¦")
    if is_code:
        return f"`{plain.strip() or '/'}`"
    words = "".join(
        f"`{part}`" if "." in part.strip(".") else re.sub(r"([\\*_{}\[\]<>#!~])", r"\\\1", part)
        for part in re.split(r"(\s+|[(),;]+)", plain.strip())
    )
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", words)  # or else it begins a list
