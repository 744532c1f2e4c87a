"""Does another site answer in the outlet's place? Evidence from names, addresses and likeness.

No sign decides alone: a redesign is unlike all that was before, a syndicated article names another
address, a site in Persian another name than the registry's English one. A page that shows the
headline which the feed announced is the outlet's, whatever it looks like.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wireroom.errors import BadInputError
from wireroom.model import Evidence, Exchange, Reason
from wireroom.registry import Outlet
from wireroom.stages.fetch.faces import Face, Look, Profile, look_of
from wireroom.stages.fetch.folding import letters
from wireroom.stages.fetch.naming import Claims, claims_of, is_own, share_of
from wireroom.stages.fetch.reading import Sight
from wireroom.stages.fetch.scoring import Told
from wireroom.urls import host_key, host_of, join, path_of

ANNOUNCED = 0.6  # of the headline's words stand in the page's title or heading
_ABSENT = 0.2  # of the headline's words on the whole page, at most
UNLIKE = 0.15  # 97 in 100 pages of other sites lie below (benchmarks/verdicts)
_SHORT = 0.25  # of the usual page
_OTHER_NAME, _OTHER_NAME_UNTAUGHT, _OTHER_SCRIPT = 0.5, 0.4, 0.2
_OTHER_ADDRESS = 0.4
_NO_HEADLINE = 0.3
_UNLIKE, _UNLIKE_UNANNOUNCED = 0.6, 0.4
_LITTLE = 0.2
_FOREIGN_LINKS = 0.6
_NO_NATIVE_ID = 0.6
_MIN_LINKS = 3  # fewer say nothing of a feed
_LATIN = re.compile("[a-z]")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is known of an outlet: `names` in letters, `hosts` as urls.host_key, its profile.

    `native_id` is the pattern of its articles' numbers in paths; `muted` are hosts whose faces say
    nothing of other hosts' pages.
    """

    names: frozenset[str]
    hosts: frozenset[str]
    native_id: str | None = None
    profile: Profile = field(default=Profile())
    muted: frozenset[str] = frozenset()


def site_of(outlet: Outlet, profile: str | None = None, *, muted: Iterable[str] = ()) -> Site:
    """What the registry, and the pages filed so far, tell of an outlet."""
    hosts = frozenset(host_key(name) for host in outlet.hosts for name in host.names)
    known = Profile.from_text(profile) if profile else Profile()
    labels = (_label(host) for host in hosts)
    names = {letters(one) for one in (outlet.name, outlet.id, *hosts, *labels)} | known.names()
    return Site(
        names=frozenset(names - {""}),
        hosts=hosts,
        native_id=outlet.article.native_id,
        profile=known,
        muted=frozenset(muted),
    )


def is_titled(seen: Sight, headline: str) -> bool:
    """Whether the page is called by the headline that the feed announced."""
    return bool(headline) and (share_of(headline, seen.title) or 0.0) >= ANNOUNCED


def is_announced(seen: Sight, headline: str) -> bool:
    """Whether the page is called by the headline, or bears it as its one great heading."""
    if is_titled(seen, headline):
        return True
    return bool(headline) and (share_of(headline, seen.heading) or 0.0) >= ANNOUNCED


def names_outlet(claims: Claims, site: Site) -> bool:
    """Whether the page calls its site by one of the outlet's names."""
    titles = (part for part in claims.title if not _DOMAIN.fullmatch(part))  # landers show it
    return any(is_own(one, site.names) for one in (*claims.names, *titles))


def page_evidence(
    seen: Sight, exchange: Exchange, site: Site, *, host: str, headline: str
) -> Iterator[Told]:
    """What speaks for another site, or for a page of the outlet that is no article.

    For pages that do not show the headline. A page that names the outlet is no other site's; where
    it is like none of its articles all the same, it is a notice of the outlet's own.
    """
    claims, faces = claims_of(seen), site.profile.witnesses(host, muted=site.muted)
    if names_outlet(claims, site):
        if faces:
            told = _unlike(seen, site.profile, faces, headline)
            yield from ((Reason.SOFT_404, one) for one in told)
        return
    told = _unlike(seen, site.profile, faces, headline)
    if _speaks_of(seen, site.names):
        yield from ((Reason.SOFT_404, one) for one in told)
        return
    if claims.names:
        says = f"it calls its site {claims.names[0][:60]!r}"
        yield Reason.WRONG_SITE, _other_name(claims.names, site, says)
    foreign = [one for one in _hosts(claims.addresses, exchange) if one not in site.hosts]
    if foreign:
        says = f"it says that its address is on {foreign[0]}"
        yield Reason.WRONG_SITE, Evidence(kind="address", weight=_OTHER_ADDRESS, says=says)
    yield from ((Reason.WRONG_SITE, one) for one in told)


