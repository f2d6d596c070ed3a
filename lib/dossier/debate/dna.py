"""
Statements for Discourse Network Analyzer (DNA), and back.

``statements.csv`` is a plain event list for rDNA, R or a spreadsheet; ``statements.dna`` is an SQLite
file with the tables of DNA 3 (schema as its source creates it, Leifeld, github.com/leifeld/dna). DNA
knows agreement as yes or no: opportunity is 1, threat 0, and a mixed statement is written as one of
each, with the stance kept in a further variable so that reading gives one statement again.

Article texts are not passed on: a document holds the sentences that carry its statements.
"""

import csv
import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.debate.dna_schema import CODER, TABLES, VARIABLES
from dossier.errors import DossierError
from dossier.schema import STATEMENTS
from dossier.store import write_atomically

CSV_NAME, DNA_NAME = "statements.csv", "statements.dna"
CSV_COLUMNS = (
    "statement_id", "time", "document_id", "document_title", "document_source", "document_author", "person",
    "organization", "concept", "agreement", "stance", "sentence_no", "coder", "published_date", "text",
)  # fmt: skip
_AGREEMENT = {"opportunity": (1,), "threat": (0,), "mixed": (1, 0)}
_LONGEST_NAME = 190


def write_dna(statements: pd.DataFrame, out: Path) -> None:
    """
    Write statements to a folder, or to one file where `out` ends in ``.csv``, ``.dna`` or ``.sqlite``.

    Parameters
    ----------
    statements : DataFrame
        STATEMENTS, with ``organisation, title, outlet, text`` where known (as `load_statements` gives).
    out : Path
        A new or empty folder, or a file.

    Raises
    ------
    DossierError
        If the folder already holds something.
    """
    out = Path(out)
    if out.suffix == ".csv":
        return write_atomically(out, lambda draft: _write_csv(statements, draft))
    if out.suffix in (".dna", ".sqlite"):
        return write_atomically(out, lambda draft: _write_sqlite(statements, draft))
    if out.is_dir() and any(out.iterdir()):
        raise DossierError("this folder already holds something: name a new one.", path=out)
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / CSV_NAME, lambda draft: _write_csv(statements, draft))
    write_atomically(out / DNA_NAME, lambda draft: _write_sqlite(statements, draft))
    return None


def read_dna(path: Path) -> pd.DataFrame:
    """
    Read statements back from a file that `write_dna` wrote, or from the folder of both.

    Returns
    -------
    DataFrame
        STATEMENTS.

    Raises
    ------
    DossierError
        If the file is not of that form.
    """
    path = Path(path)
    if path.is_dir():
        path = path / CSV_NAME
    try:
        rows = _read_csv(path) if path.suffix == ".csv" else _read_sqlite(path)
    except (OSError, KeyError, ValueError, sqlite3.DatabaseError) as fault:
        raise DossierError(f"this holds no statements of ours: {fault}.", path=path) from None
    rows = rows.drop_duplicates(["article_id", "sentence_no", "actor", "theme", "stance", "coder"]).reset_index(
        drop=True
    )
    return STATEMENTS.check(rows.assign(statement_id=range(1, len(rows) + 1)))[STATEMENTS.names]


def _events(statements: pd.DataFrame) -> Iterator[dict[str, Any]]:
    number = 0
    for row in statements.to_dict("records"):
        for agreement in _AGREEMENT[str(row["stance"])]:
            number += 1
            yield {
                "statement_id": number, "time": _midnight(str(row["published_date"])).strftime("%Y-%m-%d %H:%M:%S"),
                "document_id": row["article_id"], "document_title": row.get("title") or row["article_id"],
                "document_source": row.get("outlet") or "", "document_author": "", "person": row["actor"],
                "organization": row.get("organisation") or "", "concept": row["theme"], "agreement": agreement,
                "stance": row["stance"], "sentence_no": row["sentence_no"], "coder": row["coder"],
                "published_date": row["published_date"], "text": row.get("text") or "",
            }  # fmt: skip


def _midnight(date: str) -> datetime.datetime:
    """Start of a partial ISO date in UTC; an unknown one is 1 January 1970."""
    parts = [int(part) for part in date.split("-") if part.isdigit()] or [1970]
    year, month, day = ([*parts, 1, 1])[:3]
    return datetime.datetime(year, month, day, tzinfo=datetime.UTC)


def _write_csv(statements: pd.DataFrame, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CSV_COLUMNS)
        writer.writeheader()
        writer.writerows(_events(statements))


