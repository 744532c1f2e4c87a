"""A person's word in Airflow: in the UI by a browser, and by REST; who gave it is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.stack.waiting import OUTLET, stack_with_candidates

from wireroom.model import MirrorState
from wireroom.stack import airflow

HOSTS = ("a.presstv.example", "b.presstv.example", "c.presstv.example")
BROWSER = str(Path(__file__).with_name("answer_in_browser.py"))
NEEDED = (Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver"))


def has_browser():
    if all(path.exists() for path in NEEDED):
        return True
    assert not os.environ.get("CI"), "no Chromium: apt-get install chromium chromium-driver"
    return False


@pytest.mark.long
@pytest.mark.skipif(not has_browser(), reason="needs Debian's chromium and chromium-driver")
def test_answers_are_kept_with_who_gave_them(tmp_path):
    """One approved in the UI, one rejected and one put off by REST: a table says by whom."""
    with stack_with_candidates(tmp_path / "home", HOSTS) as (stack, store):
        asked = {one["subject"].split()[1]: one for one in stack.rest.questions("mirror_approvals")}
        assert set(asked) == set(HOSTS)
        shown = answer_in_browser(stack, asked[HOSTS[0]], "Approve", tmp_path)
        stack.rest.answer(asked[HOSTS[1]], "Reject")
        stack.rest.answer(asked[HOSTS[2]], "Not now")
        stack.wait(
            lambda: len(store.decisions(OUTLET)) == len(HOSTS), within_s=90, what="no answers kept"
        )
    for evidence in ("10 of 10 agree with two approved hosts", "www.presstv.co.uk", "Press TV"):
        assert evidence in shown
    assert "{{7*7}}" in shown  # a foreign page's words are no template
    kept = {one.host: (one.answer, one.by, one.via) for one in store.decisions(OUTLET)}
    assert kept == {
        HOSTS[0]: ("approved", airflow.USER, "airflow"),
        HOSTS[1]: ("rejected", airflow.USER, "airflow"),
        HOSTS[2]: ("not_now", airflow.USER, "airflow"),
    }
    assert all(one.at.tzinfo for one in store.decisions(OUTLET))
    states = {one.host: one.state for one in store.mirrors([OUTLET])}
    assert list(states.values()) == [
        MirrorState.APPROVED,
        MirrorState.REJECTED,
        MirrorState.PENDING,
    ]


def answer_in_browser(stack, question, option, folder):
    """Answer as a person who logs in; what the page showed."""
    asked = question["task_instance"]
    run = asked["dag_run_id"].replace(":", "%3A").replace("+", "%2B")
    path = (
        f"/dags/{asked['dag_id']}/runs/{run}/tasks/{asked['task_id']}"
        f"/mapped/{asked['map_index']}/required_actions"
    )
    words = [stack.layout.url, path, airflow.USER, stack.password(), option, str(folder)]
    done = subprocess.run(
        [sys.executable, BROWSER, *words], capture_output=True, text=True, timeout=150, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
