"""The topics of a corpus: found once, kept under ``build/``, read by every notebook without a fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.corpus import Corpus
from dossier.store import derive, digest
from dossier.topics.editing import Fold, edit_topics
from dossier.topics.finding import find_topics
from dossier.topics.folding import place_texts
from dossier.topics.labels import Label, find_labels, load_labels, write_labels
from dossier.topics.quality import TOP
from dossier.topics.segments import load_segments

LABELS_FILE = "topics.toml"
_PARTS = ("topics", "terms", "phrases", "memberships", "curve", "model", "leads", "reason")


@dataclass(frozen=True)
class Topics:
    """
    The topics of a corpus.

    Parameters
    ----------
    segments : DataFrame
        As of `load_segments`, with ``topic`` (first topic, from 1; 0 where the segment holds no term).
    topics : DataFrame
        One row a topic: ``topic``, ``lang``, ``label``, ``named`` (by the reader), ``segments`` (that it leads),
        ``share`` (of all segments, 0 to 1), ``returns`` (share of bootstraps of articles in which it came back),
        ``stable`` (half or more), ``npmi`` (own segments, -1 to 1).
    terms, phrases : DataFrame
        Form `dossier.schema.TOPIC_TERMS`; terms of one word by relevance, and of several by lift.
    memberships : DataFrame
        Form `dossier.schema.MEMBERSHIPS`; rows are places in `segments`.
    curve : DataFrame
        Numbers of topics tried for each ``lang``, see `trace_numbers`; empty where the number was given.
    model : DataFrame
        The fitted model, by which new texts are placed.
    reason : str
        Which model, and why; or why there are no topics.
    origins, cuts : tuple
        For each topic before topics of one name were joined: its number now and its first words; and the label that
        cut it from another, if one did. See `editing`.
    fold : callable, optional
        Shares of the fitted topics and texts to shares of the topics as the reader has drawn them.
    """

    segments: pd.DataFrame
    topics: pd.DataFrame
    terms: pd.DataFrame
    phrases: pd.DataFrame
    memberships: pd.DataFrame
    curve: pd.DataFrame
    model: pd.DataFrame
    reason: str
    origins: tuple[tuple[int, tuple[str, ...]], ...] = ()
    cuts: tuple[Label | None, ...] = ()
    fold: Fold | None = None

    @property
    def refused(self) -> bool:
        """Whether the corpus carries no topics; `reason` says why."""
        return self.topics.empty

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """Shares of topics in segments, shape (n_segments, n_topics)."""
        wide = self.memberships["share"].to_numpy(dtype=np.float64)
        return wide.reshape(len(self.segments), -1) if len(wide) else np.zeros((len(self.segments), 0))

    def words(self, topic: int, *, n: int = TOP) -> list[str]:
        """Return the first words of one topic, numbered from 1."""
        found: list[str] = self.terms.loc[self.terms["topic"] == topic, "term"].head(n).tolist()
        return found

    def place(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return the shares of new texts, shape (n_texts, n_topics), without moving the model."""
        shares = place_texts(self.model, texts)
        return shares if self.fold is None else self.fold(shares, texts)


def load_topics(corpus: Corpus, *, k: int | None = None, names: bool = False) -> Topics:
    """
    Find the topics of a corpus, or read them where they are kept.

    Parameters
    ----------
    corpus : Corpus
    k : int, optional
        Number of topics; recommended from the curve where not given.
    names : bool
        Whether names may stand among the terms: without them topics are about matters, with them about cases too.

    Returns
    -------
    Topics
        With empty tables and a reason where the corpus is too small.
    """
    segments = load_segments(corpus)
    found = cache(lambda: find_topics(segments, k=k, names=names))
    kind = f"topics-{'auto' if k is None else k}{'-names' if names else ''}"
    kept = {part: derive(corpus.build_dir, f"{kind}-{part}", lambda part=part: found()[part],  # type: ignore[misc]
                         made_from=(corpus.fingerprint, k, names)) for part in _PARTS}  # fmt: skip
    topics = kept["topics"].copy()
    topics.insert(3, "named", np.zeros(len(topics), dtype=bool))
    segments = segments.assign(topic=kept["leads"]["topic"].to_numpy())
    reason = " ".join(f"{lang}: {why}" if lang else why for lang, why in kept["reason"][["lang", "reason"]].to_numpy())
    fitted = Topics(segments, topics, kept["terms"], kept["phrases"], kept["memberships"], kept["curve"],
                    kept["model"], reason)  # fmt: skip

    def fit(own: pd.DataFrame, label: Label) -> dict[str, pd.DataFrame]:
        parts = cache(lambda: find_topics(own, k=label.parts, names=names))
        name = f"topics-cut-{digest(label.words)}"
        return {part: derive(corpus.build_dir, f"{name}-{part}", lambda part=part: parts()[part],  # type: ignore[misc]
                             made_from=(corpus.fingerprint, k, names, label.words, label.parts))
                for part in ("topics", "terms", "phrases", "model")}  # fmt: skip

    return fitted if fitted.refused else edit_topics(fitted, load_labels(labels_path(corpus)), fit=fit)


def labels_path(corpus: Corpus) -> Path:
    """Return where the reader's names of topics are kept."""
    return corpus.root / LABELS_FILE


def save_labels(corpus: Corpus, topics: Topics) -> Path:
    """
    Write the topics' names to the corpus's ``topics.toml`` for the reader to edit, and return its path.

    Names and cuts that the reader has given are kept; a name whose topic is gone is kept too, in case it comes back.
    """
    path = labels_path(corpus)
    known = topics.topics.set_index("topic")["label"]
    drawn = topics.origins or [(number, tuple(topics.words(number))) for number in topics.topics["topic"]]
    now = [Label(known[number], words) for number, words in drawn]
    before = load_labels(path)
    matched = find_labels([label for label in before if label.parts == 1], [label.words for label in now])
    write_labels([*now, *(label for label in before if label not in matched and label not in now)], path)
    return path
