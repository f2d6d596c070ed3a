"""
A second learner beside the kernels: logistic regression on the sentence vectors alone.

It errs elsewhere than the sum of kernels, so that the two together rank unseen sentences better than either
(Dietterich 2000, "Ensemble methods in machine learning", on why). Its left-out scores come from folds of
whole groups.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

Scores = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FOLDS = 4
FEWEST = 8  # cases below which a label has no regression: the kernels speak alone


class VectorLogits:
    """
    Log-odds of each label from sentence vectors.

    Parameters
    ----------
    strength : float
        Inverse of the penalty (``C``), for vectors of spread 1 in each column.

    Examples
    --------
    >>> vectors = np.array([[-1.0], [-0.9], [1.0], [0.9]] * 4, dtype=np.float32)
    >>> present = np.array([[0.0], [0.0], [1.0], [1.0]] * 4)
    >>> logits = VectorLogits(strength=1.0).fit(vectors, present, groups=list(range(16)))
    >>> bool(logits.score(np.array([[1.0]]))[0, 0] > 0), bool((logits.left_out[:2] < 0).all())
    (True, True)
    """

    def __init__(self, *, strength: float = 0.003):
        self.strength = strength

    def fit(
        self,
        vectors: npt.NDArray[np.float32],
        targets: Scores,
        *,
        groups: Sequence[object],
        known: Flags | None = None,
        weights: Scores | None = None,
    ) -> "VectorLogits":
        """
        Learn; afterwards `left_out` holds scores from folds without the row's group, shape as `targets`.

        Parameters
        ----------
        vectors : array, shape (n, d)
        targets : array, shape (n, labels), 0 to 1
        groups : sequence of length n
        known : array of bool, shape (n, labels), optional
            Cells that somebody looked at; others teach nothing.
        weights : array, shape (n,), optional
        """
        seen = np.ones(targets.shape, dtype=bool) if known is None else known
        weight = np.ones(len(targets)) if weights is None else weights
        present = targets > 0.5
        every = np.arange(len(targets))
        self.left_out = np.zeros(targets.shape)
        with threadpool_limits(1):  # the same bits whatever the number of cores
            self.models = self._learn(vectors, present, seen, weight, every)
            for taught, asked in _folds(groups):
                models = self._learn(vectors, present, seen, weight, taught)
                self.left_out[asked] = _log_odds(models, vectors[asked])
        return self

    def score(self, vectors: npt.NDArray[np.float32]) -> Scores:
        """Return log-odds of new rows, shape (n, labels); 0 for a label without regression."""
        return _log_odds(self.models, vectors)

    def _learn(
        self, vectors: npt.NDArray[np.float32], present: Flags, seen: Flags, weight: Scores, rows: npt.NDArray[np.intp]
    ) -> list[LogisticRegression | None]:
        models: list[LogisticRegression | None] = []
        for label in range(present.shape[1]):
            at = rows[seen[rows, label]]
            cases = int(present[at, label].sum())
            if int(present[seen[:, label], label].sum()) < FEWEST or not 0 < cases < len(at):
                models.append(None)
                continue
            model = LogisticRegression(C=self.strength, max_iter=80, tol=1e-3)
            models.append(model.fit(vectors[at], present[at, label], sample_weight=weight[at]))
        return models


def _folds(groups: Sequence[object]) -> list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    names = [str(group) for group in groups]
    count = min(FOLDS, len(set(names)))
    return list(GroupKFold(count).split(names, groups=names)) if count > 1 else []


def _log_odds(models: Sequence[LogisticRegression | None], vectors: npt.NDArray[np.float32]) -> Scores:
    columns = [np.zeros(len(vectors)) if model is None else model.decision_function(vectors) for model in models]
    return np.stack(columns, axis=1)
