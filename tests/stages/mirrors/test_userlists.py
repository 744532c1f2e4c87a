"""Users' lists of mirrors: which hosts they name for an outlet."""

import json

import pytest

from wireroom.errors import BadInputError
from wireroom.stages.mirrors.userlists import named_for, read_list

OWN = ("www.paper.test", "paper.example")
V2 = {
    "main_domain": "paper.test",
    "available_alternatives": [
        {"proto": "https", "type": "mirror", "url": "https://one.cdn.test"},
        {"proto": "tor", "type": "eotk", "url": "http://abcdefgh.onion/"},
        {"proto": "https", "type": "mirror", "url": "https://www.paper.test/"},
        {"proto": "https", "type": "mirror", "url": "https://shared.test/paper/"},
        {"proto": "https", "type": "ipfs", "url": ""},
        {"proto": "https"},
        "broken",
    ],
}
V1 = {"main_domain": "paper.test", "available_mirrors": ["a.cdn.test"], "available_onions": []}
LISTS = {
    "v2": (V2, ["one.cdn.test", "abcdefgh.onion"]),
    "v2 of many": ({"version": "2.0", "sites": [V2]}, ["one.cdn.test", "abcdefgh.onion"]),
    "v2 as a list": ([V2], ["one.cdn.test", "abcdefgh.onion"]),
    "v1": (V1, ["a.cdn.test"]),
    "official": ({"official": ["paper.example", "b.test"]}, ["b.test"]),
    "another outlet's": (V2 | {"main_domain": "other.test"}, []),
    "official of another": ({"official": ["other.test", "b.test"]}, []),
    "one that calls ours its mirror": (
        {
            "main_domain": "other.test",
            "available_mirrors": ["www.paper.test", "evil.test"],
        },
        [],
    ),
}
FAULTS = {
    "no end of brackets": "[" * 100_000,
    "a main domain that is none": json.dumps(
        {"main_domain": "other.test/x", "available_mirrors": ["paper.example", "evil.test"]}
    ),
    "no JSON": "<html>",
    "no list": '{"a": 1}',
    "a number": "3",
    "nothing": "[]",
    "null": "null",
    "sites of another kind": '{"sites": {"a": 1}}',
}


@pytest.mark.parametrize(("document", "hosts"), LISTS.values(), ids=LISTS)
def test_lists_name_hosts_for_their_outlet_only(document: object, hosts: list[str]) -> None:
    """Bare hosts beside the outlet's own; a list's other outlets are none of it."""
    assert named_for(read_list(json.dumps(document), name="x"), OWN) == hosts


def test_what_is_no_bare_host_is_counted() -> None:
    """A path on a shared host, an empty address, a broken row."""
    (group,) = read_list(json.dumps(V2), name="x")
    assert group.n_odd == 4


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_what_is_no_list_is_named(text: str) -> None:
    """The error names the list and the formats."""
    with pytest.raises(BadInputError, match=r"^my.json: .*bypass-mirrors"):
        read_list(text, name="my.json")
