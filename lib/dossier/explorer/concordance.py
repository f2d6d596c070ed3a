"""Key word in context: a word or pattern, with what stands left and right of it."""

import re

import pandas as pd

from dossier.errors import UsageError

SPAN = 60  # characters shown on each side


def find_concordance(units: pd.DataFrame, wanted: str, *, span: int = SPAN, sort: str = "right") -> pd.DataFrame:
    """
    List every place of a word or pattern, with its left and right context.

    Parameters
    ----------
    units : DataFrame
        Columns ``article_id, sentence_no, text`` and ``outlet``.
    wanted : str
        Letters, found at the beginning of words whatever their case; between slashes, a regular expression.
    span : int
        Characters of context on each side.
    sort : str
        ``"right"``, ``"left"`` (by the nearest words first) or ``"corpus"``.

    Returns
    -------
    DataFrame, one row per place
        ``left, match, right, outlet, article_id, sentence_no``.

    Raises
    ------
    UsageError
        If the pattern cannot be read, or `sort` is not known.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a"], "sentence_no": [1], "outlet": ["Echo"]})
    >>> units["text"] = "No jobs, no film."
    >>> find_concordance(units, "no").right.tolist()
    [' film.', ' jobs, no film.']
    """
    if sort not in ("right", "left", "corpus"):
        raise UsageError(f"a concordance is sorted by right, left or corpus, not {sort!r}.")
    pattern = _compile(wanted)
    rows = [
        (row.text[max(m.start() - span, 0) : m.start()], m[0], row.text[m.end() : m.end() + span], row.outlet,
         row.article_id, row.sentence_no)
        for row in units.itertuples()
        for m in pattern.finditer(row.text)
        if m[0]
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["left", "match", "right", "outlet", "article_id", "sentence_no"])
    if sort == "right":
        return table.sort_values("right", key=lambda s: s.str.casefold(), kind="stable", ignore_index=True)
    if sort == "left":
        nearest = table.left.str.casefold().map(lambda left: left.split()[::-1])
        return table.iloc[sorted(range(len(table)), key=lambda i: nearest.iloc[i])].reset_index(drop=True)
    return table


def _compile(wanted: str) -> "re.Pattern[str]":
    if not wanted.strip("/ "):
        raise UsageError("give a word or a /pattern/ to look for.")
    if re.fullmatch(r"/.+/", wanted):
        try:
            return re.compile(wanted[1:-1], flags=re.I)
        except re.error as fault:
            raise UsageError(f"the pattern {wanted} cannot be read: {fault}.") from fault
    return re.compile(rf"\b{re.escape(wanted)}", flags=re.I)
