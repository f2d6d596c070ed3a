"""Lines that come back in many articles of one outlet: the furniture that no word gives away."""

import pandas as pd

_FEWEST_ARTICLES = 3
_FEWEST_WORDS = 2
_LARGEST_PART = 0.4  # of an article's letters: beyond it the article itself is a repeat, which is not furniture


def mark_repeats(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """
    Mark as ``repeat`` what stands in at least three articles of the same outlet, at the edges of each.

    The edges are what comes before the first and after the last sentence that is not shared. An article of
    which more than 40 % of the letters are shared is left alone: it was published twice.

    Parameters
    ----------
    sentences : DataFrame
        Columns of `dossier.schema.SENTENCES`.
    articles : DataFrame
        At least ``article_id`` and ``outlet``.
    """
    outlet = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    rows = sentences.assign(outlet=sentences["article_id"].map(outlet))
    rows = rows[(rows["outlet"] != "") & (rows["dropped"] == "")]
    if rows.empty:
        return sentences
    spread = rows.groupby(["outlet", "text"], sort=False)["article_id"].transform("nunique")
    shared = (spread >= _FEWEST_ARTICLES) & (rows["text"].str.count(r"\w+") >= _FEWEST_WORDS)
    marked = [i for _, part in shared.groupby(rows["article_id"], sort=False) for i in _edges(part, rows)]
    frame = sentences.copy()
    frame.loc[marked, "dropped"] = "repeat"
    return frame


def _edges(shared: "pd.Series[bool]", rows: pd.DataFrame) -> list[int]:
    lengths = rows.loc[shared.index, "text"].str.len()
    if not shared.any() or lengths[shared].sum() > _LARGEST_PART * lengths.sum():
        return []
    own = shared.index[~shared]
    return [i for i in shared.index[shared] if i < own[0] or i > own[-1]]
