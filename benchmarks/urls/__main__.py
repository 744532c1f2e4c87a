"""`python -m benchmarks.urls [--n N]`: addresses a second, ours and others' in turn.

Every address is another one, so that no cache answers. Time is CPU time of the process.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

from wireroom.urls import canonical, url_key

# Forms of real feeds' links: a plain path, tracking, an id in the query, escapes, a session.
FORMS = (
    "https://www.outlet{0}.test/news/2026/11/{0}/storm-reaches-the-coast-{1}.html",
    "https://outlet{0}.test/Detail/2026/11/26/{1}/storm?utm_source=rss&utm_medium=feed#top",
    "http://outlet{0}.test/?p={1}&lang=en&fbclid=abc",
    "https://outlet{0}.test/%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1/{1}",
    "https://outlet{0}.test/a;jsessionid=0A1B/{1}",
)
N_ROUNDS = 3


def main(words: Sequence[str] | None = None) -> int:
    """Time each way over the same addresses, in turn, and print the best round of each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.urls")
    parser.add_argument("--n", type=int, default=50_000, help="addresses")
    urls = addresses(parser.parse_args(words).n)
    found = dict.fromkeys(ways(), 0.0)
    for _ in range(N_ROUNDS):
        for name, way in ways().items():
            found[name] = max(found[name], rate(way, urls))
    ours = found["wireroom canonical"]
    lines = ["| way | addresses/s | of ours |", "|---|---:|---:|"]
    lines += [f"| {name} | {one:,.0f} | {one / ours:.2f} |" for name, one in found.items()]
    sys.stdout.write("\n".join([*lines, ""]))
    return 0


def addresses(n: int) -> list[str]:
    """`n` addresses, no two alike."""
    return [FORMS[number % len(FORMS)].format(number % 97, number) for number in range(n)]


def ways() -> dict[str, Callable[[str], object]]:
    """What is called, by name; courlan comes with trafilatura."""
    clean_url = import_module("courlan").clean_url
    return {
        "wireroom canonical": _uncached(canonical),
        "wireroom url_key": lambda url: url_key(f"{url}&k" if "?" in url else f"{url}?k"),
        "ada-url, parsed only": import_module("ada_url").normalize_url,
        "urllib, split and joined (other rules: not the standard's)": _split,
        "courlan clean_url": clean_url,
    }


def _uncached(way: object) -> Callable[[str], object]:
    bare: Callable[[str], object] = way.__wrapped__  # type: ignore[attr-defined]
    return bare


def _split(url: str) -> str:
    return urlunsplit(urlsplit(url))


def rate(way: Callable[[str], object], urls: Sequence[str]) -> float:
    """Addresses a CPU second."""
    start = time.process_time()
    for url in urls:
        way(url)
    return len(urls) / (time.process_time() - start)


if __name__ == "__main__":
    sys.exit(main())
