"""A person's word in Airflow: in the UI by a browser, by REST, or not at all; none is lost."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.stack.waiting import Desk, approvals

from wireroom.model import Answer, MirrorState
from wireroom.stack import airflow
from wireroom.stages.mirrors.trust import ASK_AGAIN

BROWSER = "tests.stack.answer_in_browser"
ROOT = Path(__file__).parents[2]
NEEDED = (Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver"))
A, B, C = HOSTS = ("a.presstv.example", "b.presstv.example", "c.presstv.example")

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


def has_browser():
    if all(path.exists() for path in NEEDED):
        return True
    assert not os.environ.get("CI"), "no Chromium: apt-get install chromium chromium-driver"
    return False


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A real Airflow for all; each test has an outlet of its own."""
    with approvals(tmp_path_factory.mktemp("stack") / "home") as found:
        yield found


@pytest.mark.skipif(not has_browser(), reason="needs Debian's chromium and chromium-driver")
def test_answers_are_kept_with_who_gave_them(running, tmp_path):
    """One approved in the UI, one rejected and one put off by REST: a table says by whom."""
    desk = Desk(*running, "presstv")
    desk.waits(*HOSTS)
    run = desk.asks(*HOSTS)
    asked = desk.questions(run)
    shown = answer_in_browser(desk, asked[A], "Approve", tmp_path)
    desk.stack.rest.answer(asked[B], "Reject")
    desk.stack.rest.answer(asked[C], "Not now")
    kept = {one.host: (one.answer, one.by, one.via) for one in desk.await_answers(3)}
    assert desk.await_end(run) == "success"
    for evidence in ("10 of 10 agree with two approved hosts", "www.presstv.co.uk", "Press TV"):
        assert evidence in shown
    assert "{{7*7}}" in shown  # a foreign page's words are no template
    assert kept == {
        A: ("approved", airflow.USER, "airflow"),
        B: ("rejected", airflow.USER, "airflow"),
        C: ("not_now", airflow.USER, "airflow"),
    }
    assert all(one.at.tzinfo for one in desk.decisions())
    states = [one.state for one in desk.store.mirrors(["presstv"])]
    assert states == [MirrorState.APPROVED, MirrorState.REJECTED, MirrorState.PENDING]


def test_what_nobody_answers_in_time_is_put_off_and_asked_again(running):
    """The run ends green, "not now" is kept as nobody's word, and a week later it is asked anew."""
    desk = Desk(*running, "isna")
    desk.waits(A)
    run = desk.asks(A, answer_s=3)
    (kept,) = desk.await_answers(1)
    assert (kept.answer, kept.by, kept.via) == (Answer.NOT_NOW, None, "airflow")
    assert desk.await_end(run) == "success"
    assert desk.tasks(run) == {"questions": "success", f"isna {A}": "success"}
    (mirror,) = desk.store.mirrors(["isna"])
    assert (mirror.state, mirror.ask_at) == (MirrorState.PENDING, kept.at + ASK_AGAIN)
    desk.asks()
    desk.a_week_passes(A)
    desk.asks(A)


def test_a_question_outlives_its_run_and_is_never_put_twice(running):
    """Beside an open run nobody asks; what a run leaves when it is ended, the next one asks."""
    desk = Desk(*running, "tasnim")
    desk.waits(A, B)
    first = desk.asks(A, B)
    desk.asks()
    desk.delete(first)
    marked = desk.asks(A, B)
    desk.end(marked, "success")
    second = desk.asks(A, B)
    desk.stack.rest.answer(desk.questions(second)[A], "Approve")
    desk.await_answers(1)
    desk.clear(second, "questions")
    desk.await_questions(second, B)
    # Airflow shows a cleared task's question before the task runs again and waits for its answer.
    desk._await(
        lambda: desk.tasks(second).get(f"tasnim {B}") == "awaiting_input", "B does not wait"
    )
    desk.stack.rest.answer(desk.questions(second)[B], "Reject")
    kept = [(one.host, one.answer) for one in desk.await_answers(2)]
    assert kept == [(B, Answer.REJECTED), (A, Answer.APPROVED)]
    assert desk.await_end(second) == "success"
    ended = desk.tasks(second)
    assert (ended[f"tasnim {A}"], ended[f"tasnim {B}"]) == ("success", "success")
    desk.asks()


def test_the_first_of_two_answers_counts_wherever_it_was_given(running):
    """Typed before, after and while Airflow's is given: one row a host, and the other is told."""
    desk = Desk(*running, "yjc")
    desk.waits(*HOSTS)
    run = desk.asks(*HOSTS)
    asked = desk.questions(run)
    assert types(desk, "approve", A).returncode == 0
    desk.stack.rest.answer(asked[A], "Reject")
    desk.stack.rest.answer(asked[B], "Approve")
    desk.await_answers(2)
    late = types(desk, "approve", B)
    assert (late.returncode, f"{B}: is approved, by admin on" in late.stdout) == (0, True)
    turned = types(desk, "reject", B)
    assert (turned.returncode, "mirrors retire yjc" in turned.stderr) == (2, True)
    with ThreadPoolExecutor(1) as pool:
        typed = pool.submit(types, desk, "approve", C)
        desk.stack.rest.answer(asked[C], "Reject")
        said = typed.result().stdout + typed.result().stderr
    assert desk.await_end(run) == "success"
    kept = {one.host: (one.answer, one.via) for one in desk.decisions()}
    assert len(desk.decisions()) == 3
    assert (kept[A], kept[B]) == (("approved", "command line"), ("approved", "airflow"))
    ended = desk.tasks(run)
    assert (ended[f"yjc {A}"], ended[f"yjc {B}"]) == ("skipped", "success")
    if kept[C] == ("approved", "command line"):
        assert ended[f"yjc {C}"] == "skipped"
    else:
        assert (ended[f"yjc {C}"], "is rejected, by admin on" in said) == ("success", True)


def types(desk, word, host):
    """A command as a person types it."""
    command = [sys.executable, "-m", "wireroom.cli", "mirrors", word, desk.outlet, host]
    return subprocess.run(
        [*command, "--by", "ada"],
        env={**os.environ, **desk.env}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def answer_in_browser(desk, question, option, folder):
    """Answer as a person who logs in; what the page showed."""
    asked = question["task_instance"]
    run = asked["dag_run_id"].replace(":", "%3A").replace("+", "%2B")
    path = (
        f"/dags/{asked['dag_id']}/runs/{run}/tasks/{asked['task_id']}"
        f"/mapped/{asked['map_index']}/required_actions"
    )
    stack = desk.stack
    words = [stack.layout.url, path, airflow.USER, stack.password(), option, str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", BROWSER, *words],
        cwd=ROOT, capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
