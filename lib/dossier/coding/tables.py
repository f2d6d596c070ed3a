"""Plain tables coded: themes, stances and voices of each row, or labels learnt from coded rows."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.coding.codes import corpus_encoder, fit_coder, units_of
from dossier.coding.evidence import join_slices
from dossier.coding.flips import table_flips
from dossier.coding.labels import LabelCoder
from dossier.coding.model import ThemeCoder
from dossier.coding.plain import add_columns, read_table, write_table
from dossier.coding.scores import score_flags
from dossier.errors import DossierError
from dossier.paths import DEFAULT_CORPUS
from dossier.schema import STANCES
from dossier.store import write_atomically
from dossier.voices import code_voices

_YES, _NO = {"1", "1.0", "true", "yes", "oui", "vrai"}, {"0", "0.0", "false", "no", "non", "faux"}


def code_table(
    table: Path, *, text: str, out: Path, document: str | None = None, corpus: Path | None = None
) -> pd.DataFrame:
    """
    Code each row of a table and write it with the codes behind its own columns.

    Parameters
    ----------
    table : Path
        CSV or TSV.
    text : str
        Column of the sentences.
    out : Path
        CSV to write: per theme ``T`` (1 or 0), ``T_p`` (probability), ``T_stance`` (best guess, were the
        theme there), ``T_evidence``; then ``voice, voice_kind``.
    document : str, optional
        Column that says which rows follow one another in one text; without it rows have no neighbours.
    corpus : Path, optional
        Folder whose codebook, marks and training sentences the coder learns from.

    Returns
    -------
    DataFrame
        What was written.

    Raises
    ------
    DossierError, UsageError
        If the table cannot be read or has no such column.
    """
    root = DEFAULT_CORPUS if corpus is None else Path(corpus)
    rows = read_table(Path(table), columns=[text] if document is None else [text, document])
    units = units_of(rows[text], None if document is None else rows[document])
    encoder = corpus_encoder(root)
    if encoder is None:
        print("no sentence encoder here: coding by words alone, which is weaker.", file=sys.stderr)
    coder = fit_coder(root, encoder=encoder)
    coded = code_units(units, coder=coder)
    actors = root / "actors.toml"
    documents = None if document is None else rows[document].tolist()
    voices = code_voices(units["text"].tolist(), documents=documents, actors=actors if actors.is_file() else None)
    result = add_columns(rows, pd.concat([coded, voices[["voice", "voice_kind"]].reset_index(drop=True)], axis=1))
    for line in _flips(result, Path(out), text=text, keys=coder.codebook.keys):
        print(line, file=sys.stderr)
    write_table(result, Path(out))
    return result


def _flips(result: pd.DataFrame, out: Path, *, text: str, keys: Sequence[str]) -> list[str]:
    """Return what an earlier file of the same name said otherwise, if it is one."""
    try:
        before = read_table(out, columns=[text]) if out.is_file() else None
    except DossierError:
        return []
    return [] if before is None else table_flips(before, result, text=text, keys=keys)


def code_units(units: pd.DataFrame, *, coder: ThemeCoder) -> pd.DataFrame:
    """Return the columns ``T, T_p, T_stance, T_evidence`` of each theme for rows with neighbours."""
    shares, stances = coder.predict_all(units)
    empty = units["text"].str.strip().eq("").to_numpy()
    shares[empty] = 0.0
    coded = shares >= coder.thresholds_
    evidence = coder.evidence(units, coded)
    columns: dict[str, object] = {}
    for n, key in enumerate(coder.codebook.keys):
        columns[key] = coded[:, n].astype(int)
        columns[f"{key}_p"] = shares[:, n].round(4)
        columns[f"{key}_stance"] = [STANCES[place] for place in stances[:, n].argmax(axis=1)]
        columns[f"{key}_evidence"] = [row[n] for row in evidence]
    return pd.DataFrame(columns)


def learn_labels(
    table: Path, *, text: str, out: Path, learn_from: Path, labels: Sequence[str], group: str | None = None
) -> pd.DataFrame:
    """
    Learn labels from coded rows and code a table with them.

    Parameters
    ----------
    table : Path
        CSV or TSV to code.
    text : str
        Column of the text in both tables.
    out : Path
        CSV to write: the table with ``A, A_p, A_evidence`` for each label. A row whose text stands in the
        coded table gets the value of a coder that has not seen its group.
    learn_from : Path
        Coded rows; a label is 1, 0 or blank (unknown).
    labels : sequence of str
        Columns of the coded table.
    group : str, optional
        Column of the coded table: rows to be left out together, such as those of an article.

    Returns
    -------
    DataFrame
        The scores, as printed and written to ``OUT.scores.csv``: ``label, n, n_positive, precision, recall,
        f1, low, high``.
    """
    coded = read_table(Path(learn_from), columns=[text, *labels, *([group] if group else [])])
    rows = read_table(Path(table), columns=[text])
    truth = np.stack([_read_label(coded[label], label, Path(learn_from)) for label in labels], axis=1)
    texts = coded[text].tolist()
    groups = coded[group].tolist() if group else texts
    coder = LabelCoder(corpus_encoder(DEFAULT_CORPUS)).fit(texts, truth, groups=groups)
    result = add_columns(rows, _label_columns(rows[text].tolist(), labels, coder=coder, trained=texts))
    scores = score_labels(labels, truth, coder=coder, groups=groups)
    write_table(result, Path(out))
    write_atomically(Path(f"{out}.scores.csv"), lambda draft: scores.round(4).to_csv(draft, index=False))
    print(scores.round(3).to_string(index=False))
    return scores


def score_labels(
    labels: Sequence[str], truth: npt.NDArray[np.float64], *, coder: LabelCoder, groups: Sequence[object]
) -> pd.DataFrame:
    """Score a fitted coder's left-out labels where they are known."""
    rows = []
    for n, label in enumerate(labels):
        known = ~np.isnan(truth[:, n])
        said = coder.left_out_[known, n] >= coder.thresholds_[n]
        of = [one for one, seen in zip(groups, known, strict=True) if seen]
        rows.append({"label": label, **score_flags(truth[known, n] > 0.5, said, groups=of)._asdict()})
    return pd.DataFrame(rows)


