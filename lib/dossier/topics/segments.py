"""Segments: neighbouring kept sentences of one article, about forty words, the unit that topics are found in."""

import numpy as np
import pandas as pd

from dossier.corpus import Corpus
from dossier.reuse import load_families
from dossier.schema import SEGMENTS, SENTENCE_KEY
from dossier.sentences import load_sentences
from dossier.store import derive

WORDS = 40
_SHORT = 0.5  # part of the wished length below which the last segment of an article joins the one before


def make_segments(sentences: pd.DataFrame, *, words: int = WORDS) -> pd.DataFrame:
    """
    Join neighbouring kept sentences of each article to segments.

    A segment ends where one more sentence would bring it further from `words` than it is. A heading opens a segment. A
    short rest joins the segment before. No kept sentence is left out.

    Parameters
    ----------
    sentences : DataFrame
        Columns of `dossier.schema.SENTENCES`.
    words : int
        Length wished.

    Returns
    -------
    DataFrame
        Columns of `dossier.schema.SEGMENTS`, articles in the order of `sentences`.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": "a", "sentence_no": [1, 2, 3], "kind": "text", "lang": "fr", "dropped": "",
    ...                       "text": ["Le pont ferme.", "Les bus passent.", "Tout va."]})
    >>> make_segments(table, words=6)[["first_sentence", "last_sentence", "text"]].values.tolist()
    [[1, 3, 'Le pont ferme. Les bus passent. Tout va.']]
    """
    kept = sentences[(sentences["dropped"] == "") & (sentences["text"].str.strip() != "")]
    lengths = np.array([len(text.split()) for text in kept["text"]], dtype=np.int64)
    rows: list[dict[str, object]] = []
    for article_id, places in kept.reset_index(drop=True).groupby("article_id", sort=False).indices.items():
        part = kept.iloc[places]
        groups = _group(lengths[places].tolist(), (part["kind"] == "heading").tolist(), words)
        for number in range(groups[-1] + 1):
            inside = np.array(groups) == number
            rows.append(_segment(str(article_id), number + 1, part[inside], lengths[places][inside].tolist()))
    return SEGMENTS.check(pd.DataFrame(rows, columns=SEGMENTS.names)) if rows else SEGMENTS.empty()


def _group(lengths: list[int], opens: list[bool], words: int) -> list[int]:
    """Return the segment of each sentence, counted from 0."""
    groups, number, size = [0], 0, lengths[0]
    for length, heading in zip(lengths[1:], opens[1:], strict=True):
        full = abs(size + length - words) > abs(words - size) or (heading and size >= _SHORT * words)
        number, size = (number + 1, length) if full else (number, size + length)
        groups.append(number)
    if number and size < _SHORT * words:
        groups = [min(group, number - 1) for group in groups]
    return groups


def _segment(article_id: str, number: int, part: pd.DataFrame, lengths: list[int]) -> dict[str, object]:
    by_lang: dict[str, int] = {}
    for lang, length in zip(part["lang"], lengths, strict=True):
        by_lang[lang] = by_lang.get(lang, 0) + length
    return {
        "article_id": article_id,
        "segment_no": number,
        "first_sentence": int(part["sentence_no"].iloc[0]),
        "last_sentence": int(part["sentence_no"].iloc[-1]),
        "lang": max(by_lang, key=lambda lang: (by_lang[lang], lang)),
        "text": " ".join(" ".join(text.split()) for text in part["text"]),
    }


def sentences_of(segments: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """
    Return the kept sentences of segments: ``row`` (place in `segments`, from 0), ``article_id``, ``sentence_no``.

    Examples
    --------
    >>> segments = pd.DataFrame({"article_id": ["a"], "first_sentence": [2], "last_sentence": [4]})
    >>> sentences = pd.DataFrame({"article_id": "a", "sentence_no": [1, 2, 3, 4], "dropped": ["", "", "menu", ""]})
    >>> sentences_of(segments, sentences).values.tolist()
    [[0, 'a', 2], [0, 'a', 4]]
    """
    kept = sentences.loc[sentences["dropped"] == "", list(SENTENCE_KEY)]
    numbered = segments[["article_id", "first_sentence", "last_sentence"]].assign(row=range(len(segments)))
    joined = numbered.merge(kept, on="article_id")
    inside = joined["sentence_no"].between(joined["first_sentence"], joined["last_sentence"])
    return joined.loc[inside, ["row", *SENTENCE_KEY]].sort_values(["row", "sentence_no"]).reset_index(drop=True)


def load_segments(corpus: Corpus) -> pd.DataFrame:
    """
    Return the segments of a corpus: columns of `dossier.schema.SEGMENTS` and ``counted``.

    ``counted`` is false where most of a segment's sentences repeat an earlier article: such a segment is placed among
    the topics and does not shape them.
    """
    return derive(corpus.build_dir, "segments", lambda: _compute(corpus), made_from=(corpus.fingerprint, WORDS))


def _compute(corpus: Corpus) -> pd.DataFrame:
    sentences = load_sentences(corpus)
    segments = make_segments(sentences)
    families = load_families(corpus)
    behind = sentences_of(segments, sentences).merge(
        families[[*SENTENCE_KEY, "counted"]], on=list(SENTENCE_KEY), how="left"
    )
    share = behind.assign(counted=behind["counted"].fillna(True).astype(float)).groupby("row")["counted"].mean()
    segments["counted"] = share.reindex(range(len(segments)), fill_value=1.0).to_numpy() >= 0.5
    return segments
