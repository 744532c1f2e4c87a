"""Which news agency a text credits. Reads the text's first and last lines only, as credits do.

An agency is a row, a form of credit is a row; code only joins and walks them.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_HEAD, _TAIL = 320, 220  # characters in which a credit is looked for; the seed page's stand in 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """`names` as texts credit it, upper and lower case as they are written; `home` its own site."""

    code: str
    names: tuple[str, ...]
    home: str


# Names as the agency's own site (`home`) and its clients write them.
AGENCIES = tuple(
    Agency(code=code, names=tuple(names.split("|")), home=home)
    for code, names, home in (
        ("afp", ("AFP|Agence France-Presse|АФП|法新社|ا ف ب|"
         "أ ف ب|فرانس برس|خبرگزاری فرانسه"), "afp.com"),
        ("reuters", ("Reuters|REUTERS|Thomson Reuters|Рейтер|路透社|路透|"
         "ロイター|رويترز|رویترز|로이터"), "reuters.com"),
        ("ap", ("AP|Associated Press|The Associated Press|美联社|"
         "AP通信|أسوشيتد برس|آسوشیتدپرس"), "apnews.com"),
        ("dpa", "dpa|DPA|Deutsche Presse-Agentur|د ب أ|德新社", "dpa.com"),
        ("ansa", "ANSA|Ansa", "ansa.it"),
        ("adnkronos", "Adnkronos", "adnkronos.com"),
        ("efe", "EFE|Efe|Agencia EFE", "efe.com"),
        ("europapress", "Europa Press|EUROPA PRESS", "europapress.es"),
        ("lusa", "Lusa|LUSA", "lusa.pt"),
        ("tass", "TASS|ТАСС|塔斯社|تاس", "tass.com"),
        ("interfax", "Interfax|Интерфакс", "interfax.ru"),
        ("ria", "RIA Novosti|РИА Новости", "ria.ru"),
        ("ukrinform", "Ukrinform|Укринформ|Укрінформ", "ukrinform.net"),
        ("xinhua", "Xinhua|XINHUA|新华社|新華社|新华网|شينخوا|شینهوا|Синьхуа", "xinhuanet.com"),
        ("kyodo", "Kyodo|Kyodo News|KYODO|共同通信|共同社|共同", "kyodonews.net"),
        ("jiji", "Jiji|Jiji Press|時事通信|時事", "jiji.com"),
        ("yonhap", "Yonhap|연합뉴스|韩联社|聯合ニュース", "yna.co.kr"),
        ("pti", "PTI|Press Trust of India|पीटीआई|पीटीआइ", "ptinews.com"),
        ("ians", "IANS|आईएएनएस", "ians.in"),
        ("ani", "ANI|एएनआई", "aninews.in"),
        ("app", "APP|Associated Press of Pakistan", "app.com.pk"),
        ("bernama", "Bernama|BERNAMA", "bernama.com"),
        ("antara", "Antara|ANTARA", "antaranews.com"),
        ("vna", "TTXVN|VNA", "vnanet.vn"),
        ("anadolu", ("Anadolu|Anadolu Agency|Anadolu Ajansı|AA|"
         "الأناضول|آناتولی|Анадолу"), "aa.com.tr"),
        ("belga", "Belga|BELGA", "belga.be"),
        ("apa", "APA", "apa.at"),
        ("sda", "SDA|sda|Keystone-SDA|Keystone-ATS|ATS", "keystone-sda.ch"),
        ("anp", "ANP", "anp.nl"),
        ("ntb", "NTB|©NTB", "ntb.no"),
        ("tt", "TT|TT Nyhetsbyrån", "tt.se"),
        ("ritzau", "Ritzau|/ritzau/", "ritzau.dk"),
        ("stt", "STT", "stt.fi"),
        ("pap", "PAP", "pap.pl"),
        ("ctk", "ČTK|CTK", "ctk.cz"),
        ("mti", "MTI", "mti.hu"),
        ("tanjug", "Tanjug|Танјуг", "tanjug.rs"),
        ("hina", "Hina|HINA", "hina.hr"),
        ("pa", "PA|PA Media|Press Association", "pamediagroup.com"),
        ("upi", "UPI", "upi.com"),
        ("aap", "AAP|Australian Associated Press", "aap.com.au"),
        ("cp", "CP|The Canadian Press|Canadian Press|La Presse canadienne", "thecanadianpress.com"),
        ("irna", "IRNA|ایرنا|إرنا", "irna.ir"),
        ("isna", "ISNA|ایسنا", "isna.ir"),
        ("sana", "SANA|سانا", "sana.sy"),
        ("wam", "WAM|وام", "wam.ae"),
        ("spa", "SPA|واس", "spa.gov.sa"),
        ("mena", "MENA|أ ش أ", "mena.org.eg"),
        ("bloomberg", "Bloomberg", "bloomberg.com"),
    )
)  # fmt: skip

# Where {name} stands in a credit, each after an example. AP Stylebook, "datelines"; the others as
# the shared pages and the agencies' clients print them.
_FORMS = (
    # LONDON (AP) —, /TASS/
    r"[(\[（/]\s*(?:by |par |von |con |mit |avec |with )?{name}\s*[)\]）/]",
    # By Jane Doe, Reuters
    r"(?:^|\n)\s*(?:By|Von|Par|Por|Di|Da|Oleh|Автор:?)\s[^\n.]{0,60}?\b{name}\b",
    # a line "Source" and the name
    (r"(?:Source|Sources|Quelle|Fuente|Fonte|Bron|Kilde|Källa|Kaynak|Sumber|Źródło|Zdroj|Forrás"
    r"|Источник|Джерело|Nguồn|المصدر|منبع|स्रोत|来源|來源|出典|出处)\s*[:：/-]\s*{name}"),
    # © 2026 AFP
    r"(?:©|\(c\)|Copyright)\s*(?:\d{4}\s*)?(?:The )?{name}",
    # With inputs from PTI
    r"[Ww]ith (?:inputs|files|reporting|material|contributions?)[^\n.]{0,30}?\b{name}\b",
    # mit Material von dpa
    r"(?:mit Material|mit Informationen|unter Verwendung)[^\n.]{0,30}?\b{name}\b",
    # avec AFP
    r"(?:avec|Avec|con información de|con informazioni|Met|Con)\s{name}\s*$",
    # Reuters - , 新华社电
    r"(?:^|\n)\s*{name}\s*(?:[-–—]|電|电|讯)\s",
    # 新华社北京3月5日电
    r"(?:^|\n|\s){name}(?:[\u4e00-\u9fff]{1,6}\d{1,2}月\d{1,2}日[电電讯]|[电電]\b)",
    # ... he said. dpa
    r"(?:\n|[.!?»”]\s){name}[./]?\s*$",
)  # fmt: skip


def credit(text: str) -> str:
    """The code of the agency that the text credits, "" for none; of several the first."""
    head, tail = text[:_HEAD], text[-_TAIL:] if len(text) > _HEAD else ""
    for part in map(_folded, (head, tail)):
        found = _credits().search(part.rstrip()) if _is_named(part) else None
        if found:
            return _codes()[next(name for name in found.groups() if name)]
    return ""


@lru_cache(maxsize=1024)
def agency_of(outlet: str) -> str:
    """The code of the agency whose outlet this is, by its id, name or host; "" for none."""
    word = outlet.casefold().removeprefix("www.")
    for agency in AGENCIES:
        site = agency.home.split(".", maxsplit=1)[0]
        if word in {agency.code, agency.home, site, *(name.casefold() for name in agency.names)}:
            return agency.code
    return ""


def _folded(part: str) -> str:
    return part if part.isascii() else unicodedata.normalize("NFKC", part)


def _is_named(part: str) -> bool:
    """Whether an agency's name begins in it: the forms take ten times as long to look for."""
    words, runs = _hints()
    return not words.isdisjoint(_word().findall(part)) or any(run in part for run in runs)


@lru_cache(maxsize=1)
def _hints() -> tuple[frozenset[str], tuple[str, ...]]:
    """The first words of names, and whole names in scripts that set no spaces."""
    runs = tuple(name for name in _codes() if _unspaced().search(name))
    words = (_word().search(name) for name in _codes() if name not in runs)
    return frozenset(word.group() for word in words if word), runs


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    return re.compile(r"\w+")


@lru_cache(maxsize=1)
def _unspaced() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {_folded(name): agency.code for agency in AGENCIES for name in agency.names}


@lru_cache(maxsize=1)
def _credits() -> re.Pattern[str]:
    """Every form with every name; one group a form."""
    names = "|".join(map(re.escape, _longest_first(_codes())))
    forms = (form.replace("{name}", f"({names})") for form in _FORMS)
    return re.compile("|".join(f"(?:{form})" for form in forms))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))
