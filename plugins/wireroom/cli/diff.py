"""`wireroom diff URL`: what an outlet changed in an article, word by word."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Annotated, Any

import typer
from rich.markup import escape

from wireroom.adapters.outlets import load_registry
from wireroom.adapters.warehouse import open_store
from wireroom.cli.edits import Version, print_edit
from wireroom.cli.naming import article_keys
from wireroom.cli.options import AsJson, OutletsDir, settings_with
from wireroom.cli.output import print_json, stderr
from wireroom.errors import BadInputError
from wireroom.stages.versions import changes, word_changes

Edit = tuple[Version, Version]


def diff(
    url: Annotated[str, typer.Argument(help="An article's URL on any host, or its article id.")],
    *,
    from_: Annotated[
        str | None, typer.Option("--from", help="A version's number or the start of its id.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="The same; the last one.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every edit, the first one first.")] = False,
    outlets: OutletsDir = None,
    as_json: AsJson = False,
) -> None:
    """Show what an outlet changed in an article; exit 1 where there is one version only."""
    settings = settings_with(outlets)
    store = open_store(settings.warehouse)
    found = store.named(article_keys(load_registry(settings.outlets), url))
    if not found:
        _end(f"nothing is filed of {url}: `wireroom why` tells what is known of it")
    rows = store.history(found[0])
    versions = [Version.of(row, number) for number, row in enumerate(rows, start=1)]
    if len(versions) == 1:
        _end(f"{found[0]} has one version only, seen {versions[0].when}: it was not edited")
    edits = _edits(versions, from_, to, every=every)
    if as_json:
        print_json({"article_id": found[0], "edits": [_as_json(*edit) for edit in edits]})
        return
    for before, after in edits:
        print_edit(before, after, n_versions=len(versions))


def _end(told: str) -> None:
    stderr().print(escape(told), soft_wrap=True)
    sys.exit(1)


def _edits(
    versions: Sequence[Version], from_: str | None, to: str | None, *, every: bool
) -> list[Edit]:
    """The versions to compare: two, or each with the next of those from one to the other."""
    last = _chosen(versions, to) if to else versions[-1]
    if from_:
        first = _chosen(versions, from_)
    else:
        first = versions[0] if every else versions[max(last.number - 2, 0)]
    if not every:
        return [(first, last)]
    span = versions[first.number - 1 : last.number]
    return list(pairwise(span))


def _chosen(versions: Sequence[Version], name: str) -> Version:
    """The version of that number, or the one whose id begins so."""
    for version in versions:
        digest = version.version_id.removeprefix("sha256:")
        if name == str(version.number) or version.version_id.startswith(name):
            return version
        if len(name) >= len("0123") and digest.startswith(name):
            return version
    raise BadInputError(f"version {name!r}", "there is none", f"name one of 1 to {len(versions)}")


def _as_json(before: Version, after: Version) -> dict[str, Any]:
    return {
        "from": before.as_json(),
        "to": after.as_json(),
        "title": [asdict(piece) for piece in word_changes(before.title, after.title)],
        "paragraphs": [asdict(one) for one in changes(before.text, after.text)],
    }
