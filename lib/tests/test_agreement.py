"""Agreement statistics against independent implementations, on tables a reader can check by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from dossier.agreement import (
    STATISTICS,
    bootstrap_interval,
    cohen_kappa,
    compare_coders,
    gwet_ac1,
    krippendorff_alpha,
    measure_agreement,
    number_values,
    pair_codings,
    percent_agreement,
)

krippendorff = pytest.importorskip("krippendorff")


def _two(first, second):
    return number_values(pd.DataFrame({"first": list(first), "second": list(second)}))


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=3, max_size=30))
def test_alpha_and_kappa_agree_with_other_implementations(units):
    first, second = zip(*units, strict=True)
    coded = _two(first, second)
    if len(set(first) | set(second)) < 2:
        assert np.isnan(krippendorff_alpha(coded)) and np.isnan(cohen_kappa(coded))
        return
    table = [list(map("xyz".index, first)), list(map("xyz".index, second))]
    theirs = krippendorff.alpha(reliability_data=table, level_of_measurement="nominal", value_domain=[0, 1, 2])
    assert krippendorff_alpha(coded) == pytest.approx(theirs)
    assert cohen_kappa(coded) == pytest.approx(cohen_kappa_score(first, second))


@given(st.lists(st.lists(st.sampled_from([0, 1, 2, None]), min_size=3, max_size=3), min_size=4, max_size=20))
def test_alpha_of_three_coders_with_gaps(units):
    coded = number_values(pd.DataFrame(units))
    ours = krippendorff_alpha(coded)
    rows = [[np.nan if v is None else v for v in unit] for unit in units]
    kept = [r for r in rows if np.sum(~np.isnan(r)) >= 2]
    if len(kept) < 2 or len({v for r in kept for v in r if not np.isnan(v)}) < 2:
        assert np.isnan(ours)
        return
    theirs = krippendorff.alpha(reliability_data=np.array(rows).T, level_of_measurement="nominal",
                                value_domain=[0, 1, 2])  # fmt: skip
    assert ours == pytest.approx(theirs)


def test_ac1_by_hand():
    # 8 of 10 agree; "no" is used 17 of 20 times: chance = 2 × .85 × .15 = .255; (.8 − .255) / .745
    coded = _two("nnnnnnnnyn", "nnnnnnnnny")
    assert percent_agreement(coded) == 0.8
    assert gwet_ac1(coded) == pytest.approx((0.8 - 2 * 0.9 * 0.1) / (1 - 2 * 0.9 * 0.1))


@pytest.mark.parametrize("name", STATISTICS)
def test_statistics_are_undefined_rather_than_perfect_where_one_value_was_used(name):
    value = STATISTICS[name](_two("nnnn", "nnnn"))
    assert value == 1.0 if name == "percent" else np.isnan(value)


def test_three_coders_are_refused_where_two_are_compared():
    with pytest.raises(ValueError, match="two coders, not 3"):
        cohen_kappa(number_values(pd.DataFrame({"a": ["x"], "b": ["x"], "c": ["x"]})))


def test_bootstrap_draws_articles_and_refuses_four():
    rng = np.random.default_rng(0)
    coded = np.stack([rng.integers(0, 2, 60)] * 2, axis=1)
    coded[::5, 1] = 1 - coded[::5, 1]
    low, high = bootstrap_interval(coded, np.repeat(np.arange(12), 5), krippendorff_alpha, runs=200)
    assert low < krippendorff_alpha(coded) < high
    assert np.isnan(bootstrap_interval(coded[:20], np.repeat(np.arange(4), 5), krippendorff_alpha)).all()


def _marks(*rows):
    names = ["article_id", "sentence_no", "theme", "stance", "voice", "voice_kind"]
    return pd.DataFrame(rows, columns=names)


def test_compare_coders_counts_themes_stances_and_voices():
    first = _marks(
        ("a", 1, "jobs", "threat", "", "none"), ("a", 2, "", "", "Ada", "named"), ("a", 3, "", "", "", "none")
    )
    second = _marks(
        ("a", 1, "jobs", "mixed", "", "none"), ("a", 2, "", "", "Ada", "named"), ("a", 3, "jobs", "threat", "", "none")
    )
    table = compare_coders(first, second, themes=["jobs"], runs=10).set_index(["what", "theme"])
    assert table.loc[("theme", "jobs"), ["n_first", "n_second", "n_units"]].tolist() == [1, 2, 3]
    assert table.loc[("theme", "jobs"), "percent"] == pytest.approx(2 / 3)
    assert table.loc[("stance", "jobs"), "n_units"] == 1
    assert table.loc[("voice", ""), "percent"] == 1.0


def test_pairs_hold_only_what_both_coded():
    one = pd.DataFrame({"article_id": ["a", "a"], "sentence_no": [1, 2], "v": ["x", "y"]})
    assert pair_codings(one, one.iloc[1:], value="v")["first"].tolist() == ["y"]
    assert measure_agreement(pair_codings(one, one, value="v"), runs=10)["n_articles"] == 1
