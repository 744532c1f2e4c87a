"""Every DAG as Airflow's own loader reads it, and the traps Airflow sets for such files."""

import json
from pathlib import Path

import pytest
from tests.dags.looking import ROOT, look

from wireroom.adapters.outlets import load_registry

OUTLETS = ROOT / "dags" / "outlets"
POOLS = json.loads((ROOT / "docker" / "pools.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """What Airflow sees in this checkout."""
    return look(tmp_path_factory.mktemp("airflow") / "home")


def ingest(facts):
    """The DAGs that ingest, by id."""
    return {key: dag for key, dag in facts["dags"].items() if key.startswith("ingest_")}


def each_task(facts):
    return [
        (dag_id, task_id, task)
        for dag_id, dag in ingest(facts).items()
        for task_id, task in dag["tasks"].items()
    ]


def test_dag_files_have_no_import_errors(facts):
    """Airflow reads every DAG file without an error."""
    assert facts["import_errors"] == {}


def test_each_desk_with_outlets_has_its_dag(facts):
    """There is one DAG per desk that has outlets, and none beside."""
    desks = {outlet.desk for outlet in load_registry(OUTLETS).outlets}
    assert set(ingest(facts)) == {f"ingest_{desk}" for desk in desks}


def test_parsing_stays_cheap(facts):
    """Parsing imports nothing heavy and takes a few seconds of CPU of the 30 s it is given."""
    assert facts["heavy"] == []
    assert facts["parse_cpu_s"] < 5


def test_dags_are_scheduled_by_an_explicit_cron_timetable(facts):
    """No bare cron string, no catching up, one run at a time, a start in the past."""
    for dag in ingest(facts).values():
        assert dag["timetable"] == "CronTriggerTimetable"
        assert dag["catchup"] is False
        assert dag["max_active_runs"] == 1
        assert dag["start_date"].startswith("2026-01-01")
        assert {"wireroom", "ingest"} < set(dag["tags"])


def test_dags_do_not_lean_on_the_logical_date(facts):
    """Manual runs have none, so the file never names it."""
    assert all(dag["run_after"] for dag in ingest(facts).values())


@pytest.mark.parametrize(
    "told", ["plan", "poll", "fetch", "file", "settle", "red", "wireroom why", "pools.json"]
)
def test_triage_notes_tell_what_to_do(facts, told):
    """The notes name each task, what red means, and where to look."""
    assert all(told in dag["doc_md"] for dag in ingest(facts).values())


def test_params_take_the_desks_own_outlets_only(facts):
    """Outlets are chosen from the desk's ids, the limit is a count from 1."""
    for dag_id, dag in ingest(facts).items():
        desk = dag_id.removeprefix("ingest_")
        ids = [outlet.id for outlet in load_registry(OUTLETS).desk_outlets(desk)]
        assert dag["params"]["outlets"]["items"]["enum"] == ids
        assert dag["params"]["limit"]["minimum"] == 1
        assert "due_only" in dag["params"]


def test_steps_follow_each_other(facts):
    """plan -> poll -> fetch -> file -> settle, the middle three mapped over batches."""
    for dag in ingest(facts).values():
        tasks = dag["tasks"]
        assert list(tasks) == ["plan", "batch.poll", "batch.fetch", "batch.file", "settle"]
        assert "batch.poll" in tasks["plan"]["downstream"]
        assert tasks["batch.poll"]["downstream"] == ["batch.fetch"]
        assert tasks["batch.fetch"]["downstream"] == ["batch.file"]
        assert tasks["batch.file"]["downstream"] == ["settle"]
        assert [t for t in tasks if tasks[t]["is_mapped"]] == list(tasks)[1:4]


def test_one_failing_batch_does_not_stop_settle(facts):
    """settle waits for the batches to end, however they end; the others go by their upstream."""
    for _, task_id, task in each_task(facts):
        assert task["trigger_rule"] == ("all_done" if task_id == "settle" else "all_success")


def test_batches_are_named_by_outlet(facts):
    """The grid shows the batch's name, not a number."""
    for _, _, task in each_task(facts):
        assert bool(task["map_index_template"]) == task["is_mapped"]


def test_pools_are_ones_the_stack_makes(facts):
    """A task whose pool is missing never starts, so each named pool is in docker/pools.json."""
    tasks = [task for dag in facts["dags"].values() for task in dag["tasks"].values()]
    used = {task["pool"] for task in tasks} - {"default_pool"}
    assert used == set(POOLS)
    assert all(pool["slots"] >= 1 for pool in POOLS.values())


def test_tasks_are_bounded_and_owned(facts):
    """Each task has an owner, three retries by our policy, a time limit, and logs no value."""
    for _, _, task in each_task(facts):
        assert task["owner"] == "wireroom"
        assert (task["retries"], task["has_retry_policy"]) == (3, True)
        assert 0 < task["timeout_s"] <= 3600
        assert task["is_logging_value"] is False


def test_mirrors_are_looked_after_every_hour(facts):
    """probe -> discover -> compare, then a run of its own where a person is to be asked."""
    dag = facts["dags"]["mirrors"]
    assert (dag["timetable"], dag["max_active_runs"]) == ("CronTriggerTimetable", 1)
    assert list(dag["tasks"]) == ["ask", "probe", "discover", "compare", "is_anything_to_ask"]
    assert dag["tasks"]["compare"]["downstream"] == ["is_anything_to_ask"]
    assert dag["tasks"]["is_anything_to_ask"]["downstream"] == ["ask"]
    assert all(told in dag["doc_md"] for told in dag["tasks"])


def test_questions_wait_in_runs_of_their_own(facts):
    """One required action per host; several runs may wait; nothing of a page is a template."""
    dag = facts["dags"]["mirror_approvals"]
    assert dag["max_active_runs"] > 3 * 24  # one an hour, each open for three days
    assert dag["timetable"] == "NullTimetable"
    assert dag["params"]["answer_s"]["maximum"] == 30 * 24 * 3600
    ask = dag["tasks"]["ask"]
    assert (ask["is_mapped"], ask["template_fields"]) == (True, [])
    assert "mirror_decision" in dag["doc_md"]


def test_publishing_is_serial_and_waits_for_changes(facts):
    """After an ingest that changed something, and hourly; one run, one slot, notes on triage."""
    dag = facts["dags"]["publish"]
    assert (dag["timetable"], dag["max_active_runs"]) == ("AssetOrTimeSchedule", 1)
    task = dag["tasks"]["publish"]
    assert (task["pool"], POOLS[task["pool"]]["slots"]) == ("wireroom_publish", 1)
    assert (task["retries"], task["has_retry_policy"]) == (3, True)
    assert dag["params"]["full"]["type"] == "boolean"
    assert all(told in dag["doc_md"] for told in ("red means", "Skipped", "counts differ", "full"))


def test_sweeps_have_days_of_their_own(facts):
    """Daily data intervals that a backfill can name; the steps of a run, with discover for poll."""
    dag = facts["dags"]["sweep"]
    assert (dag["timetable"], dag["catchup"]) == ("CronDataIntervalTimetable", False)
    assert (dag["max_active_runs"], dag["run_after"]) == (1, True)
    tasks = dag["tasks"]
    assert list(tasks) == ["plan", "batch.discover", "batch.fetch", "batch.file", "settle"]
    assert tasks["batch.discover"]["downstream"] == ["batch.fetch"]
    assert tasks["batch.fetch"]["downstream"] == ["batch.file"]
    assert tasks["batch.file"]["downstream"] == ["settle"]
    assert [t for t in tasks if tasks[t]["is_mapped"]] == list(tasks)[1:4]
    assert tasks["settle"]["trigger_rule"] == "all_done"
    assert all(told in dag["doc_md"] for told in ("red means", "wireroom gaps", "Backfill"))


def test_sweeps_are_asked_for_by_day(facts):
    """The form takes two days, outlets, a limit from 1, and pages without a date."""
    params = facts["dags"]["sweep"]["params"]
    assert params["from"]["format"] == params["to"]["format"] == "date"
    ids = [outlet.id for outlet in load_registry(OUTLETS).outlets]
    assert params["outlets"]["items"]["enum"] == ids
    assert params["limit"]["minimum"] == 1
    assert params["undated"]["type"] == "boolean"


@pytest.mark.parametrize(
    ("error", "action"),
    [
        ("RegistryError", "fail"),
        ("ContractError", "fail"),
        ("UnbalancedLedgerError", "fail"),
        ("WarehouseUnavailableError", "retry"),
        ("WebUnavailableError", "retry"),
        ("ValueError", "default"),
    ],
)
def test_error_classes_decide_about_retries(facts, error, action):
    """A subclass is treated as its parent says; what is not ours is left to Airflow."""
    assert facts["decisions"][error] == action


def test_plugin_loader_leaves_the_library_alone(facts):
    """Airflow registers our plugin and no module of the library under a bare name."""
    plugins = facts["plugins"]
    assert "wireroom" in plugins["names"]
    assert (plugins["errors"], plugins["stray"], plugins["shadowed"]) == ({}, [], [])


def test_plugin_loader_would_take_the_library_without_the_ignore_file(tmp_path):
    """Without plugins/.airflowignore the loader takes a library's modules by their bare stems."""
    library = tmp_path / "plugins" / "wireroom"
    library.mkdir(parents=True)
    (tmp_path / "dags").mkdir()
    (library / "moods.py").write_text("", encoding="utf-8")
    assert look(tmp_path / "home", root=tmp_path)["plugins"]["stray"] == ["moods"]


def test_broken_registry_is_an_import_error_with_its_fix(tmp_path):
    """A wrong outlet file shows in the UI as file, key, problem and fix."""
    text = Path(OUTLETS / "presstv.yaml").read_text(encoding="utf-8")
    (tmp_path / "presstv.yaml").write_text(text.replace("language:", "langauge:"), encoding="utf-8")
    errors = look(tmp_path / "home", outlets=tmp_path)["import_errors"]
    assert {Path(name).stem for name in errors} == {"ingest", "mirrors", "reprocess", "sweep"}
    for shown in errors.values():
        assert "presstv.yaml: langauge" in shown
        assert "Fix:" in shown


def test_reprocessing_has_a_day_of_its_own_for_each_run(facts):
    """Data intervals, so that a backfill can name past days; batches in the pool of readers."""
    dag = facts["dags"]["reprocess"]
    assert (dag["timetable"], dag["catchup"]) == ("CronDataIntervalTimetable", False)
    assert dag["run_after"]
    tasks = dag["tasks"]
    assert list(tasks) == ["plan", "reprocess", "settle"]
    assert tasks["plan"]["downstream"] == ["reprocess"]
    assert tasks["reprocess"]["downstream"] == ["settle"]
    assert (tasks["reprocess"]["pool"], tasks["reprocess"]["is_mapped"]) == ("wireroom_cpu", True)
    assert set(dag["params"]) == {"from", "to", "outlets", "diff"}
    assert all(word in dag["doc_md"] for word in (*tasks, "red", "backfill", "--archive"))
