"""Groups by average linkage."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents.linkage.grouping import UNMET, agglomerate


def test_the_best_pair_joins_first_and_a_weak_chain_does_not_follow():
    assert agglomerate(4, {(0, 1): 5.0, (1, 2): 1.0, (2, 3): 6.0}, 0.0) == [[0, 1], [2, 3]]


def test_a_group_joins_where_the_mean_of_all_pairs_reaches_the_threshold():
    odds = {(0, 1): 5.0, (0, 2): 3.0, (1, 2): -1.0}
    assert agglomerate(3, odds, 0.0) == [[0, 1, 2]]
    assert agglomerate(3, odds, 1.5) == [[0, 1], [2]]


def test_a_pair_that_never_met_speaks_against_joining():
    assert agglomerate(3, {(0, 1): 2.0, (1, 2): 2.0 - UNMET - 0.1}, 0.0) == [[0], [1, 2]]


ODDS = st.dictionaries(st.sampled_from(list(combinations(range(7), 2))), st.integers(-8, 8).map(float))


@given(ODDS, st.integers(-3, 3))
def test_each_stands_in_one_group_and_every_larger_group_is_bound_by_a_pair(odds, threshold):
    groups = agglomerate(7, odds, threshold)
    assert sorted(index for group in groups for index in group) == list(range(7))
    for group in groups:
        assert len(group) == 1 or any(odds.get(pair, UNMET) >= threshold for pair in combinations(group, 2))
