"""Banners that hide: behind unseen words, above long terms, in pictures."""

import pytest
from tests.stages.fetch.exchanges import exchange, page, reason

from wireroom.model import Reason
from wireroom.stages.fetch.hiding import without_hidden, without_scripts

BANNERS = {
    "en": "This website has been seized",
    "fa": "این دامنه توقیف شده است",
    "ar": "تمت مصادرة هذا الموقع",
    "ru": "Этот домен был изъят",
    "tr": "BU ALAN ADINA EL KONULMUŞTUR",
    "zh": "该域名已被查封",
    "es": "Este dominio ha sido incautado",
    "fr": "Ce site a été saisi",
    "de": "Diese Domain wurde beschlagnahmt",
}
WORDS = "The ferry left at dawn with a load of lamps and came back at dusk with a load of salt. "
PROSE = f"<p>{WORDS * 3}</p>" * 25  # over 6,000 letters
PADDING = {
    "nothing": "{banner}",
    "style": "<div style='display: none'>{prose}</div>{banner}",
    "style without space": '<section style="color:red;display:none;">{prose}</section>{banner}',
    "attribute": "<div hidden>{prose}</div>{banner}",
    "visibility": "<div style='visibility:hidden'>{prose}</div>{banner}",
    "font": "<div style='font-size:0'>{prose}</div>{banner}",
    "off the page": "<div style='position:absolute;left:-9999px'>{prose}</div>{banner}",
    "class": "<style>.x{{display:none}}</style><div class='a x'>{prose}</div>{banner}",
    "id": "<style>#pad {{ visibility: hidden }}</style><div id=pad>{prose}</div>{banner}",
    "nested": "<div style='display:none'><div>{prose}</div><div>{prose}</div></div>{banner}",
    "never closed": "{banner}<div style='display:none'>{prose}",
    "comment": "<!-- {prose} -->{banner}",
    "script": "<script>{prose}</script>{banner}",
    "both sides": "<div hidden>{prose}</div>{banner}<div hidden>{prose}</div>",
}


@pytest.mark.parametrize("language", BANNERS)
@pytest.mark.parametrize("padding", PADDING.values(), ids=PADDING)
def test_a_banner_among_unseen_words_is_a_banner(padding, language):
    """Thousands of letters that nobody sees clear nothing."""
    body = padding.format(banner=f"<p>{BANNERS[language]}</p>", prose=PROSE)
    assert reason(exchange(f"<html><body>{body}")) is Reason.SEIZED


@pytest.mark.parametrize("language", BANNERS)
def test_a_banner_above_its_terms_is_a_banner(language):
    """A long footer of prose, in paragraphs, all of it to be seen."""
    body = f"<html><body><div>{BANNERS[language]}</div><footer>{PROSE}</footer>"
    assert reason(exchange(body)) is Reason.SEIZED
    named = f"<html><title>{BANNERS[language]}</title><body>{PROSE}"
    assert reason(exchange(named)) is Reason.SEIZED


def test_the_words_of_a_banner_within_an_article_are_no_banner():
    """Neither its name nor its first words."""
    body = f"<html><title>Lamps and salt</title><body>{PROSE}<p>{BANNERS['en']}</p>{PROSE}"
    assert reason(exchange(body)) is None


def test_a_banner_behind_more_bytes_than_are_read_is_found():
    """Next to nothing is seen of them, so it is read on."""
    body = f"<html><body><!-- {'x' * 300_000} --><p>{BANNERS['en']}</p>"
    assert reason(exchange(body)) is Reason.SEIZED


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\u200d"])
def test_letters_that_nobody_sees_hide_no_phrase(unseen):
    """Zero-width spaces and joiners, soft hyphens."""
    assert reason(exchange(page(unseen.join(BANNERS["en"])))) is Reason.SEIZED


PICTURES = {
    "title and picture": page("<img src=/b.png alt='Seal'>", title="This website has been seized"),
    "picture's words": page("<img src='/b.png' alt='THIS DOMAIN HAS BEEN SEIZED'>", title="x"),
    "picture's name": page("<img src=/img/domain-seized_2021.jpg>", title="Domain seized"),
}


@pytest.mark.parametrize("body", PICTURES.values(), ids=PICTURES)
def test_a_banner_that_is_a_picture_is_named(body):
    """By its title, by the words for those who cannot see it, by its file."""
    assert reason(exchange(body)) is Reason.SEIZED


UNSEEN = {
    "loose end tags": (b"<p hidden>gone<p>stays", b"stays", b"gone"),
    "void element": (b"<input hidden>stays", b"stays", b"zzz"),
    "another class": (b"<style>.x{display:none}</style><b class=xy>stays</b>", b"stays", b"none"),
    "not zero": (b"<b style='opacity:0.5'>stays</b>", b"stays", b"zzz"),
    "word in text": (b"<b>a hidden lake stays</b>", b"hidden lake stays", b"zzz"),
    "descendants": (b"<style>.js .x{display:none}</style><b class=x>stays</b>", b"stays", b"none"),
}


@pytest.mark.parametrize(("body", "kept", "gone"), UNSEEN.values(), ids=UNSEEN)
def test_only_what_is_hidden_is_left_out(body, kept, gone):
    """And nothing beside it."""
    seen = without_hidden(without_scripts(body, body.lower()), body.lower())
    assert kept in seen
    assert gone not in seen