def feed_evidence(
    exchange: Exchange, site: Site, *, title: str, links: Sequence[str]
) -> Iterator[Told]:
    """What speaks for a feed of another site: its title, whose links it shows, their numbers.

    Links with the outlet's numbers, or on a host of its name, are the outlet's though it moved.
    """
    if len(links) < _MIN_LINKS or is_own(title, site.names):
        return
    hosts = set(_hosts(links, exchange))
    is_numbered = site.native_id and any(_has_number(site.native_id, link) for link in links)
    if is_numbered or any(is_own(_label(host), site.names) for host in hosts - site.hosts):
        return
    if not hosts & site.hosts:
        says = f"none of its {len(links)} links is on a host of the outlet, but on {min(hosts)}"
        yield Reason.WRONG_SITE, Evidence(kind="links", weight=_FOREIGN_LINKS, says=says)
    elif site.native_id:
        says = f"none of its {len(links)} links bears a number as the outlet's articles do"
        yield Reason.WRONG_SITE, Evidence(kind="links", weight=_NO_NATIVE_ID, says=says)
    if title.strip():
        says = f"it is called {title[:60]!r}"
        yield Reason.WRONG_SITE, _other_name([title], site, says)


def _other_name(names: Iterable[str], site: Site, says: str) -> Evidence:
    """Another name weighs little where no name of the outlet is known in its script."""
    is_latin = any(_LATIN.search(letters(name)) for name in names)
    is_known = any(bool(_LATIN.search(name)) == is_latin for name in site.names)
    taught = _OTHER_NAME if site.profile.names() else _OTHER_NAME_UNTAUGHT
    return Evidence(kind="name", weight=taught if is_known else _OTHER_SCRIPT, says=says)


def _unlike(
    seen: Sight, profile: Profile, faces: Sequence[Face], headline: str
) -> Iterator[Evidence]:
    share = share_of(headline, seen.everything)
    is_absent = share is not None and share <= _ABSENT
    if is_absent:
        says = f"it says nothing of {headline[:60]!r}"
        yield Evidence(kind="headline", weight=_NO_HEADLINE, says=says)
    likeness = profile.likeness(look_of(seen.page)) if faces else 1.0
    if likeness >= UNLIKE:
        return
    weight = _UNLIKE if is_absent else _UNLIKE_UNANNOUNCED
    says = f"{likeness:.0%} like the pages filed from {faces[0].host}"
    yield Evidence(kind="likeness", weight=weight, says=says)
    usual = min(face.size for face in faces)
    if seen.n_letters < _SHORT * usual:
        says = f"{seen.n_letters} letters where {usual:.0f} are usual"
        yield Evidence(kind="length", weight=_LITTLE, says=says)


def _speaks_of(seen: Sight, names: Iterable[str]) -> bool:
    """Whether the words name the outlet; its domain is no name, landers show that."""
    said = letters(_DOMAIN.sub(" ", seen.everything))
    return any(name in said for name in names if len(name) >= 5)  # noqa: PLR2004 - no chance find


def _has_number(pattern: str, link: str) -> bool:
    try:
        return bool(re.search(pattern, path_of(link)))
    except BadInputError:
        return False


def _hosts(addresses: Iterable[str], exchange: Exchange) -> Iterator[str]:
    for address in addresses:
        try:
            yield host_key(host_of(join(exchange.final_url, address)))
        except BadInputError:
            continue


def _label(host: str) -> str:
    """The longest part of a host's name but its last: bbc of bbc.co.uk."""
    parts = host.partition(":")[0].split(".")
    return max(parts[:-1] or parts, key=len)


def teachable(seen: Sight, site: Site, *, host: str, headline: str) -> Look | None:
    """What a filed page teaches of its outlet's looks; None where it might be another's.

    It has to show its headline. What looks unlike all before teaches only by the outlet's name: so
    a redesign is followed, and another site's face is not learnt.
    """
    if not is_announced(seen, headline):
        return None
    claims = claims_of(seen)
    look = look_of(seen.page, names=(*claims.names, *claims.title), size=seen.n_letters)
    is_unlike = bool(site.profile.witnesses(host, muted=site.muted)) and (
        site.profile.likeness(look) < UNLIKE
    )
    return None if is_unlike and not names_outlet(claims, site) else look
