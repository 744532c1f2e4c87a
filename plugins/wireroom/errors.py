"""The errors wireroom raises for a run; what befalls a single item is a value (`model.Failed`).

The tree::

    WireroomError
    |- PermanentError               trying again cannot help
    |  |- RegistryError             an outlet file is wrong
    |  |- SettingsError             a WIREROOM_* setting is wrong
    |  |- BadInputError             an argument or an input line is wrong
    |  |- ContractError             the warehouse is not the shape we load
    |  |- UnbalancedLedgerError     a run lost or doubled an entry
    |  |- DeadRunError              not one feed of a run answered
    |  `- CorruptCaptureError       an archived capture is not what was written
    `- TransientError               trying again may help
       |- WebUnavailableError       our own egress or DNS is down
       |- ArchiveUnavailableError   the raw archive cannot be reached
       `- WarehouseUnavailableError the warehouse cannot be reached or is locked

Each passes all its arguments to ``super().__init__`` so that it pickles, and builds its text in
``__str__``. Airflow's retry rules (dags/) name these classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class WireroomError(Exception):
    """Anything wireroom raises on purpose."""


class PermanentError(WireroomError):
    """Trying again cannot help; a person has to change something."""


class TransientError(WireroomError):
    """Trying again may help, after `retry_after_s` seconds where that is known."""

    def __init__(self, detail: str, retry_after_s: float | None = None) -> None:
        super().__init__(detail, retry_after_s)
        self.detail = detail
        self.retry_after_s = retry_after_s

    def __str__(self) -> str:
        wait = f" (try again in {self.retry_after_s:.0f} s)" if self.retry_after_s else ""
        return f"{self.detail}{wait}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in one registry file: where it is, what is wrong, how to mend it."""

    file: str
    key: str
    problem: str
    fix: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.problem}. Fix: {self.fix}"


class RegistryError(PermanentError):
    """Outlet files are wrong; `faults` holds every fault of every file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class SettingsError(PermanentError):
    """A setting is wrong: `name` is the variable, `problem` what is wrong, `fix` how to mend it."""

    def __init__(self, name: str, problem: str, fix: str) -> None:
        super().__init__(name, problem, fix)
        self.name, self.problem, self.fix = name, problem, fix

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}. Fix: {self.fix}"


class BadInputError(PermanentError):
    """An argument or an input line is wrong: `thing` names it, `fix` says how to mend it."""

    def __init__(self, thing: str, problem: str, fix: str) -> None:
        super().__init__(thing, problem, fix)
        self.thing, self.problem, self.fix = thing, problem, fix

    def __str__(self) -> str:
        return f"{self.thing}: {self.problem}. Fix: {self.fix}"


class ContractError(PermanentError):
    """The warehouse at `where` is not the shape we load: `problem`, and `fix` how to mend it."""

    def __init__(self, where: str, problem: str, fix: str = "run `wireroom db migrate`") -> None:
        super().__init__(where, problem, fix)
        self.where, self.problem, self.fix = where, problem, fix

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}. Fix: {self.fix}"


class UnbalancedLedgerError(PermanentError):
    """A run's counts do not balance: `n_entries` were seen, `n_states` ended in a state."""

    def __init__(self, run_id: str, n_entries: int, n_states: int) -> None:
        super().__init__(run_id, n_entries, n_states)
        self.run_id, self.n_entries, self.n_states = run_id, n_entries, n_states

    def __str__(self) -> str:
        return (
            f"run {self.run_id}: {self.n_entries} entries were seen and {self.n_states} ended in a"
            " state. Fix: run the batch that did not finish again (clear its tasks), or"
            " `wireroom ingest` once more"
        )


class DeadRunError(PermanentError):
    """None of a run's `n_feeds` feeds answered; `example` is the first of them with its reason."""

    def __init__(self, run_id: str, n_feeds: int, example: str) -> None:
        super().__init__(run_id, n_feeds, example)
        self.run_id, self.n_feeds, self.example = run_id, n_feeds, example

    def __str__(self) -> str:
        return (
            f"run {self.run_id}: none of {self.n_feeds} feeds answered; {self.example}."
            " Fix: check this machine's way to the network, then the outlets' hosts"
        )


class CorruptCaptureError(PermanentError):
    """The archived capture at `location` is not what was written: `problem`."""

    def __init__(self, location: str, problem: str) -> None:
        super().__init__(location, problem)
        self.location, self.problem = location, problem

    def __str__(self) -> str:
        return f"{self.location}: {self.problem}. Fix: fetch the article again or restore the file"


class WebUnavailableError(TransientError):
    """Our own egress or DNS is down; one site being down is a `model.Failed` instead."""


class ArchiveUnavailableError(TransientError):
    """The raw archive cannot be read or written."""


class WarehouseUnavailableError(TransientError):
    """The warehouse cannot be reached or stayed locked."""
