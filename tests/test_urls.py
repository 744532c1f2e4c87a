"""Facts about URLs: one spelling each, and what is no URL at all."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.errors import BadInputError
from wireroom.urls import (
    TRACKING_PARAMETERS,
    canonical,
    host_key,
    host_of,
    is_onion,
    join,
    parse,
    path_of,
    url_key,
)

SPELLINGS = {
    "as it is": ("https://h.test/a", "https://h.test/a"),
    "no path": ("https://h.test", "https://h.test/"),
    "capitals of scheme and host": ("HTTPS://WWW.H.Test/Path", "https://www.h.test/Path"),
    "white space around": ("  https://h.test/a\n", "https://h.test/a"),
    "white space inside": ("https://h.te\nst/a\tb", "https://h.test/ab"),
    "backslashes": ("https:\\\\h.test\\a", "https://h.test/a"),
    "default port of https": ("https://h.test:443/a", "https://h.test/a"),
    "default port of http": ("http://h.test:80/a", "http://h.test/a"),
    "another port": ("https://h.test:8443/a", "https://h.test:8443/a"),
    "the other scheme's port": ("http://h.test:443/a", "http://h.test:443/a"),
    "credentials": ("https://me:secret@h.test/a", "https://h.test/a"),
    "IDNA": ("https://новости.test/a", "https://xn--b1amnebsh.test/a"),
    "IPv6": ("https://[::FFFF:10.0.0.1]/a", "https://[::ffff:a00:1]/a"),
    "IPv4 in octal": ("http://0177.0.0.1/", "http://127.0.0.1/"),
    "dot segments": ("https://h.test/a/./b/../c", "https://h.test/a/c"),
    "dot segments above the root": ("https://h.test/../../a", "https://h.test/a"),
    "escaped dot segments": ("https://h.test/a/%2E%2e/c", "https://h.test/c"),
    "two slashes stay": ("https://h.test//a", "https://h.test//a"),
    "a slash at the end stays": ("https://h.test/a/", "https://h.test/a/"),
    "unreserved escapes": ("https://h.test/%61%2D%7e", "https://h.test/a-~"),
    "reserved escapes in capitals": ("https://h.test/a%2fb%e2%80%98", "https://h.test/a%2Fb%E2%80%98"),
    "an escaped percent sign": ("https://h.test/%2541", "https://h.test/%2541"),
    "an escape that decoding makes": ("https://h.test/%%341", "https://h.test/A"),
    "escapes that decoding makes again": ("https://h.test/%%%333441", "https://h.test/441"),
    "half a surrogate pair": ("https://h.test/\ud800", "https://h.test/%EF%BF%BD"),
    "a pair in two halves": ("https://h.test/\ud83d\ude00", "https://h.test/%F0%9F%98%80"),
    "letters beyond ASCII": ("https://h.test/ü", "https://h.test/%C3%BC"),
    "commas and hyphens of a slug": ("https://h.test/-a,-b-", "https://h.test/-a,-b-"),
    "fragment": ("https://h.test/a#part", "https://h.test/a"),
    "hash-bang": ("https://h.test/a#!/story/1", "https://h.test/a#!/story/1"),
    "empty query": ("https://h.test/a?", "https://h.test/a"),
    "empty pairs": ("https://h.test/a?&&b=1&", "https://h.test/a?b=1"),
    "query keeps its order": ("https://h.test/a?b=2&a=1&b=1", "https://h.test/a?b=2&a=1&b=1"),
    "tracking goes, the id stays": (
        "https://h.test/a?utm_source=rss&id=7&fbclid=x&UTM_Medium=y", "https://h.test/a?id=7",
    ),
    "tracking in escapes": ("https://h.test/a?utm%5Fsource=rss", "https://h.test/a"),
    "tracking alone": ("https://h.test/a?gclid=1#top", "https://h.test/a"),
    "a key that only looks alike": ("https://h.test/a?utm_sources=1", "https://h.test/a?utm_sources=1"),
    "session id": ("https://h.test/a;jsessionid=0A1B.node2?b=1", "https://h.test/a?b=1"),
    "session id in capitals": ("https://h.test/a;JSESSIONID=1/b", "https://h.test/a/b"),
    "session id in escapes": ("https://h.test/a;%6asessionid=1", "https://h.test/a"),
    "session id in a dot segment": ("https://h.test/a/..;jsessionid=1/b", "https://h.test/b"),
    "other path parameters": ("https://h.test/a;v=2", "https://h.test/a;v=2"),
}  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), SPELLINGS.values(), ids=SPELLINGS)
def test_url_has_one_canonical_spelling(url: str, expected: str) -> None:
    """Each spelling comes out as the canonical one, which comes out as itself."""
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize("key", [key for key, _ in TRACKING_PARAMETERS])
def test_tracking_parameter_is_dropped(key: str) -> None:
    """Every listed parameter goes, wherever it stands and however it is capitalised."""
    assert canonical(f"https://h.test/?{key}=1&id=2&{key.upper()}") == "https://h.test/?id=2"


def test_tracking_table_has_a_source_per_row() -> None:
    """No parameter stands twice and each says who writes it."""
    keys = [key for key, _ in TRACKING_PARAMETERS]
    assert len(set(keys)) == len(keys)
    assert all(source for _, source in TRACKING_PARAMETERS)


BAD = {
    "nothing": "",
    "a path": "/a/b",
    "a word": "news",
    "no host": "https://",
    "mail": "mailto:desk@h.test",
    "script": "javascript:void(0)",
    "file": "file:///etc/passwd",
    "ftp": "ftp://h.test/a",
    "data": "data:text/html,x",
    "port out of range": "https://h.test:99999/",
    "space in the host": "https://h test/",
    "bad IPv4": "http://1.2.3.999/",
    "bad IPv6": "http://[::1/",
    "too long": "https://h.test/" + "a" * 5000,
    "too long once escaped": "https://h.test/" + "ا" * 2000,
}


@pytest.mark.parametrize("url", BAD.values(), ids=BAD)
def test_what_is_no_web_url_is_refused(url: str) -> None:
    """What a browser would not ask by HTTP is told with the thing and the fix, not guessed at."""
    with pytest.raises(BadInputError, match=r"Fix: (write|shorten)") as caught:
        canonical(url)
    assert len(str(caught.value)) < 300
    with pytest.raises(BadInputError):
        host_of(url)


STANDARD = Path(__file__).parent / "corpus/urls/whatwg.jsonl"
CASES = [json.loads(line) for line in STANDARD.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_url_is_what_the_standard_makes_of_it(case: dict[str, str]) -> None:
    """Valid http(s) URLs of the standard's own tests come out equal, all others are refused."""
    if case["href"] is None:
        with pytest.raises(BadInputError):
            parse(case["input"])
        return
    assert parse(case["input"]).href == case["href"]
    assert host_of(canonical(case["input"])) == parse(case["href"]).host


