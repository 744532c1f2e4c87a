"""Articles about seizures, blocks, landers and challenges are news, not what they tell of."""

import re
from pathlib import Path

import pytest
from tests.stages.fetch.exchanges import exchange, reason

from wireroom.stages.fetch import Familiar
from wireroom.stages.fetch.folding import fold
from wireroom.stages.fetch.wording import found_in

REPORTS = {path.stem: path for path in (Path(__file__).parents[2] / "corpus/reports").iterdir()}


@pytest.mark.parametrize("path", REPORTS.values(), ids=REPORTS)
def test_a_report_that_quotes_the_banner_passes(path):
    """Some 120 words marked up as an article, the banner in a blockquote and in the headline."""
    body = path.read_text("utf-8")
    assert found_in(fold(body))
    assert reason(exchange(body)) is None


@pytest.mark.parametrize("path", REPORTS.values(), ids=REPORTS)
def test_a_report_without_markup_passes_under_its_headline(path):
    """A page that shows what the feed announced is the outlet's."""
    body = path.read_text("utf-8")
    headline = re.search("<h1>(.*?)</h1>", body)[1]
    asked = exchange(re.sub(r"(?s)<script.*?</script>|<meta[^>]*>|</?article>", "", body))
    assert reason(asked, Familiar(headline=headline)) is None
    assert reason(asked, Familiar(headline="Flamingos are back on the lake")) is not None
