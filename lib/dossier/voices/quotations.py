"""
Quotations of an article: spans, cues and sources joined into one table.

Sentences are read in order. In each, cues are found and their subjects resolved against what the
article has said so far; quotation marks take the cue beside them, else the one that announces them,
else the speaker of the quotation that they go on from. What no rule decides stays ``unknown``.
"""

from collections.abc import Sequence

import pandas as pd

from dossier.schema import QUOTATIONS
from dossier.voices.actors import Actors
from dossier.voices.frames import OBJECT
from dossier.voices.reading import Article, Found

_FURTHER = ("cue_start", "cue_end", "source_start", "source_end")


def find_quotations(text: str, sentences: pd.DataFrame, *, actors: Actors | None = None) -> pd.DataFrame:
    """
    Find quoted, reported and posted words in a text, with their sources.

    Parameters
    ----------
    text : str
        Stored text of one article.
    sentences : DataFrame
        SENTENCES of that text (``article_id`` not needed): rows that are dropped are not read, but a
        dropped post tail tells who wrote the post.
    actors : Actors, optional
        Known actors, with canonical names.

    Returns
    -------
    DataFrame
        QUOTATIONS without ``article_id``, in order of place, and the offsets ``cue_start``,
        ``cue_end``, ``source_start``, ``source_end`` (-1 where there is none).

    Examples
    --------
    >>> from dossier.voices.tables import rows_as_sentences
    >>> text, rows = rows_as_sentences(["« Tout ira bien », dit Zoé Armand.", "Elle craint que rien ne change."])
    >>> find_quotations(text, rows)[["kind", "voice", "voice_kind"]].values.tolist()
    [['direct', 'Zoé Armand', 'named'], ['indirect', 'Zoé Armand', 'named']]
    """
    speech = find_speech(text, sentences, actors=actors)
    quotations = speech[speech["frame"] != OBJECT].drop(columns="frame").reset_index(drop=True)
    return quotations.assign(quotation_no=range(1, len(quotations) + 1))


def find_speech(text: str, sentences: pd.DataFrame, *, actors: Actors | None = None) -> pd.DataFrame:
    """
    Find quotations, and beside them the opinions told by an object alone (``dénonce un risque``).

    The latter give their sentence a voice but hold nobody's words. Same parameters and columns as
    `find_quotations`, and ``frame``: quote, clause, infinitive, question, trailing, post, object.
    """
    article = Article(text, sentences, actors or Actors())
    article.read()
    return _as_table(article.found)


def _as_table(found: Sequence[Found]) -> pd.DataFrame:
    rows = [
        {
            "quotation_no": number, "start": f.start, "end": f.end, "kind": f.kind, "cue": f.cue,
            "voice": f.source.voice, "voice_kind": f.source.kind, "candidates": " | ".join(f.source.candidates),
            "cue_start": f.cue_start, "cue_end": f.cue_end,
            "source_start": f.source.start, "source_end": f.source.end, "frame": f.frame,
        }
        for number, f in enumerate(found, 1)
    ]  # fmt: skip
    names = [name for name in QUOTATIONS.names if name != "article_id"]
    return pd.DataFrame(rows, columns=[*names, *_FURTHER, "frame"])
