"""A local Airflow with hosts that wait for a person's word."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from rich.console import Console

from wireroom.adapters.warehouse import open_store
from wireroom.model import Mirror, MirrorState, Source
from wireroom.pipeline import read_settings
from wireroom.stack import airflow
from wireroom.stack.progress import Phases
from wireroom.stack.stack import Stack

OUTLET = "presstv"
CHECK = {
    "result": "passed",
    "witnesses": ["www.presstv.ir", "www.presstv.co.uk"],
    "is_nonsense_sane": True,
    "said": [
        "10 of 10 articles came from the host",
        "10 of 10 agree with two approved hosts, 10 with one",
    ],
    "samples": [
        {
            "url": f"https://www.presstv.ir/Detail/2026/11/23/7{number}/a-{{{{7*7}}}}-<b>x</b>",
            "agrees_with": ["www.presstv.ir", "www.presstv.co.uk"],
            "tampering": [],
            "failed": "",
        }
        for number in range(10)
    ],
}


def candidate(host):
    """A host that was announced, compared and found to agree."""
    now = datetime.now(UTC)
    return Mirror(
        outlet_id=OUTLET, host=host, state=MirrorState.VERIFIED, source=Source.PAGE,
        first_seen_at=now - timedelta(days=2), proposed_at=now, checked_at=now, verified_at=now,
        ask_at=now, warnings=("note: the name of www.presstv.ir under another ending",),
        evidence={
            "via": ["www.presstv.ir"], "sources": ["page"], "n_pages": 7,
            "pages": ["https://www.presstv.ir/Detail/2026/11/21/1"], "check": CHECK,
        },
    )  # fmt: skip


@contextmanager
def stack_with_candidates(home, hosts):
    """The stack, healthy, its run of `mirror_approvals` triggered; and the store."""
    env = {"WIREROOM_HOME": str(home / "wireroom"), "PATH": "/usr/bin:/bin"}
    (home / "wireroom").mkdir(parents=True)
    store = open_store(read_settings(env).warehouse)
    for host in hosts:
        store.update_mirror(OUTLET, host, lambda _, host=host: candidate(host))
    phases = Phases(Console(quiet=True))
    with Stack(home, port=airflow.free_port(), env=env, phases=phases) as stack:
        stack.start()
        stack.await_dags()
        stack.wait(
            lambda: "mirror_approvals" in stack.rest.dag_ids(), within_s=60, what="no approvals"
        )
        stack.rest.unpause("mirror_approvals")
        stack.rest.trigger("mirror_approvals")
        stack.wait(
            lambda: len(stack.rest.questions("mirror_approvals")) == len(hosts),
            within_s=120,
            what="no questions asked",
        )
        yield stack, store
