"""The sentences of a corpus, kept under ``build/``."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from dossier.corpus import Corpus
from dossier.schema import SENTENCES
from dossier.sentences.corrections import apply_corrections, read_corrections
from dossier.sentences.repeats import count_repeats, mark_repeats
from dossier.sentences.splitting import split_rows
from dossier.store import derive_pieces, read_pieces, write_pieces

_PIECE = 200  # articles that are held in memory at a time


def load_sentences(corpus: Corpus) -> pd.DataFrame:
    """
    Return the sentences of a corpus, columns of `dossier.schema.SENTENCES`, articles in the order of the corpus.

    Furniture is marked in ``dropped``, never left out; ``corrections.csv`` has the last word.

    Raises
    ------
    DossierError
        If ``corrections.csv`` cannot be read, with file and line.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from dossier.corpus import open_corpus
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "articles").mkdir()
    >>> _ = (folder / "articles" / "a.txt").write_text("Le pont ferme. Les bus passent.", "utf-8")
    >>> load_sentences(open_corpus(folder))[["article_id", "sentence_no", "text"]].values.tolist()
    [['a', 1, 'Le pont ferme.'], ['a', 2, 'Les bus passent.']]
    """
    return derive_pieces(corpus.build_dir, "sentences", lambda: _iter_pieces(corpus), made_from=(corpus.fingerprint,))


def _iter_pieces(corpus: Corpus) -> Iterator[pd.DataFrame]:
    """Yield the table in pieces of whole articles: split first, then looked at again for what an outlet repeats."""
    corrections = read_corrections(corpus.root / "corrections.csv")
    outlets = dict(zip(corpus.articles["article_id"], corpus.articles["outlet"], strict=True))
    with tempfile.TemporaryDirectory() as scratch:
        split = Path(scratch) / "split.parquet"
        write_pieces(split, _split_articles(corpus.articles))
        repeated = count_repeats(read_pieces(split), outlets)
        apply_corrections(SENTENCES.empty(), [c for c in corrections if c.article_id not in outlets])  # tells of them
        for piece in read_pieces(split):
            marked = mark_repeats(piece, outlets, repeated=repeated)
            articles = set(piece["article_id"])
            own = [correction for correction in corrections if correction.article_id in articles]
            yield SENTENCES.check(apply_corrections(marked, own))


def _split_articles(articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    with tqdm(total=len(articles), desc="sentences", unit="article", disable=None, leave=False) as progress:
        for first in range(0, len(articles), _PIECE):
            part = articles.iloc[first : first + _PIECE]
            rows = []
            for article_id, lang, text in zip(part["article_id"], part["lang"], part["text"], strict=True):
                table = split_rows(text, lang=None if lang == "und" else lang)
                rows += [(article_id, *row) for row in table]
                progress.update()
            yield SENTENCES.check(pd.DataFrame(rows, columns=SENTENCES.names))
