"""
What may be passed on of texts that may not: per segment, term counts in shuffled order, metadata and marks.

The order of segments and of terms carries nothing, and no sentence can be put together again. Topics and
theme shares can be recomputed by a reader who has no right to the text.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from dossier.coding import load_codes
from dossier.corpus import Corpus
from dossier.exports.folders import new_folder
from dossier.reuse import load_families
from dossier.themes import count_terms
from dossier.topics.segments import load_segments

_SEED = 20_240_613
PASSED_ON = ["article_id", "outlet", "published_date", "lang", "country", "genre", "rights"]


def write_derived(corpus: Corpus, *, out: Path) -> None:
    """
    Write articles, segments, terms (segment, term, count) and codes, a CSV each, into the new folder `out`.

    ``codes.csv`` holds a row per sentence and theme with probability, code, stance and family, and no text.
    """
    segments = load_segments(corpus)
    rng = np.random.default_rng(_SEED)
    order = rng.permutation(len(segments))
    counts, terms = count_terms(segments.text.tolist())
    cells = counts[order].tocoo()
    table = pd.DataFrame({"segment": cells.row, "term": np.asarray(terms)[cells.col], "count": cells.data})
    codes = load_codes(corpus).drop(columns=["evidence"]).merge(load_families(corpus), on=["article_id", "sentence_no"])
    shuffled = segments.iloc[order].reset_index(drop=True)
    with new_folder(out) as draft:
        corpus.articles[PASSED_ON].to_csv(draft / "articles.csv", index=False, lineterminator="\n")
        shuffled[["article_id", "lang"]].rename_axis("segment").to_csv(draft / "segments.csv", lineterminator="\n")
        table.sample(frac=1, random_state=_SEED).to_csv(draft / "terms.csv", index=False, lineterminator="\n")
        codes.to_csv(draft / "codes.csv", index=False, lineterminator="\n")


def read_derived(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Read segments and their term counts back.

    Returns
    -------
    segments : DataFrame
        ``segment, article_id, lang``.
    counts : DataFrame, segments × terms
        Whole numbers; terms in alphabetical order.
    """
    segments = pd.read_csv(folder / "segments.csv", dtype={"article_id": str, "lang": str}, keep_default_na=False)
    terms = pd.read_csv(folder / "terms.csv", dtype={"term": str}, keep_default_na=False)
    counts = terms.pivot_table(index="segment", columns="term", values="count", fill_value=0, aggfunc="sum")
    return segments, counts.reindex(segments.segment, fill_value=0).astype(int)
