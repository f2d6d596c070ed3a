"""What stands in a report where the lab has a desk: tables, within what rights allow."""

from collections.abc import Sequence

import pandas as pd

from dossier.corpus import Corpus
from dossier.explorer.context import join_evidence, list_margin
from dossier.figures import show_sentences, show_table
from dossier.figures.tables import Shown
from dossier.findings import quotable_sentences
from dossier.schema import SENTENCE_KEY
from dossier.strings import Words

KEY = list(SENTENCE_KEY)


def list_codes(units: pd.DataFrame) -> pd.DataFrame:
    """Return the highest probability of any theme for each sentence: what decides which ones may be shown."""
    probabilities = [name for name in units.columns if name.endswith("_p")]
    best = units[probabilities].max(axis=1) if probabilities else 0.0
    return units[KEY].assign(probability=best)


def keep_quotable(
    rows: pd.DataFrame, units: pd.DataFrame, *, corpus: Corpus, sentences: pd.DataFrame
) -> tuple[pd.DataFrame, int]:
    """
    Return the rows whose sentence a report may show, and how many are held back.

    Of an article that may not be republished, five sentences by a fixed rule: a concordance must not show more.
    """
    allowed = quotable_sentences(corpus.articles, sentences, codes=list_codes(units))
    kept = rows.merge(allowed, on=KEY, how="inner")
    return kept, len(rows) - len(kept)


def stand_in_reader(
    kept: pd.DataFrame, units: pd.DataFrame, *, corpus: Corpus, sentences: pd.DataFrame, words: Words
) -> Sequence[Shown]:
    """Return the first sentences of a selection, with their themes and evidence."""
    first = kept.head(12)
    rows = first[[*KEY, "voice"]].assign(note=list_margin(first), evidence=join_evidence(first))
    return [
        show_sentences(rows, articles=corpus.articles, sentences=sentences, words=words,
                       codes=list_codes(units), caption=words("explorer.caption_found"))
    ]  # fmt: skip


def stand_in_coder(progress: pd.DataFrame, words: Words) -> Sequence[Shown]:
    """Return who coded how many sentences, and with what."""
    return [show_table(progress, words=words, caption=words("explorer.caption_coded"))]
