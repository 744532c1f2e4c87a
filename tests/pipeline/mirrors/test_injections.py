"""A hundred hosts that want in by what is written on pages: none is verified, none approved."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.mirrors.injections import (
    FED,
    FROM_CANDIDATES,
    LOOKALIKES,
    REDIRECTED,
    WAYS,
    host_of,
    written,
)
from tests.pipeline.mirrors.press import DAY, HOSTS, ORIGIN, PATHS, Press, footer, told
from tests.pipeline.test_unkind_web import rss
from tests.rooms import rows
from tests.servers import Answer, page, redirect

from wireroom.model import Mirror, MirrorState
from wireroom.pipeline import mirrors
from wireroom.stages.mirrors.checks import CheckResult
from wireroom.stages.mirrors.lookalike import is_grave, warnings_of

LATER = DAY + timedelta(hours=1)
HONEST = "a.gazette.test"  # the one that the paper itself names and that is no lookalike
SILENT = tuple(host_of(kind, way) for kind, ways in WAYS.items() for way in ways)
HOPS = ("/hop-302", "/hop-307", "/hop-301", "/hop-303")


def printed(path: str, *, more: str = "") -> str:
    """An article of the paper with every injection in it, and the paper's own footer."""
    html = told(path).replace("</p><p>", f"</p>{written('body')}<p>", 1)
    rest = "".join(written(kind) for kind in WAYS if kind not in {"body", "machine"})
    own = footer(HONEST, *LOOKALIKES)
    html = html.replace("</body>", f"{rest}{own}{more}</body>")
    return html.replace("<head>", f"<head>{written('machine')}", 1)


def copied(path: str) -> Answer:
    """A perfect copy that also names hosts of its own."""
    onion = [("Onion-Location", f"https://{FROM_CANDIDATES[0]}/")]
    return page(printed(path, more=footer(*FROM_CANDIDATES)), headers=onion)


class Siege:
    """A paper whose pages are full of injections, for some days."""

    def __init__(self, home: Path) -> None:
        names = (*SILENT, *LOOKALIKES, *FROM_CANDIDATES, *REDIRECTED, *FED, HONEST)
        self.press = Press(home, others=dict.fromkeys(names, copied))
        self.checked: dict[str, tuple[CheckResult, MirrorState]] = {}
        self.asked: set[str] = set()

    def prints(self, n_articles: int) -> None:
        """The paper prints so many articles on all its hosts; its feed names strangers today."""
        for host in HOSTS:
            self.press.prints(host, lambda path: page(printed(path)), PATHS[:n_articles])
        links = "".join(
            f'<link xmlns="http://www.w3.org/2005/Atom" rel="{rel}" href="https://{host}/rss"/>'
            for rel, host in zip(("self", "hub", "alternate", "next"), FED, strict=True)
        )
        feed = rss(ORIGIN, [*PATHS[:n_articles], *HOPS]).replace("<channel>", f"<channel>{links}")
        for host in HOSTS:
            self.press.zoo.routes[host, "/rss"] = page(feed, content_type="application/rss+xml")

    def redirects(self) -> None:
        """Some articles redirect to strangers, and those to others."""
        for hop, host in zip(HOPS, REDIRECTED, strict=True):
            for own in HOSTS:
                answer = redirect(f"https://{host}{hop}", code=int(hop[-3:]))
                self.press.zoo.routes[own, hop] = answer
            onward = redirect(f"https://{FROM_CANDIDATES[1]}/story-1")
            self.press.zoo.routes[host, hop] = onward

    def works(self, after: timedelta) -> None:
        """What the hourly task does then."""
        room = self.press.room(after)
        mirrors.discover(room, room.registry.outlets)
        for mirror, check in mirrors.verify_due(room, room.registry.outlets):
            self.checked[mirror.host] = (check.result, mirror.state)
        asked = mirrors.questions(
            room, room.registry.outlets, asked_by=f"after {after}", is_open=lambda _: True
        )
        self.asked |= {one.host for one in asked}


@pytest.mark.long
def test_a_hundred_injected_hosts_get_nowhere_and_the_honest_one_does(tmp_path: Path) -> None:
    """Bodies, comments, hidden places, letters that deceive, machines' words, feeds, redirects.

    All of them are perfect copies: were one heard, it would be verified as the honest host is.
    What a candidate names is not heard while it is compared; lookalikes, which the paper itself
    names, come before a person unverified and warned of.
    """
    siege = Siege(tmp_path)
    press = siege.press
    assert len(SILENT) + len(FROM_CANDIDATES) + len(LOOKALIKES) >= 100
    with press.zoo:
        siege.redirects()
        for n_articles, after in ((9, timedelta()), (10, LATER)):
            siege.prints(n_articles)
            press.ingests(after)
        for n_hours in (0, 1, 2, 25, 26):
            siege.works(LATER + timedelta(hours=n_hours))
        states: dict[str, Mirror] = press.mirrors()
        settings = press.room().settings
        named = {one.host for one in press.room().store.announcements(["paper"])}
        assert named == {HONEST, *LOOKALIKES, FED[0]}  # a feed's self link, of two days
        assert press.n_asked(*SILENT, *FROM_CANDIDATES, *REDIRECTED, *FED) == 0
    assert siege.checked[HONEST] == (CheckResult.PASSED, MirrorState.VERIFIED)
    assert {h for h, (_, state) in siege.checked.items() if state is MirrorState.VERIFIED} == {
        HONEST
    }
    lookalikes = set(siege.checked) - {HONEST}
    assert lookalikes
    assert {siege.checked[host] for host in lookalikes} == {
        (CheckResult.PASSED, MirrorState.PENDING)
    }
    assert siege.asked == set(siege.checked)
    assert set(states) <= {HONEST, *LOOKALIKES}
    assert MirrorState.APPROVED not in {one.state for one in states.values()}
    assert rows(settings, "SELECT count(*) FROM mirror_decision") == [(0,)]


@pytest.mark.parametrize("host", LOOKALIKES)
def test_every_lookalike_is_warned_of(host: str) -> None:
    """So that none is verified by itself."""
    assert any(is_grave(warning) for warning in warnings_of(host, HOSTS))


def test_every_way_has_a_host_of_its_own() -> None:
    """So that whoever is named tells which way led in."""
    every = (*SILENT, *LOOKALIKES, *FROM_CANDIDATES, *REDIRECTED, *FED, HONEST, *HOSTS)
    assert len(set(every)) == len(every)
