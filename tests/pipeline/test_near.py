"""Facts about near copies in the warehouse: relations, clusters, people's word, many writers."""

import multiprocessing
from itertools import combinations
from pathlib import Path

import pytest
from tests.pipeline.near_rooms import NOW, article, edited, file, near_room, relate_exact
from tests.stages.dedupe.texts import story

from wireroom.errors import BadInputError
from wireroom.pipeline import Room
from wireroom.pipeline.near import WINDOW_DAYS, expire, fingerprints, recluster, relate_near
from wireroom.ports import LoadBatch

N_STORIES = 12
WRITERS = ("daily", "times", "post", "echo")


@pytest.fixture(params=["sqlite", "postgres"])
def warehouse(request: pytest.FixtureRequest) -> str:
    """The URL of an empty warehouse of either engine, "" for the home's own."""
    is_postgres = request.param == "postgres"
    return str(request.getfixturevalue("postgres_url")) if is_postgres else ""


@pytest.fixture
def room(tmp_path: Path, warehouse: str) -> Room:
    return near_room(tmp_path, warehouse)


def ask(room: Room, sql: str) -> list[tuple[object, ...]]:
    _, rows = room.store.query(sql)
    return list(rows)


def relations(room: Room) -> set[tuple[object, ...]]:
    return set(ask(room, "SELECT article_id, other_id, kind FROM relation"))


def cluster_ids(room: Room) -> dict[object, object]:
    return dict(ask(room, "SELECT article_id, cluster_id FROM article ORDER BY article_id"))


TWO = (article("daily:1", story("a", 240)), article("times:1", edited("a"), hours=1))


def test_near_copy_in_another_outlet_is_related_and_joins_its_cluster(room: Room) -> None:
    """The later points at the earlier, with a score and the evidence for it."""
    file(room, TWO[0])
    file(room, TWO[1])
    assert relations(room) == {("times:1", "daily:1", "copy")}
    assert cluster_ids(room) == {"daily:1": "daily:1", "times:1": "daily:1"}
    ((score, evidence),) = ask(room, "SELECT score, evidence FROM relation")
    assert 0.5 < score < 1
    assert "jaccard" in evidence


def test_order_of_filing_changes_nothing(tmp_path: Path) -> None:
    """Whichever of the two is filed first, the same facts come out."""
    rooms = [near_room(tmp_path / name) for name in "ab"]
    for one, articles in zip(rooms, (TWO, TWO[::-1]), strict=True):
        for each in articles:
            file(one, each)
    assert relations(rooms[0]) == relations(rooms[1]) != set()
    assert cluster_ids(rooms[0]) == cluster_ids(rooms[1])


def test_filing_again_changes_no_row(room: Room) -> None:
    """A replay finds sketches, relations and clusters as they are."""
    tables = ("sketch", "fingerprint", "relation", "article")
    for _ in range(2):
        file(room, *TWO)
        dump = {table: ask(room, f"SELECT * FROM {table}") for table in tables}
    file(room, *TWO)
    assert {table: ask(room, f"SELECT * FROM {table}") for table in tables} == dump


def test_killed_look_up_is_made_up_for(room: Room) -> None:
    """Sketches that were committed and not looked up are found by the next step."""
    room.store.load(LoadBatch(articles=TWO, fingerprints=fingerprints(room, TWO)), now=NOW)
    assert relations(room) == set()
    relate_near(room, ["times"])
    assert relations(room) == {("times:1", "daily:1", "copy")}


EXACT = (TWO[0], article("times:1", story("a", 240), hours=1))
LINES = "河北省今天宣布将在三年内修复全部老旧桥梁并在沿海地区新建四座水文观测站以便及时预报洪水情况"


def test_same_text_has_one_evidence_whoever_looks_first(room: Room) -> None:
    """Of two runs at once one may look up what the other has not related yet."""
    room.store.load(LoadBatch(articles=EXACT, fingerprints=fingerprints(room, EXACT)), now=NOW)
    relate_near(room, ["daily", "times"])
    assert relations(room) == set()
    relate_exact(room, EXACT)
    ((evidence,),) = ask(room, "SELECT evidence FROM relation WHERE kind = 'exact'")
    assert str(evidence).startswith("text digest")


