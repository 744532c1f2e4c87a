"""Readers' discussion is left out of a page, unless the page is little else."""

import pytest
from tests.stages.extract.body.pieces import cut_of
from tests.stages.extract.sheets import URL

from wireroom.model import Page
from wireroom.stages.extract.body import page_blocks
from wireroom.stages.extract.body.discussion import without_discussion
from wireroom.stages.extract.sheet import open_sheet

ARTICLE = "The harbour board said that both sides had signed. " * 12
POST = "I saw it all from the quay, and it was not as they say. " * 20


def page(label, article=ARTICLE):
    return cut_of(
        f'<div class="text"><p>{article}</p></div><div class="{label}"><p>{POST}</p></div>'
    )


THREADS = [
    "comments",
    "comment",
    "comment-list",
    "comments_area",
    "commentlist",
    "story-comments",
    "disqus_thread",
    "respond",
    "kommentare",
    "leserkommentare",
    "commentaires",
    "coral-stream",
    "no-comments",
]
NO_THREADS = [
    "comments-count",
    "comments-link",
    "post comments-open",
    "comments-closed",
    "comments-enabled",
    "has-comments",
    "post with-comments",
    "without-comments",
    "commentary",
    "responds",
    "",
]


@pytest.mark.parametrize("label", THREADS)
def test_a_thread_is_left_out(label):
    """Whatever its system calls it, and however long it is."""
    left = without_discussion(page(label))
    assert left.texts == [ARTICLE.strip()]
    assert [len(column) for column in (left.box, left.n_linked, left.n_strong, left.n_links)] == [
        1, 1, 1, 1,
    ]  # fmt: skip


@pytest.mark.parametrize("label", NO_THREADS)
def test_a_name_that_only_tells_of_comments_does_not_count(label):
    """Their number, the link to them, whether they are open: that box may hold the article."""
    assert without_discussion(page(label)).texts == [ARTICLE.strip(), POST.strip()]


@pytest.mark.parametrize("label", ["comments", "comments-open", "comment-area"])
def test_a_name_of_the_whole_page_does_not_count(label):
    """What the page is called tells of the page; the text beside it does not make it a thread."""
    made = cut_of(f'<p>{ARTICLE}</p><main class="{label}"><p>{POST}</p></main>')
    assert without_discussion(made) is made
    page = Page(body=f'<body class="{label}"><p>{ARTICLE}</p></body>'.encode(), url=URL)
    assert page_blocks(open_sheet(page)).texts == [ARTICLE.strip()]


def test_a_forums_page_keeps_its_posts():
    """With less than an article beside it, the discussion is what the page is about."""
    made = page("comments", article="Who has seen the noon boat?")
    assert without_discussion(made) is made


def test_the_boxes_stay_and_count_what_is_left():
    """A thread amid the page: boxes behind it begin and end at the blocks that are left."""
    made = cut_of(
        f'<div class="comments"><p>{POST}</p><p>{POST}</p></div><div id="a"><p>{ARTICLE}</p></div>'
    )
    left = without_discussion(made)
    spans = dict(zip(left.labels, zip(left.first, left.last, strict=True), strict=True))
    assert (spans["comments"], spans["a"]) == ((0, 0), (0, 1))
    assert (left.parent, left.tags, left.elements) == (made.parent, made.tags, made.elements)
    assert left.tags[left.box[0]] == "p"
