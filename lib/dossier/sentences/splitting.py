"""From a text to its sentences."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from dossier.schema import SENTENCES
from dossier.sentences.blocks import Layout, lay_out
from dossier.sentences.boundaries import iter_spans
from dossier.sentences.furniture import find_furniture
from dossier.sentences.glue import find_glue
from dossier.sentences.languages import tell_languages
from dossier.sentences.posts import cut_posts, is_tail

Span = tuple[int, int, str]
Row = tuple[int, int, int, str, str, str, str]
COLUMNS = [name for name in SENTENCES.names if name != "article_id"]


def find_sentences(text: str) -> list[Span]:
    """
    Return the sentences of a text as (start, end, kind), in order, in code points.

    Every character that is not white space lies in exactly one of them.

    Examples
    --------
    >>> find_sentences("Il pleut.Elle sort. Fin")
    [(0, 9, 'text'), (9, 19, 'text'), (20, 23, 'text')]
    """
    return [span for block in cut_posts(text, lay_out(text)) for span in _split_block(text, block)]


def _split_block(text: str, block: Layout) -> Iterator[Span]:
    spans = list(_iter_pieces(text, block))
    kind = block.kind
    if kind == "heading" and len(spans) > 1:
        if _is_one_title(text, spans):
            spans = [(block.start, block.end)]
        else:
            kind = "text"
    for start, end in spans:
        yield start, end, kind


def _iter_pieces(text: str, block: Layout) -> Iterator[tuple[int, int]]:
    seams = find_glue(text, start=block.start, end=block.end, loose=True) if block.kind == "row" else ()
    for start, end in pairwise([block.start, *seams, block.end]):
        yield from iter_spans(text, start=start, end=end)


def _is_one_title(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a title asks first and answers behind: one heading, though a question mark stands inside."""
    (_, end), (start, last) = spans[0], spans[-1]
    return len(spans) == 2 and end < start and text[end - 1] in "?!" and text[last - 1] not in "?!"


def split_sentences(text: str, *, lang: str | None = None) -> pd.DataFrame:
    """
    Split a text into sentences, tell their kind and language, and mark web furniture.

    Parameters
    ----------
    text : str
        The stored text.
    lang : str, optional
        Language of the document where it is known: what short sentences inherit when no neighbour tells.

    Returns
    -------
    DataFrame
        Columns of `dossier.schema.SENTENCES` without ``article_id``; ``start`` and ``end`` are code points,
        half-open, and ``text[start:end]`` is the sentence.

    Examples
    --------
    >>> table = split_sentences("Le maire a dit : « Non. Jamais. » Il est parti.")
    >>> table["text"].tolist()
    ['Le maire a dit : « Non.', 'Jamais. »', 'Il est parti.']
    """
    return pd.DataFrame(split_rows(text, lang=lang), columns=COLUMNS)


def split_rows(text: str, *, lang: str | None = None) -> list[Row]:
    """
    Split a text as `split_sentences` does, into plain rows: (sentence_no, start, end, kind, lang, dropped, text).

    Examples
    --------
    >>> split_rows("Il pleut. Elle sort.", lang="fr")[1]
    (2, 10, 20, 'text', 'fr', '', 'Elle sort.')
    """
    spans = find_sentences(text)
    sentences = [text[a:b] for a, b, _ in spans]
    langs = tell_languages(sentences, default=lang)
    spans = _spread_posts(text, spans, langs)
    dropped = find_furniture(text, [(*span, words) for span, words in zip(spans, sentences, strict=True)])
    parts = zip(spans, langs, dropped, sentences, strict=True)
    return [(n, a, b, kind, tongue, why, words) for n, ((a, b, kind), tongue, why, words) in enumerate(parts, start=1)]


def _spread_posts(text: str, spans: list[Span], langs: list[str]) -> list[Span]:
    """
    Take for posts the lines just above a post that are in its language where the text is in another.

    An embedded post of several paragraphs has its name and date under the last one only.
    """
    if not any(kind == "post" for _, _, kind in spans):
        return spans
    own = Counter(lang for (_, _, kind), lang in zip(spans, langs, strict=True) if kind != "post").most_common(1)
    spread = list(spans)
    for i in range(len(spans) - 2, -1, -1):
        (start, end, kind), below = spread[i], spread[i + 1]
        foreign = bool(own) and langs[i] == langs[i + 1] != own[0][0]
        if kind == "text" and below[2] == "post" and foreign and not is_tail(text[start:end]):
            spread[i] = (start, end, "post")
    return spread
