"""Facts about the registry's values: defaults, order of hosts, lookups."""

import pytest

from wireroom.errors import BadInputError
from wireroom.registry import Desk, Host, Outlet, Registry

LEAST = {
    "id": "daily",
    "name": "The Daily",
    "language": "en",
    "timezone": "Europe/London",
    "hosts": [{"host": "www.daily.test", "role": "origin"}],
    "feeds": [{"path": "/rss.xml"}],
}
HOSTS = [
    {"host": "old.daily.test", "role": "retired"},
    {"host": "m1.daily.test", "role": "mirror"},
    {"host": "www.daily.test", "role": "origin"},
    {"host": "m2.daily.test", "role": "mirror"},
]


def test_least_outlet_has_polite_defaults() -> None:
    """The least valid file is asked by https, at most once a second, on the desk `news`."""
    outlet = Outlet.model_validate(LEAST)
    assert (outlet.desk, outlet.origin.scheme, outlet.politeness.delay_s) == ("news", "https", 1.0)
    assert (outlet.feeds[0].min_interval_s, outlet.feeds[0].max_interval_s) == (300, 21_600)


def test_origin_comes_first_and_retired_hosts_never() -> None:
    """The hosts that may be asked: origin, then mirrors as written; a retired one is not asked."""
    outlet = Outlet.model_validate({**LEAST, "hosts": HOSTS})
    names = [host.host for host in outlet.live_hosts]
    assert names == ["www.daily.test", "m1.daily.test", "m2.daily.test"]


def test_host_name_becomes_ascii_lower_case() -> None:
    """A host is kept as it goes over the wire."""
    assert Host.model_validate({"host": "WWW.Пример.Test", "role": "mirror"}).host == (
        "www.xn--e1afmkfd.test"
    )


@pytest.mark.parametrize(
    ("path", "is_elsewhere", "kept"),
    [
        ("/rss.xml", False, "/rss.xml"),
        ("https://Feeds.daily.test/all", True, "https://feeds.daily.test/all"),
    ],
    ids=["path", "whole URL"],
)
def test_feed_is_a_path_or_lives_elsewhere(path: str, is_elsewhere: bool, kept: str) -> None:
    """A feed path belongs to the outlet's hosts, a whole URL to its own."""
    feed = Outlet.model_validate({**LEAST, "feeds": [{"path": path}]}).feeds[0]
    assert (feed.path, feed.is_elsewhere) == (kept, is_elsewhere)


def test_unknown_outlet_is_named_with_the_known_ones() -> None:
    """Asking for an outlet that is not there says which there are."""
    registry = Registry(outlets=(Outlet.model_validate(LEAST),), desks=(Desk(id="news"),))
    assert registry.outlet("daily").name == "The Daily"
    with pytest.raises(BadInputError, match=r"outlet 'dayly': .* Fix: use one of: daily"):
        registry.outlet("dayly")


def test_desk_lists_its_outlets() -> None:
    """A desk has the outlets that name it and no others."""
    registry = Registry(outlets=(Outlet.model_validate(LEAST),), desks=(Desk(id="news"),))
    assert [outlet.id for outlet in registry.desk_outlets("news")] == ["daily"]
    assert registry.desk_outlets("world") == ()


SPOKEN = [
    {"host": "{language}.daily.test", "role": "origin", "languages": ["en", "fa"]},
    {
        "host": "m.test",
        "role": "mirror",
        "rewrite": {"prefix": "/{language}"},
        "languages": ["en", "fa"],
    },
    {"host": "old-{language}.test", "role": "retired", "languages": ["fa"]},
]


def test_a_host_per_language_is_its_concrete_hosts() -> None:
    """One host with one language each; a prefix per language is one host with all of them."""
    outlet = Outlet.model_validate({**LEAST, "hosts": SPOKEN})
    assert [(host.host, host.languages) for host in outlet.concrete_hosts] == [
        ("en.daily.test", ("en",)),
        ("fa.daily.test", ("fa",)),
        ("m.test", ("en", "fa")),
    ]
    assert outlet.names == ("en.daily.test", "fa.daily.test", "m.test", "old-fa.test")
    assert outlet.concrete_hosts[0].concrete == (outlet.concrete_hosts[0],)
