"""Facts about entry identities that hold for any feed."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from wireroom.stages.poll.document import Item, entries_of

WORDS = st.sampled_from(["", "a", "b", "Live", "http://h.test/1", "https://g.test/1", "not a url"])
LINKS = st.sampled_from(
    [None, "https://h.test/1", "https://g.test/1", "https://h.test/2", "https://h.test/?p=1"]
)
DATES = st.sampled_from(
    [None, datetime(2026, 8, 15, tzinfo=UTC), datetime(2026, 8, 16, tzinfo=UTC)]
)
ITEMS = st.lists(
    st.builds(
        Item,
        url=LINKS,
        guid=st.none() | WORDS,
        title=WORDS,
        summary=WORDS,
        authors=st.lists(WORDS, max_size=2).map(tuple),
        tags=st.lists(WORDS, max_size=2).map(tuple),
        published_at=DATES,
        updated_at=DATES,
    ),
    max_size=12,
)


def ids(items: list[Item], *, feed: str = "/rss.xml") -> list[str]:
    """The identities of a feed's items, in its order."""
    return [entry.entry_id for entry in entries_of(items, outlet_id="daily", feed=feed)]


@given(ITEMS)
def test_as_many_identities_as_items(items: list[Item]) -> None:
    """Whatever items lack or share, each becomes one entry and no two share an identity."""
    found = ids(items)
    assert len(found) == len(items)
    assert len(set(found)) == len(items)


@given(ITEMS, st.randoms(use_true_random=False))
def test_order_of_items_does_not_matter(items: list[Item], random) -> None:
    """A feed that lists the same items in another order has the same entries."""
    shuffled = random.sample(items, len(items))
    before = sorted((e.entry_id, e.digest) for e in entries_of(items, outlet_id="d", feed="f"))
    after = sorted((e.entry_id, e.digest) for e in entries_of(shuffled, outlet_id="d", feed="f"))
    assert after == before


@given(ITEMS)
def test_identity_and_digest_leave_hosts_out(items: list[Item]) -> None:
    """The items as another mirror spells them are the same entries with the same content."""

    def elsewhere(address: str | None) -> str | None:
        return address and address.replace("h.test", "m.test").replace("g.test", "www.m.test")

    moved = [replace(i, url=elsewhere(i.url), guid=elsewhere(i.guid)) for i in items]
    before = entries_of(items, outlet_id="daily", feed="/rss.xml")
    after = entries_of(moved, outlet_id="daily", feed="/rss.xml")
    assert [(e.entry_id, e.digest) for e in after] == [(e.entry_id, e.digest) for e in before]


@given(ITEMS.filter(bool))
def test_two_feeds_share_no_identity(items: list[Item]) -> None:
    """The same item in two feeds is two entries; that they mean one article is found later."""
    assert not set(ids(items)) & set(ids(items, feed="/other.xml"))
