"""The words that give web furniture away: ``data/furniture.toml`` as compiled rules."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dossier.sentences.lexicon import load_data

_EDGES = re.compile(r"^[^\w(\[©@#+♬]+|[\s|>›»«:•·*_#—–-]+$")
_MOST_WORDS = 90  # of a sentence, where a table of the file gives no other number
_FEW_WORDS = 4  # up to which a line may end in a full stop and still be no sentence
_PLACES = ("line", "start", "sentence", "anywhere")


@dataclass(frozen=True)
class Rule:
    """One table of the file: `where` it holds, at how many `words`; does it `end` the article?"""

    reason: str
    where: str
    pattern: re.Pattern[str]
    words: int
    ends: bool
    ended: bool

    def fits(self, plain: str, *, alone: bool) -> bool:
        """Whether a sentence in its plain form, `alone` on its line or not, is furniture by this rule."""
        words = plain.count(" ") + 1
        running = plain.endswith(".") and words > _FEW_WORDS and not self.ended
        if words > self.words or running or (self.where in ("line", "start") and not alone):
            return False
        if self.where == "line":
            return bool(self.pattern.fullmatch(plain))
        if self.where == "anywhere":
            return bool(self.pattern.search(plain))
        return bool(self.pattern.match(plain))


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """
    Return the rules in the order of the file; the first that fits gives the reason.

    Examples
    --------
    >>> from dossier.schema import DROP_REASONS
    >>> {rule.reason for rule in load_rules()} <= set(DROP_REASONS)
    True
    """
    rules = []
    for table in load_data("furniture")["rule"]:
        if table["where"] not in _PLACES:
            raise ValueError(f"furniture.toml: where is {table['where']!r}, not one of {_PLACES}")
        pattern = re.compile("|".join(f"(?:{p})" for p in table["patterns"]))
        words, flags = table.get("words", _MOST_WORDS), [table.get(name, False) for name in ("ends", "ended")]
        rules.append(Rule(table["reason"], table["where"], pattern, words, *flags))
    return tuple(rules)


def plain_form(sentence: str) -> str:
    """
    Return a sentence as the rules see it.

    Examples
    --------
    >>> plain_form("  • Partager l’article\u00a0!  ")
    "partager l'article !"
    """
    text = sentence.lower().replace("’", "'").replace("…", "...")
    return " ".join(_EDGES.sub("", " ".join(text.split())).split())


@lru_cache(maxsize=8192)
def find_rule(plain: str, *, alone: bool) -> Rule | None:
    """
    Return the first rule that a sentence in its plain form falls under, or None.

    Examples
    --------
    >>> find_rule("temps de lecture : 3 min", alone=True).reason
    'reading-time'
    >>> find_rule("le temps de lecture diminue chez les jeunes.", alone=True) is None
    True
    """
    return next((rule for rule in load_rules() if rule.fits(plain, alone=alone)), None)
