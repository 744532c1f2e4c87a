"""Facts about reading feeds: a corpus of small ones, each with its expected outcome beside it."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wireroom.model import Entry, Failed, FeedState, Reason
from wireroom.stages.poll import FeedDocument, emptied, parse_feed

CORPUS = Path(__file__).parents[2] / "corpus/feeds"
FEEDS = sorted(path for path in CORPUS.iterdir() if not path.name.endswith(".expected.json"))
SHARED = Path(__file__).parents[4] / "shared/data"
TYPES = {".xml": "application/xml", ".json": "application/feed+json", ".html": "text/html"}
STATED = ("url", "guid", "title", "summary", "authors", "tags", "published_at", "updated_at")
SAID = ("version", "title", "language", "ttl_s", "self_links", "warnings")


def parsed(body: bytes, content_type: str = "application/xml") -> FeedDocument | Failed:
    """What is read from a body that a mirror served."""
    return parse_feed(
        body,
        content_type=content_type,
        feed_url="https://mirror.test/feeds/all",
        outlet_id="daily",
        feed="/feeds/all",
    )


def document(body: bytes, content_type: str = "application/xml") -> FeedDocument:
    """The document of a body that is a feed."""
    read = parsed(body, content_type)
    assert isinstance(read, FeedDocument), read
    return read


def outcome(read: FeedDocument | Failed) -> dict[str, Any]:
    """The outcome as the corpus spells it: what an entry does not state is left out."""
    if isinstance(read, Failed):
        return {"failed": read.reason.value}
    said = {key: getattr(read, key) for key in SAID}
    entries = [
        {key: value for key in STATED if (value := getattr(entry, key)) not in (None, "", ())}
        for entry in read.entries
    ]
    return json.loads(json.dumps({**said, "entries": entries}, default=str))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_feed_reads_as_expected(path: Path) -> None:
    """Each feed of the corpus gives the document, or the named failure, that stands beside it."""
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert outcome(parsed(path.read_bytes(), TYPES[path.suffix])) == expected


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_every_entry_of_a_feed_is_distinct(path: Path) -> None:
    """Untitled, undated, guid-less and doubled items each keep an identity of their own."""
    read = parsed(path.read_bytes(), TYPES[path.suffix])
    ids = [entry.entry_id for entry in read.entries] if isinstance(read, FeedDocument) else []
    assert len(set(ids)) == len(ids)


def test_failure_names_the_feed_and_what_came() -> None:
    """HTML where a feed should be is told with the address and the content type."""
    read = parsed((CORPUS / "page.html").read_bytes(), "text/html; charset=utf-8")
    assert isinstance(read, Failed)
    assert read.detail == "https://mirror.test/feeds/all is no feed (text/html; charset=utf-8)"


EMPTYING = {
    "never had any": (0, None),
    "had some": (12, Failed(
        reason=Reason.EMPTY_FEED, detail="no entries where there were 12 before"
    )),
}  # fmt: skip


@pytest.mark.parametrize(("n_before", "failure"), EMPTYING.values(), ids=EMPTYING)
def test_feed_that_lost_its_entries_is_a_failure(n_before: int, failure: Failed | None) -> None:
    """No entries is a quiet beginning in a new feed and a named failure in one that had some."""
    state = FeedState(outlet_id="daily", feed="/feeds/all", n_entries=n_before)
    assert emptied(document((CORPUS / "no_entries.xml").read_bytes()), state) == failure


def test_feed_with_entries_is_never_emptied() -> None:
    """A feed that lists anything is no failure, whatever it listed before."""
    state = FeedState(outlet_id="daily", feed="/feeds/all", n_entries=99)
    assert emptied(document((CORPUS / "bare.xml").read_bytes()), state) is None


def text_of(read: FeedDocument) -> str:
    """The first title, where the charset shows."""
    return read.entries[0].title


HEAD = (
    '<rss version="2.0"><channel><title>t</title>{}<item><title>{}</title></item></channel></rss>'
)
CHARSETS: dict[str, tuple[str, str, str, str, bool]] = {
    # case: declaration, content type, written as, title, is the declaration called wrong
    "nothing said, utf-8": ("", "", "utf-8", "Öl", False),
    "http says latin-1": ("", "text/xml; charset=ISO-8859-1", "latin-1", "Öl", False),
    "xml says latin-1": ('<?xml version="1.0" encoding="ISO-8859-1"?>', "", "latin-1", "Öl", False),
    "http beats xml": (
        '<?xml version="1.0" encoding="ascii"?>', "text/xml; charset=utf-8", "utf-8", "Öl", False,
    ),
    "xml says ascii, is utf-8": (
        '<?xml version="1.0" encoding="us-ascii"?>', "", "utf-8", "Öl", True,
    ),
    "http says utf-8, xml is right": (
        '<?xml version="1.0" encoding="windows-1256"?>',
        "text/xml; charset=utf-8", "windows-1256", "سلام دنيا", True,
    ),
    "unknown name": ('<?xml version="1.0" encoding="klingon"?>', "", "utf-8", "Öl", True),
    "says utf-8, is latin-1": (
        '<?xml version="1.0" encoding="utf-8"?>', "", "latin-1", "Öl und Café", True,
    ),
    "byte order mark": ("", "text/xml; charset=latin-1", "utf-8-sig", "Öl", False),
}  # fmt: skip


@pytest.mark.parametrize(
    ("declaration", "content_type", "written", "title", "is_wrong"),
    CHARSETS.values(), ids=CHARSETS,
)  # fmt: skip
def test_charset_is_judged_by_the_bytes(
    declaration: str, content_type: str, written: str, title: str, is_wrong: bool
) -> None:
    """What is declared is believed where the bytes agree, else named and the text read anyway."""
    read = document((declaration + HEAD.format("", title)).encode(written), content_type)
    assert text_of(read) == title
    assert ("wrong_charset" in read.warnings) is is_wrong


@pytest.mark.parametrize(
    ("language", "written", "title"),
    [
        ("fa", "windows-1256", "تهران"),
        ("tr", "windows-1254", "İstanbul'da ışık"),
        ("el", "windows-1253", "Αθήνα"),
        ("he", "windows-1255", "חדשות"),
    ],
)
def test_lying_charset_is_guessed_from_the_feed_language(
    language: str, written: str, title: str
) -> None:
    """Bytes that are not the utf-8 they claim are read by the code page of the feed's language."""
    text = '<?xml version="1.0" encoding="utf-8"?>' + HEAD.format(
        f"<language>{language}</language>", title
    )
    assert text_of(document(text.encode(written))) == title


