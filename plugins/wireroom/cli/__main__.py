"""``python -m wireroom.cli``: the same as the `wireroom` command."""

from wireroom.cli.app import main

main()
