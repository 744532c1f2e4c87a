"""What lies in the warehouse and the archive: the rows to compare, and what may never be so."""

from pathlib import Path

from tests.chaos.life import Stage
from tests.chaos.newsroom import EDITIONS, OUTLETS, etag, listed
from tests.rooms import LASTING

from wireroom.adapters.warc import WarcArchive
from wireroom.adapters.warehouse import codec, open_store
from wireroom.adapters.warehouse.engines import Database
from wireroom.errors import WireroomError

Rows = dict[str, list[str]]
_ROWLESS = """SELECT l.run_id, l.entry_id, l.state FROM ledger l
WHERE l.state IN ('new', 'updated') AND NOT EXISTS (SELECT 1 FROM article_version v
  WHERE v.article_id = l.article_id AND v.version_id = l.version_id)"""
_VERSIONLESS = """SELECT a.article_id FROM article a WHERE NOT EXISTS (SELECT 1
  FROM article_version v
  WHERE v.article_id = a.article_id AND v.version_id = a.current_version_id)"""
_STATELESS = """SELECT e.run_id, e.entry_id FROM run_entry e JOIN run r ON r.run_id = e.run_id
WHERE r.settled_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger l
  WHERE l.run_id = e.run_id AND l.entry_id = e.entry_id)"""
_TWICE = """SELECT article_id FROM ledger WHERE state = 'new'
GROUP BY article_id HAVING count(*) > 1"""
_NEVER = {
    "a ledger row says new or updated, and there is no such version": _ROWLESS,
    "an article's current version is not there": _VERSIONLESS,
    "a settled run has an entry without a state": _STATELESS,
    "an article is new twice": _TWICE,
}


def rows_of(stage: Stage) -> Rows:
    """Every row of the lasting tables as text, with doubles."""
    database = open_store(stage.settings.warehouse, migrate=False).database
    return {
        table: sorted(str(_told(dict(row))) for row in database.rows(f'SELECT * FROM "{table}"'))
        for table in LASTING
    }


def faults(stage: Stage) -> list[str]:
    """What is wrong at this moment, be it in mid-life or at its end."""
    database = open_store(stage.settings.warehouse, migrate=False).database
    found = [f"{words}: {[*row]}" for words, sql in _NEVER.items() for row in database.rows(sql)]
    return found + _validators_ahead(database) + _unreadable(database, stage.settings.archive)


def _told(row: dict[str, object]) -> dict[str, object]:
    return {name: row[name] for name in sorted(row)}


def _validators_ahead(database: Database) -> list[str]:
    """Feeds whose validator says an edition whose articles are not all in the ledger."""
    filed = {row[0] for row in database.rows("SELECT url FROM ledger")}
    kept = {(r[0], r[1]) for r in database.rows("SELECT outlet_id, etag FROM feed_state")}
    return [
        f"{outlet} has the validator of edition {edition} and no ledger row of {url}"
        for outlet in OUTLETS
        for edition in EDITIONS
        if (outlet, etag(edition)) in kept
        for url in listed(outlet, edition)
        if url not in filed
    ]


def _unreadable(database: Database, archive: str) -> list[str]:
    """Captures whose bytes are not there or not whole; a temporary name is one of them."""
    found = []
    for row in database.rows("SELECT * FROM capture"):
        capture = codec.capture(dict(row))
        try:
            WarcArchive(archive).read(capture)
        except WireroomError as error:
            found.append(str(error))
        if Path(capture.archive_uri).name.startswith("."):
            found.append(f"{capture.archive_uri} is a temporary name")
    return found
