"""`wireroom check` and `wireroom schema`: is the registry right, and what may stand in it."""

import sys

import typer
from rich.markup import escape

from wireroom.adapters.outlets import load_registry, schema_text
from wireroom.cli.options import AsJson, OutletsDir, settings_with
from wireroom.cli.output import print_json, stderr, stdout
from wireroom.errors import RegistryError


def check(*, outlets: OutletsDir = None, json: AsJson = False) -> None:
    """Check every outlet file; all faults of all files in one go."""
    directory = settings_with(outlets).outlets
    try:
        registry = load_registry(directory)
    except RegistryError as error:
        if not json:
            for fault in error.faults:
                stderr().print(f"[red]error:[/red] {escape(str(fault))}", soft_wrap=True)
        else:
            fields = ("file", "key", "problem", "fix")
            faults = [{name: getattr(fault, name) for name in fields} for fault in error.faults]
            print_json({"ok": False, "faults": faults})
        raise typer.Exit(2) from error
    counts = {
        "outlets": len(registry.outlets),
        "desks": len(registry.desks),
        "feeds": sum(len(outlet.feeds) for outlet in registry.outlets),
        "hosts": sum(len(outlet.hosts) for outlet in registry.outlets),
    }
    if json:
        print_json({"ok": True, **counts})
    else:
        told = ", ".join(f"{number} {word}" for word, number in counts.items())
        stdout().print(f"ok: {told} in {escape(str(directory))}", soft_wrap=True)


def schema() -> None:
    """Print the JSON Schema of an outlet file."""
    sys.stdout.write(schema_text())
