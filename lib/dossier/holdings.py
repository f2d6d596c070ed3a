"""What a corpus holds: articles by outlet, language, genre and year; sentences kept and left out."""

import pandas as pd

from dossier.schema import SENTENCE_KEY

KEY = list(SENTENCE_KEY)


def count_articles(articles: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """
    Articles in each group, most first.

    Parameters
    ----------
    articles : DataFrame, form ``schema.ARTICLES``
    by : str
        A column of `articles`, or ``"year"``. An empty value is a group of its own: nothing is left out.

    Returns
    -------
    DataFrame
        The column `by`, and ``n`` (articles).

    Examples
    --------
    >>> count_articles(pd.DataFrame({"article_id": ["a", "b"], "genre": ["news", "news"]}), by="genre").to_dict("list")
    {'genre': ['news'], 'n': [2]}
    """
    counts = article_rows(articles, by=by).groupby(by).size().rename("n").reset_index()
    if by == "year":
        return counts.sort_values(by, ignore_index=True)
    return counts.sort_values(["n", by], ascending=[False, True], ignore_index=True)


def article_rows(articles: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Return the articles behind `count_articles`: the column `by` and ``article_id``."""
    values = articles.published_date.str[:4] if by == "year" else articles[by]
    return pd.DataFrame({by: values, "article_id": articles.article_id})


def count_groups(units: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """
    Sentences in each group, most first: the column `by`, and ``n``.

    Examples
    --------
    >>> count_groups(pd.DataFrame({"outlet": ["B", "A", "A"]}), by="outlet").n.tolist()
    [2, 1]
    """
    counts = units.groupby(by).size().rename("n").reset_index()
    return counts.sort_values(["n", by], ascending=[False, True], ignore_index=True)


def count_dropped(sentences: pd.DataFrame) -> pd.DataFrame:
    """
    Count the sentences left out, by reason: ``dropped`` and ``n``, most first; no row where nothing was left out.

    Examples
    --------
    >>> count_dropped(pd.DataFrame({"dropped": ["", "menu", "menu"]})).to_dict("list")
    {'dropped': ['menu'], 'n': [2]}
    """
    return count_groups(sentences[sentences.dropped != ""], by="dropped")


def dropped_rows(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences left out: ``dropped, article_id, sentence_no``."""
    return sentences.loc[sentences.dropped != "", ["dropped", *KEY]].reset_index(drop=True)


def measure_articles(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """
    One row per article: how long it is, and how much of it was left out.

    Returns
    -------
    DataFrame, in the order of the articles
        ``article_id, title, outlet, n_words`` (of kept sentences), ``n_sentences`` (kept), ``n_dropped``.
    """
    kept = sentences[sentences.dropped == ""]
    words = kept.text.map(lambda text: len(text.split())).groupby(kept.article_id).sum()
    counts = pd.DataFrame({
        "n_words": words,
        "n_sentences": kept.groupby("article_id").size(),
        "n_dropped": sentences[sentences.dropped != ""].groupby("article_id").size(),
    })  # fmt: skip
    table = articles[["article_id", "title", "outlet"]].merge(
        counts, left_on="article_id", right_index=True, how="left"
    )
    return table.fillna({"n_words": 0, "n_sentences": 0, "n_dropped": 0}).astype(
        {"n_words": int, "n_sentences": int, "n_dropped": int}
    )
