"""From an announcement to a question: repetition, comparison, a person; never an approval."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.errors import BadInputError
from wireroom.model import (
    Announcement,
    Answer,
    Decision,
    Finding,
    Mirror,
    MirrorState,
    Move,
    Source,
)
from wireroom.registry import Outlet
from wireroom.stages.mirrors.checks import CheckResult, Sample, weigh
from wireroom.stages.mirrors.lookalike import warnings_of
from wireroom.stages.mirrors.trust import (
    MAX_PROPOSALS_A_DAY,
    after_answer,
    after_check,
    as_pending,
    convicted,
    is_to_ask,
    is_to_check,
    propose,
    propose_moves,
)

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OUTLET = Outlet.model_validate(
    {
        "id": "paper", "name": "Paper", "language": "en", "timezone": "UTC",
        "hosts": [
            {"host": "www.paper.test", "role": "origin"},
            {"host": "one.paper.test", "role": "mirror"},
            {"host": "old.paper.test", "role": "retired"},
        ],
        "feeds": [{"path": "/rss"}],
    }
)  # fmt: skip
NEW = "www.paper.example"


def told(host=NEW, *, n=3, via="www.paper.test", over=DAY, source=Source.PAGE, outlet="paper"):
    return [
        Announcement(
            outlet_id=outlet, host=host, source=source, via_host=via, page=f"/a{number}",
            first_seen_at=NOW - over, last_seen_at=NOW,
        )
        for number in range(n)
    ]  # fmt: skip


def proposed(announcements, *, muted=(), known=None):
    return [m.host for m in propose(OUTLET, announcements, known or {}, muted=muted, now=NOW)]


CASES = {
    "three pages over a day": (told(), (), [NEW]),
    "two pages": (told(n=2), (), []),
    "three pages in an hour": (told(over=timedelta(hours=1)), (), []),
    "named by a candidate": (told(via="other.example"), (), []),
    "named by a retired host": (told(via="old.paper.test"), (), []),
    "named by a host without a voice": (told(), ("www.paper.test",), []),
    "another outlet's page": (told(outlet="post"), (), []),
    "a host it has": (told("one.paper.test"), (), []),
    "no host name": (told("localhost"), (), []),
    "a user's list, once": (told(n=1, via="", source=Source.LIST, over=0 * DAY), (), [NEW]),
    "one page on two hosts": (
        [*told(n=1), *told(n=1, via="one.paper.test")] * 2, (), []
    ),
}  # fmt: skip


@pytest.mark.parametrize(("announcements", "muted", "hosts"), CASES.values(), ids=CASES)
def test_repetition_on_approved_hosts_proposes(announcements, muted, hosts):
    """Who says it, how often, for how long; and who has no voice."""
    assert proposed(announcements, muted=muted) == hosts


def test_a_flood_is_let_through_a_few_a_day():
    """A hundred hosts named on every page are three proposals today."""
    flood = [one for number in range(100) for one in told(f"m{number}.example")]
    assert len(proposed(flood)) == MAX_PROPOSALS_A_DAY


@pytest.mark.parametrize("state", set(MirrorState) - {MirrorState.CANDIDATE})
def test_what_stands_somewhere_is_not_proposed_anew(state):
    """Least of all what a person rejected."""
    assert proposed(told(), known={NEW: mirror(state)}) == []


def test_a_redirect_is_proposed_after_it_held_for_days():
    """Not on its first day, never to a host it has, and never from one that lost its voice."""

    def move(days, target=NEW):
        return Move(
            outlet_id="paper", host="www.paper.test", target=target, url="u", target_url="t",
            n_seen=9, first_seen_at=NOW - days * DAY, last_seen_at=NOW,
        )  # fmt: skip

    def moved(*moves, muted=()):
        return propose_moves(OUTLET, moves, {}, muted=muted, now=NOW)

    assert moved(move(1)) == []
    assert moved(move(4, "one.paper.test")) == []
    assert moved(move(4), muted=["www.paper.test"]) == []
    (found,) = moved(move(4), move(5))
    assert (found.host, found.state, found.source) == (NEW, MirrorState.PROPOSED, Source.REDIRECT)


def mirror(state=MirrorState.PROPOSED):
    return Mirror(
        outlet_id="paper", host=NEW, state=state, source=Source.PAGE, first_seen_at=NOW,
        proposed_at=NOW, check_at=NOW,
    )  # fmt: skip


def sample(*agrees, heard=None, tampering=(), failed=""):
    heard = agrees if heard is None else heard
    return Sample(url="u", heard=heard, agrees_with=agrees, tampering=tampering, failed=failed)


BOTH, ALONE, GONE = sample("a", "b"), sample("a"), sample(failed="refused")
OPPOSED = sample("a", heard=("a", "b"))
CHECKS = {
    "ten of ten": ([BOTH] * 10, True, CheckResult.PASSED),
    "eight of ten": ([BOTH] * 8 + [GONE] * 2, True, CheckResult.PASSED),
    "seven of ten": ([BOTH] * 7 + [GONE] * 3, True, CheckResult.FAILED),
    "one witness": ([ALONE] * 10, True, CheckResult.ONE_WITNESS),
    "one witness for each half": ([ALONE] * 5 + [sample("b")] * 5, True, CheckResult.ONE_WITNESS),
    "two heard and one agrees": ([OPPOSED] * 10, True, CheckResult.FAILED),
    "two heard now and then": ([ALONE] * 8 + [OPPOSED] * 2, True, CheckResult.ONE_WITNESS),
    "nobody heard": ([sample()] * 10, True, CheckResult.FAILED),
    "one change": ([BOTH] * 9 + [sample("a", "b", tampering=("number",))], True,
                   CheckResult.FAILED),
    "answers nonsense": ([BOTH] * 10, False, CheckResult.FAILED),
    "too few": ([BOTH] * 4, True, CheckResult.FAILED),
    "nobody there": ([GONE] * 10, True, CheckResult.UNREACHABLE),
    "nothing to compare": ([], True, CheckResult.UNREACHABLE),
}  # fmt: skip


@pytest.mark.parametrize(("samples", "is_sane", "result"), CHECKS.values(), ids=CHECKS)
def test_a_check_needs_eight_of_ten_two_witnesses_and_nothing_wrong(samples, is_sane, result):
    """And says so in sentences."""
    check = weigh(samples, is_nonsense_sane=is_sane)
    assert check.result is result
    assert check.said


def warned(*samples, before=None):
    """A host after a check of these samples, and what is warned of it."""
    check = weigh(samples * 10, is_nonsense_sane=True)
    return after_check(before or mirror(), check, now=NOW)


def test_one_witness_is_warned_of_until_a_second_one_agrees():
    """The witness is named, first of all; what is said of the host's name stays."""
    named = replace(mirror(), warnings=("note: of the same domain",))
    one = warned(ALONE, before=named)
    assert "only one approved host answered (a)" in one.warnings[0]
    assert one.warnings[1:] == named.warnings
    both = warned(BOTH, before=one)
    assert (both.state, both.warnings) == (MirrorState.VERIFIED, named.warnings)


