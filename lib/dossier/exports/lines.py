"""Text for formats that know neither line breaks inside a value nor control characters."""

import re
import sys
from typing import Any

import pandas as pd

from dossier.corpus import Corpus
from dossier.sentences import load_sentences

# Controls, noncharacters and half characters: XML, which several programs make of a text, refuses them.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def one_line(text: str) -> str:
    """
    Return text on one line: white space and control characters as single spaces.

    Examples
    --------
    >>> one_line("  a\\x00b\\u2028 c\\n")
    'a b c'
    """
    return " ".join(_UNFIT.sub(" ", text).split())


def kept_lines(corpus: Corpus) -> "pd.Series[Any]":
    """
    Return the kept sentences of each article, each on one line.

    Articles without a kept sentence are left out and counted on stderr: programs that read texts stop at an empty one.

    Returns
    -------
    Series of list of str
        Indexed by ``article_id``, in the order of the corpus.
    """
    kept = load_sentences(corpus).query("dropped == ''")
    kept = kept.assign(text=[one_line(text) for text in kept["text"]]).query("text != ''")
    lines = kept.groupby("article_id")["text"].agg(list)
    empty = [article for article in corpus.articles["article_id"] if article not in lines.index]
    if empty:
        print(f"dossier: left out, for no sentence of theirs is kept: {', '.join(empty)}.", file=sys.stderr)
    return lines.reindex([article for article in corpus.articles["article_id"] if article in lines.index])
