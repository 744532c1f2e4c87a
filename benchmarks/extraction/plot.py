"""The rows as a picture: quality against CPU time, every tool named at its point.

It is drawn in tones that read on white and on black, on no ground of its own.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.extraction.placing import Place, places
from benchmarks.extraction.rows import Row

Axes: TypeAlias = Any  # matplotlib's, which need not be installed
OURS = "wireroom"
GREY, ACCENT = "#7a7a7a", "#d9480f"  # over 4:1 on white and on #0d1117 alike
SIZE_IN = (8, 4.6)
FORMATS = ("svg", "png")


def draw(rows: Sequence[Row], folder: Path) -> list[Path]:
    """Write quality.svg and quality.png; raises ImportError where matplotlib is absent."""
    matplotlib = import_module("matplotlib")
    matplotlib.use("Agg")
    plt = import_module("matplotlib.pyplot")
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": OURS, "font.size": 10}):
        figure, axes = plt.subplots(figsize=SIZE_IN, layout="constrained")
        _frame(axes, rows)
        figure.draw_without_rendering()
        for row, place in zip(rows, _places(axes, rows), strict=True):
            _label(axes, row, place)
        paths = [folder / f"quality.{kind}" for kind in FORMATS]
        for path in paths:
            stamp = {"Date": None} if path.suffix == ".svg" else None
            figure.savefig(path, transparent=True, dpi=150, metadata=stamp)
        plt.close(figure)
    return paths


def _frame(axes: Axes, rows: Sequence[Row]) -> None:
    axes.scatter(
        [row.mean_ms for row in rows],
        [row.f1 for row in rows],
        s=[60 if row.tool == OURS else 30 for row in rows],
        c=[_tone(row) for row in rows],
        zorder=3,
    )
    fastest, slowest = (pick(row.mean_ms for row in rows) for pick in (min, max))
    axes.set_xscale("log")
    axes.set_xlim(fastest / 1.5, slowest * 3)  # the last label stands right of its point
    axes.margins(y=0.12)
    axes.xaxis.set_major_locator(import_module("matplotlib.ticker").LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_locator(import_module("matplotlib.ticker").NullLocator())
    axes.set_xlabel("CPU milliseconds a page, mean (log scale; less is better)", color=GREY)
    axes.set_ylabel(f"F1, mean of {', '.join(rows[0].sets)}", color=GREY)
    axes.tick_params(which="both", colors=GREY)
    axes.grid(visible=True, which="major", color=GREY, alpha=0.25, linewidth=0.6)
    for side, spine in axes.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(GREY)


def _places(axes: Axes, rows: Sequence[Row]) -> list[Place]:
    per_pt = axes.figure.dpi / 72
    spots = [axes.transData.transform((row.mean_ms, row.f1)) / per_pt for row in rows]
    return places([(float(x), float(y)) for x, y in spots], [row.tool for row in rows])


def _label(axes: Axes, row: Row, place: Place) -> None:
    axes.annotate(
        row.tool,
        (row.mean_ms, row.f1),
        xytext=(place.across, place.above),
        textcoords="offset points",
        va="center",
        ha="left" if place.across > 0 else "right",
        color=_tone(row),
        fontweight="bold" if row.tool == OURS else "normal",
        arrowprops={"arrowstyle": "-", "color": _tone(row), "alpha": 0.5, "shrinkB": 3},
    )


def _tone(row: Row) -> str:
    return ACCENT if row.tool == OURS else GREY