def test_standard_has_cases_of_each_kind() -> None:
    """The file is whole: addresses, broken ones, and other schemes."""
    assert sum(case["href"] is not None for case in CASES) == 104
    assert sum(case["other"] for case in CASES) == 135


JOINS = {
    "whole URL": ("https://other.test/x", "https://other.test/x"),
    "from the root": ("/x", "https://h.test/x"),
    "beside": ("x", "https://h.test/a/x"),
    "above": ("../x", "https://h.test/x"),
    "other host, same scheme": ("//m.test/x", "https://m.test/x"),
    "query alone": ("?p=1", "https://h.test/a/b?p=1"),
    "white space around": (" /x\n", "https://h.test/x"),
}


@pytest.mark.parametrize(("link", "expected"), JOINS.values(), ids=JOINS)
def test_link_is_read_from_its_page(link: str, expected: str) -> None:
    """A link means what it means to a browser on that page."""
    assert join("https://h.test/a/b", link) == expected


@pytest.mark.parametrize("link", ["mailto:x@h.test", "javascript:x()", "https://[", "http://"])
def test_link_that_leads_nowhere_is_refused(link: str) -> None:
    """A link that is no web address raises; it does not become the page's own address."""
    with pytest.raises(BadInputError):
        join("https://h.test/a/b", link)


HOSTS = {
    "www": ("www.h.test", "h.test"),
    "bare": ("h.test", "h.test"),
    "capitals": ("WWW.H.Test", "h.test"),
    "www inside": ("news.www.h.test", "news.www.h.test"),
    "IDNA": ("www.новости.test", "xn--b1amnebsh.test"),
    "end dot": ("www.h.test.", "h.test"),
    "port": ("www.h.test:8443", "h.test:8443"),
}


