"""Facts about errors: they survive a pickle, and their text says what, where and the fix."""

import pickle

import pytest

from wireroom import errors

FAULTS = (
    errors.Fault(file="daily.yaml", key="name", problem="is missing", fix="add it"),
    errors.Fault(file="other.yaml", key="", problem="is not UTF-8", fix="save it as UTF-8"),
)
TEXTS: dict[str, tuple[errors.WireroomError, str]] = {
    "registry": (
        errors.RegistryError(FAULTS),
        (
            "daily.yaml: name: is missing. Fix: add it\n"
            "other.yaml: is not UTF-8. Fix: save it as UTF-8"
        ),
    ),
    "settings": (
        errors.SettingsError("WIREROOM_WORKERS", "'many' is not a number", "write 1 or more"),
        "WIREROOM_WORKERS: 'many' is not a number. Fix: write 1 or more",
    ),
    "input": (
        errors.BadInputError("'news'", "not an absolute URL", "write it as https://host/path"),
        "'news': not an absolute URL. Fix: write it as https://host/path",
    ),
    "contract": (
        errors.ContractError("sqlite:///w.sqlite", "no table article"),
        "sqlite:///w.sqlite: no table article. Fix: run `wireroom db migrate`",
    ),
    "contract with its own fix": (
        errors.ContractError("w.sqlite", "file is not a database", "name another file"),
        "w.sqlite: file is not a database. Fix: name another file",
    ),
    "unbalanced": (
        errors.UnbalancedLedgerError("r1", 3, 2),
        (
            "run r1: 3 entries were seen and 2 ended in a state. Fix: run the batch that did not"
            " finish again (clear its tasks), or `wireroom ingest` once more"
        ),
    ),
    "dead run": (
        errors.DeadRunError("r1", 2, "daily /rss.xml: dns: no such host"),
        (
            "run r1: none of 2 feeds answered; daily /rss.xml: dns: no such host."
            " Fix: check this machine's way to the network, then the outlets' hosts"
        ),
    ),
    "corrupt": (
        errors.CorruptCaptureError("a.warc.gz@12", "digest differs"),
        "a.warc.gz@12: digest differs. Fix: fetch the article again or restore the file",
    ),
    "transient": (errors.WebUnavailableError("no route to any host"), "no route to any host"),
    "transient with a wait": (
        errors.WarehouseUnavailableError("locked", 30.4), "locked (try again in 30 s)",
    ),
    "archive": (errors.ArchiveUnavailableError("disk is full"), "disk is full"),
}  # fmt: skip
CASES = pytest.mark.parametrize(("error", "text"), TEXTS.values(), ids=TEXTS)


@CASES
def test_error_says_what_where_and_the_fix(error: errors.WireroomError, text: str) -> None:
    """The text is for the person who reads the log."""
    assert str(error) == text


@CASES
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_error_survives_a_pickle(error: errors.WireroomError, text: str, protocol: int) -> None:
    """Airflow and process pools send errors between processes: class, text and fields stay."""
    copy = pickle.loads(pickle.dumps(error, protocol))
    assert (type(copy), str(copy), vars(copy)) == (type(error), text, vars(error))


def test_every_error_is_in_the_table() -> None:
    """No error class comes without its text and its pickle being shown."""
    roots = {errors.WireroomError, errors.PermanentError, errors.TransientError}
    classes = {
        thing
        for thing in vars(errors).values()
        if isinstance(thing, type) and issubclass(thing, errors.WireroomError)
    }
    assert classes - roots == {type(error) for error, _ in TEXTS.values()}


@CASES
def test_error_is_either_permanent_or_transient(error: errors.WireroomError, text: str) -> None:
    """Retry rules name these two, so every error is one of them and never both."""
    kinds = (errors.PermanentError, errors.TransientError)
    assert [isinstance(error, kind) for kind in kinds].count(True) == 1
