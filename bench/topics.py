"""
Topics against scikit-learn's NMF on labelled texts that are not in the repository.

usage: python bench/topics.py TABLE.tsv --k 10 [--sample 300] [--fits 5] [--stability]

TABLE is tab-separated without a header: text, anything, label (as ``bbc-news`` of OCTIS is). The words of a fit to
a sample are scored on all texts, those that were not fitted included.
"""

import argparse
import csv
import re
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from metrics import Coherence, diversity, label_nmi, matched_jaccard
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from dossier.topics.fitting import fit_texts
from dossier.topics.stop_words import load_stop_words

_WORD = re.compile(r"[^\W\d_]{3,}")
Found = tuple[list[list[str]], np.ndarray, str]


def fit_ours(texts: Sequence[str], k: int, lang: str) -> Found:
    fitted = fit_texts(texts, n_topics=k, langs=(lang,))
    words = [[term for term, _ in fitted.top_words(topic, n=25)] for topic in range(k)]
    return words, fitted.shares.argmax(axis=1), fitted.reason


def fit_nmf(texts: Sequence[str], k: int, lang: str) -> Found:
    """NMF of sublinear TF-IDF, the best of the rivals measured."""
    least = 2 if len(texts) < 3_000 else 5
    vectoriser = TfidfVectorizer(
        sublinear_tf=True, token_pattern=_WORD.pattern, min_df=least, max_df=0.5, stop_words=list(load_stop_words(lang))
    )
    weights, names = vectoriser.fit_transform(texts), vectoriser.get_feature_names_out()
    model = NMF(k, init="nndsvda", random_state=0)
    with threadpool_limits(1):
        scores = model.fit_transform(weights) * np.linalg.norm(model.components_, axis=1)
    order = np.argsort(-model.components_, axis=1, kind="stable")[:, :25]
    return [names[row].tolist() for row in order], scores.argmax(axis=1), ""


def score(find: object, texts: list[str], labels: list[str], reference: Coherence, options: argparse.Namespace) -> None:
    rows, reason = [], ""
    for fit in range(options.fits if options.sample else 1):
        order = np.random.default_rng(1000 + fit).permutation(len(texts))[: options.sample or len(texts)]
        chosen = np.sort(order)
        began = time.process_time()
        words, first, reason = find([texts[i] for i in chosen], options.k, options.lang)  # type: ignore[operator]
        rows.append((
            reference.npmi(words), reference.npmi(words, unit="win"), diversity(words),
            label_nmi([labels[i] for i in chosen], first), time.process_time() - began,
        ))  # fmt: skip
    told = dict(zip(("npmi_doc", "npmi_win10", "td25", "nmi", "cpu_s"), np.mean(rows, axis=0).round(3), strict=True))
    if options.stability:
        told["overlap_80"] = round(resample(find, texts, options), 3)
    print(f"{find.__name__:9}", *(f"{name}={value}" for name, value in told.items()), reason)  # type: ignore[attr-defined]


def resample(find: object, texts: list[str], options: argparse.Namespace) -> float:
    """Mean matched Jaccard of the top 10 words over all pairs of ten fits to random 80 % of the texts."""
    found = []
    for fit in range(10):
        chosen = np.sort(np.random.default_rng(77 + fit).permutation(len(texts))[: int(0.8 * len(texts))])
        found.append(find([texts[i] for i in chosen], options.k, options.lang)[0])  # type: ignore[operator]
    return float(np.mean([matched_jaccard(a, b) for i, a in enumerate(found) for b in found[:i]]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--sample", type=int, default=0, help="texts of each fit (default: all)")
    parser.add_argument("--window", type=int, default=0, help="cut texts in windows of so many words first")
    parser.add_argument("--fits", type=int, default=5, help="samples")
    parser.add_argument("--stability", action="store_true", help="ten fits to 80 %% each")
    options = parser.parse_args()
    with options.table.open(encoding="utf-8", newline="") as file:
        rows = [(row[0], row[-1]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    if options.window:
        rows = [(" ".join(piece), label) for text, label in rows for piece in cut(text.split(), options.window)]
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    reference = Coherence([_WORD.findall(text.lower()) for text in texts])
    for find in (fit_nmf, fit_ours):
        score(find, texts, labels, reference, options)


def cut(words: list[str], width: int) -> list[list[str]]:
    """Cut words in windows; a rest under half of the width is left out."""
    pieces = [words[i : i + width] for i in range(0, len(words), width)]
    return [piece for piece in pieces if 2 * len(piece) >= width]


if __name__ == "__main__":
    main()
