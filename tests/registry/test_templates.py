"""Learned templates lie in files of their own, and a wrong one names its file and the fix."""

from pathlib import Path

import pytest
from tests.registry.files import RIGHT, faults_in

from wireroom.adapters.outlets import load_registry
from wireroom.adapters.templates import forget_template, template_path, write_template
from wireroom.errors import BadInputError
from wireroom.model import Rules, Template
from wireroom.pipeline.pages import bare_page
from wireroom.registry import learned_template

TEMPLATE = Template(
    containers=("div.text", "article"),
    kept=(">p[plain]", "p.dek[plain]"),
    left=("ul.share", ">p[link]"),
    lines=("Read: more, 'here'", "بیشتر بخوانید", "- 12 %"),
    doubt=0.038,
    rules=Rules(drop=(".ad",), body=("#text",)),
)
LEARNED = """\
n_articles: 12
agreement: 1.0
doubt: 0.02
containers: [div.text]
kept: [">p[plain]"]
"""
AGAIN = "wireroom learn daily --forget, then learn it again"
# case -> (text of templates/daily.yaml, key, problem, fix)
WRONG = {
    "misspelt key": (
        LEARNED + "lefft: []\n", "lefft", "is not a known key", f"did you mean left?, or {AGAIN}",
    ),
    "missing key": (
        LEARNED.replace("containers: [div.text]\n", ""),
        "containers", "is missing", f"add it, or {AGAIN}",
    ),
    "nothing kept": (
        LEARNED.replace('[">p[plain]"]', "[]"),
        "kept", "is empty", f"list at least one, or {AGAIN}",
    ),
    "no share": (
        LEARNED.replace("1.0", "1.5"),
        "agreement", "1.5 is too large", f"write at most 1.0, or {AGAIN}",
    ),
    "not a mapping": (
        "[]\n", "", "is not a mapping", f"write keys and values, as `id: presstv`, or {AGAIN}",
    ),
}  # fmt: skip


def outlets(folder: Path, learned: str = LEARNED, name: str = "daily") -> Path:
    """A folder of one outlet and the file of one template."""
    (folder / "templates").mkdir()
    (folder / "daily.yaml").write_text(RIGHT, encoding="utf-8")
    (folder / f"templates/{name}.yaml").write_text(learned, encoding="utf-8")
    return folder


def test_what_is_written_is_read(tmp_path):
    """To the last sign, and it reaches the page that the extractor reads."""
    (tmp_path / "daily.yaml").write_text(RIGHT, encoding="utf-8")
    learned = learned_template(TEMPLATE, n_articles=12, agreement=0.99)
    assert write_template(tmp_path, "daily", learned) == template_path(tmp_path, "daily")
    outlet = load_registry(tmp_path).outlet("daily")
    assert outlet.template == learned
    assert bare_page(outlet, "https://www.daily.test/1", b"", content_type="").template == TEMPLATE
    assert (tmp_path / "daily.yaml").read_text(encoding="utf-8") == RIGHT


def test_what_is_forgotten_is_gone(tmp_path):
    """And may be forgotten twice."""
    outlets(tmp_path)
    assert load_registry(tmp_path).outlet("daily").template
    assert forget_template(tmp_path, "daily") is True
    assert forget_template(tmp_path, "daily") is False
    outlet = load_registry(tmp_path).outlet("daily")
    assert outlet.template is None
    assert bare_page(outlet, "https://www.daily.test/1", b"", content_type="").template is None


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_template_names_its_file_and_the_fix(tmp_path, case):
    """As an outlet's file does."""
    learned, *told = WRONG[case]
    (fault,) = faults_in(outlets(tmp_path, learned), {})
    assert fault.file == "templates/daily.yaml"
    assert [fault.key, fault.problem, fault.fix] == told


def test_a_template_of_no_outlet_is_a_fault(tmp_path):
    """Its outlet was renamed or removed."""
    (fault,) = faults_in(outlets(tmp_path, name="weekly"), {})
    assert (fault.file, fault.problem) == ("templates/weekly.yaml", "there is no outlet 'weekly'")
    assert fault.fix.startswith("remove the file")


def test_a_template_that_cannot_be_written_is_told(tmp_path):
    """Where its folder should be, a file lies."""
    (tmp_path / "templates").write_text("", encoding="utf-8")
    learned = learned_template(TEMPLATE, n_articles=12, agreement=0.99)
    with pytest.raises(BadInputError, match="cannot be written"):
        write_template(tmp_path, "daily", learned)
