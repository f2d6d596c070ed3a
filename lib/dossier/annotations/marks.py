"""
Marks made by coders: one CSV a coder, anchored to sentences by number and by a hash of the text.

A mark whose hash no longer fits its sentence is an error, never a silent shift; `relinking` finds its
sentence again.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from dossier.corpus import Corpus
from dossier.errors import DossierError
from dossier.schema import MARKS, SENTENCE_KEY
from dossier.sentences import load_sentences
from dossier.sentences.corrections import hash_text
from dossier.store import write_atomically

KEY = list(SENTENCE_KEY)
RANDOM_SAMPLE = "random-sample.csv"  # the sentences drawn at random: the ones that estimates may learn errors from
_NOT_CODERS = {Path(RANDOM_SAMPLE).stem, "relink"}


def list_coders(corpus: Corpus) -> list[str]:
    """Names of those who coded, in alphabetical order; ``agreed`` is one of them where it exists."""
    return sorted(p.stem for p in (corpus.root / "annotations").glob("*.csv") if p.stem not in _NOT_CODERS)


def load_marks(corpus: Corpus, coder: str = "agreed") -> pd.DataFrame:
    """
    Return the marks of one coder, each checked to point at its sentence.

    Returns
    -------
    DataFrame, form ``schema.MARKS``
        Empty if that coder has no file.

    Raises
    ------
    DossierError
        If a mark points at no sentence, or at one whose text has changed.
    """
    path = corpus.root / "annotations" / f"{coder}.csv"
    if not path.is_file():
        return MARKS.empty()
    marks = read_marks(path)
    lost = stale_marks(marks, load_sentences(corpus))
    if len(lost):
        row = lost.iloc[0]
        raise DossierError(
            f"{len(lost)} marks no longer point at their sentence, first {row.article_id} #{row.sentence_no}: "
            "run 'dossier relink' and look at what it doubts.",
            path=path,
            line=int(lost.index[0]) + 2,
        )
    return marks


def load_coder_pair(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Return the marks of the two coders who share most sentences; empty tables if fewer than two have coded.

    The agreed marks are nobody's reading and are left out.
    """
    coders = [coder for coder in list_coders(corpus) if coder != "agreed"]
    marks = {coder: load_marks(corpus, coder) for coder in coders}
    shared = {
        (one, two): len(marks[one][KEY].drop_duplicates().merge(marks[two][KEY].drop_duplicates()))
        for i, one in enumerate(coders)
        for two in coders[i + 1 :]
    }
    if not shared or not max(shared.values()):
        return MARKS.empty(), MARKS.empty()
    one, two = max(shared, key=lambda pair: (shared[pair], pair))
    return marks[one], marks[two]


def read_marks(path: Path) -> pd.DataFrame:
    """
    Read one file of marks; every value stays as written.

    Raises
    ------
    DossierError
        If a column is missing, a value is not allowed, or one mark stands twice.
    """
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    try:
        return MARKS.check(frame)
    except ValueError as fault:
        raise DossierError(f"{fault}: mend that line.", path=path, line=_line_at_fault(frame)) from fault


def _line_at_fault(frame: pd.DataFrame) -> int | None:
    for column in MARKS.columns:
        if column.name not in frame:
            return 1
        allowed = frame[column.name].isin(column.allowed) if column.allowed else frame[column.name].notna()
        if column.dtype == "count":
            allowed = frame[column.name].str.fullmatch(r"\d+")
        if not allowed.all():
            return int(np.argmin(allowed.to_numpy(dtype=bool))) + 2
    twice = frame.duplicated(list(MARKS.key))
    return int(np.argmax(twice.to_numpy())) + 2 if twice.any() else None


def stale_marks(marks: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Rows of `marks` whose sentence is gone or has another text; their index is that of `marks`."""
    now = dict(zip(zip(sentences.article_id, sentences.sentence_no, strict=True), sentences.text, strict=True))
    fits = [
        (key := (row.article_id, row.sentence_no)) in now and hash_text(now[key]) == row.text_hash
        for row in marks.itertuples()
    ]
    return marks[[not fit for fit in fits]]


def write_marks(marks: pd.DataFrame, path: Path) -> None:
    """Write marks in the order of articles, sentences and themes, whole or not at all."""
    ordered = MARKS.check(marks).sort_values([*KEY, "theme", "coder"], kind="stable")
    write_atomically(path, lambda draft: ordered.to_csv(draft, index=False, lineterminator="\n"))


def coded_sentences(marks: pd.DataFrame, themes: Iterable[str]) -> pd.DataFrame:
    """
    One row per coded sentence: a stance or an empty string for each theme.

    Returns
    -------
    DataFrame
        Columns ``article_id``, ``sentence_no``, then one per theme.

    Examples
    --------
    >>> marks = pd.DataFrame({"article_id": ["a", "a"], "sentence_no": [1, 2],
    ...                       "theme": ["jobs", ""], "stance": ["threat", ""]})
    >>> coded_sentences(marks, ["jobs"]).to_dict("list")
    {'article_id': ['a', 'a'], 'sentence_no': [1, 2], 'jobs': ['threat', '']}
    """
    wide = marks.pivot_table(index=KEY, columns="theme", values="stance", aggfunc="first", fill_value="")
    return wide.reindex(columns=list(themes), fill_value="").reset_index().rename_axis(columns=None)


def load_random_sample(corpus: Corpus) -> pd.DataFrame:
    """Sentences of the corpus that were drawn at random for coding: ``article_id``, ``sentence_no``; may be empty."""
    path = corpus.root / "annotations" / RANDOM_SAMPLE
    if not path.is_file():
        return MARKS.empty()[KEY]
    return pd.read_csv(path, dtype={"article_id": str, "sentence_no": int})[KEY]
