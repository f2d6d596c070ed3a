"""
The corpus as a folder for TXM's TXT+CSV import: one ``.txt`` an article, and ``metadata.csv``.

As TXM's manual asks: comma between columns, double quotes round fields, the first column is ``id`` and
names the file without its extension, column names in plain lower-case letters.
"""

import csv
from pathlib import Path

import pandas as pd

from dossier.corpus import Corpus
from dossier.exports.folders import new_folder
from dossier.exports.lines import kept_lines, one_line

COLUMNS = {
    "article_id": "id", "title": "title", "outlet": "outlet", "published_date": "date", "year": "year",
    "lang": "lang", "country": "country", "genre": "genre",
}  # fmt: skip


def write_txm(corpus: Corpus, *, out: Path) -> None:
    """
    Write the kept sentences of every article, one a line, and the catalogue, into the new folder `out`.

    Raises
    ------
    DossierError
        If `out` already holds something.
    """
    lines = kept_lines(corpus)
    articles = corpus.articles[corpus.articles["article_id"].isin(lines.index)]
    articles = articles.assign(year=articles["published_date"].str[:4])
    metadata = articles[list(COLUMNS)].rename(columns=COLUMNS)
    metadata = metadata.assign(title=metadata["title"].map(one_line), outlet=metadata["outlet"].map(one_line))
    with new_folder(out) as draft:
        for article, sentences in lines.items():
            (draft / f"{article}.txt").write_bytes("".join(f"{line}\n" for line in sentences).encode())
        metadata.to_csv(draft / "metadata.csv", index=False, quoting=csv.QUOTE_ALL, lineterminator="\n")


def read_txm(folder: Path) -> pd.DataFrame:
    """Read such a folder back: the metadata with a column ``text``."""
    metadata = pd.read_csv(folder / "metadata.csv", dtype=str, keep_default_na=False)
    texts = [(folder / f"{article}.txt").read_text(encoding="utf-8").rstrip("\n") for article in metadata["id"]]
    return metadata.assign(text=texts)
