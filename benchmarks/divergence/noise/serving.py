"""What comes with every answer: tokens, ids, advertisements, and what CDNs add."""

import random
import re

from benchmarks.divergence.markup import Kind, before_end, mapped, with_attributes
from benchmarks.divergence.pages import Sample, Served

_BEACON = (
    '<script defer src="https://static.cloudflareinsights.com/beacon.min.js/v84a3"'
    ' data-cf-beacon=\'{"rayId":"8d1","token":"5f2ab1c"}\' crossorigin="anonymous"></script>'
)
_CHALLENGE = (
    "<script>(function(){function c(){var b=a.contentDocument||a.contentWindow.document;if(b){"
    "var d=b.createElement('script');d.innerHTML=\"window.__CF$cv$params={r:'8d1f00',t:'MTcz'};"
    "var a=document.createElement('script');a.nonce='';a.src='/cdn-cgi/challenge-platform/scripts/"
    "jsd/main.js';document.getElementsByTagName('head')[0].appendChild(a);\";b.getElementsByTagName"
    "('head')[0].appendChild(d)}}if(document.body){var a=document.createElement('iframe');"
    "a.height=1;a.width=1;a.style.position='absolute';a.style.top=0;a.style.left=0;"
    "a.style.border='none';a.style.visibility='hidden';document.body.appendChild(a);"
    "if('loading'!==document.readyState)c();else if(window.addEventListener)"
    "document.addEventListener('DOMContentLoaded',c);else{var e=document.onreadystatechange||"
    "function(){};document.onreadystatechange=function(b){e(b);'loading'!==document.readyState&&("
    "document.onreadystatechange=e,c())}}}})();</script>"
)
_DECODER = (
    '<script data-cfasync="false" src="/cdn-cgi/scripts/5c5dd728/cloudflare-static/'
    'email-decode.min.js"></script>'
)
_ROCKET = (
    '<script src="/cdn-cgi/scripts/7d0fa10a/cloudflare-static/rocket-loader.min.js"'
    ' data-cf-settings="8d1f00ab-|49" defer></script>'
)
_BESIDE = re.compile(r"<(nav|aside|footer)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<li\b[^>]*>(?:[^<]|<(?!/?[lu][il]\b))*</li>\s*", re.IGNORECASE)
_ITEMS = re.compile(rf"(?:{_ITEM.pattern}){{2,}}", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")


def nonces(one: Sample, rng: random.Random) -> str:
    """Other tokens, ids and instants in every script."""

    def change(tag: str) -> str:
        head, gap, code = _parted(tag)
        head = re.sub(r"\snonce=\S+", "", head)
        if re.search(r"type\s*=\s*[\"']?application/ld\+json", head, re.IGNORECASE):
            return head + gap + code
        return f'{head} nonce="{_token(rng)}"{gap}{_other_tokens(code, rng)}'

    return mapped(one.source, Kind.CODE, change)


def slot_ids(one: Sample, rng: random.Random) -> str:
    """Other figures in ids and data attributes."""

    def change(name: str, value: str) -> str:
        is_id = name == "id" or (name.startswith("data-") and "/" not in value)
        return re.sub(r"\d", lambda _: str(rng.randrange(10)), value) if is_id else value

    return mapped(one.source, Kind.TAG, lambda tag: with_attributes(tag, change))


def form_tokens(one: Sample, rng: random.Random) -> str:
    """Other tokens in forms and meta elements."""
    field = f'<input type="hidden" name="_token" value="{_token(rng)}">'
    stamp = f'<meta name="csrf-token" content="{_token(rng)}">'
    source = re.sub(r"(<form\b[^>]*>)", rf"\1{field}", one.source, flags=re.IGNORECASE)
    return re.sub(r"(<head\b[^>]*>)", rf"\1{stamp}", source, count=1, flags=re.IGNORECASE)


def beacon(one: Sample, _: random.Random) -> str:
    """A script that counts visits."""
    return before_end(one.source, _BEACON)


def challenge_script(one: Sample, _: random.Random) -> str:
    """A script that looks whether a person reads."""
    return before_end(one.source, _CHALLENGE)


def rocket_loader(one: Sample, _: random.Random) -> str:
    """Scripts are run by a loader."""

    def change(tag: str) -> str:
        head, gap, code = _parted(tag)
        if re.search(r"type\s*=\s*[\"']?(?!text/javascript)[\w/+.-]+", head, re.IGNORECASE):
            return tag
        head = re.sub(r"\stype\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", "", head)
        return f'{head} type="8d1f00ab52c07b9eb2a61ed1-text/javascript"{gap}{code}'

    return before_end(mapped(one.source, Kind.CODE, change), _ROCKET)


def hidden_mail(one: Sample, _: random.Random) -> Served:
    """Mail addresses are written in code."""
    plain = re.sub(
        r"</p>", ' Write to <a href="mailto:desk@outlet.example">desk@outlet.example</a>.</p>',
        one.source, count=3, flags=re.IGNORECASE,
    )  # fmt: skip
    coded = re.sub(
        r'<a href="mailto:[^"]*">[^<]*@[^<]*</a>',
        '<a href="/cdn-cgi/l/email-protection#8de9e8fee6cde2"><span class="__cf_email__"'
        ' data-cfemail="8de9e8fee6cde2">[email&#160;protected]</span></a>',
        plain,
    )
    coded = mapped(
        coded, Kind.TEXT,
        lambda said: _ADDRESS.sub('<span class="__cf_email__">[email&#160;protected]</span>', said),
    )  # fmt: skip
    return Served(body=before_end(coded, _DECODER), origin=plain)


def rotated_teasers(one: Sample, rng: random.Random) -> str:
    """Lists beside the article in another order."""

    def shuffled(match: re.Match[str]) -> str:
        items = _ITEM.findall(match[0])
        rng.shuffle(items)
        return "".join(items)

    def change(match: re.Match[str]) -> str:
        return _ITEMS.sub(shuffled, match[0])

    return _BESIDE.sub(change, one.source)


def other_advertisements(one: Sample, rng: random.Random) -> Served:
    """Another advertisement beside the article."""

    def page(number: int) -> str:
        return before_end(
            one.source,
            f'<aside class="ad-slot" id="gpt-{number}"><p><a href="https://shop-{number}.example/'
            f'offer?id={number}">Offer {number}</a></p></aside>',
        )

    return Served(body=page(rng.randrange(1000)), origin=page(rng.randrange(1000, 9000)))


def _parted(script: str) -> tuple[str, str, str]:
    """A script's start tag without its end, that end, and the code."""
    tag = re.match(r"<script(?:[^<>\"']|\"[^\"]*\"|'[^']*')*(?=>)", script, re.IGNORECASE)
    at = tag.end() if tag else script.index(">")
    return script[:at], ">", script[at + 1 :]


def _token(rng: random.Random) -> str:
    return f"{rng.getrandbits(128):032x}"


def _other_tokens(code: str, rng: random.Random) -> str:
    """Instants, ids and tokens in strings and numbers exchanged."""
    code = re.sub(
        r"(?<=[\"'])(?=[\w-]*\d)[0-9a-f-]{8,}(?=[\"'])", lambda m: _token(rng)[: len(m[0])], code
    )
    return re.sub(
        r"(?<![\w.#%\\])\d{6,}(?![\w.])",
        lambda m: str(rng.randrange(10 ** (len(m[0]) - 1), 10 ** len(m[0]))),
        code,
    )
