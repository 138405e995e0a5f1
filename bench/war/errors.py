"""Say why figures are wrong: each error in one class, by the stage that made it, with examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bench.war.score import MEASURES, Board, Match, Telling, share_of_tellings, toll_of
from bench.war.world import Incident, kilometres
from dateline.records import Claim, Toll
from dateline.records import Incident as Found

#: Kilometres within which a place is the right one; a region's point may lie far from its towns.
NEAR_KM = 35.0
#: What Dateline may call each kind: a type, or a type and subtype.
TYPES: Mapping[str, frozenset[str]] = {
    "car_bomb": frozenset({"explosion", "vehicle_bombing", "bombing"}), "planted_bomb": frozenset({"explosion", "bombing"}),
    "suicide": frozenset({"explosion", "suicide_bombing", "bombing"}), "shelling": frozenset({"explosion", "shelling"}),
    "air_strike": frozenset({"explosion", "air_strike"}), "drone_strike": frozenset({"explosion", "drone_strike", "air_strike"}),
    "ambush": frozenset({"battle", "armed_attack", "armed_clash", "ambush", "shooting"}),
    "clash": frozenset({"battle", "armed_clash", "offensive", "armed_attack"}),
    "shooting": frozenset({"shooting", "armed_attack"}), "massacre": frozenset({"massacre", "armed_attack", "execution", "killing"}),
    "abduction": frozenset({"abduction", "kidnapping", "hostage_taking", "forced_march", "forced_transfer"}),
    "displacement": frozenset({"displacement", "flight", "displaced", "evacuation"}), "mine": frozenset({"explosion", "mine", "bombing"}),
}  # fmt: skip


#: The stage that each class is put down to: the first row that its name contains.
STAGES = (
    ("voice missing", "voice: missing"),
    ("one voice counted", "voice: counted more than once"),
    ("voices folded", "voice: several taken for one"),
    ("voice too many", "voice: of another incident"),
    ("merge", "linking: merged"),
    ("mixture", "linking: merged"),
    ("agree (linking)", "linking: split"),
    ("surplus: trap", "extraction: a toll of no incident made one"),
    ("fragment", "extraction: day, place or type missing or wrong, and so split"),
    ("outside", "linking: split"),
    ("split", "linking: split"),
    ("extraction", "extraction: no claim, no figure or a wrong one"),
    ("toll", "toll rule"),
)


def explain(board: Board, claims: Mapping[str, Claim], examples: int) -> None:
    """Print every class of error with its count and `examples` of each.

    Args:
        board: who found what.
        claims: every claim by id.
        examples: how many of each class are shown.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for title, name in _errors(board, claims):
        kinds[title].append(name)
    stages = Counter(next(stage for words, stage in STAGES if words in title) for title, names in kinds.items() for _ in names)
    print("\nerrors by stage")
    for stage, many in sorted(stages.items()):
        print(f"  {many:>5}  {stage}")
    print("\nclasses of error")
    for title, names in sorted(kinds.items()):
        print(f"  {len(names):>5}  {title}")
        for name in _spread(names, examples):
            print(f"           {name}")


