"""One DAG: what the feeds missed, from the outlets' own listings. Airflow's backfill runs it.

Wiring only, as in ingest.py: plan -> for each batch (discover -> fetch -> file) -> settle.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import (
    DAG,
    CronDataIntervalTimetable,
    Param,
    get_current_context,
    task,
    task_group,
)

from wireroom.adapters.outlets import load_registry
from wireroom_dags import (
    DEFAULTS,
    WAREHOUSE_CONNECTION,
    WEB_POOL,
    outlets_directory,
    outlets_param,
    use_warehouse,
)
from wireroom_tasks import fetch, file, settle

MAPPED = DEFAULTS | {
    "map_index_template": "{{ task.op_kwargs['batch']['name'] }}",
    "execution_timeout": timedelta(hours=12),  # a month of one outlet at a request a second
}
ONCE = {"map_index_template": None, "execution_timeout": timedelta(minutes=30)}
DOC = """\
### Sweep: what the feeds missed, from sitemaps, archive pages, paged feeds and WordPress' posts

Each day it looks for what the outlets published the day before and the two before that, and fills \
what is missing. For other days: **Backfill** (the form, `airflow backfill create`, REST) runs one \
sweep a day; or trigger it with `from` and `to`, both counted in, for one run over all of them.

| task | does | red means | look at, then do |
|---|---|---|---|
| `plan` | opens the run over its days and cuts the outlets into batches that share no host | a \
parameter or the registry is wrong | its log names it and the fix; mend, clear |
| `discover` | asks each outlet's listings that may be of the days, journals what they name | the \
warehouse or the archive is down, never one dead sitemap | its log; clear, it goes on |
| `fetch` | fetches and archives pages, mirror after mirror | the archive or our own network is \
down, never one dead page | disk space, DNS; clear the task, it goes on where it stopped |
| `file` | extracts, cleans, dedupes, loads, one transaction a slice | warehouse or extractor \
broken | its log; clear the task, filing twice changes nothing |
| `settle` | checks that entries == sum of states and that every listing was asked; counts listed \
against ingested, per outlet and day (`wireroom gaps`) | a batch did not finish, or no listing of \
any outlet answered | clear the red batch with its downstream tasks |

What is filed already is not fetched again unless its listing states a later change. Overlapping \
backfills, and a backfill beside scheduled runs, give the same rows: hosts are asked politely by \
all of them together. Backfill's *reprocess behaviour* `none` leaves days alone that were run; \
`failed` and `completed` clear them: a run that had been settled asks everything anew, one that \
had not goes on where it stopped.

A task that stays *scheduled* for ever lacks its pool: `airflow pools import docker/pools.json`. \
The connection `{connection}`, where there is one, says where the warehouse is.
"""


def _day(title: str, description: str) -> Param:
    return Param(None, type=["string", "null"], format="date", title=title, description=description)


def _params(outlet_ids: list[str]) -> dict[str, Param]:
    return {
        "from": _day("From", "The first UTC day; without it the run's own day, else yesterday."),
        "to": _day("To", "The last UTC day, counted in."),
        "outlets": outlets_param(outlet_ids, "Only these; empty for all."),
        "limit": Param(
            None,
            type=["integer", "null"],
            minimum=1,
            title="Limit",
            description="Articles per outlet at most; unset: all that are missing.",
        ),
        "undated": Param(
            default=False,
            type="boolean",
            title="Undated",
            description="Take listed pages up as well that bear no date.",
        ),
    }


@task(**ONCE)
def plan() -> list[dict[str, Any]]:
    """Open the run over its days and cut the outlets into batches that share no host."""
    from wireroom.pipeline import sweep_tasks  # noqa: PLC0415

    use_warehouse()
    context = get_current_context()
    run, params = context["dag_run"], context["params"]
    starts, ends = run.data_interval_start, run.data_interval_end
    asked = sweep_tasks.Asked(
        from_text=params["from"],
        to_text=params["to"],
        interval=(starts, ends) if starts and ends else None,
        run_after=run.run_after,
        is_scheduled=run.run_type == "scheduled",
    )
    return sweep_tasks.plan(
        f"{run.dag_id}/{run.run_id}",
        asked,
        outlets=params["outlets"],
        limit=params["limit"],
        is_undated=params["undated"],
    )


@task(pool=WEB_POOL)
def discover(batch: dict[str, Any]) -> dict[str, Any]:
    """Ask for the listings of the batch and journal what they name."""
    from wireroom.pipeline import sweep_tasks  # noqa: PLC0415

    use_warehouse()
    return sweep_tasks.discover(batch)


@task_group(group_id="batch")
def work_through(batch: dict[str, Any]) -> None:
    """One batch: the three tasks that carry it, one after the other."""
    discover(batch=batch) >> fetch(batch=batch) >> file(batch=batch)


if OUTLET_IDS := [outlet.id for outlet in load_registry(outlets_directory()).outlets]:
    with DAG(
        dag_id="sweep",
        dag_display_name="Sweep: what the feeds missed",
        description="Sitemaps, archives and paged feeds to the articles table, day by day",
        doc_md=DOC.format(connection=WAREHOUSE_CONNECTION),
        schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
        start_date=datetime(2020, 1, 1, tzinfo=UTC),
        catchup=False,
        max_active_runs=4,  # days of a backfill at once: hosts are asked in turn by all of them
        default_args=MAPPED,
        params=_params(OUTLET_IDS),
        tags=["wireroom", "sweep"],
    ):
        planned = plan()
        work_through.expand(batch=planned) >> settle(planned)
