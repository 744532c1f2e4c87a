"""One DAG per desk: plan -> for each batch (poll -> fetch -> file) -> settle.

Wiring only. Each task makes one call into `wireroom.pipeline`, imported inside the task so that
parsing stays cheap: parsing reads the registry's YAML and nothing else. A wrong registry is an
import error that names file, key and fix.
"""

from datetime import UTC, datetime
from typing import Any

from airflow.sdk import (
    DAG,
    CronTriggerTimetable,
    Param,
    get_current_context,
    task,
    task_group,
)

from wireroom.adapters.outlets import load_registry
from wireroom.registry import Desk
from wireroom_dags import (
    CPU_POOL,
    DEFAULTS,
    WAREHOUSE_CONNECTION,
    WEB_POOL,
    outlets_directory,
    outlets_param,
    use_warehouse,
)
from wireroom_tasks import fetch, file, settle

MAPPED = DEFAULTS | {"map_index_template": "{{ task.op_kwargs['batch']['name'] }}"}
ONCE = {"map_index_template": None}  # plan is not mapped
DOC = """\
### {title}: outlets' feeds and mirrors to the `articles` table

| task | does | red means | look at, then do |
|---|---|---|---|
| `plan` | opens the run and cuts the outlets into batches that share no host | the registry or a \
setting is wrong, or the warehouse is not migrated | its log names file, key and fix; mend, clear |
| `poll` | asks each feed over the outlet's hosts, journals its entries | the warehouse could not \
be reached, never one dead feed | its log; the batch's `fetch` and `file` wait for it |
| `fetch` | fetches and archives pages, mirror after mirror | the archive or our own network is \
down, never one dead page | disk space, DNS; clear the task, it goes on where it stopped |
| `file` | extracts, cleans, dedupes, loads, one transaction a slice | warehouse or extractor \
broken | its log; clear the task, filing twice changes nothing |
| `settle` | runs whatever befell the batches; checks that entries == sum of states | an entry \
was lost, as a batch did not finish | clear the red batch with its downstream tasks |

A dead host, a 404 or a seizure banner is a row of the ledger, not a red task: ask
`wireroom why URL`. One red batch stops neither the others nor `settle`.

A task that stays *scheduled* for ever lacks its pool: `airflow pools import docker/pools.json`
makes `{web}` and `{cpu}` (`make up`, `make demo` and compose do so at each start).

Errors of ours decide about retries: `TransientError` is tried again after two minutes, three times
at most; `PermanentError` fails at once; anything else is tried again as usual.

Backfilling has no use here, as feeds have no history. Run it by hand with `outlets` (these and no
others), `limit` (articles per outlet) and `due_only` (leave feeds alone that are not due yet).
The connection `{connection}`, where there is one, says where the warehouse is.
"""


def _schedule(desk: Desk) -> CronTriggerTimetable | None:
    return CronTriggerTimetable(desk.schedule, timezone="UTC") if desk.schedule else None


def _params(outlet_ids: list[str]) -> dict[str, Param]:
    return {
        "outlets": outlets_param(outlet_ids, "Only these; empty for all of the desk."),
        "limit": Param(
            None,
            type=["integer", "null"],
            minimum=1,
            title="Limit",
            description="Articles per outlet at most; the rest waits for the next run.",
        ),
        "due_only": Param(
            None,
            type=["boolean", "null"],
            title="Due only",
            description="Leave feeds alone that are not due yet; unset: on schedule yes, else no.",
        ),
    }


@task(**ONCE)
def plan(desk: str) -> list[dict[str, Any]]:
    """Open the run and cut the desk's outlets into batches that share no host."""
    from wireroom.pipeline import tasks  # noqa: PLC0415

    use_warehouse()
    context = get_current_context()
    run, params = context["dag_run"], context["params"]
    due_only, is_scheduled = params["due_only"], run.run_type == "scheduled"
    return tasks.plan(
        f"{run.dag_id}/{run.run_id}",
        desk=desk,
        outlets=params["outlets"],
        limit=params["limit"],
        due_only=is_scheduled if due_only is None else due_only,
    )


@task(pool=WEB_POOL)
def poll(batch: dict[str, Any]) -> dict[str, Any]:
    """Ask the feeds of the batch and journal their entries."""
    from wireroom.pipeline import tasks  # noqa: PLC0415

    use_warehouse()
    return tasks.poll(batch)


@task_group(group_id="batch")
def work_through(batch: dict[str, Any]) -> None:
    """One batch: the three tasks that carry it, one after the other."""
    poll(batch=batch) >> fetch(batch=batch) >> file(batch=batch)


def desk_dag(desk: Desk, outlet_ids: list[str]) -> DAG:
    """The DAG of one desk."""
    title = desk.title or desk.id
    with DAG(
        dag_id=f"ingest_{desk.id}",
        dag_display_name=f"Ingest: {title}",
        description=f"{title}: feeds and mirrors to the articles table",
        doc_md=DOC.format(title=title, web=WEB_POOL, cpu=CPU_POOL, connection=WAREHOUSE_CONNECTION),
        schedule=_schedule(desk),
        start_date=datetime(2026, 1, 1, tzinfo=UTC),
        catchup=False,
        max_active_runs=1,
        default_args=MAPPED,
        params=_params(outlet_ids),
        tags=["wireroom", "ingest", desk.id],
    ) as dag:
        planned = plan(desk.id)
        work_through.expand(batch=planned) >> settle(planned)
    return dag


REGISTRY = load_registry(outlets_directory())
for _desk in REGISTRY.desks:
    if _ids := [outlet.id for outlet in REGISTRY.desk_outlets(_desk.id)]:
        globals()[f"ingest_{_desk.id}"] = desk_dag(_desk, _ids)
