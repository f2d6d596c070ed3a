"""How far readers, and the machine, agree, in words computed from the findings."""

import numpy as np
import pandas as pd

from dossier.findings import Finding, Prose, say
from dossier.readings.common import lower_first
from dossier.strings import Words

FIRM, TENTATIVE = 0.80, 0.667  # Krippendorff's customary lines


def show_statistic(value: float, low: float, high: float, words: Words) -> str:
    """
    Statistic with its interval, or "undefined".

    Examples
    --------
    >>> show_statistic(0.71, 0.6, 0.8, Words("en")), show_statistic(float("nan"), 0, 0, Words("en"))
    ('0.71 (0.60 to 0.80)', 'undefined')
    """
    if np.isnan(value):
        return words("agreement.undefined")
    if np.isnan(low):
        return words.number(value, digits=2)
    return words("agreement.interval", value=words.number(value, digits=2), low=words.number(low, digits=2),
                 high=words.number(high, digits=2))  # fmt: skip


def tabulate_agreement(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return `agreement.compare_coders` as a reader sees it: each statistic with its interval in one cell."""
    shown = table[["what", "theme", "n_units", "n_first", "n_second"]].copy()
    for name in ("alpha", "kappa", "ac1", "percent"):
        cells = zip(table[name], table[f"{name}_low"], table[f"{name}_high"], strict=True)
        shown[name] = [show_statistic(*cell, words) for cell in cells]
    return shown


def answer_agreement(agreement: Finding | None, words: Words) -> Prose:
    """Answer from the themes' alphas: the highest, the lowest, and on which side of the customary lines they lie."""
    if agreement is None:
        return say(words, "agreement.answer_nobody", role="answer")
    known = agreement.table.query("what == 'theme'").dropna(subset=["alpha"])
    if known.empty:
        return say(words, "agreement.answer_undefined", role="answer")
    best, worst = known.loc[known.alpha.idxmax()], known.loc[known.alpha.idxmin()]
    line = "firm" if worst.alpha >= FIRM else "tentative" if worst.alpha >= TENTATIVE else "low"
    answer = say(
        words, "agreement.answer", role="answer", n=int(known.n_units.max()),
        best=lower_first(agreement.label("theme", best.theme, words)), alpha_best=words.number(best.alpha, digits=2),
        worst=lower_first(agreement.label("theme", worst.theme, words)),
        alpha_worst=words.number(worst.alpha, digits=2),
    )  # fmt: skip
    return answer + say(words, f"agreement.line_{line}", role="answer")


def trust_agreement(coders: list[str], machine_readers: bool, words: Words) -> Prose:
    """Say who the coders were: readers of one kind agree with themselves more than two people would."""
    if len(coders) < 2:
        return say(words, "agreement.trust_nobody", role="trust")
    return say(words, "agreement.trust_machine_readers" if machine_readers else "agreement.trust", role="trust",
               coders=words.join(coders))  # fmt: skip


def read_scores(scores: Finding, words: Words) -> Prose:
    """Say on which theme the machine coder finds most and least of what people marked."""
    known = scores.table.dropna(subset=["f1"])
    if known.empty:
        return say(words, "agreement.read_scores_none", role="reading")
    best, worst = known.loc[known.f1.idxmax()], known.loc[known.f1.idxmin()]
    return say(
        words, "agreement.read_scores", role="reading",
        best=scores.label("theme", best.theme, words), f1_best=words.number(best.f1, digits=2),
        worst=lower_first(scores.label("theme", worst.theme, words)), f1_worst=words.number(worst.f1, digits=2),
    )  # fmt: skip


def read_disagreements(disagreements: Finding, words: Words) -> Prose:
    """Say how many sentences the two readers saw differently, and on which theme most."""
    if disagreements.table.empty:
        return say(words, "agreement.read_disagreements_none", role="reading")
    most = disagreements.table.sort_values("n", ascending=False).iloc[0]
    return say(
        words, "agreement.read_disagreements", role="reading", n=int(disagreements.table.n.sum()),
        theme=lower_first(disagreements.label("theme", most.theme, words)), most=disagreements.link(most, int(most.n)),
    )  # fmt: skip
