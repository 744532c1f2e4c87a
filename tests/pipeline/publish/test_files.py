"""The files of `wireroom export`: names, types, compression, what a killed run leaves."""

import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.adapters.warehouse.test_store import article, batch
from tests.pipeline.publish.places import lines

from wireroom.adapters.export import Format, format_of
from wireroom.adapters.export.parquet import ParquetParts
from wireroom.adapters.warehouse import open_store
from wireroom.errors import BadInputError, ContractError
from wireroom.pipeline.publish import Wanted, publish
from wireroom.pipeline.targets import file_target

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    """A warehouse with two articles of one outlet, one of another."""
    found = open_store(f"sqlite:///{tmp_path}/w.sqlite")
    other = article("3", "c", article_id="ark:3", outlet_id="ark", outlet="Ark")
    found.load(batch(article("1"), article("2", "b"), other), now=NOW)
    return found


def export(store, path, kind=Format.PARQUET, **wanted):
    target = file_target(path, kind, outlets=wanted.get("outlets", ()))
    return publish(store, target, now=NOW, wanted=Wanted(**wanted))


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_parquet_is_parted_by_outlet_and_month(store, tmp_path):
    """Hive's names, a manifest beside; and no file is half written."""
    export(store, tmp_path / "out")
    stem = "changes-000000000000-000000000003"
    assert names(tmp_path / "out") == [
        "manifest.json",
        f"outlet_id=ark/month=2026-01/{stem}-0.parquet",
        f"outlet_id=zoo/month=2026-01/{stem}-1.parquet",
    ]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["last"], [file["n_rows"] for file in manifest["files"]]) == (3, [1, 2])


def test_parquet_columns_have_types_and_zstd(store, tmp_path):
    """Instants are UTC timestamps, lists lists, an image an object."""
    export(store, tmp_path / "out", outlets=["ark"])
    (path,) = (tmp_path / "out").rglob("*.parquet")
    schema = pq.read_schema(path)
    assert schema.field("published_at").type == pa.timestamp("us", tz="UTC")
    assert schema.field("authors").type.value_type == pa.string()
    assert schema.field("lead_image").type.field("caption").type == pa.string()
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


def test_months_are_written_before_memory_is_full(store, tmp_path):
    """With room for one row the outlet with two has a file of its own first, and no row is lost."""
    parts = ParquetParts(tmp_path, "x", most=1)
    with store.changes(now=NOW) as found:
        (changes,) = found.batches(0, size=9)
        parts.add(changes)
    (early,) = tmp_path.rglob("*.part")
    assert "outlet_id=zoo" in str(early)
    assert [n_rows for _, n_rows in parts.close()] == [2, 1]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_one_file_is_whole_each_time(store, tmp_path, name):
    """By its ending; a withdrawn article is not in it."""
    path = tmp_path / name
    assert format_of(path) is Format.JSONL
    export(store, path, Format.JSONL)
    store.withdraw("zoo:1", reason="", now=NOW)
    export(store, path, Format.JSONL)
    rows = lines(path)
    assert [row["article_id"] for row in rows] == ["ark:3", "zoo:2"]
    assert (rows[0]["published_at"], rows[0]["sections"]) == (
        "2026-01-02T03:04:05.000000Z",
        ["News", "Syria"],
    )
    assert names(tmp_path)[0] == name  # no temporary file


@pytest.mark.parametrize("since", [1, NOW.replace(year=2025)], ids=["number", "instant"])
def test_changes_since_are_told_with_those_withdrawn(store, tmp_path, since):
    """A number or an instant; a reader learns of what is gone."""
    export(store, tmp_path / "a.jsonl", Format.JSONL)
    store.withdraw("zoo:1", reason="", now=NOW)
    export(store, tmp_path / "b.jsonl", Format.JSONL, since=since)
    found = {row["article_id"]: row["text"] for row in lines(tmp_path / "b.jsonl")}
    if since == 1:
        assert found == {"zoo:1": None, "zoo:2": "b"}
    else:
        assert found == {"ark:3": "c", "zoo:2": "b"}  # from the start: nothing to take back


def test_a_folder_is_for_the_outlets_it_was_made_for(store, tmp_path):
    """Others' changes would be missing; so would those that a later --since leaves out."""
    export(store, tmp_path / "out", outlets=["ark"])
    with pytest.raises(BadInputError, match="holds parquet of ark"):
        export(store, tmp_path / "out")
    with pytest.raises(BadInputError, match="holds parquet of ark"):
        export(store, tmp_path / "out", Format.JSONL)
    with pytest.raises(BadInputError, match="would leave a gap"):
        export(store, tmp_path / "out", outlets=["ark"], since=9)


def test_files_that_the_manifest_does_not_name_go(store, tmp_path):
    """A killed run left them; what is not ours stays."""
    out = tmp_path / "out"
    export(store, out)
    stray = out / "outlet_id=zoo" / "month=2026-01" / "changes-000000000003-000000000009-0.parquet"
    stray.write_bytes(b"cut")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    store.withdraw("zoo:1", reason="", now=NOW)
    export(store, out)
    assert not stray.exists()
    assert (out / "notes.txt").exists()


def test_a_broken_manifest_is_named(store, tmp_path):
    """Nothing is written over it."""
    export(store, tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ContractError, match=r"manifest\.json cannot be read"):
        export(store, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jsonl", Format.PARQUET), ("a.csv", Format.JSONL), ("a.x", Format.NINJS)]
)
def test_an_ending_that_fits_no_format_is_refused(tmp_path, name, kind):
    """And says what would."""
    with pytest.raises(BadInputError, match="is no ending of"):
        file_target(tmp_path / name, kind)
