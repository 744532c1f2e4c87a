"""Hosts that show the same page for every path, as a table: status, headers, template.

The headers are those of the pages they imitate; every page is in templates/.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType

from wireroom.demo.hostile.kinds import Kind
from wireroom.demo.pages.parts import template
from wireroom.demo.web import HTML, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """One page for every path."""

    template: str
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


# developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
_CHALLENGED = MappingProxyType(
    {
        "Server": "cloudflare",
        "CF-RAY": "8f00c0ffee00beef-FRA",
        "cf-mitigated": "challenge",
        "Cache-Control": "private, max-age=0, no-store, no-cache, must-revalidate",
    }
)
_CHALLENGE = "hostile_challenge"
BANNERS: Mapping[Kind, Banner] = MappingProxyType(
    {
        Kind.SEIZED: Banner(template="seized"),
        Kind.PARKED: Banner(template="hostile_parked", headers={"Server": "openresty"}),
        Kind.BLOCKED: Banner(template="hostile_blocked"),
        # RFC 7725, section 4: the link names the one who blocks.
        Kind.BLOCKED_451: Banner(
            template="hostile_blocked",
            status=HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
            headers={"Link": '<https://register.authority.test/>; rel="blocked-by"'},
        ),
        Kind.CHALLENGE: Banner(
            template=_CHALLENGE, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=_CHALLENGED
        ),
        Kind.CHALLENGE_403: Banner(
            template=_CHALLENGE, status=HTTPStatus.FORBIDDEN, headers=_CHALLENGED
        ),
        Kind.CHALLENGE_200: Banner(template=_CHALLENGE, headers={"Server": "cloudflare"}),
        Kind.SOFT_404: Banner(template="hostile_not_found"),
    }
)


def banner_reply(kind: Kind) -> Reply | None:
    """Return the one page that a host of this kind has; None where it has more."""
    banner = BANNERS.get(kind)
    if banner is None:
        return None
    content = template(banner.template).substitute().encode()
    headers = {"Content-Type": HTML, **banner.headers}
    return Reply(status=banner.status, content=content, headers=headers)
