"""The registry: which outlets, feeds, mirrors and desks there are, as pydantic models.

YAML is their spelling (one ``<id>.yaml`` per outlet, ``desks.yaml`` beside them); the JSON Schema
is generated from them. Nothing here reads a file: see adapters/outlets.py for that.
"""

from wireroom.registry.config import Config
from wireroom.registry.hosts import LANGUAGE, REWRITE_TAGS, Host, Rewrite, Role, field_names
from wireroom.registry.outlets import (
    DEFAULT_DESK,
    ID_PATTERN,
    ArticleUrls,
    CleaningRules,
    Desk,
    Desks,
    Feed,
    Outlet,
    Politeness,
    Registry,
    outlet_schema,
)
from wireroom.registry.sweeps import PagedFeed, Sweep, Wayback
from wireroom.registry.templates import LearnedTemplate, learned_template

__all__ = [
    "DEFAULT_DESK",
    "ID_PATTERN",
    "LANGUAGE",
    "REWRITE_TAGS",
    "ArticleUrls",
    "CleaningRules",
    "Config",
    "Desk",
    "Desks",
    "Feed",
    "Host",
    "LearnedTemplate",
    "Outlet",
    "PagedFeed",
    "Politeness",
    "Registry",
    "Rewrite",
    "Role",
    "Sweep",
    "Wayback",
    "field_names",
    "learned_template",
    "outlet_schema",
]
