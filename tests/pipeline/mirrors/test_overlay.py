"""Approved mirrors beside the files: which language they serve, and which of them do not count."""

import pytest
import yaml
from tests.rooms import NOW
from tests.stages.resolve.kinds import LANGUAGES, SPOKEN, WWW, outlet

from wireroom.model import Mirror, MirrorState, Source
from wireroom.pipeline.mirrors import patch_of
from wireroom.pipeline.overlay import conflicts, languages_of, with_approved
from wireroom.registry import Desk, Host, Outlet, Registry

PAPER = outlet(SPOKEN, {"host": "{language}.m.test", "languages": LANGUAGES})
PLAIN = outlet(WWW)


def mirror(host: str, **more) -> Mirror:
    """An approved mirror of the paper."""
    facts = {"outlet_id": "daily", "state": MirrorState.APPROVED, "source": Source.PERSON}
    return Mirror(host=host, first_seen_at=NOW, decided_by="ada", **facts, **more)


SPOKEN_BY = {
    "an outlet without languages": (PLAIN, mirror("en.x.test"), ()),
    "what a person said": (PAPER, mirror("en.x.test", evidence={"language": "ar"}), ("ar",)),
    "its name": (PAPER, mirror("www.en.x.test"), ("en",)),
    "the pages that named it": (
        PAPER, mirror("x.test", evidence={"pages": ["https://ar.daily.test/p/1"]}), ("ar",)
    ),
    "a feed that named it": (PAPER, mirror("x.test", evidence={"pages": ["/rss 08-20"]}), ("fa",)),
    "the outlet's own": (PAPER, mirror("x.test"), ("fa",)),
    "a language that it has not": (PAPER, mirror("ru.x.test"), ("fa",)),
    "a prefix for each": (PAPER, mirror("x.test", prefix="/{language}"), tuple(LANGUAGES)),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "one", "languages"), SPOKEN_BY.values(), ids=SPOKEN_BY)
def test_a_mirror_serves_one_language(paper: Outlet, one: Mirror, languages) -> None:
    """A person's word, its name, the pages that named it, the outlet's own; in that order."""
    assert languages_of(paper, one) == languages


def test_the_overlay_and_the_patch_know_hosts_per_language() -> None:
    """A name that a template stands for is the file's; a new one has its language, in YAML too."""
    registry = Registry(outlets=(PAPER,), desks=(Desk(id="news"),))
    told = [mirror("en.m.test"), mirror("en.x.test"), mirror("y.test", prefix="/{language}")]
    (extended,) = with_approved(registry, told).outlets
    assert [(host.host, host.languages) for host in extended.hosts[2:]] == [
        ("en.x.test", ("en",)),
        ("y.test", tuple(LANGUAGES)),
    ]
    assert conflicts(with_approved(registry, told), told) == {
        ("daily", "en.m.test"): "the file of daily names it and wins"
    }
    (_, hosts) = patch_of(registry, told[1:]).split("hosts:\n")
    assert [Host(**line) for line in yaml.safe_load(hosts)] == [
        host.model_copy(update={"note": ""}) for host in extended.hosts[2:]
    ]
