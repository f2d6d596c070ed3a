"""A sentence where it stands: its neighbours, and what is known about each."""

import pandas as pd

from dossier.errors import UsageError


def read_context(units: pd.DataFrame, article_id: str, sentence_no: int, *, around: int = 2) -> pd.DataFrame:
    """
    Return a sentence with its kept neighbours in the article.

    Parameters
    ----------
    around : int
        Kept sentences shown on each side.

    Returns
    -------
    DataFrame, at most ``2 * around + 1`` rows
        ``article_id, sentence_no, text, voice`` and ``here`` (true for the sentence asked for).

    Raises
    ------
    UsageError
        If that sentence is not in `units`.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a"] * 3, "sentence_no": [1, 2, 4], "text": list("xyz"), "voice": ""})
    >>> read_context(units, "a", 2, around=1).text.tolist()
    ['x', 'y', 'z']
    """
    article = units[units.article_id == article_id].sort_values("sentence_no").reset_index(drop=True)
    found = article.index[article.sentence_no == sentence_no]
    if not len(found):
        raise UsageError(f"no sentence {sentence_no} in {article_id}, or it was left out as web furniture.")
    here = int(found[0])
    shown = article.iloc[max(here - around, 0) : here + around + 1]
    return shown[["article_id", "sentence_no", "text", "voice"]].assign(here=shown.sentence_no == sentence_no)
