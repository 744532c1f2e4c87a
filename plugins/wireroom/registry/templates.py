"""What `wireroom learn` found of an outlet's pages, as its own file holds it."""

from typing import Annotated

from pydantic import Field

from wireroom.model import Rules, Template
from wireroom.registry.config import Config

Look = Annotated[str, Field(pattern=r"^[^\s\[\]]+$")]
Line = Annotated[str, Field(pattern=r"^[^\s\[\]]*(\[(plain|link|bold)\])?$", min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]


class LearnedRules(Config):
    """The selectors of the outlet's file when the template was learned."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


class LearnedTemplate(Config):
    """A template (model/templates.py has what its lists mean) and what it rests on.

    `n_articles` different articles were read; on each of them a template of the others gave lines
    that agree with the long way's by `agreement` (mean Jaccard index, 0 to 1).
    """

    n_articles: int = Field(ge=1)
    agreement: Share
    doubt: Share
    containers: tuple[Look, ...] = Field(min_length=1)
    kept: tuple[Line, ...] = Field(min_length=1)
    left: tuple[Line, ...] = ()
    lines: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    rules: LearnedRules = LearnedRules()

    @property
    def template(self) -> Template:
        """What the extractor reads by."""
        return Template(
            containers=self.containers,
            kept=self.kept,
            left=self.left,
            lines=self.lines,
            doubt=self.doubt,
            rules=Rules(drop=self.rules.drop, keep=self.rules.keep, body=self.rules.body),
        )


def learned_template(template: Template, *, n_articles: int, agreement: float) -> LearnedTemplate:
    """What the file of a template says."""
    rules = template.rules
    return LearnedTemplate(
        n_articles=n_articles,
        agreement=round(agreement, 3),
        doubt=template.doubt,
        containers=template.containers,
        kept=template.kept,
        left=template.left,
        lines=template.lines,
        rules=LearnedRules(drop=rules.drop, keep=rules.keep, body=rules.body),
    )
