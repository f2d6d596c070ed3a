"""
What the machine coder learns from: agreed marks, constructed sentences, the codebook's examples.

A cell of a theme is a stance, empty where the theme is absent, or missing where nobody looked. Marks
and training sentences written before a theme was added say nothing of it.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.codebook import Codebook
from dossier.errors import DossierError
from dossier.schema import SENTENCE_KEY, STANCES
from dossier.store import digest

FIXED = ("text", "lang", "register", "document", "voice", "note")
UNITS = ("text", "before", "after")
SOURCES = ("marks", "training", "codebook")


@dataclass(frozen=True)
class Examples:
    """
    Coded sentences.

    Parameters
    ----------
    rows : DataFrame
        ``text``, ``before``, ``after`` (neighbours, empty where there is none), ``source``, ``group``
        (kept out together), and for marks ``article_id``, ``sentence_no``.
    themes : array of float, shape (n, themes)
        1 present, 0 absent, NaN unknown.
    stances : array of int, shape (n, themes)
        Place in ``schema.STANCES``; -1 where there is none.
    """

    rows: pd.DataFrame
    themes: npt.NDArray[np.float64]
    stances: npt.NDArray[np.int64]

    @property
    def fingerprint(self) -> str:
        """Digest of all that the coder learns from."""
        return digest(self.rows.to_csv(), self.themes.tolist(), self.stances.tolist())

    def take(self, places: npt.NDArray[np.int64]) -> "Examples":
        """Return some of the rows."""
        return Examples(self.rows.iloc[places].reset_index(drop=True), self.themes[places], self.stances[places])

    @classmethod
    def join(cls, parts: Sequence["Examples"]) -> "Examples":
        """Return several sets as one."""
        rows = pd.concat([part.rows for part in parts], ignore_index=True)
        return cls(rows, np.concatenate([p.themes for p in parts]), np.concatenate([p.stances for p in parts]))


def load_examples(root: Path, *, codebook: Codebook, marks: pd.DataFrame | None = None) -> Examples:
    """
    Return everything that the corpus folder `root` offers to learn from.

    Parameters
    ----------
    root : Path
        The folder with ``training/``.
    codebook : Codebook
        Themes in order.
    marks : DataFrame, optional
        From `mark_rows`: agreed marks with their sentences.
    """
    parts = [read_examples(codebook), read_training(root / "training", codebook=codebook)]
    if marks is not None and len(marks):
        parts.insert(0, examples_of_marks(marks, codebook=codebook))
    return drop_twins(Examples.join(parts))


def read_examples(codebook: Codebook) -> Examples:
    """Return the codebook's examples: each says something of its own theme only."""
    rows: list[dict[str, object]] = []
    cells: list[dict[str, str]] = []
    for theme in codebook.themes:
        for example in theme.examples:
            rows.append({"text": example.text, "source": "codebook", "group": f"codebook {len(rows)}"})
            cells.append({theme.key: example.stance})
    return _examples(rows, cells, codebook)


def read_training(folder: Path, *, codebook: Codebook) -> Examples:
    """
    Read every CSV file of constructed sentences.

    Raises
    ------
    DossierError
        With file and line: a column that is neither fixed nor a theme, an empty text, a wrong stance.
    """
    rows: list[dict[str, object]] = []
    cells: list[dict[str, str]] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            themes = _theme_columns(reader.fieldnames or (), codebook, path)
            for record in reader:
                rows.append(_training_row(record, path, reader.line_num))
                cells.append({theme: _stance(record, theme, path, reader.line_num) for theme in themes})
    return _examples(_with_neighbours(rows), cells, codebook)


def _theme_columns(names: Sequence[str], codebook: Codebook, path: Path) -> list[str]:
    if "text" not in names:
        raise DossierError("no column 'text': the header of training sentences starts with it.", path=path, line=1)
    themes = [name for name in names if name not in FIXED]
    strange = [name for name in themes if not name.isidentifier()]
    if strange:
        raise DossierError(f"column {strange[0]!r} is neither known nor a theme's key.", path=path, line=1)
    return [name for name in themes if name in codebook.keys]


