"""Compare the incidents that Dateline finds with those that were.

Unit is the *telling*: a sentence, or headline, that tells of an incident. Each claim is brought back to the sentence that its evidence
begins in, so each of Dateline's incidents holds tellings, of one true incident or of several.

*Found*: a true incident is found by an incident of Dateline's that holds more than half of its tellings that are in any, and more than half
of whose tellings are its. That is one to one. Recall is of all true incidents; precision of all incidents of Dateline's that hold at
least one telling, or a trap (a toll of the whole war, another year). What is made only of background or colour counts neither way. So a
split costs precision (and recall, if no part holds more than half), a merge recall (and precision, if no half is one's).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.war.world import Incident
from bench.war.writing import Passage, Report, voices_told
from dateline.records import Article, Claim, Measure, Toll, Unit, Voice
from dateline.records import Incident as Found

MEASURES = {"killed": Measure.KILLED, "injured": Measure.INJURED, "abducted": Measure.ABDUCTED, "displaced": Measure.DISPLACED}


class Telling(NamedTuple):
    """A sentence by its report and its place among that report's sentences (0: the headline)."""

    report: str
    number: int


@dataclass(slots=True)
class Match:
    """A true incident, the one of Dateline's that finds it (or none), and where its tellings went."""

    incident: Incident
    found: Found | None
    tellings: dict[Telling, Passage]
    holders: dict[str, set[Telling]]


@dataclass(slots=True)
class Board:
    """All that the score rests on. `tells` are the tellings of each of Dateline's incidents; `loose` its incidents that find none;
    `voices` whose voice each telling is; `home` the telling that each claim is drawn from."""

    matches: list[Match]
    incidents: dict[str, Found]
    tells: dict[str, set[Telling]]
    passages: dict[Telling, Passage]
    claims: dict[Telling, list[Claim]]
    loose: list[str]
    voices: dict[Telling, str]
    home: dict[str, Telling]

    def voices_of(self, tellings: Iterable[Telling]) -> set[str]:
        """Return the independent voices of some tellings."""
        return {self.voices[telling] for telling in tellings if telling in self.voices}

    def counted(self, found: Found) -> list[Voice]:
        """Return the voices of one of Dateline's incidents, without those that speak in nothing but colour: a bystander's quotation that
        gives no number is one more voice or none, as one likes."""
        return [v for v in found.voices if any(c not in self.home or self.passages[self.home[c]].role != "colour" for c in v.claim_ids)]


def locate(report: Report, article: Article) -> list[tuple[int, int, int]]:
    """Return start, end and number of each sentence of a report in the text that Dateline made of it, in order of start."""
    spans: list[tuple[int, int, int]] = []
    at = 0
    for number, passage in enumerate(report.passages()):
        # A list's bullets are no text to Dateline.
        text = " ".join(passage.text.split()).removeprefix("* ")
        start = article.text.find(text, at)
        if start < 0 and number == 0:
            # Dateline's headline is without "CORRECTED-".
            text = text.partition("-")[2] or text
            start = article.text.find(text, at)
        if start >= 0:
            spans.append((start, start + len(text), number))
            at = start + len(text)
    return spans


def _telling_of(start: int, spans: Sequence[tuple[int, int, int]]) -> int | None:
    return next((number for first, last, number in spans if first <= start < last), None)


def board_of(
    world: Sequence[Incident], reports: Sequence[Report], read: Mapping[str, tuple[Article, list[Claim]]], incidents: Sequence[Found]
) -> Board:  # fmt: skip
    """Bring every claim back to its sentence and match incidents."""
    passages: dict[Telling, Passage] = {}
    claims: dict[Telling, list[Claim]] = defaultdict(list)
    origin: dict[str, Telling] = {}
    for report in reports:
        article, drawn = read[report.id]
        spans = locate(report, article)
        for number, passage in enumerate(report.passages()):
            passages[Telling(report.id, number)] = passage
        for claim in drawn:
            number_of = _telling_of((claim.trigger or claim.evidence).start, spans)
            if number_of is None:
                number_of = _telling_of(claim.evidence.start, spans)
            if number_of is not None:
                origin[claim.id] = Telling(report.id, number_of)
                claims[origin[claim.id]].append(claim)
    tells = {one.id: {origin[claim_id] for claim_id in one.claim_ids if claim_id in origin} for one in incidents}
    told = {one: {telling for telling in held if passages[telling].role == "told"} for one, held in tells.items()}
    voices = {Telling(*place): voice for place, voice in voices_told(reports).items()}
    board = Board([], {one.id: one for one in incidents}, tells, passages, claims, [], voices, origin)
    taken: set[str] = set()
    for incident in world:
        tellings = {telling: passage for telling, passage in passages.items() if passage.incident == incident.id and passage.role == "told"}
        holders = {one: held & tellings.keys() for one, held in told.items() if held & tellings.keys()}
        placed = set().union(*holders.values()) if holders else set()
        finder = next(
            (one for one, held in sorted(holders.items()) if 2 * len(held) > len(placed) and 2 * len(held) > len(told[one])), None
        )
        if finder is not None:
            taken.add(finder)
        board.matches.append(Match(incident, board.incidents.get(finder or ""), tellings, holders))
    counted = {one for one, held in tells.items() if any(passages[telling].role in ("told", "trap") for telling in held)}
    board.loose = sorted(counted - taken)
    return board