def many(n_items: int) -> bytes:
    """A feed of so many items."""
    items = "".join(
        f"<item><title>Item {n}</title><link>https://m.test/a/{n}</link></item>"
        for n in range(n_items)
    )
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def digests(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    """Identity and content of each entry."""
    return [(entry.entry_id, entry.digest) for entry in entries]


def test_same_feed_through_two_hosts_is_the_same() -> None:
    """Mirrors spell their own host into links and guids; identity and digest leave hosts out."""
    text = (
        (CORPUS / "bare.xml")
        .read_bytes()
        .replace(
            b"<title>First</title>",
            b"<title>First</title><guid>https://alborz.test/g/1</guid>",
        )
    )
    there = text.replace(b"https://alborz.test/", b"http://www.alborz.co.test/")
    assert there != text
    assert digests(document(there).entries) == digests(document(text).entries)


CHANGES = {
    "title": (b"Storm <em>closes", b"Storm <em>shuts"),
    "summary": (b"<b>two</b>", b"<b>three</b>"),
    "link": (b"storm-41", b"storm-40"),
    "guid": (b"nw-41", b"nw-40"),
    "author": (b"Ada Holm", b"Eva Holm"),
    "tag": (b"<category>Weather", b"<category>Snow"),
    "date": (b"21:39:28", b"21:39:29"),
}


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_digest_changes_with_anything_stated(old: bytes, new: bytes) -> None:
    """Each thing an entry states is in its digest; its neighbour is left as it was."""
    body = (CORPUS / "rss20.xml").read_bytes()
    assert old in body
    before = document(body).entries
    after = document(body.replace(old, new)).entries
    assert after[0].digest != before[0].digest
    assert after[1] == before[1]


def test_identity_survives_an_update() -> None:
    """A new title or date is the same entry with another digest."""
    body = (CORPUS / "rss20.xml").read_bytes()
    after = document(body.replace(b"Storm <em>closes", b"Storm <em>shuts")).entries
    assert after[0].entry_id == document(body).entries[0].entry_id


def test_real_press_tv_feed_is_read() -> None:
    """The real feed from the mirror: titles and links, no guid, no date, all distinct."""
    path = SHARED / "presstv.co.uk.rss.xml"
    if not path.exists():
        pytest.skip(f"{os.fspath(path)} is not here")
    read = document(path.read_bytes())
    assert len(read.entries) >= 5
    for entry in read.entries:
        assert entry.url is not None
        assert entry.url.startswith("https://presstv.ir/Detail/2026/")
        assert entry.title
        assert (entry.guid, entry.published_at) == (None, None)
    assert len({entry.entry_id for entry in read.entries}) == len(read.entries)


def test_real_meduza_feed_is_read() -> None:
    """The real Meduza feed: every entry with a title, a link and an aware date."""
    path = SHARED / "feeds/meduza-en.rss.xml"
    if not path.exists():
        pytest.skip(f"{os.fspath(path)} is not here")
    read = document(path.read_bytes())
    assert (read.version, read.warnings) == ("rss20", ())
    assert len(read.entries) >= 10
    for entry in read.entries:
        assert entry.title
        assert isinstance(entry.published_at, datetime)
        assert entry.published_at.tzinfo is not None
