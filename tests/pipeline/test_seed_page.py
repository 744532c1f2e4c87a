"""The page this project began with, through a mirror, by the shipped outlet file."""

import json
from pathlib import Path

import pytest
from tests.pipeline.test_unkind_web import rss, settings_of
from tests.rooms import rows, run
from tests.seedpage import INVENTED, SEED, seed_html
from tests.servers import Zoo, page

SHIPPED = Path(__file__).parents[2] / "dags" / "outlets" / "presstv.yaml"
PATH = "/Detail/2019/08/20/604081/Syria-Idlib-Khan-Shaykhun"
MIRROR = "www.presstv.co.uk"


@pytest.mark.parametrize("source", [SEED, INVENTED], ids=["seed", "invented"])
def test_the_seed_page_through_a_mirror_is_a_clean_row(source: Path, tmp_path: Path) -> None:
    """Sections, title, lead caption and credit apart; the body from first to last sentence."""
    if not source.exists():
        pytest.skip(f"{source.name} is not here: it is not part of the project")
    text = source.read_text(encoding="utf-8").replace("\xa0", " ")
    crumb, title, _, caption, *body = [line.strip() for line in text.split("\n") if line.strip()]
    (tmp_path / "outlets").mkdir()
    shipped = SHIPPED.read_text(encoding="utf-8").replace("desk: iran\n", "")
    outlet = tmp_path / "outlets" / "presstv.yaml"
    outlet.write_text(shipped + "politeness: {delay_s: 0}\n", encoding="utf-8")
    routes = {
        (MIRROR, "/rss.xml"): page(rss("presstv.ir", [PATH]), content_type="text/xml"),
        (MIRROR, PATH): page(seed_html(text)),
    }
    with Zoo(routes, refusing=["www.presstv.ir", "www.presstv.tv"]) as zoo:
        settings = settings_of(zoo, tmp_path)
        run(settings, "r")
    found = rows(
        settings,
        "SELECT article_id, title, sections, text, lead_image, images, hosts, published_at"
        " FROM articles",
    )
    ((key, got_title, sections, got_text, lead, images, hosts, published_at),) = found
    assert key == "presstv:604081"
    assert got_title == title
    assert json.loads(sections) == [name.strip() for name in crumb.split("/")]
    assert got_text.split("\n\n") == body[:-2]
    assert json.loads(hosts) == [MIRROR]
    assert published_at[:4] in {"2019", "2026"}
    words, _, credit = caption.partition(" (Photo by ")
    assert (json.loads(lead)["caption"], json.loads(lead)["credit"]) == (words, credit.rstrip(")"))
    assert len(json.loads(images)) == 1
    candidates = {host for (host,) in rows(settings, "SELECT host FROM mirror_candidate")}
    assert "www.presstv.tv" in candidates
