"""The rates as bars: each way beside its engine's floor, by number of processes."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from benchmarks.load.measuring import Rate

GREY, ACCENT = "#7a7a7a", "#d9480f"  # over 4:1 on white and on #0d1117 alike
TONES = {"load": ACCENT, "merge": "#e8894a", "copy": GREY, "insert": GREY}


def draw(best: Mapping[tuple[str, str, int], Rate], folder: Path) -> list[Path]:
    """Write load.svg and load.png; raises ImportError where matplotlib is absent."""
    matplotlib = import_module("matplotlib")
    matplotlib.use("Agg")
    plt = import_module("matplotlib.pyplot")
    folder.mkdir(parents=True, exist_ok=True)
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "load", "font.size": 10}):
        figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
        names = [f"{engine} {way} × {n}" for engine, way, n in best]
        rates = [one.per_s for one in best.values()]
        bars = axes.barh(
            names, rates, color=[TONES[way.split(",")[0]] for _, way, _ in best], height=0.7
        )
        axes.bar_label(bars, [f"{rate:,.0f}" for rate in rates], padding=4, color=GREY)
        axes.invert_yaxis()
        axes.margins(x=0.12)
        axes.set_xlabel("arrivals a second (more is better; grey is the engine's floor)")
        axes.xaxis.label.set_color(GREY)
        axes.tick_params(colors=GREY)
        for spine in axes.spines.values():
            spine.set_visible(False)
        paths = [folder / f"load.{kind}" for kind in ("svg", "png")]
        for path in paths:
            stamp = {"Date": None} if path.suffix == ".svg" else None
            figure.savefig(path, transparent=True, dpi=150, metadata=stamp)
        plt.close(figure)
    return paths
