"""Count the independent voices behind an incident, and grade it by them.

A voice is one independent source, however often and wherever it is printed (architecture.md, rule 4):

* an attributed claim's voice is its speaker, in whatever article; an organisation and the people who speak for it are one;
* within one telling a speaker of one kind named shorter elsewhere is the same ("neighbours" for "two neighbours"), and the
  speaker of a headline is the one of its kind in the text who gives the same number ("Hospital: 19 dead" over "19, doctors said");
* all who speak for one body, such as the hospital or the police of the place, are one (`dateline.incidents.bodies`);
* near copies of one text are one telling (`dateline.lineage`), and its reporter one voice;
* what a reporter hands on from the speakers he quotes is theirs (`dateline.incidents.relays`);
* the reporter's own claims are the voice of the one agency the article credits, else of the wire story it copies
  (`Article.lineage`), else of its publisher, else of the article. Claims of an article with two agencies are a voice of
  their own only where neither agency stands alone behind the incident.

Grades, from the two-source rule of Iraq Body Count's method, Airwars' grades of civilian harm (fair, weak, contested) and
the Standards for Casualty Recording (Every Casualty Worldwide, 2016: say how far each record is confirmed):

======================= ==============================================================================================
``contradicted``        a contradiction about the number or whether it happened stands, no party's claim in it
``contested``           claimed by a party, and denied or contradicted by another voice
``corroborated``        two voices of independent kinds, neither a party, say that it happened
``reported``            two voices or more, not independent by kind or some of them parties
``single``              one voice
======================= ==============================================================================================

The first row that holds is the grade, `contested` before `contradicted`. A denial is a voice, but corroborates nothing;
nor does a claim of the merely possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.incidents.bodies import Body, body_of, of_one_body
from dateline.incidents.names import fold
from dateline.incidents.tables import authorities
from dateline.records import VICTIM_MEASURES, Article, BlockKind, Claim, Contradiction, Measure, SourceKind, Status, Voice

#: Kinds of contradiction that put the number or the happening itself in doubt.
GRAVE = frozenset({"number", "happened"})
#: What the key of a speaker with a name begins with.
NAMED = "name:"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose voice one claim is: `key` is equal for claims of one voice; `agencies` holds a reporter's several agencies,
    `organisation` the folded name of the one the speaker belongs to, `telling` the article, or first printing, it is quoted in,
    `headline` whether in the headline, `body` whom it speaks for, `numbers` the figures that it gives there."""

    key: str
    name: str
    kind: SourceKind
    party: bool
    organisation: str | None = None
    agencies: tuple[str, ...] = ()
    telling: str = ""
    headline: bool = False
    body: Body | None = None
    numbers: frozenset[tuple[Measure, int, int | None]] = frozenset()


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim of an incident as its voice says it."""

    claim: Claim
    speaker: Speaker


def speaker_of(claim: Claim, article: Article | None, *, telling: str = "", printed: Article | None = None) -> Speaker:
    """Return whose voice `claim` is.

    Args:
        claim: the claim.
        article: the article whose reporter speaks where nobody else does: of a copy, its first printing.
        telling: the id of that first printing, else of the claim's article.
        printed: the article that the claim stands in, where that is another.
    """
    said = claim.attribution
    headline = _in_headline(claim, printed or article)
    if said is None:
        return replace(_reporter(claim.article_id, article), headline=headline)
    party = said.party or said.kind is SourceKind.BELLIGERENT or claim.status is Status.CLAIMED
    organisation = fold(said.organisation) if said.organisation else None
    name = said.speaker or said.organisation
    if name and fold(name):
        body = body_of(said.speaker, said.role, said.organisation) if said.speaker else None
        return Speaker(
            f"{NAMED}{fold(name)}", name, said.kind, party, organisation, telling=telling, headline=headline, body=body,
            numbers=_numbers(claim),
        )  # fmt: skip
    if said.via and fold(said.via):
        return Speaker(f"{NAMED}{fold(said.via)}", said.via, SourceKind.MEDIA, False)
    return Speaker(f"unnamed:{said.kind}", f"unnamed ({said.kind})", said.kind, party)


def _in_headline(claim: Claim, article: Article | None) -> bool:
    """Return whether a claim stands in its article's headline; of another printing of the text nothing is known."""
    if article is None or claim.article_id != article.id:
        return False
    return any(block.kind is BlockKind.TITLE and block.start <= claim.evidence.start < block.end for block in article.blocks)


