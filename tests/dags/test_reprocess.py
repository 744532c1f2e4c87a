"""The DAG `reprocess`: which window it takes, and one run of it by Airflow itself."""

from datetime import UTC, datetime

import pytest
from tests.dags.looking import ROOT
from tests.dags.test_publish import airflow  # noqa: F401 - a fixture
from tests.pipeline.press_room import HOST, PLAIN, Press
from tests.pipeline.test_versions import OLD, read_by_an_older
from tests.servers import Zoo

from wireroom.errors import BadInputError, CorruptCaptureError
from wireroom.model import Window
from wireroom.pipeline.asked_days import window_of
from wireroom.pipeline.reprocess import Damaged, Report
from wireroom.pipeline.reprocess_tasks import settle

DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)
FIRST, NEXT = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 6, tzinfo=UTC)
NOW = datetime(2026, 2, 1, tzinfo=UTC)
SCRIPT = """
from airflow.dag_processing.dagbag import DagBag
dag = DagBag({dags!r}).dags["reprocess"]
run = dag.test(run_conf={{"from": "2026-01-05", "to": "2026-01-05"}})
print("ended", run.state, sorted(task.state for task in run.get_task_instances()))
"""


@pytest.mark.parametrize(
    ("texts", "interval"),
    [
        (("2026-01-05", "2026-01-05"), (None, None)),
        ((None, " "), (FIRST, NEXT)),
        ((None, None), (None, None)),
        ((None, ""), (NEXT, NEXT)),
    ],
    ids=["form", "interval", "by hand", "no length"],
)
def test_a_run_takes_the_forms_window_or_its_own_or_yesterday(texts, interval):
    """Each of these is the fifth of January to a run of the sixth."""
    found = window_of(texts, interval, run_after=datetime(2026, 1, 6, 9, tzinfo=UTC), now=NOW)
    assert found == Window.of_day(FIRST.date())


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("2026-01-05", None), "to: is not given"),
        ((None, "2026-01-05"), "from: is not given"),
        (("2026-01-06", "2026-01-05"), "ends before it begins"),
        (("monday", "2026-01-05"), "from 'monday': neither a day nor an instant"),
    ],
)
def test_a_wrong_window_names_its_field(texts, told):
    """As the form calls it, with the fix."""
    with pytest.raises(BadInputError, match=told):
        window_of(texts, (FIRST, NEXT), run_after=NEXT, now=NOW)


def test_damage_makes_the_run_red_after_all_else_is_filed():
    """The first damaged part is named with its place and page, the others are counted."""
    found = Damaged(location="f.warc.gz@7", url="https://a.test/1", problem="gone")
    bad = {**Report(damaged=[found]).as_json(), "n_damaged": 3}
    good = {**Report(n_captures=4, n_refined=1).as_json(), "n_damaged": 0}
    assert settle([good, good])["n_changed"] == 2
    with pytest.raises(CorruptCaptureError, match=r"f.warc.gz@7 .*a.test/1.* 2 more .*gone"):
        settle([good, bad])


@pytest.mark.long
def test_airflow_reads_a_day_again(airflow, tmp_path):  # noqa: F811 - the fixture
    """Every task green, and the text of an older extractor is today's."""
    with Zoo({}, hosts=[HOST]) as zoo:
        press = Press(zoo, tmp_path / "press", HOST)
        press.serve(PLAIN)
        press.run(DAY, updated=DAY)
        read_by_an_older(press)
        told = airflow(
            "-c",
            SCRIPT.format(dags=str(ROOT / "dags" / "reprocess.py")),
            WIREROOM_HOME=str(press.settings.home),
            WIREROOM_OUTLETS=str(press.settings.outlets),
        )
        assert told.splitlines()[-1] == "ended success ['success', 'success', 'success']"
        ((extractor,),) = press.rows("SELECT extractor FROM articles")
        assert extractor != OLD
