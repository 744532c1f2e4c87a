"""Archived captures through today's extractor: better texts, no new versions, no network."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.press_room import EDITED, HOST, HOUR, PLAIN, Press
from tests.pipeline.test_versions import OLD, OLD_TEXT, read_by_an_older
from tests.rooms import LASTING, NOW, dump
from tests.servers import Zoo

from wireroom.adapters.workers import Result, WorkerPool
from wireroom.errors import WarehouseUnavailableError
from wireroom.model import Clean, Outcome, Request, Window
from wireroom.pipeline import open_room
from wireroom.pipeline.readers import readers
from wireroom.pipeline.records import article_of, read_records
from wireroom.pipeline.reprocess import (
    Difference,
    FromWarehouse,
    Report,
    Slice,
    chosen,
    compare,
    name_of,
    reprocess,
)
from wireroom.pipeline.versions import place
from wireroom.pipeline.wiring import Room
from wireroom.ports.past import Position
from wireroom.reading import TARGET

WINDOW = Window(from_at=NOW - timedelta(days=1), to_at=NOW + timedelta(days=1))
TABLES = (*LASTING, "capture", "article_reading", "sketch", "fingerprint")


class NoWeb:
    """ports.Web that has no way out."""

    def get(self, request: Request, /) -> Outcome:
        """Refuse: what is read again is asked of nobody."""
        raise AssertionError(f"asked for {request.url}")


def room_of(press: Press) -> Room:
    return replace(open_room(press.settings, now=NOW + 9 * HOUR), web=NoWeb())


def again(press: Press, window: Window = WINDOW) -> Report:
    room = room_of(press)
    source = FromWarehouse(room, window, chosen(room, []))
    return reprocess(room, source, name=name_of(window, ["press"]))


def differences(press: Press) -> tuple[list[Difference], Report]:
    found: list[Difference] = []
    room = room_of(press)
    report = compare(room, FromWarehouse(room, WINDOW, ["press"]), found.append)
    return found, report


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """An outlet with one host whose article was filed, edited, and seen once more."""
    with Zoo({}, hosts=[HOST]) as zoo:
        made = Press(zoo, tmp_path, HOST)
        for number, body in enumerate([PLAIN, EDITED, EDITED]):
            made.serve(body)
            made.run(NOW + number * HOUR)
        yield made


def test_the_same_extractor_changes_no_row(press: Press) -> None:
    """Reading again what was read so is an audit: every table stays as it is."""
    before = dump(press.settings, TABLES)
    report = again(press)
    assert (report.n_captures, report.n_refined, dict(report.states)) == (3, 0, {"unchanged": 3})
    assert dump(press.settings, TABLES) == before


def test_a_newer_extractor_makes_better_texts_and_no_versions(press: Press) -> None:
    """Each version's text is today's; names, counts and instants stay, the old text is kept."""
    whole = dump(press.settings, ("article_version",))
    read_by_an_older(press)
    names = press.rows("SELECT version_id, observed_at FROM article_history ORDER BY number")
    report = again(press)
    assert (report.n_refined, report.n_texts, report.states["unchanged"]) == (1, 1, 3)
    assert names == press.rows(
        "SELECT version_id, observed_at FROM article_history ORDER BY number"
    )
    assert press.rows("SELECT text, extractor FROM article_reading") == [(OLD_TEXT, OLD)]
    texts = press.rows("SELECT text FROM article_history ORDER BY number")
    assert ["Monday" in str(text) for (text,) in texts] == [True, False]
    assert again(press).n_refined == 0
    assert len(dump(press.settings, ("article_version",))["article_version"]) == len(
        whole["article_version"]
    )


def test_a_window_holds_what_was_captured_in_it(press: Press) -> None:
    """Half open: the capture at its start counts, the one at its end does not."""
    assert again(press, Window(from_at=NOW, to_at=NOW + HOUR)).n_captures == 1
    assert again(press, Window(from_at=NOW + HOUR, to_at=NOW + 9 * HOUR)).n_captures == 2
    assert again(press, Window(from_at=NOW + 5 * HOUR, to_at=NOW + 9 * HOUR)).n_captures == 0


def test_an_older_capture_never_replaces_a_newer_version(press: Press) -> None:
    """The first capture is read alone and last: the edited text stays current."""
    again(press, Window(from_at=NOW, to_at=NOW + HOUR))
    assert press.rows("SELECT text LIKE '%Friday%', last_seen_at FROM articles") == [
        (1, "2026-08-20T14:00:00.000000Z")
    ]


def test_differences_are_shown_and_nothing_is_written(press: Press) -> None:
    """The old words beside the new, for the version that would read otherwise, once."""
    read_by_an_older(press)
    before = dump(press.settings, TABLES)
    found, report = differences(press)
    assert [(one.texts[0], one.extractors[0]) for one in found] == [(OLD_TEXT, OLD)]
    assert "Monday" in found[0].texts[1]
    assert (report.n_refined, report.n_texts) == (1, 1)
    assert dump(press.settings, TABLES) == before


def test_a_damaged_capture_is_named_and_the_rest_is_read(press: Press) -> None:
    """By file, offset and URL; its version stays as it was filed, and every other one is read."""
    read_by_an_older(press, number=2)
    (uri, offset, url), *_ = press.rows(
        "SELECT archive_uri, offset, requested_url FROM capture WHERE requested_url LIKE '%/a'"
        " ORDER BY captured_at"
    )
    with Path(str(uri)).open("r+b") as out:
        out.seek(int(str(offset)) + 40)
        out.write(b"????")
    report = again(press)
    assert [(one.location, one.url) for one in report.damaged] == [(f"{uri}@{offset}", url)]
    assert dict(report.reasons) == {"corrupt_capture": 1}
    assert (report.states["unchanged"], report.n_refined) == (2, 1)
    assert press.rows("SELECT n_versions FROM articles") == [(2,)]


class Dying(FromWarehouse):
    """A source that fails after its first slice, as a killed worker does."""

    def slices(self, after: Position) -> Iterator[Slice]:
        """One slice of one page."""
        for piece in super().slices(after):
            first = piece.pasts[0]
            yield replace(piece, pasts=[first], position=first.position)
            raise WarehouseUnavailableError("gone")


def test_a_killed_run_goes_on_where_it_stood(press: Press) -> None:
    """Started again it reads the rest and nothing twice, and counts the whole."""
    read_by_an_older(press)
    room = room_of(press)
    with pytest.raises(WarehouseUnavailableError):
        reprocess(room, Dying(room, WINDOW, ["press"]), name=name_of(WINDOW, ["press"]))
    counted: list[int] = []
    source = FromWarehouse(room, WINDOW, ["press"])
    name = name_of(WINDOW, ["press"])
    report = reprocess(room, source, name=name, progress=lambda _, n, __: counted.append(n))
    assert counted == [2]
    assert (report.n_captures, report.n_refined) == (3, 1)
    assert press.rows("SELECT * FROM reprocess") == []


class Idle(WorkerPool):
    """A pool that has nothing to read."""

    def map(self, items: Iterable[object]) -> Iterator[tuple[int, Result]]:
        """Nothing comes of nothing."""
        assert list(items) == []
        return iter(())


def test_a_capture_at_hand_is_not_read_a_second_time(press: Press) -> None:
    """Its reading is that of the version that was read from it, whoever read that before."""
    read_by_an_older(press)
    room = room_of(press)
    pasts = room.store.past(WINDOW, ["press"], after=(), limit=9)
    jobs = [(past.work, past.capture, past.capture.host) for past in pasts]
    with readers(1) as pool:
        records = read_records(room, pool, jobs)
    articles = [
        article_of(room, job, record)
        for job, record in zip(jobs, records, strict=True)
        if isinstance(record, Clean)
    ]
    with Idle(TARGET, 1) as idle:
        placed = place(room, idle, articles)
    assert [(one.is_filed, one.is_own) for one in placed] == [
        (True, True),
        (True, True),
        (True, False),
    ]
    assert {refined.of.extractor for one in placed for refined in one.refined} == {OLD}
