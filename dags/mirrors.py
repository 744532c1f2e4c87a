"""Two DAGs: `mirrors` probes, discovers and compares; `mirror_approvals` asks people.

Wiring only, as in ingest.py. Questions stand in runs of their own: one that waits for days keeps
no hourly probe waiting.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG, CronTriggerTimetable, Param, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

from wireroom.adapters.outlets import load_registry
from wireroom.settings import ANSWER_S
from wireroom_dags import DEFAULTS, WEB_POOL, outlets_directory, outlets_param, use_warehouse

APPROVALS = "mirror_approvals"
APPROVE, REJECT, NOT_NOW = "Approve", "Reject", "Not now"
DOC = """\
### Mirrors: which hosts an outlet can be had from

| task | does |
|---|---|
| `probe` | asks hosts that nobody asked for an hour, one request each |
| `discover` | proposes hosts that were named often enough, compares their articles with approved \
hosts' |
| `compare` | the same articles on all hosts of an outlet: truncated, edited, injected |
| `is_anything_to_ask` | goes on where a host waits for a person whom no open run asks |
| `ask` | starts a run of `mirror_approvals` |

**A red task** means that the warehouse or our own network is down: read its log, clear it. A dead \
host or a finding is a row, never a red task: `wireroom mirrors list`, `mirrors diff OUTLET`.

- No outlet gets more than sixty requests in any hour, redirects and robots.txt included, spaced \
as its file says.
- No task approves. Only a person does, in `mirror_approvals` or by `wireroom mirrors approve`.
- Nobody is asked while `mirror_approvals` is paused: unpause it.
"""
APPROVALS_DOC = """\
### Is this host a mirror? A person decides

Each run holds one **required action** per host. Its body shows what was compared and found, and \
who named the host.

- **Approve**: it is fetched from as of the next run.
- **Reject**: it is not proposed again by itself.
- **Not now**, or no answer in time (three days, `WIREROOM_ANSWER_S`): asked again in a week.

The answer and who gave it stand in the table `mirror_decision`. `wireroom mirrors approve`, \
`reject` and `retire` do the same from a terminal; of two answers the first counts.

| task | means, and what to do |
|---|---|
| `questions` red | the warehouse is away: clear it |
| `ask` red | the answer could not be kept: read its log, clear it and answer again |
| `ask` skipped | no host waits, or it was decided elsewhere before: its log says by whom |

- No question is lost: what a run that failed, ended or was deleted leaves unanswered is asked by \
the next one, within the hour. Clearing `questions` puts the run's open questions anew.
- With `simple_auth_manager_all_admins` everybody is Anonymous and no name can be kept: let people \
log in.
"""
OUTLET_IDS = [outlet.id for outlet in load_registry(outlets_directory()).outlets]
OUTLETS = outlets_param(OUTLET_IDS, "Only these; empty for all.")
PATIENCE = Param(
    None,
    type=["null", "number"],
    minimum=ANSWER_S[0],
    maximum=ANSWER_S[1],
    title="Seconds to answer",
    description="How long the questions of this run wait for a person; empty: WIREROOM_ANSWER_S.",
)
COMMON: dict[str, Any] = {
    "start_date": datetime(2026, 1, 1, tzinfo=UTC),
    "catchup": False,
    "default_args": DEFAULTS,
    "tags": ["wireroom", "mirrors"],
}


class AskAPerson(HITLOperator):
    """One question, and what becomes of its answer.

    Nothing is templated: the texts hold words of foreign pages, which could be templates. The
    answer is kept in the same task instance that asked, so that no answer meets another's host.
    `answer_s` is how long the question waits; a question that was answered elsewhere is skipped.
    """

    template_fields = ()

    def __init__(
        self,
        *,
        outlet_id: str,
        host: str,
        name: str,
        answer_s: float,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(
            options=[APPROVE, REJECT, NOT_NOW],
            defaults=NOT_NOW,
            response_timeout=timedelta(seconds=answer_s),
            **kwargs,
        )
        self.outlet_id, self.host, self.shown_name = outlet_id, host, name

    def execute(self, context: Any) -> Any:  # noqa: ANN401
        """Put the question, unless it does not stand any more: a cleared task runs late.

        One that kept its answer and was then run again has nothing more to do.
        """
        from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

        use_warehouse()
        done = mirror_tasks.answered(_name(context), outlet_id=self.outlet_id, host=self.host)
        if done:
            return done
        moot = mirror_tasks.moot(_name(context), outlet_id=self.outlet_id, host=self.host)
        if moot:
            raise AirflowSkipException(moot)
        return super().execute(context)

    def execute_complete(self, context: Any, event: dict[str, Any]) -> Any:  # noqa: ANN401
        """Keep the answer and who gave it; nobody in time is "not now" by nobody.

        An answer to what was decided meanwhile counts for nothing and ends as skipped.
        """
        from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

        said = super().execute_complete(context, event)
        use_warehouse()
        person = said["responded_by_user"]
        done = mirror_tasks.decide(
            _name(context),
            outlet_id=self.outlet_id,
            host=self.host,
            answer=said["chosen_options"][0],
            by=(person.get("name") or person.get("id")) if person else None,
        )
        if not done["is_kept"]:
            raise AirflowSkipException(f"the answer came too late: {done['told']}")
        return done


def _name(context: Any) -> str:  # noqa: ANN401
    """The run's name, that of its DAG before it."""
    run = context["dag_run"]
    return f"{run.dag_id}/{run.run_id}"


