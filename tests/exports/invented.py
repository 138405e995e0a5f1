"""Cases for the tests of layouts: a bombing, a flight of which little is known, and one whose every text is hostile."""

from __future__ import annotations

from dataclasses import replace

import handmade

from dateline.exports.cases import Case
from dateline.records import Article, Judgement, Participant, Published, Role, Span, When

#: Markup, the end of CDATA, a formula, controls, a reordering mark, all kinds of line breaks, a tab, quotes.
HOSTILE = "=1+2]]>&<script>alert(1)</script>\x00\x1b[2J\u202eevil\u2066\r\nBEGIN:VEVENT\x85\u2028a,b;c\\\"'\t|é"
NOTES = {"profile": "public", "layout": "test 1"}
ACCEPTED = Judgement(
    "j1", "reviewer-1", "2019-03-06T10:00:00Z", "accept", (handmade.INCIDENT.id, handmade.BOMBING.id), None, None, "two papers agree"
)
ARMY = Participant(Role.PERPETRATOR, "islamic-state", "Islamic State", "armed_group", ())


def _hostile_article() -> Article:
    text = f"{HOSTILE} killed nine.\n\nAfter it."
    return replace(
        handmade.ARTICLE,
        id="f" * 16,
        title=HOSTILE,
        text=text,
        publisher=HOSTILE,
        url="javascript:alert(1)",
        blocks=(),
        source_map=((0, 0, len(text)),),
    )


def hostile_case(number: int = 3) -> Case:
    article = _hostile_article()
    sentence = Span.of(article.text, 0, article.text.index("."))
    start = article.text.index("nine")
    figure = replace(handmade.BOMBING.figures[0], span=Span.of(article.text, start, start + 4), who=HOSTILE)
    claim = replace(
        handmade.BOMBING, id="e" * 16, article_id=article.id, evidence=sentence, trigger=None, figures=(figure,), places=(), actors=(),
        means=(), attribution=replace(handmade.POLICE, speaker=HOSTILE, role=None, span=sentence),
    )  # fmt: skip
    incident = replace(
        handmade.INCIDENT,
        id="d" * 16,
        places=(replace(handmade.TARVEL, name=HOSTILE, lat=-17.5, lon=179.9, radius_km=30.0, span=sentence),),
        actors=(replace(ARMY, actor_id=None, name=HOSTILE),),
        claim_ids=(claim.id,),
        tolls=(),
        contradictions=(replace(handmade.INCIDENT.contradictions[0], summary=HOSTILE, claim_ids=(claim.id,), quotes=(HOSTILE,)),),
        voices=(replace(handmade.INCIDENT.voices[0], name=HOSTILE, claim_ids=(claim.id,)),),
        when=When(None, "2019-03-04", "day", HOSTILE),
        means=(),
        damage=(),
    )
    return Case(incident, number, {claim.id: claim}, {article.id: article}, ())


def bombing_case() -> Case:
    incident = replace(handmade.INCIDENT, actors=(*handmade.INCIDENT.actors, ARMY))
    article = replace(handmade.ARTICLE, url="https://news.example/tarvel?a=1&b=2", updated=Published("2019-03-05", "day", "meta"))
    held = {claim.id: claim for claim in (handmade.BOMBING, handmade.ELEVEN)}
    return Case(incident, 1, held, {article.id: article}, (ACCEPTED,))


def flight_case() -> Case:
    return Case(handmade.FLIGHT, 2, {handmade.FLED.id: handmade.FLED}, {handmade.ARTICLE.id: handmade.ARTICLE}, ())


def cases() -> list[Case]:
    return [bombing_case(), flight_case(), hostile_case()]
