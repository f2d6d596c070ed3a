"""Lines that come back in many articles of one outlet: the furniture that no word gives away."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_FEWEST_ARTICLES = 3
_FEWEST_WORDS = 2
_LARGEST_PART = 0.4  # of an article's letters: beyond it the article itself is a repeat, which is not furniture
Keys = NDArray[np.uint64]


def count_repeats(pieces: Iterable[pd.DataFrame], outlets: Mapping[str, str]) -> Keys:
    """
    Return the keys of the sentences that stand in at least three articles of the same outlet.

    Parameters
    ----------
    pieces : iterable of DataFrame
        Columns of `dossier.schema.SENTENCES`, whole articles in each.
    outlets : mapping
        ``article_id`` to outlet; an empty outlet repeats nothing.

    Returns
    -------
    array of uint64
        What `mark_repeats` knows such a sentence by: eight bytes for each sentence of the corpus are held meanwhile.
    """
    seen = [np.empty(0, dtype=np.uint64)]
    for piece in pieces:
        keys = _key_sentences(piece, outlets)
        once = keys.groupby(piece["article_id"].loc[keys.index], sort=False).unique()
        seen += list(once)
    values, articles = np.unique(np.concatenate(seen), return_counts=True)
    repeated: Keys = values[articles >= _FEWEST_ARTICLES]
    return repeated


def _key_sentences(sentences: pd.DataFrame, outlets: Mapping[str, str]) -> "pd.Series[int]":
    """Return a number for the outlet and words of each kept sentence of a known outlet."""
    outlet = sentences["article_id"].map(outlets)
    told = (outlet != "") & (sentences["dropped"] == "") & (sentences["text"].str.count(r"\w+") >= _FEWEST_WORDS)
    return pd.util.hash_pandas_object(outlet[told] + "\n" + sentences["text"][told], index=False)


def mark_repeats(sentences: pd.DataFrame, outlets: Mapping[str, str], *, repeated: Keys) -> pd.DataFrame:
    """
    Mark as ``repeat`` what stands in at least three articles of the same outlet, at the edges of each.

    The edges are what comes before the first and after the last kept sentence that is not shared. An article of
    which more than 40 % of the letters are shared is left alone: it was published twice.

    Parameters
    ----------
    sentences : DataFrame
        Columns of `dossier.schema.SENTENCES`, whole articles.
    outlets : mapping
        ``article_id`` to outlet.
    repeated : array of uint64
        From `count_repeats`.
    """
    keys = _key_sentences(sentences, outlets)
    shared = pd.Series(False, index=sentences.index)
    shared.loc[keys.index[keys.isin(repeated)]] = True
    rows = pd.DataFrame({
        "article": sentences["article_id"], "length": sentences["text"].str.len().astype("int64"), "shared": shared,
    })[sentences["dropped"] == ""]  # fmt: skip
    rows["own"], rows["taken"] = (~rows["shared"]).astype("int64"), rows["length"].where(rows["shared"], 0)
    by_article = rows.groupby("article", sort=False)
    before = by_article["own"].cumsum()
    edge = (before == 0) | (before == by_article["own"].transform("sum"))
    little = by_article["taken"].transform("sum") <= _LARGEST_PART * by_article["length"].transform("sum")
    marked = rows.index[rows["shared"] & edge & little]
    frame = sentences.copy()
    frame.loc[marked, "dropped"] = "repeat"
    return frame
