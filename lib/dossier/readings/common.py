"""What several readings share: who leads and whether the lead is more than chance, and how the corpus came to be."""

import pandas as pd

from dossier.codebook import load_codebook
from dossier.corpus import Corpus
from dossier.findings import Finding, Link, Prose, say, say_share
from dossier.strings import Words


def theme_labels(corpus: Corpus, words: Words) -> dict[str, str]:
    """Return the codebook's theme keys with their names in the reader's language, in the codebook's order."""
    themes = load_codebook(corpus.root / "codebook.toml").themes
    return {theme.key: theme.label_fr if words.lang == "fr" else theme.label_en for theme in themes}


def lower_first(text: str) -> str:
    """
    Name as it stands inside a sentence; capitals that belong to it stay.

    Examples
    --------
    >>> lower_first("Jobs"), lower_first("VFX work")
    ('jobs', 'VFX work')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def share_link(finding: Finding, row: "pd.Series[object]", words: Words) -> Link | str:
    """Share of a row in words, with its interval, as a link to the sentences that it counts."""
    text = say_share(words, float(row["share"]), low=float(row["low"]), high=float(row["high"]), n=int(row["n_total"]))
    return finding.link(row, text, number=float(row["share"]))


def apart(first: "pd.Series[object]", second: "pd.Series[object]") -> bool:
    """
    Whether two intervals do not touch: a careful sign that the difference is more than chance.

    Examples
    --------
    >>> apart(pd.Series({"low": 0.2, "high": 0.3}), pd.Series({"low": 0.05, "high": 0.1}))
    True
    """
    return bool(float(first["low"]) > float(second["high"]) or float(second["low"]) > float(first["high"]))


def note_composition(corpus: Corpus, words: Words) -> Prose:
    """Say what shares of this corpus are shares of: a corpus by quota says nothing about the press."""
    kind = "quota" if corpus.settings.composition == "quota" else "collected"
    return say(words, f"readings.composition_{kind}", role="limit")


def note_too_few(needed: int, words: Words) -> Prose:
    """Say that intervals cannot be had from so few articles, and about how many would do."""
    return say(words, "readings.too_few_articles", role="limit", n=needed)
