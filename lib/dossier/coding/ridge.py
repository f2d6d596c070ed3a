"""
Regularised least squares over a sum of kernels: the learner beneath the machine coder.

One linear system serves every label at once, and the scores that each training row would get if its
whole group were left out come from the same inverse, without refitting (Rifkin & Lippert 2007, "Notes
on regularized least squares", extended to groups: with ``H = (K + aI)^-1``, the errors of a left-out
group are ``H_GG^-1 (H y)_G``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import linalg, sparse
from threadpoolctl import threadpool_limits

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Block:
    """
    A part of what is known of a sentence.

    `kind` is ``linear`` or ``gaussian`` (``exp(-width * squared distance)``); `weight` is its part in the sum.
    """

    name: str
    kind: str
    weight: float
    width: float = 0.5


class RidgeLearner:
    """
    Scores near 1 where a label is there and near 0 where it is not.

    Parameters
    ----------
    blocks : sequence of Block
        The kernels that are summed.
    penalty : float
        The ``a`` above; larger is smoother.

    Examples
    --------
    >>> rows = {"x": np.array([[0.0], [0.1], [1.0], [1.1]])}
    >>> learner = RidgeLearner([Block("x", "gaussian", 1.0, width=2.0)], penalty=0.1)
    >>> learner.fit(rows, np.array([[0.0], [0.0], [1.0], [1.0]]), groups=["a", "b", "c", "d"])
    >>> learner.score({"x": np.array([[1.05]])}).round(1).tolist()
    [[1.0]]
    """

    def __init__(self, blocks: Sequence[Block], *, penalty: float = 1.0):
        self.blocks = tuple(blocks)
        self.penalty = penalty

    def fit(
        self,
        rows: Mapping[str, Any],
        targets: npt.NDArray[np.float64],
        *,
        groups: Sequence[object],
        weights: npt.NDArray[np.float64] | None = None,
    ) -> None:
        """
        Learn; afterwards `left_out` holds the scores with each row's group left out, shape as `targets`.

        Parameters
        ----------
        rows : mapping of block name to matrix (n, columns), dense or sparse
        targets : array, shape (n, labels), 0 to 1
        groups : sequence of length n
        weights : array, shape (n,), optional
            How much each row counts.
        """
        with threadpool_limits(1):  # the same bits whatever the number of cores
            self._fit(rows, targets, groups, weights)

    def _fit(
        self,
        rows: Mapping[str, Any],
        targets: npt.NDArray[np.float64],
        groups: Sequence[object],
        weights: npt.NDArray[np.float64] | None,
    ) -> None:
        count = len(targets)
        weight = np.ones(count) if weights is None else weights
        self._rows = {b.name: rows[b.name] for b in self.blocks}
        self.mean = np.average(targets, axis=0, weights=weight)
        gram = self._gram(self._rows)
        gram[np.diag_indices(count)] += (self.penalty / weight).astype(np.float32)
        inverse = _invert(gram)
        centred = targets - self.mean
        self.coefficients = (inverse @ centred.astype(np.float32)).astype(np.float64)
        self.left_out = targets - _group_errors(inverse, self.coefficients, groups)
        self._linear = {
            b.name: b.weight * (self._rows[b.name].T @ self.coefficients) for b in self.blocks if b.kind == "linear"
        }

    def score(self, rows: Mapping[str, Any]) -> npt.NDArray[np.float64]:
        """Return scores of new rows, shape (n, labels)."""
        with threadpool_limits(1):
            return self._score(rows)

    def _score(self, rows: Mapping[str, Any]) -> npt.NDArray[np.float64]:
        total = np.tile(self.mean, (_length(rows), 1))
        for block in self.blocks:
            fresh = rows[block.name]
            if block.kind == "linear":
                total += np.asarray(fresh @ self._linear[block.name])
            else:
                total += block.weight * (_gaussian(fresh, self._rows[block.name], block.width) @ self.coefficients)
        return total

    def weights_of(self, name: str) -> npt.NDArray[np.float64]:
        """Weights of a linear block's columns, shape (columns, labels)."""
        return np.asarray(self._linear[name])

    def _gram(self, rows: Mapping[str, Any]) -> Matrix:
        total: Any = 0
        for block in self.blocks:
            own = rows[block.name]
            if block.kind == "gaussian":
                part = _gaussian(own, own, block.width)
            else:
                product = own @ own.T
                part = product.toarray() if sparse.issparse(product) else np.asarray(product)
            total = total + np.float32(block.weight) * part
        return np.ascontiguousarray(total, dtype=np.float32)


def _gaussian(one: Any, other: Any, width: float) -> Matrix:
    one, other = np.asarray(one, dtype=np.float32), np.asarray(other, dtype=np.float32)
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None, :] - 2 * (one @ other.T)
    kernel: Matrix = np.exp(-np.float32(width) * np.maximum(squares, 0))
    return kernel


def _invert(gram: Matrix) -> Matrix:
    """Inverse of a symmetric positive matrix, by Cholesky."""
    factor, _ = linalg.cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
    inverse, failed = linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError("the kernel matrix has no inverse")
    lower = np.tril(inverse)
    whole: Matrix = lower + np.tril(inverse, -1).T
    return whole


def _group_errors(
    inverse: Matrix, coefficients: npt.NDArray[np.float64], groups: Sequence[object]
) -> npt.NDArray[np.float64]:
    errors = np.empty_like(coefficients)
    for places in pd.Series(range(len(coefficients))).groupby(list(groups), sort=False):
        at = places[1].to_numpy()
        errors[at] = np.linalg.solve(inverse[np.ix_(at, at)].astype(np.float64), coefficients[at])
    return errors


def _length(rows: Mapping[str, Any]) -> int:
    return int(next(iter(rows.values())).shape[0])
