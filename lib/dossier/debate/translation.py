"""
Which quotations in two languages say the same, by sentence vectors.

Sentences of one language lie close together whatever they say, and so do those on one subject: plain cosines
of a translation and of a decoy overlap. So the mean of the language and of the corpus is taken away first
(centring, after Mu and Viswanath, "All-but-the-top", 2018), and a quotation is compared both whole and by its
sentences, since a paper seldom keeps all of a post.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from dossier.voices.tables import guess_language

if TYPE_CHECKING:
    from dossier.encoder import Encoder

Vectors = npt.NDArray[np.float32]
NEAR = 0.47  # likeness (-1 to 1) of a text and its translation; measured in docs/voices.md
LEAST_WORDS = 5
_WORDS = re.compile(r"\w+")
_ENDS = re.compile(r"(?<=[.!?…;])\s+")


def pair_translations(
    texts: Sequence[str], *, groups: Sequence[int], encoder: "Encoder", near: float = NEAR
) -> set[tuple[int, int]]:
    """
    Pair groups of texts in two languages where one is the other's nearest, and near enough.

    Nearest on one side suffices: of two translations only one can be the nearest of their source.

    Parameters
    ----------
    texts : sequence of str, length n
    groups : sequence of int, length n
        Group of each text, named by the place of its first.
    encoder : Encoder
    near : float
        Least likeness, -1 to 1: the mean of the cosines, centred, of whole with whole, and of the best sentence of
        the one with the whole of the other.

    Returns
    -------
    set of (int, int)
        Names of two groups, the smaller first.
    """
    heads = sorted(set(groups))
    vectors = encoder.encode(list(texts))
    means = {lang: encoder.encode(list(plain)) for lang, plain in _plain_sentences().items()}
    langs = np.array([_language(text, vector, means) for text, vector in zip(texts, vectors, strict=True)])
    likeness = _gather(_liken(texts, vectors, langs, means, encoder), groups, heads)
    head_langs = langs[heads]
    likeness[head_langs[:, None] == head_langs[None, :]] = -1.0
    pairs = set()
    for i, best in enumerate(np.argmax(likeness, axis=1)):
        if likeness[i, best] >= near:
            one, two = sorted((heads[i], heads[int(best)]))
            pairs.add((one, two))
    return pairs


@cache
def _plain_sentences() -> dict[str, list[str]]:
    source = resources.files("dossier.debate") / "data" / "plain.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _language(text: str, vector: Vectors, plain: dict[str, Vectors]) -> str:
    """Language by small words; where they do not tell, the one whose plain sentences are nearer."""
    guess = guess_language(text)
    return guess if guess in plain else max(sorted(plain), key=lambda lang: float((plain[lang] @ vector).mean()))


def _liken(
    texts: Sequence[str], vectors: Vectors, langs: npt.NDArray[np.str_], plain: dict[str, Vectors], encoder: "Encoder"
) -> Vectors:
    """Return likeness of each text with each, shape (n, n)."""
    centres = {lang: np.concatenate([vectors[langs == lang], rows]).mean(axis=0) for lang, rows in plain.items()}
    whole = _centred(vectors, [centres[lang] for lang in langs])
    cosines = whole @ whole.T
    parts = [(place, part) for place, text in enumerate(texts) for part in _sentences(text)]
    best = cosines.copy()
    if parts:
        pieces = _centred(encoder.encode([part for _, part in parts]), [centres[langs[place]] for place, _ in parts])
        for (place, _), row in zip(parts, pieces @ whole.T, strict=True):
            best[place] = np.maximum(best[place], row)
    table: Vectors = (cosines + np.maximum(best, best.T)) / 2
    return table


def _centred(vectors: Vectors, centres: Sequence[Vectors]) -> Vectors:
    moved = vectors - np.stack(centres)
    unit: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit


def _sentences(text: str) -> list[str]:
    """Sentences of a text that has several, those of five words or more."""
    parts = _ENDS.split(text.strip())
    return [part for part in parts if len(_WORDS.findall(part)) >= LEAST_WORDS] if len(parts) > 1 else []


def _gather(likeness: Vectors, groups: Sequence[int], heads: Sequence[int]) -> Vectors:
    """Largest likeness between members of two groups, shape (groups, groups)."""
    owner = np.array(groups)
    rows = np.stack([likeness[owner == head].max(axis=0) for head in heads])
    table: Vectors = np.stack([rows[:, owner == head].max(axis=1) for head in heads], axis=1)
    return table
