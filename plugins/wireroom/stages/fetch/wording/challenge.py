"""Pages on which a content network tests whether a person asks."""

from wireroom.stages.fetch.wording.row import Row

_ANUBIS = "Anubis, lib/localization"
_CLOUDFLARE = "Cloudflare's waiting page"
_OWN = "own translation of Cloudflare's page"

ROWS: tuple[Row, ...] = (
    ("en", "just a moment...", 1.0, _CLOUDFLARE),
    ("en", "checking your browser before accessing", 1.0, "Cloudflare and DDoS-Guard"),
    ("en", "checking your browser", 0.6, "Cloudflare and DDoS-Guard"),
    ("en", "verify you are human", 1.0, "Cloudflare Turnstile"),
    ("en", "verifying you are human", 1.0, "Cloudflare Turnstile"),
    ("en", "enable javascript and cookies to continue", 1.0, _CLOUDFLARE),
    ("en", "attention required! | cloudflare", 1.0, "Cloudflare's refusal"),
    ("en", "sorry, you have been blocked", 1.0, "Cloudflare's refusal"),
    ("en", "ddos protection by", 0.6, "Cloudflare and DDoS-Guard"),
    ("en", "request unsuccessful. incapsula incident", 1.0, "Imperva Incapsula"),
    ("en", "access denied - sucuri website firewall", 1.0, "Sucuri"),
    ("en", "pardon our interruption", 1.0, "Imperva's bot page"),
    ("en", "access denied you don't have permission to access", 1.0, "Akamai"),
    ("en", "making sure you're not a bot!", 1.0, _ANUBIS),
    ("en", "are you a robot", 0.6, "captcha pages"),
    ("fa", "در حال بررسی مرورگر شما", 1.0, "ArvanCloud's waiting page"),
    ("fa", "تأیید کنید که ربات نیستید", 1.0, "captcha forms"),
    ("fa", "تأیید کنید انسان هستید", 1.0, "own translation of Turnstile"),
    ("ar", "جار التحقق من متصفحك", 1.0, _OWN),
    ("ar", "يرجى التحقق من أنك إنسان", 1.0, "captcha forms"),
    ("ar", "يتم التحقق من أنك إنسان", 1.0, _OWN),
    ("ru", "проверка браузера перед", 1.0, "DDoS-Guard's waiting page"),
    ("ru", "подтвердите, что вы не робот", 1.0, "Yandex SmartCaptcha"),
    ("ru", "подтвердите, что запросы отправляли вы, а не робот", 1.0, "Yandex SmartCaptcha"),
    ("ru", "запросы с вашего устройства похожи на автоматические", 1.0, "Yandex SmartCaptcha"),
    ("ru", "проверяем, что вы не бот", 1.0, _ANUBIS),
    ("tr", "tarayıcınız kontrol ediliyor", 1.0, _OWN),
    ("tr", "bot olmadığınızdan emin oluyoruz", 1.0, _ANUBIS),
    ("tr", "robot olmadığınızı doğrulayın", 0.8, "captcha forms"),
    ("zh", "正在检查您的浏览器", 1.0, "Cloudflare in Chinese"),
    ("zh", "请完成安全验证", 1.0, "Chinese networks' captcha pages"),
    ("zh", "正在确认你是不是机器人", 1.0, _ANUBIS),
    ("es", "verifique que usted es un ser humano", 1.0, "Cloudflare in Spanish"),
    ("es", "comprobando su navegador", 1.0, "Cloudflare in Spanish"),
    ("es", "asegurándonos de que no eres un robot", 1.0, _ANUBIS),
    ("fr", "vérification de votre navigateur", 1.0, "Cloudflare in French"),
    ("fr", "vérifiez que vous êtes humain", 1.0, "Cloudflare in French"),
    ("fr", "vérification que vous n'êtes pas un robot", 1.0, _ANUBIS),
    ("de", "ihr browser wird geprüft", 1.0, _ANUBIS),
    ("de", "ihr browser wird überprüft", 1.0, "Cloudflare in German"),
    ("de", "bestätigen sie, dass sie ein mensch sind", 1.0, "Cloudflare in German"),
)  # fmt: skip
