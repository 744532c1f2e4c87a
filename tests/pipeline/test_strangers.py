"""Another site answers in the outlet's place: with its feed, its pages, its refusals."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.test_unkind_web import rss, settings_of
from tests.rooms import NOW, outlet_file, rows, run
from tests.servers import Answer, Talk, Zoo, page, redirect, status

from wireroom.settings import Settings
from wireroom.stages.fetch import Profile

ORIGIN, MIRROR = "www.paper.test", "paper.mirror.test"
HOSTS = (ORIGIN, MIRROR)
LOOKS = {
    "old": "masthead topnav story-body byline lede kicker sharebar related footer-links colophon",
    "new": "hero grid-shell entry meta-row dek chips toolbar rail-next base-strip imprint-line",
}


def story(path: str, *, look: str = "old", site: str = "Paper") -> str:
    """A page of the paper: much the same markup around other words."""
    text = "".join(
        f"<p>{word} of {path} was told to the council, which {word}ed it for the {number}th time "
        "and sent it back to the harbour, where the ferries wait and the lamps are lit at dusk.</p>"
        for number, word in enumerate(("repair", "visit", "count", "paint", "sound"))
    )
    names = LOOKS[look].split()
    boxes = "".join(f'<div class="{name} {name}-in" id="{name}"></div>' for name in names)
    return (
        f'<html><head><title>News of {path} | {site}</title><meta property="og:site_name" '
        f'content="{site}"><link rel="stylesheet" href="/{look}/main.css"></head><body>{boxes}'
        f'<article class="{names[0]}-art"><h1>News of {path}</h1>{text}</article></body></html>'
    )


def casino() -> Answer:
    """Somebody else's blog, another page for every path."""

    def answer(talk: Talk) -> None:
        seed = hashlib.sha256(talk.path.encode()).hexdigest()
        tale = " ".join(f"{seed[at : at + 5]} jackpot" for at in range(0, 60, 2))
        page(
            "<html><head><title>Ten bonus codes | Casino Nights</title>"
            '<meta property="og:site_name" content="Casino Nights"></head><body class="wp spin">'
            f"<div class='slot reel'><p>{tale} {'Win more and more of it every night. ' * 9}</p>"
            "</div></body></html>"
        )(talk)

    return answer


def feed(paths: Sequence[str]) -> Answer:
    text = rss(ORIGIN, paths).replace("<title>t</title>", "<title>Paper</title>")
    return page(text, content_type="application/rss+xml")


def routes(paths: Iterable[str], **options: str) -> dict[tuple[str, str], Answer]:
    """Both hosts with their feed and these stories."""
    told = list(paths)
    found = {(host, "/rss"): feed(told) for host in HOSTS}
    return found | {(host, one): page(story(one, **options)) for host in HOSTS for one in told}


def taught(zoo: Zoo, settings: Settings, *, n_runs: int = 5) -> int:
    """So many runs of three stories a day; the number of the next."""
    for number in range(n_runs):
        paths = [f"/story-{number}-{one}" for one in "abc"]
        zoo.routes.update(routes(paths))
        run(settings, f"day {number}", now=NOW + timedelta(days=number))
    return n_runs


def states(settings: Settings, run_id: str) -> list[tuple]:
    sql = "SELECT article_id, state, host FROM ledger WHERE run_id = '{}' ORDER BY 1"
    return rows(settings, sql.format(run_id))


@pytest.mark.long
def test_a_domain_that_another_site_took_is_named_and_left(tmp_path: Path) -> None:
    """Its pages differ from one another, so only the outlet's own looks tell; its feed lives on."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with Zoo(routes([])) as zoo:
        settings = settings_of(zoo, tmp_path)
        day = taught(zoo, settings)
        paths = ["/late-a", "/late-b"]
        zoo.routes.update(routes(paths))
        for key in list(zoo.routes):
            if key[0] == ORIGIN and key[1] != "/rss":
                zoo.routes[key] = casino()
        run(settings, "lost", now=NOW + timedelta(days=day))
    assert states(settings, "lost") == [(f"paper:{p}", "new", MIRROR) for p in paths]
    found = rows(settings, "SELECT host, reason, evidence FROM quarantine WHERE run_id = 'lost'")
    pages = [one for one in found if one[1] == "wrong_site"]
    assert pages
    assert all(host == ORIGIN and '"likeness"' in told for host, _, told in pages)
    assert rows(settings, "SELECT host, reason FROM host_mute") == [(ORIGIN, "wrong_site")]
    assert rows(settings, "SELECT count(*) FROM article_version WHERE text LIKE '%jackpot%'") == [
        (0,)
    ]


@pytest.mark.long
def test_a_redesign_is_followed_and_loses_no_story(tmp_path: Path) -> None:
    """All hosts show it; every story is filed on the day, and the new looks are learnt."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with Zoo(routes([])) as zoo:
        settings = settings_of(zoo, tmp_path)
        first = taught(zoo, settings)
        for number in range(first, first + 6):
            paths = [f"/story-{number}-{one}" for one in "abc"]
            zoo.routes.update(routes(paths, look="new"))
            run(settings, f"day {number}", now=NOW + timedelta(days=number))
            ended = [(state, host) for _, state, host in states(settings, f"day {number}")]
            assert ended == [("new", ORIGIN)] * 3
    (text,) = rows(settings, "SELECT profile FROM outlet_profile")[0]
    (face,) = Profile.from_text(text).faces
    assert face.host == ORIGIN
    assert len(text) < 4000
    steady = face.steady()
    new = {key for key, weight in face.traits.items() if 10 < weight < 17}
    assert new <= {*steady}


