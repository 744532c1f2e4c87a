"""The tasks that several DAGs have in common: what each batch goes through, and how a run ends.

Holds no DAG. Each task makes one call into `wireroom.pipeline`, imported inside.
"""

from typing import Any

from airflow.sdk import AssetAlias, TriggerRule, get_current_context, task

from wireroom_dags import ARTICLES, CPU_POOL, WEB_POOL, use_warehouse

CHANGED = AssetAlias("wireroom_articles_changed")  # an event only where rows came or changed


@task(pool=WEB_POOL)
def fetch(batch: dict[str, Any]) -> dict[str, Any]:
    """Fetch and archive the pages of the batch."""
    from wireroom.pipeline import tasks  # noqa: PLC0415

    use_warehouse()
    return tasks.fetch(batch)


@task(pool=CPU_POOL)
def file(batch: dict[str, Any]) -> dict[str, Any]:
    """Extract, clean, dedupe and load the captures of the batch."""
    from wireroom.pipeline import tasks  # noqa: PLC0415

    use_warehouse()
    return tasks.file(batch)


@task(map_index_template=None, trigger_rule=TriggerRule.ALL_DONE, outlets=[CHANGED])
def settle(batches: list[dict[str, Any]] | None) -> dict[str, Any]:
    """Check that every entry ended in exactly one state, and close the run."""
    from wireroom.pipeline import tasks  # noqa: PLC0415

    use_warehouse()
    context = get_current_context()
    run = context["dag_run"]
    # The name under which `plan` opened it: a sweep that Airflow cleared has a new one each time.
    name = batches[0]["run_id"] if batches else f"{run.dag_id}/{run.run_id}"
    summary = tasks.settle(name)
    if summary["n_changed"]:
        context["outlet_events"][CHANGED].add(ARTICLES, extra=summary["states"])
    return summary
