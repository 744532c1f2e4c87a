"""Which dates a page gives, from which source, and how they are spelled."""

from datetime import UTC, datetime

import pytest
from tests.stages.extract.sheets import article, ld, meta, sheet

from wireroom.stages.extract.dates import dates, modified_at, vote
from wireroom.stages.extract.days import written_day

DAY = "2026-08-15"
STAMP = f"{DAY}T10:00:00+00:00"


def said(*args, **facts):
    """The sources of a page's votes with their days."""
    return {one.source: one.at.date().isoformat() for one in dates(sheet(*args, **facts))}


META = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "publishdate",
    "publish-date",
    "pubdate",
    "dc.date.issued",
    "parsely-pub-date",
    "sailthru.date",
    "prism.publicationdate",
    "citation_publication_date",
)


@pytest.mark.parametrize("name", META)
def test_meta_elements_give_the_day(name):
    """Whatever their name, and beside the text's own date."""
    assert said(meta(name, STAMP), "<h1>Port</h1><p>3 May 2026</p>") == {"meta": DAY}


@pytest.mark.parametrize("name", ["dcterms.created", "dcterms.date", "dc.date", "date"])
def test_a_date_of_anything_is_heard_last(name):
    """Before the text, and not where the page says when it was published."""
    text = "<h1>Port</h1><p>3 May 2026</p>"
    assert said(meta(name, STAMP), text) == {"meta": DAY}
    assert said(meta(name, STAMP), '<time datetime="2026-08-14">') == {"time": "2026-08-14"}


@pytest.mark.parametrize("kind", ["WebPage", "Recipe", "RadioEpisode", "CreativeWork"])
def test_a_page_without_an_article_has_its_own_date(kind):
    """In JSON-LD, as some plugins write no article."""
    assert said(ld({"@type": kind, "datePublished": STAMP})) == {"jsonld": DAY}
    assert said(ld({"@type": "VideoObject", "uploadDate": STAMP})) == {"jsonld": DAY}
    assert "jsonld" not in said(ld({"@type": "Comment", "datePublished": STAMP}))


TIMES = {
    "an attribute": f'<time datetime="{STAMP}">yesterday</time>',
    "a text": "<time>15.08.2026, 12:01</time>",
    "not that of a change": f'<time itemprop="dateModified">2026-09-01</time><time>{DAY}</time>',
}


@pytest.mark.parametrize("body", TIMES.values(), ids=TIMES)
def test_the_first_time_element_gives_the_day(body):
    """By its attribute or its text."""
    assert said("", body) == {"time": DAY}


PATHS = {
    "/2026/8/15/a": DAY,
    "/news/2026-08-15-a": DAY,
    "/2026/aug/15/a": DAY,
    "/2026-08/15/c_1.htm": DAY,
    "/2026/0815/c1.html": DAY,
    "/t20260815_4.html": DAY,
    "/web/20260815101010/a": None,
    "/1999/8/15": "1999-08-15",
    "/1999/aug/15/a": "1999-08-15",
    "/19991130.html": "1999-11-30",
    "/20260815": DAY,
    "/2026/99/15/a": None,
    "/20269915/a": None,
}


@pytest.mark.parametrize(("path", "day"), PATHS.items(), ids=PATHS)
def test_the_path_gives_the_day(path, day):
    """In the spellings of several publishers; a figure of another kind is none."""
    assert said(url=f"https://outlet.test{path}").get("url") == day


def test_the_feed_votes_beside_the_page():
    """Its date is kept with the page's, and makes a search of the text needless."""
    at = datetime(2026, 8, 14, tzinfo=UTC)
    assert said(article(datePublished=STAMP), entry_published_at=at) == {
        "jsonld": DAY,
        "feed": "2026-08-14",
    }
    assert said("", "<h1>Port</h1><p>3 May 2026</p>", entry_published_at=at) == {
        "feed": "2026-08-14"
    }


NEAR = {
    "behind the heading": "<h1>Port</h1><p>15 August 2026</p>",
    "before the heading": "<p>15 August 2026</p><div><h1>Port</h1></div>",
    "in the heading": "<h1><small>15 August 2026</small> Port</h1>",
    "the nearer one": "<p>1 May 2020</p><p>x</p><h1>Port</h1><p>15 August 2026</p>",
    "by the other heading": "<h1>Menu</h1><p>x</p><p>1 May 2020</p><h1>Port</h1>15 August 2026",
    "at an h2": "<h2>Port</h2><p>15 August 2026</p>",
    "not in a sentence": f"<h1>Port</h1><p>1 May 2020 {'was wet ' * 9}</p><p>15 August 2026</p>",
    "not in a script": "<h1>Port</h1><script>'1 May 2020'</script><p>15 August 2026</p>",
    "outside of its box": "<div><div><h1>Port</h1></div></div><p>15 August 2026</p>",
}


@pytest.mark.parametrize("body", NEAR.values(), ids=NEAR)
def test_the_date_beside_the_headline_is_read(body):
    """Where nothing is stated; as a day, with a source of its own."""
    assert said("", body) == {"visible": DAY}
    assert dates(sheet("", body))[0].is_day


def test_htmldate_guesses_at_last():
    """Where no date stands near a heading; not a year alone."""
    far = "<h1>Port</h1>" + "<p>x</p>" * 80
    assert said("", f'{far}<span class="updated" title="{STAMP}">{STAMP}</span>') == {
        "htmldate": DAY
    }
    assert said("", f"{far}<p>© 1998</p>") == {}


