"""A page is cut into blocks where a reader sees one end, and into the boxes that hold them."""

import pytest
from lxml.html import Element, HtmlElement
from tests.stages.extract.body.pieces import cut_of
from tests.stages.extract.sheets import sheet

from wireroom.stages.extract.body import page_blocks
from wireroom.stages.extract.body.cutting import cut

DEEP = 5_000
CUTS = [
    ("br", "<p>One<br>two</p>", ["One\ntwo"]),
    ("br br", "<p>One<br><br>two</p>", ["One", "two"]),
    ("br space br", "<p>One<br> \n <br/>two<br><br><br>three</p>", ["One", "two", "three"]),
    ("br text br", "<p>One<br>two<br>three</p>", ["One\ntwo\nthree"]),
    ("last line", "<div>One<br><br>two<br><br>last</div>", ["One", "two", "last"]),
    ("br at the end", "<p>One<br></p><p>two</p>", ["One", "two"]),
    ("br around a box", "<div>One<br><br><b>two</b><p>three</p><br>four</div>",
     ["One", "two", "three", "four"]),
    ("inline", "<p>A <b>bold</b>, <i>slanted</i> <span>word</span>.</p>",
     ["A bold, slanted word."]),
    ("text around a box", "<div>before<p>in</p>after</div>", ["before", "in", "after"]),
    ("white space", "<p> a\u00a0b\n\t c </p>", ["a b c"]),
    ("pre", "<pre>a\n  b\n\n c</pre>", ["a\n  b\n\n c"]),
    ("code in pre", "<pre><code>a\n  b</code></pre>", ["a\n  b"]),
    ("items", "<ul><li>a<li>b</ul><blockquote>q</blockquote>", ["a", "b", "q"]),
    ("cells", "<table><tr><td>1<td>2<tr><td>3</table>", ["1", "2", "3"]),
    ("skipped", "<p>x</p><script>s</script><nav>n</nav><footer>f</footer><p>y</p>", ["x", "y"]),
    ("skipped inside", "<p>x<noscript>z</noscript>y <button>b</button>w</p>", ["xy w"]),
    ("unseen", "<p>&#8203;</p><p>\u200f</p><p>end.&rlm;</p>", ["end."]),
    ("joiners", "<p>می\u200cنامند&zwnj;</p>", ["می\u200cنامند\u200c"]),
    ("empty", "", []),
    ("white page", " \n <div> <p>\u00a0</p> </div>", []),
    ("comments only", "<!-- a --><div><!-- b --></div>", []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "texts"), [c[1:] for c in CUTS], ids=[c[0] for c in CUTS])
def test_a_block_ends_where_a_reader_sees_it_end(body, texts):
    """At a box's edge or at two line breaks; one break is a new line within it."""
    assert cut_of(body).texts == texts


COUNTS = [
    ("none", "<p>plain text</p>", (0, 0, 0)),
    ("link", '<p>a <a href="/">link</a> b</p>', (4, 0, 1)),
    ("bold", "<p><b>bold</b> <em>and</em></p>", (0, 7, 0)),
    ("bold link", '<p><a href="/">l<b>in</b>k</a></p>', (4, 2, 1)),
    ("nested links", '<p><a href="/">one <a href="/2">two</a></a> tail</p>', (6, 0, 2)),
    ("bold in bold", "<p><b>a<strong>b</strong>c</b>d</p>", (0, 3, 0)),
]


@pytest.mark.parametrize(("body", "counts"), [c[1:] for c in COUNTS], ids=[c[0] for c in COUNTS])
def test_links_and_bold_are_counted_by_characters(body, counts):
    """Characters in links, those in bold or italics, and links; what is nested counts once."""
    made = cut_of(body)
    assert (made.n_linked[0], made.n_strong[0], made.n_links[0]) == counts


def test_a_link_around_boxes_counts_in_each_of_them():
    """A teaser that is one link: its heading and its text are linked, what follows is not."""
    made = cut_of('<div><a href="/"><h3>Head</h3><p>Text.</p></a>after</div>')
    assert made.texts == ["Head", "Text.", "after"]
    assert made.n_linked == [4, 5, 0]


def test_boxes_hold_their_blocks_from_first_to_last():
    """Every box knows its parent, its names and its blocks; those without any are empty."""
    made = cut_of('<div class="a" id="b"><p>x</p><p itemprop="c">y</p></div><hr>')
    assert made.tags == ["html", "body", "div", "p", "p", "hr"]
    assert made.parent == [-1, 0, 1, 2, 2, 1]
    assert made.labels == ["", "", "a b", "", "c", ""]
    assert list(zip(made.first, made.last, strict=True)) == [
        (0, 2), (0, 2), (0, 2), (0, 1), (1, 2), (2, 2),
    ]  # fmt: skip
    assert made.box == [3, 4]


def test_a_dropped_element_leaves_the_text_behind_it():
    """What an outlet's selectors name goes, with all it holds; its tail is its parent's."""
    tree = sheet(
        body='<p>a <span class="x">b<i>c</i></span> d</p><div class="x"><p>e</p></div>'
    ).tree
    assert cut(tree, frozenset(tree.xpath("//*[@class='x']"))).texts == ["a d"]


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        (".note", ["note-book", "kept"]),
        ("#app", ["n", "note-book"]),
        (".none", ["n", "note-book", "kept"]),
    ],
    ids=["class", "id", "absent"],
)
def test_an_outlets_selector_names_a_whole_class_or_id(selector, texts):
    """A class that only begins like it stays."""
    body = '<p class="big note">n</p><p class="note-book">note-book</p><p id="app">kept</p>'
    page = sheet(body=body, drop_selectors=(selector,))
    assert page_blocks(page).texts == texts


def test_a_tree_of_5000_boxes_is_walked_without_recursion():
    """The walk keeps its own place: no box is lost, whatever the depth."""
    tree = Element("div")
    inner: HtmlElement = tree
    for _ in range(DEEP - 1):
        last, inner = inner, Element("div")
        last.append(inner)
    inner.text = "At the bottom."
    made = cut(tree)
    assert (made.texts, made.box, len(made.parent)) == (["At the bottom."], [DEEP - 1], DEEP)
