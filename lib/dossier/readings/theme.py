"""One theme in depth, in words computed from the findings."""

import pandas as pd

from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.figures import show_table
from dossier.findings import Finding, Prose, say
from dossier.readings.common import MOSTLY_READ, highest, lower_first, lowest, share_link, trust_counting
from dossier.readings.themes import ENOUGH, read_stances
from dossier.strings import Words


def _name(finding: Finding, words: Words) -> str:
    return finding.label("theme", finding.table.theme.iloc[0], words)


def answer_theme(share: Finding, stances: Finding, words: Words) -> Prose:
    """Say how many sentences carry the theme, and on which side."""
    row = share.table.iloc[0]
    n = share.link(row, int(row["n"]), number=float(row["n"]))
    answer = say(
        words, "themes.answer_theme", role="answer", theme=_name(share, words), n=n, total=int(row["n_total"]),
        share=share_link(share, row, words),
    )  # fmt: skip
    return answer + Prose(read_stances(stances, words).paragraphs, "answer")


def trust_theme(scores: pd.DataFrame, theme: str, share: Finding, words: Words) -> Prose:
    """Say who counted, how well the machine coder finds this theme, and what its figures are worth."""
    counted = trust_counting(share.table, words)
    known = scores[(scores.theme == theme) & (scores.what == "theme") & (scores.basis == "marks") & scores.f1.notna()]
    if known.empty:
        return say(words, "themes.trust_unknown", role="trust") + counted
    row = known.iloc[0]
    trust = say(
        words, "themes.trust_theme", role="trust",
        f1=words.number(row.f1, digits=2), low=words.number(row.low, digits=2),
        high=words.number(row.high, digits=2), n=int(row.n_positive), precision=words.percent(row.precision),
        recall=words.percent(row.recall),
    )  # fmt: skip
    if float(share.table["read"].iloc[0]) < MOSTLY_READ:
        trust += say(words, f"themes.tier_{row.tier}", role="trust", theme=lower_first(_name(share, words)))
    return counted + trust


def show_definition(corpus: Corpus, theme: str, words: Words) -> object:
    """Return the codebook's entry of a theme as a table: the very words that coders follow."""
    entry = next(t for t in find_codebook(corpus.root).themes if t.key == theme)
    french = words.lang == "fr"
    parts = {
        "definition": [entry.definition(words.lang)],
        "includes": entry.includes_fr if french else entry.includes_en,
        "excludes": entry.excludes_fr if french else entry.excludes_en,
    }
    told = [(words(f"themes.codebook_{part}"), text) for part, texts in parts.items() for text in texts if text]
    table = pd.DataFrame(told, columns=["part", "text"])
    return show_table(table, words=words, caption=words("themes.caption_codebook"))


def read_stance(stances: Finding, words: Words) -> Prose:
    """Say which side dominates the theme."""
    return read_stances(stances, words)


def title_stance(stances: Finding, words: Words) -> str:
    """Title: the side that most of the theme's sentences take."""
    side = highest(stances.table, "n")
    name = _name(stances, words)
    if side["n_total"] < ENOUGH:
        return words("themes.title_stance_few", theme=name)
    return words("themes.title_stance", theme=name, stance=words(f"themes.as_{side['stance']}"))


def title_words(marked: Finding, theme: str, named: dict[str, dict[str, str]], words: Words) -> str:
    """Title: the word that marks the theme most."""
    if marked.table.empty:
        return words("themes.title_words_none")
    return words("themes.title_words", term=marked.table.term.iloc[0], theme=lower_first(named["theme"][theme]))


def read_words(marked: Finding, words: Words) -> Prose:
    """Name the first words, and how many pass the line of chance."""
    table = marked.table
    if table.empty:
        return say(words, "themes.read_words_none", role="reading")
    named = [f"“{term}”" if words.lang == "en" else f"« {term} »" for term in table.term.head(5)]
    return say(words, "themes.read_words", role="reading", terms=words.join(named), n=int((table.z > 1.96).sum()))


def read_voices(spoken: Finding, units: pd.DataFrame, theme: str, words: Words) -> Prose:
    """Say who is heard most, and how much of the theme has a voice at all."""
    carrying = units[units[theme] == 1]
    voiced = int((carrying.voice_kind != "none").sum())
    if spoken.table.empty:
        return say(words, "themes.read_voices_none", role="reading", n=len(carrying), voiced=voiced)
    totals = spoken.table.groupby("voice", sort=False).n.sum()
    return say(
        words, "themes.read_voices", role="reading", voice=totals.index[0], most=int(totals.iloc[0]), n=len(carrying),
        share=words.percent(voiced / len(carrying)),
    )  # fmt: skip


def title_time(by_year: Finding, words: Words) -> str:
    """Title: the year in which the theme took most room."""
    if by_year.table.year.nunique() < 2:
        return words("themes.title_year_none")
    return words("themes.title_year", year=highest(by_year.table, "share").year)


def read_time(by_year: Finding, words: Words) -> Prose:
    """Say in which year the theme took most and least room."""
    table = by_year.table
    if table.year.nunique() < 2:
        return say(words, "themes.read_year_none", role="reading")
    high, low = highest(table, "share"), lowest(table, "share")
    return say(
        words, "themes.read_year", role="reading", high=high.year, share_high=share_link(by_year, high, words),
        low=low.year, share_low=share_link(by_year, low, words),
    )  # fmt: skip


def caption_errors(wrong: pd.DataFrame, words: Words) -> str:
    """Caption: how many codes were wrong."""
    return words("themes.caption_errors", n=len(wrong))


def read_errors(wrong: pd.DataFrame, words: Words) -> Prose:
    """Count errors by kind."""
    counts = wrong.error.value_counts()
    return say(
        words, "themes.read_errors", role="reading", n=len(wrong), missed=int(counts.get("missed", 0)),
        seen=int(counts.get("seen wrongly", 0)), stance=int(counts.get("other stance", 0)),
    )  # fmt: skip
