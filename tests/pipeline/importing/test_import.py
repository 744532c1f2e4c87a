"""What others kept of the outlets' pages: what is taken, what is left, and what it may change."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
from tests.pipeline.importing.warcs import (
    CAPTURED_AT,
    HTML,
    NOW,
    imported,
    offline,
    page_copy,
    served,
    write_warc,
)  # fmt: skip
from tests.rooms import dump, rows
from warcio.archiveiterator import ArchiveIterator

from wireroom.model import Window
from wireroom.pipeline import Wanted

RUSSIAN = next(one for one in served("northwire") if one.language == "ru")
STORIES = [*served("tidewire")[:4], *served("northwire")[:4], *served("harbour")[:2]]


def test_pages_of_the_registry_are_filed(tmp_path: Path) -> None:
    """Every outlet's page becomes an article with its words, its instant and its source."""
    copies = [page_copy(story) for story in STORIES]
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "CC-NEWS-1.warc.gz", copies))
    assert found.summary.states["new"] == found.summary.n_entries == len(STORIES)
    assert not found.has_findings
    filed = rows(
        settings,
        "SELECT article_id, text, observed_at, first_seen_at, provenance FROM article_history",
    )
    texts = {row[0].split(":")[-1]: row[1] for row in filed}
    for story in STORIES:
        assert story.versions[0].paragraphs[0].removeprefix("> ") in texts[story.native_id]
    stamp = f"{CAPTURED_AT:%Y-%m-%dT%H:%M:%S}.000000Z"
    assert {row[2:4] for row in filed} == {(stamp, stamp)}
    assert all(row[4].startswith("CC-NEWS-1.warc.gz@") for row in filed)
    assert all("urn:uuid:" in row[4] for row in filed)


def test_our_archive_holds_them_with_their_source(tmp_path: Path) -> None:
    """Accepted pages lie in our own files, at their original date, with whose copy they are."""
    settings = offline(tmp_path)
    imported(settings, write_warc(tmp_path / "f.warc.gz", [page_copy(STORIES[0])]))
    [path] = Path(settings.archive).rglob("*.warc.gz")
    with path.open("rb") as file:
        found = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Date"),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "metadata"]
    assert found[1][1] == "2026-08-15T03:04:05.000000Z"
    facts = json.loads(found[2][2])
    assert facts["capture"]["provenance"].startswith("f.warc.gz@")
    assert facts["feed"] == "import f.warc.gz"


def test_what_is_no_page_of_ours_is_counted_and_left(tmp_path: Path) -> None:
    """Foreign sites, front pages, pictures and redirects are left, each with its count."""
    page = page_copy(STORIES[0])
    copies = [
        page,
        replace(page, url="https://www.elsewhere.test/2026/a.html"),
        replace(page, url="https://www.tidewire.test/"),
        replace(page, url="https://www.tidewire.test/about"),
        replace(page, url="urn:nothing"),
        replace(page, status="301 Moved"),
        replace(page, headers=(("Content-Type", "image/png"),)),
        replace(page, at=NOW + timedelta(days=1)),
        replace(page, warc={"WARC-Date": "yesterday"}),
        replace(page, kind="revisit", warc={"WARC-Payload-Digest": "sha1:UNKNOWN"}),
        page,
    ]
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "f.warc.gz", copies))
    assert (found.summary.n_entries, found.summary.states["new"]) == (1, 1)
    assert found.left == {
        "no response": 1 + len(copies),  # the warcinfo and the requests
        "of no outlet here": 1, "no article's address": 2, "no web address": 1,
        "status other than 200": 1, "no HTML": 1, "dated in the future": 1, "no date": 1,
        "repeats what the file does not hold": 1, "stands in the file twice": 1,
    }  # fmt: skip
    assert found.n_records == sum(found.left.values()) + 1


