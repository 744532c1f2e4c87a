"""One DAG: recent articles are looked at again, for silent edits and for what disappeared.

Wiring only, as in ingest.py: plan -> for each batch (fetch -> file) -> settle; no feed is polled.
"""

from datetime import UTC, datetime
from typing import Any

from airflow.sdk import DAG, CronTriggerTimetable, Param, get_current_context, task, task_group

from wireroom.adapters.outlets import load_registry
from wireroom_dags import DEFAULTS, outlets_directory, outlets_param, use_warehouse
from wireroom_tasks import fetch, file, settle

MAPPED = DEFAULTS | {"map_index_template": "{{ task.op_kwargs['batch']['name'] }}"}
ONCE = {"map_index_template": None}  # plan is not mapped
DOC = """\
### Recheck: silent edits and disappeared articles

A feed says nothing of an article that is edited without a word, or that is taken down. Each hour \
this asks again for some of each outlet's articles of the last days, the longest unseen first.

| task | does | red means | look at, then do |
|---|---|---|---|
| `plan` | says whose time has come | the registry or a setting is wrong | its log names file, key \
and fix; mend, clear |
| `fetch` | fetches and archives pages, mirror after mirror | the archive or our own network is \
down, never one dead page | disk space, DNS; clear the task, it goes on where it stopped |
| `file` | compares with what is filed; an edit is a version | warehouse or extractor broken | its \
log; clear the task, filing twice changes nothing |
| `settle` | checks that entries == sum of states | a batch did not finish | clear the red batch \
with its downstream tasks |

An article has *disappeared* when twice, three hours apart, each host that had served it says 404 \
or 410. `wireroom diff URL` shows what was edited. Each look costs one request: `limit` is per \
outlet and run.
"""


@task(**ONCE)
def plan() -> list[dict[str, Any]]:
    """Open the run and take up the articles whose time has come."""
    from wireroom.pipeline import tasks  # noqa: PLC0415

    use_warehouse()
    context = get_current_context()
    run, params = context["dag_run"], context["params"]
    return tasks.take_up(
        f"{run.dag_id}/{run.run_id}", outlets=params["outlets"], limit=params["limit"]
    )


@task_group(group_id="batch")
def work_through(batch: dict[str, Any]) -> None:
    """One batch: fetched, then filed."""
    fetch(batch=batch) >> file(batch=batch)


if OUTLET_IDS := [outlet.id for outlet in load_registry(outlets_directory()).outlets]:
    with DAG(
        dag_id="recheck",
        dag_display_name="Recheck: edits and disappearances",
        description="Recent articles are looked at again",
        doc_md=DOC,
        schedule=CronTriggerTimetable("23 * * * *", timezone="UTC"),
        start_date=datetime(2026, 1, 1, tzinfo=UTC),
        catchup=False,
        max_active_runs=1,
        default_args=MAPPED,
        params={
            "outlets": outlets_param(OUTLET_IDS, "Only these; empty for all."),
            "limit": Param(
                20,
                type="integer",
                minimum=1,
                title="Limit",
                description="Articles per outlet and run at most.",
            ),
        },
        tags=["wireroom", "recheck"],
    ):
        planned = plan()
        work_through.expand(batch=planned) >> settle(planned)
