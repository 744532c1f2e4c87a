"""Questions to people and their answers: none is lost, none is put twice, and the first counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.pipeline.mirrors.press import NEW, Press

from wireroom.errors import BadInputError
from wireroom.model import Answer, Mirror, MirrorState, Source
from wireroom.pipeline import mirror_tasks, mirrors
from wireroom.pipeline.mirrors.question import question_of
from wireroom.pipeline.mirrors.questions import MAX_QUESTIONS
from wireroom.pipeline.wiring import Room
from wireroom.stages.mirrors.trust import ASK_AGAIN

Open = Sequence[str]


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """The paper, and NEW was compared and waits for a person."""
    press = Press(tmp_path)
    with press.zoo:
        waits(press, NEW)
        yield press


def waits(press: Press, *hosts: str) -> None:
    """The hosts were compared and wait for a person."""
    room = press.room()
    for host in hosts:
        mirror = Mirror(
            outlet_id="paper", host=host, state=MirrorState.VERIFIED, source=Source.PERSON,
            first_seen_at=room.clock(), verified_at=room.clock(), ask_at=room.clock(),
        )  # fmt: skip
        room.store.update_mirror("paper", host, lambda _, mirror=mirror: mirror)


def put(press: Press, run: str, still_open: Open = (), *, room: Room | None = None) -> list[str]:
    """The hosts that a run is to ask about."""
    room = room or press.room()
    found = mirrors.questions(
        room, room.registry.outlets, asked_by=run, is_open=lambda name: name in still_open
    )
    return [one.host for one in found]


def answer(
    press: Press, word: Answer, run: str | None, *, by: str | None = "ada"
) -> mirrors.Answered:
    """An answer to the question of a run, or one that nobody asked for."""
    room = press.room()
    outlet = room.registry.outlet("paper")
    return mirrors.decide(room, outlet, NEW, word, by=by, via="test", asked_by=run)


LOST: dict[str, tuple[str, Open, list[str]]] = {
    "its run is open": ("next", ["first"], []),
    "its run failed, ended or was deleted": ("next", [], [NEW]),
    "its run is cleared and asks again": ("first", ["first"], [NEW]),
}


@pytest.mark.parametrize(("run", "still_open", "expected"), LOST.values(), ids=LOST)
def test_a_question_stands_as_long_as_its_run(
    run: str, still_open: Open, expected: list[str], press: Press
) -> None:
    """Nobody asks beside an open run; what a run leaves unanswered is asked by the next."""
    assert put(press, "first") == [NEW]
    room = press.room()
    seen = mirrors.waiting(room, room.registry.outlets, is_open=lambda name: name in still_open)
    assert [one.host for one in seen] == ([] if "first" in still_open else [NEW])
    assert put(press, run, still_open) == expected


def test_a_cleared_run_has_the_same_questions_in_the_same_order(press: Press) -> None:
    """Airflow keeps a question's text by its number: another host there would get its answer.

    Some were answered, one is another run's by now, and a new one waits: nothing moves up.
    """
    others = [f"{number}.gazette.test" for number in range(3)]
    waits(press, *others)
    hosts = put(press, "first")
    assert hosts == [*others, NEW]
    answer(press, Answer.APPROVED, "first")
    waits(press, "00.gazette.test")
    assert put(press, "second") == sorted([*others, "00.gazette.test"])
    waits(press, others[0])
    assert put(press, "first", ["second"]) == hosts
    asked = {host: one.asked_by for host, one in press.mirrors().items()}
    mine = {others[0]: "first", NEW: None}
    assert asked == dict.fromkeys(["00.gazette.test", *others], "second") | mine


def test_a_run_takes_over_and_the_old_answer_counts_no_more(press: Press) -> None:
    """A run that was thought dead answers late: its question is another run's by now."""
    put(press, "first")
    put(press, "second")
    assert not answer(press, Answer.APPROVED, "first").is_kept
    assert press.room().store.decisions("paper") == []
    assert answer(press, Answer.REJECTED, "second").is_kept


def test_runs_at_once_share_the_questions(press: Press) -> None:
    """Eight runs look at the same instant: each host is asked about once."""
    hosts = [f"{number}.gazette.test" for number in range(5)]
    waits(press, *hosts)
    rooms = {f"run-{number}": press.room() for number in range(8)}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda run: put(press, run, [*rooms], room=rooms[run]), rooms))
    assert Counter(host for one in found for host in one) == dict.fromkeys([NEW, *hosts], 1)


