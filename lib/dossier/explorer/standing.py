"""What stands in a report where the lab has a desk: tables, within what rights allow."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dossier.corpus import Corpus
from dossier.explorer.context import join_evidence, list_margin
from dossier.explorer.map_drawing import count_squares, name_topic_keys
from dossier.explorer.mapping import group_points, place_points
from dossier.explorer.topic_views import list_topics
from dossier.figures import show_sentences, show_table
from dossier.findings import Prose, quotable_sentences, say
from dossier.findings.tables import Shown
from dossier.schema import SENTENCE_KEY
from dossier.strings import Words
from dossier.topics import Topics

KEY = list(SENTENCE_KEY)


def list_codes(units: pd.DataFrame) -> pd.DataFrame:
    """Return the highest probability of any theme for each sentence: what decides which ones may be shown."""
    probabilities = [name for name in units.columns if name.endswith("_p")]
    best = units[probabilities].max(axis=1) if probabilities else 0.0
    return units[KEY].assign(probability=best)


def keep_quotable(
    rows: pd.DataFrame, units: pd.DataFrame, *, corpus: Corpus, sentences: pd.DataFrame
) -> tuple[pd.DataFrame, int]:
    """
    Return the rows whose sentence a report may show, and how many are held back.

    Of an article that may not be republished, five sentences by a fixed rule: a concordance must not show more.
    """
    allowed = quotable_sentences(corpus.articles, sentences, codes=list_codes(units))
    kept = rows.merge(allowed, on=KEY, how="inner")
    return kept, len(rows) - len(kept)


def stand_in_reader(
    kept: pd.DataFrame, units: pd.DataFrame, *, corpus: Corpus, sentences: pd.DataFrame, words: Words,
    names: Mapping[str, str],
) -> Sequence[Shown | Prose]:  # fmt: skip
    """Return the first sentences of a selection that may be shown, with their themes and evidence."""
    shown, withheld = keep_quotable(kept, units, corpus=corpus, sentences=sentences)
    first = (shown if len(shown) else kept).head(12)
    rows = first[[*KEY, "voice"]].assign(note=list_margin(first, names=names), evidence=join_evidence(first))
    table = show_sentences(rows, articles=corpus.articles, sentences=sentences, words=words,
                           codes=list_codes(units), caption=words("explorer.caption_found"))  # fmt: skip
    return [table, say(words, "explorer.withheld_sentences", n=withheld)] if withheld else [table]


def stand_in_coder(progress: pd.DataFrame, words: Words, *, names: Mapping[str, str]) -> Sequence[Shown]:
    """Return who coded how many sentences, and with what."""
    caption = words("explorer.caption_coded")
    return [show_table(progress.rename(columns=dict(names)), words=words, caption=caption)]


def stand_in_topics(topics: Topics, units: pd.DataFrame, *, corpus: Corpus, words: Words) -> Sequence[Shown | Prose]:
    """Return the topics as a table, and their map as one; or why there are none."""
    if topics.refused:
        return [say(words, "explorer.no_topics", reason=topics.reason)]
    points = place_points(topics, units, corpus=corpus)
    groups = group_points(points, "topic", names=name_topic_keys(topics.topics), words=words)
    map_caption = words("explorer.caption_squares", n=len(points))
    return [
        show_table(list_topics(topics), words=words, caption=words("explorer.caption_topics")),
        show_table(count_squares(points, groups), words=words, caption=map_caption, limit=12),
    ]
