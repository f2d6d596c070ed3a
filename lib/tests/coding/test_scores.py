"""Scores against scikit-learn, by hand, and their interval."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from dossier.coding.scores import Score, score_classes, score_flags, tier

RNG = np.random.default_rng(5)
TRUTH, CODED = RNG.random(200) < 0.3, RNG.random(200) < 0.4
GROUPS = [n // 10 for n in range(200)]


def test_flags_agree_with_scikit_learn():
    score = score_flags(TRUTH, CODED, groups=GROUPS)
    assert score.precision == pytest.approx(precision_score(TRUTH, CODED))
    assert score.recall == pytest.approx(recall_score(TRUTH, CODED))
    assert score.f1 == pytest.approx(f1_score(TRUTH, CODED))
    assert score.low < score.f1 < score.high


def test_classes_agree_with_scikit_learn():
    truth, said = RNG.integers(0, 3, 100), RNG.integers(0, 3, 100)
    score = score_classes(truth.tolist(), said.tolist(), groups=list(range(100)), classes=3)
    assert score.f1 == pytest.approx(f1_score(truth, said, average="macro"))


def test_articles_that_differ_widen_the_interval():
    truth = np.tile([True, False], 100)
    coded = np.where(np.arange(200) < 100, truth, ~truth)
    apart = score_flags(truth, coded, groups=list(range(200)))
    clustered = score_flags(truth, coded, groups=[n // 50 for n in range(200)])
    assert clustered.high - clustered.low > apart.high - apart.low


def test_nothing_to_find_is_not_a_score():
    score = score_flags(np.zeros(5, dtype=bool), np.zeros(5, dtype=bool), groups=list("abcde"))
    assert np.isnan(score.f1)
    assert tier(score) == "weak"


@pytest.mark.parametrize(
    ("f1", "cases", "expected"), [(0.85, 50, "good"), (0.7, 50, "usable"), (0.5, 50, "weak"), (0.9, 10, "weak")]
)
def test_tiers(f1, cases, expected):
    assert tier(Score(500, cases, f1, f1, f1, f1 - 0.1, f1 + 0.1)) == expected
