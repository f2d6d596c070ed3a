"""The sentences of a corpus, kept under ``build/``."""

from collections.abc import Iterator

import pandas as pd
from tqdm import tqdm

from dossier.corpus import Corpus
from dossier.schema import SENTENCES
from dossier.sentences.corrections import apply_corrections, read_corrections
from dossier.sentences.repeats import mark_repeats
from dossier.sentences.splitting import split_sentences
from dossier.store import derive


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
    return derive(corpus.build_dir, "sentences", lambda: _compute(corpus), made_from=(corpus.fingerprint,))


def _compute(corpus: Corpus) -> pd.DataFrame:
    tables = list(_split_articles(corpus.articles))
    frame = pd.concat(tables, ignore_index=True) if tables else SENTENCES.empty()
    frame = mark_repeats(frame, corpus.articles)
    corrections = read_corrections(corpus.root / "corrections.csv")
    return SENTENCES.check(apply_corrections(frame, corrections))


def _split_articles(articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    columns = zip(articles["article_id"], articles["lang"], articles["text"], strict=True)
    for article_id, lang, text in tqdm(columns, total=len(articles), desc="sentences", disable=None, leave=False):
        table = split_sentences(text, lang=None if lang == "und" else lang)
        table.insert(0, "article_id", article_id)
        yield table
