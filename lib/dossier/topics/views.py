"""What to read of topics: their segments, the sentences behind, neighbours, languages, and a map."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.manifold import TSNE
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from dossier.topics.association import weigh
from dossier.topics.loading import Topics
from dossier.topics.segments import sentences_of
from dossier.topics.tokens import tokenise
from dossier.topics.vocabulary import make_vocabulary

_FEWEST_MAPPED = 30  # segments below which a map shows two latent dimensions instead of neighbourhoods
_DIMENSIONS = 50


def typical_segments(topics: Topics, *, n: int = 3) -> pd.DataFrame:
    """
    Return the segments that each topic has the largest share of, at most one an article.

    Returns
    -------
    DataFrame
        ``topic, article_id, segment_no, first_sentence, last_sentence, share`` (0 to 1), ``text``.
    """
    ranked = _with_shares(topics).sort_values(["topic", "share"], ascending=[True, False], kind="stable")
    return _columns(ranked[ranked["topic"] > 0].drop_duplicates(["topic", "article_id"]).groupby("topic").head(n))


def borderline_segments(topics: Topics, *, n: int = 3) -> pd.DataFrame:
    """
    Return the segments of each topic whose second topic weighs nearly as much.

    Returns
    -------
    DataFrame
        As `typical_segments`, with ``second`` (the other topic) and ``gap`` (of shares, 0 to 1), least first.
    """
    table = _with_shares(topics)
    if topics.shares.shape[1] < 2:
        return _columns(table.head(0).assign(second=0, gap=0.0), "second", "gap")
    order = np.argsort(-topics.shares, axis=1, kind="stable")
    table["second"] = order[:, 1] + 1
    table["gap"] = table["share"] - np.take_along_axis(topics.shares, order[:, 1:2], axis=1)[:, 0]
    ranked = table[table["topic"] > 0].sort_values(["topic", "gap"], kind="stable")
    return _columns(ranked.groupby("topic").head(n), "second", "gap")


def _with_shares(topics: Topics) -> pd.DataFrame:
    shares = topics.shares
    return topics.segments.assign(share=shares.max(axis=1) if shares.shape[1] else 0.0)


def _columns(table: pd.DataFrame, *further: str) -> pd.DataFrame:
    names = ["topic", "article_id", "segment_no", "first_sentence", "last_sentence", "share", *further, "text"]
    return table[names].reset_index(drop=True)


def topic_rows(topics: Topics, sentences: pd.DataFrame) -> pd.DataFrame:
    """
    Return the kept sentences of every segment with its first topic: the rows behind each topic's numbers.

    Parameters
    ----------
    topics : Topics
    sentences : DataFrame
        The corpus's sentences.

    Returns
    -------
    DataFrame
        ``topic`` (0 where the segment holds no word to go by), ``segment_no``, ``article_id``, ``sentence_no``.
    """
    behind = sentences_of(topics.segments, sentences)
    first = topics.segments[["topic", "segment_no"]].iloc[behind["row"]].reset_index(drop=True)
    return pd.concat([first, behind[["article_id", "sentence_no"]]], axis=1)


def near_topics(topics: Topics) -> pd.DataFrame:
    """
    Return how alike topics are: cosine of their shares over segments, 0 to 1.

    Returns
    -------
    DataFrame
        ``topic, other, likeness``, each pair both ways, most alike first.
    """
    columns = normalize(topics.shares.T)
    alike = columns @ columns.T if columns.size else np.zeros((0, 0))
    k = len(alike)
    long = pd.DataFrame({"topic": np.repeat(np.arange(1, k + 1), k), "other": np.tile(np.arange(1, k + 1), k),
                         "likeness": np.clip(alike.ravel(), 0, 1)})  # fmt: skip
    apart = long[long["topic"] != long["other"]]
    return apart.sort_values(["topic", "likeness"], ascending=[True, False], kind="stable").reset_index(drop=True)


def count_languages(topics: Topics) -> pd.DataFrame:
    """Return each topic's segments by language: ``topic, lang, segments, share`` (of the topic, 0 to 1)."""
    counts = topics.segments.groupby(["topic", "lang"]).size().rename("segments").reset_index()
    counts["share"] = counts["segments"] / counts.groupby("topic")["segments"].transform("sum")
    return counts


def map_segments(topics: Topics, *, seed: int = 0) -> pd.DataFrame:
    """
    Lay segments out so that those with like words stand near: t-SNE of a latent semantic analysis.

    Distances between groups mean nothing on such a map, neighbourhoods do. Below 30 segments the first two latent
    dimensions are shown instead.

    Returns
    -------
    DataFrame
        ``article_id, segment_no, topic, share, x, y``; x and y without unit.
    """
    places = map_texts(topics.segments["text"], topics.segments["lang"], seed=seed)
    table = _with_shares(topics)[["article_id", "segment_no", "topic", "share"]]
    return table.assign(x=places[:, 0], y=places[:, 1]).reset_index(drop=True)


def map_texts(texts: "pd.Series[str]", langs: "pd.Series[str]", *, seed: int = 0) -> npt.NDArray[np.float64]:
    """Return the places of texts on such a map, shape (n, 2)."""
    tokens = tokenise(texts)
    weights = weigh(make_vocabulary(tokens, langs=langs.value_counts().index.tolist()).count(tokens))
    with threadpool_limits(1):
        return _lay_out(weights, seed)


def _lay_out(weights: Any, seed: int) -> npt.NDArray[np.float64]:
    n, size = weights.shape[0], min(_DIMENSIONS, min(weights.shape) - 1)
    if size < 2:
        return np.zeros((n, 2))
    latent = TruncatedSVD(size, random_state=seed).fit_transform(weights)
    if n < _FEWEST_MAPPED:
        return np.asarray(latent[:, :2], dtype=np.float64)
    layout = TSNE(2, perplexity=min(30.0, n / 4), init="pca", random_state=seed, metric="cosine", n_jobs=1)
    return np.asarray(layout.fit_transform(normalize(latent)), dtype=np.float64)
