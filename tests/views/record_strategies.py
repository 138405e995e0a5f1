"""Hypothesis strategies for every record that crosses to JSON."""

from __future__ import annotations

from hypothesis import strategies as st

from dateline import records as r

LETTERS = st.characters(exclude_categories=("Cs",))
TEXT = st.text(LETTERS, max_size=12)
WORD = st.text(LETTERS, min_size=1, max_size=12)
OPEN_WORD = st.none() | WORD
COUNT = st.integers(0, 10**7)
SCORE = st.floats(0, 1)
MOMENT = st.dates().map(str) | st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes"))
LATITUDE = st.floats(-90, 90)
LONGITUDE = st.floats(-180, 180)


def tuples(strategy: st.SearchStrategy, most: int = 2) -> st.SearchStrategy:
    return st.lists(strategy, max_size=most).map(tuple)


SPAN = st.builds(lambda start, quote: r.Span(start, start + len(quote), quote), COUNT, TEXT)
BLOCK = st.builds(r.Block, kind=st.sampled_from(r.BlockKind), start=COUNT, end=COUNT, credit=OPEN_WORD, date=OPEN_WORD, place=OPEN_WORD)
PUBLISHED = st.builds(r.Published, value=MOMENT, precision=WORD, basis=WORD, quote=OPEN_WORD, source_start=st.none() | COUNT)
ARTICLE = st.builds(
    r.Article,
    id=WORD,
    title=OPEN_WORD,
    text=TEXT,
    blocks=tuples(BLOCK),
    source_map=tuples(st.tuples(COUNT, COUNT, COUNT)),
    url=OPEN_WORD,
    publisher=OPEN_WORD,
    agencies=tuples(WORD),
    byline=OPEN_WORD,
    dateline=st.none() | st.builds(r.Dateline, place=OPEN_WORD, date=OPEN_WORD),
    published=st.none() | PUBLISHED,
    language=OPEN_WORD,
    lineage=OPEN_WORD,
    notes=tuples(WORD),
)
WHEN = st.builds(r.When, earliest=st.none() | MOMENT, latest=st.none() | MOMENT, precision=WORD, basis=WORD, span=st.none() | SPAN)
CANDIDATE = st.builds(
    r.PlaceCandidate,
    geoname_id=st.none() | COUNT,
    name=WORD,
    lat=LATITUDE,
    lon=LONGITUDE,
    country=OPEN_WORD,
    admin1=OPEN_WORD,
    score=SCORE,
)
WHERE = st.builds(
    r.Where,
    role=st.sampled_from(r.PlaceRole),
    span=SPAN,
    name=WORD,
    geoname_id=st.none() | COUNT,
    lat=st.none() | LATITUDE,
    lon=st.none() | LONGITUDE,
    country=OPEN_WORD,
    admin1=OPEN_WORD,
    precision=st.integers(1, 7),
    score=SCORE,
    within=OPEN_WORD,
    alternatives=tuples(CANDIDATE),
    radius_km=st.none() | st.floats(0, 500),
)
ACTOR = st.builds(r.ActorMention, role=st.sampled_from(r.Role), span=SPAN, actor_id=OPEN_WORD, name=OPEN_WORD, kind=WORD)
ATTRIBUTION = st.builds(
    r.Attribution,
    speaker=OPEN_WORD,
    role=OPEN_WORD,
    organisation=OPEN_WORD,
    kind=st.sampled_from(r.SourceKind),
    via=OPEN_WORD,
    relies_on=OPEN_WORD,
    cue=TEXT,
    mode=st.sampled_from(r.Mode),
    party=st.booleans(),
    span=SPAN,
    private_person=st.booleans(),
)
FIGURE = st.builds(
    r.Figure,
    measure=st.sampled_from(r.Measure),
    low=COUNT,
    high=st.none() | COUNT,
    quantifier=st.sampled_from(r.Quantifier),
    unit=st.sampled_from(r.Unit),
    who=OPEN_WORD,
    victim_kind=st.sampled_from(r.VictimKind),
    scope=st.sampled_from(r.Scope),
    flow=st.none() | st.sampled_from(r.Flow),
    span=SPAN,
    since=st.none() | MOMENT,
    person=st.none() | st.just("Omar Daan"),
)
CLAIM = st.builds(
    r.Claim,
    id=WORD,
    article_id=WORD,
    event_type=WORD,
    event_subtype=OPEN_WORD,
    status=st.sampled_from(r.Status),
    background=st.booleans(),
    confidence=SCORE,
    rules=tuples(WORD),
    evidence=SPAN,
    trigger=st.none() | SPAN,
    attribution=st.none() | ATTRIBUTION,
    actors=tuples(ACTOR),
    figures=tuples(FIGURE),
    time=st.none() | WHEN,
    places=tuples(WHERE),
    means=tuples(st.builds(r.Means, kind=WORD, span=SPAN)),
    domain=WORD,
)
BOUND = st.builds(r.Bound, bound=WORD, value=st.none() | COUNT, rule=WORD, claim_id=WORD, figure=COUNT)
SHARE = st.builds(
    r.Share,
    victims=st.sampled_from(("side_a", "side_b", "civilian", "unknown")),
    actors=tuples(WORD),
    low=COUNT,
    best=COUNT,
    high=st.none() | COUNT,
    trace=tuples(BOUND),
)
TERM = st.builds(r.Term, claim_id=WORD, figure=COUNT, low=COUNT, high=st.none() | COUNT, vague=OPEN_WORD)
STATED_COUNT = st.builds(
    r.StatedCount,
    measure=st.sampled_from(r.Measure),
    unit=st.sampled_from(r.Unit),
    flow=st.none() | st.sampled_from(r.Flow),
    victims=WORD,
    quantifier=st.sampled_from(r.Quantifier),
    terms=st.lists(TERM, min_size=1, max_size=2).map(tuple),
    voice=COUNT,
    kind=WORD,
    party=st.booleans(),
    status=st.sampled_from(r.Status),
    part=st.booleans(),
    named=st.booleans(),
    article_id=WORD,
    published=OPEN_WORD,
    left_out=OPEN_WORD,
)
TOLL = st.builds(
    r.Toll,
    measure=st.sampled_from(r.Measure),
    unit=st.sampled_from(r.Unit),
    low=COUNT,
    best=COUNT,
    high=st.none() | COUNT,
    trace=tuples(BOUND),
    flow=st.none() | st.sampled_from(r.Flow),
    shares=tuples(SHARE),
)
KINDS = ("number", "attackers", "place", "day", "perpetrator", "happened")
CONTRADICTION = st.builds(
    lambda kind, summary, sides: r.Contradiction(kind, summary, tuple(s[0] for s in sides), tuple(s[1] for s in sides)),
    st.sampled_from(KINDS),
    WORD,
    tuples(st.tuples(WORD, TEXT)),
)
MENTION = st.builds(r.Mention, claim_id=WORD, span=SPAN)
PARTICIPANT = st.builds(
    r.Participant, role=st.sampled_from(r.Role), actor_id=OPEN_WORD, name=WORD, kind=WORD, mentions=tuples(MENTION)
)  # fmt: skip
INCIDENT = st.builds(
    r.Incident,
    id=WORD,
    event_type=WORD,
    event_subtype=OPEN_WORD,
    when=st.none() | WHEN,
    places=tuples(WHERE),
    actors=tuples(PARTICIPANT),
    claim_ids=tuples(WORD),
    tolls=tuples(TOLL),
    contradictions=tuples(CONTRADICTION),
    voices=tuples(st.builds(r.Voice, name=WORD, kind=WORD, claim_ids=tuples(WORD), party=st.booleans())),
    grade=st.sampled_from(("single", "reported", "corroborated", "contested", "contradicted")),
    status=st.sampled_from(("proposed", "confirmed", "rejected")),
    stage=st.sampled_from(("accomplished", "attempted", "threatened", "possible")),
    means=tuples(st.builds(r.IncidentMeans, kind=WORD, mentions=tuples(MENTION))),
    damage=tuples(st.builds(r.Damage, effect=WORD, target=WORD, mention=MENTION)),
    counts=tuples(STATED_COUNT),
)
JUDGEMENT = st.builds(
    r.Judgement,
    id=WORD,
    reviewer=WORD,
    time=WORD,
    verdict=WORD,
    subjects=tuples(WORD),
    field=OPEN_WORD,
    value=st.none() | TEXT,
    reason=OPEN_WORD,
)
OPEN_COUNT = st.none() | COUNT
PERSONS = st.builds(r.DerivedPersons, low=COUNT, high=OPEN_COUNT, span=SPAN)
REPORT = st.builds(
    r.DisplacementReport,
    claim_id=WORD,
    figures=tuples(COUNT),
    low=COUNT,
    high=OPEN_COUNT,
    quantifier=st.sampled_from(r.Quantifier),
    quote=TEXT,
    voice=WORD,
    kind=st.sampled_from(r.SourceKind),
    party=st.booleans(),
    published=st.none() | MOMENT,
    status=st.sampled_from(r.Status),
    scope=st.sampled_from(r.Scope),
    standing=st.sampled_from(["stands", "part", "additional", "repeated", "replaced", "withdrawn"]),
    term=WORD,
    same_people=OPEN_COUNT,
    persons=st.none() | PERSONS,
)
POINT = st.builds(
    r.DisplacementPoint,
    when=st.none() | WHEN,
    low=COUNT,
    best=COUNT,
    high=OPEN_COUNT,
    trace=tuples(BOUND),
    reports=tuples(REPORT),
    voices=tuples(st.builds(r.Voice, name=WORD, kind=WORD, claim_ids=tuples(WORD), party=st.booleans())),
    running=st.booleans(),
    covered_by=OPEN_COUNT,
)
SERIES = st.builds(
    r.DisplacementSeries,
    id=WORD,
    measure=st.sampled_from(r.Measure),
    flow=st.none() | st.sampled_from(r.Flow),
    unit=st.sampled_from(r.Unit),
    origin=tuples(WHERE, 1),
    destination=tuples(WHERE, 1),
    at=tuples(WHERE, 1),
    points=tuples(POINT),
    total=st.none() | st.builds(r.DisplacementTotal, low=COUNT, best=COUNT, high=OPEN_COUNT, points=tuples(COUNT), days_between=COUNT),
    contradictions=tuples(CONTRADICTION, 1),
)