def test_window_and_outlets_choose(tmp_path: Path) -> None:
    """Only captures of the window and pages of the named outlets are taken."""
    early = [page_copy(story, at=CAPTURED_AT - timedelta(days=9)) for story in STORIES]
    path = write_warc(tmp_path / "f.warc.gz", [*early, *(page_copy(s) for s in STORIES)])
    window = Window.of_day(CAPTURED_AT.date())
    found = imported(offline(tmp_path), path, wanted=Wanted(outlets=("northwire",), window=window))
    assert dict(found.summary.outlets) == {"northwire": found.summary.states}
    assert found.summary.n_entries == 4
    assert found.left["out of the window"] == 4
    assert found.left["of no outlet here"] == 12


def test_same_file_again_changes_nothing(tmp_path: Path) -> None:
    """The second import finds its run and adds no row and no file."""
    settings = offline(tmp_path)
    path = write_warc(tmp_path / "f.warc.gz", [page_copy(story) for story in STORIES])
    first = imported(settings, path)
    before, kept = dump(settings), sorted(Path(settings.archive).rglob("*.warc.gz"))
    assert imported(settings, path).summary == first.summary
    assert dump(settings) == before
    assert sorted(Path(settings.archive).rglob("*.warc.gz")) == kept


def test_archived_error_pages_are_no_articles(tmp_path: Path) -> None:
    """A seizure banner, a login and an empty page end with their reason, their bytes kept."""
    page = page_copy(STORIES[0])
    banner = (
        b"<html><head><title>Seized</title></head><body><h1>This website has been seized</h1>"
        b"<p>by the United States Government in accordance with a seizure warrant issued pursuant"
        b" to 18 U.S.C. 981, 982 and 50 U.S.C. 1701-1705</p></body></html>"
    )
    wrong = [
        replace(page, body=banner),
        replace(page_copy(STORIES[1]), body=b"<html><title>Page not found</title><h1>404</h1>"),
        replace(page_copy(STORIES[2]), body=b" "),
    ]
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "f.warc.gz", wrong))
    assert found.has_findings
    assert found.summary.reasons == {"no_text": 1, "seized": 1, "soft_404": 1}
    assert found.summary.states["quarantined"] == 2
    assert rows(settings, "SELECT count(*) FROM article") == [(0,)]
    assert rows(settings, "SELECT count(*) FROM quarantine") == [(2,)]
    assert rows(settings, "SELECT count(*) FROM entry_memory") == [(0,)]
    assert rows(settings, "SELECT retry_at FROM ledger WHERE retry_at IS NOT NULL") == []


def test_older_copy_does_not_overwrite(tmp_path: Path) -> None:
    """Copies in any order: the newest text is current, the oldest instant is the first."""
    story = STORIES[0]
    old, new = (
        page_copy(story, at=CAPTURED_AT),
        page_copy(story, at=CAPTURED_AT + timedelta(days=2)),
    )
    edit = story.versions[0].paragraphs[0].encode()
    new = replace(new, body=new.body.replace(edit, edit + b" The figure was put right later."))
    dumps = []
    for order in ((old, new), (new, old)):
        home = tmp_path / str(len(dumps))
        settings = offline(home)
        for number, copy in enumerate(order):
            imported(settings, write_warc(home / f"{number}.warc.gz", [copy]))
        columns = "text, first_seen_at, last_seen_at, n_versions, version_id"
        dumps.append(rows(settings, f"SELECT {columns} FROM articles"))
    [(text, first, last, n_versions, _)] = dumps[0]
    assert dumps[0] == dumps[1]
    assert "put right later" in text
    assert (first[:10], last[:10], n_versions) == ("2026-08-15", "2026-08-17", 2)


def test_two_copies_in_one_file_are_two_looks(tmp_path: Path) -> None:
    """One article captured twice in one file: two entries, one article, one version."""
    copies = [page_copy(STORIES[0], at=CAPTURED_AT + n * timedelta(hours=5)) for n in range(3)]
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "f.warc.gz", copies))
    assert (found.summary.states["new"], found.summary.states["unchanged"]) == (1, 2)
    [row] = rows(settings, "SELECT n_versions, first_seen_at, last_seen_at FROM articles")
    assert row == (1, "2026-08-15T03:04:05.000000Z", "2026-08-15T13:04:05.000000Z")


