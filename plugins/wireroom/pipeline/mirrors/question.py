"""What a person is shown before they decide on a host: Markdown that holds foreign words safely."""

import re
from dataclasses import dataclass
from typing import Any

from wireroom.model import Mirror
from wireroom.registry import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One host put to a person: `body` is Markdown with the evidence."""

    outlet_id: str
    host: str
    subject: str
    body: str


def question_of(outlet: Outlet, mirror: Mirror) -> Question:
    """What a person is shown: warnings first, who named the host, what was compared."""
    check: dict[str, Any] = mirror.evidence.get("check") or {}
    lines = [
        f"Is **{_safe(mirror.host)}** a mirror of **{_safe(outlet.name)}**?",
        "",
        *[f"- **{_safe(warning)}**" for warning in mirror.warnings],
        "",
        "| | |",
        "|---|---|",
        *[f"| {name} | {_safe(value)} |" for name, value in _facts(mirror)],
        "",
    ]
    if check:
        lines += ["**What was compared**", ""]
        lines += [f"- {_safe(sentence)}" for sentence in check.get("said", [])]
        lines += ["", "| article | agrees with | remarks |", "|---|---|---|"]
        lines += [_row(sample) for sample in check.get("samples", [])]
    undone = f"wireroom mirrors retire {outlet.id} {mirror.host}"
    lines += [
        "",
        f"Approve: it may be fetched from as of the next run (`{undone}` undoes that).",
        "Reject: it is not proposed again by itself. Not now: asked again in a week.",
    ]
    return Question(
        outlet_id=outlet.id,
        host=mirror.host,
        subject=f"Is {mirror.host} a mirror of {outlet.name}?",
        body="\n".join(lines),
    )


def _facts(mirror: Mirror) -> list[tuple[str, str]]:
    evidence = mirror.evidence
    facts = [
        ("named by", ", ".join(evidence.get("via", [])) or mirror.source.value),
        ("where", ", ".join(evidence.get("sources", [mirror.source.value]))),
        ("first seen", f"{mirror.first_seen_at:%Y-%m-%d %H:%M} UTC"),
    ]
    if "n_pages" in evidence:
        facts.append(("pages that named it", str(evidence["n_pages"])))
    if "redirect" in evidence:
        facts.append(("redirect", str(evidence["redirect"])))
    if mirror.checked_at:
        facts.append(("compared", f"{mirror.checked_at:%Y-%m-%d %H:%M} UTC"))
    return facts


def _row(sample: dict[str, Any]) -> str:
    remarks = sample["failed"] or "; ".join(sample["tampering"]) or "no difference"
    agrees = ", ".join(sample["agrees_with"]) or "nobody"
    return f"| {_safe(sample['url'])} | {_safe(agrees)} | {_safe(remarks)} |"


def _safe(text: str) -> str:
    """Foreign words as words: no Markdown, no HTML, no link, no second line.

    What looks like a host or a URL becomes code, which no page renders as anything else.
    """
    plain = re.sub(r"\s+", " ", text).replace("`", "'").replace("|", "¦")
    return "".join(
        f"`{part}`" if "." in part.strip(".") else re.sub(r"([\\*_{}\[\]<>#!~])", r"\\\1", part)
        for part in re.split(r"(\s+|[(),;]+)", plain)
    )
