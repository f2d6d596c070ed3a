"""What the codes are worth so far: agreement, the machine's score as they grow, and what more would buy."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dossier.agreement import STATISTICS, number_values, pair_codings
from dossier.annotations import coded_sentences
from dossier.coding import score_flags
from dossier.explorer.session import TIME
from dossier.schema import SENTENCE_KEY

KEY = list(SENTENCE_KEY)
STEP = 25  # sentences between two scores


def follow_agreement(first: pd.DataFrame, second: pd.DataFrame, *, themes: Sequence[str]) -> pd.DataFrame:
    """
    Agreement of two coders on each theme, without intervals: fast enough for every decision.

    Parameters
    ----------
    first, second : DataFrame, form ``schema.MARKS``

    Returns
    -------
    DataFrame, one row a theme
        ``theme, n_units`` (coded by both), ``alpha, kappa, ac1, percent`` (NaN where undefined).
    """
    wide = [coded_sentences(marks, themes) for marks in (first, second)]
    rows = []
    for theme in themes:
        pairs = pair_codings(*(w.assign(seen=(w[theme] != "").astype(int)) for w in wide), value="seen")
        coded = number_values(pairs[["first", "second"]])
        rows.append({"theme": theme, "n_units": len(pairs)} | {name: f(coded) for name, f in STATISTICS.items()})
    return pd.DataFrame(rows)


def count_sentences(marks: pd.DataFrame) -> int:
    """Return the number of coded sentences."""
    return len(marks[KEY].drop_duplicates())


def first_coded(marks: pd.DataFrame, *, n: int) -> pd.DataFrame:
    """Return the marks of the `n` sentences that were coded first."""
    if TIME not in marks:
        return marks
    times = marks.groupby(KEY)[TIME].max().sort_values(kind="stable").head(n)
    return marks[pd.MultiIndex.from_frame(marks[KEY]).isin(times.index)]


def pair_with_machine(marks: pd.DataFrame, units: pd.DataFrame, *, themes: Sequence[str]) -> pd.DataFrame:
    """
    Set a coder's themes beside the machine's, in the order of coding.

    Returns
    -------
    DataFrame, one row a coded sentence of `units`
        ``article_id, sentence_no``, and for each theme T ``T_hand`` and ``T_machine`` (bool).
    """
    coded = coded_sentences(marks, themes)
    if TIME in marks and len(marks):
        coded = coded.merge(marks.groupby(KEY)[TIME].max().rename("_at").reset_index(), on=KEY)
        coded = coded.sort_values(["_at", *KEY], kind="stable")
    both = coded.merge(units[[*KEY, *themes]], on=KEY, suffixes=("_hand", "_machine"))
    columns = {f"{t}_hand": both[f"{t}_hand"] != "" for t in themes}
    columns |= {f"{t}_machine": both[f"{t}_machine"] == 1 for t in themes}
    return pd.concat([both[KEY], pd.DataFrame(columns, index=both.index)], axis=1).reset_index(drop=True)


def follow_scores(marks: pd.DataFrame, units: pd.DataFrame, *, themes: Sequence[str], step: int = STEP) -> pd.DataFrame:
    """
    Score the machine on a coder's sentences as they grew.

    The machine must not have learnt from these marks: it learns from the agreed ones only, and those it codes
    without their own article.

    Returns
    -------
    DataFrame, one row a theme and number of sentences
        ``n, theme, n_positive, f1, low, high``; F1 from 0 to 1 with its 95 % interval by articles.
    """
    pairs = pair_with_machine(marks, units, themes=themes)
    sizes = sorted({*range(step, len(pairs), step), len(pairs)}) if len(pairs) else []
    rows = []
    for n in sizes:
        part = pairs.head(n)
        for theme in themes:
            hand, said = (part[f"{theme}_{who}"].to_numpy(dtype=bool) for who in ("hand", "machine"))
            score = score_flags(hand, said, groups=part.article_id.tolist())
            rows.append((n, theme, score.n_positive, score.f1, score.low, score.high))
    return pd.DataFrame(rows, columns=["n", "theme", "n_positive", "f1", "low", "high"])


def foresee_codes(marks: pd.DataFrame, units: pd.DataFrame, *, themes: Sequence[str], more: int = 50) -> pd.DataFrame:
    """
    Say what `more` codes would buy: how much narrower the intervals would be.

    An interval narrows with the square root of the number of sentences. That of the share is the sample's own
    (Wilson 1927, one sentence an article) and holds for sentences drawn at random.

    Returns
    -------
    DataFrame, one row a theme
        ``theme, n, n_positive, share_now, share_then, f1, score_now, score_then``: half the width of the 95 %
        interval of the theme's share and of the machine's F1, now and with `more` codes (0 to 1; NaN where
        nothing can be said).

    Examples
    --------
    >>> marks = pd.DataFrame({"article_id": list("abcd"), "sentence_no": 1, "theme": ["jobs", "", "", ""]})
    >>> marks["stance"] = ["threat", "", "", ""]
    >>> units = marks[["article_id", "sentence_no"]].assign(jobs=[1, 1, 0, 0])
    >>> foresee_codes(marks, units, themes=["jobs"])[["n", "n_positive", "share_now"]].round(2).values.tolist()
    [[4.0, 1.0, 0.33]]
    """
    scores = follow_scores(marks, units, themes=themes, step=10**9)
    named = ("theme", "n", "n_positive", "f1", "low", "high")
    rows = []
    for theme, n, positive, f1, low, high in zip(*(scores[name] for name in named), strict=True):
        shares = [_half_width(positive / n, size) for size in (n, n + more)]
        now = (high - low) / 2
        rows.append((theme, n, positive, *shares, f1, now, now * float(np.sqrt(n / (n + more)))))
    names = ["theme", "n", "n_positive", "share_now", "share_then", "f1", "score_now", "score_then"]
    return pd.DataFrame(rows, columns=names)


def _half_width(share: float, n: int, z: float = 1.96) -> float:
    return float(z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)))


def count_codes(marks: dict[str, pd.DataFrame], *, themes: Sequence[str]) -> pd.DataFrame:
    """
    Count what each coder has done: ``coder, sentences``, and one column a theme (sentences that carry it).

    Parameters
    ----------
    marks : dict
        Coder to marks.
    """
    rows = []
    for coder, table in marks.items():
        counts = table.theme.value_counts()
        rows.append({"coder": coder, "n": count_sentences(table)} | {t: int(counts.get(t, 0)) for t in themes})
    return pd.DataFrame(rows, columns=["coder", "n", *themes])
