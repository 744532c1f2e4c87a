"""Facts about `wireroom cluster`: lines in, clusters out, and people's word on the warehouse."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import wireroom
from tests.pipeline.near_rooms import article, edited, file, near_room
from tests.stages.dedupe.texts import story


def line(name: str, text: str, *, outlet: str = "daily", at: str = "2026-03-01T12:00:00Z") -> str:
    told = {"id": name, "outlet": outlet, "title": "T", "text": text, "published_at": at}
    return json.dumps(told, ensure_ascii=False) + "\n"


def clustered(given: str, home: Path, *words: str) -> list[dict[str, object]]:
    done = wireroom("cluster", *words, home=home, given=given)
    assert done.returncode == 0, done.stderr
    return [json.loads(row) for row in done.stdout.splitlines()]


A = story("a", 240)
HALF = " ".join(A.split(" ")[:150])
JAPANESE = "気象庁は十三日午後、日向灘で強い地震があったと発表した。津波の心配はないという。" * 2
THAI = "นายกรัฐมนตรีแถลงข่าวเรื่องน้ำท่วมในจังหวัดเชียงใหม่เมื่อวันจันทร์ที่ผ่านมาและสั่งให้ทุกหน่วยงานช่วยเหลือประชาชน"
CASES = {
    "an edit": (A, edited("a"), "times", "copy"),
    "the same text": (A, A, "times", "exact"),
    "a cut": (A, HALF, "times", "truncated_of"),
    "a wire's": (A, "LONDON (AP) — " + edited("a"), "times", "syndicated_from"),
    "a later version": (A, story("b")[:200] + edited("a"), "daily", "updated_of"),
    "Japanese": (JAPANESE + "佐藤", JAPANESE.replace("強い", "弱い"), "times", "copy"),
    "Thai": (THAI, THAI.replace("วันจันทร์", "วันอังคาร"), "times", "copy"),
}


@pytest.mark.parametrize(("one", "other", "outlet", "kind"), CASES.values(), ids=CASES)
def test_copy_is_told_with_its_kind(
    one: str, other: str, outlet: str, kind: str, tmp_path: Path
) -> None:
    """The second of two lines is a copy of the first; a stranger between them is none."""
    given = (
        line("1", one)
        + line("2", story("stranger"), outlet="post")
        + line("3", other, outlet=outlet, at="2026-03-02T12:00:00Z")
    )
    rows = clustered(given, tmp_path, "--workers", "0")
    assert [(row["id"], row["cluster"]) for row in rows] == [("1", "1"), ("2", "2"), ("3", "1")]
    assert [row["relation"] for row in rows] == [None, None, kind]
    assert rows[2]["of"] == "1"
    assert 0 < rows[2]["score"] <= 1


def test_one_that_came_before_what_it_was_cut_from_is_told_so(tmp_path: Path) -> None:
    """Lines come out once all are read."""
    rows = clustered(line("1", HALF) + line("2", A, outlet="times"), tmp_path)
    assert [(row["relation"], row["of"]) for row in rows] == [("truncated_of", "2"), (None, None)]


def test_window_is_counted_in_days(tmp_path: Path) -> None:
    """What was published before it is not searched."""
    given = line("1", A) + line("2", edited("a"), at="2026-03-08T12:00:01Z")
    assert len({row["cluster"] for row in clustered(given, tmp_path, "--days", "8")}) == 1
    assert len({row["cluster"] for row in clustered(given, tmp_path, "--days", "7")}) == 2


def test_workers_do_not_change_the_outcome(tmp_path: Path) -> None:
    """None, one or two processes; a file or standard input."""
    given = "".join(
        line(f"{n}-{how}", edited((n, how)), outlet=f"outlet{how}")
        for n in range(30)
        for how in range(3)
    )
    path = tmp_path / "given.jsonl"
    path.write_text(given, encoding="utf-8")
    outcomes = [clustered(given, tmp_path, "--workers", str(n)) for n in range(3)]
    outcomes.append(clustered("", tmp_path, str(path)))
    assert outcomes[0] == outcomes[1] == outcomes[2] == outcomes[3]
    assert len({row["cluster"] for row in outcomes[0]}) == 30


def test_kept_index_is_gone_on_from(tmp_path: Path) -> None:
    """A second stream finds copies of the first's articles."""
    index = ("--index", str(tmp_path / "near.sqlite"))
    clustered(line("1", A), tmp_path, *index)
    rows = clustered(line("2", edited("a"), outlet="times"), tmp_path, *index)
    assert [(row["id"], row["cluster"], row["of"]) for row in rows] == [("2", "1", "1")]


def test_wrong_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    """Exit code 1, and each wrong line with what is wrong with it."""
    given = "{\n" + line("1", A) + '{"text": "x"}\n' + line("2", "x", at="soon")
    done = wireroom("cluster", "-", home=tmp_path, given=given)
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert done.returncode == 1
    assert rows[0]["cluster"] == "1"
    assert [row["error"].partition(":")[0] for row in rows[1:]] == ["line 1", "line 3", "line 4"]


def test_no_lines_give_no_lines(tmp_path: Path) -> None:
    """Nothing in, nothing out."""
    assert clustered("", tmp_path) == []


def test_person_splits_and_merges_by_command(tmp_path: Path) -> None:
    """The article's cluster is printed as it is from then on."""
    room = near_room(tmp_path)
    file(room, article("daily:1", A), article("times:1", edited("a"), hours=1))
    env = {"WIREROOM_OUTLETS": str(tmp_path / "outlets")}
    split = wireroom("cluster", "split", "times:1", home=tmp_path, **env)
    merged = wireroom("cluster", "merge", "times:1", "daily:1", home=tmp_path, **env)
    unknown = wireroom("cluster", "split", "times:9", home=tmp_path, **env)
    assert json.loads(split.stdout) == {"id": "times:1", "cluster": "times:1"}
    assert [json.loads(row)["cluster"] for row in merged.stdout.splitlines()] == ["daily:1"] * 2
    assert unknown.returncode == 2
    assert "no filed article" in unknown.stderr