def _training_row(record: dict[str, str], path: Path, line: int) -> dict[str, object]:
    text = (record.get("text") or "").strip()
    if not text:
        raise DossierError("a training sentence without text.", path=path, line=line)
    if None in record:
        raise DossierError("more cells than the header has: quote a text that holds a comma.", path=path, line=line)
    document = (record.get("document") or "").strip()
    group = f"{path.stem} {document or line}"
    return {"text": text, "source": "training", "group": group, "document": group if document else ""}


def _stance(record: dict[str, str], theme: str, path: Path, line: int) -> str:
    value = (record.get(theme) or "").strip()
    if value and value not in STANCES:
        raise DossierError(f"{theme}: {value!r} is not one of {', '.join(STANCES)}.", path=path, line=line)
    return value


def _with_neighbours(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    for one, other in pairwise(rows):
        if one["document"] and one["document"] == other["document"]:
            one["after"], other["before"] = other["text"], one["text"]
    return rows


def mark_rows(marks: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """
    Return the marks with the text of their sentence and of its kept neighbours.

    Parameters
    ----------
    marks : DataFrame, form ``schema.MARKS``
    sentences : DataFrame, form ``schema.SENTENCES``
    """
    kept = add_neighbours(sentences[sentences["dropped"] == ""], document="article_id")
    marked = sentences[["article_id", "sentence_no", "text"]].merge(
        kept[[*SENTENCE_KEY, "before", "after"]], on=list(SENTENCE_KEY), how="left"
    )
    joined = marks.merge(marked, on=list(SENTENCE_KEY), how="inner")
    return joined.fillna({"before": "", "after": ""})


def add_neighbours(rows: pd.DataFrame, *, document: str | None, text: str = "text") -> pd.DataFrame:
    """
    Add ``before`` and ``after``: the texts beside each row within its document, empty without document.

    Examples
    --------
    >>> add_neighbours(pd.DataFrame({"d": ["x", "x", "y"], "text": ["a", "b", "c"]}), document="d").after.tolist()
    ['b', '', '']
    """
    if document is None:
        return rows.assign(before="", after="")
    by = rows.groupby(document, sort=False, dropna=False)[text]
    return rows.assign(before=by.shift(1).fillna(""), after=by.shift(-1).fillna(""))


def examples_of_marks(marks: pd.DataFrame, *, codebook: Codebook) -> Examples:
    """
    Return agreed marks as examples, one a sentence.

    A theme that no mark names is unknown, since the marks may be older than the theme.
    """
    seen = [key for key in codebook.keys if (marks["theme"] == key).any()]
    rows: list[dict[str, object]] = []
    cells: list[dict[str, str]] = []
    for (article, number), group in marks.groupby(list(SENTENCE_KEY), sort=True):
        first = group.iloc[0]
        rows.append(
            {
                **{name: first[name] for name in UNITS},
                "source": "marks", "group": str(article), "article_id": article, "sentence_no": number,
            }
        )  # fmt: skip
        cells.append(dict.fromkeys(seen, "") | dict(zip(group["theme"], group["stance"], strict=True)))
    return _examples(rows, cells, codebook)


def _examples(rows: Sequence[dict[str, object]], cells: Sequence[dict[str, str]], codebook: Codebook) -> Examples:
    columns = [*UNITS, "source", "group", "article_id", "sentence_no"]
    frame = pd.DataFrame(list(rows), columns=columns)
    for name in ("before", "after", "article_id"):
        frame[name] = [value if isinstance(value, str) else "" for value in frame[name]]
    known = [[cell.get(key) for key in codebook.keys] for cell in cells]
    shape = (len(frame), len(codebook.keys))
    themes = [[np.nan if value is None else float(bool(value)) for value in row] for row in known]
    stances = [[STANCES.index(value) if value else -1 for value in row] for row in known]
    return Examples(frame, np.array(themes, float).reshape(shape), np.array(stances, int).reshape(shape))


def drop_twins(examples: Examples) -> Examples:
    """Keep one of several examples with the same text; marks before training before codebook."""
    order = examples.rows["source"].map({source: n for n, source in enumerate(SOURCES)})
    first = ~examples.rows.assign(order=order).sort_values("order", kind="stable")["text"].duplicated()
    return examples.take(np.flatnonzero(first.sort_index().to_numpy()))
