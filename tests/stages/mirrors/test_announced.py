"""Hosts named in a header or by a feed itself."""

import pytest

from wireroom.stages.mirrors.announced import onion_host, self_hosts

ONION = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion"
HEADERS = {
    "an onion": (f"http://{ONION}/a", "https://o.test/a", ONION),
    "on plain http": (f"http://{ONION}/a", "http://o.test/a", None),
    "no onion": ("https://evil.test/", "https://o.test/a", None),
    "no URL": ("javascript:alert(1)", "https://o.test/a", None),
    "none": (None, "https://o.test/a", None),
    "odd": ("http://[", "https://o.test/a", None),
}


@pytest.mark.parametrize(("header", "page", "host"), HEADERS.values(), ids=HEADERS)
def test_an_onion_location_counts_on_tls_only(header, page, host):
    """And only where it names an onion host."""
    assert onion_host(header, page) == host


def test_a_feed_names_the_hosts_it_says_it_lives_on():
    """Each once, in order; what is no web address is none."""
    links = [
        "https://a.test/rss",
        "https://a.test/2",
        "http://b.test/",
        "tag:x",
        "/rss",
        "http://[",
    ]
    assert self_hosts(links) == ("a.test", "b.test")
