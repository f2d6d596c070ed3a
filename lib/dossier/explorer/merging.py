"""Two coders' files as one: what they agree on, and what is left to settle."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dossier.annotations import read_marks, write_marks
from dossier.errors import UsageError
from dossier.explorer.session import TIME
from dossier.schema import MARKS, SENTENCE_KEY

KEY = list(SENTENCE_KEY)
AGREED = "agreed"
_SAID = ["theme", "stance", "voice", "voice_kind"]


def merge_coders(
    first: pd.DataFrame, second: pd.DataFrame, *, settled: pd.DataFrame | None = None, alone: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Take what two coders agree on, and list what they do not.

    Parameters
    ----------
    first, second : DataFrame, form ``schema.MARKS``
        One coder's marks each.
    settled : DataFrame, optional
        Agreed marks that stand already: what was settled before is kept, whatever the two say.
    alone : bool
        Whether a sentence that one of them coded alone is taken over.

    Returns
    -------
    agreed : DataFrame, form ``schema.MARKS``
        Themes and stances on which both say the same; where only the voice differs, the sentence is left open.
    left : DataFrame
        ``article_id, sentence_no, first, second``: what each said of the sentences still open.
    """
    said = [_say_all(marks) for marks in (first, second)]
    held = settled if settled is not None else MARKS.empty()
    done = set(zip(held.article_id, held.sentence_no, strict=True))
    both = [key for key in said[0] if key in said[1] and key not in done]
    same = {key for key in both if said[0][key] == said[1][key]}
    one_only = {key for key in {*said[0]} ^ {*said[1]} if key not in done} if alone else set()
    parts = [held, _take(first, same | one_only), _take(second, one_only - said[0].keys())]
    agreed = pd.concat([part for part in parts if len(part)] or [MARKS.empty()], ignore_index=True)
    left = [(*key, _write(said[0][key]), _write(said[1][key])) for key in both if key not in same]
    return MARKS.check(agreed.assign(coder=AGREED)), pd.DataFrame(left, columns=[*KEY, "first", "second"])


def _say_all(marks: pd.DataFrame) -> dict[tuple[str, int], frozenset[tuple[str, ...]]]:
    """Each coded sentence with all that was said of it, blind to the order of themes."""
    rows = marks[[*KEY, *_SAID]].itertuples(index=False, name=None)
    said: dict[tuple[str, int], set[tuple[str, ...]]] = {}
    for article, number, *what in rows:
        said.setdefault((article, number), set()).add(tuple(what))
    return {key: frozenset(what) for key, what in said.items()}


def _take(marks: pd.DataFrame, keys: "set[tuple[str, int]]") -> pd.DataFrame:
    return marks[[key in keys for key in zip(marks.article_id, marks.sentence_no, strict=True)]]


def _write(said: frozenset[tuple[str, ...]]) -> str:
    """
    Write what was said of a sentence as a reader sees it.

    Examples
    --------
    >>> _write(frozenset({("jobs", "threat", "Ada", "named")}))
    'jobs: threat @Ada'
    """
    themes = ", ".join(f"{theme}: {stance}" for theme, stance, *_ in sorted(said) if theme) or "0"
    _, _, voice, kind = next(iter(sorted(said)))
    return themes + ("" if kind == "none" else f" @{voice or '?'}")


def list_differences(marks: Mapping[str, pd.DataFrame], *, settled: pd.DataFrame) -> pd.DataFrame:
    """
    List the sentences that coders saw differently and that nobody has settled.

    Parameters
    ----------
    marks : dict
        Coder to marks, form ``schema.MARKS``.
    settled : DataFrame, form ``schema.MARKS``
        The agreed marks.

    Returns
    -------
    DataFrame
        ``article_id, sentence_no, said``: what each coder said.
    """
    said = {coder: _say_all(table) for coder, table in marks.items()}
    done = set(zip(settled.article_id, settled.sentence_no, strict=True))
    keys = sorted({key for codes in said.values() for key in codes} - done)
    rows = []
    for key in keys:
        told = {coder: codes[key] for coder, codes in said.items() if key in codes}
        if len(set(told.values())) > 1:
            rows.append((*key, " · ".join(f"{coder}: {_write(what)}" for coder, what in told.items())))
    return pd.DataFrame(rows, columns=[*KEY, "said"])


def merge_files(folder: Path, first: str, second: str, *, alone: bool = False) -> pd.DataFrame:
    """
    Merge two coders' files of ``annotations/`` into ``agreed.csv``, which keeps all that stands there.

    Returns
    -------
    DataFrame
        What is left to settle; see `merge_coders`.

    Raises
    ------
    UsageError
        If a file is missing, or both names are the same or ``agreed``.
    """
    if first == second or AGREED in (first, second):
        raise UsageError("name two different coders to merge, neither of them 'agreed'.")
    paths = [folder / f"{name}.csv" for name in (first, second)]
    for path in paths:
        if not path.is_file():
            raise UsageError("this coder has no file.", path=path)
    target = folder / f"{AGREED}.csv"
    settled = read_marks(target) if target.is_file() else None
    agreed, left = merge_coders(read_marks(paths[0]), read_marks(paths[1]), settled=settled, alone=alone)
    if len(agreed):
        write_marks(agreed, target)
    return left


def join_copies(one: pd.DataFrame, other: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Join two copies of one coder's file that grew apart, as on two computers.

    Of a sentence that both hold, the later decision stands.

    Returns
    -------
    joined : DataFrame, form ``schema.MARKS``
    differing : DataFrame
        As `left` of `merge_coders`: sentences that the copies code differently.
    """
    _, differing = merge_coders(one, other)
    time = [part[TIME].where(part[TIME] != "", part.date) if TIME in part else part.date for part in (one, other)]
    latest = [t.groupby([part[c] for c in KEY]).max() for part, t in zip((one, other), time, strict=True)]
    newer = {key for key in latest[1].index if key not in latest[0].index or latest[1][key] > latest[0][key]}
    kept = one[[key not in newer for key in zip(one.article_id, one.sentence_no, strict=True)]]
    joined = pd.concat([part for part in (kept, _take(other, newer)) if len(part)] or [MARKS.empty()])
    return MARKS.check(joined.reset_index(drop=True)), differing
