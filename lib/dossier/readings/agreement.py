"""How far readers, and the machine, agree, in words computed from the findings."""

import numpy as np
import pandas as pd

from dossier.corpus import Corpus
from dossier.figures import Figure, share_bars, show_table
from dossier.findings import Finding, Prose, say
from dossier.readings.common import highest, list_rows, lower_first, lowest
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
    best, worst = highest(known, "alpha"), lowest(known, "alpha")
    line = "firm" if worst.alpha >= FIRM else "tentative" if worst.alpha >= TENTATIVE else "low"
    answer = say(
        words, "agreement.answer", role="answer", n=int(known.n_units.max()),
        best=lower_first(agreement.label("theme", best.theme, words)), alpha_best=words.number(best.alpha, digits=2),
        worst=lower_first(agreement.label("theme", worst.theme, words)),
        alpha_worst=words.number(worst.alpha, digits=2),
    )  # fmt: skip
    return answer + say(words, f"agreement.line_{line}", role="answer")


def trust_agreement(corpus: Corpus, coders: list[str], words: Words) -> Prose:
    """Say who the coders were: readers of one kind agree with themselves more than two people would."""
    people = [coder for coder in coders if coder != "agreed"]
    if len(people) < 2:
        return say(words, "agreement.trust_nobody", role="trust")
    models = any(corpus.settings.coders.get(coder) == "language model" for coder in people)
    return say(words, "agreement.trust_machine_readers" if models else "agreement.trust", role="trust",
               coders=words.join(people))  # fmt: skip


def draw_alphas(agreement: Finding | None, words: Words) -> Figure | Prose:
    """Draw alpha on each theme as a bar with its interval; without two coders, say what is missing."""
    if agreement is None:
        return say(words, "agreement.trust_nobody")
    themes = agreement.table.query("what == 'theme'").dropna(subset=["alpha"])
    if themes.empty:
        return say(words, "agreement.answer_undefined")
    best = agreement.label("theme", highest(themes, "alpha").theme, words)
    bars = Finding(table=themes.reset_index(drop=True), name="agreement-themes", by=("theme",), labels=agreement.labels)
    return share_bars(
        bars, value="alpha", low="alpha_low", high="alpha_high", words=words,
        title=words("agreement.title_alpha", theme=best), subtitle=words("agreement.subtitle_alpha"),
    )  # fmt: skip


def read_alphas(agreement: Finding | None, words: Words) -> Prose:
    """Say which themes reach the customary lines, and on how few marks the rarest rests."""
    known = None if agreement is None else agreement.table.query("what == 'theme'").dropna(subset=["alpha"])
    if agreement is None or known is None or known.empty:
        return say(words, "agreement.trust_nobody", role="reading")
    firm = [lower_first(agreement.label("theme", t, words)) for t in known[known.alpha >= FIRM].theme]
    rarest = lowest(known, "prevalence")
    return say(
        words, "agreement.read_alphas" if firm else "agreement.read_alphas_none", role="reading", n=len(firm),
        themes=words.join(firm), rarest=lower_first(agreement.label("theme", rarest.theme, words)),
        share=words.percent(float(rarest.prevalence), digits=1),
    )  # fmt: skip


def show_agreement(agreement: Finding | None, words: Words) -> object:
    """Return every statistic of every question as a table."""
    if agreement is None:
        return say(words, "agreement.trust_nobody")
    shown = tabulate_agreement(agreement.table, words)
    shown["what"] = [words(f"agreement.what_{what}") for what in shown.what]
    shown["theme"] = [agreement.label("theme", theme, words) for theme in shown.theme]
    return show_table(shown, words=words, caption=words("agreement.caption_agreement"))


def _theme_scores(scores: Finding) -> pd.DataFrame:
    return scores.table.query("what == 'theme'").dropna(subset=["f1"])


def draw_scores(scores: Finding, words: Words) -> Figure | Prose:
    """Draw the machine coder's F1 on each theme with its interval; where there is none, say so."""
    known = _theme_scores(scores)
    if known.empty:
        return say(words, "agreement.read_scores_none")
    best = lower_first(scores.label("theme", highest(known, "f1").theme, words))
    bars = Finding(table=known.reset_index(drop=True), name="scores-themes", by=("theme",), labels=scores.labels)
    return share_bars(
        bars, value="f1", low="low", high="high", words=words, title=words("agreement.title_scores", theme=best),
        subtitle=words(f"agreement.subtitle_scores_{known.basis.iloc[0]}"),
    )  # fmt: skip


def side_by_side(differences: pd.DataFrame, labels: dict[str, str], words: Words) -> pd.DataFrame:
    """Add to each difference a note with both readings, as `show_sentences` shows it."""

    def told(stance: str) -> str:
        return words(f"findings.value_stance_{stance}") if stance else words("agreement.not_seen")

    notes = [f"{labels[row.theme]}: {told(row.first)} / {told(row.second)}" for row in list_rows(differences)]
    return differences[["article_id", "sentence_no"]].assign(note=notes)


def read_scores(scores: Finding, words: Words) -> Prose:
    """Say on which theme the machine coder finds most and least of what people marked."""
    known = _theme_scores(scores)
    if known.empty or (known.basis != "marks").any():
        return say(words, "agreement.read_scores_none", role="reading")
    best, worst = highest(known, "f1"), lowest(known, "f1")
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
