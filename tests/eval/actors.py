"""Score who is meant by the mentions of actors: ``python tests/eval/actors.py [--errors N] [--only dev|held]``.

The set is ``actors/dev.tsv`` and ``actors/held.tsv``: mentions in running articles of the evaluation data, which is not part of the
repository and is looked for in ``shared/eval`` beside it. A row holds the task whose file has the article, the article's id, the
half-open span of the mention in code points of its text, the mention's own words, and who is meant:

``ID``
    the actor of the registry; ``A/B`` where either is right.
``new:NAME``
    one that the registry does not have.
``generic:KIND``
    an actor of that kind who is rightly not named ("gunmen"): nothing in the article says who it is, or several are meant.
``none``
    no actor ("civilians", "the international community").

Government, armed forces and police of a state are three actors. Authorities are the government, security and intelligence services the
armed forces; a ministry or an army's command is these too, and is right as itself where the registry has it. A council that speaks for a
rebellion is the rebellion's actor. A capital that says or does is its government.

Each label is met by the mention found that shares most characters with it, if any. Three measures, and two for what has no name:

answered
    of the labels that name somebody, in the registry or not: the share for which an actor of the registry is given.
right
    of all labels for which an actor is given, those without a name among them: the share for which it is the one labelled.
typed
    of the generic labels: the share found, left unnamed, and of the kind labelled.
clean
    of the labels that are no actor: the share for which no actor is given.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.actors import KINDS, actors_in, load_registry
from dateline.analysis.parse import analyse
from dateline.records import Article, FoundActor

HERE = Path(__file__).parent
LABELS = HERE / "actors"
#: The evaluation data, beside the checkout.
DATA = HERE.parents[2] / "shared" / "eval"
SETS = ("dev", "held")
#: Sets whose misses may be looked at; the held mentions are scored and not read.
OPEN_SETS = ("dev",)
COLUMNS = ("task", "article", "start", "end", "words", "actor")
#: The file of articles that a task of the evaluation data has.
FILES = {"wire": "wire/articles.jsonl", "attacks": "attacks/docs.jsonl"}

Finder = Callable[[Article], Sequence[FoundActor]]


class ActorLabelError(ValueError):
    """A file of the set breaks the format; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Label:
    """A mention of an article and who is meant by it."""

    task: str
    article: str
    start: int
    end: int
    words: str
    actor: str

    @property
    def ids(self) -> frozenset[str]:
        """The actors of the registry that are right; none where the label names nobody it has."""
        return frozenset() if self.actor == "none" or ":" in self.actor else frozenset(self.actor.split("/"))

    @property
    def kind(self) -> str | None:
        """The kind of an actor who is rightly not named."""
        return self.actor.removeprefix("generic:") if self.actor.startswith("generic:") else None

    @property
    def names(self) -> bool:
        """Whether the mention means somebody who has a name."""
        return bool(self.ids) or self.actor.startswith("new:")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label and what was found for it."""

    label: Label
    found: FoundActor | None

    @property
    def given(self) -> str | None:
        """The actor of the registry that is given."""
        return self.found.actor_id if self.found is not None else None

    @property
    def right(self) -> bool:
        """Whether all is as labelled."""
        if self.label.kind is not None:
            return self.found is not None and self.given is None and self.found.kind == self.label.kind
        return self.given in self.label.ids if self.label.names else self.given is None


def read_labels(path: Path) -> Iterator[Label]:
    """Read a file of the set.

    Raises:
        ActorLabelError: naming file, line and what is wrong with it; also when two labels of an article overlap.
    """
    last: tuple[str, int] = ("", 0)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if cells == COLUMNS:
            continue
        where = f"{path.name}:{number}"
        if len(cells) != len(COLUMNS):
            raise ActorLabelError(f"{where}: {len(cells)} cells for {len(COLUMNS)} columns: {line!r}; part them by tabs")
        label = Label(cells[0], cells[1], int(cells[2]), int(cells[3]), cells[4], cells[5])
        if label.task not in FILES:
            raise ActorLabelError(f"{where}: no task {label.task!r}; there are {', '.join(FILES)}")
        if label.end - label.start != len(label.words) or (label.kind is not None and label.kind not in KINDS):
            raise ActorLabelError(f"{where}: {label.words!r} does not fit its span, or {label.actor!r} has no kind of the registry's")
        if label.article == last[0] and label.start < last[1]:
            raise ActorLabelError(f"{where}: {label.words!r} overlaps the label before it, or stands out of order")
        last = label.article, label.end
        yield label


def missing(data: Path = DATA) -> str | None:
    """Say in one line which file of the evaluation data is not there, or return ``None``."""
    absent = [name for name in FILES.values() if not (data / name).exists()]
    return f"the labelled articles are not here: no {data / absent[0]}" if absent else None


@cache
def texts(data: Path = DATA) -> dict[str, tuple[str, str | None]]:
    """Return text and publication day of every article of the evaluation data's files, by id."""
    found: dict[str, tuple[str, str | None]] = {}
    for name in FILES.values():
        for line in (data / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            found[row["id"]] = row["text"], row["published"]
    return found


def find_actors(article: Article) -> Sequence[FoundActor]:
    """Find an article's actors."""
    return actors_in(analyse(article))


def score(labels: Sequence[Label], finder: Finder = find_actors, data: Path = DATA) -> list[Verdict]:
    """Judge every label by what `finder` finds in its article.

    Raises:
        ActorLabelError: if an article does not have a label's words at its span.
    """
    from bench._documents import as_article  # importable once the command line has put the repository on the path

    verdicts: list[Verdict] = []
    for name in dict.fromkeys(label.article for label in labels):
        text, published = texts(data)[name]
        found = finder(as_article(name, text, published))
        for label in (x for x in labels if x.article == name):
            if text[label.start : label.end] != label.words:
                raise ActorLabelError(f"{name}: {label.words!r} is not at {label.start}; the article is another version")
            verdicts.append(Verdict(label, meet(label, found)))
    return verdicts


def meet(label: Label, found: Sequence[FoundActor]) -> FoundActor | None:
    """Return the mention found that shares most characters with a label, the first of equals."""
    shared = [(min(a.span.end, label.end) - max(a.span.start, label.start), -n, a) for n, a in enumerate(found)]
    most = max(shared, key=lambda row: row[:2], default=(0, 0, None))
    return most[2] if most[0] > 0 else None


def shares(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return the measures; a measure with nothing to count is 1."""
    named = [v for v in verdicts if v.label.names]
    given = [v for v in verdicts if v.given is not None]
    generic = [v for v in verdicts if v.label.kind is not None]
    nobody = [v for v in verdicts if v.label.actor == "none"]
    return {
        "answered": _share([v.given is not None for v in named]),
        "right": _share([v.right for v in given]),
        "typed": _share([v.right for v in generic]),
        "clean": _share([v.right for v in nobody]),
    }


def _share(holds: Sequence[bool]) -> float:
    return sum(holds) / len(holds) if holds else 1.0


def show(verdict: Verdict) -> str:
    """Write a miss in a line, with no words but the mention's own."""
    label, found = verdict.label, verdict.found
    said = "not found" if found is None else f"{found.actor_id or found.kind} ({found.rule})"
    return f"{label.article}:{label.start} {label.words!r}: {said}, should be {label.actor}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the sets and print the table; 1 where the articles are not there, else 0: this scorer holds nothing to a floor."""
    parser = argparse.ArgumentParser(prog="python tests/eval/actors.py", description="Score who is meant by the mentions of actors.")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N misses of the open set (never of held)")
    parser.add_argument("--only", choices=SETS, help="score one set")
    chosen = parser.parse_args(arguments)
    sys.path.insert(0, str(HERE.parents[1]))
    if reason := missing():
        print(reason, file=sys.stderr)
        return 1
    print(f"{'set':<16}{'labels':>7}" + "".join(f"{name:>10}" for name in shares([])))
    for name in SETS:
        if chosen.only not in (None, name):
            continue
        labels = list(read_labels(LABELS / f"{name}.tsv"))
        verdicts = score(labels)
        for task in ("", *FILES):
            part = [v for v in verdicts if task in ("", v.label.task)]
            row = "".join(f"{share:>10.3f}" for share in shares(part).values())
            print(f"{f'{name} {task}'.strip():<16}{len(part):>7}{row}")
        for verdict in [v for v in verdicts if not v.right][: chosen.errors if name in OPEN_SETS else 0]:
            print(show(verdict))
    absent = {i for n in SETS for x in read_labels(LABELS / f"{n}.tsv") for i in x.ids} - load_registry().actors.keys()
    if absent:
        print(f"labels name actors the registry does not have: {', '.join(sorted(absent))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
