"""Reads a day that is written out: "3 March 2026", "3.3.2026", "2026年3月3日", "٣ مارس ٢٠٢٦".

It knows the Gregorian calendar only, and no clock: "yesterday" is no day here.
"""

import re
from datetime import date

# The months' names and short forms, January first, by language ("-": none that is not listed).
_MONTHS = (
    ("en", "january february march april may june july august september october november december"),
    ("en", "jan feb mar apr may jun jul aug sep oct nov dec"),
    ("de", "januar februar märz april mai juni juli august september oktober november dezember"),
    ("de", "jänner feber mär apr mai jun jul aug sept okt nov dez"),
    ("fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    ("fr", "janv févr mars avr mai juin juil aout sept oct nov déc"),
    (
        "es",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    ("es", "ene feb mar abr may jun jul ago set oct nov dic"),
    (
        "it",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre -",
    ),
    ("it", "gen feb mar apr mag giu lug ago set ott nov dicembre"),
    ("pt", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro -"),
    ("pt", "jan fev mar abr mai jun jul ago set out nov dezembro"),
    (
        "nl",
        "januari februari maart april mei juni juli augustus september oktober november december",
    ),
    ("da", "januar februar marts april maj juni juli august september oktober november december"),
    ("no", "januar februar mars april mai juni juli august september oktober november desember"),
    ("sv", "januari februari mars april maj juni juli augusti september oktober november december"),
    ("pl", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października - -"),
    ("pl", "- - - - - - - - - - listopada grudnia"),
    ("tr", "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"),
    ("ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    ("ar", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    ("ar", "- شباط آذار نيسان أيار حزيران تموز آب أيلول - - -"),
    ("fa", "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"),
)
_NUMBER = {name: n for _, names in _MONTHS for n, name in enumerate(names.split(), 1)}
_NAMES = "|".join(sorted(_NUMBER.keys() - {"-"}, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_ORDINAL = r"(?:\.|er|st|nd|rd|th|º)?"
_TO_YEAR = r"\.?,?[\s-]?(?:del? )?"
# The ways to write a day, the surest first, and where they are usual.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form, _ in (
        (rf"(?<!\d){_YEAR}[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?!\d)", "ISO 8601, East Asia"),
        (rf"{_YEAR}\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]", "zh, ja, ko"),
        (rf"(?<![\d.])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?{_YEAR}", "de, ru, tr, Nordic"),
        (
            rf"(?<!\d)(?P<d>\d\d?){_ORDINAL}[\s-]?(?:de |of )?(?P<n>{_NAMES})\b{_TO_YEAR}{_YEAR}",
            "nearly everywhere",
        ),
        (rf"\b(?P<n>{_NAMES})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}", "United States"),
        (
            rf"\b(?P<n>{_NAMES}) (?P<d>\d\d?) \d\d:\d\d:\d\d (?:[A-Z]+ )?{_YEAR}",
            "ctime of the C library",
        ),
        (rf"(?<![\d/-])(?P<d>\d\d?)[/-](?P<m>\d\d?)[/-]{_YEAR}", "fr, es, it, pt, en"),
        (r"(?<![\d.])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>\d\d)(?![\d.])", "de, short"),
    )
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NEEDED = re.compile(r"\d\d")
_YEARS = 100  # a year in two digits is of this century
_CENTURY = 2000


def written_day(text: str) -> str:
    """The first day that a text names, as YYYY-MM-DD; "" where it names none.

    A day in figures is read day first, as everywhere but in the United States; where that is no
    day of the calendar, month first.
    """
    if not _NEEDED.search(text):
        return ""
    plain = text.translate(_DIGITS)
    matches = (form.search(plain) for form in _FORMS)
    return next((day for match in matches if match and (day := _day(match.groupdict()))), "")


def _day(parts: dict[str, str]) -> str:
    year, day = int(parts["y"]), int(parts["d"])
    month = _NUMBER[parts["n"].lower()] if "n" in parts else int(parts["m"])
    year += _CENTURY if year < _YEARS else 0
    orders = ((month, day),) if "n" in parts else ((month, day), (day, month))
    return next((found for order in orders if (found := _iso(year, *order))), "")


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