def test_revisit_of_a_page_in_the_file_is_a_look(tmp_path: Path) -> None:
    """A revisit whose page the file holds is that page, seen again later."""
    page = page_copy(STORIES[0])
    path = write_warc(tmp_path / "a.warc.gz", [page])
    with path.open("rb") as file:
        digests = [r.rec_headers.get_header("WARC-Payload-Digest") for r in ArchiveIterator(file)]
    warc = {"WARC-Payload-Digest": digests[-1]}
    later = CAPTURED_AT + timedelta(days=3)
    again = replace(page, kind="revisit", headers=(), at=later, warc=warc)
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "b.warc.gz", [page, again]))
    assert (found.summary.states["new"], found.summary.states["unchanged"]) == (1, 1)
    [(last,)] = rows(settings, "SELECT last_seen_at FROM articles")
    assert last[:10] == f"{later:%Y-%m-%d}"


def test_codings_and_charsets_are_undone(tmp_path: Path) -> None:
    """Gzip, brotli, chunks, a coding that was undone already, folded headers and old charsets."""
    first, second, third, fourth, russian = (page_copy(story) for story in (*STORIES[:4], RUSSIAN))
    size = f"{len(second.body):x}".encode()
    half = replace(russian, body=russian.body.decode().encode("windows-1251", "xmlcharrefreplace"))
    copies = [
        replace(
            first, body=gzip.compress(first.body), headers=(*HTML, ("Content-Encoding", "gzip"))
        ),
        replace(
            second,
            body=size + b"\r\n" + second.body + b"\r\n0\r\n\r\n",
            headers=(*HTML, ("Transfer-Encoding", "chunked")),
        ),
        replace(
            third, body=brotli.compress(third.body), headers=(*HTML, ("Content-Encoding", "br"))
        ),
        replace(fourth, headers=(("X-Long", "one\r\n two"), *HTML, ("Content-Encoding", "gzip"))),
        replace(half, headers=(("Content-Type", "text/html; charset=windows-1251"),)),
    ]
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "f.warc.gz", copies))
    assert rows(settings, "SELECT detail FROM ledger WHERE detail > ''") == []
    assert (found.summary.states["new"], dict(found.summary.reasons)) == (len(copies), {})
    texts = " ".join(row[0] for row in rows(settings, "SELECT text FROM articles"))
    for story in (*STORIES[:4], RUSSIAN):
        assert story.versions[0].paragraphs[0] in texts


def test_unknown_coding_is_named(tmp_path: Path) -> None:
    """A body in a coding that nothing here undoes is a failure with that reason, not nonsense."""
    page = replace(page_copy(STORIES[0]), headers=(*HTML, ("Content-Encoding", "zstd")))
    found = imported(offline(tmp_path), write_warc(tmp_path / "f.warc.gz", [page]))
    assert found.summary.reasons == {"bad_encoding": 1}


def test_plain_files_and_both_versions_are_read(tmp_path: Path) -> None:
    """Unpacked files and WARC/1.1 hold the same pages."""
    copies = [page_copy(story) for story in STORIES[:2]]
    for name, options in {
        "plain.warc": {"is_packed": False}, "new.warc.gz": {"version": "1.1"}
    }.items():  # fmt: skip
        settings = offline(tmp_path / name)
        found = imported(settings, write_warc(tmp_path / name / name, copies, **options))
        assert (found.summary.states["new"], found.has_findings) == (2, False)


def test_page_of_a_mirror_is_seen_on_that_mirror(tmp_path: Path) -> None:
    """A copy that was served by a mirror is the article, seen there."""
    story = next(one for one in served("alborz") if one.states_date)
    page = page_copy(story, host="www.alborz.co.test")
    settings = offline(tmp_path)
    imported(settings, write_warc(tmp_path / "f.warc.gz", [page]))
    [row] = rows(settings, "SELECT url, hosts FROM articles")
    assert row[0].startswith("https://www.alborz.test/Detail/")
    assert json.loads(row[1]) == ["www.alborz.co.test"]


