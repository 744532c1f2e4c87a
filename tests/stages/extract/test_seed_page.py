"""The seed page, in several markups, comes out as one clean record."""

import pytest
from tests.seedpage import HOSTS, INVENTED, MARKUPS, SEED, seed_html

from wireroom.model import Page
from wireroom.stages.clean import clean
from wireroom.stages.extract import extract


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("source", [SEED, INVENTED], ids=["seed", "invented"])
def test_the_seed_page_gives_body_sections_and_lead_caption_only(source, markup):
    """Furniture, the headline and the other story's caption stay out; mirrors are named."""
    if not source.exists():
        pytest.skip(f"the shared data are absent: {source.name}")
    text = source.read_text(encoding="utf-8")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    page = Page(
        body=seed_html(text, markup), url="https://presstv.example/Detail/2019/08/20/604081/x"
    )
    record = clean(page, extract(page))
    assert record.sections == tuple(part.strip() for part in lines[0].split("/"))
    assert record.title == lines[1]
    assert record.text == "\n\n".join(lines[4:-2]).replace("\N{NO-BREAK SPACE}", " ")
    assert [(i.caption, i.credit) for i in record.images] == [
        (lines[3].removesuffix(" (Photo by AFP)"), "AFP")
    ]
    assert record.mirror_candidates == HOSTS
    assert (record.published_at.date().isoformat(), record.published_source) == (
        "2019-08-20",
        "url:day",
    )
