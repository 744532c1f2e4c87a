"""Signs of who answered that are no wording: headers, pieces of markup, addresses, certificates.

Weights as in wording/: 1.0 decides by itself, less needs a second sign. A source per row.
"""

from wireroom.model import Reason

# What a status suggests beside what its page says: (status, verdict, weight, source)
STATUSES: tuple[tuple[int, Reason, float, str], ...] = (
    (451, Reason.BLOCKED, 1.0, "unavailable for legal reasons, RFC 7725"),
    (403, Reason.CHALLENGE, 0.4, "Cloudflare: challenge pages are sent with 403"),
    (503, Reason.CHALLENGE, 0.4, "Cloudflare's waiting page before 2022, DDoS-Guard"),
    (429, Reason.CHALLENGE, 0.4, "too many requests, RFC 6585"),
)
# (header, part of its value in lower case, verdict, weight, source)
HEADERS: tuple[tuple[str, str, Reason, float, str], ...] = (
    ("cf-mitigated", "challenge", Reason.CHALLENGE, 1.0, "Cloudflare: detect a challenge page"),
    ("x-amzn-waf-action", "", Reason.CHALLENGE, 1.0, "AWS WAF: captcha and challenge actions"),
    ("server", "ddos-guard", Reason.CHALLENGE, 0.4, "DDoS-Guard"),
    ("x-sucuri-block", "", Reason.CHALLENGE, 1.0, "Sucuri"),
    ("x-adblock-key", "", Reason.PARKED, 1.0, "ParkingCrew and Bodis"),
    ("x-redirect", "parked", Reason.PARKED, 0.6, "parking services"),
    ("server", "parkingcrew", Reason.PARKED, 1.0, "ParkingCrew"),
    ("server", "wirefilter", Reason.BLOCKED, 1.0, "OONI blocking-fingerprints, ae_0"),
    ("server", "olfeo", Reason.BLOCKED, 1.0, "OONI blocking-fingerprints, fr_2"),
    ("x-app-url", "blocked.netalerts.io", Reason.BLOCKED, 1.0, "OONI blocking-fingerprints, de_1"),
    ("link", 'rel="blocked-by"', Reason.BLOCKED, 1.0, "RFC 7725, section 4"),
    ("www-authenticate", "", Reason.LOGIN, 0.6, "RFC 9110, section 11.6.1"),
)
# (part of the page in lower case, verdict, weight, source)
MARKUP: tuple[tuple[bytes, Reason, float, str], ...] = (
    (b"http://10.10.34.3", Reason.BLOCKED, 1.0, "Iran's frame (OONI blocking-fingerprints, ir_0)"),
    (b"http://[d0:0:0:0:0:0:0:11", Reason.BLOCKED, 1.0, "Iran's frame by IPv6 (OONI, ir_1)"),
    (b"peyvandha.ir", Reason.BLOCKED, 1.0, "Iran's block page (OONI, ir_3)"),
    (b"internet.ir/1-2", Reason.BLOCKED, 1.0, "Iran's block page (OONI, ir_2)"),
    (b"/webadmin/deny/", Reason.BLOCKED, 1.0, "Netsweeper (OONI, prod_netsweeper_inject_2)"),
    (b"blocking-web-server.isu.net.sa", Reason.BLOCKED, 1.0, "Saudi Arabia (OONI, sa_2)"),
    (b"lighthouse.du.ae", Reason.BLOCKED, 1.0, "du, UAE (OONI, isp_ae_du_surfsafely)"),
    (b"proxy.etisalat.ae", Reason.BLOCKED, 1.0, "Etisalat, UAE (OONI, isp_ae_etisalat_block)"),
    (b"subblock.mts.ru", Reason.BLOCKED, 1.0, "MTS, Russia (OONI, ru_3)"),
    (b"eais.rkn.gov.ru", Reason.BLOCKED, 0.6, "Russian stubs link the register (OONI, ru_5)"),
    (b"rkn.gov.ru", Reason.BLOCKED, 0.5, "Russian stubs link the register"),
    (b"page-blocage-terrorisme", Reason.BLOCKED, 1.0, "France (OONI, fr_0)"),
    (b"notice.cuii.info", Reason.BLOCKED, 1.0, "Germany's CUII"),
    (b"/cdn-cgi/challenge-platform/", Reason.CHALLENGE, 0.6, "Cloudflare's challenge"),
    (b"_cf_chl_opt", Reason.CHALLENGE, 1.0, "Cloudflare's challenge"),
    (b"_incapsula_resource", Reason.CHALLENGE, 1.0, "Imperva Incapsula"),
    (b"captcha-delivery.com", Reason.CHALLENGE, 1.0, "DataDome"),
    (b"/.within.website/x/cmd/anubis", Reason.CHALLENGE, 1.0, "Anubis"),
    (b"_pxappid", Reason.CHALLENGE, 0.6, "HUMAN (PerimeterX)"),
    (b"sedoparking.com", Reason.PARKED, 1.0, "Sedo's lander"),
    (b"parkingcrew.net", Reason.PARKED, 1.0, "ParkingCrew's lander"),
    (b"bodiscdn.com", Reason.PARKED, 1.0, "Bodis' lander"),
    (b"window.park =", Reason.PARKED, 1.0, "Bodis' lander"),
    (b"data-adblockkey", Reason.PARKED, 1.0, "landers that ask AdBlock for leave"),
    (b'window.location.href="/lander"', Reason.PARKED, 1.0, "GoDaddy's lander"),
    (b"hugedomains.com/domain_profile", Reason.PARKED, 1.0, "HugeDomains"),
    (b"seizedservers.com", Reason.SEIZED, 1.0, "servers of ICE's seizure banners"),
)
# Addresses that are given for the names of blocked sites: (address, verdict, weight, source)
ADDRESSES: tuple[tuple[str, Reason, float, str], ...] = (
    ("10.10.34.34", Reason.BLOCKED, 1.0, "Iran (OONI blocking-fingerprints, ir_4)"),
    ("10.10.34.35", Reason.BLOCKED, 1.0, "Iran (OONI blocking-fingerprints, ir_5)"),
    ("10.10.34.36", Reason.BLOCKED, 1.0, "Iran, beside the two others"),
    ("195.175.254.2", Reason.BLOCKED, 1.0, "Turkey (OONI blocking-fingerprints, tr_6)"),
    ("62.33.207.196", Reason.BLOCKED, 1.0, "Russia (OONI blocking-fingerprints, ru_97)"),
    ("62.33.207.197", Reason.BLOCKED, 1.0, "Russia (OONI blocking-fingerprints, ru_98)"),
    ("5.3.3.17", Reason.BLOCKED, 1.0, "ER-Telecom, Russia (OONI blocking-fingerprints, ru_96)"),
    ("212.1.226.59", Reason.BLOCKED, 1.0, "NetByNet, Russia (OONI blocking-fingerprints, ru_93)"),
    ("83.224.65.74", Reason.BLOCKED, 1.0, "Italy, AGCOM (OONI, dns_nat_it_agcom_block)"),
    ("146.112.61.106", Reason.BLOCKED, 1.0, "OpenDNS (OONI, dns_prod_opendns_1)"),
)
# What OpenSSL says of a certificate that is not believed: (words, weight, what it may mean, source)
CERTIFICATES: tuple[tuple[str, float, str, str], ...] = (
    ("hostname mismatch", 0.5, "another name's certificate: another site may answer",
     "OpenSSL, X509_V_ERR_HOSTNAME_MISMATCH"),
    ("ip address mismatch", 0.5, "another name's certificate: another site may answer",
     "OpenSSL, X509_V_ERR_IP_ADDRESS_MISMATCH"),
    ("self-signed certificate", 0.5, "nobody vouches for it: a block page or a captive portal",
     "OpenSSL, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT"),
    ("self signed certificate", 0.5, "nobody vouches for it: a block page or a captive portal",
     "OpenSSL before 3.0"),
    ("unable to get local issuer", 0.3, "an unknown authority, or an incomplete chain",
     "OpenSSL, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY"),
    ("certificate has expired", 0.1, "usually a forgotten renewal",
     "OpenSSL, X509_V_ERR_CERT_HAS_EXPIRED"),
)  # fmt: skip
