"""Whether a target holds what it should: counts of both sides, by outlet."""

from collections.abc import Mapping

Counts = Mapping[str, tuple[int, int]]
"""By outlet: all articles, and those that changed since the last publication."""

_NONE = (0, 0)


def differences(wanted: Counts, found: Counts) -> list[str]:
    """A sentence per outlet whose counts differ; none where the target is whole."""
    told = []
    for outlet in sorted(wanted.keys() | found.keys()):
        n_wanted, n_found = wanted.get(outlet, _NONE), found.get(outlet, _NONE)
        if n_wanted != n_found:
            told.append(
                f"{outlet or 'no outlet'} has {n_found[0]} articles of {n_wanted[0]}"
                f" ({n_found[1]} changed of {n_wanted[1]})"
            )
    return told
