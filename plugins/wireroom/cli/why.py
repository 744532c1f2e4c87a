"""`wireroom why URL`: one entry's story, from the feed that showed it to the row it became."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape

from wireroom.adapters.outlets import load_registry
from wireroom.adapters.warehouse import Event, open_store
from wireroom.cli.naming import article_keys
from wireroom.cli.options import AsJson, OutletsDir, settings_with
from wireroom.cli.output import print_json, stdout
from wireroom.stages.mirrors.changes import Change

Facts = Mapping[str, Any]


def why(
    url: Annotated[str, typer.Argument(help="An article's URL on any host, or its article id.")],
    *,
    outlets: OutletsDir = None,
    as_json: AsJson = False,
) -> None:
    """Tell what became of an article: seen, fetched, filed, or why not."""
    settings = settings_with(outlets)
    keys = article_keys(load_registry(settings.outlets), url)
    events = open_store(settings.warehouse).story(keys)
    if as_json:
        print_json({"keys": keys, "events": [asdict(event) for event in events]})
    for event in [] if as_json else events:
        _tell(event)
    if not events:
        if not as_json:
            stdout().print(f"nothing is known of {escape(url)}: no feed that was polled named it")
        raise typer.Exit(1)


def _tell(event: Event) -> None:
    words = escape(_TOLD[event.kind](event.facts))
    stdout().print(f"{event.at[:19]:19}  [bold]{event.kind:11}[/bold]  {words}", soft_wrap=True)


def _poll(facts: Facts) -> str:
    host = facts["host"] or "no host"
    return f"listed in {facts['outlet_id']} {facts['feed']} ({facts['outcome']} through {host})"


def _listed(facts: Facts) -> str:
    again = "" if facts["last_listed_at"] == facts["first_listed_at"] else ", and again since"
    return f"listed by {facts['outlet_id']} under {facts['day']} ({facts['source']}){again}"


def _capture(facts: Facts) -> str:
    place = f"{facts['archive_uri']} at {facts['offset']}"
    return f"{facts['status']} from {facts['final_url']}, kept in {place}"


def _sighting(facts: Facts) -> str:
    way = "served" if facts["version_id"] else "listed"
    return f"{way} by {facts['host']}: {facts['url']}"


def _version(facts: Facts) -> str:
    words = f"{facts['n_words']} words, {facts['extractor']}"
    return f"{facts['title']!r}, {words}, confidence {facts['confidence']:.2f}"


def _reading(facts: Facts) -> str:
    words = f"{facts['extractor']}, confidence {facts['confidence']:.2f}"
    return f"read before by {words}: replaced by a newer reading"


def _absence(facts: Facts) -> str:
    hosts = ", ".join(json.loads(facts["hosts"]))
    return f"not there (404 or 410) on {hosts}, in {facts['run_id']}"


def _disappeared(_: Facts) -> str:
    return "since then no host that answers has it"


def _finding(facts: Facts) -> str:
    """One host's copy held against another's: the first change, and what it counts for."""
    changes = [Change(**one) for one in json.loads(facts["changes"])]
    more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
    what = f": {changes[0]}{more}" if changes else ""
    return f"{facts['host']} {facts['kind']} against {facts['other_host']}{what} ({_counts(facts)})"


def _counts(facts: Facts) -> str:
    if facts["resolved_at"]:
        return f"settled {facts['resolved_at'][:19]}Z: others tell the same"
    if facts["is_tampering"]:
        return "tampering: others agree against it"
    if facts["is_alone"]:
        return "not believed: others agree against it"
    return "undecided: no majority"


def _ledger(facts: Facts) -> str:
    parts = [str(facts["state"]), f"in {facts['run_id']}"]
    if facts["reason"]:
        parts.append(f"because {facts['reason']}")
    if facts["of_article_id"]:
        parts.append(f"of {facts['of_article_id']} by {facts['rule']}")
    if facts["retry_at"]:
        parts.append(f"(again at {facts['retry_at'][:19]}Z)")
    return " ".join(parts) + (f": {facts['detail']}" if facts["detail"] else "")


def _relation(facts: Facts) -> str:
    return f"{facts['article_id']} is {facts['kind']} of {facts['other_id']} ({facts['evidence']})"


def _memory(facts: Facts) -> str:
    if facts["is_settled"]:
        return "settled: fetched again when its feed entry changes"
    if facts["retry_at"]:
        return f"failed {facts['n_failures']} times, tried again at {facts['retry_at'][:19]}Z"
    return f"given up after {facts['n_failures']} failures, until its feed entry changes"


_TOLD: Mapping[str, Callable[[Facts], str]] = {
    "poll": _poll,
    "listed": _listed,
    "capture": _capture,
    "sighting": _sighting,
    "version": _version,
    "reading": _reading,
    "absence": _absence,
    "disappeared": _disappeared,
    "finding": _finding,
    "ledger": _ledger,
    "relation": _relation,
    "memory": _memory,
}
