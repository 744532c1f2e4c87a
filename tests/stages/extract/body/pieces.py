"""Small pages cut into blocks, and one whose measures are counted by hand."""

from tests.stages.extract.sheets import sheet

from wireroom.stages.extract.body.cutting import Cut, cut
from wireroom.stages.extract.body.measuring import Column, Said, measures

# A menu of one link, and two paragraphs of 80 and 70 characters. The boxes from the root down:
# html 0, body 1, div.menu 2, div.text 3, p 4, p 5; the blocks stand in 2, 4 and 5.
FIRST = "The harbour board said on Tuesday that both sides had signed a lasting new deal."
SECOND = "Ferry crews end their walkout on Friday, the board told the newspaper."
TINY = (
    '<div class="menu"><a href="/">Home</a></div>'
    f'<div class="text"><p>{FIRST}</p><p>{SECOND}</p></div>'
)


def cut_of(body: str) -> Cut:
    """The blocks of a page with that body."""
    return cut(sheet(body=body).tree)


def tiny(title: str = "Ferry crews end walkout", summary: str = "") -> dict[str, Column]:
    """Every measure of the tiny page's three blocks."""
    return measures(cut_of(TINY), Said(title=title, summary=summary))
