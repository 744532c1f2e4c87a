"""One DAG: archived captures through today's extract .. load: plan -> reprocess by batch -> settle.

Wiring only, as in ingest.py. Daily over the day before, so that Airflow's own backfill can run it
over past days.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import (
    DAG,
    CronDataIntervalTimetable,
    Param,
    get_current_context,
    task,
)

from wireroom.adapters.outlets import load_registry
from wireroom_dags import (
    ARTICLES,
    CPU_POOL,
    DEFAULTS,
    outlets_directory,
    outlets_param,
    use_warehouse,
)
from wireroom_tasks import CHANGED

MAPPED = {"map_index_template": "{{ task.op_kwargs['batch']['name'] }}"}
MOMENT = r"^\d{4}-\d{2}-\d{2}([T ].+)?$"
DOC = """\
### Reprocess: what the archive holds, read again without any network

| task | does | red means | look at, then do |
|---|---|---|---|
| `plan` | says which captures: those of the run's day, or `from` and `to` | a field or an outlet \
is wrong | its log names the field and the fix; trigger again |
| `reprocess` | reads a batch of outlets' captures, files better texts | the warehouse or the \
archive could not be reached | disk, mounts; clear the task, it goes on where it stopped |
| `settle` | adds up | a part of the archive is damaged; all else was read and filed | its log \
names file, offset and URL: restore the file from a copy, then clear |

Every night it reads the day before. With the same extractor that changes no row: it is an audit,
in which each capture's digest is verified and each reading compared. After an upgrade it makes
better texts under the same `version_id`, never a new version.

- Past days after an upgrade: a backfill of this DAG (the UI's form or `airflow backfill create \
--dag-id reprocess --from-date ... --to-date ... --reprocess-behavior completed`), or one run with \
`from` and `to`.
- `diff` files nothing and names in the log what would read otherwise; \
`wireroom reprocess --diff` shows the words.
- Tables that are lost: `wireroom reprocess --archive` makes them from the archive alone.
- A task that stays *scheduled* lacks its pool: `airflow pools import docker/pools.json` \
makes `{cpu}`.
"""


def _moment(title: str, description: str) -> Param:
    return Param(
        None, type=["string", "null"], pattern=MOMENT, title=title, description=description
    )


@task
def plan() -> list[dict[str, Any]]:
    """Say which captures of which outlets are read again."""
    from wireroom.pipeline import reprocess_tasks  # noqa: PLC0415
    from wireroom.pipeline.asked_days import window_of  # noqa: PLC0415
    from wireroom.pipeline.wiring import wall_clock  # noqa: PLC0415

    use_warehouse()
    context = get_current_context()
    run, params = context["dag_run"], context["params"]
    window = window_of(
        (params["from"], params["to"]),
        (run.data_interval_start, run.data_interval_end),
        run_after=run.run_after,
        now=wall_clock(),
    )
    return reprocess_tasks.plan(
        f"{run.dag_id}/{run.run_id}", window, outlets=params["outlets"], diff=params["diff"]
    )


@task(pool=CPU_POOL, execution_timeout=timedelta(hours=6), **MAPPED)
def reprocess(batch: dict[str, Any]) -> dict[str, Any]:
    """Read a batch's captures again and file what comes out."""
    from wireroom.pipeline import reprocess_tasks  # noqa: PLC0415

    use_warehouse()
    return reprocess_tasks.read_again(batch)


@task(outlets=[CHANGED])
def settle(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Add up; red where a part of the archive is damaged."""
    from wireroom.pipeline import reprocess_tasks  # noqa: PLC0415

    told = reprocess_tasks.settle(reports)
    context = get_current_context()
    if told["n_changed"] and not context["params"]["diff"]:
        context["outlet_events"][CHANGED].add(ARTICLES, extra=told["states"])
    return told


_IDS = [outlet.id for outlet in load_registry(outlets_directory()).outlets]
with DAG(
    dag_id="reprocess",
    dag_display_name="Reprocess: the archive again",
    description="Archived captures through today's extractor, without any network",
    doc_md=DOC.format(cpu=CPU_POOL),
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    params={
        "from": _moment("From", "The first day, 2026-08-01, or an instant; empty: the run's own."),
        "to": _moment("To", "The last day, counted in, or the instant before which."),
        "outlets": outlets_param(_IDS, "Only these; empty for all."),
        "diff": Param(
            default=False,
            type="boolean",
            title="Diff",
            description="File nothing; the log says what would read otherwise.",
        ),
    },
    tags=["wireroom", "reprocess"],
):
    settle(reprocess.expand(batch=plan()))
