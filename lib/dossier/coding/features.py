"""
What the coder knows of a sentence, as blocks of numbers: n-grams, cues, sentence vectors.

A row is a sentence with its neighbours: columns ``text``, ``before``, ``after``.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.codebook import Codebook
from dossier.coding.cues import CueReader, Matrix, Reading
from dossier.coding.grams import GramVectoriser, word_forms
from dossier.encoder import Encoder
from dossier.schema import STANCES

Blocks = dict[str, Any]


class Standard:
    """Columns to mean 0 and spread 1, divided so that squared distances are means over columns."""

    def fit(self, matrix: Matrix) -> "Standard":
        """Learn mean and spread."""
        spread = matrix.std(axis=0)
        self.mean = matrix.mean(axis=0)
        self.scale = np.where(spread > 1e-6, spread, 1.0) * np.sqrt(matrix.shape[1])
        return self

    def transform(self, matrix: Matrix) -> Matrix:
        """Return the matrix in these units."""
        return np.asarray((matrix - self.mean) / self.scale, dtype=np.float32)


class GramBlocks:
    """The blocks that every text has: words, characters, and vectors where there is an encoder."""

    def __init__(self, encoder: Encoder | None = None):
        self.encoder = encoder

    def fit(self, texts: Sequence[str]) -> "GramBlocks":
        """Learn vocabulary and scales."""
        forms = [word_forms(text) for text in texts]
        self.words = GramVectoriser("word").fit(forms)
        self.chars = GramVectoriser("char", min_df=3).fit(forms)
        if self.encoder is not None:
            self.scale = Standard().fit(self.encoder.encode(list(texts)))
        return self

    def transform(self, texts: Sequence[str], *, vectors: bool = True) -> Blocks:
        """Return the blocks of new texts; without `vectors`, the cheap ones alone."""
        forms = [word_forms(text) for text in texts]
        blocks: Blocks = {"words": self.words.transform(forms), "chars": self.chars.transform(forms)}
        if vectors and self.encoder is not None:
            blocks["vectors"] = self.scale.transform(self.encoder.encode(list(texts)))
        return blocks


class QueryBlock:
    """
    How near each sentence is to what the codebook says of its themes: definitions, what they include, examples.

    The lines of the codebook are the queries, so that a theme without coded sentences still has a place.
    """

    def __init__(self, codebook: Codebook, encoder: Encoder):
        self.encoder = encoder
        self._queries = encoder.encode(codebook_lines(codebook))

    def fit(self, texts: Sequence[str]) -> "QueryBlock":
        """Learn the scale of the nearness."""
        self.scale = Standard().fit(self._nearness(texts))
        return self

    def transform(self, texts: Sequence[str]) -> Matrix:
        """Return the nearness of each text to each line."""
        return self.scale.transform(self._nearness(texts))

    def _nearness(self, texts: Sequence[str]) -> Matrix:
        return self.encoder.encode(list(texts)) @ self._queries.T


def codebook_lines(codebook: Codebook) -> list[str]:
    """Everything the codebook says in prose of what its themes are."""
    return [
        line
        for theme in codebook.themes
        for line in (
            theme.definition_en, theme.definition_fr, *theme.includes_en, *theme.includes_fr, *theme.excludes_en,
            *theme.excludes_fr, *(example.text for example in theme.examples),
        )
    ]  # fmt: skip


def read_rows(reader: CueReader, rows: pd.DataFrame) -> tuple[list[Reading], list[Reading], list[Reading]]:
    """Return the readings of each row's sentence and of its neighbours."""
    return tuple([reader.read(text) for text in rows[name]] for name in ("text", "before", "after"))  # type: ignore[return-value]


def theme_cues(reader: CueReader, rows: pd.DataFrame) -> Matrix:
    """
    Return one row of cues a sentence: for each theme strong, hinting, guarded terms, and the neighbours' strong ones.

    Returns
    -------
    array of float32, shape (n, 7 * themes + general groups + 3)
    """
    own, before, after = read_rows(reader, rows)
    counts = np.stack([reading.theme_counts for reading in own])
    strong, weak, guarded = counts[..., 0], counts[..., 1], counts[..., 2]
    beside = [np.stack([r.theme_counts[:, 0] for r in side]) > 0 for side in (before, after)]
    parts = [strong > 0, np.log1p(strong), weak > 0, np.log1p(weak), guarded > 0, *beside]
    return np.concatenate([*parts, general_cues(own, list(rows["text"]))], axis=1).astype(np.float32)


def general_cues(readings: Sequence[Reading], texts: Sequence[str]) -> Matrix:
    """Counts of general words of discourse, length, question mark, quotation marks."""
    discourse = np.log1p(np.stack([reading.discourse for reading in readings]))
    shape = [[np.log1p(len(t)) / 3, float("?" in t), float(any(sign in t for sign in '«»“”"'))] for t in texts]
    return np.concatenate([discourse, np.array(shape)], axis=1).astype(np.float32)


def stance_cues(readings: Sequence[Reading], themes: npt.NDArray[np.int64]) -> Matrix:
    """
    Return the stance terms of one theme a row: plain and negated, for each stance.

    Parameters
    ----------
    readings : sequence of Reading
        One a row.
    themes : array of int
        Which theme each row asks about.
    """
    counts = np.stack([reading.stance_counts[theme] for reading, theme in zip(readings, themes, strict=True)])
    return np.asarray(np.log1p(counts.reshape(len(counts), 2 * len(STANCES))), dtype=np.float32)
