"""Key word in context: a word or pattern, with what stands left and right of it."""

import re
from collections import Counter

import pandas as pd

from dossier.errors import UsageError
from dossier.explorer.searching import LONGEST, compile_query, is_pattern, limit_time, match_texts
from dossier.handed import is_masked
from dossier.topics.stop_words import load_stop_words

SPAN = 60  # characters shown on each side
COLUMNS = ["left", "match", "right", "outlet", "article_id", "sentence_no"]


def find_concordance(
    units: pd.DataFrame, wanted: str, *, span: int = SPAN, sort: str = "right", any_word: bool = False
) -> pd.DataFrame:
    """
    List every place of a word or pattern, with its left and right context.

    Parameters
    ----------
    units : DataFrame
        Columns ``article_id, sentence_no, text`` and ``outlet``.
    wanted : str
        A word or phrase, found at the beginning of words whatever their case; between slashes, a regular expression.
    span : int
        Characters of context on each side.
    sort : str
        ``"right"``, ``"left"`` (by the nearest words first) or ``"corpus"``.
    any_word : bool
        Whether each word of `wanted` is found on its own.

    Returns
    -------
    DataFrame, one row per place
        ``left, match, right, outlet, article_id, sentence_no``; none where no text is passed on.

    Raises
    ------
    UsageError
        If the pattern cannot be read or takes too long, or `sort` is not known.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a"], "sentence_no": [1], "outlet": ["Echo"]})
    >>> units["text"] = "No jobs, no film."
    >>> find_concordance(units, "no").right.tolist()
    [' film.', ' jobs, no film.']
    """
    if sort not in ("right", "left", "corpus"):
        raise UsageError(f"a concordance is sorted by right, left or corpus, not {sort!r}.")
    if units.text.map(is_masked).all():
        return pd.DataFrame(columns=COLUMNS)
    pattern = compile_query(wanted, whole=not any_word)
    if not is_pattern(wanted) and not any_word:
        units = units[match_texts(units.text, f'"{wanted.strip()}"'.replace('""', '"'))]
    columns = (units[name].tolist() for name in ("text", "outlet", "article_id", "sentence_no"))
    with limit_time(LONGEST, f"the pattern {wanted} takes too long: make it simpler."):
        rows = [
            (text[max(m.start() - span, 0) : m.start()], m[0], text[m.end() : m.end() + span], *place)
            for text, *place in zip(*columns, strict=True)
            for m in pattern.finditer(text)
            if m[0]
        ]
    return _sorted(pd.DataFrame(rows, columns=COLUMNS), sort)


def _sorted(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "right":
        return table.sort_values("right", key=lambda s: s.str.lower(), kind="stable", ignore_index=True)
    if sort == "left":
        nearest = [left.casefold().split()[::-1] for left in table.left]
        return table.iloc[sorted(range(len(table)), key=nearest.__getitem__)].reset_index(drop=True)
    return table


def common_word(texts: "pd.Series[str]", *, sample: int = 5_000) -> str:
    """
    Return the word that most sentences hold, stop words and short ones aside; empty without any.

    Parameters
    ----------
    texts : Series of str
    sample : int
        Sentences looked at, evenly over the corpus.

    Examples
    --------
    >>> common_word(pd.Series(["The ferry left.", "A ferry came late.", "They were late."]))
    'ferry'
    """
    stops = load_stop_words("fr", "en")
    seen: Counter[str] = Counter()
    for text in texts.iloc[:: max(1, len(texts) // sample)]:
        seen.update({word for word in re.findall(r"[^\W\d_]{5,}", text.lower()) if word not in stops})
    return max(seen, key=lambda word: seen[word], default="")
