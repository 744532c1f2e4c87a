"""`wireroom canon`: URLs in, canonical spellings and article keys out."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from wireroom.adapters.outlets import load_registry
from wireroom.cli.options import OutletsDir, settings_with
from wireroom.cli.output import print_json
from wireroom.errors import BadInputError
from wireroom.registry import Outlet
from wireroom.stages.resolve import identify
from wireroom.urls import canonical, url_key

Spelled = tuple[str, str]


def canon(
    urls: Annotated[list[str] | None, typer.Argument(help="URLs; none: standard input.")] = None,
    *,
    outlet: Annotated[str | None, typer.Option(help="Read identity as this outlet does.")] = None,
    outlets: OutletsDir = None,
) -> None:
    """Print ``{"url", "canonical", "article_key"}`` a line, or ``{"url", "error"}``."""
    spell: Callable[[str], Spelled] = _spelled
    if outlet is not None:
        chosen = load_registry(settings_with(outlets).outlets).outlet(outlet)
        spell = lambda url: _spelled_in(chosen, url)  # noqa: E731 - one of two ways to spell
    n_wrong = 0
    for url in urls or (line.strip() for line in sys.stdin if line.strip()):
        try:
            spelling, key = spell(url)
        except BadInputError as error:
            n_wrong += 1
            print_json({"url": url, "error": str(error)})
            continue
        print_json({"url": url, "canonical": spelling, "article_key": key})
    if n_wrong:
        raise typer.Exit(1)


def _spelled(url: str) -> Spelled:
    return canonical(url), url_key(url)


def _spelled_in(outlet: Outlet, url: str) -> Spelled:
    identity = identify(outlet, url)
    if identity is None:
        hosts = ", ".join(host.host for host in outlet.hosts)
        raise BadInputError(url, f"names no host of {outlet.id}", f"use one of {hosts}")
    return identity.canonical_url, identity.article_id