@dataclass(slots=True)
class Tally:
    """How many of how many, and the rest by name."""

    right: int = 0
    of: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, right: bool, name: str) -> None:
        """Count one."""
        self.right += right
        self.of += 1
        if not right:
            self.wrong.append(name)

    @property
    def share(self) -> float:
        """The share that is right; 1 of nothing."""
        return self.right / self.of if self.of else 1.0


def _by_measure() -> dict[str, Tally]:
    return {measure: Tally() for measure in MEASURES}


@dataclass(slots=True)
class Score:
    """The figures: F1 of incidents, truth within bounds, best near the truth, voices."""

    recall: Tally = field(default_factory=Tally)
    precision: Tally = field(default_factory=Tally)
    within: dict[str, Tally] = field(default_factory=_by_measure)
    best: dict[str, Tally] = field(default_factory=_by_measure)
    best_stated: dict[str, Tally] = field(default_factory=_by_measure)
    voices: Tally = field(default_factory=Tally)
    voices_near: Tally = field(default_factory=Tally)
    counting_articles: Tally = field(default_factory=Tally)
    voice_error: float = 0.0
    article_error: float = 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision.share + self.recall.share
        return 2 * self.precision.share * self.recall.share / total if total else 0.0


def toll_of(found: Found, measure: str) -> Toll | None:
    """Return the toll of persons by a measure; of several flows the one with the highest best."""
    fits = [toll for toll in found.tolls if toll.measure is MEASURES[measure] and toll.unit is Unit.PERSON]
    return max(fits, key=lambda toll: toll.best, default=None)


def score(board: Board) -> Score:
    """Return the figures. A number is asked for where an honest source's printed count allows the truth, of incidents that were found."""
    made = Score()
    errors: list[tuple[int, int]] = []
    for match in board.matches:
        made.recall.add(match.found is not None, match.incident.id)
        if match.found is None:
            continue
        made.precision.add(True, match.found.id)
        for measure, truth in match.incident.truth().items():
            counts = [
                count for p in match.tellings.values() if p.honest and p.act == "count" for count in p.counts if count.measure == measure
            ]
            had = [count for count in counts if count.holds(truth)]
            if not had:
                continue
            toll = toll_of(match.found, measure)
            made.within[measure].add(
                toll is not None and toll.low <= truth and (toll.high is None or truth <= toll.high), match.incident.id
            )
            near = toll is not None and abs(toll.best - truth) <= max(1.0, truth / 10)
            made.best[measure].add(near, match.incident.id)
            if any(count.near(truth) for count in had):
                made.best_stated[measure].add(near, match.incident.id)
        voices = len(board.voices_of(match.tellings))
        articles = len({telling.report for telling in match.tellings})
        counted = len(board.counted(match.found))
        made.voices.add(counted == voices, match.incident.id)
        made.voices_near.add(abs(counted - voices) <= 1, match.incident.id)
        made.counting_articles.add(articles == voices, match.incident.id)
        errors.append((abs(counted - voices), abs(articles - voices)))
    for one in board.loose:
        made.precision.add(False, one)
    made.voice_error = sum(error for error, _ in errors) / max(1, len(errors))
    made.article_error = sum(error for _, error in errors) / max(1, len(errors))
    return made


def share_of_tellings(board: Board, one: str) -> Counter[str]:
    """Return how many tellings of which true incident one of Dateline's incidents holds; other roles by name."""
    found: Counter[str] = Counter()
    for telling in board.tells[one]:
        passage = board.passages[telling]
        found[passage.incident if passage.role == "told" and passage.incident else passage.role] += 1
    return found
