"""An outlet's hosts, and how each of them spells the outlet's paths.

A host may stand for several: ``{language}.example.net`` with its languages. What is written here is
checked as far as a file can be; stages/resolve reads and spells URLs by it.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from wireroom.registry.config import Config, Pattern, bare_host
from wireroom.urls import path_of

LANGUAGE = "{language}"
# Each language as the host spells it; a DNS label (RFC 1123 2.1) of a code's or a word's length.
_LANGUAGE = r"^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$"
_FIELD = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_MARK = "x9field9x"  # stands for a field where a URL parser has to take it for text


def field_names(template: str) -> list[str]:
    """The names of a template's fields, in order: ``/d/{id}-{slug}`` has id and slug."""
    return _FIELD.findall(template)


def _host_template(value: str) -> str:
    if re.search(r"[{}]", value.replace(LANGUAGE, "")):
        raise ValueError(f"has a brace that is not {LANGUAGE}; write {LANGUAGE}.example.net")
    if LANGUAGE not in value:
        return bare_host(value)
    host = bare_host(value.replace(LANGUAGE, _MARK))
    (label, *others) = [part for part in host.split(".") if _MARK in part] or [""]
    if others or label.count(_MARK) != 1 or label.startswith("xn--"):
        raise ValueError(
            f"cannot stand for one host per language; write {LANGUAGE} once, in an ASCII part,"
            f" as {LANGUAGE}.example.net"
        )
    return host.replace(_MARK, LANGUAGE)


def _path_template(value: str) -> str:
    """The template in the spelling that URLs have everywhere here (urls.canonical)."""
    if re.search(r"[{}]", _FIELD.sub("", value)):
        raise ValueError("has a brace that belongs to no field; write fields as {name}")
    literals = path_of("https://host.invalid" + _FIELD.sub(_MARK, value)).split(_MARK)
    names = field_names(value)
    if len(literals) != len(names) + 1:
        raise ValueError(
            "loses a field where URLs are made canonical; write a path and its query, without"
            " fragment, `..` and tracking parameters"
        )
    fields = [f"{{{name}}}" for name in names]
    return "".join(part for pair in zip(literals, [*fields, ""], strict=True) for part in pair)


def _prefix(value: str) -> str:
    if value and set(field_names(value)) - {"language"}:
        raise ValueError(f"has a field that is not {LANGUAGE}; write fields in home and here")
    return _path_template(value) if value else value


def _field_pattern(value: str) -> str:
    try:
        is_whole = re.compile(f"(?P<field>{value})").groups == 1
    except re.error as error:
        raise ValueError(f"cannot stand inside of a pattern: {error}; mend it") from error
    if not is_whole:
        raise ValueError("has a group of its own; write (?:...) for (...)")
    return value


PathTemplate = Annotated[str, Field(pattern="^/"), AfterValidator(_path_template)]
FieldPattern = Annotated[Pattern, AfterValidator(_field_pattern)]
FieldName = Annotated[str, Field(pattern="^[a-z_][a-z0-9_]*$")]
Language = Annotated[str, Field(pattern=_LANGUAGE)]


class Role(StrEnum):
    """What a host is to its outlet."""

    ORIGIN = "origin"
    MIRROR = "mirror"
    RETIRED = "retired"


class Rewrite(Config):
    """How an outlet path is spelled on a mirror; without it the path stays as it is.

    `prefix` stands before the path: ``/www.outlet.com`` for a proxy that serves
    ``https://proxy/www.outlet.com/...``; it may hold ``{language}``. `home` and `here` are the path
    (with its query) on the origin and on this host, with the same `fields`, each a regular
    expression: ``home: /Detail/{rest}, here: /d/{rest}, fields: {rest: .+}``.
    """

    prefix: Annotated[str, AfterValidator(_prefix)] = Field(
        default="", pattern=r"^(/[^?#]*[^/?#])?$"
    )
    home: PathTemplate | None = None
    here: PathTemplate | None = None
    fields: dict[FieldName, FieldPattern] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.prefix, self.home, self.here, *self.fields.items()))

    @model_validator(mode="after")
    def _reversible(self) -> "Rewrite":
        if (self.home is None) != (self.here is None):
            there, lacking = ("here", "home") if self.home is None else ("home", "here")
            raise ValueError(f"has {there} without {lacking}; write both or neither")
        home, here = (field_names(text or "") for text in (self.home, self.here))
        doubled = {name for names in (home, here) for name in names if names.count(name) > 1}
        if doubled:
            raise ValueError(f"has the field {min(doubled)} twice on one side; name one otherwise")
        if set(home) ^ set(here):
            name = min(set(home) ^ set(here))
            raise ValueError(f"has the field {name} on one side only; write it in home and here")
        if lacking_patterns := set(home) - set(self.fields):
            name = min(lacking_patterns)
            raise ValueError(f"has no pattern for {name}; add it to fields, as {{{name}: '.+'}}")
        if unused := set(self.fields) - set(home):
            raise ValueError(f"uses the field {min(unused)} nowhere; write it in home and here")
        return self