def test_a_host_without_a_valid_certificate_is_warned_of():
    """With what was wrong with it; a host that is only down is not."""
    told = "tls: certificate of m.test: expired"
    broken = warned(sample(failed=told))
    assert broken.state is MirrorState.PROPOSED
    assert f"no valid certificate, so anybody may answer there ({told})" in broken.warnings[0]
    assert warned(GONE).warnings == ()


@pytest.mark.parametrize("words", ["warning: looks like another", "note: another ending"])
def test_a_host_whose_name_is_warned_of_is_never_verified(words):
    """However well its texts agree, it is put to a person as it is; a note is no warning."""
    after = warned(BOTH, before=replace(mirror(), warnings=(words,)))
    is_verified = words.startswith("note:")
    assert (after.state is MirrorState.VERIFIED) is is_verified
    assert (after.state, is_to_ask(after, now=NOW)) in {
        (MirrorState.VERIFIED, True), (MirrorState.PENDING, True),
    }  # fmt: skip


def test_only_a_passed_check_verifies_and_a_failed_one_comes_again_later():
    """One witness is for a person to look at; failures wait from hours to a week."""
    passed = after_check(mirror(), weigh([BOTH] * 10, is_nonsense_sane=True), now=NOW)
    assert (passed.state, is_to_ask(passed, now=NOW)) == (MirrorState.VERIFIED, True)
    one = after_check(mirror(), weigh([ALONE] * 10, is_nonsense_sane=True), now=NOW)
    assert (one.state, one.verified_at) == (MirrorState.PENDING, None)
    failed, waits = mirror(), []
    for _ in range(12):
        failed = after_check(failed, weigh([GONE] * 10, is_nonsense_sane=True), now=NOW)
        assert failed.check_at is not None
        waits.append(failed.check_at - NOW)
        assert not is_to_check(failed, now=NOW)
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(hours=6), 7 * DAY)


