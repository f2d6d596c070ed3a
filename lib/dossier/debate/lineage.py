"""
Quote lineage: the same utterance in several articles, whole, cut, reworded or translated.

Two quotations are one utterance where their words overlap (a cut keeps the words of its source in
order) or, across languages, where their sentence vectors say so (`dossier.debate.translation`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from rapidfuzz import fuzz

from dossier.debate.translation import LEAST_WORDS, NEAR, pair_translations
from dossier.store import derive
from dossier.voices.actors import load_actors
from dossier.voices.tables import load_quotations

if TYPE_CHECKING:
    from dossier.corpus import Corpus
    from dossier.encoder import Encoder

LITERAL = 86.0  # rapidfuzz ratio, 0 to 100: same words but for small changes
CUT = 92.0  # partial ratio: the shorter stands inside the longer
_INTERRUPTION = 60  # code points: an incise and its marks
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Lineage:
    """Groups of utterances, and what could not be looked for."""

    table: pd.DataFrame
    missed: str = ""


def trace_quotations(quotations: pd.DataFrame, *, encoder: "Encoder | None" = None, near: float = NEAR) -> Lineage:
    """
    Group quotations that are one utterance.

    Parameters
    ----------
    quotations : DataFrame
        QUOTATIONS with a column ``text`` (the quoted words); direct, mixed and post kinds are compared,
        those shorter than five words are left out.
    encoder : Encoder, optional
        Without one, translations are not found; `Lineage.missed` says so.
    near : float
        Likeness (-1 to 1) from which a pair in two languages is a translation: `pair_translations`.

    Returns
    -------
    Lineage
        ``table``: ``utterance`` (from 1), ``article_id, quotation_no, kind, voice, text, kept`` (share of
        the longest version's words that this one keeps, 0 to 1; NaN for a translation) and ``how``
        (source, same, cut, reworded, translated), only for utterances with two versions or more.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "b", "c"], "quotation_no": [1, 1, 1], "kind": ["direct"] * 3,
    ...     "voice": ["Ana Sorel"] * 3, "text": ["We will close the old mill by the river next spring",
    ...     "we will close the old mill", "The new bridge opens to carts in the autumn"]})
    >>> trace_quotations(rows).table[["utterance", "article_id", "how"]].values.tolist()
    [[1, 'a', 'source'], [1, 'b', 'cut']]
    """
    kinds = quotations["kind"].isin(["direct", "mixed", "post"])
    long = quotations["text"].map(lambda text: len(_WORDS.findall(str(text))) >= LEAST_WORDS)
    rows = quotations[kinds & long].reset_index(drop=True)
    texts = [_plain(text) for text in rows["text"]]
    pairs = _literal_pairs(texts)
    if encoder is not None and len(rows) > 1:
        groups = _join(len(rows), pairs)
        pairs |= pair_translations(rows["text"].tolist(), groups=groups, encoder=encoder, near=near)
    return Lineage(_describe(rows, texts, _join(len(rows), pairs)), _missed(encoder))


def _missed(encoder: "Encoder | None") -> str:
    return "" if encoder is not None else "translations"


def join_utterances(quotations: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """
    Give each quotation its words, and join those that a cue only interrupts.

    Parameters
    ----------
    quotations : DataFrame
        QUOTATIONS in order.
    texts : dict of str to str
        Stored text by ``article_id``.

    Returns
    -------
    DataFrame
        ``article_id, quotation_no`` (of the first part) ``, start, end, kind, voice, text``.
    """
    rows: list[dict[Any, Any]] = []
    columns = ["article_id", "quotation_no", "start", "end", "kind", "voice"]
    for row in quotations[columns].to_dict("records"):
        words = texts[row["article_id"]][row["start"] : row["end"]]
        last = rows[-1] if rows else None
        if last is not None and _goes_on(last, row):
            last.update(end=row["end"], text=f"{last['text']} {words}")
        else:
            rows.append({**row, "text": words})
    return pd.DataFrame(rows, columns=[*columns, "text"])


def _goes_on(last: Mapping[Any, Any], row: Mapping[Any, Any]) -> bool:
    near = last["article_id"] == row["article_id"] and row["start"] - last["end"] <= _INTERRUPTION
    same = last["voice"] == row["voice"] and last["kind"] == row["kind"] == "direct"
    return bool(near and same)


def load_lineage(corpus: "Corpus") -> Lineage:
    """Trace the quotations of a corpus; reused articles are versions too."""
    from dossier.encoder import load_encoder

    encoder, actors = load_encoder(folder=corpus.build_dir), load_actors(corpus.root / "actors.toml")

    def compute() -> pd.DataFrame:
        texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
        return trace_quotations(join_utterances(load_quotations(corpus), texts), encoder=encoder).table

    made_from = (corpus.fingerprint, actors.fingerprint, encoder and encoder.fingerprint)
    table = derive(corpus.build_dir, "lineage", compute, made_from=made_from)
    return Lineage(table, _missed(encoder))


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _literal_pairs(texts: Sequence[str]) -> set[tuple[int, int]]:
    pairs = set()
    for i, one in enumerate(texts):
        for j in range(i + 1, len(texts)):
            if fuzz.ratio(one, texts[j]) >= LITERAL or _is_cut(one, texts[j]):
                pairs.add((i, j))
    return pairs


def _is_cut(one: str, two: str) -> bool:
    short = one if len(one) <= len(two) else two
    return len(short.split()) >= LEAST_WORDS and len(short) >= 24 and fuzz.partial_ratio(one, two) >= CUT


def _join(count: int, pairs: set[tuple[int, int]]) -> list[int]:
    owner = list(range(count))

    def root(i: int) -> int:
        while owner[i] != i:
            i = owner[i]
        return i

    for one, two in sorted(pairs):
        low, high = sorted((root(one), root(two)))
        owner[high] = low
    return [root(i) for i in range(count)]


def _describe(rows: pd.DataFrame, texts: Sequence[str], groups: Sequence[int]) -> pd.DataFrame:
    names = ["utterance", "article_id", "quotation_no", "kind", "voice", "text", "kept", "how"]
    out: list[dict[Any, Any]] = []
    members: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    shared = [m for m in members.values() if len(m) > 1]
    for number, group_rows in enumerate(shared, 1):
        longest = max(group_rows, key=lambda i: len(texts[i]))
        for i in group_rows:
            row = rows.iloc[i]
            kept, how = _relation(texts[longest], texts[i], i == longest)
            out.append({"utterance": number, **row[["article_id", "quotation_no", "kind", "voice", "text"]].to_dict(),
                        "kept": kept, "how": how})  # fmt: skip
    return pd.DataFrame(out, columns=names)


def _relation(source: str, text: str, is_source: bool) -> tuple[float, str]:
    if is_source:
        return 1.0, "source"
    ours, theirs = set(text.split()), source.split()
    kept = sum(word in ours for word in theirs) / max(len(theirs), 1)
    if fuzz.ratio(source, text) >= 97:
        return kept, "same"
    if _is_cut(source, text):
        return kept, "cut"
    if fuzz.token_set_ratio(source, text) >= 55:
        return kept, "reworded"
    return float("nan"), "translated"
