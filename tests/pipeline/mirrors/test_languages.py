"""An outlet with a host per language: compared, probed, announced and approved host by host."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pipeline.mirrors.press import SAYS, told
from tests.pipeline.test_unkind_web import rss, settings_of
from tests.rooms import NOW, rows, run
from tests.servers import Answer, Zoo, page, reset

from wireroom.errors import BadInputError
from wireroom.model import Answer as Said
from wireroom.model import Capability, Mirror, MirrorState, Mute, Reason, Source
from wireroom.pipeline import mirrors, open_room
from wireroom.pipeline.hosts import distrusted
from wireroom.pipeline.mirrors.verify import recent_articles
from wireroom.pipeline.overlay import conflicts
from wireroom.pipeline.wiring import Room
from wireroom.stages.mirrors.checks import CheckResult

LANGUAGES = ("en", "fa")
SITES = ("paper.test", "gazette.test", "post.test")
HOSTS = tuple(f"{language}.{site}" for site in SITES for language in LANGUAGES)
PATHS = tuple(f"/story-{number}" for number in range(6))
NEW, PLAIN = "fa.courier.test", "courier.test"
OUTLET = """
id: paper
name: Paper
language: en
timezone: UTC
hosts:
  - {host: "{language}.paper.test", role: origin, languages: [en, fa]}
  - {host: "{language}.gazette.test", role: mirror, languages: [en, fa]}
  - {host: "{language}.post.test", role: mirror, languages: [en, fa]}
  - {host: "{language}.old.test", role: retired, languages: [en, fa]}
feeds:
  - {path: /rss}