@pytest.mark.parametrize("before", [[], ["one that is over"]], ids=["never asked", "asked before"])
def test_runs_that_looked_before_another_took_it_leave_it(before: Open, press: Press) -> None:
    """Who read the book before the other wrote in it does not ask all the same."""
    for run in before:
        put(press, run)
    late = replace(room := press.room(), store=_Late(room.store, room.store.mirrors(["paper"])))
    assert put(press, "first") == [NEW]
    assert put(press, "second", room=late) == []


def test_an_answer_given_meanwhile_stays(press: Press) -> None:
    """Who approves while the question is on its way is not asked for it again."""
    late = replace(room := press.room(), store=_Late(room.store, room.store.mirrors(["paper"])))
    answer(press, Answer.APPROVED, None)
    assert put(press, "late", room=late) == []
    assert press.mirrors()[NEW].state is MirrorState.APPROVED


class _Late:
    """A store whose reader saw the mirrors before somebody wrote."""

    def __init__(self, store, stale) -> None:
        self._store, self._stale = store, stale

    def mirrors(self, *_, **__):
        return self._stale

    def __getattr__(self, name: str):
        return getattr(self._store, name)


def test_what_one_run_cannot_hold_the_next_one_asks(press: Press) -> None:
    """More hosts than a run may map over."""
    waits(press, *(f"{number}.gazette.test" for number in range(MAX_QUESTIONS)))
    first = put(press, "first")
    rest = put(press, "second", ["first"])
    assert (len(first), len(rest)) == (MAX_QUESTIONS, 1)
    assert not {*first} & {*rest}


