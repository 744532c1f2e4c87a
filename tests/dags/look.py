"""Look at the DAGs and plugins as Airflow's own loaders see them; print what is there as JSON.

Run in a process of its own: Airflow reads its settings at import, and its warnings are its own.
"""

import html
import http
import importlib
import json
import sys
import time
import types
from pathlib import Path

from airflow import plugins_manager
from airflow.dag_processing.dagbag import DagBag

from wireroom import errors

HEAVY = (
    "feedparser",
    "trafilatura",
    "lxml",
    "warcio",
    "wireroom.pipeline",
    "wireroom.adapters.web",
)


def dags(folder):
    sys.path.append(str(folder))  # as Airflow's DAG processor and task runner do
    began = time.process_time()
    bag = DagBag(folder)
    seconds = time.process_time() - began
    return {
        "import_errors": bag.import_errors,
        "parse_cpu_s": seconds,
        "heavy": [name for name in HEAVY if name in sys.modules],
        "dags": {dag_id: dag_facts(dag) for dag_id, dag in bag.dags.items()},
    }


def dag_facts(dag):
    return {
        "doc_md": dag.doc_md,
        "timetable": type(dag.timetable).__name__,
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "tags": sorted(dag.tags),
        "start_date": dag.start_date.isoformat(),
        "params": {name: dag.params.get_param(name).schema for name in dag.params},
        "tasks": {task.task_id: task_facts(task) for task in dag.tasks},
        "run_after": "logical_date" not in Path(dag.fileloc).read_text(encoding="utf-8"),
    }


def task_facts(task):
    return {
        "owner": task.owner,
        "template_fields": list(task.template_fields),
        "pool": task.pool,
        "retries": task.retries,
        "timeout_s": task.execution_timeout.total_seconds() if task.execution_timeout else None,
        "trigger_rule": getattr(task.trigger_rule, "value", task.trigger_rule),
        "has_retry_policy": bool(task.retry_policy),
        "downstream": sorted(task.downstream_task_ids),
        "outlets": [(o.name, getattr(o, "uri", None)) for o in task.outlets or ()],
        "map_index_template": task.map_index_template,
        "is_logging_value": task_value(task, "show_return_value_in_logs"),
        "is_mapped": task.is_mapped or task.get_closest_mapped_task_group() is not None,
    }


def task_value(task, name):
    return getattr(task, name, None)


def decisions(folder):
    """The retry decision of the DAG's policy for one error of each class."""
    sys.path.insert(0, str(folder))
    policy = importlib.import_module("wireroom_dags").RETRY_POLICY
    raised = {
        "RegistryError": errors.RegistryError([]),
        "ContractError": errors.ContractError("warehouse", "old"),
        "UnbalancedLedgerError": errors.UnbalancedLedgerError("r", 2, 1),
        "WarehouseUnavailableError": errors.WarehouseUnavailableError("locked"),
        "WebUnavailableError": errors.WebUnavailableError("no DNS"),
        "ValueError": ValueError("a bug"),
    }
    return {name: policy.evaluate(error, 1, 3).action.value for name, error in raised.items()}


def plugins(folder):
    """What Airflow's plugin loader registered under names that are not ours to take."""
    plugins_manager.ensure_plugins_loaded()
    found, broken = plugins_manager._get_plugins()
    library = folder / "wireroom"
    stray = [
        name
        for name, module in list(sys.modules.items())
        if str(getattr(module, "__file__", "") or "").startswith(f"{library}/")
        and not name.startswith("wireroom")
    ]
    return {
        "names": [plugin.name for plugin in found],
        "errors": broken,
        "stray": stray,
        "shadowed": [m.__name__ for m in (types, http, html) if str(folder) in str(m.__file__)],
    }


if __name__ == "__main__":
    root = Path(sys.argv[1])
    facts = {"plugins": plugins(root / "plugins")} | dags(root / "dags")
    facts["decisions"] = decisions(root / "dags") if facts["dags"] else {}
    Path(sys.argv[2]).write_text(json.dumps(facts, default=str), encoding="utf-8")
