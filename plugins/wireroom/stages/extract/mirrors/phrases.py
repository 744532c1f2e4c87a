"""The words under which outlets name their other addresses, and how a text is held to them.

Words are compared folded: no case, no diacritics, one spelling of Arabic, Persian and Turkish
letters. Whether a phrase stands in furniture is not asked here.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_OWN = "own translation"
_NOTICES = "sites' own notices in public source code"
# Language, phrase, and where it was read. `*` is the free ending (or beginning) of a word, and
# alone any word.
PHRASES: tuple[tuple[str, str, str], ...] = (
    ("en", "alternat* address*", "presstv.ir/Detail/2022/06/28/684675, under every article"),
    ("en", "can also be accessed at", "presstv.ir/Detail/2022/06/28/684675, under every article"),
    ("en", "alternat* domain*", "own wording"),
    ("en", "mirror site*", "rsf.org, Collateral Freedom: 'mirror sites'"),
    ("en", "website mirror*", "rsf.org/en/sendikaorg: 'Website mirror'"),
    ("en", "our mirror*", "own wording"),
    ("en", "our new address", "own wording"),
    ("en", "our new domain", "own wording"),
    ("en", "if * site is blocked", "own wording"),
    ("en", "blocked in your country", "own wording"),
    ("en", "onion service*", "community.torproject.org/onion-services"),
    ("en", "onion mirror*", "darknetking.com on nytimes: 'an onion mirror'"),
    ("en", "tor mirror*", "techwarrant.com on the BBC: 'Tor mirror'"),
    ("fa", "آدرس های جایگزین", _OWN),
    ("fa", "آدرس جایگزین", _OWN),
    ("fa", "نشانی های جایگزین", _OWN),
    ("fa", "آدرس جدید", f"{_NOTICES}: 'آدرس جدید سایت'"),
    ("fa", "آدرس بدون فیلتر", f"{_NOTICES}: 'آدرس بدون فیلتر'"),
    ("fa", "بدون فیلترشکن", f"{_NOTICES}: 'بدون فیلترشکن وارد شو'"),
    ("fa", "نشانی جدید", _OWN),
    ("fa", "نشانی اینترنتی جدید", "radiofarda.com/a/323318: 'يک نشانه اينترنتي کاملا جديد'"),
    ("fa", "سایت آینه", _OWN),
    ("fa", "در صورت فیلتر بودن", _OWN),
    ("ar", "*العناوين البديلة", _OWN),
    ("ar", "*عناوين بديلة", _OWN),
    ("ar", "*الروابط البديلة", f"{_NOTICES}: 'Mirrors' as 'الروابط البديلة'"),
    ("ar", "*الرابط البديل", f"{_NOTICES}: 'Alternative link' as 'الرابط البديل'"),
    ("ar", "*الموقع البديل", _OWN),
    ("ar", "رابط الموقع الجديد", f"{_NOTICES}: 'رابط الموقع الجديد: www...'"),
    ("ar", "*النطاق الجديد", f"{_NOTICES}: 'تم نقل موقع ... إلى النطاق الجديد'"),
    ("ar", "*عنواننا الجديد", _OWN),
    ("ar", "نسخة مرآة", f"{_NOTICES}: 'Mirror' as 'نسخة مرآة'"),
    ("ar", "في حال حجب الموقع", _OWN),
    ("ru", "альтернативн* адрес*", f"{_NOTICES}: 'Зеркала: альтернативные адреса'"),
    ("ru", "зеркал* сайт*", "ict-online.ru/news 271594: '«зеркала» сайтов'"),
    ("ru", "онлайн зеркал*", _OWN),
    ("ru", "наш* зеркал*", _OWN),
    ("ru", "актуальн* зеркал*", f"{_NOTICES}: 'Актуальное зеркало: ...'"),
    ("ru", "рабоч* зеркал*", f"{_NOTICES}: 'рабочее зеркало'"),
    ("ru", "запасн* адрес*", _OWN),
    ("ru", "новый адрес", _OWN),
    ("ru", "читать нас из россии", "t.me/currenttime, its description: 'Как читать нас из России'"),
    ("ru", "из россии без vpn", "meduza.io, its header: 'читать «Медузу» из России без VPN'"),
    ("ru", "если * сайт заблокирован*", _OWN),
    ("ru", "если сайт заблокирован*", _OWN),
    ("tr", "alternatif adres*", _OWN),
    ("tr", "yeni adresimiz", "ilerihaber.org 68427, Sendika.Org: 'yeni adresimiz aktifleşecek'"),
    ("tr", "güncel adresimiz", f"{_NOTICES}: 'Güncel adresimiz: ...'"),
    ("tr", "adresinden yayın*", "siyasihaber10.org/?p=15680: '... adresinden yayınına devam'"),
    ("tr", "üzerinden * erişebilirsiniz", "webmasto.com on Ekşi Sözlük: 'domain'i üzerinden ...'"),
    ("tr", "yedek site*", "yesilgazete.org 2020/04/20, Independent Türkçe: 'Yedek siteye de'"),
    ("tr", "yedek adres*", _OWN),
    ("tr", "ayna site*", _OWN),
    ("zh", "备用网址", f"{_NOTICES}: '备用网址：http://...'"),
    ("zh", "备用域名", _OWN),
    ("zh", "备用地址", _OWN),
    ("zh", "最新网址", f"{_NOTICES}: '请记住本站最新网址：...'"),
    ("zh", "永久域名", f"{_NOTICES}: '永久域名：https://...'"),
    ("zh", "防屏蔽地址", f"{_NOTICES}: '<strong>防屏蔽地址：</strong><a href=...'"),
    ("zh", "镜像网", f"{_NOTICES}: '镜像网址' and '镜像网站'"),
    ("zh", "镜像站", f"{_NOTICES}: '镜像站'"),
    ("zh", "发布页", f"{_NOTICES}: '永久发布页'"),
    ("zh", "備用網址", "备用网址 in traditional characters"),
    ("zh", "最新網址", "最新网址 in traditional characters"),
    ("zh", "鏡像網", "镜像网 in traditional characters"),
    ("es", "direccion* alternativa*", _OWN),
    ("es", "sitio* espejo*", f"{_NOTICES}: 'sitio espejo'"),
    ("es", "pagina* espejo*", _OWN),
    ("es", "enlace* espejo*", _OWN),
    ("es", "dominio* alternativo*", f"{_NOTICES}: 'Dominio alternativo: https://...'"),
    ("es", "nuestra nueva direccion", _OWN),
    ("es", "nuestro nuevo dominio", _OWN),
    ("es", "si * sitio esta bloqueado", _OWN),
    ("fr", "adresse* alternative*", _OWN),
    ("fr", "site* miroir*", "rsf.org/fr/collateral-freedom: 'sites miroirs'"),
    ("fr", "miroir http*", "rsf.org, Collateral Freedom 2016: 'Miroir : https://...'"),
    ("fr", "liste des miroirs", _OWN),
    ("fr", "notre nouvelle adresse", _OWN),
    ("fr", "egalement accessible a l adresse", _OWN),
    ("fr", "aux adresses suivantes", _OWN),
    ("fr", "bloque dans votre pays", _OWN),
    ("de", "alternativ* adresse*", _OWN),
    ("de", "spiegelserver*", "endofroad.blackblogs.org/archive/12586: 'Spiegelservern'"),
    ("de", "spiegelseite*", "heise.de/-6655192: 'Spiegelseiten'"),
    ("de", "mirror seite*", "heise.de/-6655192: 'Mirror-Seiten'"),
    ("de", "neue* internetadresse*", "waz.de 4014363 on WikiLeaks: 'eine neue Internetadresse'"),
    ("de", "neue* netzadresse*", "labournet.de 118429 on Sendika.Org: 'die neue Netzadresse'"),
    ("de", "unsere neue adresse", _OWN),
    ("de", "onion adresse*", "endofroad.blackblogs.org/archive/12586: 'Die Onion-Adresse'"),
    ("de", "ausweichadresse*", _OWN),
)  # fmt: skip
_UNSPACED = frozenset({"zh"})  # written without spaces: a phrase may begin and end within a word
# Combining marks, tatweel, and characters that are not seen; the joiner parts words like a space.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# Words that stand on many pages (of 116: 57, 22, 14, 12, 9): no key where there is another.
_EVERYWHERE = frozenset(("service", "website", "adresse", "address", "unsere"))
_SHORT = 4  # letters of the Latin alphabet; shorter words are in many others
_BETWEEN = re.compile(r"[^\w\n]+")
_LETTERS = str.maketrans("يىكةەہھۀأإٱı", "ییکهههههاااi")


def fold(text: str) -> str:
    """The text as phrases are compared: lower case, plain letters, words parted by one space.

    Ends of lines stay, as no phrase goes on over one.
    """
    return _BETWEEN.sub(" ", plain(text))


def plain(text: str) -> str:
    """The text in lower case and plain letters, with all that stands between its words."""
    small = text.casefold()
    if small.isascii():
        return small
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", small))
    # To translate a text costs ten times as much as to see that there is nothing to translate.
    return bare.translate(_LETTERS) if any(chr(letter) in bare for letter in _LETTERS) else bare


def has_phrase(folded: str) -> bool:
    """Whether one of the phrases stands in the folded text of a line."""
    return any(one.key in folded and one.strict.search(folded) for one in phrases())


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase made ready: its rarest word or part of one, its words as patterns, and all of it.

    `strict` is over folded text.
    """

    key: str
    words: tuple[str, ...]
    strict: re.Pattern[str]


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """All phrases, made ready."""
    return tuple(_ready(language, phrase) for language, phrase, _ in PHRASES)


def _ready(language: str, phrase: str) -> Phrase:
    """A phrase whose words may also be written together."""
    words = tuple(_word(word) for word in phrase.split())
    spelled = " ?".join(words)
    strict = spelled if language in _UNSPACED else rf"(?<!\w){spelled}(?!\w)"
    fixed = (fold(part).strip() for part in re.split(r"[\s*]+", phrase))
    words_alone = [word for part in fixed for word in part.split()]
    return Phrase(
        key=max(words_alone, key=lambda word: (_is_rare(word), len(word))),
        words=words,
        strict=re.compile(strict),
    )


def _is_rare(word: str) -> bool:
    return word not in _EVERYWHERE and (len(word) >= _SHORT or not word.isascii())


def _word(word: str) -> str:
    if word == "*":
        return r"\w+"
    return r"\w*".join(re.escape(fold(part).strip()) for part in word.split("*"))
