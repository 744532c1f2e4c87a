"""What was learned of an outlet's pages, as it lies in its file. Says nothing about how."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The selectors of the outlet's file under which a template was learned."""

    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Where an outlet's articles stand in its pages, and what between their lines is furniture.

    A look is ``tag.word.word`` (words of class, id and itemprop); a box without words is named by
    the way to it (``div.text>ul``, ``>p`` right in the container). `containers` are the looks of
    the elements that hold the body; the first that a page has counts. `left` are looks of boxes
    inside it in which no line is the article's. `kept` are lines that are: the look of their box
    and ``[plain]``, ``[link]`` or ``[bold]``, what they are as a whole; `left` has such, too. What
    neither names was never seen. `lines` are furniture word by word, as `fold_text` spells them.
    `doubt` is that of a text read by it (0 none, 1 all); `rules` are the outlet's own then.
    """

    containers: tuple[str, ...]
    kept: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    doubt: float = 0.0
    rules: Rules = Rules()
