"""Which language a record has: what is stated, where the text bears it out."""

import pytest

from wireroom.stages.clean.codes import code
from wireroom.stages.clean.language import Language, choose_language

TEXTS = {
    "ar": "قال مجلس الميناء يوم الثلاثاء إن الجانبين وقعا اتفاقا بشأن ساعات الراحة للبحارة. ",
    "da": "Havnebestyrelsen sagde tirsdag, at begge parter havde underskrevet en aftale. ",
    "de": "Der Hafenvorstand teilte am Dienstag mit, dass beide Seiten unterschrieben haben. ",
    "en": "The harbour board said on Tuesday that both sides had signed an agreement on rest. ",
    "es": "La junta portuaria dijo el martes que ambas partes habían firmado un acuerdo. ",
    "fa": "نیروها در روز سه‌شنبه کنترل شهر را به دست گرفتند و شورشیان از آن عقب‌نشینی کردند. ",
    "fr": "La direction du port a déclaré mardi que les deux parties avaient signé un accord. ",
    "he": "הנהלת הנמל הודיעה ביום שלישי כי שני הצדדים חתמו על הסכם על שעות המנוחה בנמל. ",
    "hi": "बंदरगाह बोर्ड ने मंगलवार को कहा कि दोनों पक्षों ने समझौते पर हस्ताक्षर किए हैं। ",
    "id": "Menurut dia, mereka bisa bekerja karena uang dari pemerintah sudah dibayarkan. ",
    "ja": "港湾委員会は火曜日、双方が休憩時間に関する協定に署名したと発表した。来月から始まる。",
    "ko": "항만 위원회는 화요일 양측이 휴식 시간에 관한 협정에 서명했다고 밝혔다. 다음 달부터다. ",
    "pt": "A autoridade portuária disse na terça-feira que ambas as partes assinaram um acordo. ",
    "ru": "Совет порта заявил во вторник, что обе стороны подписали соглашение об отдыхе. ",
    "tr": "Liman kurulu salı günü yaptığı açıklamada iki tarafın anlaşma imzaladığını söyledi. ",
    "uk": "Портова рада заявила у вівторок, що обидві сторони підписали угоду про відпочинок. ",
    "ur": "وزیراعظم نے منگل کو کہا کہ دونوں فریقوں نے آرام کے اوقات کے معاہدے پر دستخط کیے ہیں۔ ",
    "zh": "港口委员会周二表示，双方已就休息时间签署协议。新的规定将于下个月生效，适用于所有渡轮。",
    "zu": "Ibhodi yetheku ithe ngoLwesibili izinhlangothi zombili zisayine isivumelwano. ",
}
MANY = 9  # times a sentence is said, where the text is to be long enough to contradict


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_tells_its_language_where_nothing_is_stated(language):
    """Nineteen languages in eleven scripts, by three sentences of each."""
    found = choose_language((), TEXTS[language] * 3)
    assert (found.code, found.source) == (language, "detected")


@pytest.mark.parametrize("language", sorted(TEXTS.keys() - {"en"}))
def test_a_text_contradicts_its_template(language):
    """What the text is holds, and a note says what was stated."""
    assert choose_language(("en-US",), TEXTS[language] * MANY) == Language(
        code=language,
        source="detected",
        notes=(f"language: stated en, the text is {language}",),
    )


STATED = [
    ("borne out", ("de-DE",), "de", MANY, "de"),
    ("one of several", ("en", "en_GB", "fa_IR"), "fa", MANY, "fa"),
    ("Bokmål", ("nb-NO",), "da", MANY, "nb"),
    ("Malay", ("ms",), "id", MANY, "ms"),
    ("Filipino", ("fil",), "en", 0, "fil"),
    ("unknown to the detector", ("ckb",), "ur", MANY, "ckb"),
    ("too short to contradict", ("en",), "de", 2, "en"),
    ("no text", ("pl",), "en", 0, "pl"),
    ("the outlet's, after nothing", ("und", "", "ru"), "ru", MANY, "ru"),
]


@pytest.mark.parametrize(
    ("stated", "text", "times", "expected"), [c[1:] for c in STATED], ids=[c[0] for c in STATED]
)
def test_a_statement_holds_where_the_text_does_not_contradict(stated, text, times, expected):
    """Kin languages, short texts and what the detector does not know leave it as it is."""
    found = choose_language(stated, TEXTS[text] * times)
    assert found == Language(code=expected, source="stated")


def test_a_quotation_at_the_beginning_is_not_the_text():
    """A song of seven hundred characters does not make a German article English."""
    found = choose_language(("de",), TEXTS["en"] * MANY + TEXTS["de"] * MANY)
    assert found == Language(code="de", source="stated")


@pytest.mark.parametrize(
    "text",
    ["", "No.", "Shuji: Japan.", "12 : 3, 44, 18 - 7 " * 20, "https://outlet.test/a/1"],
    ids=["empty", "word", "names", "numbers", "address"],
)
def test_too_little_text_has_no_language(text):
    """Nothing is stated and nothing can be told."""
    assert choose_language((), text) == Language(code="", source="")


CODES = [
    ("region", "pt-BR", "pt"),
    ("Open Graph", "en_GB", "en"),
    ("script", "zh-Hant-TW", "zh"),
    ("capitals", "EN", "en"),
    ("several", "de, ch, at, en", "de"),
    ("three letters", "deu", "de"),
    ("bibliographic", "per", "fa"),
    ("no two letters", "ckb-IQ", "ckb"),
    ("withdrawn", "iw", "he"),
    ("country", "jp", "ja"),
    ("name", "English", "en"),
    ("own name", "Türkçe", "tr"),
    ("Hindi's name", "हिन्दी", "hi"),
    ("name with its translation", "italiano (italian)", "it"),
    ("undetermined", "und", ""),
    ("default", "x-default", ""),
    ("sentence", "Written in haste", ""),
    ("empty", " ", ""),
]


@pytest.mark.parametrize(("stated", "expected"), [c[1:] for c in CODES], ids=[c[0] for c in CODES])
def test_a_statement_becomes_a_code(stated, expected):
    """One code a language, of two letters where there is one."""
    assert code(stated) == expected
