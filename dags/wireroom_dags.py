"""What the DAG files share: retries, pools, an asset, where things lie. Holds no DAG."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import Asset, Connection, ExceptionRetryPolicy, Param, RetryAction, RetryRule

from wireroom.errors import PermanentError, TransientError

WEB_POOL, CPU_POOL = "wireroom_web", "wireroom_cpu"  # docker/pools.json
PUBLISH_POOL, PUBLISH_VARIABLE = "wireroom_publish", "wireroom_publish"
ARTICLES = Asset(name="wireroom_articles", uri="x-wireroom://warehouse/articles")
WAREHOUSE_CONNECTION = "wireroom_warehouse"
RETRY_POLICY = ExceptionRetryPolicy(
    rules=[
        RetryRule(PermanentError, RetryAction.FAIL, reason="a person has to change something"),
        RetryRule(
            TransientError,
            RetryAction.RETRY,
            retry_delay=timedelta(minutes=2),
            reason="trying again may help",
        ),
    ]
)
DEFAULTS: dict[str, Any] = {
    "owner": "wireroom",
    "retries": 3,
    "retry_delay": timedelta(minutes=1),
    "retry_policy": RETRY_POLICY,
    "execution_timeout": timedelta(minutes=30),
    "show_return_value_in_logs": False,
}


def outlets_directory() -> Path:
    """Where the outlets' files are."""
    given = os.environ.get("WIREROOM_OUTLETS")
    return Path(given).expanduser() if given else Path(__file__).parent / "outlets"


def use_warehouse() -> None:
    """Point the pipeline at the warehouse of the Airflow connection, where there is one.

    It goes before WIREROOM_WAREHOUSE (adr/0013): what is set in Airflow holds for all its tasks.
    """
    from airflow.sdk.exceptions import AirflowNotFoundException  # noqa: PLC0415

    from wireroom.adapters.warehouse.connections import url_of  # noqa: PLC0415

    try:
        found = Connection.get(WAREHOUSE_CONNECTION)
    except AirflowNotFoundException:
        return
    os.environ["WIREROOM_WAREHOUSE"] = url_of(found)


def outlets_param(outlet_ids: list[str], description: str) -> Param:
    """The trigger form's choice of outlets."""
    return Param(
        [],
        type="array",
        items={"type": "string", "enum": outlet_ids},
        examples=outlet_ids,
        title="Outlets",
        description=description,
    )
