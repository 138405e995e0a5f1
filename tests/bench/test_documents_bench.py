"""The bench of documents: as many claims as asked for, all of them under ids of their own."""

from bench.documents import again

import dateline.exports as exports


def test_cases_are_renamed_and_whole():
    import sys
    from pathlib import Path

    sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("exports", "views")]
    from invented import cases

    held = list(again(cases(), 20))
    assert sum(len(case.claims) for case in held) == 20
    for kind in ("claims", "articles"):
        first = [key for case in held[:3] for key in getattr(case, kind)]
        later = [key for case in held[3:] for key in getattr(case, kind)]
        assert not set(first) & set(later)
    assert len({case.incident.id for case in held}) == len(held)
    for case in held:
        assert isinstance(case, exports.Case)
        assert set(case.incident.claim_ids) == set(case.claims)
        assert {claim.article_id for claim in case.claims.values()} <= set(case.articles)
        assert {bound.claim_id for toll in case.incident.tolls for bound in toll.trace} <= set(case.claims)
