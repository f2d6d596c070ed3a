"""
Marks made by coders: one CSV a coder, anchored to sentences by number and by a hash of the text.

A mark whose hash no longer fits its sentence is an error, never a silent shift; `relink` finds its
sentence again by hash, then by offset, and shows every doubt.
"""

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dossier.corpus import Corpus, open_corpus
from dossier.errors import DossierError
from dossier.schema import MARKS, SENTENCE_KEY
from dossier.sentences import load_sentences
from dossier.sentences.corrections import hash_text
from dossier.store import write_atomically

__all__ = [
    "coded_sentences",
    "hash_text",
    "list_coders",
    "load_coder_pair",
    "load_marks",
    "load_random_sample",
    "read_marks",
    "relink",
    "stale_marks",
    "write_marks",
]

KEY = list(SENTENCE_KEY)
RANDOM_SAMPLE = "random-sample.csv"  # the sentences drawn at random: the ones that estimates may learn errors from
OFFSETS = ["start", "end"]  # kept behind the schema's columns, so that relink can follow a moved sentence
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


def relink(root: Path | None = None) -> str:
    """
    Re-anchor every coder's marks after a change of text or splitter, and say what was done.

    A mark keeps its place if its hash fits there. Else it moves to the one sentence of its article with
    that hash; else to the sentence that now covers the middle of its old place, which is a doubt. What finds no
    place is set aside in ``annotations/unplaced/``. Every move and doubt is a row of
    ``annotations/relink.csv``.

    Returns
    -------
    str
        A line a coder: marks kept, moved, doubtful, set aside.
    """
    corpus = open_corpus(root)
    sentences = load_sentences(corpus)
    lines, moves = [], []
    for coder in list_coders(corpus):
        path = corpus.root / "annotations" / f"{coder}.csv"
        placed = _place_marks(read_marks(path), sentences)
        moves.append(placed.query("how != 'kept'").assign(file=path.name))
        counts = placed.how.value_counts()
        lines.append(f"{path.name}: " + ", ".join(f"{counts.get(how, 0)} {how}" for how in _HOW))
        found, lost = placed[placed.how != "set aside"], placed[placed.how == "set aside"]
        if len(lost):
            aside = path.parent / "unplaced" / path.name
            _write_csv(lost, aside)
        if counts.get("kept", 0) < len(placed):
            kept = found.drop(columns=["how", "old_sentence_no"]).drop_duplicates(list(MARKS.key))
            write_marks(kept, path)
    report = pd.concat(moves) if moves else pd.DataFrame()
    if len(report):
        _write_csv(report, corpus.root / "annotations" / "relink.csv")
    return "\n".join(lines) or f"{corpus.root}: nobody has coded yet."


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    write_atomically(path, lambda draft: table.to_csv(draft, index=False, lineterminator="\n"))


_HOW = ("kept", "moved", "doubtful", "set aside")


def _place_marks(marks: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    by_article = dict(tuple(sentences.assign(text_hash=sentences.text.map(hash_text)).groupby("article_id")))
    rows = []
    for mark in marks.to_dict("records"):
        here = by_article.get(mark["article_id"], sentences.iloc[:0].assign(text_hash=""))
        target, how = _find_place(mark, here)
        moved = {"old_sentence_no": mark["sentence_no"], "how": how}
        if target is not None:
            moved |= {k: target[k] for k in ("sentence_no", "text_hash", *OFFSETS)}
        rows.append(mark | moved)
    return pd.DataFrame(
        rows, columns=[*marks.columns, *[c for c in (*OFFSETS, "old_sentence_no", "how") if c not in marks]]
    )


def _find_place(mark: Mapping[Hashable, Any], here: pd.DataFrame) -> "tuple[pd.Series | None, str]":
    same = here[here.text_hash == mark["text_hash"]]
    at_number = same[same.sentence_no == mark["sentence_no"]]
    if len(at_number):
        return at_number.iloc[0], "kept"
    if len(same) == 1:
        return same.iloc[0], "moved"
    if len(same) > 1:
        distance = (same.sentence_no - int(str(mark["sentence_no"]))).abs().to_numpy()
        return same.iloc[int(distance.argmin())], "doubtful"
    if str(mark.get("start", "")).isdigit() and str(mark.get("end", "")).isdigit():
        middle = (int(str(mark["start"])) + int(str(mark["end"]))) / 2
        covering = here[(here.start <= middle) & (here.end > middle)]
        if len(covering):
            return covering.iloc[0], "doubtful"
    return None, "set aside"
