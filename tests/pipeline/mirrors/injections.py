"""Ways of a hundred and more to slip a host into a paper's pages: each a row that writes markup.

`{told}` is the sentence with a link to the host, `{host}` the host, `{says}` the sentence alone.
"""

from collections.abc import Mapping

SAYS = "The paper can also be accessed at the following alternate addresses:"
_FOOT = "<footer>{told}</footer>"
# Within the article, between its paragraphs.
BODY: Mapping[str, str] = {
    "paragraph": "{told}",
    "next-paragraph": "<p>{says}</p><p><a href='https://{host}/'>{host}</a></p>",
    "list": "<ul><li>{says}</li><li><a href='https://{host}/'>{host}</a></li></ul>",
    "heading": "<h2>{says} <a href='https://{host}/'>{host}</a></h2>",
    "table": "<table><tr><td>{says}</td><td><a href='https://{host}/'>x</a></td></tr></table>",
    "quote": "<blockquote>{told}</blockquote>",
    "quoted-footer": "<blockquote><footer>{told}</footer></blockquote>",
    "aside": "<aside>{told}</aside>",
    "footer": _FOOT,
    "section": "<section class='mirrors'>{told}</section>",
    "caption": "<figure><img src='/x.jpg'><figcaption>{says} {host}</figcaption></figure>",
    "text": "<p>{says} {host}</p>",
    "bold": "<p><b>Alternate</b> <i>addresses</i>: <a href='https://{host}/'>{host}</a></p>",
    "russian": "<p>Зеркало сайта: <a href='https://{host}/'>{host}</a></p>",
    "persian": "<p>آدرس‌های جایگزین: <a href='https://{host}/'>{host}</a></p>",
    "chinese": "<p>备用网址：<a href='https://{host}/'>{host}</a></p>",
}
# After the article, in what readers, other sites and advertisers write.
STRANGERS: Mapping[str, str] = {
    "comments": f"<div class='comments'>{_FOOT}</div>",
    "comment-list": f"<ol class='comment-list'><li>{_FOOT}</li></ol>",
    "comment-id": f"<section id='comments'>{_FOOT}</section>",
    "comment-kind": f"<div itemscope itemtype='https://schema.org/Comment'>{_FOOT}</div>",
    "comment-property": f"<div itemprop='comment'>{_FOOT}</div>",
    "disqus": f"<div id='disqus_thread'>{_FOOT}</div>",
    "facebook": f"<div class='fb-comments'>{_FOOT}</div>",
    "respond": f"<div id='respond'>{_FOOT}</div>",
    "coral": f"<div id='coral_thread'>{_FOOT}</div>",
    "openweb": f"<div class='spotim-standalone'>{_FOOT}</div>",
    "hyvor": f"<hyvor-talk-comments>{_FOOT}</hyvor-talk-comments>",
    "remark42": f"<div id='remark42'>{_FOOT}</div>",
    "giscus": f"<div class='giscus'>{_FOOT}</div>",
    "discussion": f"<div class='discussion'>{_FOOT}</div>",
    "letters": f"<div class='letters'>{_FOOT}</div>",
    "guestbook": f"<div class='guest-book'>{_FOOT}</div>",
    "replies": f"<ul class='replies'><li>{_FOOT}</li></ul>",
    "reviews": f"<div class='user-reviews'>{_FOOT}</div>",
    "user-content": f"<div class='message-userContent'>{_FOOT}</div>",
    "forum": f"<div class='forum-thread'>{_FOOT}</div>",
    "phpbb": f"<div class='postbody'>{_FOOT}</div>",
    "tweet": f"<div class='twitter-tweet'>{_FOOT}</div>",
    "advert": f"<div class='advertisement'>{_FOOT}</div>",
    "adsense": f"<ins class='adsbygoogle'>{_FOOT}</ins>",
    "sold-links": f"<div id='taboola-below'>{_FOOT}</div>",
}
# After the article, in places that nobody sees.
HIDDEN: Mapping[str, str] = {
    "markup": f"<!-- {_FOOT} -->",
    "display": "<footer style='display:none'>{told}</footer>",
    "important": "<footer style='display:none !important'>{told}</footer>",
    "visibility": "<footer style='visibility:hidden'>{told}</footer>",
    "opacity": "<footer style='opacity:0'>{told}</footer>",
    "off-left": "<footer style='position:absolute;left:-9999px'>{told}</footer>",
    "off-top": "<footer style='position:absolute;top:-999em'>{told}</footer>",
    "indent": "<footer style='text-indent:-9999px'>{told}</footer>",
    "moved": "<footer style='transform:translateX(-9999px)'>{told}</footer>",
    "shrunk": "<footer style='transform:scale(0)'>{told}</footer>",
    "letters": "<footer style='font-size:0'>{told}</footer>",
    "height": "<footer style='height:0;overflow:hidden'>{told}</footer>",
    "pixel": "<footer style='width:1px;height:1px;overflow:hidden'>{told}</footer>",
    "clip": "<footer style='position:absolute;clip:rect(0,0,0,0)'>{told}</footer>",
    "clip-path": "<footer style='clip-path:inset(100%)'>{told}</footer>",
    "transparent": "<footer style='color:transparent'>{told}</footer>",
    "hidden": "<footer hidden>{told}</footer>",
    "aria": "<footer aria-hidden='true'>{told}</footer>",
    "template": "<footer><template>{told}</template></footer>",
    "noscript": "<footer><noscript>{told}</noscript></footer>",
    "dialog": "<dialog><footer>{told}</footer></dialog>",
    "popover": "<footer popover>{told}</footer>",
    "script": "<footer><script type='text/plain'>{told}</script></footer>",
    "textarea": "<footer><textarea>{says} {host}</textarea></footer>",
    "class": "<style>.c1{{display:none}}</style><footer class='c1'>{told}</footer>",
    "id": "<style>#i1{{visibility:hidden}}</style><footer id='i1'>{told}</footer>",
    "within": "<style>.c2 p{{display:none}}</style><footer class='c2'>{told}</footer>",
    "child": "<style>.c3>div>p{{opacity:0}}</style><footer class=c3><div>{told}</div></footer>",
    "attribute": "<style>[data-c4]{{font-size:0}}</style><footer data-c4>{told}</footer>",
    "media": "<style>@media screen{{.c5{{display:none}}}}</style><footer class=c5>{told}</footer>",
    "nested": "<style>.c6{{& p{{display:none}}}}</style><footer class='c6'>{told}</footer>",
    "escapes": "<style>.c7{{d\\69splay:none}}</style><footer class='c7'>{told}</footer>",
    "phrase": "<footer><p><span hidden>{says}</span> <a href='https://{host}/'>x</a></p></footer>",
    "link": "<footer><p>{says}</p><p hidden><a href='https://{host}/'>{host}</a></p></footer>",
}
# In furniture, by letters and addresses that deceive.
UNICODE: Mapping[str, str] = {
    "cyrillic-phrase": "<footer><p>Аlternаte аddresses: <a href='https://{host}/'>x</a></p></footer>",
    "other-text": "<footer><p>{says} <a href='https://{host}/'>www.paper.test</a></p></footer>",
    "user": "<footer><p>{says} <a href='https://www.paper.test@{host}/'>x</a></p></footer>",
    "port": "<footer><p>{says} <a href='https://{host}:8443/'>x</a></p></footer>",
    "backwards": "<footer><p>{says} \u202e<a href='//{host}'>x</a>\u202c</p></footer>",
    "mail": "<footer><p>{says} editor@{host}</p></footer>",
    "path": "<footer><p>{says} /{host}/ and x/{host}</p></footer>",
    "scheme": "<footer><p>{says} <a href='ftp://{host}/'>x</a></p></footer>",
    "short-link": "<footer><p>{says} <a href='https://bit.ly/?{host}'>x</a></p></footer>",
    "relative": "<footer><p>{says} <a href='/go?to=https://{host}/'>x</a></p></footer>",
}
# In what machines read.
MACHINES: Mapping[str, str] = {
    "same-as": '<script type=\'application/ld+json\'>{{"@type": "Organization", "description":'
    ' "{says}", "sameAs": ["https://{host}/"]}}</script>',
    "publisher": '<script type=\'application/ld+json\'>{{"@type": "NewsArticle", "publisher":'
    ' {{"url": "https://{host}/"}}, "mainEntityOfPage": "https://{host}/"}}</script>',
    "alternate": "<link rel='alternate' hreflang='fa' href='https://{host}/'>",
    "preconnect": "<link rel='preconnect' href='https://{host}/'>",
    "og-url": "<meta property='og:see_also' content='https://{host}/'>",
    "onion-meta": "<meta http-equiv='onion-location' content='https://{host}/'>",
    "data": "<footer data-mirror='https://{host}/' title='{says} {host}'></footer>",
    "form": "<footer><form action='https://{host}/'>{says}</form></footer>",
    "image": "<footer><p>{says}</p><img src='https://{host}/x.png' alt='{host}'></footer>",
}
WAYS = {
    "body": BODY,
    "stranger": STRANGERS,
    "hidden": HIDDEN,
    "unicode": UNICODE,
    "machine": MACHINES,
}
# Named by a candidate in the footer, header and feed of its own perfect copies.
FROM_CANDIDATES = tuple(f"candidate-{number}.gazette.test" for number in range(12))
# What redirects of the paper's own hosts, and its feeds, name once or for a while.
REDIRECTED = tuple(f"redirect-{number}.gazette.test" for number in range(4))
FED = tuple(f"feed-{number}.gazette.test" for number in range(4))
# Named in the paper's own footer, and perfect copies too.
LOOKALIKES = (
    "gazete.test", "gazzette.test", "qazette.test", "gazettee.test", "gazette-news.test",
    "mygazette.test", "gazette.evil.test", "one.gazette.test.evil.test", "gazette.github.io",
    "gazette.pages.dev", "gazette.duckdns.org", "paper.workers.dev", "one-gazette.test",
    "gazette0.test", "gazettetest.net", "xn--gzette-3nf.test", "xn--pr-7kcu8c.test",
    "www-paper.test", "p4per.test", "papper.test",
)  # fmt: skip


def host_of(kind: str, way: str) -> str:
    """The host that one way tries to slip in."""
    return f"{kind}-{way}.gazette.test"


def written(kind: str) -> str:
    """The markup of all ways of a kind."""
    return "".join(_written(way, host_of(kind, name)) for name, way in WAYS[kind].items())


def _written(way: str, host: str) -> str:
    told = f'<p>{SAYS} <a href="https://{host}/">{host}</a></p>'
    return way.format(host=host, says=SAYS, told=told)
