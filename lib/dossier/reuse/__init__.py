"""
Prose that travels: articles that repeat one another, sentences taken over, who takes from whom.

    shingles      runs of words as numbers, pairs that share them, groups of pairs
    passages      sentences that two articles share, word for word or reworked
    articles      articles that are the same article
"""

import numpy as np
import pandas as pd

from dossier.corpus import Corpus
from dossier.reuse.articles import find_repeated_articles
from dossier.reuse.passages import find_reused_sentences
from dossier.reuse.shingles import iter_pairs, join_pairs
from dossier.schema import FAMILIES, SENTENCE_KEY
from dossier.sentences import load_sentences
from dossier.store import derive

__all__ = [
    "find_families",
    "find_repeated_articles",
    "find_reused_sentences",
    "load_families",
    "reuse_rows",
    "trace_reuse",
]

KEY = list(SENTENCE_KEY)
MOST_OF_AN_ARTICLE = (
    0.6  # part of an article's different sentences that another repeats before they count as one article
)
LEAST_SHARED = 3  # sentences in common, at least, for that
MOST_CARRIERS = 200  # articles that carry a sentence before it is everybody's and makes no two articles one
_UNDATED = "9999"
_NOTHING = np.empty(0, dtype=np.uint64)


def load_families(corpus: Corpus) -> pd.DataFrame:
    """Return the families of a corpus's kept sentences: form ``schema.FAMILIES``."""
    return derive(
        corpus.build_dir,
        "families",
        lambda: find_families(load_sentences(corpus), corpus.articles),
        made_from=(corpus.fingerprint,),
    )


def find_families(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """
    Group kept sentences, and articles, that repeat one another.

    Parameters
    ----------
    sentences : DataFrame, form ``schema.SENTENCES``
        Web furniture is left out here.
    articles : DataFrame, form ``schema.ARTICLES``

    Returns
    -------
    DataFrame, form ``schema.FAMILIES``
        One row per kept sentence. A family bears the name of its earliest dated member (undated ones last, then
        by article and sentence), which is the one that counts.
    """
    dates = dict(zip(articles.article_id, articles.published_date.replace("", _UNDATED), strict=True))
    kept = sentences[sentences.dropped == ""].copy()
    kept["date"] = kept.article_id.map(dates).fillna(_UNDATED)
    kept = kept.sort_values(["date", *KEY], ignore_index=True)
    pairs = find_reused_sentences(kept)
    kept["root"] = join_pairs(list(zip(pairs["first"], pairs["second"], strict=True)), len(kept))
    first = kept.loc[kept.root]
    kept["family"] = [f"{a}#{n}" for a, n in zip(first.article_id, first.sentence_no, strict=True)]
    kept["counted"] = kept.root == kept.index
    kept["article_family"] = kept.article_id.map(_article_families(kept, articles, dates))
    return FAMILIES.check(kept[FAMILIES.names].sort_values(KEY))


def _article_families(kept: pd.DataFrame, articles: pd.DataFrame, dates: dict[str, str]) -> dict[str, str]:
    """Name of each article's family: the id of its earliest member."""
    dated = articles.assign(date=articles.article_id.map(dates)).sort_values(["date", "article_id"], ignore_index=True)
    pairs = [(i, j) for i, j, _ in find_repeated_articles(dated.text)]
    carried = kept.assign(root=kept.root.astype("uint64")).groupby("article_id").root.unique()
    held = [carried.get(article, _NOTHING) for article in dated.article_id]
    for i, j in iter_pairs(held, max_owners=MOST_CARRIERS, min_shared=LEAST_SHARED):
        shared = len(np.intersect1d(held[i], held[j], assume_unique=True))
        if shared >= MOST_OF_AN_ARTICLE * min(len(held[i]), len(held[j])):
            pairs.append((i, j))
    roots = join_pairs(pairs, len(dated))
    return dict(zip(dated.article_id, dated.article_id.to_numpy()[roots], strict=True))


def reuse_rows(families: pd.DataFrame) -> pd.DataFrame:
    """
    Return the sentences taken over: ``source, taker, article_id, sentence_no`` (the taker's sentence), once a source.

    Examples
    --------
    >>> families = pd.DataFrame({"article_id": ["a", "b"], "sentence_no": [1, 4], "family": ["a#1", "a#1"]})
    >>> reuse_rows(families).taker.tolist()
    ['b']
    """
    source = families.family.str.rsplit("#", n=1).str[0]
    taken = families.assign(source=source, taker=families.article_id)[source != families.article_id]
    return taken[["source", "taker", *KEY]].reset_index(drop=True)


def trace_reuse(families: pd.DataFrame) -> pd.DataFrame:
    """
    Who takes from whom: one row per pair of articles that share sentences.

    Returns
    -------
    DataFrame, most shared first
        ``source`` (the article whose member of the family is the earliest), ``taker`` and ``n_sentences``. An earlier
        date is all that "source" means: both may have taken from a third that the corpus does not hold.

    Examples
    --------
    >>> families = pd.DataFrame({"article_id": ["a", "b"], "sentence_no": [1, 1], "family": ["a#1", "a#1"]})
    >>> trace_reuse(families).to_dict("list")
    {'source': ['a'], 'taker': ['b'], 'n_sentences': [1]}
    """
    counts = reuse_rows(families).groupby(["source", "taker"]).size().rename("n_sentences").reset_index()
    return counts.sort_values(["n_sentences", "source", "taker"], ascending=[False, True, True], ignore_index=True)
