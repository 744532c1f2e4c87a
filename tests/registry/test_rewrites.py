"""Facts about transforms in outlet files: what may be written, and what is said of a wrong one."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests.registry.files import RIGHT, faults_in

from wireroom.adapters.outlets import load_registry, schema_text
from wireroom.errors import Fault
from wireroom.registry import Host, Rewrite

ORIGIN = "  - {host: www.daily.test, role: origin}\n"
SPOKEN = "  - {host: '{language}.daily.test', role: origin, languages: [en, fa]}\n"


def paper(mirror: str, *, origin: str = ORIGIN, outlet: str = RIGHT) -> str:
    """An outlet file with one mirror, as it is written between its braces."""
    return outlet.replace(ORIGIN, f"{origin}  - {{role: mirror, {mirror}}}\n")


def pair(text: str) -> str:
    """A mirror with one pair of patterns."""
    return paper(f"host: m.test, rewrite: {{{text}}}")


REST = "fields: {rest: '.+'}"
TAKEN: dict[str, str] = {
    "prefix": paper("host: m.test, rewrite: {prefix: /www.daily.test}"),
    "a pair": pair(f"home: '/Detail/{{rest}}', here: '/d/{{rest}}', {REST}"),
    "a pair without fields": pair("home: /about, here: '/p?id=1'"),
    "several": paper(
        "host: m.test, rewrite: [{home: '/a/{b}', here: '/{b}', fields: {b: '(?:x|y)+'}}, {}]"
    ),
    "languages": paper("host: '{language}.m.test', languages: [fa]", origin=SPOKEN),
    "words for languages": paper(
        "host: '{language}.m.test', languages: [english]",
        origin=SPOKEN.replace("en, fa", "english, farsi"),
    ),
    "languages in a prefix": paper(
        "host: m.test, rewrite: {prefix: '/{language}.daily.test'}, languages: [en, fa]",
        origin=SPOKEN,
    ),
    "one language": paper("host: m.test, languages: [en]", origin=SPOKEN),
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_transform_is_taken_by_loader_and_schema(text: str, tmp_path: Path) -> None:
    """Every kind of transform loads, and an editor with the schema takes it too."""
    (tmp_path / "daily.yaml").write_text(text)
    assert len(load_registry(tmp_path).outlets[0].live_hosts) == 2
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(yaml.safe_load(text))


# case -> (text of daily.yaml, key, problem, fix)
WRONG: dict[str, tuple[str, str, str, str]] = {
    "home without here": (
        pair(f"home: '/{{rest}}', {REST}"), "hosts[1].rewrite",
        "has home without here", "write both or neither",
    ),
    "here without home": (
        pair(f"here: '/{{rest}}', {REST}"), "hosts[1].rewrite",
        "has here without home", "write both or neither",
    ),
    "a field on one side": (
        pair(f"home: '/a/{{rest}}', here: /b, {REST}"), "hosts[1].rewrite",
        "has the field rest on one side only", "write it in home and here",
    ),
    "a field twice": (
        pair(f"home: '/{{rest}}/{{rest}}', here: '/{{rest}}', {REST}"), "hosts[1].rewrite",
        "has the field rest twice on one side", "name one otherwise",
    ),
    "a field without pattern": (
        pair("home: '/a/{rest}', here: '/b/{rest}'"), "hosts[1].rewrite",
        "has no pattern for rest", "add it to fields, as {rest: '.+'}",
    ),
    "a field that is not used": (
        pair("home: /a, here: /b, fields: {rest: '.+'}"), "hosts[1].rewrite",
        "uses the field rest nowhere", "write it in home and here",
    ),
    "fields alone": (
        pair(REST), "hosts[1].rewrite", "uses the field rest nowhere", "write it in home and here",
    ),
    "a field that is no pattern": (
        pair("home: '/{a}', here: '/b/{a}', fields: {a: '('}"), "hosts[1].rewrite.fields.a",
        "is not a regular expression: missing )", "mend the pattern",
    ),
    "a field with a group": (
        pair("home: '/{a}', here: '/b/{a}', fields: {a: '(x|y)'}"), "hosts[1].rewrite.fields.a",
        "has a group of its own", "write (?:...) for (...)",
    ),
    "a field with flags for all": (
        pair("home: '/{a}', here: '/b/{a}', fields: {a: '(?i)x'}"), "hosts[1].rewrite.fields.a",
        "cannot stand inside of a pattern: global flags not at the start", "mend it",
    ),
    "a field with capitals": (
        pair("home: '/{A}', here: /b"), "hosts[1].rewrite.home",
        "has a brace that belongs to no field", "write fields as {name}",
    ),
    "a brace left open": (
        pair(f"home: '/{{rest', here: '/b', {REST}"), "hosts[1].rewrite.home",
        "has a brace that belongs to no field", "write fields as {name}",
    ),
    "a pattern without slash": (
        pair("home: a, here: /b"), "hosts[1].rewrite.home", "'a' does not have the form ^/",
        "write it so",
    ),
    "a tracking parameter": (
        pair(f"home: '/{{rest}}', here: '/b?utm_source={{rest}}', {REST}"),
        "hosts[1].rewrite.here", "loses a field where URLs are made canonical",
        "write a path and its query, without fragment, `..` and tracking parameters",
    ),
    "a fragment": (
        pair(f"home: '/a#{{rest}}', here: '/{{rest}}', {REST}"),
        "hosts[1].rewrite.home", "loses a field where URLs are made canonical",
        "write a path and its query, without fragment, `..` and tracking parameters",
    ),
    "the second of several": (
        paper("host: m.test, rewrite: [{}, {home: /a}]"), "hosts[1].rewrite[1]",
        "has home without here", "write both or neither",
    ),
    "a key of the second": (
        paper("host: m.test, rewrite: [{}, {hom: /a}]"), "hosts[1].rewrite[1].hom",
        "is not a known key", "did you mean home?",
    ),
    "a misspelt key": (
        pair("prefx: /a"), "hosts[1].rewrite.prefx", "is not a known key", "did you mean prefix?",
    ),
    "text for a rewrite": (
        paper("host: m.test, rewrite: /www.daily.test"), "hosts[1].rewrite",
        "'/www.daily.test' is not a mapping", "write keys and values",
    ),
    "an empty list": (
        paper("host: m.test, rewrite: []"), "hosts[1].rewrite", "is empty", "list at least one",
    ),
    "a field in a prefix": (
        pair("prefix: '/{rest}'"), "hosts[1].rewrite.prefix", "has a field that is not {language}",
        "write fields in home and here",
    ),
    "patterns of the origin": (
        RIGHT.replace("role: origin}", "role: origin, rewrite: {home: /a, here: /b}}"), "hosts",
        "the origin has home and here", "write them on the mirrors",
    ),
    "several of the origin": (
        RIGHT.replace("role: origin}", "role: origin, rewrite: [{prefix: /a}, {}]}"), "hosts",
        "the origin has several rewrites", "it spells a path in one way",
    ),
    "a template without languages": (
        paper("host: '{language}.m.test'", origin=SPOKEN), "hosts[1].languages",
        "must say what {language} stands for", "list them, as [en, fa]",
    ),
    "a prefix without languages": (
        paper("host: m.test, rewrite: {prefix: '/{language}'}", origin=SPOKEN),
        "hosts[1].languages", "must say what {language} stands for", "list them, as [en, fa]",
    ),
    "languages without template": (
        paper("host: m.test, languages: [en, fa]", origin=SPOKEN), "hosts[1].languages",
        "nothing tells them apart", "write {language} in host or prefix, or list one",
    ),
    "languages in one of two prefixes": (
        paper(
            "host: m.test, rewrite: [{prefix: '/{language}'}, {}], languages: [en, fa]",
            origin=SPOKEN,
        ),
        "hosts[1].languages", "one of the rewrites does not tell them apart",
        "write {language} in each prefix",
    ),
    "a language twice": (
        paper("host: '{language}.m.test', languages: [en, en]", origin=SPOKEN),
        "hosts[1].languages", "one language stands twice", "drop one of the two",
    ),
    "Norway": (
        paper("host: '{language}.m.test', languages: [no]", origin=SPOKEN),
        "hosts[1].languages[0]", "YAML reads it as false", 'quote it, as "no"',
    ),
    "a language that is no label": (
        paper("host: '{language}.m.test', languages: ['en.evil']", origin=SPOKEN),
        "hosts[1].languages[0]",
        "'en.evil' does not have the form ^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$", "write it so",
    ),
    "a template twice": (
        paper("host: '{language}.{language}.test', languages: [en]", origin=SPOKEN),
        "hosts[1].host", "cannot stand for one host per language",
        "write {language} once, in an ASCII part, as {language}.example.net",
    ),
    "a template in another script": (
        paper("host: 'новости-{language}.test', languages: [en]", origin=SPOKEN),
        "hosts[1].host", "cannot stand for one host per language",
        "write {language} once, in an ASCII part, as {language}.example.net",
    ),
    "another field in a host": (
        paper("host: '{lang}.m.test', languages: [en]", origin=SPOKEN), "hosts[1].host",
        "has a brace that is not {language}", "write {language}.example.net",
    ),
    "a mirror without languages": (
        paper("host: m.test", origin=SPOKEN), "hosts", "m.test has no languages",
        "list what it serves of: en, fa",
    ),
    "a language that the origin lacks": (
        paper("host: '{language}.m.test', languages: [en, ar]", origin=SPOKEN), "hosts",
        "{language}.m.test has ar, the origin has en, fa", "add it to the origin's or drop it",
    ),
    "languages of a mirror only": (
        paper("host: '{language}.m.test', languages: [en]"), "hosts",
        "{language}.m.test has languages and the origin has no {language}",
        "write it in the origin's host or prefix, or drop the languages",
    ),
    "a host that a template stands for": (
        paper("host: www.fa.daily.test, languages: [fa]", origin=SPOKEN), "hosts",
        "fa.daily.test stands twice", "drop one of the two",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "key", "problem", "fix"), WRONG.values(), ids=WRONG)
def test_wrong_transform_is_told_with_key_problem_and_fix(
    tmp_path: Path, text: str, key: str, problem: str, fix: str
) -> None:
    """A transform that is no transform gives one fault, at its key, with the fix."""
    (fault,) = faults_in(tmp_path, {"daily.yaml": text})
    assert (fault.file, fault.key, fault.fix) == ("daily.yaml", key, fix)
    assert fault.problem.startswith(problem)


def test_template_claims_each_of_its_hosts(tmp_path: Path) -> None:
    """A host that another outlet's template stands for has two owners: the concrete one is told."""
    other = RIGHT.replace("id: daily", "id: other").replace("www.daily.test", "fa.daily.test")
    files = {"daily.yaml": RIGHT.replace(ORIGIN, SPOKEN), "other.yaml": other}
    assert faults_in(tmp_path, files) == (
        Fault(
            file="other.yaml",
            key="hosts[0].host",
            problem="fa.daily.test is also a host in daily.yaml",
            fix="leave it in the outlet it belongs to",
        ),
    )


