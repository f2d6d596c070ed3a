"""
Which codes flipped since a corpus or table was last coded: for the terminal and ``build/flips.csv``, for no page.

A change of codebook, marks or training sentences teaches another coder: what it codes otherwise is told.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pandas as pd

from dossier.schema import SENTENCE_KEY
from dossier.sentences.corrections import hash_text
from dossier.store import write_atomically

KEY = [*SENTENCE_KEY, "theme"]
LAST, FLIPS = "coded.parquet", "flips.csv"
_SHOWN, _LONGEST = 8, 80  # lines on the terminal; characters of a sentence there


def find_flips(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """
    Return the sentences whose codes differ between two tables of codes, as after a change of codebook.

    Parameters
    ----------
    before, after : DataFrame, form ``schema.CODES``
        Where both have a column ``text_hash``, only sentences of the same text are compared.

    Returns
    -------
    DataFrame
        ``article_id, sentence_no, theme, was, now`` (true where coded) and both probabilities.

    Examples
    --------
    >>> one = pd.DataFrame({"article_id": "a", "sentence_no": 1, "theme": "noise", "coded": True}, index=[0])
    >>> one, two = one.assign(probability=0.6), one.assign(coded=False, probability=0.3)
    >>> find_flips(one, two)[["was", "now"]].to_numpy().tolist()
    [[True, False]]
    """
    key = [*KEY, *(["text_hash"] if "text_hash" in before and "text_hash" in after else [])]
    both = before[[*key, "coded", "probability"]].merge(
        after[[*key, "coded", "probability"]], on=key, suffixes=("_before", "_after")
    )
    flipped = both[both["coded_before"] != both["coded_after"]]
    named = flipped.rename(columns={"coded_before": "was", "coded_after": "now"})
    return named[[*KEY, "was", "now", "probability_before", "probability_after"]].reset_index(drop=True)


def note_flips(codes: pd.DataFrame, sentences: pd.DataFrame, *, folder: Path) -> list[str]:
    """
    Compare codes with those that `folder` keeps from the last time, write ``flips.csv``, keep these; return lines.

    Parameters
    ----------
    codes : DataFrame, form ``schema.CODES``
    sentences : DataFrame, form ``schema.SENTENCES``
    folder : Path
        The corpus's build folder. The first time, and where it cannot be written, there is nothing to tell.
    """
    texts = sentences.set_index(list(SENTENCE_KEY))["text"]
    own = texts.reindex(pd.MultiIndex.from_frame(codes[list(SENTENCE_KEY)]))
    now = codes[[*KEY, "coded", "probability"]].assign(text_hash=[hash_text(text) for text in own])
    lines: list[str] = []
    with suppress(OSError):
        if (folder / LAST).is_file():
            flips = find_flips(pd.read_parquet(folder / LAST), now)
            write_atomically(folder / FLIPS, lambda draft: flips.to_csv(draft, index=False))
            known = zip(*(flips[name].head(_SHOWN) for name in [*KEY, "now"]), strict=True)
            told = [(f"{a}, {n}", theme, bool(yes), str(texts.loc[(a, n)])) for a, n, theme, yes in known]
            lines = _tell(told, len(flips), f"the corpus was last coded ({FLIPS} has all)")
        write_atomically(folder / LAST, lambda draft: now.to_parquet(draft, index=False))
    return lines


def table_flips(before: pd.DataFrame, after: pd.DataFrame, *, text: str, keys: Sequence[str]) -> list[str]:
    """
    Return lines on the rows that a table coded before had otherwise; none where it is not the same table.

    Examples
    --------
    >>> old = pd.DataFrame({"body": ["The mill hums."], "noise": ["0"]})
    >>> table_flips(old, old.assign(noise=1), text="body", keys=["noise"])[1]
    '  row 1, noise: no → yes: The mill hums.'
    """
    if text not in before or before[text].tolist() != after[text].tolist():
        return []
    told = [
        (f"row {row + 1}", key, str(now) == "1", str(after[text].iloc[row]))
        for key in keys if key in before
        for row, (was, now) in enumerate(zip(before[key], after[key], strict=True)) if str(was) != str(now)
    ]  # fmt: skip
    return _tell(told[:_SHOWN], len(told), "this table was last coded")


def _tell(flips: Sequence[tuple[str, str, bool, str]], count: int, since: str) -> list[str]:
    if not count:
        return []
    lines = [f"{count} codes flipped since {since}:"]
    for where, theme, now, text in flips:
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
        lines.append(f"  {where}, {theme}: {'no → yes' if now else 'yes → no'}: {short}")
    return lines
