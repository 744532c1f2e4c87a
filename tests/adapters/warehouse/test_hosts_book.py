"""The book of hosts and mirrors: shared by processes, and kept over restarts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from wireroom.adapters.warehouse import open_store
from wireroom.model import (
    Announcement,
    Breaker,
    Capability,
    Failed,
    Finding,
    HostKey,
    Mirror,
    MirrorState,
    Move,
    Mute,
    Nonsense,
    Reason,
    Source,
)
from wireroom.stages.monitor import after_failure, with_probe

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
KEY = HostKey(outlet_id="o", host="h.test", capability=Capability.FEED, vantage="direct")


def test_health_survives_a_restart(store, url):
    """What one process learned, the next one knows."""
    failed = Failed(reason=Reason.SEIZED, detail="banner")
    saved = store.update_health(KEY, lambda h: after_failure(h, failed, now=NOW, jitter=0.5))
    assert open_store(url).health(["o"]) == {KEY: saved}
    assert (saved.breaker, saved.reason) == (Breaker.OPEN, Reason.SEIZED)


def test_of_many_workers_one_takes_the_probe(store, url):
    """Twelve workers on stores of their own want it at the same instant."""
    failed = Failed(reason=Reason.DNS, detail="gone")
    opened = store.update_health(KEY, lambda h: after_failure(h, failed, now=NOW, jitter=0.0))
    later = opened.probe_at + timedelta(seconds=1)

    def want(name):
        mine = open_store(url)
        after = mine.update_health(KEY, lambda h: with_probe(h, by=name, now=later))
        return after.probe_by == name

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(want, [f"worker-{n}" for n in range(12)])) == 1


def test_the_hours_requests_are_shared_and_end(store, url):
    """Sixty are sixty, whoever takes them."""

    def take(_):
        return open_store(url).spend("o", now=NOW, per_hour=60)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(100))) == 60
    assert store.n_spent("o", now=NOW) == 60
    assert not store.spend("o", now=NOW + timedelta(minutes=59), per_hour=60)
    assert store.spend("o", now=NOW + timedelta(hours=1), per_hour=60)
    assert store.spend("other", now=NOW, per_hour=60)


def test_any_hour_has_its_end(store):
    """A request every half a minute for a day: no sixty minutes see more than their sixty."""
    asked = [NOW + timedelta(seconds=30 * number) for number in range(2 * 60 * 6)]
    left = [at for at in asked if store.spend("o", now=at, per_hour=60)]
    most = max(sum(at <= other < at + timedelta(hours=1) for other in left) for at in left)
    assert most == 60
    assert len(left) == 6 * 60


def test_announcements_keep_their_first_and_last_instant(store):
    """In whatever order they come."""

    def told(at):
        return Announcement(
            outlet_id="o", host="n.test", source=Source.PAGE, via_host="h.test", page="/a",
            first_seen_at=at, last_seen_at=at,
        )  # fmt: skip

    for hours in (5, 0, 9, 3):
        store.announce([told(NOW + timedelta(hours=hours))])
    (found,) = store.announcements(["o"])
    assert (found.first_seen_at, found.last_seen_at) == (NOW, NOW + timedelta(hours=9))


def test_rows_come_back_as_they_were_saved(store):
    """Mirrors, findings, mutes, moves and answers to nonsense."""
    mirror = Mirror(
        outlet_id="o", host="n.test", state=MirrorState.PROPOSED, source=Source.LIST,
        first_seen_at=NOW, warnings=("note: x",), evidence={"via": ["h.test"]}, check_at=NOW,
    )  # fmt: skip
    assert store.update_mirror("o", "n.test", lambda old: mirror if old is None else None) == mirror
    assert store.update_mirror("o", "n.test", lambda _: None) == mirror
    assert store.mirrors(["o"], states=[MirrorState.PROPOSED]) == store.mirrors() == [mirror]
    finding = Finding(
        outlet_id="o", article_id="o:1", host="h.test", other_host="m.test", kind="edited",
        is_tampering=True, similarity=0.9, changes=({"what": "number"},), found_at=NOW,
    )  # fmt: skip
    store.save_findings([finding])
    store.save_findings([finding])
    assert store.findings(["o"]) == [finding]
    assert store.findings(["o"], since=NOW + timedelta(days=1)) == []
    mute = Mute(outlet_id="o", host="h.test", reason=Reason.SEIZED, detail="d", muted_at=NOW)
    store.mute(mute)
    assert store.mutes(["o"]) == [mute]
    store.unmute("o", "h.test")
    assert store.mutes(["o"]) == []
    nonsense = Nonsense(host="h", vantage="v", sketch="a b", asked_at=NOW, expires_at=NOW)
    store.save_nonsense(nonsense)
    assert store.nonsense("h", "v") == nonsense
    assert store.nonsense("h", "elsewhere") is None


def test_a_finding_made_again_keeps_its_first_instant_until_it_is_settled(store):
    """Saved last is what counts; what is settled and comes back begins anew."""

    def found(n_hours, **more):
        return Finding(
            outlet_id="o", article_id="o:1", host="h.test", other_host="m.test", kind="updated",
            is_tampering=False, similarity=0.9, changes=(), says="a", is_alone=True,
            found_at=NOW + timedelta(hours=n_hours), **more,
        )  # fmt: skip

    store.save_findings([found(0)])
    store.save_findings([replace(found(5), is_tampering=True)])
    (again,) = store.findings(["o"])
    assert (again.since, again.found_at, again.is_tampering) == (
        NOW, NOW + timedelta(hours=5), True,
    )  # fmt: skip
    store.save_findings([replace(again, resolved_at=NOW)])
    (settled,) = store.findings(["o"])
    assert (settled.resolved_at, settled.since) == (NOW, NOW)
    store.save_findings([found(9)])
    (anew,) = store.findings(["o"])
    assert anew == found(9)


def test_a_move_is_counted_while_it_holds_and_forgotten_when_the_host_speaks(store):
    """First and last instant, and how often."""

    def move(at):
        return Move(
            outlet_id="o", host="h.test", target="t.test", url="u", target_url="w", n_seen=1,
            first_seen_at=at, last_seen_at=at,
        )  # fmt: skip

    for days in range(3):
        store.note_move(move(NOW + timedelta(days=days)))
    (held,) = store.moves(["o"])
    assert (held.n_seen, held.last_seen_at - held.first_seen_at) == (3, timedelta(days=2))
    store.end_moves("o", "h.test")
    assert store.moves(["o"]) == []
