"""Which hosts a page names as the outlet's other addresses, as a person would take it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.stages.extract.announcement import HOSTS, LINKS, ONION, PART, SAYS, TOLD
from tests.stages.extract.pages import BODY, SENTENCE, read, story

from wireroom.stages.extract.mirrors import PHRASES, candidates
from wireroom.stages.extract.mirrors.phrases import fold, has_phrase

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