@pytest.mark.parametrize(("host", "key"), HOSTS.values(), ids=HOSTS)
def test_hosts_are_compared_without_www(host: str, key: str) -> None:
    """``www.``, capitals and the root's dot do not make another host."""
    assert host_key(host) == key


@pytest.mark.parametrize("host", ["", "two words", "[::1"])
def test_what_is_no_host_is_refused(host: str) -> None:
    """A host that no URL can have raises."""
    with pytest.raises(BadInputError):
        host_key(host)


def test_host_of_keeps_a_port_of_its_own() -> None:
    """The scheme's own port is no part of the host, another is."""
    assert host_of("https://WWW.h.test:443/a") == "www.h.test"
    assert host_of("https://h.test:8443/a") == "h.test:8443"


def test_path_is_what_mirrors_share() -> None:
    """Path, query and hash-bang of the canonical URL."""
    assert path_of("http://h.test:80/a/../b?utm_id=1&p=2#!x") == "/b?p=2#!x"


def test_url_key_leaves_scheme_and_www_out() -> None:
    """The key of a URL that belongs to no outlet."""
    assert url_key("http://www.h.test/a?p=1#x") == "h.test/a?p=1" == url_key("https://h.test/a?p=1")


PIECES = st.sampled_from(
    ["/", "//", ".", "..", "%2e", "%", "%41", "%2f", "%3b", ";jsessionid=1", ";%6asessionid=", "a",
     "Z", "?", "&", "utm_source=1", "utm%5fsource", "id=7", "=", "#", "#!", "\\", "é", " ",
     "%e2", "5"]
)  # fmt: skip
URLS = st.builds(
    "https://{}{}/{}".format,
    st.sampled_from(["h.test", "WWW.H.test", "me@h.test", "h.test.", "новости.test", "[::1]"]),
    st.sampled_from(["", ":443", ":80", ":8443"]),
    st.lists(PIECES, max_size=14).map("".join),
)


@given(URLS)
def test_canonical_is_idempotent(url: str) -> None:
    """The canonical spelling of a canonical spelling is itself."""
    once = canonical(url)
    assert canonical(once) == once


@given(URLS)
def test_canonical_keeps_host_and_drops_the_rest(url: str) -> None:
    """No spelling moves a URL to another host or leaves tracking in it."""
    once = canonical(url)
    assert host_of(once) == host_of(url)
    assert path_of(url) == path_of(once)
    path, _, query = once.partition("#")[0].partition("?")
    assert ";jsessionid=" not in path.lower()
    assert not [pair for pair in query.split("&") if pair.startswith("utm_source=")]


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_bad_input(text: str) -> None:
    """Whatever a feed writes where a link should be, the answer is a URL or BadInputError."""
    try:
        once = canonical(text)
    except BadInputError:
        return
    assert once.startswith(("http://", "https://"))
    assert canonical(once) == once


SEGMENTS = st.text("aAbZ09-_~!$'()*+,:@é", min_size=1, max_size=12)


@given(SEGMENTS, SEGMENTS)
def test_no_unknown_part_is_dropped(one: str, other: str) -> None:
    """Two articles that differ in a path or in an unknown parameter keep different addresses."""
    for form in ("https://h.test/a/{}", "https://h.test/{}?b", "https://h.test/a?id={}&b"):
        first, second = (form.format(part) for part in (one, other))
        is_same = parse(first).href == parse(second).href
        assert (canonical(first) == canonical(second)) == is_same
        assert (url_key(first) == url_key(second)) == is_same


# The examples of spec.torproject.org/rend-spec/encoding-onion-addresses.
ONIONS = (
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion",
    "sp3k262uwy4r2k3ycr5awluarykdpag6a7y33jxop4cs2lu5uz5sseqd.onion",
    "xa4r2iadxm55fbnqgwwi5mymqdcofiu3w6rpbtqn7b2dyn7mgwj64jyd.onion",
)


@pytest.mark.parametrize("onion", ONIONS)
def test_onion_address_is_whole_or_none(onion: str) -> None:
    """Its checksum tells; names beneath it are its own, those above another's."""
    assert is_onion(onion)
    assert is_onion(f"WWW.{onion.upper()}")
    changed = onion[:7] + ("a" if onion[7] != "a" else "b") + onion[8:]
    for broken in (changed, onion[1:], f"a{onion}", f"{onion}.test", "abcdefghijklmnop.onion", ""):
        assert not is_onion(broken)
