"""Hosts named in a header or by a feed itself."""

import pytest

from wireroom.stages.mirrors.announced import onion_host, self_hosts

# The first example of spec.torproject.org/rend-spec/encoding-onion-addresses.
ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"
HEADERS = {
    "an onion": (f"http://{ONION}/a", "https://o.test/a", ONION),
    "on plain http": (f"http://{ONION}/a", "http://o.test/a", None),
    "a name beneath an onion": (f"https://www.{ONION}/", "https://o.test/a", f"www.{ONION}"),
    "one letter changed": (f"http://q{ONION[1:]}/", "https://o.test/a", None),
    "of version 2": ("http://abcdefghijklmnop.onion/", "https://o.test/a", None),
    "an onion before another's": (f"http://{ONION}.evil.test/", "https://o.test/a", None),
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
