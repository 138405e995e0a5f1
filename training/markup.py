"""Labelled reports: from inline markup (``corpus/reports``, told in corpus/GUIDELINES.md) to text and spans, and back.

``python -m training.markup check FILE_OR_FOLDER...`` names every fault with its line; ``plain FILE`` prints the text alone;
``labels FILE`` prints one label a line.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.reading.heads import CLASSES
from dateline.vocabulary import Measure, Quantifier, Scope, Status, Unit, VictimKind

__all__ = ["Attributed", "Label", "LabelledReport", "MarkupError", "faults", "read_corpus", "read_report", "to_markup"]

ROLES = ("perp", "targ", "vict", "inst")
PLACE_ROLES = frozenset({"at", "from", "to", "via", "near", "speaker", "dateline", "org", "other"})
EVENT_PLACES = frozenset({"at", "from", "to", "via", "near"})
EVENT_TYPES = frozenset(CLASSES["type"][1])
#: Attributes of each element: those it must have, those it may have.
ATTRIBUTES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "s": (frozenset({"a"}), frozenset()),
    "q": (frozenset({"a"}), frozenset()),
    "c": (frozenset({"a"}), frozenset()),
    "e": (frozenset({"id", "type", "st"}), frozenset({"bg", "same"})),
    "n": (frozenset({"m", "v"}), frozenset({"q", "k", "sc", "u", "e", "dom"})),
    "t": (frozenset({"v"}), frozenset()),
    "p": (frozenset({"r"}), frozenset({"e"})),
    "pp": (frozenset(), frozenset()),
    **{role: (frozenset({"e"}), frozenset()) for role in ROLES},
}
CLOSED: dict[tuple[str, str], frozenset[str]] = {
    ("e", "type"): EVENT_TYPES,
    ("e", "st"): frozenset(Status),
    ("e", "bg"): frozenset({"yes"}),
    ("n", "q"): frozenset(Quantifier),
    ("n", "k"): frozenset(VictimKind),
    ("n", "sc"): frozenset(Scope),
    ("n", "u"): frozenset(Unit),
    ("n", "dom"): frozenset({"other"}),
    ("p", "r"): PLACE_ROLES,
}
_AMOUNT = re.compile(r"(\d+)(?:\.\.(\d*))?")
_TIMEX = re.compile(
    r"|PRESENT_REF|PAST_REF|FUTURE_REF|P[T]?[\dX.]+[YMWDHMSQ][\w.]*|P?[TDEMWYX\d]+|"
    r"(?:\d{4}|XXXX|\d{3}|\d{2}|\d{3}X|\d{2}XX)(?:-(?:\d{2}|XX|W\d{2}|WXX|Q[1-4]|H[12]|SP|SU|FA|WI)(?:-(?:\d{2}|XX|WE|WXX-\d|\d))?)?"
    r"(?:T(?:\d{2}(?::\d{2}){0,2}|MO|AF|EV|NI|MI|DT|NO|XX:XX)Z?)?"
)


class MarkupError(ValueError):
    """A report whose markup cannot be read: the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """One element: `kind` is its tag, `start` and `end` are code points of the text, half open."""

    start: int
    end: int
    kind: str
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute's value, or `default` where the element does not have it."""
        return dict(self.attributes).get(name, default)

    def refers(self, name: str = "e") -> tuple[str, ...]:
        """Return the numbers an attribute lists."""
        return tuple(self.get(name).split())

    def amount(self) -> tuple[int, int | None]:
        """Return low and high of a figure (``None``: open).

        Raises:
            ValueError: if the element's ``v`` is no amount.
        """
        match = _AMOUNT.fullmatch(self.get("v"))
        if match is None:
            raise ValueError(f"{self.get('v')!r} is no amount: write 12, 12.., 0..37 or 3..5")
        low = int(match[1])
        if ".." not in self.get("v"):
            return low, low
        return low, int(match[2]) if match[2] else None


