"""One row per kept sentence of a corpus, with everything that the other rooms found out about it."""

import numpy as np
import pandas as pd

from dossier.annotations import coded_sentences, load_marks, load_random_sample
from dossier.coding import load_codes
from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.reuse import load_families
from dossier.schema import SENTENCE_KEY
from dossier.sentences import load_sentences
from dossier.voices import load_voices

KEY = list(SENTENCE_KEY)
CATALOGUE = ["article_id", "title", "outlet", "genre", "country", "published_date", "rights"]
NO_STANCE = ""


def theme_keys(corpus: Corpus) -> list[str]:
    """Keys of the codebook's themes, in its order."""
    return [theme.key for theme in find_codebook(corpus.root).themes]


def load_units(corpus: Corpus) -> pd.DataFrame:
    """
    Return every kept sentence with its catalogue row, codes, voice and family.

    Returns
    -------
    DataFrame, one row per sentence that is not web furniture
        ``article_id, sentence_no, text, kind, lang``; the article's ``title, outlet, genre, country,
        published_date, year, month, rights``; ``voice, voice_kind``; ``family, article_family, counted``; and for
        each theme T of the codebook ``T`` (0 or 1), ``T_p`` (0 to 1), ``T_stance`` (empty where T is 0),
        ``T_evidence`` and ``T_by_hand`` (0 or 1 in the random sample, else NaN).
    """
    sentences = load_sentences(corpus).query("dropped == ''").drop(columns=["dropped"])
    units = sentences.merge(corpus.articles[CATALOGUE], on="article_id", validate="many_to_one")
    units = units.merge(load_voices(corpus), on=KEY, how="left", validate="one_to_one")
    units = units.merge(load_families(corpus), on=KEY, how="left", validate="one_to_one")
    units["voice"] = units.voice.fillna("")
    units["voice_kind"] = units.voice_kind.fillna("none")
    units["counted"] = units.counted.astype("boolean").fillna(True).astype(bool)
    units["year"], units["month"] = units.published_date.str[:4], units.published_date.str[:7]
    units.loc[units.month.str.len() < 7, "month"] = ""
    themes = theme_keys(corpus)
    return _join_hand_codes(_join_codes(units, load_codes(corpus), themes), corpus, themes)


def _join_codes(units: pd.DataFrame, codes: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Add the machine's codes, one group of columns a theme."""
    for theme in themes:
        of_theme = codes[codes.theme == theme].set_index(KEY)
        found = of_theme.reindex(pd.MultiIndex.from_frame(units[KEY]))
        units[theme] = found.coded.astype("boolean").fillna(False).astype(int).to_numpy()
        units[f"{theme}_p"] = found.probability.to_numpy(dtype=float)
        stance = found.stance.fillna(NO_STANCE).to_numpy(dtype=object)
        units[f"{theme}_stance"] = np.where(units[theme] == 1, stance, NO_STANCE)
        units[f"{theme}_evidence"] = np.where(units[theme] == 1, found.evidence.fillna("").to_numpy(dtype=object), "")
    return units


def _join_hand_codes(units: pd.DataFrame, corpus: Corpus, themes: list[str]) -> pd.DataFrame:
    """Add what people coded, for the sentences drawn at random: only those may correct the machine."""
    coded = coded_sentences(load_marks(corpus, "agreed"), themes).merge(load_random_sample(corpus), on=KEY)
    found = coded.set_index(KEY).reindex(pd.MultiIndex.from_frame(units[KEY]))
    for theme in themes:
        said = found[theme] if theme in found else pd.Series(np.nan, index=found.index)
        units[f"{theme}_by_hand"] = said.map(lambda x: np.nan if pd.isna(x) else float(x != "")).to_numpy(dtype=float)
    return units


def select_counted(units: pd.DataFrame, *, repeats: bool = False) -> pd.DataFrame:
    """
    Return the units that counts are made of: repeated prose once per family unless `repeats`.

    Examples
    --------
    >>> select_counted(pd.DataFrame({"counted": [True, False]})).index.tolist()
    [0]
    """
    return units if repeats else units[units.counted]


def select_large(units: pd.DataFrame, *, by: str, at_least: int) -> pd.DataFrame:
    """
    Return the units of the groups that have `at_least` sentences; an empty name is no group.

    Examples
    --------
    >>> units = pd.DataFrame({"outlet": ["A", "A", "B", ""]})
    >>> select_large(units, by="outlet", at_least=2).outlet.tolist()
    ['A', 'A']
    """
    named = units[units[by] != ""]
    return named[named.groupby(by)[by].transform("size") >= at_least]