def _read_csv(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    names = {"document_id": "article_id", "person": "actor", "concept": "theme"}
    rows = frame.rename(columns=names)
    needed = ["article_id", "sentence_no", "actor", "theme", "stance", "published_date", "coder"]
    return rows[needed].assign(sentence_no=rows["sentence_no"].astype(int))


def _write_sqlite(statements: pd.DataFrame, path: Path) -> None:
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    try:
        for statement in TABLES:
            base.execute(statement)
        _fill(base, list(_events(statements)))
        base.commit()
    finally:
        base.close()


def _fill(base: sqlite3.Connection, events: list[dict[str, Any]]) -> None:
    base.execute("INSERT INTO SETTINGS (Property, Value) VALUES ('version', '3.0'), ('date', '2022-06-12')")
    coders = {name: place for place, name in enumerate(dict.fromkeys(e["coder"] for e in events), 2)}
    base.execute(CODER, (1, "Admin"))
    base.executemany(CODER, [(place, name) for name, place in coders.items()])
    base.execute("INSERT INTO STATEMENTTYPES (ID, Label, Red, Green, Blue) VALUES (1, 'DNA Statement', 239, 208, 51)")
    base.executemany(
        "INSERT INTO VARIABLES (ID, Variable, DataType, StatementTypeId) VALUES (?, ?, ?, 1)",
        [(place, name, kind) for place, (name, kind) in enumerate(VARIABLES, 1)],
    )
    places = _fill_documents(base, events)
    entities: dict[tuple[int, str], int] = {}
    for event in events:
        document, start, stop = places[event["document_id"], event["sentence_no"]]
        base.execute(
            "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, 1, ?, ?, ?, ?)",
            (event["statement_id"], document, start, stop, coders[event["coder"]]),
        )
        _fill_values(base, event, entities)


def _fill_documents(
    base: sqlite3.Connection, events: list[dict[str, Any]]
) -> dict[tuple[str, int], tuple[int, int, int]]:
    """Write a document of its coded sentences for each article; return where each sentence stands."""
    places: dict[tuple[str, int], tuple[int, int, int]] = {}
    for number, name in enumerate(dict.fromkeys(e["document_id"] for e in events), 1):
        own = [e for e in events if e["document_id"] == name]
        text = ""
        for event in own:
            key = (name, event["sentence_no"])
            if key not in places:
                sentence = event["text"] or f"[{event['sentence_no']}]"
                places[key] = (number, len(text), len(text) + len(sentence))
                text += sentence + "\n"
        seconds = int(_midnight(own[0]["published_date"]).timestamp())
        base.execute(
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Source, Notes, Date) VALUES (?, ?, ?, 1, ?, ?, ?)",
            (number, str(own[0]["document_title"])[:_LONGEST_NAME], text, own[0]["document_source"],
             f"{name}\t{own[0]['published_date']}", seconds),
        )  # fmt: skip
    return places


def _fill_values(base: sqlite3.Connection, event: dict[str, Any], entities: dict[tuple[int, str], int]) -> None:
    for variable, (name, kind) in enumerate(VARIABLES, 1):
        value = event[name]
        if kind in {"boolean", "integer"}:
            table = "DATABOOLEAN" if kind == "boolean" else "DATAINTEGER"
            base.execute(
                f"INSERT INTO {table} (StatementId, VariableId, Value) VALUES (?, ?, ?)",
                (event["statement_id"], variable, int(value)),
            )
            continue
        key = (variable, str(value)[:_LONGEST_NAME])
        if key not in entities:
            entities[key] = len(entities) + 1
            base.execute(
                "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)",
                (entities[key], *key),
            )
        base.execute(
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
            (event["statement_id"], variable, entities[key]),
        )


def _read_sqlite(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise OSError("no such file")
    base = sqlite3.connect(path)
    try:
        rows = pd.read_sql_query(
            "SELECT s.ID AS id, d.Notes AS notes, c.Name AS coder FROM STATEMENTS s "
            "JOIN DOCUMENTS d ON d.ID = s.DocumentId JOIN CODERS c ON c.ID = s.Coder ORDER BY s.ID", base,
        ).set_index("id")  # fmt: skip
        for variable, (name, kind) in enumerate(VARIABLES, 1):
            rows[name] = _values(base, variable, kind)
    finally:
        base.close()
    notes = rows["notes"].str.split("\t", n=1, expand=True).reindex(columns=[0, 1])
    rows = rows.assign(article_id=notes[0], published_date=notes[1])
    return rows.rename(columns={"person": "actor", "concept": "theme"}).reset_index(drop=True)


def _values(base: sqlite3.Connection, variable: int, kind: str) -> "pd.Series[Any]":
    if kind == "short text":
        query = (
            "SELECT t.StatementId AS id, e.Value AS value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity "
            "WHERE t.VariableId = ?"
        )
    else:
        table = "DATABOOLEAN" if kind == "boolean" else "DATAINTEGER"
        query = f"SELECT StatementId AS id, Value AS value FROM {table} WHERE VariableId = ?"
    return pd.read_sql_query(query, base, params=(variable,)).set_index("id")["value"]
