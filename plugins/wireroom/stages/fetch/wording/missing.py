"""Pages that say with status 200 that there is no such page, or that the site is away."""

from wireroom.stages.fetch.wording.row import Row

_USUAL = "usual error pages"
_AWAY = "usual maintenance pages"

ROWS: tuple[Row, ...] = (
    ("en", "page not found", 1.0, _USUAL),
    ("en", "404 not found", 1.0, "web servers' error pages"),
    ("en", "page you requested could not be found", 1.0, _USUAL),
    ("en", "page you are looking for", 0.6, _USUAL),
    ("en", "page cannot be found", 1.0, "IIS's error page"),
    ("en", "that page can't be found", 1.0, "WordPress themes"),
    ("en", "nothing was found", 0.5, "WordPress themes"),
    ("en", "briefly unavailable for scheduled maintenance", 1.0, "WordPress"),
    ("en", "down for maintenance", 1.0, _AWAY),
    ("fa", "صفحه مورد نظر یافت نشد", 1.0, _USUAL),
    ("fa", "صفحه پیدا نشد", 1.0, _USUAL),
    ("fa", "صفحه مورد نظر شما یافت نشد", 1.0, _USUAL),
    ("ar", "الصفحة غير موجودة", 1.0, _USUAL),
    ("ar", "الصفحة التي تبحث عنها غير", 1.0, _USUAL),
    ("ar", "لم يتم العثور على الصفحة", 1.0, _USUAL),
    ("ru", "страница не найдена", 1.0, _USUAL),
    ("ru", "запрашиваемая страница не найдена", 1.0, _USUAL),
    ("ru", "такой страницы не существует", 1.0, _USUAL),
    ("tr", "sayfa bulunamadı", 1.0, _USUAL),
    ("tr", "aradığınız sayfa mevcut değil", 1.0, _USUAL),
    ("zh", "页面不存在", 1.0, _USUAL),
    ("zh", "找不到页面", 1.0, _USUAL),
    ("zh", "页面未找到", 1.0, _USUAL),
    ("es", "página no encontrada", 1.0, _USUAL),
    ("es", "la página que buscas no existe", 1.0, _USUAL),
    ("es", "no se ha encontrado la página", 1.0, _USUAL),
    ("fr", "page introuvable", 1.0, _USUAL),
    ("fr", "page non trouvée", 1.0, _USUAL),
    ("fr", "la page demandée n'existe pas", 1.0, _USUAL),
    ("de", "seite nicht gefunden", 1.0, _USUAL),
    ("de", "seite wurde nicht gefunden", 1.0, _USUAL),
    ("de", "seite konnte nicht gefunden werden", 1.0, _USUAL),
)
