"""The second learner: folds of whole groups, labels with too few cases, cells nobody looked at."""

import numpy as np

from dossier.coding.logits import FEWEST, VectorLogits

RNG = np.random.default_rng(5)


def cases(count: int = 80) -> tuple[np.ndarray, np.ndarray]:
    present = np.arange(count) % 4 == 0
    vectors = RNG.normal(size=(count, 6)).astype(np.float32)
    vectors[:, 0] += 3 * present
    return vectors, present.astype(float)[:, None]


def test_a_left_out_score_does_not_see_its_group() -> None:
    vectors, targets = cases()
    groups = [n // 4 for n in range(80)]
    before = VectorLogits().fit(vectors, targets, groups=groups).left_out
    lied = targets.copy()
    lied[:4] = 1 - lied[:4]
    after = VectorLogits().fit(vectors, lied, groups=groups).left_out
    assert np.allclose(before[:4], after[:4])
    assert not np.allclose(before[4:], after[4:])


def test_new_rows_are_ranked_by_what_was_learnt() -> None:
    vectors, targets = cases()
    scores = VectorLogits(strength=1.0).fit(vectors, targets, groups=list(range(80))).score(vectors)[:, 0]
    assert scores[targets[:, 0] > 0].min() > np.median(scores[targets[:, 0] == 0])


def test_a_label_with_few_cases_or_one_group_says_nothing() -> None:
    vectors, targets = cases()
    few = np.zeros_like(targets)
    few[: FEWEST - 1] = 1
    assert not VectorLogits().fit(vectors, few, groups=list(range(80))).left_out.any()
    alone = VectorLogits().fit(vectors, targets, groups=["x"] * 80)
    assert not alone.left_out.any() and alone.score(vectors).any()


def test_unknown_cells_teach_nothing() -> None:
    vectors, targets = cases()
    known = np.ones(targets.shape, dtype=bool)
    known[:20] = False
    lied = targets.copy()
    lied[:20] = 1
    one = VectorLogits().fit(vectors, targets, groups=list(range(80)), known=known)
    other = VectorLogits().fit(vectors, lied, groups=list(range(80)), known=known)
    assert np.array_equal(one.score(vectors), other.score(vectors))
