"""Banners of police and prosecutors on domains they took."""

from wireroom.stages.fetch.wording.row import Row

_PRESSTV = "presstv.com, 2021-06-22"
_SAMOURAI = "samouraiwallet.com, 2024-04-24"
_OWN = "own translation of the US banner"

ROWS: tuple[Row, ...] = (
    ("en", "this domain has been seized", 1.0, _SAMOURAI),
    ("en", "this domain name has been seized", 1.0, "Operation In Our Sites, Europol, 2017-11-27"),
    ("en", "this website has been seized", 1.0, "FBI banners"),
    ("en", "this site has been seized", 1.0, "FBI banners"),
    ("en", "this hidden site has been seized", 1.0, "Silk Road, FBI, 2013-10-02"),
    ("en", "has been seized by the", 0.6, _PRESSTV),
    ("en", "in accordance with a seizure warrant", 0.6, f"{_PRESSTV}; {_SAMOURAI}"),
    ("en", "pursuant to a seizure", 0.6, "US Department of Justice, domain seizure banners"),
    ("en", "18 u.s.c.", 0.5, f"{_PRESSTV}; {_SAMOURAI}"),
    ("en", "bureau of industry and security", 0.3, _PRESSTV),
    ("en", "seized by law enforcement", 0.6, "Operation PowerOFF, FBI and NCA, 2018-12"),
    ("en", "domain seized", 0.8, "titles of US banners"),
    ("en", "seizure banner", 0.6, "file names of US banners' pictures"),
    ("en", "website that is under criminal investigation by the uk", 1.0,
     "PIPCU, City of London Police, 2014"),
    ("fa", "این دامنه توقیف شده است", 1.0, _OWN),
    ("fa", "این وب سایت توقیف شده است", 1.0, _OWN),
    ("fa", "این سایت توقیف شده است", 1.0, _OWN),
    ("fa", "توقیف شده است", 0.6, _OWN),
    ("ar", "تمت مصادرة هذا النطاق", 1.0, _OWN),
    ("ar", "تمت مصادرة هذا الموقع", 1.0, _OWN),
    ("ar", "تم الاستيلاء على هذا النطاق", 1.0, _OWN),
    ("ru", "этот домен был изъят", 1.0, _OWN),
    ("ru", "этот домен изъят", 1.0, _OWN),
    ("ru", "этот сайт был изъят", 1.0, _OWN),
    ("ru", "этот сайт конфискован", 1.0, _OWN),
    ("tr", "bu alan adına el konulmuştur", 1.0, _OWN),
    ("tr", "bu alan adına el konuldu", 1.0, _OWN),
    ("tr", "bu siteye el konulmuştur", 1.0, _OWN),
    ("zh", "该域名已被查封", 1.0, _OWN),
    ("zh", "此域名已被查封", 1.0, _OWN),
    ("zh", "本网站已被查封", 1.0, _OWN),
    ("zh", "该网站已被查封", 1.0, _OWN),
    ("es", "este dominio ha sido incautado", 1.0, _OWN),
    ("es", "este sitio web ha sido incautado", 1.0, _OWN),
    ("es", "esta página web ha sido intervenida", 1.0, "wording of the Policía Nacional"),
    ("fr", "ce domaine a été saisi", 1.0, _OWN),
    ("fr", "ce nom de domaine a été saisi", 1.0, _OWN),
    ("fr", "ce site a été saisi", 1.0, _OWN),
    ("de", "diese domain wurde beschlagnahmt", 1.0, _OWN),
    ("de", "diese webseite wurde beschlagnahmt", 1.0, _OWN),
    ("de", "diese website wurde beschlagnahmt", 1.0, _OWN),
    ("de", "die plattform und der kriminelle inhalt wurden", 1.0, "Bundeskriminalamt, 2019"),
    ("de", "die kriminalpolizei weist auf folgendes hin", 1.0, "kino.to, 2011-06-08"),
)  # fmt: skip