politeness: {delay_s: 0}
"""
Copy = Callable[[str, str], Answer]


def honest(language: str, path: str) -> Answer:
    """The article in a language: another text than in the other."""
    return page(told(f"{path} in {language}"))


def tampered(language: str, path: str) -> Answer:
    """The article with one number changed."""
    return page(told(f"{path} in {language}").replace("2 of the five", "3 of the five"))


class Bilingual:
    """A paper in two languages on three sites, and whoever reads it."""

    def __init__(self, home: Path, *more: str) -> None:
        self._home = home
        self.zoo = Zoo({}, hosts=(*HOSTS, NEW, PLAIN, *more))
        for host in HOSTS:
            self.prints(host, honest)
        (home / "outlets").mkdir()
        (home / "outlets" / "paper.yaml").write_text(OUTLET, encoding="utf-8")

    def prints(self, host: str, copy: Copy, *, language: str = "", paths=PATHS) -> None:
        """From now on the host shows these copies, in the language of its name, and a feed."""
        spoken = language or host.partition(".")[0]
        self.zoo.routes |= {(host, path): copy(spoken, path) for path in paths}
        links = [
            item
            for one in LANGUAGES
            for item in rss(f"{one}.paper.test", paths).split("<item>")[1:]
        ]
        items = "".join(f"<item>{item.split('</item>')[0]}</item>" for item in links)
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        self.zoo.routes[host, "/rss"] = page(feed, content_type="application/rss+xml")

    def ingests(self, after: timedelta = timedelta()) -> None:
        """A whole run."""
        run(settings_of(self.zoo, self._home), f"after {after}", now=NOW + after)

    def room(self, after: timedelta = timedelta(hours=1)) -> Room:
        """The room of one command."""
        return open_room(settings_of(self.zoo, self._home), now=NOW + after)

    def check(self, host: str, **more: str) -> tuple[Mirror, mirrors.verify]:
        """Propose a host, and compare it."""
        room = self.room()
        outlet = room.registry.outlet("paper")
        mirror = mirrors.propose_by_hand(room, outlet, host, source=Source.PERSON, **more)
        return mirrors.verify(room, outlet, mirror)


def test_one_language_of_a_mirror_that_lies_is_found_alone(tmp_path: Path) -> None:
    """Its articles are compared with those of its own language; the other language stays heard."""
    paper = Bilingual(tmp_path)
    with paper.zoo:
        paper.ingests()
        paper.prints("fa.gazette.test", tampered)
        room = paper.room()
        outlet = room.registry.outlet("paper")
        found = mirrors.compare_hosts(room, outlet, recent_articles(room, outlet, 12))
        two = ["en.paper.test", "en.post.test"]
        chosen = mirrors.compare_hosts(room, outlet, recent_articles(room, outlet, 12), hosts=two)
        lost = distrusted(room, ["paper"])
    assert found.failures == ()
    assert {one.host for one in found.findings} == set(HOSTS)
    assert {one.host for one in found.tampering} == {"fa.gazette.test"}
    assert all(one.host[:2] == one.other_host[:2] for one in found.findings)
    assert {one.host for one in chosen.findings} == set(two)
    assert lost == {("paper", "fa.gazette.test")}


def test_a_run_takes_back_what_one_language_of_the_origin_lied(tmp_path: Path) -> None:
    """Before it is filed, two hosts of the same language are asked; the other language stands."""
    paper = Bilingual(tmp_path)
    with paper.zoo:
        paper.prints("fa.paper.test", tampered)
        paper.ingests()
        settings = paper.room().settings
    texts = rows(settings, "SELECT text FROM articles")
    assert len(texts) == 2 * len(PATHS)
    assert not any("3 of the five" in text for (text,) in texts)
    taken = rows(settings, "SELECT DISTINCT host FROM quarantine WHERE reason = 'tampered'")
    assert taken == [("fa.paper.test",)]
    served = rows(settings, "SELECT DISTINCT host FROM sighting WHERE version_id IS NOT NULL")
    assert set(served) == {("en.paper.test",), ("fa.gazette.test",)}


def test_a_host_of_one_language_is_verified_by_its_own_approved_and_used(tmp_path: Path) -> None:
    """Two witnesses in that language; then it carries that language's articles and no others."""
    paper = Bilingual(tmp_path)
    with paper.zoo:
        paper.prints(NEW, honest)
        paper.ingests()
        mirror, check = paper.check(NEW)
        assert (check.result, mirror.state) == (CheckResult.PASSED, MirrorState.VERIFIED)
        assert {host for one in check.samples for host in one.agrees_with} == {
            "fa.paper.test", "fa.gazette.test",
        }  # fmt: skip
        room = paper.room()
        mirrors.decide(room, room.registry.outlet("paper"), NEW, Said.APPROVED, by="ada", via="t")
        room = paper.room()
        patch = mirrors.patch_of(room.registry, room.store.mirrors(["paper"]))
        assert f"- {{host: {NEW}, role: mirror, languages: [fa]}}" in patch
        for key in [key for key in paper.zoo.routes if key[0] in HOSTS and key[1] != "/rss"]:
            paper.zoo.routes[key] = reset()
        for host in (*HOSTS, NEW):
            copy = honest if host == NEW else lambda *_: reset()
            paper.prints(host, copy, paths=(*PATHS, "/story-after"))
        paper.ingests(timedelta(days=1))
        settings = paper.room().settings
    sql = "SELECT article_id, host FROM sighting WHERE version_id IS NOT NULL AND article_id LIKE"
    assert rows(settings, f"{sql} '%after'") == [("paper:fa:/story-after", NEW)]


LANGUAGE_OF = {
    "said by a person": ({"language": "fa"}, CheckResult.PASSED),
    "the outlet's own": ({}, CheckResult.FAILED),
}


@pytest.mark.parametrize(("more", "result"), LANGUAGE_OF.values(), ids=LANGUAGE_OF)
def test_a_host_whose_name_tells_no_language_is_told_it(more, result, tmp_path: Path) -> None:
    """A person says which; else it is compared in the outlet's own, and fails in another."""
    paper = Bilingual(tmp_path)
    with paper.zoo:
        paper.prints(PLAIN, honest, language="fa")
        paper.ingests()
        assert paper.check(PLAIN, **more)[1].result is result