def _reporter(article_id: str, article: Article | None) -> Speaker:
    """Return the voice of an article's own words."""
    if article is None:
        return Speaker(f"article:{article_id}", article_id, SourceKind.MEDIA, False)
    agencies = tuple(sorted({fold(agency): agency for agency in sorted(article.agencies)}.values()))
    if len(agencies) == 1:
        return Speaker(f"{NAMED}{fold(agencies[0])}", agencies[0], SourceKind.MEDIA, False)
    if article.lineage:
        return Speaker(f"lineage:{article.lineage}", article.lineage, SourceKind.MEDIA, False)
    if agencies:
        key = "agencies:" + "|".join(sorted(fold(agency) for agency in agencies))
        return Speaker(key, " and ".join(agencies), SourceKind.MEDIA, False, agencies=agencies)
    if article.publisher and fold(article.publisher):
        return Speaker(f"{NAMED}{fold(article.publisher)}", article.publisher, SourceKind.MEDIA, False)
    return Speaker(f"article:{article_id}", article_id, SourceKind.MEDIA, False)


def voice_keys(speakers: Iterable[Speaker]) -> Mapping[str, str]:
    """Fold together the speakers of one incident that are one voice.

    Args:
        speakers: the speakers of an incident's claims.

    Returns:
        For each `Speaker.key`, the key of its voice.
    """
    by_key: dict[str, Speaker] = {}
    quoted: dict[tuple[str, SourceKind], dict[Speaker, None]] = {}
    bodies: dict[str, Body] = {}
    for speaker in speakers:
        by_key.setdefault(speaker.key, speaker)
        if speaker.body is not None:
            known = bodies.setdefault(speaker.key, speaker.body)
            bodies[speaker.key] = replace(known, names=known.names | speaker.body.names)
        if speaker.telling and speaker.key.startswith(NAMED):
            quoted.setdefault((speaker.telling, speaker.kind), {})[speaker] = None
    by_name = _shortened({telling: {speaker.key for speaker in told} for telling, told in quoted.items()})
    folded = {**_headed(quoted), **by_name, **of_one_body(bodies)}
    for key, speaker in by_key.items():
        if key in folded:
            continue
        folded[key] = key
        for agency in sorted(speaker.agencies):
            if f"{NAMED}{fold(agency)}" in by_key:
                folded[key] = f"{NAMED}{fold(agency)}"
                break
        if speaker.organisation and f"{NAMED}{speaker.organisation}" in by_key:
            folded[key] = f"{NAMED}{speaker.organisation}"
    return {key: _root(key, folded) for key in by_key}


def _shortened(quoted: Mapping[tuple[str, SourceKind], set[str]]) -> dict[str, str]:
    """Return speakers whom one telling names shorter elsewhere ("police" for "police in the town"), led to the longer name.

    A short name that fits several longer ones stays alone.
    """
    folded: dict[str, str] = {}
    for names in quoted.values():
        words = {name: frozenset(name.removeprefix(NAMED).split()) for name in sorted(names)}
        for name, few in words.items():
            longer = [other for other, many in words.items() if few < many]
            if len(longer) == 1:
                folded.setdefault(name, longer[0])
    return folded


