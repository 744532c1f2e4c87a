"""The rows as a picture: F1 against CPU time, one mark a set, in tones that read on any ground."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.dedupe.rows import Row
from benchmarks.dedupe.table import OURS

GREY, ACCENT = "#7a7a7a", "#d9480f"  # over 4:1 on white and on #0d1117 alike
MARKS = ("o", "s", "^")
SIZE_IN = (8, 4.2)


def draw(rows: Sequence[Row], folder: Path) -> Path:
    """Write quality.svg; raises ImportError where matplotlib is absent."""
    matplotlib = import_module("matplotlib")
    matplotlib.use("Agg")
    plt = import_module("matplotlib.pyplot")
    sets = list(dict.fromkeys(row.of_set for row in rows))
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": OURS, "font.size": 10}):
        figure, axes = plt.subplots(figsize=SIZE_IN, layout="constrained")
        for row in rows:
            axes.scatter(
                row.cpu_ms, row.f1, marker=MARKS[sets.index(row.of_set)], s=50, zorder=3,
                c=ACCENT if row.tool == OURS else GREY,
            )  # fmt: skip
        for tool in dict.fromkeys(row.tool for row in rows):
            last = [row for row in rows if row.tool == tool][-1]
            axes.annotate(
                tool, (last.cpu_ms, last.f1), xytext=(9, -3), textcoords="offset points",
                color=ACCENT if tool == OURS else GREY,
            )  # fmt: skip
        for mark, name in zip(MARKS, sets, strict=False):
            axes.scatter([], [], marker=mark, c=GREY, label=name)
        axes.legend(frameon=False, labelcolor=GREY, loc="lower left")
        axes.set_xlim(0, 1.25 * max(row.cpu_ms for row in rows))
        axes.set_ylim(0, 1.05)
        axes.set_xlabel("CPU milliseconds a thousand documents (less is better)", color=GREY)
        axes.set_ylabel("F1 over pairs", color=GREY)
        axes.tick_params(colors=GREY)
        axes.grid(visible=True, color=GREY, alpha=0.25, linewidth=0.6)
        for side, spine in axes.spines.items():
            spine.set_visible(side in {"left", "bottom"})
            spine.set_color(GREY)
        path = folder / "quality.svg"
        figure.savefig(path, transparent=True, metadata={"Date": None})
        plt.close(figure)
    return path
