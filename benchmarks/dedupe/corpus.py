"""Documents with the truth about them: which story each tells, and what made it."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from benchmarks.dedupe import edits, strangers, unseen
from benchmarks.dedupe.edits import Desk, Edit
from benchmarks.dedupe.samples import Sample
from benchmarks.dedupe.sentences import joined
from benchmarks.dedupe.strangers import Stranger
from benchmarks.dedupe.words import vocabularies

BEGIN_AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
N_OUTLETS = 12
N_COPIES = (0, 5)  # copies of one story
P_STRANGER = 0.35
FEWEST_OTHERS = 8  # articles of a language, before strangers are made in it
FEWEST_LINES = 8  # sentences of a text, before strangers are made of it or lines taken from it
N_TEMPLATED = 60
N_NEIGHBOURS = 60
Template = Callable[[int, random.Random], tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doc:
    """One article as it is filed; documents of one `story` are copies of one another."""

    name: str
    outlet: str
    title: str
    text: str
    published_at: datetime
    story: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A set of edits and strangers; the edits `later` are made by the outlet itself."""

    name: str
    edits: Mapping[str, Edit]
    strangers: Mapping[str, Stranger]
    neighbour: Stranger
    templated: Template
    later: Sequence[str]


TUNED = Generator(
    name="tuned", edits=edits.EDITS, strangers=strangers.STRANGERS,
    neighbour=strangers.neighbour, templated=strangers.templated, later=("update",),
)  # fmt: skip
UNSEEN = Generator(
    name="unseen", edits=unseen.EDITS, strangers=unseen.STRANGERS,
    neighbour=unseen.dressed_stranger, templated=unseen.templated, later=("correction",),
)  # fmt: skip


def corpus(found: Sequence[Sample], generator: Generator, *, seed: int) -> list[Doc]:
    """Stories with their copies and strangers, in an order of chance, a minute apart."""
    maker = _Maker(found, generator, random.Random(f"{generator.name} {seed}"))
    for sample in found:
        maker.add_story(sample)
    for _ in range(N_NEIGHBOURS):
        maker.add_neighbour()
    for number in range(N_TEMPLATED):
        made = generator.templated(number, maker.rng)
        maker.add(f"template {number}", "template", maker.outlet(), made)
    maker.rng.shuffle(maker.docs)
    return [
        replace(doc, published_at=BEGIN_AT + timedelta(minutes=number))
        for number, doc in enumerate(maker.docs)
    ]


class _Maker:
    """Adds one document after the other."""

    def __init__(self, found: Sequence[Sample], made_by: Generator, rng: random.Random) -> None:
        self.docs: list[Doc] = []
        self.rng = rng
        self._found, self._by = found, made_by
        self._words = vocabularies((s.language, s.text.plain()) for s in found)

    def outlet(self) -> str:
        """Any outlet."""
        return f"outlet{self.rng.randrange(N_OUTLETS)}"

    def add(self, story: str, made_by: str, outlet: str, copy: tuple[str, str]) -> None:
        """One document."""
        self.docs.append(Doc(
            name=f"d{len(self.docs)}", outlet=outlet, title=copy[0], text=copy[1],
            published_at=BEGIN_AT, story=story, made_by=made_by,
        ))  # fmt: skip

    def add_story(self, sample: Sample) -> None:
        """The original, its copies, and what looks like copies."""
        outlets = [f"outlet{n}" for n in self.rng.sample(range(N_OUTLETS), N_OUTLETS)]
        home, others = outlets[0], outlets[1:]
        self.add(sample.name, "original", home, (sample.title, sample.text.plain()))
        for name in self.rng.choices(list(self._by.edits), k=self.rng.randint(*N_COPIES)):
            outlet = home if name in self._by.later else self.rng.choice(others)
            self.add(
                sample.name, name, outlet, self._by.edits[name](sample, self._desk(sample, outlet))
            )
        for name, make in self._by.strangers.items():
            other = _other(self._found, sample, self.rng)
            if other and self.rng.random() < P_STRANGER:
                made = make(sample, other, self._desk(sample, home))
                self.add(f"{name} of {sample.name}", name, self.rng.choice(outlets), made)

    def add_neighbour(self) -> None:
        """A story of its own in an outlet's furniture."""
        sample, outlet = self.rng.choice(self._found), self.outlet()
        other = _other(self._found, sample, self.rng)
        if other:
            made = self._by.neighbour(sample, other, self._desk(sample, outlet))
            self.add(f"neighbour {len(self.docs)}", "neighbour", outlet, made)

    def _desk(self, sample: Sample, outlet: str) -> Desk:
        return Desk(rng=self.rng, words=self._words.get(sample.language, []), outlet=outlet)


def _other(found: Sequence[Sample], sample: Sample, rng: random.Random) -> Sample | None:
    """An article that nobody wrote: one sentence each from many others in the same language."""
    pool = [
        s
        for s in found
        if s.language == sample.language
        and s.name != sample.name
        and len(s.text.sentences()) >= FEWEST_LINES
    ]
    if len(pool) < FEWEST_OTHERS or len(sample.text.sentences()) < FEWEST_LINES:
        return None
    n_lines = min(len(pool), max(8, len(sample.text.sentences())))
    chosen = rng.sample(pool, n_lines)
    text = joined(rng.choice(one.text.sentences()) for one in chosen)
    return Sample(name="", language=sample.language, title=chosen[0].title, text=text)