@dataclass(slots=True)
class Attributed:
    """One attribution: character spans of its source, cue and content, each sorted, each possibly broken."""

    source: list[tuple[int, int]] = field(default_factory=list)
    cue: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A report: its text and its labels, sorted by place (outer before inner)."""

    id: str
    theatre: str
    date: str
    manner: str
    kind: str
    negative: bool
    text: str
    labels: tuple[Label, ...]

    def of(self, *kinds: str) -> list[Label]:
        """Return the labels of the given kinds."""
        return [label for label in self.labels if label.kind in kinds]

    def attributions(self) -> list[Attributed]:
        """Return the attributions in order of their numbers."""
        found: dict[str, Attributed] = {}
        for label in self.of("s", "q", "c"):
            for number in label.refers("a"):
                part = {"s": "source", "q": "cue", "c": "content"}[label.kind]
                getattr(found.setdefault(number, Attributed()), part).append((label.start, label.end))
        return [found[number] for number in sorted(found, key=lambda n: (len(n), n))]


def read_report(path: Path) -> LabelledReport:
    """Read one labelled report.

    Raises:
        MarkupError: if the file is no well-formed XML or is not laid out as a report.
    """
    try:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    except (ElementTree.ParseError, UnicodeDecodeError) as error:
        raise MarkupError(f"{path}: {error}; mend the markup there") from error
    body = root.find("text")
    if root.tag != "report" or body is None:
        raise MarkupError(f"{path}: the root must be <report> and hold <text>")
    pieces: list[str] = []
    labels: list[tuple[int, int, int, Label]] = []

    def walk(node: ElementTree.Element, at: int) -> int:
        start = at
        pieces.append(node.text or "")
        at += len(node.text or "")
        order = len(labels)
        if node is not body:
            labels.append((0, 0, 0, Label(0, 0, "")))
        for child in node:
            at = walk(child, at)
            pieces.append(child.tail or "")
            at += len(child.tail or "")
        if node is not body:
            labels[order] = (start, -at, order, Label(start, at, node.tag, tuple(sorted(node.attrib.items()))))
        return at

    walk(body, 0)
    whole = "".join(pieces)
    lead = len(whole) - len(whole.lstrip())
    text = whole.strip()
    moved = tuple(
        Label(label.start - lead, min(label.end - lead, len(text)), label.kind, label.attributes)
        for *_, label in sorted(labels, key=lambda row: row[:3])
    )
    return LabelledReport(
        id=root.get("id", ""),
        theatre=path.parent.name,
        date=root.get("date", ""),
        manner=root.get("manner", ""),
        kind=root.get("kind", ""),
        negative=root.get("negative") == "yes",
        text=text,
        labels=moved,
    )


def to_markup(report: LabelledReport) -> str:
    """Write a report as inline markup; `read_report` of it gives the report back.

    Raises:
        MarkupError: if two labels cross.
    """
    from xml.sax.saxutils import escape, quoteattr

    out: list[str] = []
    at = 0
    closing: list[tuple[int, str]] = []

    def until(position: int) -> None:
        nonlocal at
        while closing and closing[-1][0] <= position:
            end, kind = closing.pop()
            out.append(escape(report.text[at:end]) + f"</{kind}>")
            at = end
        out.append(escape(report.text[at:position]))
        at = position

    for label in report.labels:
        until(label.start)
        if closing and label.end > closing[-1][0]:
            raise MarkupError(f"{report.id}: <{label.kind}> at {label.start} crosses <{closing[-1][1]}>")
        out.append(f"<{label.kind}" + "".join(f" {k}={quoteattr(v)}" for k, v in label.attributes) + ">")
        closing.append((label.end, label.kind))
    until(len(report.text))
    head = f"<report id={quoteattr(report.id)} date={quoteattr(report.date)} manner={quoteattr(report.manner)}"
    head += f" kind={quoteattr(report.kind)} negative={quoteattr('yes' if report.negative else 'no')}>"
    return f"{head}\n<text>\n{''.join(out)}\n</text>\n</report>\n"


def faults(report: LabelledReport) -> Iterator[str]:
    """Tell what in a report breaks the guidelines: unknown elements and values, dangling numbers, ragged borders."""
    triggers = [label.get("id") for label in report.of("e")]
    known = set(triggers)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", report.date):
        yield f"date {report.date!r} is no day: write YYYY-MM-DD"
    if len(known) < len(triggers):
        yield f"two triggers have one id: {sorted(i for i in known if triggers.count(i) > 1)}"
    for label in report.labels:
        here = f"<{label.kind}> {report.text[label.start : label.end][:40]!r}"
        yield from (f"{here}: {fault}" for fault in _faults_of(label, report, known))
    for number, attributed in enumerate(report.attributions(), 1):
        if not attributed.content:
            yield f"attribution {number} in order has no <c>"
        elif not attributed.cue and not attributed.source:
            yield f"attribution {number} in order has neither <q> nor <s>"


def _faults_of(label: Label, report: LabelledReport, known: set[str]) -> Iterator[str]:
    text, names = report.text, {name for name, _ in label.attributes}
    if label.kind not in ATTRIBUTES:
        yield "no such element"
        return
    must, may = ATTRIBUTES[label.kind]
    if must - names:
        yield f"lacks {sorted(must - names)}"
    if names - must - may:
        yield f"has unknown attributes {sorted(names - must - may)}"
    for name, value in label.attributes:
        allowed = CLOSED.get((label.kind, name))
        if allowed is not None and value not in allowed:
            yield f"{name}={value!r} is not one of the allowed values"
    if label.end <= label.start:
        yield "covers nothing"
        return
    if text[label.start].isspace() or text[label.end - 1].isspace():
        yield "has white space at its border"
    if (label.start and text[label.start - 1].isalnum() and text[label.start].isalnum()) or (
        label.end < len(text) and text[label.end].isalnum() and text[label.end - 1].isalnum()
    ):
        yield "cuts a word"
    for name in ("e", "same"):
        for number in label.refers(name):
            if number not in known:
                yield f"{name}={number!r} names no trigger"
    yield from _faults_of_value(label, report)


def _faults_of_value(label: Label, report: LabelledReport) -> Iterator[str]:
    if label.kind == "n":
        if set(label.refers("m")) - set(Measure):
            yield f"m={label.get('m')!r} is no measure"
        try:
            low, high = label.amount()
        except ValueError as error:
            yield str(error)
            return
        quantifier = label.get("q", "exact")
        if quantifier in ("exact", "about") and low != high:
            yield f"q={quantifier} needs one number, v={label.get('v')!r}"
        if quantifier in ("at_least", "more_than") and high is not None:
            yield f"q={quantifier} is open above, v={label.get('v')!r}"
    if label.kind == "t" and not _TIMEX.fullmatch(label.get("v")):
        yield f"v={label.get('v')!r} is no TIMEX3 value"
    if report.negative:
        if label.kind == "e" or label.kind in ROLES:
            yield "stands in a hard negative, which has no events"
        if label.kind == "n" and label.get("dom") != "other":
            yield "a hard negative's figure needs dom=other"
        if label.kind == "p" and label.get("r") in EVENT_PLACES:
            yield "a hard negative's place is org, speaker, dateline or other"


def read_corpus(folder: Path) -> list[LabelledReport]:
    """Read every report under a folder, sorted by id.

    Raises:
        MarkupError: if a file cannot be read, or there is none.
    """
    paths = sorted(folder.rglob("*.xml"))
    if not paths:
        raise MarkupError(f"{folder} holds no *.xml report; give the folder of the corpus")
    return sorted((read_report(path) for path in paths), key=lambda report: report.id)


def _paths(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = Path(name)
        yield from sorted(path.rglob("*.xml")) if path.is_dir() else [path]


def main(arguments: list[str]) -> int:
    """Run ``check``, ``plain`` or ``labels`` over files and folders; 1 where a fault was found."""
    if len(arguments) < 2 or arguments[0] not in ("check", "plain", "labels"):
        print("usage: python -m training.markup check|plain|labels FILE_OR_FOLDER...", file=sys.stderr)
        return 2
    wrong = words = reports = 0
    for path in _paths(arguments[1:]):
        try:
            report = read_report(path)
        except (MarkupError, OSError) as error:
            print(error, file=sys.stderr)
            wrong += 1
            continue
        reports, words = reports + 1, words + len(report.text.split())
        if arguments[0] == "plain":
            print(report.text)
        elif arguments[0] == "labels":
            for label in report.labels:
                values = " ".join(f"{k}={v}" for k, v in label.attributes)
                print(f"{label.start}\t{label.end}\t{label.kind}\t{values}\t{report.text[label.start : label.end]!r}")
        else:
            found = list(faults(report))
            if report.id != path.stem:
                found.append(f"id {report.id!r} is not the file's name")
            wrong += len(found)
            for fault in found:
                print(f"{path}: {fault}")
    if arguments[0] == "check":
        print(f"{reports} reports, {words} words, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
