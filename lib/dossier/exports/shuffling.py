"""
The order of a text undone: segments, their words and their sentences in the order of their digests.

Nothing is put in order by chance, since a chance that can be repeated can be undone.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dossier.corpus import Corpus
from dossier.schema import SENTENCE_KEY
from dossier.sentences import load_sentences
from dossier.topics.segments import load_segments, sentences_of
from dossier.topics.stop_words import load_stop_words
from dossier.topics.tokens import tokenise

KEY, KEY_OF_SEGMENT = list(SENTENCE_KEY), ["article_id", "segment_no"]
PASSAGE = 3  # segments: `topics.finding` fits topics to so many neighbours, so which they are is kept
LEAST_WORDS = 5  # different words that a segment must hold: five can stand in 120 orders, and stop words between


@dataclass(frozen=True)
class Shuffled:
    """
    A corpus out of order.

    Attributes
    ----------
    segments : DataFrame
        ``article_id, segment_no`` (new) ``, first_sentence, last_sentence`` (new) ``, lang, counted``.
    terms : DataFrame
        ``article_id, segment_no, term, count``; none for a segment of fewer than `LEAST_WORDS` different ones.
    numbers : DataFrame
        ``article_id, sentence_no`` (old) ``, number`` (new), sorted by the new; furniture stands last in its article.
    """

    segments: pd.DataFrame
    terms: pd.DataFrame
    numbers: pd.DataFrame

    def renumber(self, table: pd.DataFrame) -> pd.DataFrame:
        """Give the sentences of a table their new numbers, and sort it by them."""
        anew = table.merge(self.numbers, on=KEY, validate="many_to_one")
        anew["sentence_no"] = anew.pop("number")
        return anew.sort_values(KEY, kind="stable", ignore_index=True)


def shuffle_corpus(corpus: Corpus) -> Shuffled:
    """Put the segments of each article, and the sentences and words of each segment, in the order of digests."""
    segments = load_segments(corpus)
    bags = [count_words(text, lang=lang) for text, lang in zip(segments["text"], segments["lang"], strict=True)]
    segments["digest"] = [_digest(sorted(bag.items())) for bag in bags]
    segments["segment_no"] = _order_segments(segments).groupby("article_id").cumcount() + 1
    terms = [
        (article, number, word, n)
        for article, number, bag in zip(segments["article_id"], segments["segment_no"], bags, strict=True)
        for word, n in bag.items() if len(bag) >= LEAST_WORDS
    ]  # fmt: skip
    numbers, spans = _number_sentences(segments, load_sentences(corpus))
    anew = segments.assign(**spans)[[*KEY_OF_SEGMENT, *spans, "lang", "counted"]]
    return Shuffled(anew.sort_values(KEY_OF_SEGMENT, ignore_index=True), _sort_terms(terms), numbers)


def _order_segments(segments: pd.DataFrame) -> pd.DataFrame:
    """Sort segments by the digest of their passage, whole passages first, so that they stay so; then by their own."""
    alike = ["article_id", "lang", "counted"]
    place = segments.groupby(alike).cumcount() // PASSAGE
    passages = segments.assign(place=place).groupby([*alike, "place"])["digest"]
    short, passage = passages.transform("size") < PASSAGE, passages.transform(lambda digests: _digest(sorted(digests)))
    return segments.assign(short=short, passage=passage).sort_values(["short", "passage", "digest"], kind="stable")


def _number_sentences(segments: pd.DataFrame, sentences: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return the new number of each sentence, and the first and last of each segment; furniture stands behind."""
    places = sentences_of(segments, sentences)
    places["segment"] = segments["segment_no"].to_numpy()[places["row"]]
    placed = sentences[[*KEY, "text", "dropped"]].merge(places, on=KEY, how="left")
    placed["digest"] = [_digest(text) for text in placed["text"]]
    placed = placed.sort_values(["article_id", "dropped", "segment", "digest"], kind="stable", ignore_index=True)
    placed["number"] = placed.groupby("article_id").cumcount() + 1
    inside = placed.groupby("row")["number"]  # every segment holds a sentence: aligned with `segments`
    return placed[[*KEY, "number"]], {"first_sentence": inside.min(), "last_sentence": inside.max()}


def _sort_terms(rows: list[tuple[str, int, str, int]]) -> pd.DataFrame:
    terms = pd.DataFrame(rows, columns=[*KEY_OF_SEGMENT, "term", "count"])
    terms = terms.astype({"segment_no": "int64", "count": "int64"})
    terms["digest"] = [_digest(*row[:3]) for row in rows]
    return terms.sort_values([*KEY_OF_SEGMENT, "digest"], ignore_index=True).drop(columns="digest")


def count_words(text: str, *, lang: str) -> "Counter[str]":
    """
    Count the words of a text as written, without the stop words of its language (of both where it is unknown).

    Examples
    --------
    >>> sorted(count_words("Le pont ferme : le vieux pont de Valmont.", lang="fr").items())
    [('Valmont', 1), ('ferme', 1), ('pont', 2), ('vieux', 1)]
    """
    stop = load_stop_words(*((lang,) if lang in {"fr", "en"} else ("fr", "en")))
    tokens = tokenise([text])
    return Counter(word for word in (tokens.types[code] for code in tokens.codes) if word.lower() not in stop)


def _digest(*parts: Any) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