HOSTILE = (
    "[here](https://evil.example/)", "<script>alert(1)</script>", "![x](//evil.example/x.png)",
    "a | b | c", "**bold** _it_ ~~gone~~", "`code` ``more``", "https://evil.example/", "\\`x`",
    "# head\n\n- item\n\n> said", "<https://evil.example>", "&lt;img src=x&gt;", "me@evil.example",
    "1. one", "2) two", "- three", "+ four", "---", "    five", "=====",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_foreign_words_stay_words(words: str, press: Press) -> None:
    """Whatever a page or a list says: no link, picture, heading or cell of its own in the body."""
    sample = {
        "url": f"https://www.paper.test/{words}", "agrees_with": [words],
        "tampering": [], "failed": words,
    }  # fmt: skip
    check = {"result": words, "is_nonsense_sane": True, "said": [words], "samples": [sample]}
    evidence = {"check": check, "via": [words], "sources": [words], "redirect": words,
                "pages": [words], "n_pages": 1}  # fmt: skip
    mirror = replace(press.mirrors()[NEW], warnings=(words,), note=words, evidence=evidence)
    (outlet,) = press.room().registry.outlets
    shown = MarkdownIt("commonmark").enable("table").render(question_of(outlet, mirror).body)
    tags = Counter(re.findall(r"<(\w+)", shown))
    assert set(tags) <= {
        "p", "ul", "li", "strong", "em", "code", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert (tags["table"], tags["tr"], tags["td"]) == (1, 2, 3)
    assert tags["em"] == 3  # the three answers


def test_a_question_shows_warnings_then_evidence_and_cuts_nothing_off(press: Press) -> None:
    """Long addresses lose their middle, as code is not wrapped; what was compared comes first."""
    sample = {
        "url": "https://www.paper.test/" + "long-" * 60 + "end", "tampering": [], "failed": "",
        "agrees_with": ["a" * 56 + ".onion"],
    }  # fmt: skip
    check = {
        "result": "passed",
        "is_nonsense_sane": True,
        "said": ["all came"],
        "samples": [sample],
    }
    mirror = replace(press.mirrors()[NEW], warnings=("look at it",), evidence={"check": check})
    (outlet,) = press.room().registry.outlets
    body = question_of(outlet, mirror).body
    parts = ["look at it", "it passed", "all came", "| article |", "Who named it", "Your answer"]
    places = [body.index(part) for part in parts]
    assert places == sorted(places)
    assert "end`" in body
    assert max(len(code) for code in re.findall(r"`([^`]*)`", body)) <= 60
    bare = question_of(outlet, replace(mirror, evidence={})).body
    assert "not compared" in bare


PAIRS = {
    "both approve": (Answer.APPROVED, Answer.APPROVED),
    "the terminal rejects": (Answer.APPROVED, Answer.REJECTED),
    "airflow rejects": (Answer.REJECTED, Answer.APPROVED),
    "airflow puts off": (Answer.NOT_NOW, Answer.REJECTED),
}


@pytest.mark.parametrize(("in_airflow", "typed"), PAIRS.values(), ids=PAIRS)
def test_of_two_answers_at_once_the_first_counts(
    in_airflow: Answer, typed: Answer, press: Press
) -> None:
    """An answer in Airflow and one on a terminal: one row, and the other is told of it."""
    put(press, "run")

    def give(word: Answer, run: str | None) -> str:
        try:
            return "kept" if answer(press, word, run).is_kept else "told"
        except BadInputError as error:
            return "told" if ", by ada on 2026-08-20" in str(error) else str(error)

    with ThreadPoolExecutor(2) as pool:
        given = [pool.submit(give, in_airflow, "run"), pool.submit(give, typed, None)]
        ended = [one.result() for one in given]
    kept = press.room().store.decisions("paper")
    if in_airflow is Answer.NOT_NOW and ended == ["kept", "kept"]:
        assert {one.answer for one in kept} == {Answer.NOT_NOW, Answer.REJECTED}  # in this order
        return
    assert sorted(ended) == ["kept", "told"]
    assert [one.answer for one in kept] == [in_airflow if ended[0] == "kept" else typed]


@pytest.mark.parametrize("word", [Answer.APPROVED, Answer.REJECTED, Answer.NOT_NOW])
def test_an_answer_to_what_is_decided_changes_nothing(word: Answer, press: Press) -> None:
    """Somebody typed an approval; the question in Airflow is answered, or times out, after it."""
    put(press, "run")
    answer(press, Answer.APPROVED, None)
    before = press.mirrors()[NEW]
    late = answer(press, word, "run", by=None if word is Answer.NOT_NOW else "bob")
    assert (late.is_kept, late.mirror) == (False, before)
    assert len(press.room().store.decisions("paper")) == 1


def test_a_question_that_nobody_answers_comes_again_after_a_week(press: Press) -> None:
    """The time-out is kept as an answer by nobody."""
    put(press, "run")
    assert answer(press, Answer.NOT_NOW, "run", by=None).is_kept
    (kept,) = press.room().store.decisions("paper")
    assert (kept.answer, kept.by) == (Answer.NOT_NOW, None)
    minute = timedelta(minutes=1)
    assert put(press, "next", room=press.room(ASK_AGAIN - minute)) == []
    assert put(press, "next", room=press.room(ASK_AGAIN)) == [NEW]


def test_tasks_are_told_what_became_of_a_question(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is cleared late hears why it need not ask; a late answer, whose word stands."""
    settings = press.room().settings
    for name, value in {
        "HOME": str(settings.home), "OUTLETS": str(settings.outlets), "ANSWER_S": "90",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"WIREROOM_{name}", value)
    is_open = lambda name: name == "run"  # noqa: E731
    (question,) = mirror_tasks.pending("run", outlets=[], is_open=is_open)
    assert (question["host"], question["answer_s"]) == (NEW, 90)
    assert mirror_tasks.moot("run", outlet_id="paper", host=NEW) is None
    told = mirror_tasks.moot("other", outlet_id="paper", host=NEW)
    assert told == f"paper {NEW} is asked about in run"
    assert not mirror_tasks.is_anything_to_ask([], is_open=is_open)
    assert mirror_tasks.is_anything_to_ask([], is_open=lambda _: False)
    answer(press, Answer.REJECTED, None)
    done = mirror_tasks.decide("run", outlet_id="paper", host=NEW, answer="Approve", by="bob")
    word = f"paper {NEW} is rejected, by ada on 2026-08-20 12:00 UTC, already"
    assert (done["is_kept"], done["told"]) == (False, word)
    assert mirror_tasks.moot("run", outlet_id="paper", host=NEW) == word


def test_a_task_that_tells_its_answer_again_is_told_it_is_kept(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker died after the answer was kept; another answer by then is still too late."""
    settings = press.room().settings
    monkeypatch.setenv("WIREROOM_HOME", str(settings.home))
    monkeypatch.setenv("WIREROOM_OUTLETS", str(settings.outlets))
    put(press, "run")
    where = {"outlet_id": "paper", "host": NEW}
    assert mirror_tasks.answered("run", **where) is None
    first, again = (
        mirror_tasks.decide("run", **where, answer="Reject", by="bob") for _ in range(2)
    )
    assert (first["is_kept"], again["is_kept"]) == (True, True)
    assert mirror_tasks.answered("run", **where) == again | {"told": first["told"]}
    assert not mirror_tasks.decide("run", **where, answer="Approve", by="bob")["is_kept"]
    assert mirror_tasks.answered("other", **where) is None
    assert len(press.room().store.decisions("paper")) == 1
