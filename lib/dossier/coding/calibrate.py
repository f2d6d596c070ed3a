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
USUAL = 0.35
ENOUGH_POSITIVES, ENOUGH_ROWS = 25, 150  # judged rows that suffice to calibrate on them alone
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


def fit_calibration(
    scores: Shares, known: Flags, targets: Shares, *, judged: Flags | None = None, shrink: float = 0.0
) -> Calibration:
    """
    Learn curves and thresholds.

    Parameters
    ----------
    scores, known, targets : arrays, shape (n, labels)
        Left-out scores, whether somebody looked, what they saw (0 or 1).
    judged : array of bool, shape (n,), optional
        Rows from the texts that are to be coded (agreed marks): where there are enough, what they teach alone
        counts as much as what all rows teach, so that neither one set of articles nor made-up prose decides.
    shrink : float, 0 to 1
        How far thresholds are drawn to `USUAL`, against a threshold that fits these texts too closely: where
        F1 is highest at all, the threshold is half that F1 (Lipton, Elkan & Naryanaswamy 2014), and texts
        easier than these have a higher one.
    """
    fitted = []
    for label in range(scores.shape[1]):
        present, seen = targets[:, label] > 0.5, known[:, label]
        found = [_fit_label(scores[seen, label], present[seen])]
        if judged is not None and _suffice(seen & judged, targets[:, label]):
            found.append(_fit_label(scores[seen & judged, label], present[seen & judged]))
        fitted.append(np.mean(found, axis=0))
    slopes, offsets, cuts = np.array(fitted).T
    return Calibration(slopes, offsets, (1 - shrink) * cuts + shrink * USUAL)


def _fit_label(scores: Shares, present: Flags) -> tuple[float, float, float]:
    """Return slope, offset and best threshold of one label."""
    slope, offset = _fit_curve(scores, present)
    shares = 1 / (1 + np.exp(-np.clip(scores * slope + offset, -30, 30)))
    return slope, offset, best_threshold(present, shares)


def _suffice(use: Flags, targets: Shares) -> bool:
    return bool(use.sum() >= ENOUGH_ROWS and (targets[use] > 0.5).sum() >= ENOUGH_POSITIVES)


def _fit_curve(scores: Shares, present: Flags) -> tuple[float, float]:
    if len(set(present.tolist())) < 2:
        return 8.0, -4.0  # nothing to learn from: halfway is even odds
    curve = LogisticRegression(C=1e3).fit(scores[:, None], present)
    return max(float(curve.coef_[0, 0]), 1e-3), float(curve.intercept_[0])


def best_threshold(present: Flags, shares: Shares) -> float:
    """
    Return the probability from which saying yes gives the highest F1, smoothed over neighbours.

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
    best = int(np.argmax(np.convolve(np.pad(f1, reach, mode="edge"), window, "valid")))
    following = shares[order[best + 1]] if best + 1 < len(order) else 0.0
    return float(np.clip((shares[order[best]] + following) / 2, 0.05, 0.95))
