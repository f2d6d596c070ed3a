"""Which sentence comes next, what the codes are worth, and what they would be worth with more of them."""

import numpy as np
import pandas as pd
import pytest

from dossier.errors import UsageError
from dossier.explorer import Session, follow_agreement, follow_scores, foresee_codes, order_sentences
from dossier.explorer.learning import count_codes, first_coded, pair_with_machine
from dossier.explorer.marking import Decision
from dossier.explorer.queues import draw_numbers, drawn_until, rarest_theme
from dossier.explorer.refitting import foresee_gains, list_flips


@pytest.fixture
def marks(tmp_path, coded):
    """Six sentences coded in the order of rows 0, 4, 1, 5, 8, 2: work in 0, 1 and 5."""
    session = Session(tmp_path, coder="ada", version="v1")
    for place in (0, 4, 1, 5, 8, 2):
        session.decide(coded.iloc[place], Decision({"work": "threat"} if place in (0, 1, 5) else {}))
    return session.marks


def test_doubtful_sentences_come_first_and_coded_ones_never(coded, marks):
    order = order_sentences(coded.drop(columns="noise_stance"), by="uncertain").index
    assert order[:2].tolist() == [4, 3]  # 0.5 and 0.6 beside the line at 0.55, the lower side being wider
    assert not set(order_sentences(coded, by="uncertain", marks=marks).index) & {0, 4, 1, 5, 8, 2}
    assert 11 not in order  # repeated prose is coded once


def test_a_rare_theme_is_looked_for_where_it_is_likely(coded, marks):
    assert rarest_theme(["work", "noise"], marks) == "noise" and rarest_theme([], None) == ""
    coded.loc[7, "noise_p"] = 0.4
    assert order_sentences(coded, by="rare", marks=marks).index[0] == 7


def test_the_random_order_is_random_stays_and_begins_with_the_sample(coded):
    order = order_sentences(coded, by="random").index.tolist()
    assert sorted(order) == list(range(11)) != order
    shuffled = coded.sample(frac=1, random_state=3)
    assert order_sentences(shuffled, by="random").index.tolist() == order
    sample = coded.loc[[order[-1]], ["article_id", "sentence_no"]]
    assert order_sentences(coded, by="random", sample=sample).index.tolist() == [order[-1], *order[:-1]]


def test_random_numbers_are_spread_evenly():
    many = pd.DataFrame({"article_id": "a", "sentence_no": range(4000)})
    counts = np.bincount((draw_numbers(many) // np.uint64(2**61)).astype(int), minlength=8)
    assert ((counts - 500) ** 2 / 500).sum() < 24.3  # chi-square, 7 degrees of freedom, one in a thousand


def test_the_sample_takes_in_what_was_coded_before_and_drawn_earlier(coded, marks):
    order = order_sentences(coded, by="random").index.tolist()
    place = (coded.article_id[order[-1]], int(coded.sentence_no[order[-1]]))
    assert set(drawn_until(coded, marks, place).index) == {0, 4, 1, 5, 8, 2} | {order[-1]}
    first = (coded.article_id[order[0]], int(coded.sentence_no[order[0]]))
    assert drawn_until(coded, marks, first).index.tolist() == [order[0]]


def test_a_second_coder_gets_the_sentences_of_the_first(coded, marks):
    assert set(order_sentences(coded, by="second", other=marks).index) == {0, 4, 1, 5, 8, 2}
    assert order_sentences(coded, by="second").empty
    with pytest.raises(UsageError, match="not 'best'"):
        order_sentences(coded, by="best")


def test_scores_grow_in_the_order_of_coding(coded, marks):
    pairs = pair_with_machine(marks, coded, themes=["work"])
    assert pairs.work_hand.tolist() == [True, False, True, True, False, False]
    assert pairs.work_machine.tolist() == [True, False, True, False, False, True]
    growth = follow_scores(marks, coded, themes=["work"], step=3)
    assert growth[["n", "n_positive"]].to_numpy().tolist() == [[3, 2], [6, 3]]
    assert growth.f1.round(3).tolist() == [1.0, 0.667]  # then 2 found, 1 missed, 1 too many
    assert first_coded(marks, n=2)[["article_id", "sentence_no"]].to_numpy().tolist() == [["a", 1], ["b", 1]]


def test_more_codes_narrow_the_intervals_by_the_square_root(coded, marks):
    row = foresee_codes(marks, coded, themes=["work"], more=18).iloc[0]
    assert row.score_then == pytest.approx(row.score_now / 2)  # 6 + 18 = 4 times 6
    z, n, p = 1.96, 6, 0.5
    assert row.share_now == pytest.approx(z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n))
    assert row.share_then < row.share_now


def test_agreement_is_that_of_the_agreement_room(coded, marks):
    other = marks.assign(coder="ben", theme="", stance="").drop_duplicates(["article_id", "sentence_no"])
    found = follow_agreement(marks, other, themes=["work", "noise"]).set_index("theme")
    assert found.loc["work", ["n_units", "percent"]].tolist() == [6, 0.5]
    assert np.isnan(found.loc["noise", "alpha"])  # nobody used it: undefined, not perfect
    assert count_codes({"ada": marks}, themes=["work"]).to_numpy().tolist() == [["ada", 6, 3]]


def test_flips_are_listed_by_the_size_of_the_change(coded):
    after = coded.copy()
    after.loc[3, ["work", "work_p", "work_stance"]] = [0, 0.3, ""]
    after.loc[9, ["work", "work_p", "work_stance"]] = [1, 0.9, "mixed"]
    flips = list_flips(coded, after, themes=["work", "noise"])
    assert flips[["article_id", "sentence_no", "before", "after"]].to_numpy().tolist() == [
        ["c", 2, "", "mixed"], ["a", 4, "threat", ""],
    ]  # fmt: skip
    assert list_flips(coded, coded, themes=["work"]).empty
    assert foresee_gains(pd.DataFrame(), None, n=10).empty
