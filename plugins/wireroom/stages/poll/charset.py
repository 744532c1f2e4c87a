"""Feed bytes to text: which charset was declared, and which one the bytes are really in."""

import codecs
import re

_BOMS: tuple[tuple[bytes, str], ...] = (  # XML 1.0 appendix F
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTTP = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(rb"(?:<language>\s*|xml:lang=[\"'])([a-z]{2})", re.IGNORECASE)
_RUN = re.compile(rb"[\x80-\xff]+")
# The Windows code page of a language's legacy pages (Encoding Standard, table of locales).
_BY_LANGUAGE: dict[str, str] = {
    "ru": "windows-1251",
    "uk": "windows-1251",
    "be": "windows-1251",
    "bg": "windows-1251",
    "fa": "windows-1256",
    "ar": "windows-1256",
    "tr": "windows-1254",
    "pl": "windows-1250",
    "cs": "windows-1250",
    "hu": "windows-1250",
    "el": "windows-1253",
    "he": "windows-1255",
}
_LONG_RUN = 3.0  # mean length of runs of high bytes: words of another script, not accents


def decode(body: bytes, *, content_type: str) -> tuple[str, bool]:
    """The text of `body` and whether what was declared was wrong."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace"), False
    declared = _declared(body, content_type)
    for name in (*declared, "utf-8"):
        text = _try(body, name)
        if text is not None:
            return text, bool(declared) and name != declared[0]
    return body.decode(_guess(body), "replace"), True


def _declared(body: bytes, content_type: str) -> list[str]:
    http, xml = _HTTP.search(content_type), _XML.search(body[:1024])
    names = [http.group(1)] if http else []
    return names + ([xml.group(1).decode("ascii")] if xml else [])


def _try(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):
        return None


def _guess(body: bytes) -> str:
    language = _LANGUAGE.search(body[:4096])
    if language and (name := _BY_LANGUAGE.get(language.group(1).decode("ascii").lower())):
        return name
    runs = [len(run) for run in _RUN.findall(body[:200_000])]
    mean = sum(runs) / len(runs) if runs else 0.0
    return "windows-1251" if mean >= _LONG_RUN else "windows-1252"
