"""Two DAGs: `mirrors` probes, discovers and compares; `mirror_approvals` asks people.

Wiring only, as in ingest.py. Questions stand in runs of their own: one that waits for days keeps
no hourly probe waiting.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG, CronTriggerTimetable, get_current_context, task

from wireroom.adapters.outlets import load_registry
from wireroom_dags import DEFAULTS, WEB_POOL, outlets_directory, outlets_param, use_warehouse

RESPONSE_TIMEOUT = timedelta(days=3)  # then it is "not now", and asked again a week after it was
APPROVE, REJECT, NOT_NOW = "Approve", "Reject", "Not now"
DOC = """\
### Mirrors: which hosts an outlet can be had from, and who says so

| task | does | red means | look at, then do |
|---|---|---|---|
| `probe` | asks hosts nobody asked for an hour, one request each | the warehouse or our own \
network is down, never one dead host | its log; clear it |
| `discover` | proposes hosts that pages announced often enough, compares their articles with \
approved hosts' | as above | `wireroom mirrors list` |
| `compare` | the same articles on all hosts of an outlet: truncated, edited, injected | as above; \
a finding is a row, not a red task | `wireroom mirrors diff OUTLET` |
| `is_anything_to_ask` | goes on to `ask` only where a host waits for a person | as above | |
| `ask` | starts a run of `mirror_approvals` | that DAG is paused or broken | unpause it |

All of it keeps to the politeness of the outlet's file and to sixty requests per outlet and hour.
No task approves: only a person does, in `mirror_approvals` or by `wireroom mirrors approve`.
"""
APPROVALS_DOC = """\
### Is this host a mirror? A person decides

Each run holds one **required action** per host. Its body shows who announced the host, what was \
compared and what was found. **Approve**: it may be fetched from as of the next run. **Reject**: \
it is not proposed again by itself. **Not now**, or no answer in three days: asked again in a week.

The answer and who gave it stand in the table `mirror_decision`. `wireroom mirrors \
approve|reject|retire` does the same from a terminal. With `simple_auth_manager_all_admins` \
everybody is Anonymous and no name can be kept: let people log in.

| task | red means | do |
|---|---|---|
| `questions` | the warehouse is away | clear it |
| `ask` | the answer could not be kept | its log; answer by `wireroom mirrors approve\\|reject` |
"""
OUTLET_IDS = [outlet.id for outlet in load_registry(outlets_directory()).outlets]
COMMON: dict[str, Any] = {
    "start_date": datetime(2026, 1, 1, tzinfo=UTC),
    "catchup": False,
    "default_args": DEFAULTS,
    "params": {"outlets": outlets_param(OUTLET_IDS, "Only these; empty for all.")},
    "tags": ["wireroom", "mirrors"],
}


class AskAPerson(HITLOperator):
    """One question, and what becomes of its answer.

    Nothing is templated: the texts hold words of foreign pages, which could be templates. The
    answer is kept in the same task instance that asked, so that no answer meets another's host.
    """

    template_fields = ()

    def __init__(self, *, outlet_id: str, host: str, name: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(
            options=[APPROVE, REJECT, NOT_NOW],
            defaults=NOT_NOW,
            response_timeout=RESPONSE_TIMEOUT,
            **kwargs,
        )
        self.outlet_id, self.host, self.shown_name = outlet_id, host, name

    def execute_complete(self, context: Any, event: dict[str, Any]) -> Any:  # noqa: ANN401
        """Keep the answer and who gave it; nobody in time is "not now" by nobody."""
        from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

        said = super().execute_complete(context, event)
        use_warehouse()
        person = said["responded_by_user"]
        return mirror_tasks.decide(
            outlet_id=self.outlet_id,
            host=self.host,
            answer=said["chosen_options"][0].lower(),
            by=(person.get("name") or person.get("id")) if person else None,
            via="airflow",
        )


def _run() -> tuple[str, list[str]]:
    """The run's name and the outlets it is for."""
    context = get_current_context()
    run = context["dag_run"]
    return f"{run.dag_id}/{run.run_id}", context["params"]["outlets"]


@task(pool=WEB_POOL)
def probe() -> dict[str, Any]:
    """Ask hosts nobody asked lately whether they are there."""
    from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

    use_warehouse()
    run_id, outlets = _run()
    return mirror_tasks.probe(run_id, outlets=outlets)


@task(pool=WEB_POOL)
def discover() -> dict[str, Any]:
    """Propose announced hosts and compare their articles with approved hosts'."""
    from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

    use_warehouse()
    run_id, outlets = _run()
    return mirror_tasks.discover(run_id, outlets=outlets)


@task(pool=WEB_POOL)
def compare() -> dict[str, Any]:
    """Compare some articles on all hosts of each outlet."""
    from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

    use_warehouse()
    run_id, outlets = _run()
    return mirror_tasks.compare(run_id, outlets=outlets)


@task.short_circuit
def is_anything_to_ask() -> bool:
    """Whether a host waits for a person."""
    from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

    use_warehouse()
    return mirror_tasks.is_anything_to_ask(_run()[1])


@task
def questions() -> list[dict[str, Any]]:
    """The hosts to ask about, each with its evidence; each is asked about once a week."""
    from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

    use_warehouse()
    return mirror_tasks.pending(_run()[1])


with DAG(
    dag_id="mirrors",
    dag_display_name="Mirrors: probe, discover, compare",
    description="Hosts' health, new mirrors, and whether all hosts tell the same",
    doc_md=DOC,
    schedule=CronTriggerTimetable("17 * * * *", timezone="UTC"),
    max_active_runs=1,
    **COMMON,
):
    ask = TriggerDagRunOperator(task_id="ask", trigger_dag_id="mirror_approvals")
    probe() >> discover() >> compare() >> is_anything_to_ask() >> ask

with DAG(
    dag_id="mirror_approvals",
    dag_display_name="Mirrors: a person approves",
    description="One required action per host that wants to be a mirror",
    doc_md=APPROVALS_DOC,
    schedule=None,
    max_active_runs=16,
    **COMMON,
):
    AskAPerson.partial(
        task_id="ask",
        map_index_template="{{ task.shown_name }}",
        execution_timeout=None,
    ).expand_kwargs(questions())
