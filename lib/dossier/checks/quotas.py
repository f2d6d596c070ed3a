"""What a corpus chosen by quota promises in ``[quota]`` of its ``corpus.toml``, held against what it holds."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from dossier.corpus import Corpus
from dossier.readers.settings import Quota

_WORD = re.compile(r"[^\W_]+")


def quota_faults(corpus: Corpus) -> Iterator[str]:
    """
    Yield each promise that is not kept, in one sentence; nothing where the settings promise nothing.

    Themes and stances are those of ``annotations/agreed.csv``: an article counts once for each theme and stance
    that any of its sentences has there.
    """
    quota, articles = corpus.settings.quota, corpus.articles
    yield from _size_faults(quota, articles)
    wanted = {"articles": quota.articles, "outlets": quota.outlets}
    found = {"articles": len(articles), "outlets": articles["outlet"][articles["outlet"] != ""].nunique()}
    for lang, number in quota.languages.items():
        wanted[f"articles in {lang}"], found[f"articles in {lang}"] = number, int((articles["lang"] == lang).sum())
    held = _read_stances(corpus.root / "annotations" / "agreed.csv")
    with_theme = {article for carriers in held.values() for article in carriers}
    wanted["articles without a theme"] = quota.without_theme
    found["articles without a theme"] = int((~articles["article_id"].isin(with_theme)).sum())
    for theme, stances in quota.themes.items():
        for stance, number in stances.items():
            name = f"articles in which {theme} is argued as {stance}"
            wanted[name], found[name] = number, len(held[theme, stance])
    for name, number in wanted.items():
        if found[name] < number:
            yield f"{found[name]} {name} where [quota] promises {number}."
    if quota.shared_words:
        yield from find_shared_prose(articles, words=quota.shared_words)


def _size_faults(quota: Quota, articles: pd.DataFrame) -> Iterator[str]:
    for article, text in zip(articles["article_id"], articles["text"], strict=True):
        n_words = len(text.split())
        if n_words < quota.shortest or (quota.longest and n_words > quota.longest):
            limits = f"{quota.shortest} to {quota.longest}" if quota.longest else f"at least {quota.shortest}"
            yield f"{article} has {n_words} words where [quota] promises {limits}."


def _read_stances(path: Path) -> dict[tuple[str, str], set[str]]:
    """Articles that carry each theme and stance; a file at fault is told elsewhere and gives none."""
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    try:
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True))
    except (OSError, UnicodeDecodeError):
        return held
    for row in rows:
        if row.get("theme"):
            held[row["theme"], row.get("stance") or ""].add(row.get("article_id") or "")
    return held


def find_shared_prose(articles: pd.DataFrame, *, words: int) -> Iterator[str]:
    """
    Yield a sentence for each pair of articles that share a run of so many words, titles excepted.

    Examples
    --------
    >>> texts = ["The mayor closes the old bridge on Monday.", "On Sunday the mayor closes the old bridge."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "title": ["", ""], "text": texts})
    >>> list(find_shared_prose(articles, words=6))
    ["b shares 'the mayor closes the old bridge' with a: write it in other words."]
    """
    owner: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for article, title, text in zip(articles["article_id"], articles["title"], articles["text"], strict=True):
        named = set(_iter_runs(title, words))
        for run in _iter_runs(text, words):
            first = owner.setdefault(run, article)
            if first != article and run not in named and (first, article) not in told:
                told.add((first, article))
                yield f"{article} shares {run!r} with {first}: write it in other words."


def _iter_runs(text: str, words: int) -> Iterator[str]:
    found = _WORD.findall(text.lower())
    return (" ".join(found[i : i + words]) for i in range(len(found) - words + 1))
