"""Language codes: what pages write for a language, and the one code the record has for it."""

import re

# What pages write beside ISO 639-1, and the code it stands for. The three-letter codes are
# ISO 639-2's (both of its kinds), the withdrawn ones RFC 5646's, the rest was seen on pages.
_SPELLINGS = (
    ("afr af, ara ar, aze az, bel be, ben bn, bos bs, bul bg, cat ca, ces cs, cze cs", "ISO 639-2"),
    ("cym cy, wel cy, dan da, deu de, ger de, ell el, gre el, eng en, epo eo", "ISO 639-2"),
    ("est et, eus eu, baq eu, fas fa, per fa, fin fi, fra fr, fre fr, gle ga", "ISO 639-2"),
    ("glg gl, guj gu, hau ha, heb he, hin hi, hrv hr, hun hu, hye hy, arm hy", "ISO 639-2"),
    ("ind id, isl is, ice is, ita it, jpn ja, kat ka, geo ka, kaz kk, khm km", "ISO 639-2"),
    ("kor ko, kur ku, lav lv, lit lt, mal ml, mar mr, mkd mk, mac mk, mon mn", "ISO 639-2"),
    ("msa ms, may ms, mya my, bur my, nep ne, nld nl, dut nl, nno nn, nob nb", "ISO 639-2"),
    ("nor no, pan pa, pol pl, por pt, pus ps, ron ro, rum ro, rus ru, sin si", "ISO 639-2"),
    ("slk sk, slo sk, slv sl, som so, spa es, sqi sq, alb sq, srp sr, swa sw", "ISO 639-2"),
    ("swe sv, tam ta, tel te, tgk tg, tha th, tir ti, tur tr, uig ug, ukr uk", "ISO 639-2"),
    ("urd ur, uzb uz, vie vi, yid yi, zho zh, chi zh, zul zu, amh am, xho xh", "ISO 639-2"),
    ("iw he, in id, ji yi, jw jv, mo ro", "RFC 5646, withdrawn"),
    ("jp ja, cn zh, cz cs, dk da, gr el, us en", "pages that give a country's code"),
    ("cmn zh, prs fa, pes fa, arb ar", "ISO 639-3, parts of a language that has a code"),
    ("english en, german de, deutsch de, french fr, français fr", "meta language, JSON-LD names"),
    ("spanish es, español es, italian it, italiano it, portuguese pt", "the same"),
    ("português pt, dutch nl, nederlands nl, russian ru, русский ru", "the same"),
    ("ukrainian uk, українська uk, polish pl, polski pl, turkish tr", "the same"),
    ("türkçe tr, arabic ar, العربية ar, persian fa, farsi fa, فارسی fa", "the same"),
    ("hebrew he, עברית he, chinese zh, 中文 zh, japanese ja, 日本語 ja", "the same"),
    ("korean ko, 한국어 ko, hindi hi, हिन्दी hi, urdu ur, اردو ur", "the same"),
)
_KNOWN = dict(pair.split() for row, _ in _SPELLINGS for pair in row.split(", "))
# ISO 639-2's codes for no language, for several and for one that nobody determined.
_NONE = frozenset(("und", "mul", "zxx", "mis", "x"))
_END = re.compile(r"[-_.,;/(\s]")
_CODE = re.compile(r"[a-z]{2,3}")


def code(stated: str) -> str:
    """The ISO 639 code that a statement begins with, of two letters where there is one, or "".

    Regions, scripts and further languages behind it are left out ("pt-BR", "de, ch, at").
    """
    word = _END.split(stated.strip().casefold(), maxsplit=1)[0]
    found = _KNOWN.get(word, word)
    return found if _CODE.fullmatch(found) and found not in _NONE else ""