STAMPS = {
    "ISO": ("2026-08-15T10:00:00+02:00", "2026-08-15T08:00", False),
    "ISO in the zone": ("2026-08-15T10:00:00", "2026-08-15T06:30", False),
    "a space before the offset": ("2026-08-15 10:00:00 +0200", "2026-08-15T08:00", False),
    "a name for the offset": ("2026-08-15T10:00:00 UTC", "2026-08-15T10:00", False),
    "another name for it": ("2026-08-15 10:00:00 GMT", "2026-08-15T10:00", False),
    "Zulu": ("2026-08-15 10:00:00 Z", "2026-08-15T10:00", False),
    "an offset behind it": ("2026-08-15T10:00:00 GMT+02:00", "2026-08-15T08:00", False),
    "RFC 5322": ("Sat, 15 Aug 2026 10:00:00 +0200", "2026-08-15T08:00", False),
    "a day": ("2026-08-15", "2026-08-15T00:00", True),
    "JavaScript": ("Sat Aug 15 2026 10:00:00 GMT+0200 (Summer)", "2026-08-15T00:00", True),
    "written": ("15.08.2026, 10:00", "2026-08-15T00:00", True),
    "a broken clock": ("2026-08-15CET10:00:00+0200", "2026-08-15T00:00", True),
}


@pytest.mark.parametrize(("stamp", "at", "is_day"), STAMPS.values(), ids=STAMPS)
def test_stamps_are_read_in_every_spelling(stamp, at, is_day):
    """To the instant by the standards, to the day in other ways."""
    found = vote(stamp, "meta", "Asia/Tehran")
    assert (found.at.astimezone(UTC).isoformat()[:16], found.is_day) == (at, is_day)


@pytest.mark.parametrize("stamp", ["", "soon", "1998", "2026-13-45", "0", "99/99/2026"])
def test_what_is_no_date_gives_no_vote(stamp):
    """Nothing is raised."""
    assert vote(stamp, "meta", "Nowhere/Zone") is None


def test_an_unknown_zone_is_universal_time():
    """A registry's slip costs no article."""
    assert vote("2026-08-15T10:00:00", "meta", "Nowhere/Zone").at.utcoffset().seconds == 0


def test_the_page_says_when_it_changed():
    """JSON-LD first, then the meta elements."""
    changed = meta("article:modified_time", STAMP)
    assert modified_at(sheet(article(dateModified="2026-08-16") + changed)).day == 16
    assert modified_at(sheet(changed)).day == 15
    assert modified_at(sheet(meta("datemodified", STAMP))).day == 15
    assert modified_at(sheet()) is None


WRITTEN = {
    "2026-08-15": DAY,
    "2026/8/15": DAY,
    "2026年8月15日": DAY,
    "2026년 8월 15일": DAY,
    "15.8.2026": DAY,
    "15. 08. 2026": DAY,
    "15.08.26": DAY,
    "15 August 2026": DAY,
    "15th of August, 2026": DAY,
    "1st August 1999": "1999-08-01",
    "2nd August 2026": "2026-08-02",
    "3rd August 2026": "2026-08-03",
    "15º agosto 2026": DAY,
    "August 1st, 2026": "2026-08-01",
    "August 2nd, 2026": "2026-08-02",
    "August 3rd, 2026": "2026-08-03",
    "August 15th, 2026": DAY,
    "15. August 2026": DAY,
    "1er août 2026": "2026-08-01",
    "15 de agosto de 2026": DAY,
    "15 agosto 2026": DAY,
    "15-Aug-2026": DAY,
    "August 15, 2026": DAY,
    "Aug. 15, 2026": DAY,
    "Sat Aug 15 10:00:00 UTC 2026": DAY,
    "15/8/2026": DAY,
    "8/15/2026": DAY,
    "٨/١٥/٢٠٢٦": DAY,
    "۱۵ اوت ۲۰۲۶": DAY,
    "15 августа 2026 г.": DAY,
    "١٥ أغسطس ٢٠٢٦": DAY,
    "31 February 2026": "",
    "1 of 15 in 2026": "",
    "15 marchers 2026": "",
    "115.8.2026": "",
    "15.8.20261": "",
    "1.15.8.26": "",
    "2026": "",
    "yesterday": "",
}


@pytest.mark.parametrize(("text", "day"), WRITTEN.items(), ids=WRITTEN)
def test_a_written_day_is_read(text, day):
    """In the figures and the words of many languages; what is no day is none."""
    assert written_day(f"Port, {text}") == day


LANGUAGES = {
    "en": "January February March April May June July August September October November December",
    "en short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "de in Austria": "Jänner Feber Mär Apr Mai Jun Jul Aug Sept Okt Nov Dez",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr short": "janv févr mars avr mai juin juil aout sept oct nov déc",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "es short": "ene feb mar abr may jun jul ago set oct nov dic",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "it short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "pt short": "jan fev mar abr mai jun jul ago set out nov dez",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar in the Levant": "يناير شباط آذار نيسان أيار حزيران تموز آب أيلول أكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
}


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES)
def test_the_months_are_known_in_many_languages(names):
    """Twelve names each, in their order."""
    days = [written_day(f"15 {name} 2026") for name in names.split()]
    assert days == [f"2026-{month:02}-15" for month in range(1, 13)]
