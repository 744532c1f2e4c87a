"""The measurement of extraction: scores by hand and by the shared scorer, order, classes."""

import gzip
import importlib.util
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.extraction import __main__ as command
from benchmarks.extraction import mistaken, peers, worst
from benchmarks.extraction.kinds import Kind, case_of, kind_of
from benchmarks.extraction.lines import junk, lost, place, spots, strange
from benchmarks.extraction.placing import places
from benchmarks.extraction.rows import quality, rows
from benchmarks.extraction.running import SLOW_S, Reading, Runner, run, runners, turn
from benchmarks.extraction.samples import Said, Sample, Truth, samples
from benchmarks.extraction.scoring import (
    Chunks,
    Overlap,
    body_f1,
    chunk_f1,
    days,
    found,
    overlap,
    people,
    score,
)
from benchmarks.extraction.table import as_json, markdown
from benchmarks.extraction.workers import Round, ratio

SHARED = Path(__file__).parents[3] / "shared"
REAL, SCORER = SHARED / "data/extraction", SHARED / "bench/extraction_score.py"
PAGE = """<html><body><h1>Flood at the dam</h1><article><p>One two three four five six.</p>
<p class="byline">By Mina Rastgar</p><figure><figcaption>The dam on Tuesday</figcaption></figure>
<ul><li>Repairs take eleven weeks</li></ul></article><p><a href="/b">Storm reaches the coast</a></p>
<p>Sign up for our newsletter</p><footer><p>The Outlet 2026</p></footer></body></html>"""


def page(name="a", outlet="outlet", of_set="own", **truth):
    return Sample(
        of_set=of_set,
        name=name,
        url="https://www.outlet.example/2026/flood",
        outlet=outlet,
        body=PAGE.encode(),
        html=PAGE,
        truth=Truth(**(truth or {"body": "One two three four five six."})),
    )


@pytest.mark.parametrize(
    ("truth", "text", "expected"),
    [
        ("a b c d e", "a b c d e", Overlap(1, 0, 0)),
        ("a b c d e", "", Overlap(0, 0, 1)),
        ("", "a b c d", Overlap(0, 1, 0)),
        ("", "", Overlap(0, 0, 0)),
        # abcd bcde wanted; abcd bcdf there: one of three shared, one extra, one lost
        ("a b c d e", "a b c d f", Overlap(1 / 3, 1 / 3, 1 / 3)),
        # the same four tokens twice: abcd bcda cdab dabc abcd, of which abcd was wanted once
        ("a b c d", "a b c d a b c d", Overlap(1 / 5, 4 / 5, 0)),
        ("a, b. c-d", "a b c d", Overlap(1, 0, 0)),
        ("a b", "a b", Overlap(1, 0, 0)),
        ("A b c d", "a b c d", Overlap(0, 1 / 2, 1 / 2)),
    ],
)
def test_overlap_is_what_a_hand_counts(truth, text, expected) -> None:
    """Runs of four tokens, counted as often as they occur; capitals count."""
    assert overlap(truth, text) == expected


def test_a_set_f1_is_of_mean_precision_and_mean_recall() -> None:
    """A perfect page and a third of one: 4/3 shared, 1/3 extra, 1/3 lost in all."""
    pages = [Overlap(1, 0, 0), Overlap(1 / 3, 1 / 3, 1 / 3)]
    assert body_f1(pages) == pytest.approx((8 / 3) / (8 / 3 + 2 / 3))
    assert body_f1([Overlap(0, 0, 1)]) == 0


def test_chunks_are_found_across_white_space() -> None:
    """Two of three wanted chunks are there, and one of two that should not be."""
    truth = Truth(must=("one two", " three\n", "four"), must_not=("ads", "more"))
    chunks = found(truth, "one\n two  three\tads")
    assert chunks == Chunks(2, 3, 1)
    assert chunk_f1([chunks, Chunks(1, 1, 0)]) == pytest.approx(6 / (4 + 3 + 1))


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2026-03-01", {"2026-03-01"}),
        ("2026-03-01 23:30:00-05:00", {"2026-03-01", "2026-03-02"}),
        ("2026-03-01T12:00:00Z", {"2026-03-01"}),
        ("2026-03-01 some day", {"2026-03-01"}),
        ("1 March 2026", set()),
        ("", set()),
    ],
)
def test_a_date_is_its_day_here_or_in_utc(stamp, expected) -> None:
    """The calendar days a stamp may mean."""
    assert days(stamp) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Mina Rastgar",), {"mina rastgar"}),
        ("By Mina Rastgar and Bahar Karimi; dpa", {"mina rastgar", "bahar karimi", "dpa"}),
        ((), set()),
    ],
)
def test_authors_are_a_set_of_names(names, expected) -> None:
    """However they are joined and introduced."""
    assert people(names) == expected


