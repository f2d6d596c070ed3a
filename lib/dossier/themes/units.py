"""One row per kept sentence of a corpus, with everything that the other rooms found out about it."""

import numpy as np
import pandas as pd

from dossier.annotations import load_marks, load_random_sample
from dossier.coding import load_codes, load_settled_voices, settle_codes
from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.reuse import load_families
from dossier.schema import SENTENCE_KEY
from dossier.sentences import load_sentences

KEY = list(SENTENCE_KEY)
CATALOGUE = ["article_id", "title", "outlet", "genre", "country", "published_date", "rights"]


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
        published_date, year, month, rights``; ``voice, voice_kind``; ``family, article_family, counted``;
        ``drawn`` (whether the sentence is of the random sample); and for each theme T of the codebook ``T`` (0 or
        1) and ``T_stance`` (empty where T is 0), as a person coded them where somebody did, else as the machine;
        ``T_by_hand`` (whether somebody did); what the machine says, ``T_machine`` (a stance, or empty), ``T_p`` (0
        to 1) and ``T_evidence``.
    """
    sentences = load_sentences(corpus).query("dropped == ''").drop(columns=["dropped"])
    units = sentences.merge(corpus.articles[CATALOGUE], on="article_id", validate="many_to_one")
    units = units.merge(load_settled_voices(corpus).drop(columns="by_hand"), on=KEY, how="left", validate="one_to_one")
    units = units.merge(load_families(corpus), on=KEY, how="left", validate="one_to_one")
    units["voice"] = units.voice.fillna("")
    units["voice_kind"] = units.voice_kind.fillna("none")
    units["counted"] = units.counted.astype("boolean").fillna(True).astype(bool)
    units["year"], units["month"] = units.published_date.str[:4], units.published_date.str[:7]
    units.loc[units.month.str.len() < 7, "month"] = ""
    drawn = pd.MultiIndex.from_frame(load_random_sample(corpus))
    units["drawn"] = pd.MultiIndex.from_frame(units[KEY]).isin(drawn)
    codes = load_codes(corpus)
    return _join_codes(units, settle_codes(codes, load_marks(corpus)), codes, theme_keys(corpus))


def _join_codes(units: pd.DataFrame, settled: pd.DataFrame, codes: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Add what is held of each sentence and what the machine says of it, one group of columns a theme."""
    places = pd.MultiIndex.from_frame(units[KEY])
    for theme in themes:
        held = settled[settled.theme == theme].set_index(KEY).reindex(places)
        machine = codes[codes.theme == theme].set_index(KEY).reindex(places)
        units[theme] = held.coded.astype("boolean").fillna(False).astype(int).to_numpy()
        units[f"{theme}_p"] = machine.probability.to_numpy(dtype=float)
        units[f"{theme}_stance"] = _where_coded(held, "stance")
        units[f"{theme}_evidence"] = _where_coded(held, "evidence")
        units[f"{theme}_by_hand"] = held.by_hand.astype("boolean").fillna(False).to_numpy(dtype=bool)
        units[f"{theme}_machine"] = _where_coded(machine, "stance")
    return units


def _where_coded(rows: pd.DataFrame, column: str) -> np.ndarray:
    coded = rows.coded.astype("boolean").fillna(False).to_numpy(dtype=bool)
    return np.where(coded, rows[column].fillna("").to_numpy(dtype=object), "")


def machine_view(units: pd.DataFrame) -> pd.DataFrame:
    """
    Return the units with the machine's codes alone, as if nobody had read a sentence.

    Examples
    --------
    >>> units = pd.DataFrame({"jobs": [1], "jobs_stance": ["mixed"], "jobs_machine": [""]})
    >>> machine_view(units)[["jobs", "jobs_stance"]].to_numpy().tolist()
    [[0, '']]
    """
    alone = units.copy(deep=False)
    for column in [name for name in units.columns if name.endswith("_machine")]:
        theme = column.removesuffix("_machine")
        alone[theme], alone[f"{theme}_stance"] = (units[column] != "").astype(int), units[column]
    return alone


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
