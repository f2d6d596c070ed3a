"""The learner against plain linear algebra and against refitting without each group."""

import numpy as np
import pytest
from scipy import sparse

from dossier.coding.calibrate import best_threshold, fit_calibration
from dossier.coding.ridge import Block, RidgeLearner

RNG = np.random.default_rng(3)
X, Z = RNG.normal(size=(30, 4)), RNG.normal(size=(30, 3))
Y = (X[:, :2] + 0.3 * RNG.normal(size=(30, 2)) > 0).astype(float)
GROUPS = [n // 3 for n in range(30)]
BLOCKS = [Block("x", "linear", 0.7), Block("z", "gaussian", 1.3, width=0.4)]


def rows(at):
    return {"x": sparse.csr_matrix(X[at]), "z": Z[at]}


def kernel(a, b):
    squares = ((Z[a][:, None] - Z[b][None]) ** 2).sum(axis=2)
    return 0.7 * X[a] @ X[b].T + 1.3 * np.exp(-0.4 * squares)


@pytest.fixture(scope="module")
def learner():
    fitted = RidgeLearner(BLOCKS, penalty=0.5)
    fitted.fit(rows(np.arange(30)), Y, groups=GROUPS)
    return fitted


def test_scores_are_those_of_the_linear_system(learner):
    every = np.arange(30)
    alpha = np.linalg.solve(kernel(every, every) + 0.5 * np.eye(30), Y - Y.mean(axis=0))
    expected = Y.mean(axis=0) + kernel(every, every) @ alpha
    assert np.allclose(learner.score(rows(every)), expected, atol=1e-3)


def test_left_out_scores_are_those_of_a_refit_without_the_group(learner):
    for group in (0, 4, 9):
        out = np.array([n for n in range(30) if GROUPS[n] == group])
        rest = np.array([n for n in range(30) if GROUPS[n] != group])
        alpha = np.linalg.solve(kernel(rest, rest) + 0.5 * np.eye(len(rest)), Y[rest] - Y.mean(axis=0))
        assert np.allclose(learner.left_out[out], Y.mean(axis=0) + kernel(out, rest) @ alpha, atol=1e-3)


def test_a_row_that_weighs_twice_is_a_row_written_twice():
    twice = RidgeLearner(BLOCKS, penalty=0.5)
    at = np.array([*range(30), 0])
    twice.fit(rows(at), Y[at], groups=[*GROUPS, 0])
    weighed = RidgeLearner(BLOCKS, penalty=0.5)
    weighed.fit(rows(np.arange(30)), Y, groups=GROUPS, weights=np.array([2.0, *np.ones(29)]))
    assert np.allclose(twice.score(rows(np.arange(30))), weighed.score(rows(np.arange(30))), atol=1e-3)


def test_the_threshold_is_the_one_of_the_highest_f1():
    shares = np.array([0.9, 0.8, 0.6, 0.4, 0.2, 0.1])
    truth = np.array([1, 1, 0, 1, 0, 0]) > 0
    cut = best_threshold(truth, shares)

    def f1(at):
        said = shares >= at
        return 2 * (said & truth).sum() / (said.sum() + truth.sum())

    assert f1(cut) == max(f1(at) for at in shares)


def test_curves_rise_and_a_label_without_cases_is_survived():
    scores = np.stack([np.linspace(0, 1, 40), np.linspace(0, 1, 40)], axis=1)
    targets = np.stack([np.arange(40) > 25, np.zeros(40)], axis=1).astype(float)
    calibration = fit_calibration(scores, np.ones((40, 2), dtype=bool), targets)
    shares = calibration.probabilities(scores)
    assert (np.diff(shares, axis=0) >= 0).all()
    assert ((shares >= 0) & (shares <= 1)).all()
