"""The machine coder, trained again with the latest codes: which sentences flipped, and what more would buy."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dossier.coding import Examples, ThemeCoder, gather_examples, score_coder
from dossier.coding.codes import corpus_encoder, find_codebook
from dossier.coding.training import add_neighbours, drop_twins, examples_of_marks, mark_rows
from dossier.corpus import Corpus
from dossier.explorer.queues import find_line
from dossier.schema import SENTENCE_KEY, STANCES
from dossier.themes import machine_view

KEY = list(SENTENCE_KEY)
NEAREST = 5_000  # sentences that are coded again: those nearest to a line flip first
_HALF = 60  # marks below which half of them teach too little to tell how the score grows


@dataclass(frozen=True)
class Refit:
    """
    What a new training changed.

    Parameters
    ----------
    flips : DataFrame
        ``theme, article_id, sentence_no, text, before, after`` (a stance, or empty), ``p_before, p_after``.
    scores : DataFrame
        As `coding.load_scores` gives them, of the new coder.
    units : DataFrame
        The units with the new codes in place of the old.
    gains : DataFrame
        ``theme, f1_half, f1, f1_more``: F1 with half of the marks, with all, and as it would be with 50 more if it
        goes on growing with the logarithm of their number; empty below 60 marks, and unless asked for.
    seconds : float
    n_marks : int
        Coded sentences it learnt from.
    n_coded : int
        Sentences of the corpus that were coded again.
    """

    flips: pd.DataFrame
    scores: pd.DataFrame
    units: pd.DataFrame
    gains: pd.DataFrame
    seconds: float
    n_marks: int
    n_coded: int


def refit_coder(
    corpus: Corpus, units: pd.DataFrame, *, sentences: pd.DataFrame, marks: pd.DataFrame, foresee: bool = False
) -> Refit:
    """
    Train the machine coder with a coder's marks besides all that it learns from, and code again.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it: the codes before.
    sentences : DataFrame
        Form ``schema.SENTENCES``.
    marks : DataFrame, form ``schema.MARKS``
        Stand before the agreed marks where both code a sentence.
    foresee : bool
        Whether to train a second time, on half of the marks, to say what more of them would buy.
    """
    begun = time.monotonic()
    codebook, encoder = find_codebook(corpus.root), corpus_encoder(corpus.root)
    examples = gather_examples(corpus.root, codebook=codebook)
    own = mark_rows(marks, sentences)
    if len(own):
        examples = drop_twins(Examples.join([examples_of_marks(own, codebook=codebook), examples]))
    coder = ThemeCoder(codebook, encoder).fit(examples)
    scores = score_coder(coder, examples)
    before = machine_view(units)
    fresh = _code_again(coder, examples, before, codebook.keys)
    half = _score_half(coder, examples) if foresee else None
    return Refit(
        list_flips(before, fresh, themes=codebook.keys), scores, _put_back(units, fresh, codebook.keys),
        foresee_gains(scores, half, n=_count_marks(examples)), time.monotonic() - begun,
        _count_marks(examples), len(fresh),
    )  # fmt: skip


def _count_marks(examples: Examples) -> int:
    return int((examples.rows["source"] == "marks").sum())


def _code_again(coder: ThemeCoder, examples: Examples, units: pd.DataFrame, themes: Sequence[str]) -> pd.DataFrame:
    rows = add_neighbours(units, document="article_id")
    if len(rows) > NEAREST:
        distance = np.min([np.abs(rows[f"{t}_p"].fillna(0) - find_line(rows, t)) for t in themes], axis=0)
        rows = rows.iloc[np.sort(np.argsort(distance, kind="stable")[:NEAREST])]
    shares, stances = coder.predict_all(rows)
    trained = {text: n for n, text in enumerate(examples.rows["text"])}
    for at, text in enumerate(rows["text"]):
        if text in trained:  # what it was taught is no test of it: the code given without that article
            shares[at] = coder.left_out_[trained[text]]
    coded = shares >= coder.thresholds_
    evidence = coder.evidence(rows, coded)
    fresh = rows[[*KEY, "text"]].copy()
    for n, theme in enumerate(themes):
        best = np.array(STANCES, dtype=object)[stances[:, n].argmax(axis=1)]
        fresh[theme], fresh[f"{theme}_p"] = coded[:, n].astype(int), shares[:, n]
        fresh[f"{theme}_stance"] = np.where(coded[:, n], best, "")
        fresh[f"{theme}_evidence"] = [row[n] for row in evidence]
    return fresh


def list_flips(before: pd.DataFrame, after: pd.DataFrame, *, themes: Sequence[str]) -> pd.DataFrame:
    """
    List the sentences whose theme came or went, the largest change of probability first.

    Parameters
    ----------
    before, after : DataFrame
        Units; `after` may hold some of them only.

    Examples
    --------
    >>> old = pd.DataFrame({"article_id": ["a"], "sentence_no": [1], "text": ["x"], "jobs": [0], "jobs_p": [0.2]})
    >>> old["jobs_stance"] = ""
    >>> list_flips(old, old.assign(jobs=1, jobs_p=0.7, jobs_stance="threat"), themes=["jobs"]).after.tolist()
    ['threat']
    """
    parts = []
    for theme in themes:
        columns = [theme, f"{theme}_p", f"{theme}_stance"]
        both = before[[*KEY, *columns]].merge(after[[*KEY, "text", *columns]], on=KEY, suffixes=("_old", "_new"))
        flipped = both[both[f"{theme}_old"] != both[f"{theme}_new"]]
        parts.append(pd.DataFrame({
            "theme": theme, **{k: flipped[k] for k in (*KEY, "text")},
            "before": flipped[f"{theme}_stance_old"], "after": flipped[f"{theme}_stance_new"],
            "p_before": flipped[f"{theme}_p_old"], "p_after": flipped[f"{theme}_p_new"],
        }))  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    change = (table.p_after - table.p_before).abs()
    return table.iloc[np.argsort(-change.to_numpy(dtype=float), kind="stable")].reset_index(drop=True)


def _put_back(units: pd.DataFrame, fresh: pd.DataFrame, themes: Sequence[str]) -> pd.DataFrame:
    """Put the new codes in the place of the old; what a person coded stays."""
    updated = units.copy()
    for theme in themes:
        updated.loc[fresh.index, f"{theme}_machine"] = fresh[f"{theme}_stance"]
        updated.loc[fresh.index, f"{theme}_p"] = fresh[f"{theme}_p"]
        unread = fresh.index[~units.loc[fresh.index, f"{theme}_by_hand"]]
        settled = [theme, f"{theme}_stance", f"{theme}_evidence"]
        updated.loc[unread, settled] = fresh.loc[unread, settled]
    return updated


def _score_half(coder: ThemeCoder, examples: Examples) -> pd.DataFrame | None:
    """Scores on all marks of a coder that was taught every other article's marks only."""
    if _count_marks(examples) < _HALF:
        return None
    marked = (examples.rows["source"] == "marks").to_numpy()
    groups = sorted(set(examples.rows["group"][marked]))
    kept = examples.take(np.flatnonzero(~marked | examples.rows["group"].isin(groups[::2]).to_numpy()))
    return score_coder(ThemeCoder(coder.codebook, coder.encoder).fit(kept), kept)


def foresee_gains(scores: pd.DataFrame, half: pd.DataFrame | None, *, n: int, more: int = 50) -> pd.DataFrame:
    """
    Say how far F1 would go with `more` marks, if it keeps growing with the logarithm of their number.

    Parameters
    ----------
    scores, half : DataFrame
        Of coders taught `n` marks, and half as many; None where there are too few.

    Examples
    --------
    >>> full = pd.DataFrame({"theme": ["jobs"], "what": ["theme"], "f1": [0.7]})
    >>> foresee_gains(full, full.assign(f1=0.6), n=50).f1_more.round(2).tolist()
    [0.8]
    """
    if half is None:
        return pd.DataFrame(columns=["theme", "f1_half", "f1", "f1_more"])
    full, small = (table[table.what == "theme"].set_index("theme").f1 for table in (scores, half))
    growth = (full - small) / np.log(2) * np.log((n + more) / n)
    table = pd.DataFrame({"f1_half": small, "f1": full, "f1_more": (full + growth).clip(0, 1)})
    return table.rename_axis("theme").reset_index()
