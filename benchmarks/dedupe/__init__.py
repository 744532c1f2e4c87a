"""How well near copies are found, and what it costs: `python -m benchmarks.dedupe DATA`."""
