"""Which hosts a page names as the outlet's other addresses, as a person would take it."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.stages.extract.pages import BODY, SENTENCE, read, story

from wireroom.stages.extract.mirrors import PHRASES, candidates
from wireroom.stages.extract.mirrors.phrases import fold, has_phrase

HOSTS = ("www.gazette.ir", "www.gazette.co.uk", "www.gazette.tv")
ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"
SAYS = "Our website can also be accessed at the following alternate addresses:"
LINKS = " ".join(f'<a href="https://{host}/">{host}</a>' for host in HOSTS)
TOLD = f"<p>{SAYS} {LINKS}</p>"
LANGUAGES = ("en", "fa", "ar", "ru", "tr", "zh", "es", "fr", "de")


def said(phrase: str) -> str:
    """A phrase of the table as it may stand in a page, with some ending where one is free."""
    return " ".join("news" if word == "*" else word.strip("*") for word in phrase.split())


@pytest.mark.parametrize(
    ("language", "phrase"), [row[:2] for row in PHRASES], ids=[f"{a} {b}" for a, b, _ in PHRASES]
)
def test_every_phrase_names_hosts_in_a_footer(language: str, phrase: str) -> None:
    """Each row of the table is found, and has hosts under it."""
    footer = f'<footer lang="{language}"><p>{said(phrase)}: {LINKS}</p></footer>'
    assert read(story(after=footer)).mirror_candidates == HOSTS


def test_every_language_has_five_phrases_and_every_phrase_a_source() -> None:
    """Nine languages; where nobody was found who says so, the row admits it."""
    assert all(count >= 5 for count in Counter(row[0] for row in PHRASES).values())
    assert {row[0] for row in PHRASES} == set(LANGUAGES)
    assert all(source for _, _, source in PHRASES)


SPELLINGS = {
    "capitals": "ALTERNATE ADDRESSES",
    "endings": "альтернативным адресам",
    "quotation marks": "«Зеркала» сайта",
    "hyphen": "Онлайн-зеркало",
    "Arabic yeh and kaf": "آدرس‌هاي جايگزين",
    "a space for the joiner": "آدرس های جایگزین",
    "neither space nor joiner": "آدرسهای جایگزین",
    "tatweel and vowels": "الروابـــط البَديلة",
    "a prefix": "وبالروابط البديلة",
    "a Turkish dotless i and I": "YENİ ADRESIMIZ",
    "accents left out": "direcciones alternativas · pagina espejo",
    "accents": "Página espejo",
    "full-width letters": "ｍｉｒｒｏｒ　ｓｉｔｅｓ",
    "Chinese within a sentence": "请记住本站最新网址：",
    "sharp s and capitals": "UNSERE NEUE ADRESSE",
    "a soft hyphen": "alter\u00adnate addres\u00adses",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_a_phrase_is_found_however_it_is_spelled(text: str) -> None:
    """Case, diacritics, joiners and letters of two alphabets make no difference."""
    assert has_phrase(fold(text))


OTHER_WORDS = {
    "the end of another word": "Write to your new address today",
    "a line between": "alternate\naddresses",
    "the paper called so": "The Daily Mirror",
    "letters that only look alike": "аlternate аddresses",
    "another sense": "He turned to address the alternate delegates",
}


@pytest.mark.parametrize("text", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_other_words_are_no_phrase(text: str) -> None:
    """What only resembles a phrase is none."""
    assert not has_phrase(fold(text))


HONEST = {
    "a paragraph and the next": f"<footer><p>{SAYS}</p><p>{LINKS}</p></footer>",
    "one line": f'<div class="end">{TOLD}</div>',
    "split by inline tags": f"<footer><p>Alternate <b>addr</b>esses: {LINKS}</p></footer>",
    "linked siblings after a span": f"<footer><span>{SAYS}</span> {LINKS}</footer>",
    "a link a line, then others": (
        f'<div id="x"><p>{SAYS}</p>'
        + "".join(f'<p><a href="https://{host}">Here</a></p>' for host in HOSTS)
        + "<p>All rights reserved.</p><p><a href='https://agency.test'>Agency</a></p></div>"
    ),
    "a list": (
        f"<footer><h4>{SAYS}</h4><ul>"
        + "".join(f'<li><a href="https://{host}/">{host}</a></li>' for host in HOSTS)
        + "</ul></footer>"
    ),
    "a list of terms": (
        f"<footer><dl><dt>{SAYS}</dt>"
        + "".join(f"<dd><a href='https://{host}/'>{host}</a></dd>" for host in HOSTS)
        + "</dl></footer>"
    ),
    "cells of a table": f"<footer><table><tr><td>{SAYS}</td><td>{LINKS}</td></tr></table></footer>",
    "rows of a table": (
        f"<footer><table><thead><tr><th>{SAYS}</th></tr></thead><tbody>"
        + "".join(f"<tr><td><a href='https://{host}'>{host}</a></td></tr>" for host in HOSTS)
        + "</tbody></table></footer>"
    ),
    "lines of one paragraph": (
        f"<footer><p>{SAYS}<br>{HOSTS[0]}<br>{HOSTS[1]}<br>{HOSTS[2]}</p></footer>"
    ),
    "plain text": f"<footer><p>{SAYS} {', '.join(HOSTS)}.</p></footer>",
    "plain text with schemes and paths": (
        f"<footer><p>{SAYS} https://{HOSTS[0]}/ or http://{HOSTS[1]}/a and {HOSTS[2]}.</p></footer>"
    ),
    "plain text and links": (
        f'<footer><p>{SAYS} {HOSTS[0]}, <a href="https://{HOSTS[1]}">B</a>; {HOSTS[2]}</p></footer>'
    ),
    "a heading in a box of its own": (
        f"<footer><div><h4><span>{SAYS}</span></h4></div><div>{LINKS}</div></footer>"
    ),
    "closed details": f"<footer><details><summary>{SAYS}</summary>{LINKS}</details></footer>",
    "an open dialog": f"<dialog open>{TOLD}</dialog>",
    "a sidebar": f"<aside>{TOLD}</aside>",
    "own and social hosts among them": (
        f'<footer><p>{SAYS} <a href="https://outlet.test/">o</a> <a href="https://t.me/o">t</a> '
        f'{LINKS} <a href="https://www.facebook.com/o">f</a></p></footer>'
    ),
    "a body that says that comments are open": f'</div><div class="x"><footer>{TOLD}</footer>',
}


@pytest.mark.parametrize("after", HONEST.values(), ids=HONEST)
def test_hosts_are_found_in_every_honest_form(after: str) -> None:
    """In the line of the phrase or in those that follow, as links or as text."""
    assert read(story(after=after)).mirror_candidates == HOSTS


def test_a_footer_within_the_articles_element_counts_after_its_text() -> None:
    """Many papers keep it there."""
    assert read(story(inside=f'<div class="foot">{TOLD}</div>')).mirror_candidates == HOSTS


PART = "Nobody on the quay had expected the tug to come in before the tide turned again. " * 4


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


def test_hosts_are_found_above_the_article_too() -> None:
    """Some papers say it at the top of every page."""
    assert read(story(before=f'<div class="bar">{TOLD}</div>')).mirror_candidates == HOSTS


def test_what_stands_between_two_parts_of_the_article_is_the_articles() -> None:
    """Whatever element it is in, unless it calls itself a footer."""
    blocks = [*(f"{number}. {SENTENCE * 2}" for number in range(6)), PART]
    for tag, hosts in (("div", ()), ("nav", HOSTS)):
        page = f"<html><body>{story()}<{tag}>{TOLD}</{tag}><div><p>{PART}</p></div></body></html>"
        tree = lxml_html.document_fromstring(page)
        assert candidates(tree, "https://outlet.test/", blocks) == hosts


def test_a_footer_whose_words_were_taken_for_the_article_is_heard() -> None:
    """An extractor that reads too far silences nobody."""
    footer = f"<footer><p>{PART}</p>{TOLD}</footer>"
    tree = lxml_html.document_fromstring(f"<html><body>{story(after=footer)}</body></html>")
    read_too_far = [*(f"{number}. {SENTENCE * 2}" for number in range(6)), PART]
    assert candidates(tree, "https://outlet.test/", read_too_far) == HOSTS


def test_a_name_in_another_script_is_ascii() -> None:
    """As it goes over the wire, from a link or from text."""
    footer = f'<footer><p>{SAYS} газета.рф, <a href="https://Новости.рф/">a</a></p></footer>'
    assert read(story(after=footer)).mirror_candidates == (
        "xn--80aahjj1e.xn--p1ai",
        "xn--b1amnebsh.xn--p1ai",
    )


def test_a_whole_onion_is_named() -> None:
    """By a link or in text."""
    footer = f"<footer><p>Our onion service: {ONION}</p></footer>"
    assert read(story(after=footer)).mirror_candidates == (ONION,)


def test_who_names_a_hundred_hosts_is_heard_for_few() -> None:
    """One page fills no table."""
    links = " ".join(f'<a href="https://m{number}.test">m</a>' for number in range(100))
    assert len(read(story(after=f"<footer><p>{SAYS} {links}</p></footer>")).mirror_candidates) == 25


ONIONS = {
    "in the head": (f'<meta http-equiv="onion-location" content="http://{ONION}/a">', "", True),
    "in capitals": (f'<META HTTP-EQUIV="Onion-Location" CONTENT=" http://{ONION}/a ">', "", True),
    "in the body": ("", f'<meta http-equiv="onion-location" content="http://{ONION}/a">', False),
    "in a comment's text": (
        "",
        f'&lt;meta http-equiv="onion-location" content="{ONION}"&gt;',
        False,
    ),
    "under another name": (f'<meta name="onion-location" content="http://{ONION}/a">', "", False),
    "none": ("", "", False),
}


@pytest.mark.parametrize(("head", "after", "is_told"), ONIONS.values(), ids=ONIONS)
def test_an_onion_service_is_told_in_the_head_only(head: str, after: str, is_told: bool) -> None:
    """As the header of that name; what stands in the body is nobody's word."""
    told = read(story(after=after), head).onion_location
    assert told == (f"http://{ONION}/a" if is_told else None)


@given(st.text(max_size=200), st.text(max_size=100))
def test_no_page_breaks_the_reading(markup: str, css: str) -> None:
    """Whatever stands in a page and its styles, some hosts or none are found."""
    page = f"<html><body><style>{css}</style>{BODY}<footer>{TOLD}{markup}</footer></body></html>"
    tree = lxml_html.document_fromstring(page.replace("\0", ""))
    assert isinstance(candidates(tree, "https://outlet.test/", ()), tuple)