def test_only_what_is_known_is_scored() -> None:
    """A field without a truth is neither right nor wrong."""
    truth = Truth(body="a b c d", title="Flood: at the dam", date="2026-03-01")
    said = Said(text="a b c d", title="flood at the DAM", date="2026-03-02", authors=("dpa",))
    found = score(truth, said)
    assert (found.body, found.chunks) == (Overlap(1, 0, 0), None)
    assert (found.title, found.date, found.authors) == (True, False, None)


@pytest.mark.skipif(not SCORER.exists(), reason="the shared data are absent")
def test_scores_are_those_of_the_shared_scorer(capsys) -> None:
    """Digit for digit, over some of the real pages of each set."""
    pages, read = list(samples(REAL, every=29)), peers.wireroom()
    said = [read(one) for one in pages]
    with gzip.open(REAL / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        truths = [json.loads(line) for line in list(lines)[::29]]
    scorer = _shared_scorer()
    for of_set in ("aeb", "fundus", "traf"):
        numbers = [number for number, one in enumerate(pages) if one.of_set == of_set]
        told = [
            {"text": one.text, "title": one.title, "date": one.date, "authors": list(one.authors)}
            for one in (said[number] for number in numbers)
        ]
        scorer.report(of_set, [truths[number] for number in numbers], told, 0)
        ours = quality([_reading(pages[number], said[number]) for number in numbers])
        theirs = capsys.readouterr().out
        f1 = f"f1 {ours.f1:.4f} "
        assert f1 in theirs
        assert all(f"{name} {share:.3f} of" in theirs for name, share in ours.right.items())
        assert ours.n_low is None or f"pages < .80: {ours.n_low}\n" in theirs


def _shared_scorer():
    spec = importlib.util.spec_from_file_location("extraction_score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _reading(sample, said, tool="wireroom", cpu_s=0.01):
    gave = frozenset(name for name in ("title", "date", "authors") if getattr(said, name))
    return Reading(
        tool=tool,
        of_set=sample.of_set,
        page=sample.name,
        cpu_s=cpu_s,
        score=score(sample.truth, said),
        gave=gave,
    )


def test_every_tool_follows_and_precedes_others() -> None:
    """The order rotates and turns round: over as many pages, each place has each tool."""
    orders = [turn("abcd", number) for number in range(4)]
    assert orders == [list("abcd"), list("adcb"), list("cdab"), list("cbad")]


def test_a_tool_that_raises_has_read_nothing() -> None:
    """The page counts with an empty text, and the error is told."""

    def read(_):
        raise ValueError("no tree")

    (one,) = run([page()], [Runner(name="broken", read=read)])
    assert (one.error, one.score.body) == ("ValueError: no tree", Overlap(0, 0, 1))
    assert rows([one])[0].n_errors == 1


def test_a_slow_reading_is_repeated_and_the_quicker_counts() -> None:
    """What a library loads once is not billed to the page that needs it first."""
    spent_s = iter([0.0, SLOW_S + 0.05, 0.0])  # warm-up, first reading, second

    def read(_):
        until = time.process_time() + next(spent_s)
        while time.process_time() < until:
            pass
        return Said(text="a")

    (one,) = run([page()], [Runner(name="loading", read=read)])
    assert one.cpu_s < SLOW_S
    assert next(spent_s, None) is None


def test_a_tool_that_learns_sees_the_outlet_but_not_the_page() -> None:
    """Other pages of the outlet come first, those of other outlets and the page itself never."""
    seen = []

    def taught(others):
        seen.append([other.name for other in others])
        return lambda _: Said()

    pages = [page("a"), page("b"), page("c", outlet="another")]
    list(run(pages, [Runner(name="learner", read=lambda _: Said(), taught=taught)]))
    assert seen == [["b"], ["a"], []]


def test_a_tool_that_is_not_installed_is_named(monkeypatch) -> None:
    """The others are ready."""

    def absent():
        raise ImportError("no module")

    monkeypatch.setitem(peers.TOOLS, "goose3", absent)
    ready, left_out = runners(["wireroom", "goose3"])
    assert ([one.name for one in ready], left_out) == (["wireroom"], ["goose3"])


def test_the_table_holds_speed_against_the_baseline_and_no_field_a_tool_never_gives() -> None:
    """Twice as fast is 2.00; a tool without titles gets a dash."""
    sample = page(body="a b c d", title="Flood")
    base = _reading(sample, Said(text="a b c d", title="Flood"), peers.BASELINE, 0.02)
    quick = _reading(sample, Said(text="a b c d"), "quick", 0.01)
    table = markdown(rows([base, quick]))
    assert "| quick | 1.000 | 0 | – | – | – | 10.0 | 10.0 | 2.00 | 0 |" in table
    assert f"| {peers.BASELINE} | 1.000 | 0 | 1.000 | – | – | 20.0 | 20.0 | 1.00 | 0 |" in table
    assert json.loads(as_json(rows([base]), ["goose3"]))["left_out"] == ["goose3"]


def test_strange_lines_are_those_the_other_text_lacks_or_has_had() -> None:
    """A short line must be there as it is, a long one by half of its runs, once for each time."""
    other = "By Mina\nOne two three four five six.\nSeven eight nine ten eleven."
    text = "Mina\nMina said\nOne two three four five six!\nOne two three four five six."
    assert [(one.number, one.text) for one in strange(text, other)] == [
        (2, "Mina said"),
        (4, "One two three four five six."),
    ]
    assert [one.n_lines for one in strange(text, other)] == [4, 4]


def test_chunks_are_the_lines_where_there_is_no_body() -> None:
    """What must not be there is junk, what must is lost."""
    truth = Truth(must=("one", "two"), must_not=("ads", "more"))
    assert [one.text for one in junk(truth, "one ads")] == ["ads"]
    assert [(one.text, one.number) for one in lost(truth, "one ads")] == [("two", 2)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Flood at the dam", Kind.HEADLINE),
        ("By Mina Rastgar", Kind.BYLINE),
        ("The dam on Tuesday", Kind.CAPTION),
        ("- Repairs take eleven weeks", Kind.LIST),
        ("Storm reaches the coast", Kind.TEASER),
        ("Sign up for our newsletter", Kind.PROMPT),
        ("The Outlet 2026", Kind.FOOTER),
        ("One two three four five six.", Kind.OTHER),
    ],
)
def test_a_line_is_known_by_its_words_and_its_place(text, kind) -> None:
    """One line of the page for each class."""
    one = page(title="Flood at the dam")
    (line,) = strange(text, "")
    assert kind_of(case_of(line, place(spots(one), line), one.truth, Said())) is kind


def test_the_worst_pages_are_counted_by_class() -> None:
    """Junk and lost lines with their tokens and pages."""
    looked = worst.look(page(), Said(text="One two three four five six.\nBy Mina Rastgar"))
    table = worst.counted([looked])
    assert "| byline | 1 | 3 | 1 | 0 | 0 | 0 |" in table
    assert "| **all** | 1 | 3 | 1 | 0 | 0 | 0 |" in table
    assert "junk 2/2 [byline] By Mina Rastgar" in worst.told(looked)


def test_labels_keep_off_points_and_one_another() -> None:
    """Four points on one spot, and one right of it."""
    spots_of, texts = [(0, 0), (1, 0), (2, 1), (3, 0), (30, 0)], ["first", "second", "3", "4", "5"]
    chosen = places(spots_of, texts)
    boxes = [at.box(spot, text) for at, spot, text in zip(chosen, spots_of, texts, strict=True)]
    assert not any(one.meets(other) for one in boxes for other in boxes if one is not other)


def test_the_ratio_of_workers_is_of_medians() -> None:
    """One slow round of three does not count."""
    rounds = [
        Round(n_workers=n, n_pages=11, wall_s=wall_s, running_s=wall_s, cpu_s=1)
        for n, wall_s in ((1, 2), (2, 1), (1, 2), (2, 1), (1, 9), (2, 9))
    ]
    assert ratio(rounds, "rate") == ratio(rounds, "running_rate") == 2


def test_the_command_prints_a_row_a_tool_and_writes_them(tmp_path, capsys) -> None:
    """On a folder with one page; an unknown tool is refused with the names of those known."""
    _write_data(tmp_path)
    words = [str(tmp_path), "--tools", "wireroom,trafilatura-extract", "--out", str(tmp_path / "o")]
    assert command.main(words) == 0
    assert capsys.readouterr().out.count("\n| ") == 2
    assert [row["tool"] for row in json.loads((tmp_path / "o/rows.json").read_text())["rows"]] == [
        "wireroom",
        "trafilatura-extract",
    ]
    with pytest.raises(SystemExit):
        command.main([str(tmp_path), "--tools", "lynx"])
    assert "resiliparse" in capsys.readouterr().err


def _write_data(folder):
    truth = {"set": "own", "id": "a", "url": "https://www.outlet.example/a", "outlet": "outlet"}
    truth |= {"body": "One two three four five six.", "title": "Flood at the dam", "date": None}
    truth |= {"authors": None, "must": None, "must_not": None}
    (folder / "pages/own").mkdir(parents=True)
    (folder / "truth.jsonl.gz").write_bytes(gzip.compress(json.dumps(truth).encode()))
    (folder / "pages/own/a.html.gz").write_bytes(gzip.compress(PAGE.encode()))


HEADLINES = """<html><head><title>Flood - The Outlet</title><meta property="og:title"
content="Dam bursts"></head><body><h1>Flood at the dam</h1><p>By Ana Ruiz, 2026-03-02</p>
</body></html>"""


@pytest.mark.parametrize(
    ("truth", "said", "kind"),
    [
        ({"title": "Dam bursts"}, {"title": "Flood at the dam"}, "another headline that"),
        ({"title": "Flood"}, {"title": "Flood at the dam"}, "the right one with more"),
        ({"title": "The Outlet"}, {"title": "Storm"}, "another text"),
        ({"title": "Rain"}, {"title": "Storm"}, mistaken.UNSTATED),
        ({"title": "Rain"}, {}, mistaken.NOTHING),
        ({"date": "2026-03-02"}, {"date": "2026-03-03"}, "the day before or after"),
        ({"date": "2026-03-02"}, {"date": "2025-01-01"}, "another day, where the page"),
        ({"date": "2026-04-02"}, {"date": "2025-01-01"}, "another day"),
        ({"date": "2016-16-02"}, {"date": "2025-01-01"}, "another day"),
        ({"authors": ("Ana Ruiz", "Bo Li")}, {"authors": ("Ana Ruiz",)}, "some of them"),
        ({"authors": ("Ana Ruiz",)}, {"authors": ("Ana Ruiz", "AP")}, "others beside them"),
        ({"authors": ("Ana Ruiz",)}, {"authors": ("AP",)}, "others in their place"),
        ({"authors": ("Bo Li",)}, {"authors": ("AP",)}, mistaken.UNSTATED),
    ],
)
def test_a_wrong_field_is_named_by_how_it_stands_to_the_right_one(truth, said, kind):
    """Each class has a page that is in it and in no other."""
    one = page(**truth)
    one = replace(one, html=HEADLINES, body=HEADLINES.encode())
    (found,) = mistaken.mistakes(one, Said(**said))
    assert found.kind.startswith(kind)
    assert f"{found.field}: {found.kind} | 1 |" in mistaken.counted([found])


def test_a_right_field_is_no_mistake():
    """What the scorer takes for right is not counted."""
    one = page(title="Flood", date="2026-03-02", authors=("Ana Ruiz",))
    said = Said(title="flood!", date="2026-03-02T10:00:00+00:00", authors=("Ana Ruiz",))
    assert not list(mistaken.mistakes(one, said))