def test_page_longer_than_allowed_is_named(tmp_path: Path) -> None:
    """A body over the outlet's max_bytes is not read to its end and says so."""
    settings = offline(tmp_path)
    file = settings.outlets / "tidewire.yaml"
    file.write_text(
        file.read_text().replace("{delay_s: 0.02,", "{max_bytes: 10000, delay_s: 0.02,")
    )
    page = page_copy(STORIES[0])
    long = replace(page, body=page.body + b"<!--" + b"x" * 10_000 + b"-->")
    found = imported(settings, write_warc(tmp_path / "f.warc.gz", [long]))
    assert found.summary.reasons == {"too_large": 1}


def test_copies_announce_nobody(tmp_path: Path) -> None:
    """A page in a foreign file cannot propose a mirror: anybody may have written it."""
    page = page_copy(STORIES[0])
    words = (
        b'<footer class="mirrors" lang="en"><p>Tide Wire can also be accessed at the following'
        b' alternate addresses: <a href="https://www.evil.test/">www.evil.test</a></p></footer>'
    )
    page = replace(page, body=page.body.replace(b"</body>", words + b"</body>"))
    settings = offline(tmp_path)
    imported(settings, write_warc(tmp_path / "f.warc.gz", [page]))
    assert rows(settings, "SELECT count(*) FROM articles") == [(1,)]
    assert rows(settings, "SELECT count(*) FROM mirror_candidate") == [(0,)]


def test_date_of_a_copy_without_offset_is_utc(tmp_path: Path) -> None:
    """WARC/1.1 dates with fractions are kept to the microsecond."""
    page = replace(page_copy(STORIES[0]), warc={"WARC-Date": "2026-08-15T03:04:05.123456Z"})
    settings = offline(tmp_path)
    imported(settings, write_warc(tmp_path / "f.warc.gz", [page], version="1.1"))
    at = datetime(2026, 8, 15, 3, 4, 5, 123456, tzinfo=UTC)
    [(seen,)] = rows(settings, "SELECT first_seen_at FROM articles")
    assert datetime.fromisoformat(seen) == at


def test_retired_host_counts_until_it_was_given_up(tmp_path: Path) -> None:
    """A copy of a host that the outlet gave up is its page before that day, another's after it."""
    story = served("newsroomwest")[0]
    page = replace(
        page_copy(story),
        url=f"https://www.westvalleypost.test/stories/{story.native_id}",
        at=datetime(2021, 6, 1, tzinfo=UTC),
    )
    later = replace(page, at=datetime(2021, 6, 22, tzinfo=UTC))
    settings = offline(tmp_path)
    found = imported(settings, write_warc(tmp_path / "f.warc.gz", [page, later]))
    assert found.summary.states["new"] == found.summary.n_entries == 1
    assert found.left["of a host that was given up by then"] == 1
    assert rows(settings, "SELECT hosts FROM articles") == [('["www.westvalleypost.test"]',)]


def test_two_texts_of_one_article_in_one_file(tmp_path: Path, postgres_url: str) -> None:
    """An edit between two captures of one file makes two versions, on both engines the same."""
    page = page_copy(STORIES[0])
    words = STORIES[0].versions[0].paragraphs[0].encode()
    later = replace(
        page,
        body=page.body.replace(words, words + b" The figure was put right later."),
        at=CAPTURED_AT + timedelta(days=1),
    )
    path = write_warc(tmp_path / "f.warc.gz", [later, page])
    found = []
    for home, more in (("a", {}), ("b", {"WIREROOM_WAREHOUSE": postgres_url})):
        settings = offline(tmp_path / home, **more)
        imported(settings, path)
        found.append(rows(settings, "SELECT number, observed_at, text FROM article_history"))
    assert found[0] == found[1]
    assert [("put right later" in row[2]) for row in found[0]] == [False, True]