def _spread(names: Sequence[str], examples: int) -> list[str]:
    step = max(1, len(names) // examples) if examples else 1
    return list(names[::step][:examples])


def _errors(board: Board, claims: Mapping[str, Claim]) -> Iterator[tuple[str, str]]:
    for match in board.matches:
        if match.found is None:
            yield _not_found(board, match)
        else:
            yield from _toll_errors(board, match, match.found, claims)
            yield from _voice_errors(board, match, match.found)
    incidents = {match.incident.id: match for match in board.matches}
    for one in board.loose:
        yield _surplus(board, one, incidents)


def _quote(board: Board, telling: Telling) -> str:
    return f"{telling.report}/{telling.number} {board.passages[telling].text[:150]!r}"


def _not_found(board: Board, match: Match) -> tuple[str, str]:
    truth = f"{match.incident.id} {match.incident.kind} {match.incident.town.name} {match.incident.start:%d %b}"
    if not match.holders:
        sentence = next(iter(match.tellings), None)
        drawn = any(board.claims.get(telling) for telling in match.tellings)
        why = "its claims make no incident" if drawn else "no claim was drawn"
        return f"missed: extraction, {why}", f"{truth}: {_quote(board, sentence) if sentence else 'nothing was told of it'}"
    placed = set().union(*match.holders.values())
    largest = max(match.holders, key=lambda one: (len(match.holders[one]), one))
    if 2 * len(match.holders[largest]) <= len(placed):
        parts = sorted((len(held) for held in match.holders.values()), reverse=True)
        return "missed: split, no part holds half of its tellings", f"{truth}: parts of {parts[:6]}"
    others = dict(share_of_tellings(board, largest).most_common(4))
    return "missed: merged into another", f"{truth}: {largest[:8]} holds {others}"


def _surplus(board: Board, one: str, matches: Mapping[str, Match]) -> tuple[str, str]:
    shares = share_of_tellings(board, one)
    found = board.incidents[one]
    day = found.when.earliest if found.when else "-"
    label = f"{one[:8]} {found.event_type}/{found.event_subtype} {day} {[place.name for place in found.places][:2]}"
    told = {name: many for name, many in shares.items() if name in matches}
    told_of = [telling for telling in board.tells[one] if board.passages[telling].role in ("told", "trap")]
    sentence = _quote(board, min(told_of or board.tells[one]))
    if not told:
        return "surplus: trap (a toll of no incident made one)", f"{label}: {sentence}"
    main = max(told, key=lambda name: (told[name], name))
    if 2 * told[main] <= sum(told.values()):
        return "surplus: mixture of several incidents", f"{label}: {dict(shares)}"
    return f"surplus: fragment, {_oddity(found, matches[main].incident)}", f"{label} of {main}: {sentence}"


def _oddity(found: Found, truth: Incident) -> str:
    """Return what sets a fragment apart from the happening it tells of."""
    spots = [place for place in found.places if place.lat is not None and place.lon is not None]
    day = truth.start.date().isoformat()
    if found.event_type not in TYPES[truth.kind] and found.event_subtype not in TYPES[truth.kind]:
        harm = (found.event_type, found.event_subtype) in {("attack", None), ("attack", "killing"), ("attack", "armed_attack")}
        return "type says only that people were harmed" if harm else f"other type ({found.event_type}/{found.event_subtype})"
    if found.when is None or (found.when.earliest is None or found.when.latest is None):
        return "no day" if found.when is None else "open day"
    if not found.when.earliest[:10] <= day <= (found.when.latest or "")[:10]:
        return "wrong day"
    if not spots:
        return "place not on the map" if found.places else "no place"
    reach = min(kilometres((place.lat or 0.0, place.lon or 0.0), (truth.lat, truth.lon)) for place in spots)
    if min(place.precision for place in spots) >= 4:
        return "place no better than a region"
    return "wrong place" if reach > NEAR_KM else "day, place and type agree (linking)"


def _toll_errors(board: Board, match: Match, found: Found, claims: Mapping[str, Claim]) -> Iterator[tuple[str, str]]:
    inside = match.holders[found.id]
    for measure, truth in match.incident.truth().items():
        had = [
            (telling, count) for telling, p in match.tellings.items() if p.honest and p.act == "count" for count in p.counts
            if count.measure == measure and count.holds(truth)
        ]  # fmt: skip
        if not had:
            continue
        toll = toll_of(found, measure)
        name = f"{match.incident.id} {measure} true {truth}, {f'{toll.low}-{toll.best}-{toll.high}' if toll else 'none'}"
        if toll is None:
            why = "extraction: no figure" if any(telling in inside for telling, _ in had) else "the count is outside (split or not drawn)"
            yield f"toll, none: {why}", f"{name}: {_quote(board, had[0][0])}"
            continue
        if toll.low > truth:
            yield _bound_error("low too high", "low", toll, board, match, claims, name)
        if toll.high is not None and toll.high < truth:
            reached = [telling for telling, count in had if count.high is None or count.high >= truth]
            if any(telling in inside for telling in reached):
                yield _bound_error("high too low", "high", toll, board, match, claims, name, reached)
            else:
                yield (
                    "toll, high too low: the count that reaches it is outside (split or not drawn)",
                    f"{name}: {_quote(board, reached[0])}",
                )
        if abs(toll.best - truth) > max(1.0, truth / 10) and any(count.near(truth) for _, count in had):
            yield _bound_error(
                "best off", "best", toll, board, match, claims, name, [telling for telling, count in had if count.near(truth)]
            )


def _bound_error(
    title: str, bound: str, toll: Toll, board: Board, match: Match, claims: Mapping[str, Claim], name: str, better: Sequence[Telling] = ()
) -> tuple[str, str]:  # fmt: skip
    """Say why one bound is off: its figure stands in a foreign sentence, was misread, or is rightly read and wrongly chosen."""
    home = board.home
    for step in toll.trace:
        if step.bound != bound:
            continue
        telling = home.get(step.claim_id)
        if telling is None:
            return f"toll, {title}: its claim lies in no sentence (headline joined, furniture)", name
        passage = board.passages[telling]
        quote = f"{name} [{step.rule}]: {_quote(board, telling)}"
        if passage.role != "told" or passage.incident != match.incident.id:
            return f"toll, {title}: the number is another's (merge: {passage.role})", quote
        measure = next(m for m, known in MEASURES.items() if known is toll.measure)
        figure = claims[step.claim_id].figures[step.figure] if step.figure < len(claims[step.claim_id].figures) else None
        stated = [count for count in passage.counts if count.measure == measure]
        if figure is not None and not any(
            figure.low in (count.low, count.value) or figure.high == count.high == count.value for count in stated
        ):
            if step.rule.startswith("sum") or any(count.fighters for count in stated):
                return f"toll, {title}: sum of parts", quote
            return f"toll, {title}: extraction, number misread", quote
        if passage.act == "part":
            return f"toll, {title}: a part taken for the whole", quote
        inside = match.holders[match.found.id] if match.found else set()
        if better and not any(other in inside for other in better):
            return f"toll, {title}: the better count is outside (split or not drawn)", quote
        return f"toll, {title}: toll rule {step.rule} took {'a boast' if passage.act == 'boast' else 'an older or other count'}", quote
    return f"toll, {title}: no trace", name


def _voice_errors(board: Board, match: Match, found: Found) -> Iterator[tuple[str, str]]:
    true = board.voices_of(match.tellings)
    counted = board.counted(found)
    if len(true) == len(counted):
        return
    home = board.home
    spoken: dict[str, list[str]] = defaultdict(list)
    name = f"{match.incident.id}: {len(counted)} for {len(true)}"
    for voice in counted:
        tellings = [home[claim_id] for claim_id in voice.claim_ids if claim_id in home]
        own = [telling for telling in tellings if telling in match.tellings and telling in board.voices]
        named = [telling for telling in own if board.passages[telling].behind is None]
        mine = Counter(board.voices[telling] for telling in named or own)
        if not mine:
            yield "voice too many: of another incident, background or colour", f"{name}, {voice.name!r}"
            continue
        main = max(mine, key=lambda key: (mine[key], key))
        spoken[main].append(voice.name)
        for other in mine.keys() - {main}:
            yield f"voices folded: {_kinds(main)} with {_kinds(other)}", f"{name}, {voice.name!r} is {main} and {other}"
    for key, names in spoken.items():
        if len(names) > 1:
            yield f"one voice counted more than once: {_kinds(key)}", f"{name}, {key} is {names}"
    folded = board.voices_of(home[c] for voice in found.voices for c in voice.claim_ids if c in home)
    for key in sorted(true - folded):
        drawn = any(board.claims.get(t) for t in match.tellings if board.voices.get(t) == key)
        why = "its claims are in another incident or none" if drawn else "no claim was drawn"
        sentence = next(t for t in match.tellings if board.voices.get(t) == key)
        yield f"voice missing ({_kinds(key)}): {why}", f"{name}, {key}: {_quote(board, sentence)}"


def _kinds(voice: str | None) -> str:
    kind = (voice or "?").split(":")[0]
    return "reporter" if kind == "outlet" else kind
