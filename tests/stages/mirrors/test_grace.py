"""How long a host may tell something newer than the others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wireroom.model import Finding
from wireroom.stages.mirrors.grace import GRACE, is_in_grace, open_findings, ripened, settled
from wireroom.stages.mirrors.trust import convicted

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def finding(kind="updated", *, at=NOW, host="h", article="o:1", says="new", **more):
    return Finding(
        outlet_id="o", article_id=article, host=host, other_host="m", kind=kind,
        is_tampering=more.pop("is_tampering", False), similarity=0.9, found_at=at,
        changes=more.pop("changes", ()), is_alone=more.pop("is_alone", True), says=says, **more,
    )  # fmt: skip


def code(*whats, at=NOW, **more):
    """An injection of these kinds, whose words are the others'."""
    changes = tuple({"what": what, "others": "", "theirs": "x"} for what in whats)
    return finding("injected", at=at, says="", is_tampering=True, changes=changes, **more)


RIPENING = {
    "at first": ([], {}, False),
    "within its grace": ([finding(at=NOW - GRACE + HOUR)], {}, False),
    "after its grace": ([finding(at=NOW - GRACE)], {}, True),
    "seen again meanwhile": ([finding(at=NOW - HOUR, first_found_at=NOW - 2 * GRACE)], {}, True),
    "with another text every time": ([finding(at=NOW - GRACE, says="else")], {}, True),
    "another host's": ([finding(at=NOW - GRACE, host="i")], {}, False),
    "settled in between": ([finding(at=NOW - GRACE, resolved_at=NOW - HOUR)], {}, False),
    "an old copy": ([finding(at=NOW - GRACE)], {"is_old_copy": True}, False),
}


@pytest.mark.parametrize(("past", "more", "is_ripe"), RIPENING.values(), ids=RIPENING)
def test_an_update_that_nobody_follows_becomes_tampering(past, more, is_ripe):
    """A day after it was first seen; what another host showed before is an old copy."""
    found = ripened(finding(), past, **{"is_old_copy": False, **more})
    assert found.is_tampering is is_ripe


def test_what_no_majority_contradicts_never_ripens():
    """One host's word against another's."""
    past = [finding(at=NOW - GRACE, is_alone=False)]
    assert not ripened(finding(is_alone=False), past, is_old_copy=False).is_tampering


FOLLOWED = {"h": "new", "m": "new", "n": "new"}
SETTLING = {
    "all follow": (finding(), FOLLOWED, [], True),
    "one follows": (finding(), {"h": "new", "m": "new", "n": "old"}, ["n"], True),
    "nobody follows": (finding(), {"h": "new", "m": "old", "n": "old"}, ["h"], False),
    "it is taken back": (finding(), {"h": "old", "m": "old", "n": "old"}, [], True),
    "one against one": (finding(), {"h": "new", "m": "old"}, [], False),
    "it does not answer": (finding(), {"m": "old", "n": "old"}, [], False),
    "an edit that all follow": (finding("edited", is_tampering=True), FOLLOWED, [], True),
    "an edit that is taken back": (
        finding("edited", is_tampering=True), {"h": "old", "m": "old", "n": "old"}, [], False,
    ),
    "an injection": (finding("injected", is_tampering=True), FOLLOWED, [], False),
    "code of its own that all have": (
        code("inline script"), {"h": "same", "m": "same", "n": "same"}, [], True,
    ),
    "code of its own that nobody has": (
        code("inline script"), {"h": "", "m": "same", "n": "same"}, ["h"], False,
    ),
    "code of its own after its grace": (
        code("inline script", first_found_at=NOW - GRACE),
        {"h": "same", "m": "same", "n": "same"}, [], False,
    ),
    "code that names another host": (
        code("inline script", "script naming"), {"h": "same", "m": "same", "n": "same"}, [], False,
    ),
    "words that tell nothing": (
        finding("edited", says="", is_tampering=True), {"h": "", "m": "", "n": ""}, [], False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("past", "said", "alone", "is_settled"), SETTLING.values(), ids=SETTLING)
def test_what_others_come_to_tell_is_settled(past, said, alone, is_settled):
    """A lie that is taken back stays a lie."""
    found = settled([past], said, alone, now=NOW)
    assert found == ([replace(past, resolved_at=NOW)] if is_settled else [])


def test_what_is_settled_convicts_nobody_and_is_open_no_more():
    """Two articles that read otherwise convict; the same two once others follow do not."""
    lies = [finding("edited", article=f"o:{n}", is_tampering=True) for n in range(2)]
    assert convicted(lies) == {("o", "h")}
    followed = [replace(one, resolved_at=NOW) for one in lies]
    assert convicted(followed) == set()
    assert (len(open_findings(lies)), open_findings(followed)) == (2, [])


def test_code_that_changes_every_time_keeps_its_first_instant():
    """A liar cannot begin anew with every page."""
    past = [code("own script", at=NOW - GRACE)]
    found = ripened(code("inline script"), past, is_old_copy=False)
    assert (found.since, is_in_grace(found)) == (NOW - GRACE, False)
    assert is_in_grace(code("inline script"))
    assert not is_in_grace(code("payment address"))
