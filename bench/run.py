"""
What `make bench` measures, in one run: ratios to a peer side by side, never single seconds.

Texts are made here, from the default corpus's own words drawn anew, so the run needs nothing from outside. With
DOSSIER_BENCH_TOPICS naming a labelled table (text, anything, label; tab-separated), topic quality is measured too.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from dossier.corpus import open_corpus
from dossier.sentences import split_sentences
from dossier.topics.tokens import tokenise
from dossier.topics.vocabulary import make_vocabulary

HERE = Path(__file__).parent
RUNS = 5


def make_texts(n: int, *, words: int = 300, seed: int = 1) -> list[str]:
    """Draw `n` texts of about `words` words from the words of the default corpus."""
    pool = np.array(" ".join(open_corpus().articles.text).split())
    rng = np.random.default_rng(seed)
    return [" ".join(pool[rng.integers(0, len(pool), words)]) for _ in range(n)]


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call, this process only."""
    started = time.process_time()
    work()
    return time.process_time() - started


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    """Run both in turn and print the median ratio, theirs over ours."""
    pairs = [(cpu_seconds(ours), cpu_seconds(theirs)) for _ in range(RUNS)]
    ratio = statistics.median(b / a for a, b in pairs)
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name}: {ratio:.2f} times as fast (CPU s, medians of {RUNS}: ours {a:.2f}, theirs {b:.2f})", flush=True)


def words_to_counts(texts: list[str]) -> object:
    """Our way from texts to a matrix of counts, without lemmas, as scikit-learn has none."""
    tokens = tokenise(texts)
    return make_vocabulary(tokens, langs=("fr",), lemmas=False).count(tokens)


def bench_words() -> None:
    """Text to matrix, beside scikit-learn's vectoriser with the same limits."""
    for n in (1_000, 5_000):
        texts = make_texts(n)
        vectoriser = TfidfVectorizer(min_df=5, max_df=0.5, max_features=20_000)
        compare(
            f"text to matrix, {n:,} texts",
            lambda t=texts: words_to_counts(t),
            lambda t=texts, peer=vectoriser: peer.fit_transform(t),
        )


def bench_sentences() -> None:
    """Characters a second that are split, at two sizes: linear work keeps them equal."""
    text = "\n\n".join(open_corpus().articles.text)
    for times in (1, 4):
        spent = cpu_seconds(lambda t=text * times: split_sentences(t))
        print(
            f"sentences of {len(text) * times:,} characters: {len(text) * times / spent:,.0f} characters a CPU second"
        )


def bench_start() -> None:
    """Wall seconds until the package is imported and the help stands, the best of five."""
    for name, command in (
        ("import dossier", ["-c", "import dossier"]),
        ("dossier --help", ["-m", "dossier", "--help"]),
    ):
        spent = []
        for _ in range(RUNS):
            started = time.perf_counter()
            subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)
            spent.append(time.perf_counter() - started)
        print(f"{name}: {min(spent):.2f} s")


def bench_topics() -> None:
    """Topic quality on a labelled table, where one is named."""
    named = os.environ.get("DOSSIER_BENCH_TOPICS")
    if not named:
        print("topic quality: not measured, since DOSSIER_BENCH_TOPICS names no labelled table")
        return
    subprocess.run([sys.executable, str(HERE / "topics.py"), named, "--k", "10"], check=True)


if __name__ == "__main__":
    with threadpool_limits(1):
        bench_start()
        bench_words()
        bench_sentences()
        bench_topics()