FOREIGN = {
    "another's links": (
        "<rss><channel><title>Casino Nights</title>"
        + "".join(
            f"<item><title>Bonus {n}</title><link>https://casino.test/b{n}</link></item>"
            for n in range(5)
        )
        + "</channel></rss>"
    ),
    "another's numbers": (
        "<rss><channel><title>Casino Nights</title>"
        + "".join(
            f"<item><title>Bonus {n}</title><link>https://{ORIGIN}/bonus-{n}</link></item>"
            for n in range(5)
        )
        + "</channel></rss>"
    ),
}


@pytest.mark.parametrize("body", FOREIGN.values(), ids=FOREIGN)
def test_a_feed_of_another_site_is_named_on_the_first_day(body: str, tmp_path: Path) -> None:
    """Nothing is known of the outlet yet but its file; the next host is asked at once."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    file = tmp_path / "outlets" / "paper.yaml"
    pattern = r"article: {native_id: 'story-(?P<native_id>\d+)'}"
    file.write_text(f"{file.read_text()}{pattern}\n")
    paths = ["/story-1", "/story-2", "/story-3"]
    with Zoo(routes(paths)) as zoo:
        zoo.routes[ORIGIN, "/rss"] = page(body, content_type="application/rss+xml")
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
    assert [state for _, state, _ in states(settings, "r")] == ["new"] * 3
    kept = rows(settings, "SELECT host, capability, reason FROM quarantine")
    assert kept == [(ORIGIN, "feed", "wrong_site")]


def test_an_outlet_whose_links_moved_is_still_itself(tmp_path: Path) -> None:
    """Its feed names it though every link is on a host that nobody approved yet."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    moved = rss("www.paper.example", ["/a", "/b", "/c"]).replace(">t<", ">Paper<")
    with Zoo({(ORIGIN, "/rss"): page(moved, content_type="application/rss+xml")}) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
    reasons = rows(settings, "SELECT DISTINCT state, reason FROM ledger")
    assert reasons == [("skipped", "foreign_host")]
    assert rows(settings, "SELECT count(*) FROM quarantine") == [(0,)]


BANNER = "<html><title>Seized</title><h1>This website has been seized by the police</h1></html>"
CHALLENGED = "<html><title>Just a moment...</title><p>Checking your browser</p></html>"
REFUSALS = {
    "challenge": (page(CHALLENGED, status=503), "challenge"),
    "banner with 503": (page(BANNER, status=503), "seized"),
    "429": (page(CHALLENGED, status=429), "challenge"),
}


@pytest.mark.parametrize(("answer", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_who_refuses_robots_txt_is_named(answer: Answer, reason: str, tmp_path: Path) -> None:
    """For every page of that host, though robots.txt is asked once."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    paths = ["/a", "/b", "/c"]
    with Zoo({**routes(paths), (ORIGIN, "/robots.txt"): answer}) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
        assert [v.path for v in zoo.log if v.host == ORIGIN] == ["/robots.txt"]
    assert [state for _, state, _ in states(settings, "r")] == ["new"] * 3
    assert rows(settings, "SELECT DISTINCT reason FROM host_health WHERE reason IS NOT NULL") == [
        (reason,)
    ]
    kept = rows(settings, "SELECT DISTINCT reason, url FROM quarantine")
    assert kept == [(reason, f"https://{ORIGIN}/robots.txt")]


def test_a_robots_txt_that_is_merely_out_of_order_names_nobody(tmp_path: Path) -> None:
    """A plain 503 stays what it is."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with Zoo({**routes(["/a"]), (ORIGIN, "/robots.txt"): status(503)}) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
    reasons = rows(settings, "SELECT DISTINCT reason FROM host_health WHERE reason IS NOT NULL")
    assert reasons == [("robots_unreachable",)]


LED = {
    "Russian stub": ("http://warning.rt.ru/?id=17&st=0", "blocked"),
    "unknown block page": ("https://block.provider.example/blocked.html", "blocked"),
    "Sedo": ("https://sedo.com/search/details/?domain=paper.test", "parked"),
    "seizure": ("https://www.seizedservers.com/", "seized"),
    "consent": ("https://consent.google.com/m?continue=x", "login"),
    "another site": ("https://elsewhere.example/", "foreign_redirect"),
}


@pytest.mark.parametrize(("target", "reason"), LED.values(), ids=LED)
def test_a_redirect_is_judged_by_where_it_leads(target: str, reason: str, tmp_path: Path) -> None:
    """It is not followed; the bytes of what led there are kept, and the next host is asked."""
    outlet_file(tmp_path / "outlets", "paper", *HOSTS)
    with Zoo(routes(["/a"])) as zoo:
        zoo.routes[ORIGIN, "/a"] = redirect(target)
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
    assert states(settings, "r") == [("paper:/a", "new", MIRROR)]
    kept = rows(settings, "SELECT reason FROM quarantine")
    assert kept == ([] if reason == "foreign_redirect" else [(reason,)])


def test_an_emptied_feed_is_kept(tmp_path: Path) -> None:
    """A feed that had entries and has none is no feed, and its bytes are evidence."""
    outlet_file(tmp_path / "outlets", "paper", ORIGIN)
    with Zoo(routes(["/a"])) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "r1")
        zoo.routes[ORIGIN, "/rss"] = page("<rss><channel><title>Paper</title></channel></rss>")
        run(settings, "r2", now=NOW + timedelta(hours=2))
    assert rows(settings, "SELECT capability, reason FROM quarantine") == [("feed", "empty_feed")]
