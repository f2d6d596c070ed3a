"""The command ``dossier topics``: a table of texts in, its topics out as four files."""

import csv
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dossier.errors import DossierError, UsageError
from dossier.readers.tables import load_table
from dossier.schema import MEMBERSHIPS, TOPIC_TERMS
from dossier.store import write_atomically
from dossier.topics.fitting import MOST_READ, Fitted, fit_texts
from dossier.topics.phrases import find_phrases, rank_phrases
from dossier.topics.quality import STABLE, clear_share, diversity, held_out_npmi, measure_stability, npmi, top_terms

_RESAMPLES = 10
_FEW = 150  # texts below which another sample of the same kind gives other words (measured in docs/topics.md)


def write_topics(table: Path, *, text: str, k: int, out: Path, lang: str | None = None) -> None:
    """
    Find `k` topics in a table and write ``topics.csv``, ``phrases.csv``, ``memberships.csv`` and ``quality.json``.

    Parameters
    ----------
    table : Path
        CSV, TSV, XLSX, ODS or JSONL.
    text : str
        Name of the column of texts, or its number from 1 in a file without a header.
    k : int
        Topics, 1 and more.
    out : Path
        Folder; made where it is not there.
    lang : str, optional
        ``"fr"`` or ``"en"``; found out where not given.

    Raises
    ------
    UsageError
        If `k` is below 1 or there is no such column.
    DossierError
        If the texts cannot carry `k` topics; the reason is then in ``quality.json`` too, and no table is left.

    Notes
    -----
    The same rows in another order give the same topics, and the same shares to the last digit.
    """
    if k < 1:
        raise UsageError(f"-k {k}: ask for one topic or more.")
    rows = read_texts(table, text=text)
    order = sorted(range(len(rows)), key=rows.__getitem__)  # so that nothing depends on the order of the rows
    texts = [rows[row] for row in order]
    out.mkdir(parents=True, exist_ok=True)
    try:
        fitted = fit_texts(texts, n_topics=k, langs=(lang,) if lang else ())
    except DossierError as refusal:
        for name in ("topics.csv", "phrases.csv", "memberships.csv"):
            (out / name).unlink(missing_ok=True)
        _write_json({"refused": True, "reason": str(refusal), "k": k, "rows": len(texts)}, out / "quality.json")
        raise
    _write_csv(topic_table(fitted), out / "topics.csv")
    _write_csv(phrase_table(fitted, texts), out / "phrases.csv")
    _write_csv(membership_table(fitted.shares[np.argsort(order)]), out / "memberships.csv")
    quality = describe_quality(fitted)
    _write_json(quality, out / "quality.json")
    for warning in quality["warnings"]:
        print(f"warning: {warning}", file=sys.stderr)


def read_texts(table: Path, *, text: str) -> list[str]:
    """
    Return the column of texts, one a row; a number means a file without a header, unless a column is so called.

    Raises
    ------
    UsageError
        If there is no such column.
    """
    frame = load_table(table, header=not text.isdecimal())
    if text.isdecimal() and len(frame) and text in frame.iloc[0].tolist() and text not in frame.columns:
        frame = load_table(table)
    if text not in frame.columns:
        have = f"the columns are {', '.join(map(str, frame.columns[:12]))}"
        raise UsageError(f"no column {text!r}: {have}.", path=table)
    return [str(cell) for cell in frame[text]]


def topic_table(fitted: Fitted) -> pd.DataFrame:
    """Return the words of each topic, columns of `dossier.schema.TOPIC_TERMS`."""
    rows = [(topic + 1, rank, term, weight) for topic in range(fitted.model.n_topics)
            for rank, (term, weight) in enumerate(fitted.top_words(topic), start=1)]  # fmt: skip
    return TOPIC_TERMS.check(pd.DataFrame(rows, columns=TOPIC_TERMS.names))


