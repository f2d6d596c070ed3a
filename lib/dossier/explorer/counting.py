"""How much a filter keeps, and of what: counts and the small figure that follow it."""

import pandas as pd

from dossier.errors import UsageError
from dossier.explorer.filters import known_themes
from dossier.figures import Figure, share_bars
from dossier.findings import Finding
from dossier.strings import Words

COUNTED = ("outlet", "genre", "lang", "year", "title", "voice", "theme", "stance")
BARS = 8


def count_kept(kept: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """
    Count the sentences of a selection.

    Parameters
    ----------
    kept : DataFrame
        Rows of `themes.load_units`.
    by : str
        One of `COUNTED`. A sentence with two voices, themes or stances counts for each.

    Returns
    -------
    DataFrame
        The column `by` and ``n``, most first (years in order); an empty value is left out.

    Raises
    ------
    UsageError
        If `by` is not one of them.

    Examples
    --------
    >>> count_kept(pd.DataFrame({"voice": ["Ada | Ben", "Ben", ""]}), by="voice").values.tolist()
    [['Ben', 2], ['Ada', 1]]
    """
    if by not in COUNTED:
        raise UsageError(f"sentences are counted by {', '.join(COUNTED)}, not {by!r}.")
    values = list_values(kept, by=by)
    counts = values[values != ""].value_counts().rename_axis(by).rename("n").reset_index()
    order, ascending = ([by], [True]) if by == "year" else (["n", by], [False, True])
    return counts.sort_values(order, ascending=ascending, ignore_index=True)


def find_place(kept: pd.DataFrame) -> str:
    """
    Return the column that says where sentences stand: ``outlet``, or ``title`` where no outlet is known.

    Examples
    --------
    >>> find_place(pd.DataFrame({"outlet": ["", ""], "title": ["A boat", "A pier"]}))
    'title'
    """
    return "outlet" if (kept.outlet != "").any() else "title"


def list_values(kept: pd.DataFrame, *, by: str) -> "pd.Series[str]":
    """Return one value a sentence, or several where it has several; the index tells the sentence."""
    if by == "voice":
        return kept.voice.str.split(" | ", regex=False).explode().astype("str")
    themes = known_themes(kept) if by in ("theme", "stance") else []
    if by == "theme":
        parts = [pd.Series(t, index=kept.index[kept[t] == 1], dtype="str") for t in themes]
    elif by == "stance":
        parts = [kept.loc[kept[t] == 1, f"{t}_stance"].astype("str") for t in themes]
    else:
        return kept[by].astype("str")
    return pd.concat(parts).sort_index(kind="stable") if parts else pd.Series(dtype="str")


def list_choices(units: pd.DataFrame, *, by: str, limit: int = 200) -> list[str]:
    """Return the most frequent values, to be suggested in a field: never all of a large corpus."""
    return [str(value) for value in count_kept(units, by=by)[by].head(limit)]


def draw_counts(kept: pd.DataFrame, *, by: str, words: Words, subtitle: str = "") -> Figure:
    """Draw `count_kept` as bars."""
    counts = Finding(table=count_kept(kept, by=by), name=f"kept-by-{by}", by=(by,))
    title = words("explorer.title_counts", n=len(kept))
    return share_bars(counts, value="n", words=words, title=title, subtitle=subtitle, limit=BARS)