def test_a_question_stands_while_its_run_is_open():
    """Nobody asks beside it; once its run is gone unanswered, the host is due at once."""
    asked = as_pending(
        after_check(mirror(), weigh([BOTH] * 10, is_nonsense_sane=True), now=NOW), asked_by="run"
    )
    assert asked.state is MirrorState.PENDING
    assert not is_to_ask(asked, now=NOW + 60 * DAY, open_runs={"run"})
    assert is_to_ask(asked, now=NOW, open_runs={"other"})


def test_not_now_is_asked_again_after_a_week():
    """Whoever says it, and where nobody says anything."""
    asked = as_pending(
        after_check(mirror(), weigh([BOTH] * 10, is_nonsense_sane=True), now=NOW), asked_by="run"
    )
    for by in ("ada", None):
        put_off = after_answer(asked, decision(Answer.NOT_NOW, by=by))
        assert (put_off.state, put_off.asked_by) == (MirrorState.PENDING, None)
        assert not is_to_ask(put_off, now=NOW + 7 * DAY - timedelta(seconds=1))
        assert is_to_ask(put_off, now=NOW + 7 * DAY)


def test_a_failed_check_takes_the_question_back():
    """A host that fails while a person is asked about it is not to be approved by that question."""
    asked = as_pending(mirror(MirrorState.VERIFIED), asked_by="run")
    after = after_check(asked, weigh([GONE] * 10, is_nonsense_sane=True), now=NOW)
    assert (after.state, after.asked_by) == (MirrorState.PROPOSED, None)


def decision(answer, by="ada"):
    return Decision(outlet_id="paper", host=NEW, answer=answer, by=by, via="test", at=NOW)


def test_nobody_cannot_approve_and_nobody_approves_the_unchecked_unawares():
    """An approval needs a name, and a check or the word that there was none."""
    checked = mirror(MirrorState.VERIFIED)
    assert after_answer(checked, decision(Answer.APPROVED)).state is MirrorState.APPROVED
    with pytest.raises(BadInputError, match="nobody"):
        after_answer(checked, decision(Answer.APPROVED, by=None))
    with pytest.raises(BadInputError, match="--unverified"):
        after_answer(mirror(), decision(Answer.APPROVED))
    told_so = after_answer(mirror(), decision(Answer.APPROVED), is_unverified=True)
    assert told_so.state is MirrorState.APPROVED


MISFITS = {
    "approve a rejected one": (Answer.REJECTED, Answer.APPROVED, "is rejected, by ada on 2026-08-"),
    "reject an approved one": (Answer.APPROVED, Answer.REJECTED, "is approved, by ada on 2026-08-"),
}


@pytest.mark.parametrize(("first", "second", "says"), MISFITS.values(), ids=MISFITS)
def test_what_was_decided_is_not_turned_unawares(first, second, says):
    """Who answers otherwise than somebody before is told by whom it was decided."""
    decided = after_answer(mirror(MirrorState.VERIFIED), decision(first))
    with pytest.raises(BadInputError, match=says):
        after_answer(decided, decision(second, by="bob"))


