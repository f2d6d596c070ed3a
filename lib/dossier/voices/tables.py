"""Voices of whole corpora and of plain table rows, one row a sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from tqdm import tqdm

from dossier.schema import QUOTATIONS, VOICES
from dossier.store import derive
from dossier.voices.actors import Actors, load_actors
from dossier.voices.quotations import find_speech

if TYPE_CHECKING:
    from dossier.corpus import Corpus

_FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "du",
        "une",
        "est",
        "dans",
        "que",
        "qui",
        "pour",
        "sur",
        "pas",
        "avec",
        "ce",
        "il",
        "elle",
        "au",
        "aux",
        "ont",
        "été",
        "plus",
        "l",
        "d",
        "qu",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "that",
        "for",
        "on",
        "with",
        "as",
        "was",
        "are",
        "his",
        "her",
        "it",
        "they",
        "has",
        "have",
        "by",
        "be",
        "not",
        "from",
    ]
)


def load_quotations(corpus: "Corpus") -> pd.DataFrame:
    """
    Return QUOTATIONS of every article of a corpus, with the offsets of cue and source behind.

    Derived once and kept under the corpus's build folder.
    """
    speech = load_speech(corpus)
    quotations = speech[speech["frame"] != "object"].drop(columns="frame")
    numbers = quotations.groupby("article_id", sort=False).cumcount() + 1
    return QUOTATIONS.check(quotations.assign(quotation_no=numbers))


def load_speech(corpus: "Corpus") -> pd.DataFrame:
    """Return what `find_speech` finds in every article of a corpus; derived once and kept."""
    from dossier.sentences import load_sentences

    actors = load_actors(corpus.root / "actors.toml")

    def compute() -> pd.DataFrame:
        sentences = load_sentences(corpus)
        texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
        tables = [
            find_speech(texts[article_id], rows, actors=actors).assign(article_id=article_id)
            for article_id, rows in tqdm(sentences.groupby("article_id", sort=False), desc="voices", disable=None)
        ]
        empty = QUOTATIONS.empty().assign(cue_start=0, cue_end=0, source_start=0, source_end=0, frame="")
        return QUOTATIONS.check(pd.concat([empty, *tables], ignore_index=True))

    return derive(corpus.build_dir, "speech", compute, made_from=(corpus.fingerprint, actors.fingerprint))


def load_voices(corpus: "Corpus") -> pd.DataFrame:
    """Return VOICES of a corpus: a row for each sentence, furniture included (voice_kind none there); derived once."""
    actors = load_actors(corpus.root / "actors.toml")
    made_from = (corpus.fingerprint, actors.fingerprint)
    return derive(corpus.build_dir, "voices", lambda: _voice_corpus(corpus), made_from=made_from)


def _voice_corpus(corpus: "Corpus") -> pd.DataFrame:
    from dossier.sentences import load_sentences

    sentences = load_sentences(corpus)
    quotations = load_speech(corpus)
    parts = dict(iter(quotations.groupby("article_id", sort=False)))
    tables = [
        voice_sentences(parts.get(article_id, quotations.iloc[:0]), rows).assign(article_id=article_id)
        for article_id, rows in sentences.groupby("article_id", sort=False)
    ]
    return VOICES.check(pd.concat(tables, ignore_index=True) if tables else VOICES.empty())


def voice_sentences(quotations: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """
    Give each sentence the voices of the quotations that it holds or announces.

    Parameters
    ----------
    quotations : DataFrame
        As from `find_quotations` or `find_speech`.
    sentences : DataFrame
        SENTENCES of the same text.

    Returns
    -------
    DataFrame
        ``sentence_no, voice, voice_kind``, a row for each sentence: voices in order of place joined
        by ``|``; the kind is that of the first.
    """
    starts, ends = sentences["start"].tolist(), sentences["end"].tolist()
    held: list[list[tuple[str, str]]] = [[] for _ in starts]
    columns = ["start", "end", "cue_start", "cue_end", "voice", "voice_kind"]
    for start, end, cue, cue_end, voice, kind in quotations[columns].itertuples(index=False):
        for place in sorted({*_places(starts, ends, start, end), *_places(starts, ends, cue, cue_end)}):
            held[place].append((voice, kind))
    rows = []
    for number, dropped, here in zip(sentences["sentence_no"], sentences["dropped"], held, strict=True):
        kept = [] if dropped else here
        voices = list(dict.fromkeys(voice for voice, _ in kept if voice))
        known = [kind for voice, kind in kept if voice] or [kind for _, kind in kept]
        rows.append((number, " | ".join(voices), known[0] if known else "none"))
    return pd.DataFrame(rows, columns=["sentence_no", "voice", "voice_kind"])


def _places(starts: list[int], ends: list[int], first: int, last: int) -> range:
    """Places of the sentences that share characters with ``first`` to ``last``; none where `first` is negative."""
    return range(bisect_right(ends, first), bisect_left(starts, last)) if first >= 0 else range(0)


def code_voices(
    texts: Sequence[str], *, documents: Sequence[str] | None = None, actors: Actors | Path | str | None = None
) -> pd.DataFrame:
    """
    Say who speaks in each row of a plain table.

    Parameters
    ----------
    texts : sequence of str
        One sentence a row, those of a document in their order.
    documents : sequence of str, optional
        The document of each row; without it, all rows are one document.
    actors : Actors or path of an ``actors.toml``, optional
        Known actors.

    Returns
    -------
    DataFrame
        ``voice, voice_kind``, a row for each text, in order.

    Examples
    --------
    >>> rows = ["« Rien n'est joué.", "Nous tiendrons », promet Ana Sorel.", "Il pleut."]
    >>> code_voices(rows).values.tolist()
    [['Ana Sorel', 'named'], ['Ana Sorel', 'named'], ['', 'none']]
    """
    if documents is not None and len(documents) != len(texts):
        raise ValueError(f"{len(texts)} texts but {len(documents)} documents")
    known = actors if isinstance(actors, Actors) else load_actors(actors) if actors is not None else Actors()
    frame = pd.DataFrame({"text": list(texts), "document": "" if documents is None else list(documents)})
    coded = pd.DataFrame({"voice": "", "voice_kind": "none"}, index=frame.index)
    for _, rows in frame.groupby("document", sort=False, dropna=False):
        text, sentences = rows_as_sentences(rows["text"].tolist())
        voices = voice_sentences(find_speech(text, sentences, actors=known), sentences)
        coded.loc[rows.index, ["voice", "voice_kind"]] = voices[["voice", "voice_kind"]].to_numpy()
    return coded


def rows_as_sentences(texts: Sequence[str]) -> tuple[str, pd.DataFrame]:
    """Join rows to one text with the SENTENCES (without ``article_id``) that find them in it again."""
    parts: list[str] = []
    rows = []
    at = 0
    for number, raw in enumerate(texts, 1):
        text = str(raw) if isinstance(raw, str) else ""
        ends = text.rstrip().endswith((".", "!", "?", "…", "»", '"', "”", ":", ";", ","))
        rows.append((number, at, at + len(text), "text" if ends else "heading", guess_language(text), "", text))
        joint = " " if ends else "\n"
        parts += [text, joint]
        at += len(text) + 1
    names = ["sentence_no", "start", "end", "kind", "lang", "dropped", "text"]
    return "".join(parts), pd.DataFrame(rows, columns=names)


def guess_language(text: str) -> str:
    """``fr`` or ``en`` by the small words of `text`; ``und`` where they do not tell."""
    words = text.lower().replace("’", " ").replace("'", " ").split()
    french, english = sum(w in _FRENCH for w in words), sum(w in _ENGLISH for w in words)
    return "und" if french == english else "fr" if french > english else "en"
