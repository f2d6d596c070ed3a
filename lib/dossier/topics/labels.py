"""
Names of topics: proposed from their distinctive terms, edited by the reader in ``topics.toml``, kept through refits.

A name in the file is known again by its words: new topics are matched to the named ones, and a name goes to
the topic that shares enough of them.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from dossier.errors import DossierError
from dossier.store import write_atomically
from dossier.topics.quality import RETURNS

MOST_PARTS = 9  # that a topic can be cut in
_PARTS = 3  # terms of a proposed name
_HEAD = """\
# Names of topics. Change a label as you like; leave the words, by which the topic is known again after a refit.
# Topics of one label are one topic; "parts = 2" cuts a topic in two.
"""


@dataclass(frozen=True)
class Label:
    """A topic's name, the words by which it is known again, and in how many parts it is cut."""

    label: str
    words: tuple[str, ...]
    parts: int = 1


def propose_label(words: Sequence[str], phrases: Sequence[str]) -> str:
    """
    Join a topic's most telling terms: phrases that hold one of its words first, then words that they leave.

    Examples
    --------
    >>> propose_label(["pont", "travaux", "fermeture"], ["pont suspendu", "place du marché"])
    'pont suspendu, travaux, fermeture'
    """
    parts: list[str] = []
    telling = [phrase for phrase in phrases if any(word.lower() in phrase.lower().split() for word in words)]
    for term in (*telling[:2], *words):
        taken = {word for part in parts for word in part.lower().replace("-", " ").replace("'", " ").split()}
        own = set(term.lower().replace("-", " ").replace("'", " ").split())
        if not own & taken:
            parts.append(term)
    return ", ".join(parts[:_PARTS])


def load_labels(path: Path) -> tuple[Label, ...]:
    """
    Read ``topics.toml``; no file means no names.

    Raises
    ------
    DossierError
        If it is no TOML or an entry lacks its label or words, with the file and which.
    """
    if not path.is_file():
        return ()
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("topic", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DossierError(f"not a TOML file that can be read ({fault}): correct it or remove it.", path=path) from None
    labels = []
    for number, entry in enumerate(entries, start=1):
        label, words = entry.get("label"), entry.get("words")
        if not isinstance(label, str) or not isinstance(words, list) or not all(isinstance(w, str) for w in words):
            raise DossierError(f"topic {number} needs a label and a list of words.", path=path)
        parts = entry.get("parts", 1)
        if type(parts) is not int or not 1 <= parts <= MOST_PARTS:
            raise DossierError(f"topic {number} can be cut in 2 to {MOST_PARTS} parts: parts = 2.", path=path)
        labels.append(Label(label, tuple(words), parts))
    return tuple(labels)


def match_labels(labels: Sequence[Label], topics: Sequence[Sequence[str]]) -> list[str]:
    """
    Return the name kept for each topic, empty where none fits.

    Parameters
    ----------
    labels : sequence of Label
    topics : sequence of sequence of str
        First words of each topic.

    Examples
    --------
    >>> named = [Label("Ponts", ("pont", "quai", "fleuve"))]
    >>> match_labels(named, [["four", "pain", "sel"], ["pont", "quai", "rive"]])
    ['', 'Ponts']
    """
    return [label.label if label else "" for label in find_labels(labels, topics)]


def find_labels(labels: Sequence[Label], topics: Sequence[Sequence[str]]) -> list[Label | None]:
    """Return the label that each topic is known by, as `match_labels` does its name; None where none fits."""
    kept: list[Label | None] = [None] * len(topics)
    if not labels or not topics:
        return kept
    overlap = np.array([[_jaccard(label.words, words) for label in labels] for words in topics])
    for topic, place in zip(*linear_sum_assignment(-overlap), strict=True):
        if overlap[topic, place] >= RETURNS:
            kept[topic] = labels[place]
    return kept


def _jaccard(left: Sequence[str], right: Sequence[str]) -> float:
    a, b = {word.lower() for word in left}, {word.lower() for word in right}
    return len(a & b) / max(len(a | b), 1)


def write_labels(labels: Sequence[Label], path: Path) -> None:
    """Write ``topics.toml`` for the reader to edit; an existing file is replaced."""
    entries = [f"\n[[topic]]\nlabel = {_quoted(label.label)}\nwords = [{', '.join(map(_quoted, label.words))}]\n"
               + (f"parts = {label.parts}\n" if label.parts > 1 else "")
               for label in labels]  # fmt: skip
    write_atomically(path, lambda draft: draft.write_text(_HEAD + "".join(entries), encoding="utf-8"))  # type: ignore[arg-type]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
