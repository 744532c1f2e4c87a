"""A host on its way from a footer to use, and all that keeps others from it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.mirrors.press import (
    DAY,
    HOSTS,
    NEW,
    ONE,
    ORIGIN,
    PATHS,
    TWO,
    Press,
    footer,
    honest,
    tampered,
    told,
)
from tests.pipeline.test_lying_hosts import SEIZED
from tests.rooms import outlet_file, rows
from tests.servers import page, redirect

from wireroom.errors import BadInputError, TransientError
from wireroom.model import Announcement, Answer, Mirror, MirrorState, Move, Source
from wireroom.pipeline import mirrors
from wireroom.pipeline.mirrors.budget import PROBES_PER_HOUR
from wireroom.stages.mirrors.checks import CheckResult
from wireroom.stages.mirrors.trust import propose

LATER = DAY + timedelta(hours=1)


def announce(press: Press, *hosts: str, by: Sequence[str] = HOSTS) -> None:
    """Nine pages of one day and one of the next name the hosts in the footer."""
    for number, after in ((9, timedelta()), (10, LATER)):
        for host in by:
            press.prints(host, lambda path: page(told(path, footer(*hosts))), PATHS[:number])
        press.ingests(after)


def announced(press: Press) -> list[Mirror]:
    """What would be proposed now."""
    room = press.room(LATER)
    (outlet,) = room.registry.outlets
    return propose(outlet, room.store.announcements([outlet.id]), {}, muted=(), now=room.clock())


def proposed(press: Press, host: str = NEW, after: timedelta = LATER) -> None:
    """The paper was read, and a person proposes the host."""
    press.ingests()
    room = press.room(after)
    mirrors.propose_by_hand(room, room.registry.outlet("paper"), host, source=Source.PERSON)


def checked(press: Press, host: str = NEW, after: timedelta = LATER) -> CheckResult:
    """The result of checking the host."""
    room = press.room(after)
    _, check = mirrors.verify(room, room.registry.outlet("paper"), press.mirrors()[host])
    return check.result


def asked(press: Press, by: str = "r", open_runs: Sequence[str] = ()) -> list[mirrors.Question]:
    """What a run is to ask a person."""
    room = press.room(LATER)
    return mirrors.questions(
        room, room.registry.outlets, asked_by=by, is_open=lambda run: run in open_runs
    )


def test_an_announced_host_is_proposed_verified_asked_about_approved_and_used(
    tmp_path: Path,
) -> None:
    """Three pages over a day, ten articles that agree, a person: then it carries the paper."""
    press = Press(tmp_path, others={NEW: honest})
    with press.zoo:
        announce(press, NEW)
        room = press.room(LATER)
        outlets = room.registry.outlets
        assert [one.host for one in mirrors.discover(room, outlets)] == [NEW]
        ((mirror, check),) = mirrors.verify_due(room, outlets)
        assert (check.result, mirror.state) == (CheckResult.PASSED, MirrorState.VERIFIED)
        (question,) = asked(press)
        assert "10 of 10 agree with two approved hosts" in question.body
        assert press.mirrors()[NEW].state is MirrorState.PENDING
        assert asked(press, by="r2", open_runs=["r"]) == []
        mirrors.decide(room, outlets[0], NEW, Answer.APPROVED, by="ada", via="test")
        press.kill(*HOSTS)
        press.prints(NEW, honest, (*PATHS, "/story-after"))
        press.ingests(LATER + DAY)
        settings = press.room().settings
    found = rows(settings, "SELECT DISTINCT host FROM sighting WHERE article_id LIKE '%after'")
    assert found == [(NEW,)]
    answers = rows(settings, 'SELECT host, answer, "by", via FROM mirror_decision')
    assert answers == [(NEW, "approved", "ada", "test")]


def test_an_announcement_of_one_day_proposes_nothing(tmp_path: Path) -> None:
    """Nine pages within an hour are no day."""
    press = Press(tmp_path, others={NEW: honest})
    with press.zoo:
        for host in HOSTS:
            press.prints(host, lambda path: page(told(path, footer(NEW))))
        press.ingests()
        room = press.room(LATER)
        assert mirrors.discover(room, room.registry.outlets) == []


def test_another_outlets_host_is_no_candidate(tmp_path: Path) -> None:
    """A list, a page or a redirect may name a sister paper: it has a file of its own."""
    press = Press(tmp_path)
    outlet_file(tmp_path / "outlets", "sister", NEW)
    with press.zoo:
        room = press.room(LATER)
        told = Announcement(
            outlet_id="paper", host=NEW, source=Source.LIST, via_host="", page="list",
            first_seen_at=room.clock(), last_seen_at=room.clock(),
        )  # fmt: skip
        move = Move(
            outlet_id="paper", host=ORIGIN, target=NEW, url="u", target_url="t", n_seen=9,
            first_seen_at=room.clock() - 9 * DAY, last_seen_at=room.clock(),
        )  # fmt: skip
        room.store.announce([told])
        room.store.note_move(move)
        assert mirrors.discover(room, room.registry.outlets) == []


def test_a_seized_origin_proposes_nothing(tmp_path: Path) -> None:
    """What it announced before counts for nothing from the verdict on."""
    press = Press(tmp_path, names=(ORIGIN, ONE), others={NEW: honest})
    with press.zoo:
        press.prints(ONE, honest, [])
        announce(press, NEW, by=[ORIGIN])
        assert [one.host for one in announced(press)] == [NEW]
        press.prints(ORIGIN, lambda _: page(SEIZED), [*PATHS, "/story-after"])
        press.prints(ONE, honest, [*PATHS, "/story-after"])
        press.zoo.routes[ORIGIN, "/rss"] = page(SEIZED)
        press.ingests(2 * LATER)
        room = press.room(2 * LATER)
        assert [mute.host for mute in room.store.mutes(["paper"])] == [ORIGIN]
        assert mirrors.discover(room, room.registry.outlets) == []


BAD: dict[str, tuple[Callable, CheckResult]] = {
    "one number": (tampered, CheckResult.FAILED),
    "a payment address": (
        lambda path: page(told(path, "<p>Give: 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2</p>")),
        CheckResult.FAILED,
    ),
    "a script": (
        lambda path: page(told(path, '<script src="https://evil.example/x.js"></script>')),
        CheckResult.FAILED,
    ),
    "one number and a new date": (
        lambda path: page(
            told(path)
            .replace("2 of the five", "3 of the five")
            .replace(
                "<head>",
                '<head><meta property="article:modified_time" content="2026-08-20T11:00:00Z">',
            )
        ),
        CheckResult.FAILED,
    ),
    "sent to the origin": (
        lambda path: redirect(f"https://{ORIGIN}{path}"),
        CheckResult.UNREACHABLE,
    ),
    "seized": (lambda _: page(SEIZED), CheckResult.UNREACHABLE),
}


@pytest.mark.parametrize(("copy", "result"), BAD.values(), ids=BAD)
def test_a_bad_copy_is_never_verified(copy: Callable, result: CheckResult, tmp_path: Path) -> None:
    """It stays proposed, is checked again later, and nobody is asked about it."""
    press = Press(tmp_path, others={NEW: copy})
    with press.zoo:
        proposed(press)
        assert checked(press) is result
        room = press.room(LATER)
        assert press.mirrors()[NEW].state is MirrorState.PROPOSED
        assert asked(press) == []
        outlet = room.registry.outlet("paper")
        with pytest.raises(BadInputError, match="--unverified"):
            mirrors.decide(room, outlet, NEW, Answer.APPROVED, by="ada", via="test")


def test_edits_under_a_date_of_their_own_agree_with_nobody(tmp_path: Path) -> None:
    """A page that says it was changed since is no witness for what it changed."""

    def dated(path: str, day: int) -> str:
        meta = f'<meta property="article:modified_time" content="2026-08-{day}T11:00:00Z">'
        return told(path).replace("<head>", f"<head>{meta}")

    later = lambda path: page(dated(path, 19).replace("2 of the five", "3 of the five"))  # noqa: E731
    press = Press(tmp_path, others={NEW: later})
    with press.zoo:
        for host in HOSTS:
            press.prints(host, lambda path: page(dated(path, 18)))
        proposed(press)
        assert checked(press) is CheckResult.FAILED


def test_a_host_that_answers_everything_is_not_verified(tmp_path: Path) -> None:
    """A path that cannot exist must not be there."""
    press = Press(tmp_path, others={NEW: honest})

    class Everything(dict):
        def get(self, key, default=None):
            return super().get(key) or (honest("/all") if key[0] == NEW else default)

    with press.zoo:
        press.zoo.routes = Everything(press.zoo.routes)
        press.zoo.routes[NEW, "/robots.txt"] = page("", content_type="text/plain")
        proposed(press)
        assert checked(press) is CheckResult.FAILED
        said = press.mirrors()[NEW].evidence["check"]["said"]
    assert "it answers a path that cannot exist as if it did" in said


def test_one_witness_says_so_and_waits_for_a_person(tmp_path: Path) -> None:
    """Two of three hosts are dead: command, list and question say that nobody else vouches.

    It is not verified, and a person may approve it as it is.
    """
    press = Press(tmp_path, others={NEW: honest})
    with press.zoo:
        proposed(press)
        press.kill(ONE, TWO)
        now = ("--now", "2026-08-21T13:00:00Z")
        ended = press.types("verify", "paper", NEW, *now)
        warned = f"warning: only one approved host answered ({ORIGIN}): nobody else vouches for it"
        assert (ended.returncode, warned in ended.stdout) == (1, True)
        assert f"{NEW}: one witness, now pending" in ended.stdout
        assert f"paper {NEW}: {warned}" in press.types("list", "paper").stdout
        (question,) = asked(press)
        assert "**warning: only one approved host answered" in question.body
        assert press.mirrors()[NEW].verified_at is None
        assert press.types("approve", "paper", NEW, "--by", "ada").returncode == 0
        assert press.mirrors()[NEW].state is MirrorState.APPROVED


def test_a_host_with_a_false_certificate_is_warned_of_and_never_verified(tmp_path: Path) -> None:
    """Its copies are perfect; but nobody can tell who answers there."""
    press = Press(tmp_path, others={NEW: honest}, untrusted=[NEW])
    with press.zoo:
        proposed(press)
        assert checked(press) is CheckResult.UNREACHABLE
        (mirror,) = press.mirrors().values()
    assert mirror.state is MirrorState.PROPOSED
    assert "no valid certificate, so anybody may answer there" in mirror.warnings[0]


def test_a_host_without_tls_comes_before_a_person_however_well_it_agrees(tmp_path: Path) -> None:
    """Announcements are asked by https only; who proposes it without is warned."""
    press = Press(tmp_path, others={NEW: honest}, untrusted=[NEW])
    with press.zoo:
        press.ingests()
        room = press.room(LATER)
        outlet = room.registry.outlet("paper")
        mirrors.propose_by_hand(room, outlet, NEW, source=Source.PERSON, scheme="http")
        assert checked(press) is CheckResult.PASSED
        (question,) = asked(press)
        assert press.mirrors()[NEW].state is MirrorState.PENDING
    assert "**warning: without TLS: whoever sits on the way" in question.body


def test_checks_keep_within_the_hours_requests(tmp_path: Path) -> None:
    """Three candidates are due: one is checked, the others wait for the next hours untouched."""
    names = [f"{name}.gazette.test" for name in ("red", "green", "blue")]
    press = Press(tmp_path, others=dict.fromkeys(names, honest))
    with press.zoo:
        press.ingests()
        before = press.n_asked(*HOSTS, *names)
        room = press.room(LATER)
        outlet = room.registry.outlet("paper")
        for name in names:
            mirrors.propose_by_hand(room, outlet, name, source=Source.PERSON)
        assert len(mirrors.verify_due(room, [outlet])) == 1
        with pytest.raises(TransientError, match="paper: a check takes 34"):
            mirrors.verify(room, outlet, press.mirrors()[names[0]])
        for _ in range(20):
            mirrors.compare_hosts(room, outlet, [])
            mirrors.probe(room, [outlet], run_id="r")
        assert press.n_asked(*HOSTS, *names) - before <= PROBES_PER_HOUR
        waiting = [one for one in press.mirrors().values() if one.state is MirrorState.PROPOSED]
        assert {one.n_checks for one in waiting} == {0}
        later = press.room(LATER + timedelta(hours=1))
        assert len(mirrors.verify_due(later, [outlet])) == 1


def test_a_move_is_proposed_after_days_and_never_followed(tmp_path: Path) -> None:
    """The origin redirects for good to a stranger: a person hears of it, nobody goes there."""
    press = Press(tmp_path, others={NEW: honest})
    found: dict[int, list[tuple[str, Source]]] = {}
    with press.zoo:
        press.ingests()
        for path in (*PATHS, "/rss"):
            press.zoo.routes[ORIGIN, path] = redirect(f"https://{NEW}{path}", code=301)
        for n_days in range(1, 6):
            room = press.room(n_days * DAY)
            mirrors.probe(room, room.registry.outlets, run_id=f"day {n_days}")
            proposals = mirrors.discover(room, room.registry.outlets)
            found[n_days] = [(one.host, one.source) for one in proposals]
        assert press.n_asked(NEW) == 0
    assert found == {1: [], 2: [], 3: [], 4: [(NEW, Source.REDIRECT)], 5: []}