def test_same_text_without_spaces_is_told_by_its_sketch(room: Room) -> None:
    """The digest's rule counts words between spaces, of which such a text has one."""
    file(room, article("daily:1", LINES), article("times:1", LINES, hours=1))
    assert relations(room) == {("times:1", "daily:1", "exact")}


def test_two_versions_of_one_article_are_no_relation(room: Room) -> None:
    """An article is not a copy of itself."""
    file(room, TWO[0])
    file(room, article("daily:1", edited("a"), hours=2))
    assert relations(room) == set()


def test_copy_outside_the_window_is_not_found(room: Room) -> None:
    """A month and a day later it is another matter."""
    file(room, TWO[0])
    file(room, article("times:1", edited("a"), hours=24 * (WINDOW_DAYS + 1)))
    assert relations(room) == set()


def test_old_fingerprints_expire_and_relations_stay(room: Room) -> None:
    """Forgetting makes room in the index and undoes nothing."""
    file(room, *TWO)
    facts = relations(room)
    assert expire(room, now=NOW) == 0
    assert expire(room, now=NOW.replace(year=2027)) == 2
    assert ask(room, "SELECT count(*) FROM fingerprint") == [(0,)]
    assert relations(room) == facts


def test_person_splits_and_merges_and_relations_stay(room: Room) -> None:
    """What a person says stands over what was found, and the later word over the earlier."""
    file(room, *TWO, article("post:1", story("b", 240)))
    facts = relations(room)
    found = []
    for action, one, other in (
        ("split", "times:1", ""),
        ("merge", "post:1", "daily:1"),
        ("merge", "times:1", "post:1"),
        ("split", "post:1", ""),
    ):
        room.store.decide_cluster(action, one, other, by="me", now=NOW)
        recluster(room, [name for name in (one, other) if name])
        found.append(list(cluster_ids(room).values()))
    names = list(cluster_ids(room))
    assert names == ["daily:1", "post:1", "times:1"]
    assert found == [
        ["daily:1", "post:1", "times:1"],
        ["daily:1", "daily:1", "times:1"],
        ["daily:1", "daily:1", "daily:1"],
        ["daily:1", "post:1", "times:1"],
    ]
    assert relations(room) == facts
    assert len(ask(room, "SELECT * FROM cluster_decision")) == 4


def test_split_outlives_a_later_load(room: Room) -> None:
    """Neither the same text again nor a new copy brings back what a person took out."""
    exact = article("times:1", story("a", 240), hours=1)
    file(room, TWO[0], exact)
    room.store.decide_cluster("split", "times:1", "", by="me", now=NOW)
    recluster(room, ["times:1"])
    file(room, exact)
    assert cluster_ids(room) == {"daily:1": "daily:1", "times:1": "times:1"}
    file(room, article("post:1", edited(("a", 2)), hours=2))
    assert cluster_ids(room) == {
        "daily:1": "daily:1", "post:1": "daily:1", "times:1": "times:1",
    }  # fmt: skip


def test_decision_on_an_unknown_article_is_refused(room: Room) -> None:
    """A slip of the keyboard is no fact."""
    with pytest.raises(BadInputError, match="no filed article"):
        room.store.decide_cluster("split", "daily:9", "", by="me", now=NOW)


def write(home: str, warehouse: str, outlet: str) -> None:
    """One writer: its outlet's edit of every story, three at a time."""
    room = near_room(Path(home), warehouse)
    articles = [
        article(f"{outlet}:{n}", edited((n, outlet)), hours=n / 9) for n in range(N_STORIES)
    ]
    for start in range(0, N_STORIES, 3):
        file(room, *articles[start : start + 3])


def test_four_writers_at_once_find_every_pair(tmp_path: Path, warehouse: str) -> None:
    """Each commits before it looks up, so of two at once one finds the other."""
    near_room(tmp_path, warehouse)
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=write, args=(str(tmp_path), warehouse, name)) for name in WRITERS
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    room = near_room(tmp_path, warehouse)
    found = {frozenset(row[:2]) for row in relations(room)}
    assert found == {
        frozenset((f"{one}:{n}", f"{other}:{n}"))
        for one, other in combinations(WRITERS, 2)
        for n in range(N_STORIES)
    }
    assert len(set(cluster_ids(room).values())) == N_STORIES