def _how_many(value: Any) -> str:  # noqa: ANN401 - whatever the file says
    return "several" if isinstance(value, list | tuple) else "one"


REWRITE_TAGS = frozenset({"one", "several"})
"""What pydantic puts into an error's location between `rewrite` and what stands in the file."""

Rewrites = Annotated[
    Annotated[Rewrite, Tag("one")]
    | Annotated[Annotated[tuple[Rewrite, ...], Field(min_length=1)], Tag("several")],
    Discriminator(_how_many),
]


class Host(Config):
    """One domain of an outlet, or one per language.

    Retired hosts are never asked, but links to them are re-homed. `languages` are what
    ``{language}`` stands for, in `host` or in a prefix; on a mirror without it the one language
    that it serves. Of several rewrites the first that matches counts.
    """

    host: Annotated[str, AfterValidator(_host_template)]
    role: Role
    scheme: str = Field(default="https", pattern="^https?$")
    rewrite: Rewrites = Rewrite()
    languages: tuple[Language, ...] = Field(default=(), validate_default=True)
    serves_feeds: bool = True
    serves_articles: bool = True
    until: date | None = None
    note: str = ""

    @field_validator("languages")
    @classmethod
    def _told_apart(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not {"host", "rewrite"} <= info.data.keys():
            return value  # they are wrong in themselves, which is told already
        host, rewrites = info.data["host"], _several(info.data["rewrite"])
        with_language = [LANGUAGE in rewrite.prefix for rewrite in rewrites]
        is_template = LANGUAGE in host or any(with_language)
        if is_template and not value:
            raise ValueError(f"must say what {LANGUAGE} stands for; list them, as [en, fa]")
        if not is_template and len(value) > 1:
            raise ValueError(
                f"nothing tells them apart; write {LANGUAGE} in host or prefix, or list one"
            )
        if is_template and LANGUAGE not in host and not all(with_language):
            raise ValueError(
                f"one of the rewrites does not tell them apart; write {LANGUAGE} in each prefix"
            )
        if len(set(value)) < len(value):
            raise ValueError("one language stands twice; drop one of the two")
        for language in value:
            bare_host(host.replace(LANGUAGE, language))
        return value

    @property
    def rewrites(self) -> tuple[Rewrite, ...]:
        """The rewrites, in the order in which they are tried."""
        return _several(self.rewrite)

    @property
    def is_template(self) -> bool:
        """Whether it stands for one host or prefix per language."""
        return any(LANGUAGE in text for text in (self.host, *(r.prefix for r in self.rewrites)))

    @property
    def names(self) -> tuple[str, ...]:
        """The hosts it stands for, as they are asked."""
        if LANGUAGE not in self.host:
            return (self.host,)
        return tuple(self.name_in(language) for language in self.languages)

    @property
    def concrete(self) -> tuple["Host", ...]:
        """Each host it stands for as a host of its own: with one language, and no template."""
        if LANGUAGE not in self.host:
            return (self,)
        return tuple(
            self.model_copy(update={"host": self.name_in(language), "languages": (language,)})
            for language in self.languages
        )

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Every path prefix under which it serves the outlet; "" holds every path."""
        return tuple(
            dict.fromkeys(
                rewrite.prefix.replace(LANGUAGE, language)
                for rewrite in self.rewrites
                for language in self.languages or ("",)
            )
        )

    def name_in(self, language: str | None) -> str:
        """The host that serves a language."""
        return self.host.replace(LANGUAGE, language or "")


def _several(rewrite: Rewrite | tuple[Rewrite, ...]) -> tuple[Rewrite, ...]:
    return rewrite if isinstance(rewrite, tuple) else (rewrite,)
