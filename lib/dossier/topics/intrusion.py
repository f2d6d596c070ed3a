"""
Tasks that tell whether people see what the model found: which word, or which topic, does not belong?

Chang et al., "Reading tea leaves: how humans interpret topic models", NeurIPS 2009.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

_SHOWN = 5  # words of the topic beside the intruder


def make_word_tasks(words: Sequence[Sequence[str]], *, seed: int = 0) -> pd.DataFrame:
    """
    Make one word intrusion task a topic: five of its words and one that belongs to another topic only.

    Parameters
    ----------
    words : sequence of sequence of str
        Ranked words of each topic, twenty or so.
    seed : int
        Order of words and tasks.

    Returns
    -------
    DataFrame
        ``task`` (from 1), ``topic`` (from 1), ``choices`` (joined by `` | ``), ``intruder``; no row for one topic.

    Examples
    --------
    >>> tasks = make_word_tasks([["pont", "quai", "rive", "eau", "crue"], ["pain", "four", "sel", "blé", "mie"]])
    >>> len(tasks), tasks["intruder"][0] in tasks["choices"][0].split(" | ")
    (2, True)
    """
    random = np.random.default_rng(seed)
    rows = []
    for topic, own in enumerate(words):
        foreign = [word for other, ranked in enumerate(words) if other != topic
                   for word in ranked[:_SHOWN] if sum(word in listed for listed in words) == 1]  # fmt: skip
        if foreign:
            intruder = str(random.choice(foreign))
            rows.append((topic + 1, _mixed([*own[:_SHOWN], intruder], random), intruder))
    return _tasks(rows, ["topic", "choices", "intruder"], random)


def make_topic_tasks(
    texts: Sequence[str], shares: npt.NDArray[np.float64], labels: Sequence[str], *, n: int = 10, seed: int = 0
) -> pd.DataFrame:
    """
    Make topic intrusion tasks: a text, its three first topics and the one that it has least of.

    Parameters
    ----------
    texts : sequence of str
    shares : array, shape (n_texts, n_topics)
    labels : sequence of str
        What the reader sees of each topic.
    n : int
        Tasks; texts are drawn among the quarter whose third topic weighs most, since three must fit.
    seed : int

    Returns
    -------
    DataFrame
        ``task``, ``row`` (place of the text), ``text``, ``choices``, ``intruder``; no row below four topics.
    """
    random = np.random.default_rng(seed)
    columns = ["row", "text", "choices", "intruder"]
    if shares.shape[1] < 4 or not len(texts):
        return _tasks([], columns, random)
    apart = np.sort(shares, axis=1)
    apart = apart[:, -3] - apart[:, 0]
    fit = np.flatnonzero(apart >= np.quantile(apart, 0.75))
    rows = []
    for row in np.sort(random.choice(fit, min(n, len(fit)), replace=False)).tolist():
        order = np.argsort(-shares[row], kind="stable")
        intruder = labels[int(order[-1])]
        rows.append((row, texts[row], _mixed([*(labels[i] for i in order[:3]), intruder], random), intruder))
    return _tasks(rows, columns, random)


def _mixed(choices: list[str], random: np.random.Generator) -> str:
    return " | ".join(str(choice) for choice in random.permutation(choices))


def _tasks(rows: Sequence[tuple[object, ...]], columns: list[str], random: np.random.Generator) -> pd.DataFrame:
    frame = pd.DataFrame([rows[i] for i in random.permutation(len(rows))], columns=columns)
    frame.insert(0, "task", range(1, len(frame) + 1))
    return frame


def score_answers(tasks: pd.DataFrame, answers: Mapping[int, str]) -> dict[str, float]:
    """
    Score a reader's answers, task number to choice; a task without an answer is left out of the share.

    Returns
    -------
    dict
        ``answered``, ``right``, ``share`` (0 to 1, nan without answers) and ``chance`` (share by guessing).

    Examples
    --------
    >>> tasks = pd.DataFrame({"task": [1, 2], "choices": ["a | b", "c | d"], "intruder": ["b", "c"]})
    >>> score_answers(tasks, {1: "b", 2: "d"})
    {'answered': 2, 'right': 1, 'share': 0.5, 'chance': 0.5}
    """
    known = tasks[tasks["task"].isin(list(answers))]
    right = sum(answers[task] == intruder for task, intruder in zip(known["task"], known["intruder"], strict=True))
    chance = (
        float(np.mean([1 / len(choices.split(" | ")) for choices in known["choices"]])) if len(known) else float("nan")
    )
    share = right / len(known) if len(known) else float("nan")
    return {"answered": len(known), "right": int(right), "share": share, "chance": chance}
