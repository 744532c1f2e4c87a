"""Past days through a real Airflow: by the UI's form, by REST and by command, in any order."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.pipeline.always_up import always_up, rows_of
from tests.stack.backfilling import DAG, sweeping
from tests.stack.test_approval import has_browser

from wireroom.adapters.warehouse import open_store
from wireroom.demo import expected_day
from wireroom.stack import airflow

ROOT = Path(__file__).parents[2]
BROWSER = "tests.stack.backfill_in_browser"
FIVE = [date(2026, 8, 5) + timedelta(days=n) for n in range(5)]
HARBOUR = {"outlets": ["harbour"]}

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def sweeps(tmp_path_factory):
    """One Airflow for all; each test has days of its own."""
    with sweeping(tmp_path_factory.mktemp("stack")) as found:
        yield found


@pytest.mark.skipif(not has_browser(), reason="needs Debian's chromium and chromium-driver")
def test_a_backfill_by_the_form_gives_what_a_room_holds_that_was_always_up(sweeps, tmp_path):
    """Five days that the feeds have forgotten: the same articles, texts, dates and ids."""
    sweeps.await_peace()
    form = fill_the_form(sweeps, FIVE, tmp_path)
    states = sweeps.await_days(*map(str, FIVE))
    assert "5 runs will be triggered." in form
    assert set(states.values()) == {"success"}
    up = rows_of(always_up(tmp_path / "up", FIVE), FIVE)
    swept = rows_of(sweeps.settings, FIVE)
    assert len(up) == 68
    assert swept == up


def test_rest_and_the_command_line_give_the_same_whatever_they_find(sweeps):
    """Two days each; again over all, while a run by hand sweeps them: not a row is other."""
    sweeps.await_peace()
    days = ["2026-07-27", "2026-07-28", "2026-07-29", "2026-07-30"]
    sweeps.backfill(*days[:2], dag_run_conf=HARBOUR, max_active_runs=2)
    assert set(sweeps.await_days(*days[:2]).values()) == {"success"}
    first = filed(sweeps, *days)
    typed = backfill_command(sweeps, *days[2:])
    assert typed.returncode == 0, typed.stderr
    assert set(sweeps.await_days(*days).values()) == {"success"}
    assert filed(sweeps, *days[:2]) == published(*days[:2])
    assert filed(sweeps, *days) == published(*days) > first
    rows = dump(sweeps)
    again = {"dag_run_conf": HARBOUR, "max_active_runs": 4, "reprocess_behavior": "completed"}
    beside = sweeps.stack.rest.trigger(DAG, {"from": days[0], "to": days[3], **HARBOUR})
    sweeps.backfill(days[0], days[3], **again)
    assert set(sweeps.await_days(*days).values()) == {"success"}
    assert sweeps.await_run(beside) == "success"
    assert dump(sweeps) == rows
    none = sweeps.post("backfills/dry_run", body(days[0], days[3]))
    assert none.json()["total_entries"] == 0  # "none" leaves days alone that were run


def test_a_backfill_that_was_cancelled_is_taken_up_again(sweeps):
    """What ran stays; the days that were taken out are done by the next one, and none is lost."""
    sweeps.await_peace()
    days = ["2026-07-31", "2026-08-01", "2026-08-02", "2026-08-03"]  # a day touches two of London's
    backfill = sweeps.backfill(days[0], days[3], dag_run_conf=HARBOUR, max_active_runs=1)
    sweeps.stack.wait(
        lambda: sweeps.days(days[0])[days[0]] == "success", within_s=200, what="no first day"
    )
    sweeps.cancel(backfill)
    left = sweeps.await_days(*days)
    assert "failed" in left.values()
    assert filed(sweeps, *days) < published(*days)
    sweeps.backfill(
        days[0], days[3], dag_run_conf=HARBOUR, max_active_runs=4, reprocess_behavior="failed"
    )
    assert set(sweeps.await_days(*days).values()) == {"success"}
    assert filed(sweeps, *days) == published(*days)


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"from": "2026-08-09", "to": "2026-08-05"}, "2026-08-05"),
        ({"from": "2026-08-09"}, "give both days"),
    ],
    ids=["the wrong way round", "one day alone"],
)
def test_wrong_days_are_named_in_the_log_of_plan(sweeps, params, problem):
    """A run by hand whose days make no span is red at once and says what to give."""
    run = sweeps.stack.rest.trigger(DAG, params | HARBOUR)
    assert sweeps.await_run(run) == "failed"
    log = sweeps.log(run, "plan")
    assert "BadInputError" in log
    assert problem in log
    assert "Fix:" in log


def test_what_is_no_day_or_no_outlet_starts_no_run(sweeps):
    """The form and REST refuse it, and name the parameter."""
    for conf, name in (({"outlets": ["nobody"]}, "outlets"), ({"limit": 0}, "limit")):
        wrong = sweeps.post(f"dags/{DAG}/dagRuns", {"logical_date": None, "conf": conf})
        assert (wrong.status_code, name in wrong.text) == (400, True), wrong.text


def fill_the_form(sweeps, days, folder):
    """As a person who logs in; what the form said."""
    stack = sweeps.stack
    words = [stack.layout.url, airflow.USER, stack.password(), str(days[0]), str(days[-1])]
    done = subprocess.run(
        [sys.executable, "-m", BROWSER, *words, str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def backfill_command(sweeps, first, last):
    """`airflow backfill create`, as the README has it."""
    return sweeps.typed(
        "backfill", "create", "--dag-id", DAG, "--from-date", first, "--to-date", last,
        "--max-active-runs", "2", "--dag-run-conf", '{"outlets": ["harbour"]}',
    )  # fmt: skip


def body(first, last):
    days = {"from_date": f"{first}T00:00:00Z", "to_date": f"{last}T00:00:00Z"}
    return {"dag_id": DAG, **days, "reprocess_behavior": "none"}


def published(*days):
    """The demo's truth of Harbour Ledger's days, by native id."""
    told = [expected_day("harbour", date.fromisoformat(day)) for day in days]
    return {one.native_id for day in told for one in day.articles}


def filed(sweeps, *days):
    """What the warehouse has of Harbour Ledger's days, by the outlet's calendar."""
    known = published(*days)
    rows = open_store(sweeps.settings.warehouse).articles(10_000)
    found = {row["article_id"].partition(":") for row in rows}
    return {key for outlet, _, key in found if outlet == "harbour"} & known


def dump(sweeps):
    """Every row of Harbour Ledger that a user sees."""
    rows = open_store(sweeps.settings.warehouse).articles(10_000)
    return sorted(str(row) for row in rows if row["outlet_id"] == "harbour")
