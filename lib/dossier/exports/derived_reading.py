"""A derived folder read back: what topics and theme shares are recomputed from, without any text."""

from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp

from dossier.errors import DossierError
from dossier.schema import SEGMENTS

NAMES = (
    "articles", "segments", "terms", "sentences", "codes", "marks", "random-sample", "quotations", "themes",
)  # fmt: skip
_NUMBERS = {
    "segment": "int64", "count": "int64", "sentence_no": "int64", "first_sentence": "int64", "last_sentence": "int64",
    "probability": "float64", "stance_probability": "float64",
}  # fmt: skip
_FLAGS = ("counted", "coded")
_APART = " . "  # between words: a full stop, so that nothing takes neighbours for a phrase


def read_derived(folder: Path) -> dict[str, pd.DataFrame]:
    """
    Read the tables of a derived folder, by name.

    Raises
    ------
    DossierError
        If a file is missing or is not of its form.
    """
    tables = {}
    for name in NAMES:
        path = folder / f"{name}.csv"
        try:
            table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
            types = {column: kind for column, kind in _NUMBERS.items() if column in table}
            flags = {flag: table[flag] == "True" for flag in _FLAGS if flag in table}
            tables[name] = table.astype(types).assign(**flags)
        except (OSError, ValueError, KeyError) as fault:
            raise DossierError(f"this is no table that 'dossier export derived' wrote: {fault}.", path=path) from None
    return tables


def count_matrix(tables: dict[str, pd.DataFrame]) -> tuple[sp.csr_matrix, list[str]]:
    """
    Return the counts of words by segment.

    Returns
    -------
    sparse matrix, shape (n_segments, n_words)
        Rows in the order of ``segments``.
    list of str
        The words, in alphabetical order.
    """
    words, places = np.unique(tables["terms"]["term"].to_numpy(dtype=object), return_inverse=True)
    rows = tables["terms"]["segment"].to_numpy() - 1
    shape = (len(tables["segments"]), len(words))
    return sp.csr_matrix((tables["terms"]["count"].to_numpy(), (rows, places)), shape=shape), words.tolist()


def derived_segments(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """
    Return segments that `dossier.topics.finding.find_topics` takes: their words parted by full stops for a text.

    Returns
    -------
    DataFrame, form ``schema.SEGMENTS``, with ``counted``
        Their text is never to be shown.
    """
    terms = tables["terms"]
    repeated = terms.loc[terms.index.repeat(terms["count"]), ["segment", "term"]]
    texts = repeated.groupby("segment")["term"].agg(_APART.join)
    segments = tables["segments"]
    return SEGMENTS.check(
        segments.assign(
            segment_no=segments.groupby("article_id").cumcount() + 1,
            text=texts.reindex(segments["segment"], fill_value="").to_numpy(),
        ).drop(columns="segment")
    )


def recount_themes(tables: dict[str, pd.DataFrame], *, repeats: bool = False) -> pd.DataFrame:
    """
    Count the sentences that carry each theme, by stance; repeated prose once unless `repeats`.

    Returns
    -------
    DataFrame
        ``theme, stance, n``.
    """
    counted = tables["sentences"].loc[tables["sentences"]["counted"] | repeats, ["article_id", "sentence_no"]]
    coded = tables["codes"][tables["codes"]["coded"]].merge(counted, on=["article_id", "sentence_no"])
    return coded.groupby(["theme", "stance"]).size().rename("n").reset_index()