@pytest.mark.parametrize(
    ("prefix", "is_fault"),
    [("/fa.daily.test", True), ("/de.daily.test", False), ("", True)],
    ids=["one of its prefixes", "another language", "all"],
)
def test_template_claims_each_of_its_prefixes(tmp_path: Path, prefix: str, is_fault: bool) -> None:
    """One proxy serves two outlets only under prefixes that never meet, languages filled in."""
    proxied = "host: proxy.test, rewrite: {prefix: '/{language}.daily.test'}, languages: [en, fa]"
    files = {
        "daily.yaml": paper(proxied, origin=SPOKEN),
        "other.yaml": paper(
            f"host: proxy.test, rewrite: {{prefix: '{prefix}'}}",
            origin=ORIGIN.replace("daily", "other"),
            outlet=RIGHT.replace("id: daily", "id: other"),
        ),
    }
    if is_fault:
        (fault,) = faults_in(tmp_path, files)
        assert (fault.file, fault.key) == ("other.yaml", "hosts[1].host")
    else:
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        assert len(load_registry(tmp_path).outlets) == 2


def test_templates_are_kept_as_urls_are_spelled() -> None:
    """Other scripts and needless escapes in a file become what canonical URLs have."""
    rewrite = Rewrite(prefix="/خبر", home="/%7Ea/{id}", here="/сми?id={id}", fields={"id": r"\d+"})
    assert (rewrite.prefix, rewrite.home, rewrite.here) == (
        "/%D8%AE%D8%A8%D8%B1", "/~a/{id}", "/%D1%81%D0%BC%D0%B8?id={id}",
    )  # fmt: skip


def test_host_can_be_a_key() -> None:
    """Hosts stay hashable, with fields and without."""
    given = {"host": "m.test", "role": "mirror"}
    pairs = {"home": "/{a}", "here": "/b/{a}", "fields": {"a": ".+"}}
    hosts = {Host.model_validate({**given, **more}) for more in ({}, {"rewrite": pairs})}
    assert len(hosts) == 2
