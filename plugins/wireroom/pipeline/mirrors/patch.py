"""Approved mirrors as lines for the outlets' files: state a person may want to keep in Git."""

import json
from collections.abc import Sequence

from wireroom.model import Mirror, MirrorState


def patch_of(mirrors: Sequence[Mirror]) -> str:
    """YAML, an outlet per document: what to add under its `hosts:`, with who approved it when.

    Empty where nothing is approved. What a file names already is the caller's to leave out.
    """
    approved = [mirror for mirror in mirrors if mirror.state is MirrorState.APPROVED]
    lines: list[str] = []
    for outlet_id in sorted({mirror.outlet_id for mirror in approved}):
        lines += [f"# {outlet_id}.yaml: add to its hosts", "hosts:"]
        for mirror in (one for one in approved if one.outlet_id == outlet_id):
            day = f"{mirror.decided_at:%Y-%m-%d}" if mirror.decided_at else ""
            by = "".join(c for c in mirror.decided_by or "" if c.isprintable())
            lines += [f"  # approved by {by} on {day}", f"  - {_line(mirror)}"]
        lines.append("---")
    return "\n".join(lines[:-1]) + "\n" if lines else ""


def _line(mirror: Mirror) -> str:
    parts = [f"host: {mirror.host}", "role: mirror"]
    if mirror.scheme != "https":
        parts.append(f"scheme: {mirror.scheme}")
    if mirror.prefix:
        parts.append(f"rewrite: {{prefix: {json.dumps(mirror.prefix)}}}")
    return "{" + ", ".join(parts) + "}"