def _label_columns(
    texts: list[str], labels: Sequence[str], *, coder: LabelCoder, trained: Sequence[str]
) -> pd.DataFrame:
    shares = coder.predict_proba(texts)
    place = {known: n for n, known in enumerate(trained)}
    for at, one in enumerate(texts):
        if one in place:
            shares[at] = coder.left_out_[place[one]]
    coded = shares >= coder.thresholds_
    columns: dict[str, object] = {}
    for n, label in enumerate(labels):
        columns[label] = coded[:, n].astype(int)
        columns[f"{label}_p"] = shares[:, n].round(4)
        slices = [coder.weights_.slices(one, n) if yes else [] for one, yes in zip(texts, coded[:, n], strict=True)]
        columns[f"{label}_evidence"] = [join_slices(one, found) for one, found in zip(texts, slices, strict=True)]
    return pd.DataFrame(columns)


def _read_label(column: "pd.Series[str]", label: str, path: Path) -> npt.NDArray[np.float64]:
    values = []
    for line, cell in enumerate(column, start=2):
        word = cell.strip().casefold()
        if word not in _YES | _NO | {""}:
            raise DossierError(f"label {label!r}: {cell!r} is not 1, 0 or blank.", path=path, line=line)
        values.append(np.nan if not word else float(word in _YES))
    if not {0.0, 1.0} <= set(values):
        raise DossierError(f"label {label!r} needs both rows with 1 and rows with 0 to learn from.", path=path)
    return np.array(values)
