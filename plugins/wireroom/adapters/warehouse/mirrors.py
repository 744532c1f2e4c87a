"""Announcements, where each host stands, people's answers, and comparisons. Decides nothing."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from wireroom.adapters.warehouse import codec
from wireroom.adapters.warehouse.engines import (
    Database,
    Merge,
    Transaction,
    insert,
    replacing,
)
from wireroom.model import (
    Announcement,
    Answer,
    Decision,
    Finding,
    Mirror,
    MirrorState,
    Source,
    digest_of,
)

_ANNOUNCED = tuple(item.name for item in fields(Announcement))
_ANNOUNCE = Merge(table="mirror_candidate", columns=_ANNOUNCED, key=_ANNOUNCED[:-2])
_LOWER, _RAISE = (
    f"""UPDATE mirror_candidate SET {column} = ?
    WHERE outlet_id = ? AND host = ? AND source = ? AND via_host = ? AND page = ?
    AND {column} {than} ?"""  # noqa: S608 - our own text
    for column, than in (("first_seen_at", ">"), ("last_seen_at", "<"))
)
_COLUMNS = tuple(item.name for item in fields(Mirror))
_SAVE = insert("mirror", _COLUMNS, conflict=replacing(("outlet_id", "host"), _COLUMNS))
_TIMES = (
    "first_seen_at", "proposed_at", "checked_at", "verified_at", "check_at", "ask_at", "decided_at",
)  # fmt: skip
_ANSWER_COLUMNS = tuple(item.name for item in fields(Decision))
_ANSWER = insert("mirror_decision", _ANSWER_COLUMNS, conflict="DO NOTHING")
_ASK = insert("mirror_question", ("run_id", "number", "outlet_id", "host"), conflict="DO NOTHING")
_FOUND = tuple(item.name for item in fields(Finding))
_FINDING = Merge(
    table="divergence",
    columns=(*_FOUND, "digest"),
    key=("article_id", "host", "other_host", "digest"),
    conflict="""(article_id, host, other_host, digest) DO UPDATE SET
    first_found_at = CASE WHEN divergence.resolved_at IS NULL
      THEN NULLIF(COALESCE(divergence.first_found_at, divergence.found_at), excluded.found_at)
      ELSE excluded.first_found_at END,
    found_at = CASE WHEN excluded.found_at > divergence.found_at
      THEN excluded.found_at ELSE divergence.found_at END,
    is_tampering = excluded.is_tampering, is_alone = excluded.is_alone, says = excluded.says,
    resolved_at = excluded.resolved_at""",
)


class MirrorTables:
    """ports.Mirrors."""

    database: Database

    def announce(self, announcements: Sequence[Announcement], /) -> None:
        """Remember who named which host; the first instant stays, the last one moves on."""
        self.database.transact(lambda transaction: save_announcements(transaction, announcements))

    def announcements(self, outlet_ids: Sequence[str]) -> list[Announcement]:
        """Who named which host, by outlet and host."""
        sql = "SELECT * FROM mirror_candidate WHERE outlet_id IN {in}"
        found = [dict(row) for row in self.database.rows_in(sql, outlet_ids)]
        told = [
            Announcement(**_with_times(row, _ANNOUNCED[-2:]) | {"source": Source(row["source"])})
            for row in found
        ]
        return sorted(told, key=lambda one: (one.outlet_id, one.host, one.first_seen_at, one.page))

    def mirrors(
        self, outlet_ids: Sequence[str] | None = None, *, states: Sequence[MirrorState] = ()
    ) -> list[Mirror]:
        """The hosts on their way, of some outlets or of all, in these states or in any."""
        sql = "SELECT * FROM mirror"
        if outlet_ids is None:
            rows = self.database.rows(sql)
        else:
            rows = self.database.rows_in(sql + " WHERE outlet_id IN {in}", outlet_ids)
        found = [_mirror(dict(row)) for row in rows]
        chosen = [mirror for mirror in found if not states or mirror.state in states]
        return sorted(chosen, key=lambda mirror: (mirror.outlet_id, mirror.host))

    def update_mirror(
        self, outlet_id: str, host: str, decide: Callable[[Mirror | None], Mirror | None], /
    ) -> Mirror | None:
        """Replace a mirror by what `decide` makes of it, alone with it."""
        with self.database.write() as transaction:
            before = _held(transaction, outlet_id, host)
            after = decide(before)
            if after is not None and after != before:
                _save(transaction, after)
        return after or before

    def record(
        self,
        outlet_id: str,
        host: str,
        decide: Callable[[Mirror | None], tuple[Decision, Mirror] | None],
        /,
    ) -> Mirror | None:
        """Keep the answer that `decide` makes of a mirror, alone with it; None: nothing."""
        with self.database.write() as transaction:
            decided = decide(_held(transaction, outlet_id, host))
            if decided is None:
                return None
            decision, mirror = decided
            transaction.execute(_ANSWER, [getattr(decision, name) for name in _ANSWER_COLUMNS])
            _save(transaction, mirror)
        return mirror

    def save_questions(self, run_id: str, hosts: Sequence[tuple[str, str]], /) -> None:
        """Remember which hosts (outlet, host) a run asks about, in order; the first word stays."""
        ready = [[run_id, number, *one] for number, one in enumerate(hosts)]
        with self.database.write() as transaction:
            transaction.many(_ASK, ready)

    def questions(self, run_id: str, /) -> list[tuple[str, str]]:
        """What the run asks about, in order: outlet and host."""
        sql = "SELECT outlet_id, host FROM mirror_question WHERE run_id = ? ORDER BY number"
        return [(row["outlet_id"], row["host"]) for row in self.database.rows(sql, [run_id])]

    def decisions(self, outlet_id: str | None = None) -> list[Decision]:
        """The answers, latest first."""
        sql = """SELECT * FROM mirror_decision
        WHERE CAST(? AS TEXT) IS NULL OR outlet_id = ? ORDER BY at DESC"""
        return [
            Decision(
                **dict(row)
                | {
                    "answer": Answer(row["answer"]),
                    "at": codec.at_of(row["at"]),
                    "evidence": json.loads(row["evidence"]),
                }
            )
            for row in self.database.rows(sql, [outlet_id, outlet_id])
        ]

    def save_findings(self, findings: Sequence[Finding], /) -> None:
        """Keep comparisons; the same difference found again is one row, as it was saved last."""
        rows = [[*(getattr(one, name) for name in _FOUND), _digest(one)] for one in findings]

        def save(transaction: Transaction) -> None:
            transaction.merge(_FINDING, rows)

        self.database.transact(save)

    def findings(
        self, outlet_ids: Sequence[str], *, since: datetime | None = None
    ) -> list[Finding]:
        """Comparisons, latest first."""
        sql = "SELECT * FROM divergence WHERE outlet_id IN {in}"
        found = [_finding(dict(row)) for row in self.database.rows_in(sql, outlet_ids)]
        chosen = [one for one in found if since is None or one.found_at >= since]
        return sorted(
            chosen, key=lambda one: (one.found_at, one.article_id, one.host), reverse=True
        )


def save_announcements(transaction: Transaction, rows: Iterable[Announcement]) -> None:
    """Announcements, inside the caller's transaction."""
    told = sorted(tuple(codec.row(getattr(row, name) for name in _ANNOUNCED)) for row in rows)
    if transaction.merge(_ANNOUNCE, told) == len(told):
        return
    transaction.many(_LOWER, [(first, *key, first) for *key, first, _ in told])
    transaction.many(_RAISE, [(last, *key, last) for *key, _, last in told])


