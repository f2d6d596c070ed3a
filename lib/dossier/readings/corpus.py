"""What was read, what was left out, and which prose travels, in words computed from the findings."""

import pandas as pd

from dossier.corpus import Corpus
from dossier.findings import Finding, Prose, say
from dossier.strings import Words

SPREAD = 0.1  # a first group with less than this share of the articles leads nothing


def answer_corpus(corpus: Corpus, lengths: pd.DataFrame, words: Words) -> Prose:
    """Say how much was read: articles, outlets, languages, dates, words."""
    articles = corpus.articles
    dates = sorted(d for d in articles.published_date if d)
    langs = articles.lang.value_counts()
    answer = say(
        words, "corpus.answer" if (articles.outlet != "").any() else "corpus.answer_no_outlet", role="answer",
        n=len(articles), outlets=articles.loc[articles.outlet != "", "outlet"].nunique(),
        n_words=int(lengths.n_words.sum()), sentences=int(lengths.n_sentences.sum()),
    )  # fmt: skip
    named = [
        words("corpus.in_language", n=int(n), language=words(f"corpus.language_{lang}")) for lang, n in langs.items()
    ]
    answer += say(words, "corpus.languages", role="answer", languages=words.join(named))
    if dates:
        span = "corpus.dates" if dates[0] != dates[-1] else "corpus.date"
        answer += say(words, span, role="answer", first=words.date(dates[0]), last=words.date(dates[-1]),
                      n=int((articles.published_date == "").sum()))  # fmt: skip
    return answer


def trust_corpus(corpus: Corpus, words: Words) -> Prose:
    """Say how the corpus was put together, and how much of its catalogue was inferred."""
    kind = "quota" if corpus.settings.composition == "quota" else "collected"
    trust = say(words, f"corpus.trust_{kind}", role="trust")
    inferred = int((corpus.articles.inferred != "").sum())
    return trust + say(words, "corpus.trust_inferred", role="trust", n=inferred) if inferred else trust


def read_counts(counts: Finding, words: Words, *, group: str) -> Prose:
    """Say which group is the largest and what part of the articles it holds."""
    known = counts.table[counts.table[group] != ""].sort_values("n", ascending=False)
    total = int(counts.table.n.sum())
    if known.empty:
        return say(words, "corpus.read_counts_unknown", role="reading")
    first, name = known.iloc[0], counts.label(group, known.iloc[0][group], words)
    return say(
        words, "corpus.read_counts", role="reading", n=counts.link(first, int(first["n"]), number=float(first["n"])),
        name=name, groups=len(known), share=words.percent(int(first["n"]) / total),
    )  # fmt: skip


def read_dropped(dropped: Finding, kept: int, words: Words) -> Prose:
    """Say how many sentences were left out as web furniture, and as what most of all."""
    total = int(dropped.table.n.sum()) if len(dropped.table) else 0
    if not total:
        return say(words, "corpus.read_dropped_none", role="reading", n=kept)
    first = dropped.table.iloc[0]
    return say(
        words, "corpus.read_dropped", role="reading", n=total, kept=kept,
        reason=dropped.label("dropped", first.dropped, words), n_reason=dropped.link(first, int(first.n)),
    )  # fmt: skip


def read_reuse(links: Finding, repeats: int, words: Words) -> Prose:
    """Say how many sentences repeat others, and which two articles share most."""
    if links.table.empty:
        return say(words, "corpus.read_reuse_none", role="reading")
    first = links.table.iloc[0]
    return say(
        words, "corpus.read_reuse", role="reading", n=repeats, pairs=len(links.table),
        source=links.label("source", first.source, words), taker=links.label("taker", first.taker, words),
        most=links.link(first, int(first.n_sentences), number=float(first.n_sentences)),
    )  # fmt: skip


def title_counts(counts: Finding, words: Words, *, group: str) -> str:
    """Title: the group with most articles."""
    known = counts.table[counts.table[group] != ""].sort_values("n", ascending=False)
    if known.empty:
        return words("corpus.title_unknown")
    share = int(known.iloc[0]["n"]) / int(counts.table.n.sum())
    if len(known) > 1 and share < SPREAD:
        return words(f"corpus.title_{group}s_spread", share=words.percent(share))
    return words(f"corpus.title_{group}s", name=counts.label(group, known.iloc[0][group], words))


def blank_labels(words: Words, *groups: str) -> dict[str, dict[str, str]]:
    """Return what readers see where the catalogue is silent, as `record` takes labels."""
    return {group: {"": words("corpus.not_known")} for group in groups}


def title_labels(corpus: Corpus) -> dict[str, dict[str, str]]:
    """Return the titles of articles in the place of their names, as `record` takes labels."""
    titles = dict(zip(corpus.articles.article_id, corpus.articles.title, strict=True))
    named = {article: title or article for article, title in titles.items()}
    return {"source": named, "taker": named}
