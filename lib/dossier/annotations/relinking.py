"""
Marks re-anchored after a change of text or splitter: by hash, by their neighbours, by offset; else set aside.

Two sentences that carried marks never end on one: the one whose place is surer keeps it, and the other is set
aside with its marks.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.annotations.marks import list_coders, read_marks, write_marks
from dossier.corpus import open_corpus
from dossier.schema import SENTENCE_KEY
from dossier.sentences import load_sentences
from dossier.sentences.corrections import hash_text
from dossier.store import write_atomically

HOW = ("kept", "moved", "doubtful", "set aside")
OFFSETS = ["start", "end"]  # kept behind the schema's columns, so that a moved sentence can be followed
_OLD = ["article_id", "sentence_no", "text_hash", *OFFSETS]


def relink(root: Path | None = None) -> str:
    """
    Re-anchor every coder's marks after a change of text or splitter, and say what was done.

    What finds no place is set aside in ``annotations/unplaced/``. Every move and doubt is a row of
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
        placed = place_marks(read_marks(path), sentences)
        moves.append(placed.query("how != 'kept'").assign(file=path.name))
        counts = placed.how.value_counts()
        lines.append(f"{path.name}: " + ", ".join(f"{counts.get(how, 0)} {how}" for how in HOW))
        found, lost = placed[placed.how != "set aside"], placed[placed.how == "set aside"]
        if len(lost):
            _write_csv(lost, path.parent / "unplaced" / path.name)
        if counts.get("kept", 0) < len(placed):
            write_marks(found.drop(columns=["how", "old_sentence_no"]), path)
    report = pd.concat(moves) if moves else pd.DataFrame()
    if len(report):
        _write_csv(report, corpus.root / "annotations" / "relink.csv")
    return "\n".join(lines) or f"{corpus.root}: nobody has coded yet."


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    write_atomically(path, lambda draft: table.to_csv(draft, index=False, lineterminator="\n"))


def place_marks(marks: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """
    Find the sentence of each mark.

    Parameters
    ----------
    marks : DataFrame, form ``schema.MARKS``
        With ``start`` and ``end`` behind, a sentence can also be followed by its offset.
    sentences : DataFrame, form ``schema.SENTENCES``

    Returns
    -------
    DataFrame
        The marks at their new places, with ``old_sentence_no`` and ``how``: ``"kept"`` (hash and number fit),
        ``"moved"`` (the one sentence with that hash), ``"doubtful"`` (between the same neighbours, or over the middle
        of the old place) or ``"set aside"``, where number and hash are the old ones.

    Examples
    --------
    >>> now = pd.DataFrame({"article_id": "a", "sentence_no": [1, 2], "start": [0, 5], "end": [4, 9],
    ...                     "text": ["New.", "Old."]})
    >>> old = pd.DataFrame({"article_id": ["a"], "sentence_no": [1], "text_hash": [hash_text("Old.")]})
    >>> place_marks(old, now)[["old_sentence_no", "sentence_no", "how"]].to_numpy().tolist()
    [[1, 2, 'moved']]
    """
    marks = marks.assign(**{name: marks.get(name, "") for name in OFFSETS})
    hashed = sentences.assign(text_hash=sentences.text.map(hash_text))
    by_article = dict(tuple(hashed.groupby("article_id")))
    found: dict[tuple[str, int], tuple[int, str]] = {}
    for article, old in marks.drop_duplicates(list(SENTENCE_KEY))[_OLD].groupby("article_id"):
        here = by_article.get(article, hashed.iloc[:0])
        found |= {(str(article), number): place for number, place in _place_article(old, here).items()}
    keys = list(zip(marks.article_id, marks.sentence_no, strict=True))
    targets = [found.get(key, (0, "set aside")) for key in keys]
    placed = marks.assign(old_sentence_no=marks.sentence_no, how=[how for _, how in targets])
    placed["sentence_no"] = [new or old for (new, _), old in zip(targets, marks.sentence_no, strict=True)]
    now = hashed.set_index(list(SENTENCE_KEY))[["text_hash", *OFFSETS]]
    moved = placed.how != "set aside"
    places = pd.MultiIndex.from_frame(placed.loc[moved, list(SENTENCE_KEY)])
    for name in now:
        placed[name] = placed[name].astype(object)
        placed.loc[moved, name] = now[name].reindex(places).to_numpy()
    return placed


def _place_article(old: pd.DataFrame, here: pd.DataFrame) -> dict[int, tuple[int, str]]:
    """Place the marked sentences of one article: old number to (new number, how)."""
    sure = _place_by_hash(old, here)
    taken = {new for new, _ in sure.values()}
    for row in _rows(old):
        number = int(row["sentence_no"])
        if number in sure:
            continue
        new = _between(number, sure, int(here.sentence_no.max()) if len(here) else 0) or _over(row, here)
        if new and new not in taken:
            sure[number] = new, "doubtful"
            taken.add(new)
    return sure


def _place_by_hash(old: pd.DataFrame, here: pd.DataFrame) -> dict[int, tuple[int, str]]:
    placed: dict[int, tuple[int, str]] = {}
    free = dict(zip(here.sentence_no.astype(int), here.text_hash, strict=True))
    for kept in (True, False):  # those that did not move choose first
        for row in _rows(old):
            number = int(row["sentence_no"])
            same = [new for new, text in free.items() if text == row["text_hash"]]
            if number in placed or not same or (kept and number not in same):
                continue
            new = number if kept else min(same, key=lambda n: abs(n - number))
            placed[number] = new, "kept" if kept else "moved" if len(same) == 1 else "doubtful"
            del free[new]
    return placed


def _between(number: int, placed: Mapping[int, tuple[int, str]], last: int) -> int:
    """Place of a sentence whose neighbours on both sides kept their distance; 0 where they did not."""
    before = max((n for n in placed if n < number), default=0)
    after = min((n for n in placed if n > number), default=0)
    first = placed[before][0] if before else 0
    if after and placed[after][0] - first != after - before:
        return 0
    new = first + number - before
    return new if after or new == last else 0


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _over(row: Mapping[str, Any], here: pd.DataFrame) -> int:
    """Return the number of the sentence that now covers the middle of the old place; 0 where unknown."""
    start, end = (str(row[name]) for name in OFFSETS)
    if not (start.isdigit() and end.isdigit()):
        return 0
    middle = (int(start) + int(end)) / 2
    covering = here[(here.start <= middle) & (here.end > middle)]
    return int(covering.sentence_no.iloc[0]) if len(covering) else 0