def _headed(quoted: Mapping[tuple[str, SourceKind], Iterable[Speaker]]) -> dict[str, str]:
    """Return speakers of headlines, led to the one speaker of their kind who gives the same number in the text."""
    folded: dict[str, str] = {}
    for told in quoted.values():
        in_text = [speaker for speaker in told if not speaker.headline]
        for head in (speaker for speaker in told if speaker.headline):
            same = {speaker.key for speaker in in_text if not speaker.numbers.isdisjoint(head.numbers)}
            if len(same) == 1 and head.key not in {speaker.key for speaker in in_text}:
                folded.setdefault(head.key, same.pop())
    return folded


def _root(key: str, folded: Mapping[str, str]) -> str:
    """Follow a speaker to its organisation, to the organisation's own, and so on; a circle ends at its first name."""
    path = [key]
    while folded[path[-1]] not in path:
        path.append(folded[path[-1]])
    return path[-1] if folded[path[-1]] == path[-1] else min(path[path.index(folded[path[-1]]) :])


def voices_of(sayings: Sequence[Saying]) -> tuple[Voice, ...]:
    """Return the independent voices behind an incident.

    Args:
        sayings: the incident's claims in a fixed order; the first saying of a voice gives its name and kind.

    Returns:
        The voices, in the order in which they first speak; one for each voice, with the claims it speaks in.
    """
    keys = voice_keys(saying.speaker for saying in sayings)
    spoken: dict[str, list[Saying]] = {}
    for saying in sayings:
        spoken.setdefault(keys[saying.speaker.key], []).append(saying)
    voices = []
    for key, said in spoken.items():
        own = next((saying.speaker for saying in said if saying.speaker.key == key), said[0].speaker)
        party = any(saying.speaker.party for saying in said)
        voices.append(Voice(own.name, str(own.kind), tuple(dict.fromkeys(saying.claim.id for saying in said)), party))
    return tuple(voices)


def voice_numbers(sayings: Sequence[Saying]) -> dict[str, int]:
    """Return for the key of each speaker the place of its voice in what `voices_of` returns."""
    keys = voice_keys(saying.speaker for saying in sayings)
    places: dict[str, int] = {}
    for saying in sayings:
        places.setdefault(keys[saying.speaker.key], len(places))
    return {key: places[voice] for key, voice in keys.items()}


def grade_of(sayings: Sequence[Saying], contradictions: Sequence[Contradiction]) -> str:
    """Return how far an incident is corroborated; the module's docstring defines the grades."""
    keys = voice_keys(saying.speaker for saying in sayings)
    by_claim = {saying.claim.id: saying for saying in sayings}
    standing = [c for c in contradictions if c.kind in GRAVE | {"attackers", "perpetrator"}]
    for contradiction in standing:
        sides = [by_claim[claim_id] for claim_id in contradiction.claim_ids if claim_id in by_claim]
        claimed = {keys[side.speaker.key] for side in sides if side.speaker.party}
        others = {keys[side.speaker.key] for side in sides}
        if claimed and len(others) > 1:
            return "contested"
    if any(contradiction.kind in GRAVE for contradiction in standing):
        return "contradicted"
    firm = [saying for saying in sayings if saying.claim.status not in (Status.DENIED, Status.POSSIBLE)]
    voices = {keys[saying.speaker.key] for saying in firm or sayings}
    if len(voices) < 2:
        return "single"
    parties = {keys[saying.speaker.key] for saying in firm if saying.speaker.party}
    classes: dict[str, set[str]] = {}
    for saying in firm:
        voice, authority = keys[saying.speaker.key], authorities().get(str(saying.speaker.kind))
        if voice not in parties and authority is not None and authority.independence is not None:
            classes.setdefault(authority.independence, set()).add(voice)
    distinct = {voice for voices_of_class in classes.values() for voice in voices_of_class}
    return "corroborated" if len(classes) > 1 and len(distinct) > 1 else "reported"


def _numbers(claim: Claim) -> frozenset[tuple[Measure, int, int | None]]:
    """Return the numbers of harmed people that a claim gives."""
    return frozenset((figure.measure, figure.low, figure.high) for figure in claim.figures if figure.measure in VICTIM_MEASURES)
