"""
From a table in a notebook to files that a reviewer can check.

``record`` writes, on the notebook's desk, ``findings/<name>.csv`` (the table), ``<name>.json`` (title,
columns, meanings, place in the report) and ``<name>.parquet`` (the rows of evidence). A build gathers the
desks of all notebooks and makes the pages.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.findings.cells import column_label, write_safe_csv
from dossier.findings.desk import Desk, current_desk
from dossier.findings.finding import Finding
from dossier.findings.slugs import slugify
from dossier.store import write_atomically
from dossier.strings import Words, load_catalogue


def record(  # noqa: PLR0913 - each says one thing about the finding, all but two have a default
    table: pd.DataFrame,
    name: str,
    *,
    rows: pd.DataFrame | None = None,
    by: str | Sequence[str] | None = None,
    title: str = "",
    description: str = "",
    count: str = "",
    labels: Mapping[str, Mapping[Any, str]] | None = None,
    meanings: Mapping[str, str] | None = None,
) -> Finding:
    """
    State a finding: keep its table, and the sentences behind each row.

    Parameters
    ----------
    table : DataFrame, shape (n_rows, n_columns)
        Tidy table; an index with names becomes columns.
    name : str
        Short and stable, lower case with hyphens: ``"theme-shares-by-outlet"``. Unique in the report.
    rows : DataFrame, optional
        The evidence: one row a sentence that is counted, with the `by` columns, ``article_id`` and
        ``sentence_no`` (leave the latter out to count whole articles). Optional columns shown beside the
        sentence: ``evidence`` (exact substrings joined by `` | ``), ``stance``, ``voice``, ``start``, ``end``
        (offsets to highlight), ``note``. Exact duplicates are dropped, and what is behind no row of the table.
    by : str or sequence of str, optional
        Columns that identify a row of `table`. By default the columns that `table` and `rows` share.
        Empty for a table whose evidence is one list.
    title, description : str
        What the finding says (by default the title of the figure or table that shows it), and how it was made:
        shown on the evidence page.
    count : str
        Column of `table` that must equal the number of evidence rows; checked here. By default ``n``
        where the table has such a column and rows are given; ``"-"`` for none.
    labels : mapping, optional
        ``{"theme": {"jobs": "Jobs"}}``: what readers see for stored values.
    meanings : mapping, optional
        Meaning and unit of columns, for the data dictionary, where the name alone does not say it.

    Returns
    -------
    Finding

    Raises
    ------
    ValueError
        If `by` does not identify the rows, no row of evidence belongs to any table row, or `count` differs
        from the number of evidence rows.

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["Le Soir", "Midi"], "n": [2, 0]})
    >>> rows = pd.DataFrame({"outlet": ["Le Soir"] * 2, "article_id": ["a", "a"], "sentence_no": [1, 4]})
    >>> finding = record(table, "doctest-outlets", rows=rows)
    >>> finding.href("Le Soir"), finding.href("Midi"), str(finding.link("Le Soir", 2))
    ('evidence/doctest-outlets.html#le-soir', '', '2')
    """
    frame = _tidy(table)
    columns = _identify(frame, rows, by)
    evidence = None if rows is None else _behind(frame, rows.drop_duplicates(), columns)
    finding = Finding(
        table=frame,
        name=_checked_name(name),
        title=title,
        description=description,
        by=columns,
        rows=evidence,
        count=_count_column(frame, evidence, count),
        labels=labels or {},
        meanings=meanings or {},
        recorded=True,
    )
    _check_evidence(finding)
    _write(finding, current_desk())
    return finding


def _tidy(table: pd.DataFrame) -> pd.DataFrame:
    named = [name for name in table.index.names if name is not None]
    frame = table.reset_index() if named else table.reset_index(drop=True)
    return frame.rename(columns=str)


def _checked_name(name: str) -> str:
    if slugify(name, limit=80) != name:
        raise ValueError(f"a finding's name is lower case with hyphens: {slugify(name, limit=80)!r}, not {name!r}")
    return name


def _identify(frame: pd.DataFrame, rows: pd.DataFrame | None, by: str | Sequence[str] | None) -> tuple[str, ...]:
    if by is None:
        further = {"article_id", "sentence_no", "evidence", "start", "end", "note"}
        columns = tuple(c for c in frame.columns if rows is not None and c in rows.columns and c not in further)
    else:
        columns = (by,) if isinstance(by, str) else tuple(by)
    for column in columns:
        if column not in frame:
            raise ValueError(f"the table lacks the column {column!r} that `by` names")
        if rows is not None and column not in rows:
            raise ValueError(f"the evidence lacks the column {column!r} that `by` names")
    if columns and frame.duplicated(list(columns)).any():
        raise ValueError(f"{list(columns)} do not tell the rows of the table apart")
    return columns


def _behind(frame: pd.DataFrame, rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the evidence of the table's rows: a table may state the ten largest of many."""
    if not columns or rows.empty:
        return rows.reset_index(drop=True)
    known = set(frame[list(columns)].itertuples(index=False, name=None))
    kept = [key in known for key in rows[list(columns)].itertuples(index=False, name=None)]
    if not any(kept) and len(frame):
        first = rows[list(columns)].iloc[0].tolist()
        raise ValueError(
            f"the evidence belongs to no row of the table: {first} is none of {sorted(known, key=str)[:3]}"
        )
    return rows[kept].reset_index(drop=True)


