"""
A user's corrections of what is furniture: ``corpus/corrections.csv``, which wins over every rule.

Columns: ``article_id``; ``text_hash`` (first 12 hexadecimal digits of the SHA-256 of the sentence's text)
or ``sentence_no`` or ``start``, or several of them; ``dropped``: ``keep``, or a reason of the closed list;
``note`` (free). Where a hash is given it decides, so that a correction survives a change of the splitter;
``start``, then ``sentence_no``, choose among sentences with the same text.
"""

import csv
import hashlib
import warnings
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dossier.errors import DossierError
from dossier.schema import DROP_REASONS

KEEP = "keep"
_PLACES = ("text_hash", "start", "sentence_no")


@dataclass(frozen=True)
class Correction:
    """One line of the file; `start` and `sentence_no` are None where they are not given."""

    line: int
    article_id: str
    dropped: str
    text_hash: str = ""
    start: int | None = None
    sentence_no: int | None = None


def hash_text(text: str) -> str:
    """
    Return the hash by which marks and corrections know a sentence: 12 hexadecimal digits.

    Examples
    --------
    >>> hash_text("Le pont ferme.")
    '1a856a41bc0d'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_corrections(path: Path) -> list[Correction]:
    """
    Read the corrections; an absent file has none.

    Raises
    ------
    DossierError
        If a column is missing, a reason is not of the closed list, a place is missing or no number.
    """
    if not path.is_file():
        return []
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise DossierError("not in UTF-8: save it as 'CSV UTF-8'.", path=path) from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=";" if first.count(";") > first.count(",") else ",")
    for column in ("article_id", "dropped"):
        if column not in (rows.fieldnames or ()):
            raise DossierError(f"has no column {column!r}: add it to the first line.", path=path, line=1)
    found = []
    for row in rows:
        values = {str(key): value.strip() for key, value in row.items() if key and value}
        if any(values.values()):
            found.append(_correction(values, path, rows.line_num))
    return found


def _correction(values: dict[str, str], path: Path, line: int) -> Correction:
    if not values.get("article_id") or not any(values.get(place) for place in _PLACES):
        message = "names no sentence: give article_id and text_hash, start or sentence_no."
        raise DossierError(message, path=path, line=line)
    if values.get("dropped") not in (KEEP, *DROP_REASONS):
        message = f"dropped is {values.get('dropped', '')!r}: write {KEEP} or one of {', '.join(DROP_REASONS)}."
        raise DossierError(message, path=path, line=line)
    return Correction(
        line,
        values["article_id"],
        "" if values["dropped"] == KEEP else values["dropped"],
        values.get("text_hash", "").lower(),
        _whole(values.get("start", ""), "start", path, line),
        _whole(values.get("sentence_no", ""), "sentence_no", path, line),
    )


def _whole(value: str, column: str, path: Path, line: int) -> int | None:
    if not value:
        return None
    if not value.isdecimal():
        raise DossierError(f"{column} is {value!r}: write a whole number.", path=path, line=line)
    return int(value)


def apply_corrections(sentences: pd.DataFrame, corrections: list[Correction]) -> pd.DataFrame:
    """
    Return the sentences with ``dropped`` as the corrections say; a later line wins over an earlier one.

    A correction that no longer meets a sentence changes nothing and is told in a warning.

    Parameters
    ----------
    sentences : DataFrame
        Columns of `dossier.schema.SENTENCES`.
    corrections : list of Correction
        As `read_corrections` returns them.
    """
    if not corrections:
        return sentences
    frame = sentences.copy()
    articles = frame.groupby("article_id", sort=False).indices
    for correction in corrections:
        rows = articles.get(correction.article_id)
        row = _find(frame.iloc[rows], correction) if rows is not None else None
        if row is None:
            warnings.warn(
                f"corrections.csv:{correction.line}: meets no sentence of {correction.article_id}.", stacklevel=2
            )
        else:
            frame.loc[row, "dropped"] = correction.dropped
    return frame


def _find(article: pd.DataFrame, correction: Correction) -> int | None:
    """Return the index of the sentence that a correction means, or None."""
    found = article
    if correction.text_hash:
        found = found[[hash_text(text) == correction.text_hash for text in found["text"]]]
    for column, value in (("start", correction.start), ("sentence_no", correction.sentence_no)):
        if value is None or found.empty:
            continue
        if correction.text_hash:
            found = found.loc[[(found[column] - value).abs().idxmin()]]
        else:
            found = found[found[column] == value]
    return None if found.empty else int(found.index[0])
