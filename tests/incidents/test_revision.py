"""A change touches its neighbourhood, and what comes of many changes in any order is what a rebuild gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.incidents.clusters import Cluster
from dateline.incidents.judgements import Constraints
from dateline.incidents.printings import Printing
from dateline.incidents.reconcile import clusters_of
from dateline.incidents.revision import Revision, revise
from dateline.incidents.shelf import MemoryShelf
from dateline.incidents.tellings import Telling, tellings_of
from dateline.records import Claim, Measure, Status

FREE = Constraints({}, frozenset())
TYPES = ("explosion/suicide_bombing", "explosion/shelling", "attack/shooting", "casualties/toll", "displacement/fled")
PLACES = ((), ("Northford",), ("Southwick",), ("Northford", "Southwick"), ("Hill",), ("Eastmere",), ("Lake",))
DAYS = (None, "2020-03-01", "2020-03-02", ("2020-03-01", "2020-03-02"), (None, "2020-03-03"))


def read(make, drawn: Sequence[tuple[int, ...]]) -> list[Claim]:
    """Make a claim of each draw: article, type, place, day, killed, status, speaker."""
    claims = []
    for number, (article, kind, place, day, killed, status, speaker) in enumerate(drawn):
        figures = (make.figure(Measure.KILLED, killed),) if killed else ()
        claims.append(
            make.claim(
                f"c{number:02}", *figures, article=f"a{article}", type=TYPES[kind], places=PLACES[place], day=DAYS[day],
                status=(Status.ASSERTED, Status.ASSERTED, Status.DENIED)[status], by=(None, "the mayor")[speaker], start=number * 10,
            )
        )  # fmt: skip
    return claims


def outcome(clusters: Iterable[Cluster]) -> set[tuple[object, ...]]:
    """Return what can be seen of clusters."""
    return {
        (
            cluster.anchor.incident_id,
            tuple(strand.claim.id for strand in cluster.members),
            tuple(sorted(strand.claim.id for strand in cluster.shared)),
            None if cluster.measures is None else tuple(sorted(cluster.measures)),
            None if cluster.sites is None else tuple(site.name for site in cluster.sites),
        )
        for cluster in clusters
    }


class Ledger:
    """What a ledger keeps: a shelf, and the clusters by label."""

    def __init__(self, claims: Sequence[Claim], articles) -> None:
        self.claims, self.articles = claims, articles
        self.shelf = MemoryShelf()
        self.held: dict[str, list[Cluster]] = {}
        self.here: set[str] = set()

    def tellings(self, names: Collection[str]) -> list[Telling]:
        claims = [claim for claim in self.claims if claim.article_id in names and claim.article_id in self.here]
        return tellings_of(claims, {claim.id: Printing() for claim in claims}, self.articles, FREE)

    def change(self, names: Collection[str], *, here: bool = True) -> Revision:
        self.here = self.here | set(names) if here else self.here - set(names)
        revision = revise(self.shelf, names, self.tellings, FREE)
        for label in revision.gone:
            self.held.pop(label, None)
        for label, cluster in revision.clusters:
            self.held.setdefault(label, []).append(cluster)
        return revision

    def outcome(self) -> set[tuple[object, ...]]:
        return outcome(cluster for clusters in self.held.values() for cluster in clusters)


CLAIMS = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, len(TYPES) - 1), st.integers(0, len(PLACES) - 1), st.integers(0, len(DAYS) - 1),
        st.sampled_from([0, 0, 4, 5, 9, 40]), st.integers(0, 2), st.integers(0, 1),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CLAIMS, st.permutations(range(6)), st.integers(1, 3), st.integers(0, 5), st.booleans())
def test_any_order_of_adding_equals_a_rebuild(make, drawn, order, step, leaving, leaves):
    articles = {f"a{n}": make.article(f"a{n}", published=f"2020-03-0{1 + n}T06:00") for n in range(6)}
    claims = read(make, drawn)
    ledger = Ledger(claims, articles)
    names = [f"a{n}" for n in order]
    for at in range(0, len(names), step):
        ledger.change(names[at : at + step])
    if leaves:
        ledger.change([f"a{leaving}"], here=False)
        claims = [claim for claim in claims if claim.article_id != f"a{leaving}"]
    printings = {claim.id: Printing() for claim in claims}
    assert ledger.outcome() == outcome(clusters_of(tellings_of(claims, printings, articles, FREE), FREE))


def test_a_report_from_elsewhere_touches_nothing(make, killed):
    first = make.claim("c1", killed(4), article="a1", places=("Northford",))
    second = make.claim("c2", killed(4), article="a2", places=("Eastmere",))
    articles = {name: make.article(name, published="2020-03-02T06:00") for name in ("a1", "a2")}
    ledger = Ledger([first, second], articles)
    before = ledger.change(["a1"])
    after = ledger.change(["a2"])
    assert len(before.clusters) == 1
    assert [cluster.anchor.claim.id for _, cluster in after.clusters] == ["c2"]
