"""
Who has the floor: each quotation goes to the candidate with the most weight of evidence, or to nobody.

A sign weighs what ``data/floor.toml`` says: weights of a softmax over the candidates of a quotation (McFadden's
conditional logit), learned from hand-marked press pages that are no part of the project and from the corpus's marks,
drawn towards plain values set by hand, and rounded so that they can be read.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.voices.evidence import Candidate, Evidence
from dossier.voices.sources import Source

if TYPE_CHECKING:
    from dossier.voices.reading import Article, Found, Sentence

_DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """
    Return the weight of every sign.

    Examples
    --------
    >>> weights = load_weights()
    >>> weights["incise"] > weights["governed"]
    True
    """
    with (_DATA / "floor.toml").open("rb") as file:
        return dict(tomllib.load(file)["weights"])


def weigh(signs: Iterable[str]) -> float:
    """
    Sum of the weights of signs; an unknown sign weighs nothing.

    Examples
    --------
    >>> weigh(["no such sign"])
    0.0
    """
    weights = load_weights()
    return float(sum(weights.get(sign, 0.0) for sign in signs))


def give_floor(article: "Article", found: "Found", sentences: Sequence["Sentence"], number: int) -> Candidate | None:
    """
    Whoever says the quotation numbered `number`, which lies in `sentences`; None where nobody outweighs them.

    A pronoun that may stand for several people goes to the one who spoke before; where none did, it is unknown.
    """
    evidence = Evidence(article, found, sentences, number)
    ranked = sorted(evidence.held.values(), key=lambda candidate: -weigh(candidate.signs))
    if not ranked or weigh(ranked[0].signs) < weigh(evidence.nobody()):
        return None
    rivals = [candidate for candidate in ranked if "maybe" in candidate.signs]
    if len(rivals) > 1 and rivals[0] is ranked[0] and not any(_had_floor(candidate) for candidate in rivals):
        return Candidate(Source("", "unknown", tuple(c.source.voice for c in rivals)), cue=rivals[0].cue)
    return ranked[0]


def _had_floor(candidate: Candidate) -> bool:
    return any(sign.startswith("floor") for sign in candidate.signs)
