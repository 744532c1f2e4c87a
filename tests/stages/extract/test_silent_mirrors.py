"""Which announcements of other addresses are heard by nobody: written in, hidden or deceiving."""

import re

import pytest
from tests.stages.extract.announcement import HOSTS, LINKS, ONION, PART, SAYS, TOLD
from tests.stages.extract.pages import SENTENCE, read, story


def _hidden(style: str) -> str:
    return f'<footer style="{style}">{TOLD}</footer>'


def _ruled(css: str, markup: str = 'class="gone" id="lost"') -> str:
    return f"<style>{css}</style><footer {markup}><div><section>{TOLD}</section></div></footer>"


BODIES = {
    "at the end of the article": story(inside=TOLD),
    "in its next paragraph": story(inside=f"<p>{SAYS}</p><p>{LINKS}</p>"),
    "before its last paragraphs, in a footer": story().replace(
        "<p>3.", f"<footer>{TOLD}</footer><p>3."
    ),
    "quoted": story(inside=f"<blockquote>{TOLD}</blockquote>"),
    "quoted in a footer": story(after=f"<footer><blockquote>{TOLD}</blockquote></footer>"),
    "a quotation within a line": story(after=f"<footer><p><q>{SAYS} {LINKS}</q></p></footer>"),
    "an article that is no paragraphs": (
        f"<h1>T</h1><div>{(SENTENCE * 2 + '<br><br>') * 6}{SAYS} {LINKS}</div>"
    ),
    "at the end of its second part": f"{story()}<div><p>{PART}</p>{TOLD}</div>",
    "deeper in its second part": f"{story()}<div><p>{PART}</p><div><div>{TOLD}</div></div></div>",
    "the phrase in the article, its hosts in the footer": story(
        inside=f"<p>{SAYS}</p>", after=f"<footer><p>{LINKS}</p></footer>"
    ),
}
STRANGERS = {
    "comments": f'<div class="comments">{TOLD}</div>',
    "a footer in the comments": f'<section id="comments"><footer>{TOLD}</footer></section>',
    "a Disqus thread": f'<div id="disqus_thread"><footer>{TOLD}</footer></div>',
    "Facebook's comments": f'<div class="fb-comments"><footer>{TOLD}</footer></div>',
    "WordPress's comments": f'<ol class="comment-list"><li><footer>{TOLD}</footer></li></ol>',
    "WordPress's form": f'<div id="respond"><footer>{TOLD}</footer></div>',
    "a user's post": f'<footer><div class="message-userContent">{TOLD}</div></footer>',
    "a forum's post": f'<div class="postbody"><footer>{TOLD}</footer></div>',
    "a comment by its kind": (
        f'<div itemscope itemtype="https://schema.org/Comment"><footer>{TOLD}</footer></div>'
    ),
    "a letter to the editor": f'<div class="letters"><footer>{TOLD}</footer></div>',
    "a tweet": f'<footer><div class="twitter-tweet">{TOLD}</div></footer>',
    "an advertisement": f'<footer><ins class="adsbygoogle">{TOLD}</ins></footer>',
    "a custom element of comments": f"<x-comments><footer>{TOLD}</footer></x-comments>",
}
HIDDEN = {
    "display": _hidden("display:none"),
    "display with importance": _hidden("DISPLAY : none !important"),
    "display in escapes": _hidden("d\\69 splay:n\\6f ne"),
    "visibility": _hidden("visibility: hidden"),
    "collapsed": _hidden("visibility: collapse"),
    "opacity": _hidden("opacity: 0"),
    "hardly any opacity": _hidden("opacity: .01"),
    "opacity in percent": _hidden("opacity: 0%"),
    "off the screen": _hidden("position:absolute; left:-9999px"),
    "off the screen in em": _hidden("position:absolute; top:-100em"),
    "moved off the screen": _hidden("transform: translateX(-9999px)"),
    "shrunk": _hidden("transform: scale(0)"),
    "indented": _hidden("text-indent:-9999px"),
    "a margin": _hidden("margin-left:-9999px"),
    "no size of letters": _hidden("font-size:0"),
    "a pixel": _hidden("font-size: 1px"),
    "no height": _hidden("height:0; overflow:hidden"),
    "one pixel cut": _hidden("position:absolute; width:1px; height:1px; overflow:hidden"),
    "clipped": _hidden("position:absolute; clip: rect(0 0 0 0)"),
    "clipped by a path": _hidden("clip-path: inset(50%)"),
    "transparent": _hidden("color: transparent"),
    "a colour without opacity": _hidden("color: rgba(0, 0, 0, 0)"),
    "the hidden attribute": f"<footer hidden>{TOLD}</footer>",
    "hidden until found": f'<footer hidden="until-found">{TOLD}</footer>',
    "aria-hidden": f'<footer aria-hidden="TRUE">{TOLD}</footer>',
    "a template": f"<footer><template>{TOLD}</template></footer>",
    "noscript": f"<footer><noscript>{TOLD}</noscript></footer>",
    "a closed dialog": f"<dialog><footer>{TOLD}</footer></dialog>",
    "a popover": f"<footer popover>{TOLD}</footer>",
    "a comment": f"<!-- <footer>{TOLD}</footer> -->",
    "a script": f"<footer><script type='text/html'>{TOLD}</script></footer>",
    "a text area": f"<footer><textarea>{SAYS} {HOSTS[0]}</textarea></footer>",
    "a frame's text": f"<footer><iframe>{TOLD}</iframe></footer>",
    "the hosts alone": f"<footer><p>{SAYS}</p><p style='display:none'>{LINKS}</p></footer>",
    "the phrase alone": f"<footer><p><span hidden>{SAYS}</span> {LINKS}</p></footer>",
    "a part of the phrase": (
        f"<footer><p>Alternate <i style='display:none'>addresses</i>: {LINKS}</p></footer>"
    ),
    "a rule for a class": _ruled(".gone{display:none}"),
    "a rule for an id": _ruled("#lost { visibility : hidden }"),
    "a rule for a tag": _ruled("footer{position:absolute;left:-9999px}"),
    "a rule for a list": _ruled("nav, .x, .gone { opacity: 0 }"),
    "a rule for several classes": _ruled("footer.gone#lost{display:none}"),
    "a rule for what stands within": _ruled("footer section{font-size:0}"),
    "a rule for a child": _ruled(".gone > div > section{display:none}"),
    "a rule for a sibling": _ruled("style + footer{display:none}"),
    "a rule for what comes later": _ruled("h1 ~ footer{display:none}"),
    "a rule for an attribute": _ruled("[data-x='a b']{display:none}", "data-x='a b'"),
    "a rule for a part of an attribute": _ruled("[class^=go]{display:none}"),
    "a rule for everything within": _ruled("footer *{display:none}"),
    "a rule with an unknown pseudo-class": _ruled(".gone:nth-child(n+1){display:none}"),
    "a rule within a media query": _ruled("@media screen{.gone{display:none}}"),
    "a rule within a layer": _ruled("@layer a { @supports (x:y) { .gone{display:none} } }"),
    "a rule within a rule": _ruled("footer{ color:red; & section{display:none} }"),
    "a rule within a rule's list": _ruled("nav, footer { .x, section { display:none } }"),
    "a rule that is not closed": _ruled(".gone{display:none"),
    "a rule behind a comment": _ruled("/* } */ .a{content:'}'} .gone/**/{display:none}"),
    "a rule behind a comment in a string": _ruled(".a{content:'/*'} .gone{display:none}"),
    "a rule behind a string without an end": _ruled(
        '.a{content:"}\n .gone{display:none} .b{content:"}'
    ),
    "a rule behind more than anybody writes": _ruled(
        ".a{display:none}" * 20_001 + ".gone{display:none}"
    ),
    "a longer value than anybody writes": _hidden(f"left: calc({'0px + ' * 99} -1px)"),
    "a value that cannot be behind it": _ruled(".gone{display:none;display:x}"),
    "a rule that cannot be behind it": _ruled(".gone{display:none} .gone{display:x}"),
    "a value in a string behind it": _ruled(".gone{display:none;content:';display:block;'}"),
    "a rule behind an import": _ruled("@import 'x.css'; .gone{display:none}"),
    "a rule in escapes": _ruled(".g\\6fne{display:none}"),
    "a rule for a name with a colon": _ruled(".md\\:gone{display:none}", "class='md:gone'"),
    "a later rule": _ruled(".gone{display:block} .gone{display:none}"),
    "an important rule": _ruled(".gone{display:none!important} #lost.gone{display:block}"),
    "a rule with a variable": _ruled(".gone{display:var(--d)}"),
    "an uncertain rule that shows": _ruled(
        ".gone{display:none} @media (min-width:9999px){.gone{display:block!important}}"
    ),
    "a style for scripts that are off": (
        "<noscript><style>.gone{display:block!important}</style></noscript>"
        + _ruled(".gone{display:none}")
    ),
}
DECEITS = {
    "no phrase": f"<footer><p>{LINKS}</p></footer>",
    "words that lie": (
        f'<footer><p>{SAYS} <a href="https://evil.test/">www.gazette.ir</a></p></footer>'
    ),
    "a user before the host": (
        f'<footer><p>{SAYS} <a href="https://www.gazette.ir@evil.test/">a</a></p></footer>'
    ),
    "a port": f'<footer><p>{SAYS} <a href="https://evil.test:8443/">a</a></p></footer>',
    "no web address": (
        f'<footer><p>{SAYS} <a href="javascript:go(\'evil.test\')">a</a> <a href="//[">b</a> '
        f'<a href="mailto:a@evil.test">c</a> <a href="/evil.test">d</a></p></footer>'
    ),
    "an address of mail": f"<footer><p>{SAYS} a@evil.test, b.evil.test@gazette</p></footer>",
    "a name of a file": f"<footer><p>{SAYS} index.html, logo.svg, app.js, v1.2</p></footer>",
    "no spaces after a sentence": f"<footer><p>{SAYS}Nothing.Nobody writes so.Ever</p></footer>",
    "one label": f'<footer><p>{SAYS} <a href="https://localhost/">localhost</a></p></footer>',
    "a broken onion": f'<footer><p>{SAYS} <a href="http://q{ONION[1:]}/">o</a></p></footer>',
    "short links": f'<footer><p>{SAYS} <a href="https://bit.ly/x">a</a></p></footer>',
    "JSON-LD": (
        '<script type="application/ld+json">{"@type":"NewsMediaOrganization","description":'
        f'"{SAYS}","sameAs":["https://evil.test/"]}}</script>'
    ),
    "links in the head of the page": (
        '<link rel="alternate" href="https://evil.test/"><base href="https://evil.test/">'
        f"<footer><p>{SAYS} <a href='/'>here</a></p></footer>"
    ),
    "a long line about something else": (
        f"<footer><p>{SAYS}</p><p>{SENTENCE * 2} <a href='https://evil.test'>more</a></p></footer>"
    ),
    "a list that follows another": (
        f"<footer><p>{SAYS}</p><p>None.</p><p>Partners: <a href='https://evil.test'>E</a></p></footer>"
    ),
    "a list outside of the footer": (
        f"<footer><p>{SAYS}</p></footer><div><a href='https://evil.test'>E</a></div>"
    ),
}
NOTHING = {
    **BODIES,
    **{f"stranger: {name}": story(after=html) for name, html in STRANGERS.items()},
    **{f"hidden: {name}": story(after=html) for name, html in HIDDEN.items()},
    **{f"deceit: {name}": story(after=html) for name, html in DECEITS.items()},
}