def _run() -> tuple[str, list[str]]:
    """The run's name and the outlets it is for."""
    context = get_current_context()
    return _name(context), context["params"]["outlets"]


def _is_open(name: str) -> bool:
    """Whether a run of that name has not ended; one that was deleted has."""
    dag_id, _, run_id = name.partition("/")
    return _n_runs(dag_id, states=["queued", "running"], run_ids=[run_id]) > 0


def _n_runs(dag_id: str, *, states: list[str], run_ids: list[str] | None = None) -> int:
    task_instance: Any = get_current_context()["ti"]
    return int(task_instance.get_dr_count(dag_id=dag_id, run_ids=run_ids, states=states))


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
    """Whether a host waits for a person whom no run asks, and none is about to begin."""
    from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

    if _n_runs(APPROVALS, states=["queued"]):
        return False
    use_warehouse()
    return mirror_tasks.is_anything_to_ask(_run()[1], is_open=_is_open)


@task
def questions() -> list[dict[str, Any]]:
    """The hosts to ask about, each with its evidence, now this run's own."""
    from wireroom.pipeline import mirror_tasks  # noqa: PLC0415

    use_warehouse()
    run_id, outlets = _run()
    answer_s = get_current_context()["params"]["answer_s"]
    return mirror_tasks.pending(run_id, outlets=outlets, is_open=_is_open, answer_s=answer_s)


with DAG(
    dag_id="mirrors",
    dag_display_name="Mirrors: probe, discover, compare",
    description="Hosts' health, new mirrors, and whether all hosts tell the same",
    doc_md=DOC,
    schedule=CronTriggerTimetable("17 * * * *", timezone="UTC"),
    max_active_runs=1,
    params={"outlets": OUTLETS},
    **COMMON,
):
    ask = TriggerDagRunOperator(task_id="ask", trigger_dag_id=APPROVALS)
    probe() >> discover() >> compare() >> is_anything_to_ask() >> ask

with DAG(
    dag_id=APPROVALS,
    dag_display_name="Mirrors: a person approves",
    description="One required action per host that wants to be a mirror",
    doc_md=APPROVALS_DOC,
    schedule=None,
    max_active_runs=100,  # one an hour, each open for three days
    params={"outlets": OUTLETS, "answer_s": PATIENCE},
    **COMMON,
):
    AskAPerson.partial(
        task_id="ask",
        map_index_template="{{ task.shown_name }}",
        execution_timeout=None,
    ).expand_kwargs(questions())
