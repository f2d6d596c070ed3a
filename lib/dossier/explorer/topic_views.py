"""Topics read, named, joined, cut and compared."""

from collections.abc import Sequence

import pandas as pd

from dossier.corpus import Corpus
from dossier.errors import UsageError
from dossier.topics import Topics, load_topics, save_labels
from dossier.topics.labels import Label, load_labels, write_labels
from dossier.topics.views import borderline_segments, near_topics, typical_segments

READ = 6  # segments shown of a topic


def list_topics(topics: Topics) -> pd.DataFrame:
    """Return one row a topic: ``topic, label, words, segments, returns`` (share of draws in which it came back)."""
    words = [", ".join(topics.words(number, n=8)) for number in topics.topics.topic]
    return topics.topics[["topic", "label"]].assign(
        words=words, segments=topics.topics.segments, returns=topics.topics.returns
    )


def read_topic(topics: Topics, number: int, *, borderline: bool = False, n: int = READ) -> pd.DataFrame:
    """
    Return the segments of a topic to read: the most typical, or those that could as well be another's.

    Raises
    ------
    UsageError
        If there is no such topic.
    """
    check_topic(topics, number)
    table = (borderline_segments if borderline else typical_segments)(topics, n=n)
    return table[table.topic == number].reset_index(drop=True)


def check_topic(topics: Topics, number: int) -> None:
    """Raise UsageError if there is no topic of that number."""
    if number not in set(topics.topics.topic):
        raise UsageError(f"no topic {number}: there are topics 1 to {len(topics.topics)}.")


def name_topics(corpus: Corpus, topics: Topics, numbers: Sequence[int], label: str) -> Topics:
    """
    Give topics a name, kept in ``topics.toml`` and through refits; several of one name become one topic.

    Returns
    -------
    Topics
        As every notebook will read them from now on; numbered anew where some were joined.

    Raises
    ------
    UsageError
        If there is no such topic, or no name.
    """
    for number in numbers:
        check_topic(topics, number)
    if not label.strip():
        raise UsageError("give the topic a name.")
    save_labels(corpus, topics)
    own = {words for number, words in topics.origins if number in numbers}
    labels = [Label(label.strip(), old.words) if old.words in own and old.parts == 1 else old
              for old in load_labels(corpus.root / "topics.toml")]  # fmt: skip
    return _write(corpus, labels)


def _write(corpus: Corpus, labels: Sequence[Label]) -> Topics:
    write_labels(labels, corpus.root / "topics.toml")
    return load_topics(corpus)


def cut_topic(corpus: Corpus, topics: Topics, number: int, *, parts: int = 2) -> Topics:
    """
    Cut a topic in parts, kept in ``topics.toml``: its own segments are fitted anew.

    Raises
    ------
    UsageError
        If there is no such topic, it was joined or cut already, or it falls into no parts.
    """
    check_topic(topics, number)
    own = [(words, cut) for (now, words), cut in zip(topics.origins, topics.cuts, strict=True) if now == number]
    if len(own) > 1 or own[0][1] is not None:
        raise UsageError("this topic was joined or cut already: put it back as it was first.")
    save_labels(corpus, topics)
    label = topics.topics.set_index("topic").label[number]
    before = load_labels(corpus.root / "topics.toml")
    rest = [old for old in before if old.words != own[0][0]]
    found = _write(corpus, [*rest, Label(label, own[0][0], parts)])
    if len(found.topics) == len(topics.topics):
        _write(corpus, before)
        raise UsageError(f"topic {number} falls into no {parts} parts: it has too few segments.")
    return found


def restore_topic(corpus: Corpus, topics: Topics, number: int) -> Topics:
    """
    Put a topic that was joined, cut or named back as it was found.

    Raises
    ------
    UsageError
        If there is no such topic.
    """
    check_topic(topics, number)
    both = list(zip(topics.origins, topics.cuts, strict=True))
    cuts = {cut for (now, _), cut in both if now == number and cut is not None}
    gone = {words for (now, words), cut in both if now == number or cut in cuts}
    save_labels(corpus, topics)
    labels = load_labels(corpus.root / "topics.toml")
    return _write(corpus, [old for old in labels if old not in cuts and (old.words not in gone or old.parts > 1)])


def list_near(topics: Topics, number: int, *, n: int = 3) -> pd.DataFrame:
    """Return the topics most like one: ``near, label, likeness`` (cosine, 0 to 1)."""
    check_topic(topics, number)
    near = near_topics(topics)
    near = near[near.topic == number].head(n)
    labels = topics.topics.set_index("topic").label
    return pd.DataFrame({"near": near.other, "label": near.other.map(labels), "likeness": near.likeness})
