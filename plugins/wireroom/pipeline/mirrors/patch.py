"""Approved mirrors as lines for the outlets' files: state a person may want to keep in Git."""

import json
from collections.abc import Sequence

from wireroom.model import Mirror, MirrorState
from wireroom.pipeline.overlay import host_of_mirror
from wireroom.registry import Host, Registry


def patch_of(registry: Registry, mirrors: Sequence[Mirror]) -> str:
    """YAML, an outlet per document: what to add under its `hosts:`, with who approved it when.

    Empty where nothing is approved. What a file names already is the caller's to leave out.
    """
    approved = [mirror for mirror in mirrors if mirror.state is MirrorState.APPROVED]
    lines: list[str] = []
    for outlet in registry.outlets:
        own = [mirror for mirror in approved if mirror.outlet_id == outlet.id]
        lines += [f"# {outlet.id}.yaml: add to its hosts", "hosts:"] if own else []
        for mirror in own:
            day = f"{mirror.decided_at:%Y-%m-%d}" if mirror.decided_at else ""
            by = "".join(c for c in mirror.decided_by or "" if c.isprintable())
            host = host_of_mirror(outlet, mirror)
            lines += [f"  # approved by {by} on {day}", f"  - {_line(host)}"]
        lines += ["---"] if own else []
    return "\n".join(lines[:-1]) + "\n" if lines else ""


def _line(host: Host) -> str:
    parts = [f"host: {host.host}", "role: mirror"]
    if host.scheme != "https":
        parts.append(f"scheme: {host.scheme}")
    if host.prefixes != ("",):
        parts.append(f"rewrite: {{prefix: {json.dumps(host.rewrites[0].prefix)}}}")
    if host.languages:
        parts.append(f"languages: [{', '.join(host.languages)}]")
    return "{" + ", ".join(parts) + "}"
