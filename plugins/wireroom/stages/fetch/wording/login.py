"""Walls before a page: log in, consent."""

from wireroom.stages.fetch.wording.row import Row

_USUAL = "usual login walls"
_GOOGLE = "Google's consent page"

ROWS: tuple[Row, ...] = (
    ("en", "log in to continue", 1.0, _USUAL),
    ("en", "sign in to continue", 1.0, _USUAL),
    ("en", "please log in", 0.6, _USUAL),
    ("en", "before you continue to", 1.0, _GOOGLE),
    ("en", "we and our partners", 0.3, "consent walls by IAB's TCF"),
    ("en", "accept all cookies", 0.3, "consent walls"),
    ("fa", "برای ادامه وارد شوید", 1.0, _USUAL),
    ("fa", "برای ادامه وارد حساب کاربری خود شوید", 1.0, _USUAL),
    ("ar", "سجل الدخول للمتابعة", 1.0, _USUAL),
    ("ar", "يرجى تسجيل الدخول للمتابعة", 1.0, _USUAL),
    ("ru", "войдите, чтобы продолжить", 1.0, _USUAL),
    ("ru", "авторизуйтесь, чтобы продолжить", 1.0, _USUAL),
    ("tr", "devam etmek için giriş yapın", 1.0, _USUAL),
    ("tr", "devam etmek için oturum açın", 1.0, _USUAL),
    ("zh", "请登录后继续", 1.0, _USUAL),
    ("zh", "请先登录后查看", 1.0, _USUAL),
    ("es", "inicia sesión para continuar", 1.0, _USUAL),
    ("es", "antes de ir a google", 1.0, _GOOGLE),
    ("fr", "connectez-vous pour continuer", 1.0, _USUAL),
    ("fr", "avant d'accéder à google", 1.0, _GOOGLE),
    ("de", "melden sie sich an, um fortzufahren", 1.0, _USUAL),
    ("de", "bevor sie zu google weitergehen", 1.0, _GOOGLE),
    ("de", "bitte melden sie sich an", 0.6, _USUAL),
)
