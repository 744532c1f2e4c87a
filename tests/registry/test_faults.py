"""Facts about wrong outlet files: each fault names its file, its key, what is wrong and the fix."""

from pathlib import Path

import pytest
from tests.registry.files import RIGHT, changed, faults_in, without

TOP_KEYS = (
    "id, name, language, timezone, desk, hosts, feeds, article, politeness, clean, sweep, note"
)

# case -> (text of daily.yaml, key, problem, fix)
ONE_FILE: dict[str, tuple[str | bytes, str, str, str]] = {
    "missing key": (without("name"), "name", "is missing", "add it"),
    "empty text": (changed("The Daily", '""'), "name", "is empty", "write it"),
    "misspelt key": (
        RIGHT + "articel: {}\n", "articel", "is not a known key", "did you mean article?",
    ),
    "unknown key": (
        RIGHT + "colour: red\n", "colour", "is not a known key", f"drop it; known keys: {TOP_KEYS}",
    ),
    "misspelt key of a host": (
        changed("role: origin}", "role: origin, shceme: http}"),
        "hosts[0].shceme", "is not a known key", "did you mean scheme?",
    ),
    "misspelt key of politeness": (
        RIGHT + "politeness: {delay: 3}\n",
        "politeness.delay", "is not a known key", "did you mean delay_s?",
    ),
    "archive without a year": (
        RIGHT + "sweep: {archives: ['/archive/{month}']}\n",
        "sweep.archives[0]", "has no {year}", "an archive page is of a day, a month or a year",
    ),
    "archive with a misspelt field": (
        RIGHT + "sweep: {archives: ['/archive/{yaer}']}\n",
        "sweep.archives[0]", "has {yaer}", "write {year}, {month}, {day} and {page} only",
    ),
    "archive with a day of no month": (
        RIGHT + "sweep: {archives: ['/archive/{year}/{day}']}\n",
        "sweep.archives[0]", "has {day} without {month}", "write both",
    ),
    "archive elsewhere": (
        RIGHT + "sweep: {archives: ['https://x.test/{year}']}\n",
        "sweep.archives[0]", "is no path",
        "write it on the outlet's hosts, as /archive/{year}/{month}/",
    ),
    "sitemap that is no address": (
        RIGHT + "sweep: {sitemaps: [sitemap.xml]}\n", "sweep.sitemaps[0]",
        "is neither a path", "write one of them",
    ),
    "sitemap twice": (
        RIGHT + "sweep: {sitemaps: [/a.xml, /a.xml]}\n", "sweep",
        "sitemaps: one path stands twice",
        "drop one of the two",
    ),
    "unknown role": (
        changed("role: origin", "role: owner"),
        "hosts[0].role", "'owner' is not known", "use one of: 'origin', 'mirror' or 'retired'",
    ),
    "number for text": (
        changed("The Daily", "1843"), "name", "1843 is not text",
        "write text, in quotes if YAML reads it otherwise",
    ),
    "Norway": (
        changed("language: en", "language: no"), "language", "YAML reads it as false",
        'quote it, as "no"',
    ),
    "language in words": (
        changed("language: en", "language: English"),
        "language", "'English' is no language code", "write an ISO 639 code such as en or fa",
    ),
    "unknown time zone": (
        changed("Europe/London", "Europe/Londn"), "timezone", "'Europe/Londn' is not a time zone",
        "write an IANA name such as Asia/Tehran",
    ),
    "time zone outside its folder": (
        changed("Europe/London", "../etc/passwd"), "timezone",
        "'../etc/passwd' is not a time zone", "write an IANA name such as Asia/Tehran",
    ),
    "host with scheme": (
        changed("www.daily.test", "https://www.daily.test"), "hosts[0].host",
        "is not a bare host name", "write www.example.org, no scheme, path or port",
    ),
    "host with path": (
        changed("www.daily.test", "www.daily.test/en"), "hosts[0].host",
        "is not a bare host name", "write www.example.org, no scheme, path or port",
    ),
    "host with port": (
        changed("www.daily.test", "'www.daily.test:8443'"), "hosts[0].host",
        "is not a bare host name", "write www.example.org, no scheme, path or port",
    ),
    "host with a space": (
        changed("www.daily.test", "'www daily test'"), "hosts[0].host",
        "is not a host name", "write it bare, as www.example.org",
    ),
    "scheme ftp": (
        changed("role: origin}", "role: origin, scheme: ftp}"), "hosts[0].scheme",
        "'ftp' does not have the form ^https?$", "write it so",
    ),
    "rewrite without slash": (
        changed("role: origin}", "role: origin, rewrite: {prefix: www.daily.test}}"),
        "hosts[0].rewrite.prefix",
        "'www.daily.test' does not have the form ^(/[^?#]*[^/?#])?$", "write it so",
    ),
    "neither true nor false": (
        changed("role: origin}", "role: origin, serves_feeds: perhaps}"),
        "hosts[0].serves_feeds", "'perhaps' is neither true nor false", "write true or false",
    ),
    "date in words": (
        changed("role: origin}", "role: origin, until: last summer}"),
        "hosts[0].until", "'last summer' is not a date", "write it as 2021-06-22",
    ),
    "no origin": (
        changed("role: origin", "role: mirror"), "hosts",
        "exactly one host has role origin", "mark the outlet's own domain",
    ),
    "one host twice, by www": (
        changed("role: origin}", "role: origin}\n  - {host: Daily.test, role: mirror}"),
        "hosts", "daily.test stands twice", "drop one of the two",
    ),
    "one feed twice": (
        RIGHT + "  - {path: /rss.xml}\n", "feeds", "one path stands twice", "drop one of the two",
    ),
    "no feeds": (
        changed("\n  - {path: /rss.xml}", " []"), "feeds", "is empty", "list at least one",
    ),
    "a feed that is not a list": (
        changed("\n  - {path: /rss.xml}", " /rss.xml"), "feeds",
        "'/rss.xml' is not a list", "write a list, each item after a dash",
    ),
    "a feed that is not a mapping": (
        changed("- {path: /rss.xml}", "- /rss.xml"), "feeds[0]",
        "'/rss.xml' is not a mapping", "write keys and values",
    ),
    "a feed path without slash": (
        changed("/rss.xml", "rss.xml"), "feeds[0].path",
        "is neither a path on the outlet's hosts (/rss.xml) nor a whole URL", "write one of them",
    ),
    "a feed by FTP": (
        changed("/rss.xml", "'ftp://daily.test/rss.xml'"), "feeds[0].path",
        "is neither a path on the outlet's hosts (/rss.xml) nor a whole URL", "write one of them",
    ),
    "intervals swapped": (
        changed("{path: /rss.xml}", "{path: /rss.xml, min_interval_s: 900, max_interval_s: 600}"),
        "feeds[0]", "min_interval_s is above max_interval_s", "swap them",
    ),
    "interval too short": (
        changed("{path: /rss.xml}", "{path: /rss.xml, min_interval_s: 1}"),
        "feeds[0].min_interval_s", "1 is too small", "write at least 60.0",
    ),
    "interval in words": (
        changed("{path: /rss.xml}", "{path: /rss.xml, min_interval_s: hourly}"),
        "feeds[0].min_interval_s", "'hourly' is not a number", "write a number",
    ),
    "too many articles": (
        RIGHT + "politeness: {max_articles: 1000000}\n", "politeness.max_articles",
        "1000000 is too large", "write at most 100000",
    ),
    "a count in words": (
        RIGHT + "politeness: {max_articles: all}\n", "politeness.max_articles",
        "'all' is not a whole number", "write a whole number",
    ),
    "half a page": (
        RIGHT + "article: {max_age_days: 1.5}\n", "article.max_age_days",
        "1.5 is not a whole number", "write a whole number",
    ),
    "pattern that is none": (
        RIGHT + "article: {include: ['/news/(']}\n", "article.include[0]",
        "is not a regular expression: missing ), unterminated subpattern at position 6",
        "mend the pattern",
    ),
    "native_id without its group": (
        RIGHT + "article: {native_id: '/news/(\\d+)'}\n", "article.native_id",
        "has no group called native_id", "write the id's part as (?P<native_id>...)",
    ),
    "selector that is CSS": (
        RIGHT + "clean: {drop_selectors: ['div > p']}\n", "clean.drop_selectors[0]",
        "'div > p' does not have the form ^[.#][\\w-]+$", "write it so",
    ),
    "id with capitals": (
        changed("id: daily", "id: Daily"), "id",
        "'Daily' does not have the form ^[a-z0-9][a-z0-9_-]{0,62}$", "write it so",
    ),
    "id that is not the file's name": (
        changed("id: daily", "id: weekly"), "id", "'weekly' is not the file's name",
        "write id: daily or rename the file to weekly.yaml",
    ),
    "empty file": (
        "", "", "is not a mapping", "write keys and values, as `id: presstv`",
    ),
    "a list": (
        "- id: daily\n", "", "is not a mapping", "write keys and values, as `id: presstv`",
    ),
    "a key twice": (
        RIGHT + "name: The Daily\n", "line 9, column 1", "the key 'name' stands twice",
        "drop one of the two",
    ),
    "an alias": (
        RIGHT + "note: &x hm\ndesk: *x\n", "line 10, column 7", "an alias (*name)",
        "write the value out; no & and *",
    ),
    "a tab": (
        RIGHT + "article:\n\tnative_id: x\n", "line 10, column 1",
        "found character '\\t' that cannot start any token",
        "mend the YAML there (indentation, quotes, brackets)",
    ),
    "nested too deeply": (
        "id: " + "[" * 300 + "]" * 300, "line 1, column 44", "nested too deeply",
        "mend the YAML there (indentation, quotes, brackets)",
    ),
    "a Python object": (
        RIGHT + "note: !!python/object/apply:os.getcwd []\n", "line 9, column 7",
        "could not determine a constructor for the tag",
        "mend the YAML there (indentation, quotes, brackets)",
    ),
    "the 31st of February": (
        changed("role: origin}", "role: origin, until: 2026-02-31}"), "",
        "holds a value YAML cannot read (day is out of range for month)", "mend or quote it",
    ),
    "UTF-16": (RIGHT.encode("utf-16"), "", "is not UTF-8", "save it as UTF-8"),
    "far too long": (
        RIGHT + "#" * 300_000, "", "is over 256 KB", "write one outlet per file",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "key", "problem", "fix"), ONE_FILE.values(), ids=ONE_FILE)
def test_wrong_file_is_told_with_key_problem_and_fix(
    tmp_path: Path, text: str | bytes, key: str, problem: str, fix: str
) -> None:
    """A file with one thing wrong gives that one fault, in these words."""
    (fault,) = faults_in(tmp_path, {"daily.yaml": text})
    assert (fault.file, fault.key, fault.fix) == ("daily.yaml", key, fix)
    assert fault.problem.startswith(problem)  # of a syntax error, PyYAML words the rest
