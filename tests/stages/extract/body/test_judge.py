"""The judge reads a copy of the page, folded and in disguise, and leaves the page as it was."""

from lxml import etree
from tests.stages.extract.sheets import sheet

from wireroom.stages.extract.body.judge import judged_text

LINE = "The harbour board said on Tuesday that both sides had signed a lasting new deal. "
PERSIAN = "کتابخانه\u200cهای سیار را دو آموزگار بازنشسته راه انداخته\u200cاند. "


def page(line: str) -> str:
    return (
        "<article>" + "".join(f"<p>{number}. {line * 4}</p>" for number in range(8)) + "</article>"
    )


def test_the_page_is_left_as_it_was():
    """Its tree is what every other reader reads."""
    opened = sheet(body=page(LINE).replace(" said", "\n   said"))
    before = etree.tostring(opened.tree)
    assert LINE.strip() in judged_text(opened)
    assert etree.tostring(opened.tree) == before


def test_joiners_come_through():
    """trafilatura drops what is not printable; Persian words are written with it."""
    assert PERSIAN.strip() in judged_text(sheet(body=page(PERSIAN)))


def test_signs_that_no_tree_takes_are_dropped():
    """Pages hold control characters, by number or as they are."""
    told = judged_text(sheet(body=page(LINE.replace("board", "bo\x01ard&#2;"))))
    assert LINE.strip() in told
