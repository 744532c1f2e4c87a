"""Facts about the outlets that ship with the project and the schema beside them."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from wireroom.adapters.outlets import load_registry, schema_text
from wireroom.registry import Outlet, Role

OUTLETS = Path(__file__).parents[2] / "dags/outlets"
FILES = sorted(path for path in OUTLETS.glob("*.yaml") if path.name != "desks.yaml")
SCHEMA = json.loads((OUTLETS / "outlet.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def as_json(path: Path) -> dict[str, Any]:
    """An outlet file as JSON sees it: dates are text."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


def test_schema_on_disk_is_the_models() -> None:
    """The checked-in JSON Schema is what the models give today (`wireroom schema` writes it)."""
    assert (OUTLETS / "outlet.schema.json").read_text(encoding="utf-8") == schema_text()


def test_schema_is_a_schema() -> None:
    """The generated schema is valid by its own draft."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_schema_takes_every_shipped_outlet(path: Path) -> None:
    """What the loader takes, an editor with the schema takes too."""
    assert list(VALIDATOR.iter_errors(as_json(path))) == []


WRONG: dict[str, dict[str, Any]] = {
    "unknown key": {"colour": "red"},
    "missing key": {"name": None},
    "bad role": {"hosts": [{"host": "www.daily.test", "role": "owner"}]},
    "unknown key of a host": {"hosts": [{"host": "a.test", "role": "origin", "shceme": "http"}]},
    "no feeds": {"feeds": []},
    "bad id": {"id": "Daily News"},
    "too often": {"feeds": [{"path": "/rss.xml", "min_interval_s": 1}]},
    "selector that is CSS": {"clean": {"drop_selectors": ["div > p"]}},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_schema_and_models_refuse_alike(change: dict[str, Any]) -> None:
    """What the schema can say of a wrong file, it says as the models do."""
    given = {**as_json(OUTLETS / "presstv.yaml"), **change}
    given = {key: value for key, value in given.items() if value is not None}
    assert list(VALIDATOR.iter_errors(given))
    with pytest.raises(ValueError, match="validation error"):
        Outlet.model_validate(given)


def test_shipped_registry_loads() -> None:
    """At least twelve real outlets load, each on a desk of desks.yaml, each desk with a title."""
    registry = load_registry(OUTLETS)
    assert len(registry.outlets) >= 12
    assert [outlet.id for outlet in registry.outlets] == [path.stem for path in FILES]
    assert {outlet.desk for outlet in registry.outlets} <= {desk.id for desk in registry.desks}
    assert all(desk.title and desk.schedule for desk in registry.desks)


def test_press_tv_is_as_known() -> None:
    """Press TV: origin, two mirrors, the seized domain, the id behind the date in the path."""
    outlet = load_registry(OUTLETS).outlet("presstv")
    assert [(host.host, host.role.value) for host in outlet.hosts] == [
        ("www.presstv.ir", "origin"),
        ("www.presstv.co.uk", "mirror"),
        ("www.presstv.tv", "mirror"),
        ("www.presstv.com", "retired"),
    ]
    seized = outlet.hosts[-1]
    assert (str(seized.until), seized.note) == ("2021-06-22", "seized")
    assert [feed.path for feed in outlet.feeds] == ["/rss.xml"]
    assert (outlet.language, outlet.timezone) == ("en", "Asia/Tehran")
    assert outlet.article.native_id == r"/Detail/\d{4}/\d{1,2}/\d{1,2}/(?P<native_id>\d+)"


def test_onion_hosts_are_known_and_never_asked() -> None:
    """An onion host is a mirror we may be linked to; without Tor we ask it for nothing."""
    hosts = [host for outlet in load_registry(OUTLETS).outlets for host in outlet.hosts]
    onions = [host for host in hosts if host.host.endswith(".onion")]
    assert len(onions) >= 4
    for host in onions:
        assert host.role is Role.MIRROR
        assert not host.serves_feeds
        assert not host.serves_articles
        assert host.note.startswith("Tor only; ")


def test_every_shipped_outlet_can_be_asked() -> None:
    """Each outlet keeps one host that serves articles and a way to each of its feeds."""
    for outlet in load_registry(OUTLETS).outlets:
        assert any(host.serves_articles for host in outlet.live_hosts)
        assert any(host.serves_feeds for host in outlet.live_hosts) or all(
            feed.is_elsewhere for feed in outlet.feeds
        )
