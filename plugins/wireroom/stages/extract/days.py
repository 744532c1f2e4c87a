"""Reads a day that is written out: "3 March 2026", "3.3.2026", "2026年3月3日", "٣ مارس ٢٠٢٦".

It knows the Gregorian calendar only, and no clock: "yesterday" is no day here.
"""

import re
from datetime import date

# The months, January first: names and short forms, in de, en, fr, es, it, pt, nl, tr, pl and the
# Nordic languages (many are shared), ru, ar (Egypt's names and the Levant's) and fa (Gregorian).
_MONTHS = (
    (
        "january januar jänner janvier enero gennaio janeiro januari ocak stycznia jan ene gen января"
        " يناير ژانویه"
    ),
    (
        "february februar feber février febrero febbraio fevereiro februari şubat lutego feb févr fev"
        " февраля فبراير شباط فوریه"
    ),
    "march märz mars marzo março maart mart marca mar mär mrz марта مارس آذار",
    "april avril abril aprile nisan kwietnia apr avr abr апреля أبريل ابريل نيسان آوریل",
    "may mai mayo maggio maio mei mayıs maja maj mag мая مايو أيار مه",
    "june juni juin junio giugno junho haziran czerwca jun giu июня يونيو حزيران ژوئن",
    "july juli juillet julio luglio julho temmuz lipca jul juil lug июля يوليو تموز ژوئیه",
    "august août agosto augustus augusti ağustos sierpnia aug ago августа أغسطس آب اوت",
    (
        "september septembre septiembre settembre setembro eylül września sep sept set сентября"
        " سبتمبر أيلول سپتامبر"
    ),
    (
        "october oktober octobre octubre ottobre outubro ekim października oct okt ott out октября"
        " أكتوبر اكتوبر اکتبر"
    ),
    "november novembre noviembre novembro kasım listopada nov ноября نوفمبر نوامبر",
    (
        "december dezember décembre diciembre dicembre dezembro aralık grudnia desember dec dez déc dic"
        " des декабря ديسمبر دسامبر"
    ),
)
_NUMBER = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_NUMBER, key=len, reverse=True))
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
