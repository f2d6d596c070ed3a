"""
What is held of each sentence: what a person coded where somebody did, else what the machine says.

The machine is there for the sentences that nobody has read. Where the agreed marks cover a sentence,
they settle its themes, stances and voice; the machine's own codes stay in `load_codes`, for its scores.
"""

import numpy as np
import pandas as pd

from dossier.annotations import load_marks
from dossier.coding.codes import load_codes
from dossier.corpus import Corpus
from dossier.schema import CODES, SENTENCE_KEY, VOICES
from dossier.voices import load_voices

KEY = list(SENTENCE_KEY)


def load_settled_codes(corpus: Corpus) -> pd.DataFrame:
    """
    Return CODES in which the agreed marks stand before the machine, with ``by_hand`` (flag) behind.

    Probability and evidence stay the machine's: they say how it sees a sentence that a person settled.
    """
    return settle_codes(load_codes(corpus), load_marks(corpus, "agreed"))


def load_settled_voices(corpus: Corpus) -> pd.DataFrame:
    """Return VOICES in which the agreed marks stand before the rules, with ``by_hand`` (flag) behind."""
    return settle_voices(load_voices(corpus), load_marks(corpus, "agreed"))


def settle_codes(codes: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """
    Put marks before codes, sentence by sentence.

    A theme that no mark names stays the machine's everywhere: the marks may be older than the theme.

    Parameters
    ----------
    codes : DataFrame, form ``schema.CODES``
    marks : DataFrame, form ``schema.MARKS``, of one coder

    Returns
    -------
    DataFrame, form ``schema.CODES``
        With ``by_hand``, true where a person settled the row.

    Examples
    --------
    >>> codes = pd.DataFrame({"article_id": "a", "sentence_no": [1, 2], "theme": "noise", "probability": 0.2,
    ...     "coded": False, "stance": "threat", "stance_probability": 0.9, "evidence": ""})
    >>> marks = pd.DataFrame({"article_id": ["a"], "sentence_no": [1], "theme": ["noise"], "stance": ["mixed"]})
    >>> settle_codes(codes, marks)[["coded", "stance", "by_hand"]].to_numpy().tolist()
    [[True, 'mixed', True], [False, 'threat', False]]
    """
    read = pd.MultiIndex.from_frame(codes[KEY]).isin(pd.MultiIndex.from_frame(marks[KEY]))
    by_hand = read & codes["theme"].isin(set(marks["theme"])).to_numpy()
    said = marks.set_index([*KEY, "theme"])["stance"].reindex(pd.MultiIndex.from_frame(codes[[*KEY, "theme"]]))
    marked = said.notna().to_numpy()
    settled = codes.assign(
        coded=np.where(by_hand, marked, codes["coded"].to_numpy(bool)),
        stance=np.where(by_hand & marked, said.to_numpy(object), codes["stance"].to_numpy(object)),
        by_hand=by_hand,
    )
    return CODES.check(settled)


def settle_voices(voices: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """
    Put the voices of marks before those that the rules found; a sentence's marks share one voice.

    Examples
    --------
    >>> found = pd.DataFrame({"article_id": "a", "sentence_no": [1, 2], "voice": "", "voice_kind": "none"})
    >>> marks = pd.DataFrame({"article_id": ["a"], "sentence_no": [2], "voice": ["Ana Sorel"], "voice_kind": ["named"]})
    >>> settle_voices(found, marks)[["voice", "by_hand"]].to_numpy().tolist()
    [['', False], ['Ana Sorel', True]]
    """
    said = marks.drop_duplicates(KEY).set_index(KEY)[["voice", "voice_kind"]]
    said = said.reindex(pd.MultiIndex.from_frame(voices[KEY]))
    by_hand = said["voice_kind"].notna().to_numpy()
    settled = voices.assign(by_hand=by_hand)
    for name in ("voice", "voice_kind"):
        settled[name] = np.where(by_hand, said[name].to_numpy(object), voices[name].to_numpy(object))
    return VOICES.check(settled)
