"""
Scores to probabilities, and probabilities to yes or no.

Both are learnt from left-out scores: a logistic curve a label (Platt 1999), and the threshold at which
F1 on those rows is highest, smoothed so that a lucky notch does not decide.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

Shares = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_PLATEAU = 0.01  # of the highest F1 that a threshold may lose and still count
_SMOOTH = 4  # ranks on each side over which F1 is averaged, at most


@dataclass(frozen=True)
class Calibration:
    """One logistic curve (`slopes`, `offsets`) and one threshold a label; arrays of shape (labels,)."""

    slopes: Shares
    offsets: Shares
    thresholds: Shares

    def probabilities(self, scores: Shares) -> Shares:
        """Return probabilities, same shape as `scores` (n, labels)."""
        shares: Shares = 1 / (1 + np.exp(-np.clip(scores * self.slopes + self.offsets, -30, 30)))
        return shares


def fit_calibration(scores: Shares, known: Flags, targets: Shares) -> Calibration:
    """
    Learn curves and thresholds.

    Parameters
    ----------
    scores, known, targets : arrays, shape (n, labels)
        Left-out scores, whether somebody looked, what they saw (0 or 1).
    """
    present = targets > 0.5
    fitted = [_fit_label(scores[seen, n], present[seen, n]) for n, seen in enumerate(known.T)]
    slopes, offsets, cuts = np.array(fitted).T
    return Calibration(slopes, offsets, cuts)


def _fit_label(scores: Shares, present: Flags) -> tuple[float, float, float]:
    """Return slope, offset and best threshold of one label."""
    slope, offset = _fit_curve(scores, present)
    shares = 1 / (1 + np.exp(-np.clip(scores * slope + offset, -30, 30)))
    return slope, offset, best_threshold(present, shares)


def _fit_curve(scores: Shares, present: Flags) -> tuple[float, float]:
    if len(set(present.tolist())) < 2:
        return 8.0, -4.0  # nothing to learn from: halfway is even odds
    curve = LogisticRegression(C=1e3).fit(scores[:, None], present)
    return max(float(curve.coef_[0, 0]), 1e-3), float(curve.intercept_[0])


def best_threshold(present: Flags, shares: Shares) -> float:
    """
    Return the probability from which saying yes gives the highest F1: the middle of all that do nearly as well.

    F1 is flat near its peak, and the peak itself is a lucky notch of these rows.

    Examples
    --------
    >>> 0.3 < best_threshold(np.array([0, 0, 1, 1]) > 0, np.array([0.1, 0.2, 0.7, 0.9])) <= 0.7
    True
    """
    if not present.any() or present.all():
        return 0.5
    order = np.argsort(-shares, kind="stable")
    hits = np.cumsum(present[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + present.sum())
    reach = min(_SMOOTH, int(present.sum()) // 8)
    window = np.ones(2 * reach + 1) / (2 * reach + 1)
    smooth = np.convolve(np.pad(f1, reach, mode="edge"), window, "valid")
    good = smooth >= (1 - _PLATEAU) * smooth.max()
    ranked = np.append(shares[order], 0.0)
    cut = np.median((ranked[:-1] + ranked[1:])[good] / 2)
    return float(np.clip(cut, 0.05, 0.95))
