"""How well a template gives what the long way gives, on pages it was not learned from."""

from collections.abc import Collection, Iterator, Sequence

from wireroom.model import Template, fold_text
from wireroom.stages.extract.template.applying import applied, container_in
from wireroom.stages.extract.template.learning import Observation, learn


def left_one_out(seen: Sequence[Observation]) -> Iterator[float | None]:
    """For each article, how its lines agree with a template of all the others.

    The Jaccard index, 0 to 1; None where the template finds no body and the long way is taken.
    """
    for number, one in enumerate(seen):
        others = [*seen[:number], *seen[number + 1 :]]
        yield fit(learn(others), one) if others else None


def fit(template: Template, one: Observation) -> float | None:
    """The agreement on one page; lines that the template knows as furniture are in neither."""
    container = container_in(template, one.page)
    if container is None:
        return None
    found = applied(template, one.page, container)
    if found.is_strange:
        return None
    by_template = _lines(one, found.taken)
    by_long_way = _lines(one, one.taken) - set(template.lines)
    both = by_template | by_long_way
    return len(by_template & by_long_way) / len(both) if both else 1.0


def _lines(one: Observation, blocks: Collection[int]) -> set[str]:
    return {fold_text(one.page.texts[block]) for block in blocks}
