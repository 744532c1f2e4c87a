"""Where redirects lead that take an outlet's readers elsewhere: landers, block pages, banners.

A redirect to a host that is not the outlet's is never followed; its target alone says a lot.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from wireroom.errors import BadInputError
from wireroom.model import Evidence, Reason
from wireroom.urls import host_key, host_of, parse

Row = tuple[str, str, Reason, float, str]
_OONI = "OONI blocking-fingerprints"

# (host or its end, start of the path, verdict, weight, source)
PLACES: tuple[Row, ...] = (
    ("seizedservers.com", "", Reason.SEIZED, 1.0, "servers of ICE's seizure banners"),
    ("iprcenter.gov", "", Reason.SEIZED, 1.0, "banners of Operation In Our Sites"),
    ("sedo.com", "/search/details", Reason.PARKED, 1.0, "Sedo"),
    ("sedoparking.com", "", Reason.PARKED, 1.0, "Sedo"),
    ("dan.com", "/buy-domain", Reason.PARKED, 1.0, "Dan"),
    ("afternic.com", "/forsale", Reason.PARKED, 1.0, "Afternic"),
    ("hugedomains.com", "/domain_profile", Reason.PARKED, 1.0, "HugeDomains"),
    ("bodis.com", "", Reason.PARKED, 1.0, "Bodis"),
    ("parkingcrew.net", "", Reason.PARKED, 1.0, "ParkingCrew"),
    ("above.com", "", Reason.PARKED, 1.0, "Above"),
    ("undeveloped.com", "", Reason.PARKED, 1.0, "Undeveloped"),
    ("uniregistry.com", "/market", Reason.PARKED, 1.0, "Uniregistry"),
    ("domainmarket.com", "/buynow", Reason.PARKED, 1.0, "DomainMarket"),
    ("park.epik.com", "", Reason.PARKED, 1.0, "Epik"),
    ("mcc.godaddy.com", "/park", Reason.PARKED, 1.0, "GoDaddy"),
    ("forsale.godaddy.com", "", Reason.PARKED, 1.0, "GoDaddy"),
    ("searchhounds.com", "", Reason.PARKED, 1.0, "a parking service's adverts"),
    ("", "/lander", Reason.PARKED, 0.8, "GoDaddy's lander"),
    ("", "/cgi-sys/suspendedpage.cgi", Reason.PARKED, 1.0, "cPanel's suspended page"),
    ("", "/cgi-sys/defaultwebpage.cgi", Reason.PARKED, 1.0, "cPanel's first page"),
    ("peyvandha.ir", "", Reason.BLOCKED, 1.0, f"Iran ({_OONI}, ir_3)"),
    ("internet.ir", "", Reason.BLOCKED, 1.0, f"Iran ({_OONI}, ir_2)"),
    ("warning.rt.ru", "", Reason.BLOCKED, 1.0, f"Rostelecom ({_OONI}, ru_6)"),
    ("block.rt.ru", "", Reason.BLOCKED, 1.0, f"Rostelecom ({_OONI}, ru_25)"),
    ("block.ip.center.rt.ru", "", Reason.BLOCKED, 1.0, f"Rostelecom ({_OONI}, ru_52)"),
    ("blocked.mts.ru", "", Reason.BLOCKED, 1.0, f"MTS ({_OONI}, isp_ru_mts_forward)"),
    ("blocked.mgts.ru", "", Reason.BLOCKED, 1.0, f"MGTS ({_OONI}, ru_17)"),
    ("fz139.ttk.ru", "", Reason.BLOCKED, 1.0, f"TTK ({_OONI}, ru_29)"),
    ("t2blocked.com", "", Reason.BLOCKED, 1.0, f"Tele2 ({_OONI}, ru_26)"),
    ("t2rkn.com", "", Reason.BLOCKED, 1.0, f"Tele2 ({_OONI}, ru_28)"),
    ("m.megafonpro.ru", "", Reason.BLOCKED, 1.0, f"Megafon ({_OONI}, ru_74)"),
    ("forbidden.yota.ru", "", Reason.BLOCKED, 1.0, f"Yota ({_OONI}, ru_64)"),
    ("blocked.netbynet.ru", "", Reason.BLOCKED, 1.0, f"NetByNet ({_OONI}, ru_55)"),
    ("blocked.akado.ru", "", Reason.BLOCKED, 1.0, f"Akado ({_OONI}, ru_43)"),
    ("blocked.tinkoff.ru", "", Reason.BLOCKED, 1.0, f"Tinkoff ({_OONI}, ru_57)"),
    ("site-blocked.ru", "", Reason.BLOCKED, 1.0, f"Russia ({_OONI}, ru_9)"),
    ("zapret.westcall.net", "", Reason.BLOCKED, 1.0, f"Westcall ({_OONI}, ru_34)"),
    ("zapret.2090000.ru", "", Reason.BLOCKED, 1.0, f"Novotelecom ({_OONI}, ru_11)"),
    ("you-shall-not-pass.is74.ru", "", Reason.BLOCKED, 1.0, f"Intersvyaz ({_OONI}, ru_69)"),
    ("vk.com", "/blank.php?rkn=", Reason.BLOCKED, 1.0, f"Russia and Belarus ({_OONI}, by_3)"),
    ("a1.by", "/mininfo", Reason.BLOCKED, 1.0, f"A1, Belarus ({_OONI}, by_0)"),
    ("internet.mts.by", "/blocked", Reason.BLOCKED, 1.0, f"MTS, Belarus ({_OONI}, by_2)"),
    ("reestr.mitc.uz", "", Reason.BLOCKED, 1.0, f"Uzbekistan ({_OONI}, uz_0)"),
    ("bilgi.turktelekom.com.tr", "", Reason.BLOCKED, 1.0, f"Türk Telekom ({_OONI}, tr_3)"),
    ("lighthouse.du.ae", "", Reason.BLOCKED, 1.0, f"du, UAE ({_OONI}, ae_2)"),
    ("notify.bluecoat.com", "", Reason.BLOCKED, 1.0, f"Saudi Arabia ({_OONI}, sa_0)"),
    ("block.om", "", Reason.BLOCKED, 1.0, f"Oman ({_OONI}, om_0)"),
    ("siteblocked.om", "", Reason.BLOCKED, 1.0, f"Oman ({_OONI}, om_1)"),
    ("censor.qa", "", Reason.BLOCKED, 1.0, f"Qatar ({_OONI}, qa_1)"),
    ("restrict.kw.zain.com", "", Reason.BLOCKED, 1.0, f"Zain, Kuwait ({_OONI}, kw_0)"),
    ("blocked.fasttelco.net", "", Reason.BLOCKED, 1.0, f"FastTelco, Kuwait ({_OONI}, kw_1)"),
    ("viva.com.bh", "/static/block", Reason.BLOCKED, 1.0, f"VIVA, Bahrain ({_OONI}, bh_1)"),
    ("anonymous.com.bh", "", Reason.BLOCKED, 1.0, f"Batelco, Bahrain ({_OONI}, bh_0)"),
    ("deny.yemen.net.ye", "", Reason.BLOCKED, 1.0, f"YemenNet ({_OONI}, ye_1)"),
    ("notification.etisalat.com.eg", "", Reason.BLOCKED, 1.0, f"Etisalat, Egypt ({_OONI}, eg_0)"),
    ("internet-positif.org", "", Reason.BLOCKED, 1.0, f"Indonesia ({_OONI}, id_0)"),
    ("internetpositif.uzone.id", "", Reason.BLOCKED, 1.0, f"Indonesia ({_OONI}, id_1)"),
    ("trustpositif.kominfo.go.id", "", Reason.BLOCKED, 1.0, f"Indonesia ({_OONI}, id_95)"),
    ("warning.or.kr", "", Reason.BLOCKED, 1.0, f"Korea ({_OONI}, kr_2)"),
    ("notice.cuii.info", "", Reason.BLOCKED, 1.0, "Germany's CUII"),
    ("block.opendns.com", "", Reason.BLOCKED, 1.0, f"OpenDNS ({_OONI}, prod_cisco_opendns)"),
    ("", "/webadmin/deny", Reason.BLOCKED, 1.0, f"Netsweeper ({_OONI}, prod_netsweeper)"),
    ("", "/cgi-bin/blockpage.cgi", Reason.BLOCKED, 1.0, f"Forcepoint ({_OONI}, prod_forcepoint)"),
    ("", "/php/urlblock.php", Reason.BLOCKED, 1.0, f"Palo Alto ({_OONI}, prod_paloalto)"),
    ("", "/usercheck/portalmain", Reason.BLOCKED, 1.0, f"Check Point ({_OONI}, prod_checkpoint)"),
    ("geo.captcha-delivery.com", "", Reason.CHALLENGE, 1.0, "DataDome"),
    ("validate.perfdrive.com", "", Reason.CHALLENGE, 1.0, "Radware Bot Manager"),
    ("challenges.cloudflare.com", "", Reason.CHALLENGE, 1.0, "Cloudflare"),
    ("", "/cdn-cgi/challenge", Reason.CHALLENGE, 1.0, "Cloudflare"),
    ("", "/showcaptcha", Reason.CHALLENGE, 1.0, "Yandex"),
    ("", "/sorry/index", Reason.CHALLENGE, 0.8, "Google"),
    ("consent.google.com", "", Reason.LOGIN, 1.0, "Google's consent page"),
    ("consent.yahoo.com", "", Reason.LOGIN, 1.0, "Yahoo's consent page"),
    ("myprivacy.dpgmedia.nl", "", Reason.LOGIN, 1.0, "DPG Media's consent page"),
    ("accounts.google.com", "", Reason.LOGIN, 1.0, "Google's sign-in"),
    ("login.microsoftonline.com", "", Reason.LOGIN, 1.0, "Microsoft's sign-in"),
)
# What names and paths of such hosts have in common: (verdict, weight, source, pattern)
PATTERNS: tuple[tuple[str, Reason, float, str, str], ...] = (
    ("host", Reason.BLOCKED, 0.6, f"half of the hosts in {_OONI}",
     r"^(?:block(?:ed|page|ing)?|zapret|forbidden|den(?:y|ied)|restrict(?:ed)?|censor|rkn)[.-]"),
    ("path", Reason.BLOCKED, 0.5, f"paths in {_OONI}",
     r"^/(?:[\w-]+/)?(?:block(?:ed|page|ing)?|forbidden|(?:access[_-]?)?denied|rkn)(?:\.\w+|/|$)"),
    ("path", Reason.LOGIN, 0.6, "usual paths of walls",
     r"^/(?:[\w-]+/)?(?:log-?in|sign-?in|account/login|auth|consent|paywall)(?:\.\w+|/|$)"),
    ("path", Reason.SOFT_404, 0.6, "usual paths of error pages",
     r"^/(?:[\w-]+/)?(?:404|not-?found|page-not-found|error|errors/404)(?:\.\w+|/|$)"),
    ("query", Reason.PARKED, 0.6, "parking services count by the domain",
     r"[?&](?:domain|domainname|dn|utm_campaign)=[^&]*\b{host}\b"),
    ("query", Reason.BLOCKED, 0.4, f"block pages are told the page, {_OONI}",
     r"[?&](?:url|urlredir|accessurl|uref|origurl|src|dest_url|host)=[^&]*\b{host}\b"),
)  # fmt: skip


def evidence_of(target: str, *, instead_of: str) -> Iterator[tuple[Reason, Evidence]]:
    """What it says that a host redirects its page `instead_of` to the URL `target`."""
    try:
        there, asked = parse(target.lower()), host_key(host_of(instead_of))
        host = host_key(there.hostname)
    except BadInputError:
        return
    whole = f"{there.pathname}{there.search}"
    for place, start, reason, weight, source in PLACES:
        is_there = not place or host == place or host.endswith(f".{place}")
        if is_there and whole.startswith(start):
            yield reason, _evidence(weight, target, source)
    parts = {"host": host, "path": there.pathname, "query": unquote(there.search)}
    for part, reason, weight, source, pattern in PATTERNS:
        if re.search(pattern.replace("{host}", re.escape(asked)), parts[part]):
            yield reason, _evidence(weight, target, source)


def _evidence(weight: float, target: str, source: str) -> Evidence:
    return Evidence(kind="redirect", weight=weight, says=f"it leads to {target[:80]} ({source})")