def test_pages_of_one_language_name_a_host_for_that_language(tmp_path: Path) -> None:
    """Three Persian pages over a day propose; on a host that lost its voice they do not."""
    paper = Bilingual(tmp_path)
    foot = f"<footer><p>{SAYS} <a href='https://{PLAIN}/'>x</a></p></footer>"
    with paper.zoo:
        paper.prints(PLAIN, honest, language="fa")
        for site in SITES:
            for path in PATHS:
                html = told(f"{path} in fa", foot)
                paper.zoo.routes[f"fa.{site}", path] = page(html)
        paper.ingests()
        for site in SITES:
            paper.prints(f"fa.{site}", lambda one, path: page(told(f"{path} in {one}", foot)),
                         paths=(*PATHS, "/story-9"))  # fmt: skip
            paper.prints(f"en.{site}", honest, paths=(*PATHS, "/story-9"))
        paper.ingests(timedelta(hours=25))
        room = paper.room(timedelta(hours=26))
        (outlet,) = room.registry.outlets
        (told_by,) = {one.via_host for one in room.store.announcements(["paper"])}
        mute = Mute(outlet_id="paper", host=told_by, reason=Reason.SEIZED, detail="",
                    muted_at=room.clock())  # fmt: skip
        room.store.mute(mute)
        assert mirrors.discover(room, [outlet]) == []
        room.store.unmute("paper", told_by)
        (mirror,) = mirrors.discover(room, [outlet])
        assert mirror.host == PLAIN
        (after, check) = mirrors.verify_due(room, [outlet])[0]
        assert (after.state, check.result) == (MirrorState.VERIFIED, CheckResult.PASSED)


def test_every_language_of_every_host_is_probed(tmp_path: Path) -> None:
    """Articles on each; feeds where the outlet's feed is asked."""
    paper = Bilingual(tmp_path)
    with paper.zoo:
        paper.ingests()
        room = paper.room(timedelta(hours=3))
        mirrors.probe(room, room.registry.outlets, run_id="r")
        health = room.store.health(["paper"])
    probed = {(key.host, key.capability) for key, one in health.items()
              if one.updated_at == NOW + timedelta(hours=3)}  # fmt: skip
    assert probed == {
        *((host, Capability.ARTICLE) for host in HOSTS),
        *((host, Capability.FEED) for host in HOSTS if host.startswith("en.")),
    }


def test_the_hosts_a_template_stands_for_are_known(tmp_path: Path) -> None:
    """To lists, to proposals, to files that win over approvals, and to warnings of names."""
    paper = Bilingual(tmp_path)
    place = tmp_path / "list.json"
    place.write_text(json.dumps({"official": ["en.gazette.test", "fa.old.test", "fa.other.test"]}))
    with paper.zoo:
        room = paper.room()
        outlet = room.registry.outlet("paper")
        assert mirrors.hear_list(room, outlet, str(place)) == ["fa.other.test"]
        for host in ("en.gazette.test", "fa.old.test"):
            with pytest.raises(BadInputError, match="is a host of paper already"):
                mirrors.propose_by_hand(room, outlet, host, source=Source.PERSON)
        with pytest.raises(BadInputError, match="stands for several hosts"):
            mirrors.propose_by_hand(room, outlet, "{language}.m.test", source=Source.PERSON)
        with pytest.raises(BadInputError, match="use one of en, fa"):
            mirrors.propose_by_hand(room, outlet, "m.test", source=Source.PERSON, language="de")
        near = mirrors.propose_by_hand(room, outlet, "ru.gazette.test", source=Source.PERSON)
        far = mirrors.propose_by_hand(room, outlet, "fa.gazete.test", source=Source.PERSON)
    approved = Mirror(outlet_id="paper", host="fa.post.test", state=MirrorState.APPROVED,
                      source=Source.PERSON, first_seen_at=NOW)  # fmt: skip
    assert near.warnings == ("note: of the same domain as en.gazette.test",)
    assert far.warnings == ("warning: only a letter or two away from en.gazette.test",)
    assert conflicts(room.registry, [approved]) == {
        ("paper", "fa.post.test"): "the file of paper names it and wins"
    }


def test_a_language_of_a_host_of_the_file_gets_its_voice_back_alone(tmp_path: Path) -> None:
    """As it is asked; the other language is not touched."""
    paper = Bilingual(tmp_path)
    with paper.zoo:
        room = paper.room()
        for host in ("en.gazette.test", "fa.gazette.test"):
            room.store.mute(
                Mute(outlet_id="paper", host=host, reason=Reason.SEIZED, detail="",
                     muted_at=room.clock())
            )  # fmt: skip
        outlet = room.registry.outlet("paper")
        mirrors.decide(room, outlet, "fa.gazette.test", Said.APPROVED, by="ada", via="test")
        assert [mute.host for mute in room.store.mutes(["paper"])] == ["en.gazette.test"]
