"""A hundred hosts that want in by what is written on pages: none is verified, none approved."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.pipeline.mirrors.press import DAY, HOSTS, PATHS, SAYS, Press, footer, honest, told
from tests.pipeline.mirrors.press import tampered as lying
from tests.rooms import rows
from tests.servers import page

from wireroom.model import MirrorState
from wireroom.pipeline import mirrors

N_EACH = 20
LATER = DAY + timedelta(hours=1)
LINKS = '<p>{says}</p><p><a href="https://{host}/">{host}</a></p>'


def _named(host: str) -> str:
    return LINKS.format(says=SAYS, host=host)


def _in_body(html: str, host: str) -> str:
    return html.replace("</article>", f"{_named(host)}</article>")


def _in_comment(html: str, host: str) -> str:
    return html.replace("</body>", f'<div class="comments">{_named(host)}</div></body>')


def _in_markup_comment(html: str, host: str) -> str:
    return html.replace("</body>", f"<!-- <footer>{_named(host)}</footer> --></body>")


def _quoted(html: str, host: str) -> str:
    quote = f"<blockquote><footer>{_named(host)}</footer></blockquote>"
    return html.replace("</body>", f"{quote}</body>")


WAYS: dict[str, Callable[[str, str], str]] = {
    "body": _in_body,
    "comment": _in_comment,
    "markup": _in_markup_comment,
    "quote": _quoted,
}


def test_a_hundred_injected_hosts_get_nowhere(tmp_path: Path) -> None:
    """Body, comments, quotes, another candidate's footer, lookalikes in the paper's own footer.

    The first eighty are perfect copies: were one heard, it would be verified. The lookalikes lie.
    """
    perfect = [f"{way}-{number}.gazette.test" for way in WAYS for number in range(N_EACH)]
    lookalikes = [f"one-gazette-{number}.test" for number in range(N_EACH - 1)]
    candidate = "candidate.gazette.test"
    wanted = {**dict.fromkeys(perfect, honest), **dict.fromkeys(lookalikes, lying)}
    # The candidate is a perfect copy that names all the others in its own footer.
    names_all = footer(*perfect, *lookalikes)
    wanted[candidate] = lambda path: page(told(path, names_all))
    press = Press(tmp_path, others=wanted)
    assert len(wanted) == 5 * N_EACH

    def printed(path: str) -> str:
        html = told(path, footer(*lookalikes))
        for way, write in WAYS.items():
            for number in range(N_EACH):
                html = write(html, f"{way}-{number}.gazette.test")
        return html

    with press.zoo:
        for number, after in ((9, timedelta()), (10, LATER)):
            for host in HOSTS:
                press.prints(host, lambda path: page(printed(path)), PATHS[:number])
            press.ingests(after)
        for n_hours in range(0, 72, 6):
            room = press.room(LATER + timedelta(hours=n_hours))
            mirrors.discover(room, room.registry.outlets)
            mirrors.verify_due(room, room.registry.outlets)
            assert mirrors.questions(room, room.registry.outlets) == []
        settings, states = press.room().settings, press.mirrors()
        assert press.n_asked(*perfect, candidate) == 0
    assert set(states) <= set(lookalikes)
    assert {one.state for one in states.values()} == {MirrorState.PROPOSED}
    assert len(states) <= 3 * 4  # three a day
    assert all(one.warnings for one in states.values())
    assert rows(settings, "SELECT count(*) FROM mirror_decision") == [(0,)]
