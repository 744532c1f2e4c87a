"""One DAG: what changed in the warehouse goes to the warehouses that are named to publish to.

Wiring only, as in ingest.py. Runs after each ingest that changed something, and hourly: an article
that a person took back (`wireroom withdraw`) is no event of Airflow's.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import (
    DAG,
    AssetOrTimeSchedule,
    CronTriggerTimetable,
    Param,
    Variable,
    get_current_context,
    task,
)
from airflow.sdk.exceptions import AirflowSkipException

from wireroom_dags import ARTICLES, DEFAULTS, PUBLISH_POOL, PUBLISH_VARIABLE, use_warehouse

DOC = """\
### Publish: changed and withdrawn articles to other warehouses

| task | does | red means | look at, then do |
|---|---|---|---|
| `publish` | numbers what changed, hands each target what it has not, counts both sides | a \
target could not be reached, or its counts differ | its log names target, outlet and the fix |

**Skipped** means that no target is named. Name them in the Airflow variable `{variable}` or in \
`WIREROOM_PUBLISH`, parted by commas: `duckdb:///path`, \
`postgresql://user:password@host/database`, `dlt:NAME` (its credentials where dlt looks for them).

- A red run loses nothing: a target remembers itself what it came to, the next \
run goes on from there.
- One target that fails keeps no other waiting.
- *counts differ*: somebody else wrote into the target's table. Trigger this DAG with `full`, or \
`wireroom publish --to ... --full`: everything anew.
- *came to change N, and the warehouse has M*: the target belongs to another warehouse.
- A task that stays *scheduled* lacks its pool: `airflow pools import docker/pools.json` \
makes `{pool}`.
- Files: `wireroom export`. The library: `pip install 'wireroom[export]'`.
"""


@task(pool=PUBLISH_POOL, execution_timeout=timedelta(hours=6))
def publish() -> list[dict[str, Any]]:
    """Bring each target up to date, one after the other; what went to each."""
    from wireroom.pipeline import publish_tasks  # noqa: PLC0415

    use_warehouse()
    addresses = publish_tasks.targets(Variable.get(PUBLISH_VARIABLE, default=None))
    if not addresses:
        raise AirflowSkipException(f"no target: set {PUBLISH_VARIABLE} or WIREROOM_PUBLISH")
    return publish_tasks.publish_all(addresses, is_full=get_current_context()["params"]["full"])


with DAG(
    dag_id="publish",
    dag_display_name="Publish: to other warehouses",
    description="Changed and withdrawn articles, counted on both sides",
    doc_md=DOC.format(variable=PUBLISH_VARIABLE, pool=PUBLISH_POOL),
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("41 * * * *", timezone="UTC"), assets=[ARTICLES]
    ),
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    params={
        "full": Param(
            default=False,
            type="boolean",
            title="Full",
            description="Everything anew, in place of what the targets have.",
        )
    },
    tags=["wireroom", "publish"],
):
    publish()