@pytest.mark.parametrize("html", NOTHING.values(), ids=NOTHING)
def test_nothing_is_named_by_bodies_strangers_what_is_hidden_and_deceit(html: str) -> None:
    """Who can write into an article, a comment or an unseen place names nobody."""
    assert read(html).mirror_candidates == ()


MARKS = re.compile(r" (?:class|id|itemscope|itemtype|style)(?:=(?:\"[^\"]*\"|'[^']*'))?(?=[ >])")
PLAIN = {
    **{f"stranger: {name}": html for name, html in STRANGERS.items() if "x-comments" not in html},
    **{
        f"hidden: {name}": html for name, html in HIDDEN.items() if html.startswith("<footer style")
    },
}


@pytest.mark.parametrize("html", PLAIN.values(), ids=PLAIN)
def test_the_same_without_its_marks_is_heard(html: str) -> None:
    """So it was the class, the id, the kind or the style that silenced it."""
    assert read(story(after=MARKS.sub("", html))).mirror_candidates == HOSTS


SHOWN = {
    "a rule for another class": ".lost{display:none}",
    "a rule for another tag": "section p q{display:none}",
    "a rule that another takes back": "footer{display:none} footer.gone{display:block}",
    "a rule for print": "@media print{.gone{display:none}}",
    "a rule while the mouse is there": ".gone:hover{display:none}",
    "a box before it": ".gone::before{display:none}",
    "frames of an animation": "@keyframes x{from{visibility:hidden}}",
    "a column that may shrink": ".gone{width:0;flex:1}",
    "a shift that centres": ".gone{left:50%;margin-left:-480px}",
    "a page that a script shows": "body{opacity:0}",
    "see-through in part": ".gone{opacity:.75}",
    "small letters": ".gone{font-size:.8em}",
    "black": ".gone{color:rgb(0,0,0)}",
    "no CSS at all": "<<<{}}}{;;:",
}


@pytest.mark.parametrize("css", SHOWN.values(), ids=SHOWN)
def test_what_no_rule_hides_is_seen(css: str) -> None:
    """A rule for something else, or for paper, hides nothing."""
    assert read(story(after=_ruled(css))).mirror_candidates == HOSTS


def test_a_style_for_print_hides_nothing() -> None:
    """Nor does a sheet that is no CSS."""
    styles = '<style media="print">footer{display:none}</style><style type="x">footer{display:none}'
    assert read(story(after=f"{styles}</style><footer>{TOLD}</footer>")).mirror_candidates == HOSTS