@given(
    st.lists(
        st.one_of(
            st.sampled_from([BOTH, ALONE, GONE]).map(lambda one: ("check", one)),
            st.sampled_from(list(Answer)).map(lambda one: ("nobody", one)),
            st.just(("ask", None)),
            st.integers(1, 400).map(lambda hours: ("wait", hours)),
        ),
        max_size=30,
    )
)
def test_nothing_but_a_person_leads_to_approved(steps):
    """Whatever checks, questions, time-outs and days come, in any order."""
    one, now = mirror(), NOW
    for what, value in steps:
        if what == "wait":
            now += timedelta(hours=value)
        elif what == "ask" and is_to_ask(one, now=now):
            one = as_pending(one, asked_by="run")
        elif what == "check":
            one = after_check(one, weigh([value] * 10, is_nonsense_sane=True), now=now)
        elif what == "nobody":
            try:
                one = after_answer(one, replace(decision(value, by=None), at=now))
            except BadInputError:
                continue
        assert one.state not in {MirrorState.APPROVED, MirrorState.REJECTED, MirrorState.RETIRED}


def finding(article, kind="edited", *, is_tampering=True, whats=(), **more):
    return Finding(
        outlet_id="paper", article_id=article, host="h", other_host="o", kind=kind,
        is_tampering=is_tampering, similarity=0.9, found_at=NOW,
        changes=tuple({"what": what, "others": "", "theirs": "x"} for what in whats), **more,
    )  # fmt: skip


CODE = ("inline script", "own script", "event handler", "script doing")
DAY_AGO = NOW - timedelta(days=1)


FINDINGS = {
    "one edited article": ([finding("1")], False),
    "the same one twice": ([finding("1"), finding("1")], False),
    "two edited articles": ([finding("1"), finding("2")], True),
    "one injection": ([finding("1", "injected")], True),
    "code of its own": ([finding(f"{n}", "injected", whats=CODE) for n in range(9)], False),
    "code of its own for a day": (
        [finding("1", "injected", whats=CODE, first_found_at=DAY_AGO)], True,
    ),
    "code that names another host": (
        [finding("1", "injected", whats=(*CODE, "script naming"))], True,
    ),
    "code and changed numbers": (
        [finding(f"{n}", "injected", whats=(*CODE, "number")) for n in range(2)], True,
    ),
    "two that others follow": ([finding(f"{n}", resolved_at=NOW) for n in range(2)], False),
    "two, but nobody stands alone": ([finding("1", is_tampering=False)] * 2, False),
}  # fmt: skip


@pytest.mark.parametrize(("findings", "is_guilty"), FINDINGS.values(), ids=FINDINGS)
def test_one_edited_article_convicts_nobody(findings, is_guilty):
    """It may be a page that was changed while the others lag."""
    assert bool(convicted(findings)) is is_guilty


NAMES = {
    "punycode": ("xn--tdewire-rog.test", "it reads 'tіdewire.test'"),
    "punycode that cannot be": ("xn--tdewre-9va8q.test", "internationalised"),
    "a letter away": ("www.tidewirre.example", "letter or two"),
    "digit for letter": ("www.tidew1re.example", "spelled otherwise"),
    "within a longer name": ("www.tidewire-login.example", "within a longer"),
    "another ending": ("www.tidewire.example", "note:"),
    "an address": ("203.0.113.7", "an address"),
    "free hosting": ("tidewire.github.io", "anybody"),
    "mixed scripts": ("tidеwire.example", "scripts"),
}


@pytest.mark.parametrize(("host", "says"), NAMES.values(), ids=NAMES)
def test_names_that_deceive_are_warned_of(host, says):
    """In a sentence for the person who decides."""
    assert any(says in warning for warning in warnings_of(host, ["www.tidewire.test"]))


def test_an_unlike_name_needs_no_warning():
    """Most mirrors are called something else."""
    assert warnings_of("news.gazette.example", ["www.tidewire.test"]) == ()
