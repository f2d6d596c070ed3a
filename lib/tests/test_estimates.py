"""Shares and their intervals: by hand, against a plain formula, and by simulation with clustered data."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.estimates import clustered_variance, estimate_share, estimate_shares, share_interval


def test_variance_of_one_unit_per_cluster_is_the_textbook_one():
    values = np.array([0.0, 1, 1, 0, 1, 0, 0, 0])
    influence = (values - values.mean()) / len(values)
    assert clustered_variance(influence, np.arange(8)) == pytest.approx(values.var(ddof=1) / 8)


def test_clusters_that_are_all_alike_inside_widen_the_interval():
    one_each = estimate_share(np.tile([1.0, 0], 40), np.arange(80))
    alike = estimate_share(np.repeat(np.tile([1.0, 0], 10), 4), np.repeat(np.arange(20), 4))
    assert one_each.value == alike.value == 0.5
    assert alike.high - alike.low > 1.5 * (one_each.high - one_each.low)


def test_too_few_clusters_are_not_estimable_and_say_how_many_would_do():
    share = estimate_share(np.array([1.0, 0, 0, 1, 0]), np.arange(5))
    assert np.isnan(share.low) and share.needed > 5 and share.value == 0.4


def test_zero_has_an_upper_bound():
    share = estimate_share(np.zeros(200), np.repeat(np.arange(40), 5))
    assert share.value == share.low == 0 and 0 < share.high < 0.1


def test_hand_codes_correct_a_machine_that_sees_too_much():
    rng = np.random.default_rng(3)
    truth = (rng.random(4000) < 0.10).astype(float)
    machine = np.maximum(truth, rng.random(4000) < 0.10)
    by_hand = np.where(np.arange(4000) % 10 == 0, truth, np.nan)
    share = estimate_share(machine, np.arange(4000) // 10, by_hand=by_hand)
    assert share.method == "corrected" and share.machine > truth.mean() + 0.07
    assert share.low < truth.mean() < share.high and share.value == pytest.approx(truth.mean(), abs=0.02)


def test_a_useless_machine_is_not_listened_to():
    rng = np.random.default_rng(4)
    truth = (rng.random(600) < 0.3).astype(float)
    by_hand = np.where(np.arange(600) < 200, truth, np.nan)
    share = estimate_share(rng.integers(0, 2, 600).astype(float), np.arange(600), by_hand=by_hand)
    assert share.value == pytest.approx(truth[:200].mean(), abs=0.03)


def test_what_was_read_needs_no_correction_and_the_rest_gets_it():
    rng = np.random.default_rng(5)
    truth = (rng.random(4000) < 0.10).astype(float)
    machine, of = np.maximum(truth, rng.random(4000) < 0.10), np.arange(4000) // 10
    by_hand = np.where(np.arange(4000) % 10 == 0, truth, np.nan)
    read = np.where(np.arange(4000) % 10 < 8, truth, np.nan)
    alone, most = (estimate_share(machine, of, by_hand=by_hand, read=known) for known in (None, read))
    assert most.method == "corrected" and most.read == 0.8
    assert most.value == pytest.approx(truth.mean(), abs=0.005) and most.high - most.low < alone.high - alone.low
    every = estimate_share(machine, of, read=truth)
    assert (every.method, every.value) == ("hand", truth.mean())


@given(st.floats(0, 1), st.floats(0, 0.05), st.integers(8, 200), st.integers(1, 50))
def test_intervals_hold_the_share_and_stay_inside(share, variance, clusters, per_cluster):
    low, high = share_interval(share, variance, n=clusters * per_cluster, n_clusters=clusters)
    assert 0 <= low <= high <= 1


def test_groups_are_sorted_and_order_of_rows_does_not_matter():
    units = pd.DataFrame({"outlet": list("BABA") * 5, "jobs": [1, 0, 0, 1] * 5, "article": range(20)})
    table = estimate_shares(units, by=["outlet"], carries="jobs", cluster="article")
    again = estimate_shares(units.sample(frac=1, random_state=1), by=["outlet"], carries="jobs", cluster="article")
    assert table.outlet.tolist() == ["A", "B"] and table.n.tolist() == [5, 5]
    pd.testing.assert_frame_equal(table, again)


@pytest.mark.parametrize("coding", ["machine", "corrected", "read"])
@pytest.mark.parametrize("clusters", [40, 150])
@pytest.mark.parametrize("prevalence", [0.1, 0.3])
def test_intervals_cover_the_truth(clusters, prevalence, coding):
    """Clustered data; the machine's errors differ by cluster; where there is no sample it is given the truth."""
    rng = np.random.default_rng([clusters, round(100 * prevalence)])
    covered = []
    for _ in range(400):
        inside = rng.beta(prevalence * 9, (1 - prevalence) * 9, clusters)  # intra-cluster correlation 0.1
        of = np.repeat(np.arange(clusters), rng.poisson(8, clusters) + 2)
        truth = (rng.random(len(of)) < inside[of]).astype(float)
        false, missed = rng.beta(0.3, 9.7, clusters)[of], rng.beta(3, 7, clusters)[of]
        machine = np.where(rng.random(len(of)) < np.where(truth == 1, missed, false), 1 - truth, truth)
        drawn = np.isin(np.arange(len(of)), rng.choice(len(of), 150, replace=False))
        by_hand = np.where(drawn, truth, np.nan)
        read = np.where(drawn | (of % 3 > 0), truth, np.nan)
        given = {"machine": {}, "corrected": {"by_hand": by_hand}, "read": {"by_hand": by_hand, "read": read}}[coding]
        share = estimate_share(truth if coding == "machine" else machine, of, **given)
        covered.append(share.low <= prevalence <= share.high)
    assert abs(np.mean(covered) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400)  # four standard errors of 400 draws
