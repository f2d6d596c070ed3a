"""
Rows of which nobody has said whether they carry a theme.

Where a theme has few coded sentences, as one that a user has just added, its terms speak: a sentence
with a strong term is taken for a likely case, one without any for a likely none. Elsewhere an unknown
cell is given the theme's mean, which moves nothing.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dossier.coding.cues import CueReader
from dossier.coding.training import Examples

FEW = 40  # coded cases below which a theme's terms are listened to
LIKELY, HINTED, UNLIKELY = 0.8, 0.25, 0.02


def wanted_examples(examples: Examples, *, keys: Sequence[str]) -> dict[str, int]:
    """
    Return how many more coded cases each theme wants before its terms fall silent; 0 where it has enough.

    Parameters
    ----------
    examples : Examples
        What the coder learns from.
    keys : sequence of str
        Keys of the codebook's themes, in order.
    """
    cases = np.nansum(examples.themes, axis=0)
    return {key: max(0, FEW - int(count)) for key, count in zip(keys, cases, strict=True)}


def tell_wanted(examples: Examples, *, keys: Sequence[str]) -> list[str]:
    """
    Return one line for each theme that wants coded cases, for ``dossier check``.

    Parameters
    ----------
    examples, keys
        As of `wanted_examples`.
    """
    return [
        f"theme {key!r}: {FEW - missing} coded cases; {missing} more, marked in annotations/ or written in training/, "
        "and the coder learns it from cases instead of from its terms alone."
        for key, missing in wanted_examples(examples, keys=keys).items()
        if missing
    ]


def fill_unknown(examples: Examples, *, reader: CueReader) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """
    Return targets without gaps, and which cells were known; both (n, themes).

    For a theme listened to by its terms, the filled cells count as known too: there is nothing else to
    calibrate on.
    """
    targets = examples.themes.copy()
    known = ~np.isnan(targets)
    counts = np.stack([reader.read(text).theme_counts for text in examples.rows["text"]])
    for theme in range(targets.shape[1]):
        gaps = ~known[:, theme]
        cases = np.nansum(targets[:, theme])
        if cases < FEW:
            strong, weak = counts[:, theme, 0] > 0, counts[:, theme, 1] > 0
            filled = np.where(strong, LIKELY, np.where(weak, HINTED, UNLIKELY))
            known[:, theme] = True
        else:
            filled = np.full(len(targets), cases / max(known[:, theme].sum(), 1))
        targets[gaps, theme] = filled[gaps]
    return targets, known
