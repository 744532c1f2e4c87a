"""One outlet for each kind of mirror, and paths that are hard to spell."""

import string
from typing import Any

from hypothesis import strategies as st

from wireroom.registry import Outlet

LANGUAGES = ["en", "fa", "ar"]
DETAIL = {"home": "/Detail/{rest}", "here": "/d/{rest}", "fields": {"rest": ".+"}}


def outlet(origin: dict[str, Any], *others: dict[str, Any], **more: Any) -> Outlet:
    """An outlet of these hosts; the others are mirrors unless they say otherwise."""
    hosts = [{"role": "origin", **origin}, *({"role": "mirror", **other} for other in others)]
    return Outlet.model_validate(
        {
            "id": "daily",
            "name": "The Daily",
            "language": "fa",
            "timezone": "UTC",
            "hosts": hosts,
            "feeds": [{"path": "/rss.xml"}],
            **more,
        }
    )


WWW = {"host": "www.daily.test"}
SPOKEN = {"host": "{language}.daily.test", "languages": LANGUAGES}
KINDS: dict[str, Outlet] = {
    "host swap": outlet(WWW, {"host": "m.test", "scheme": "http"}, {"host": "daily.onion"}),
    "a host in another script": outlet(WWW, {"host": "новости.test"}),
    "path prefix": outlet(WWW, {"host": "proxy.test", "rewrite": {"prefix": "/www.daily.test"}}),
    "prefix in another script": outlet(WWW, {"host": "p.test", "rewrite": {"prefix": "/خبر/%7Ea"}}),
    "language subdomains": outlet(SPOKEN, {"host": "{language}.m.test", "languages": ["fa", "en"]}),
    "language within a name": outlet(
        SPOKEN, {"host": "daily-{language}.m.test", "languages": LANGUAGES}
    ),
    "language subdomains behind a prefix": outlet(
        SPOKEN,
        {
            "host": "proxy.test",
            "rewrite": {"prefix": "/{language}.daily.test"},
            "languages": LANGUAGES,
        },
    ),
    "language as the first segment": outlet(
        SPOKEN,
        {"host": "m.test", "rewrite": {"prefix": "/{language}"}, "languages": LANGUAGES},
        {"host": "only-fa.test", "languages": ["fa"]},
    ),
    "language segment of the origin": outlet(
        {**WWW, "rewrite": {"prefix": "/{language}"}, "languages": LANGUAGES},
        {"host": "{language}.m.test", "languages": LANGUAGES},
    ),
    "a pair": outlet(WWW, {"host": "m.test", "rewrite": DETAIL}),
    "a pair that swaps": outlet(
        WWW,
        {
            "host": "m.test",
            "rewrite": {
                "home": "/Detail/{year}/{id}/{slug}",
                "here": "/n/{id}?y={year}&s={slug}",
                "fields": {"year": r"\d{1,4}", "id": r"\d+", "slug": "[^?]*"},
            },
        },
    ),
    "pairs, then as it is": outlet(
        WWW,
        {
            "host": "m.test",
            "rewrite": [
                DETAIL,
                {"home": "/{rest}", "here": "/d-{rest}", "fields": {"rest": "p.*"}},
                {},
            ],
        },
    ),
    "a pair that loses slashes": outlet(
        WWW,
        {"host": "m.test", "rewrite": {"home": "/{a}/{b}", "here": "/{a}{b}",
                                       "fields": {"a": ".*", "b": ".*"}}},
    ),
    "a pair behind a language": outlet(
        SPOKEN,
        {"host": "m.test", "rewrite": {"prefix": "/{language}", **DETAIL}, "languages": LANGUAGES},
    ),
}  # fmt: skip

_SEGMENTS = st.one_of(
    st.sampled_from(
        ["Detail", "d", "p", "d-p", "en", "fa", "www.daily.test", "en.daily.test", "2026", "774416",
         "a,b", "slug-", "-", "..", ".", "%2F", "%2e", "%D8%AE", "%zz", "%", "a;jsessionid=1", "",
         "خبر"]
    ),
    st.text(string.ascii_letters + string.digits + "-._~,'!é%؟{}()+*[]|\\^$", max_size=6),
)  # fmt: skip
PATHS = st.builds(
    lambda parts, query: "/" + "/".join(parts) + query,
    st.lists(_SEGMENTS, max_size=5),
    st.sampled_from(
        ["", "?p=1", "?q=a%20b&p=2", "/", "?", "?utm_source=x&p=3", "#top", "?y=1&s=a"]
    ),
)
