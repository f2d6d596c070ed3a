"""
Which sentences a report may show.

Own and open articles: all. A restricted article: at most five sentences, by a rule that looks at nothing
but the corpus, so that no two pages can together show more.
"""

import pandas as pd

from dossier.handed import is_masked
from dossier.schema import SENTENCE_KEY

QUOTED_AT_MOST = 5
KEY = list(SENTENCE_KEY)


def quotable_sentences(
    articles: pd.DataFrame, sentences: pd.DataFrame, *, codes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """
    Sentences whose text may be shown.

    Of a restricted article, the five kept sentences with the highest probability of any theme; equal ones,
    and all where nothing is coded, in reading order. Of a derived corpus, none: it holds no text.

    Parameters
    ----------
    articles, sentences : DataFrame
        Forms ``schema.ARTICLES`` and ``schema.SENTENCES``.
    codes : DataFrame, optional
        Form ``schema.CODES``; its ``probability`` ranks the sentences.

    Returns
    -------
    DataFrame, columns article_id, sentence_no, in reading order

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "rights": ["restricted"]})
    >>> sentences = pd.DataFrame({"article_id": ["a"] * 9, "sentence_no": range(1, 10), "dropped": [""] * 9})
    >>> quotable_sentences(articles, sentences)["sentence_no"].tolist()
    [1, 2, 3, 4, 5]
    """
    rights = articles.set_index("article_id")["rights"]
    placed = sentences[[*KEY, "dropped"]].assign(rights=sentences["article_id"].map(rights).fillna("restricted"))
    if "text" in sentences:
        placed = placed[~sentences["text"].map(is_masked).to_numpy(bool)]
    free = placed[placed["rights"] != "restricted"]
    held = placed[(placed["rights"] == "restricted") & (placed["dropped"] == "")]
    if codes is not None and len(codes):
        best = codes.groupby(KEY)["probability"].max().rename("best").reset_index()
        held = held.merge(best, on=KEY, how="left").fillna({"best": 0.0})
    else:
        held = held.assign(best=0.0)
    ranked = held.sort_values(["article_id", "best", "sentence_no"], ascending=[True, False, True])
    kept = ranked.groupby("article_id").head(QUOTED_AT_MOST)
    return pd.concat([free[KEY], kept[KEY]]).sort_values(KEY).reset_index(drop=True)
