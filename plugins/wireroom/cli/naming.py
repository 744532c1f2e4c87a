"""What a person calls an article, as what the warehouse may know it under."""

from wireroom.errors import BadInputError
from wireroom.registry import Registry
from wireroom.stages.resolve import identify
from wireroom.urls import canonical


def article_keys(registry: Registry, url: str) -> list[str]:
    """Everything the article may be known under."""
    keys = [url]
    try:
        keys.append(canonical(url))
        found = (identify(outlet, url) for outlet in registry.outlets)
        keys += [key for one in found if one for key in (one.article_id, one.canonical_url)]
    except BadInputError:  # not a URL: an article id, then
        return keys
    return list(dict.fromkeys(keys))
