"""What is talked about, and how firmly, in words computed from the findings."""

import pandas as pd

from dossier.findings import Finding, Prose, say
from dossier.readings.common import highest, list_rows, lower_first
from dossier.strings import Words
from dossier.topics import Topics

WORDS_SHOWN = 8


def topic_labels(topics: Topics) -> dict[str, dict[int, str]]:
    """Return the names of the topics, as `record` takes labels."""
    return {"topic": {int(row.topic): str(row.label) for row in list_rows(topics.topics)}}


def answer_topics(topics: Topics, words: Words) -> Prose:
    """Say how many topics there are, which leads, and how many come back when articles are drawn anew."""
    if topics.refused:
        return say(words, "found.answer_refused", role="answer", reason=topics.reason)
    firm = topics.topics[topics.topics.stable]
    answer = say(words, "found.answer", role="answer", n=len(topics.topics), stable=len(firm))
    if firm.empty:
        return answer + say(words, "found.answer_none_firm", role="answer")
    if len(topics.topics) == 1:
        return answer + say(words, "found.answer_one", role="answer", label=firm.iloc[0].label)
    first = firm.sort_values("share", ascending=False).iloc[0]
    return answer + say(words, "found.answer_first", role="answer", label=first.label,
                        share=words.percent(float(first["share"])))  # fmt: skip


def trust_topics(topics: Topics, words: Words) -> Prose:
    """Say of what the topics are made, and that a topic is found and not defined."""
    return say(words, "found.trust", role="trust", n=len(topics.segments))


def topic_rows(units: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of the segments that each topic leads: ``topic, article_id, sentence_no``."""
    return units.loc[units.topic != 0, ["topic", "article_id", "sentence_no"]].reset_index(drop=True)


def show_words(topics: Topics, words: Words) -> pd.DataFrame:
    """Return one row a topic: its first words and terms of several words, and how often it comes back."""
    rows = []
    for row in list_rows(topics.topics):
        phrases = topics.phrases.loc[topics.phrases.topic == row.topic, "term"].head(4).tolist()
        terms = ", ".join(topics.words(row.topic, n=WORDS_SHOWN))
        rows.append((row.topic, terms, ", ".join(phrases), row.share, words.percent(row.returns)))
    return pd.DataFrame(rows, columns=["topic", "words", "phrases", "share", "returns"])


def mark_unstable(topics: Topics, words: Words) -> pd.DataFrame:
    """Return the topics with a column ``weak``: empty, or that the topic comes back in under half of the draws."""
    weak = [
        "" if stable else words("found.unstable", share=words.percent(returns))
        for stable, returns in zip(topics.topics.stable, topics.topics.returns, strict=True)
    ]
    return topics.topics.assign(weak=weak).sort_values(["share", "topic"], ascending=[False, True], ignore_index=True)


def title_topics(found: Finding, words: Words) -> str:
    """Title: the largest topic that comes back."""
    firm = found.table[found.table.weak == ""] if len(found.table) else found.table
    if firm.empty:
        return words("found.title_none")
    if len(found.table) == 1:
        return words("found.title_one")
    return words("found.title", label=found.label("topic", firm.iloc[0].topic, words))


def read_topics(found: Finding, words: Words) -> Prose:
    """Say what part the largest topic holds, and which topics are not to be headlined."""
    if found.table.empty:
        return say(words, "found.read_none", role="reading")
    first = found.table.iloc[0]
    weak = int((found.table.weak != "").sum())
    return say(words, "found.read", role="reading", label=found.label("topic", first.topic, words), n=weak,
               share=found.link(first, words.percent(float(first["share"])), number=float(first["share"])))  # fmt: skip


def read_curve(curve: pd.DataFrame, words: Words) -> Prose:
    """Say which number of topics is recommended and what speaks for it."""
    chosen = curve[curve.recommended.astype(bool)] if len(curve) else curve
    if chosen.empty:
        return say(words, "found.read_curve_none", role="reading")
    said = [say(words, "found.read_curve", role="reading", n=int(row.k), stable=int(row.stable),
                tried=int((curve.lang == row.lang).sum()), lang=words(f"found.lang_{row.lang or 'all'}"))
            for row in list_rows(chosen)]  # fmt: skip
    return sum(said[1:], said[0])


def read_lift(lift: Finding, words: Words) -> Prose:
    """Say which theme is most at home in which topic, and which topics carry none."""
    known = lift.table.dropna(subset=["lift"])
    known = known[known.n >= 5]
    if known.empty:
        return say(words, "found.read_lift_none", role="reading")
    most = highest(known, "lift")
    bare = lift.table.groupby("topic")["share"].max()
    missed = [lift.label("topic", topic, words) for topic in bare[bare < 0.05].index]
    reading = say(
        words, "found.read_lift", role="reading", theme=lift.label("theme", most.theme, words),
        topic=lower_first(lift.label("topic", most.topic, words)), lift=words.number(float(most.lift), digits=1),
        n=lift.link(most, int(most.n)),
    )  # fmt: skip
    return reading + say(words, "found.read_missed", role="reading", topics=words.join(missed)) if missed else reading


def title_lift(lift: Finding, words: Words) -> str:
    """Title: the theme most at home in one topic."""
    known = lift.table[lift.table.n >= 5].dropna(subset=["lift"])
    if known.empty:
        return words("found.title_lift_none")
    most = highest(known, "lift")
    return words("found.title_lift", theme=lift.label("theme", most.theme, words),
                 topic=lift.label("topic", most.topic, words))  # fmt: skip


def read_years(by_year: Finding, words: Words) -> Prose:
    """Say which topic moves most between years."""
    if by_year.table.empty or by_year.table.year.nunique() < 2:
        return say(words, "themes.read_year_none", role="reading")
    spread = by_year.table.groupby("topic")["share"].agg(lambda s: s.max() - s.min())
    topic = spread.idxmax()
    rows = by_year.table[by_year.table.topic == topic].sort_values("share")
    low, high = rows.iloc[0], rows.iloc[-1]
    return say(
        words, "found.read_years", role="reading", label=by_year.label("topic", topic, words), high=high.year,
        low=low.year, share_high=words.percent(float(high["share"])), share_low=words.percent(float(low["share"])),
    )  # fmt: skip


def title_years(by_year: Finding, words: Words) -> str:
    """Title: the topic that moves most between years."""
    if by_year.table.empty or by_year.table.year.nunique() < 2:
        return words("themes.title_year_none")
    spread = by_year.table.groupby("topic")["share"].agg(lambda s: s.max() - s.min())
    return words("found.title_years", label=by_year.label("topic", spread.idxmax(), words))