def phrase_table(fitted: Fitted, texts: list[str]) -> pd.DataFrame:
    """Return the phrases of each topic, columns of `dossier.schema.TOPIC_TERMS`; a topic may have none."""
    step = max(1, len(texts) // MOST_READ)
    phrases = find_phrases(texts[::step], fitted.vocabulary)
    ranked = rank_phrases(phrases, fitted.shares[::step])
    rows = [(topic + 1, rank, phrases.shown[place], weight) for topic, found in enumerate(ranked)
            for rank, (place, weight) in enumerate(found, start=1)]  # fmt: skip
    return TOPIC_TERMS.check(pd.DataFrame(rows, columns=TOPIC_TERMS.names))


def membership_table(shares: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Return every share of every row, columns of `dossier.schema.MEMBERSHIPS`."""
    n_rows, n_topics = shares.shape
    frame = {
        "row": np.repeat(np.arange(n_rows), n_topics),
        "topic": np.tile(np.arange(1, n_topics + 1), n_rows),
        "share": np.clip(shares.ravel(), 0, 1),
    }
    return MEMBERSHIPS.check(pd.DataFrame(frame))


def describe_quality(fitted: Fitted) -> dict[str, Any]:
    """Return what is known of the topics' quality, as it is written to ``quality.json``."""
    usable = np.flatnonzero(~fitted.without_terms)
    if len(usable) > MOST_READ:
        usable = np.sort(np.random.default_rng(0).choice(usable, MOST_READ, replace=False))
    counts = fitted.counts[usable]
    stability = measure_stability(fitted.model, counts, groups=usable.tolist(), resamples=_RESAMPLES)
    tops = top_terms(fitted.model.components_)
    coherence = npmi(tops, counts)
    leads = np.bincount(fitted.shares[~fitted.without_terms].argmax(axis=1), minlength=fitted.model.n_topics)
    quality: dict[str, Any] = {
        "refused": False,
        "reason": fitted.reason,
        "k": fitted.model.n_topics,
        "model": type(fitted.model).__name__,
        "langs": list(fitted.langs),
        "rows": fitted.counts.shape[0],
        "rows_without_words": int(fitted.without_terms.sum()),
        "terms": len(fitted.vocabulary.terms),
        "npmi_own_texts": round(float(coherence.mean()), 4),
        "npmi_held_out": _number(held_out_npmi(fitted.model, counts, groups=usable.tolist())),
        "diversity_top_25": round(diversity(top_terms(fitted.model.components_, n=25)), 4),
        "clear_share": round(clear_share(fitted.shares[~fitted.without_terms]), 4),
        "stability": {"mean_jaccard_top_10": round(stability.overlap, 4), "resamples": stability.resamples,
                      "resample": "bootstrap of rows, each counted once"},
        "topics": [{"topic": i + 1, "rows_led": int(leads[i]), "npmi_own_texts": round(float(coherence[i]), 4),
                    "returns": round(float(stability.returns[i]), 4), "stable": bool(stability.returns[i] >= STABLE)}
                   for i in range(fitted.model.n_topics)],
    }  # fmt: skip
    quality["warnings"] = _warnings(quality)
    return quality


def _warnings(quality: dict[str, Any]) -> list[str]:
    unstable = [topic["topic"] for topic in quality["topics"] if not topic["stable"]]
    found = []
    if unstable:
        found.append(
            f"{len(unstable)} of {quality['k']} topics came back in less than half of the resamples: "
            f"{', '.join(map(str, unstable))}. Do not build on them; try fewer topics."
        )
    usable = quality["rows"] - quality["rows_without_words"]
    if usable < _FEW:
        found.append(
            f"{usable} texts are few: another sample of the same kind would give other words. A sketch of these texts "
            "can be had; a list of topics that holds beyond them, or a comparison of their shares, cannot."
        )
    if quality["rows_without_words"]:
        found.append(f"{quality['rows_without_words']} rows hold no word to go by: their shares are equal, not found.")
    return found


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    write_atomically(path, lambda draft: frame.to_csv(draft, index=False, float_format="%.10g",
                                                      quoting=csv.QUOTE_MINIMAL, lineterminator="\n"))  # fmt: skip


def _write_json(value: dict[str, Any], path: Path) -> None:
    written = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    write_atomically(path, lambda draft: draft.write_text(written, encoding="utf-8"))  # type: ignore[arg-type]
