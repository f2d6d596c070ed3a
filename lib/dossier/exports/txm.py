"""
The corpus as a folder for TXM's TXT+CSV import: one ``.txt`` an article, and ``metadata.csv``.

As TXM's manual asks: comma between columns, double quotes round fields, the first column is ``id`` and
names the file without its extension, column names without accents.
"""

import csv
from pathlib import Path

import pandas as pd

from dossier.corpus import Corpus
from dossier.exports.folders import new_folder
from dossier.sentences import load_sentences

COLUMNS = ["title", "outlet", "published_date", "lang", "country", "genre"]


def write_txm(corpus: Corpus, *, out: Path) -> None:
    """Write the kept sentences of every article, one a line, and the catalogue, into the new folder `out`."""
    kept = load_sentences(corpus).query("dropped == ''").groupby("article_id").text
    texts = {article: "\n".join(sentences.str.replace(r"\s+", " ", regex=True)) for article, sentences in kept}
    metadata = corpus.articles[["article_id", *COLUMNS]].rename(columns={"article_id": "id"})
    with new_folder(out) as draft:
        for article in metadata.id:
            (draft / f"{article}.txt").write_text(texts.get(article, "") + "\n", encoding="utf-8")
        metadata.to_csv(draft / "metadata.csv", index=False, quoting=csv.QUOTE_ALL, lineterminator="\n")


def read_txm(folder: Path) -> pd.DataFrame:
    """Read such a folder back: the metadata with a column ``text``."""
    metadata = pd.read_csv(folder / "metadata.csv", dtype=str, keep_default_na=False)
    texts = [(folder / f"{article}.txt").read_text(encoding="utf-8").strip() for article in metadata.id]
    return metadata.assign(text=texts)