def _held(transaction: Transaction, outlet_id: str, host: str) -> Mirror | None:
    """The mirror, which nobody else changes until the end; there may be none yet."""
    transaction.lock("mirror", outlet_id, host)
    sql = "SELECT * FROM mirror WHERE outlet_id = ? AND host = ?"
    row = transaction.one(sql, [outlet_id, host])
    return _mirror(dict(row)) if row else None


def _save(transaction: Transaction, mirror: Mirror) -> None:
    transaction.execute(_SAVE, [getattr(mirror, name) for name in _COLUMNS])


def _mirror(found: Mapping[str, Any]) -> Mirror:
    return Mirror(
        **_with_times(found, _TIMES)
        | {
            "state": MirrorState(found["state"]),
            "source": Source(found["source"]),
            "warnings": tuple(json.loads(found["warnings"])),
            "evidence": json.loads(found["evidence"]),
        }
    )


def _finding(found: Mapping[str, Any]) -> Finding:
    wanted = {name: found[name] for name in _FOUND}
    return Finding(
        **_with_times(wanted, ("found_at", "first_found_at", "resolved_at"))
        | {
            "is_tampering": bool(found["is_tampering"]),
            "is_alone": bool(found["is_alone"]),
            "changes": tuple(json.loads(found["changes"])),
        }
    )


def _digest(finding: Finding) -> str:
    return digest_of(finding.kind, codec.dumps(finding.changes))


def _with_times(found: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return dict(found) | {name: codec.moment(found[name]) for name in names}