def _count_column(frame: pd.DataFrame, rows: pd.DataFrame | None, count: str) -> str:
    if rows is None or count == "-":
        return ""
    return count or ("n" if "n" in frame else "")


def _check_evidence(finding: Finding) -> None:
    if finding.rows is None:
        return
    if "article_id" not in finding.rows:
        raise ValueError(f"the evidence of {finding.name} lacks the column 'article_id'")
    behind = finding.n_behind
    if not finding.count or (not finding.by and len(finding.table) != 1):
        return
    for key, said in zip(finding.keys, finding.table[finding.count], strict=True):
        if int(said) != behind[key]:
            row = finding.row_label(key) or "its row"
            raise ValueError(f"{finding.name} says {said} for {row}, but {behind[key]} rows stand behind it")


def describe_columns(finding: Finding, words: Words) -> pd.DataFrame:
    """
    Return the data dictionary of a finding.

    Returns
    -------
    DataFrame, columns finding, column, type, meaning
    """
    known = load_catalogue(words.lang)
    rows = []
    for column, dtype in finding.table.dtypes.items():
        meaning = finding.meanings.get(str(column)) or known.get(f"findings.meaning_{column}")
        kind = {"f": "number", "i": "whole number", "u": "whole number", "b": "flag"}.get(dtype.kind, "text")
        rows.append((finding.name, column, kind, meaning or column_label(str(column), words)))
    return pd.DataFrame(rows, columns=["finding", "column", "type", "meaning"])


def _write(finding: Finding, desk: Desk) -> None:
    try:
        _write_files(finding, desk, desk.folder / "findings")
    except OSError:
        if desk.building:
            raise  # a report must not lack what it states; in the lab a read-only folder is no reason to stop


def _write_files(finding: Finding, desk: Desk, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_safe_csv(finding.table, folder / f"{finding.name}.csv")
    words = Words(desk.lang)
    record_ = {
        "name": finding.name,
        "page": desk.page,
        "title": finding.title,
        "description": finding.description,
        "by": list(finding.by),
        "count": finding.count,
        "groups": [
            {"label": finding.row_label(key, words), "key": [str(part) for part in key], "page": page, "anchor": anchor,
             "first": finding.row_label(key[:1], words), "n": finding.n_behind[key],
             "row": _row_text(finding, key, words)}
            for key, (page, anchor) in finding.places.items()
        ],
        "dictionary": describe_columns(finding, words).to_dict("records"),
    }  # fmt: skip
    text = json.dumps(record_, ensure_ascii=False, sort_keys=True, indent=1)
    write_atomically(folder / f"{finding.name}.json", lambda draft: _write_text(draft, text))
    if finding.rows is not None:
        numbered = _number_groups(finding)
        write_atomically(folder / f"{finding.name}.parquet", lambda draft: numbered.to_parquet(draft, index=False))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _row_text(finding: Finding, key: tuple[Any, ...], words: Words) -> str:
    """Return the numbers of the row beside its key: what the evidence page repeats above the list."""
    from dossier.findings.cells import show_value

    if not finding.by:
        return ""
    row = finding.table.iloc[finding.keys.index(key)]
    beside = {*finding.by, finding.count}  # what is counted is said anyway
    shown = [c for c in finding.table.columns if c not in beside and finding.table[c].dtype.kind in "fiu"]
    return " · ".join(f"{column_label(c, words)}: {show_value(row[c], c, words)}" for c in shown[:6])


def _number_groups(finding: Finding) -> pd.DataFrame:
    """Return the evidence with the number of its group (order of `places`), keys as text."""
    assert finding.rows is not None
    order = {key: number for number, key in enumerate(finding.places)}
    rows = finding.rows.copy()
    if finding.by:
        keys = finding.rows[list(finding.by)].itertuples(index=False, name=None)
        rows.insert(0, "group", [order[tuple(key)] for key in keys])
    else:
        rows.insert(0, "group", 0)
    for column in rows.columns:
        if rows[column].dtype == object or column in finding.by:
            rows[column] = rows[column].astype(str)
    return rows
