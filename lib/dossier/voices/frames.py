"""What a cue reports: a clause, an infinitive, an object, a question or a quotation, by the words that follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dossier.voices.clauses import Reader
from dossier.voices.phrases import Phrase
from dossier.voices.tokens import QUOTE

CLAUSE, OBJECT, INFINITE, ASKED, QUOTED = "clause", "object", "infinitive", "question", "quote"
TRAILING, ASIDE, BARE = "trailing", "aside", "bare"
_INFINITIVE_ENDINGS = ("er", "ir", "re", "oir")
_VERBAL = ("vérifier", "modifier", "confier", "publier")
_REACH = 12


@dataclass(frozen=True)
class Cue:
    """
    A cue in a tokenised sentence: tokens `first` to `last` (exclusive), whose content starts at `content`.

    `subject` is None where the sentence names nobody; `inverted` where the subject follows the verb.
    """

    first: int
    last: int
    lemma: str
    frame: str
    content: int
    subject: Phrase | None
    inverted: bool = False


def after_adverbs(reader: Reader, at: int) -> int:
    """Index of the first token from `at` on that is no adverb, negation or inverted pronoun."""
    while at < len(reader.tokens):
        phrase = adverbial_end(reader, at)
        if phrase > at:
            at = phrase
            continue
        if not _is_light(reader, at):
            break
        at += 1
    return at


def adverbial_end(reader: Reader, at: int) -> int:
    """Token after an adverbial phrase at `at`, ``à son tour``, ``la semaine dernière``; `at` where none starts."""
    for parts in _by_first(reader.lexicon.words["adverbial"]).get(reader.low(at), ()):
        if [reader.low(at + k) for k in range(len(parts))] == parts:
            return at + len(parts)
    return at


@lru_cache(maxsize=8)
def _by_first(phrases: frozenset[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        parts = phrase.replace("'", "' ").split()
        found.setdefault(parts[0], []).append(parts)
    return found


def _is_light(reader: Reader, at: int) -> bool:
    return (
        reader.is_(at, "adverb")
        or is_manner(reader, at)
        or reader.low(at) in ("pas", "plus")
        or reader.low(at).startswith("-")
    )


def frame_of(reader: Reader, at: int, lemma: str, reflexive: bool) -> tuple[str, int]:  # noqa: PLR0911
    """What follows the verb at token `at`, and the token where the reported content starts."""
    lexicon = reader.lexicon
    following = after_adverbs(reader, at + 1)
    speaks = lemma in (lexicon.say_reflexive | lexicon.say if reflexive else lexicon.say)
    quote = _quote_after(reader, at + 1)
    needed = lexicon.reflexive.get(lemma, ()) if reflexive else lexicon.follow.get(lemma, ())
    itself = reflexive and needed and quote == at + 1  # ``se dit « inquiète »``
    if quote is not None and (speaks or lemma in lexicon.hold or itself):
        return QUOTED, quote
    following = _past_aside(reader, following) if needed and not _follows(reader, following, needed) else following
    if needed and _follows(reader, following, needed):
        told = reader.is_(following, "complement")
        asked = reader.is_(following, "question") and lemma in ("demander", "interroger", "wonder", "ask")
        return (CLAUSE, following + 1) if told else (ASKED if asked else OBJECT, following)
    if _likens(reader, following, lemma) or (lemma in lexicon.words["with_y"] and _has_y(reader, at)):
        return OBJECT, following
    if lemma in lexicon.urge and not reflexive and _urges(reader, following):
        return INFINITE, following
    if speaks:
        colon = reader.low(following) == ":" and following + 2 < len(reader.tokens)
        clause = following + 1 if colon else complement_after(reader, following)
        if clause is not None:
            return CLAUSE, clause
        if reader.is_(following, "question") and reader.low(following) != "s'":
            return ASKED, following
        if lemma in lexicon.words["plan"]:
            return BARE, at + 1
        if reader.is_(following, "infinitive_link") and _is_infinitive(reader, following + 1):
            return INFINITE, following
        if lemma in lexicon.words["bare_infinitive"] and _is_infinitive(reader, following):
            return INFINITE, following
    if lemma in lexicon.hold and not reflexive and _is_object(reader, following):
        return OBJECT, following
    return BARE, at + 1


def _likens(reader: Reader, at: int, lemma: str) -> bool:
    """``présente ce refus comme un combat``, ``tient la bataille pour perdue``."""
    word = "comme" if lemma in reader.lexicon.words["likened"] else "pour" if lemma == "tenir" else ""
    if not word or not _is_object(reader, at) or reader.lexicon.lang == "en":
        return False
    for i in range(at + 1, min(len(reader.tokens), at + 9)):
        if reader.low(i) == word:
            return word == "comme" or reader.low(i + 1).endswith(("é", "ée", "és", "ées", "i", "u", "ue", "us", "ble"))
        if reader.tokens[i].text in ".;:,()" or reader.is_verbal(i):
            return False
    return False


def _has_y(reader: Reader, at: int) -> bool:
    """``y voit``, ``n'y a vu``: what is seen in something is an opinion."""
    near = [reader.low(i) for i in range(max(0, at - 3), at)]
    follows = reader.low(after_adverbs(reader, at + 1))
    return "y" in near and (
        follows in reader.lexicon.words["article"] or follows in ("que", "qu'", "du", "d'", "aucun")
    )


def _past_aside(reader: Reader, at: int) -> int:
    """Index after a short aside between commas: ``parle, sans détour, d'un échec``; `at` where none stands."""
    if reader.low(at) != ",":
        return at
    closing = next((i for i in range(at + 1, at + 6) if reader.low(i) == ","), -1)
    return closing + 1 if closing > 0 else at


def _urges(reader: Reader, at: int) -> bool:
    """``appelle l'État à légiférer``: an infinitive a few words on."""
    for i in range(at, min(len(reader.tokens), at + 9)):
        if reader.tokens[i].text in ".;:,":
            return False
        if (
            reader.is_(i, "infinitive_link")
            and (
                i > at
                or reader.low(at - 2) == "l'"
                or reader.low(at - 1) in ("invite", "invitent", "appelle", "appellent")
            )
            and _is_infinitive(reader, i + 1)
        ):
            return True
    return False


def _quote_after(reader: Reader, at: int) -> int | None:
    """Token of a quotation that a colon, a comma or nothing separates from the verb's clause."""
    colon = False
    for i in range(at, min(len(reader.tokens), at + 40)):
        text = reader.tokens[i].text
        if text == QUOTE:
            return i if colon or i - at <= 3 else None
        if text in ".;!?":
            return None
        if text == ":":
            colon = True
        elif colon:
            return None
    return len(reader.tokens) - 1 if colon else None


def complement_after(reader: Reader, at: int) -> int | None:
    """Token after *que*, at once or past a short adjunct (``a déclaré à la presse que``)."""
    lexicon = reader.lexicon
    for i in range(at, min(len(reader.tokens), at + _REACH)):
        low = reader.low(i)
        if low in lexicon.words["complement"]:
            return i + 1
        if low in (".", ";", ":", QUOTE) or (
            low in lexicon.forms and i > at and low not in lexicon.words["noun_homograph"]
        ):
            return None
        if i == at and lexicon.lang == "en" and _english_clause(reader, i):
            return i
        opened = _governed_word(reader, at) or reader.low(at) in (",", "ce") or reader.is_adjunct(at)
        if i == at and not opened:
            return None
    return None


def _governed_word(reader: Reader, at: int) -> bool:
    return reader.low(at) in reader.lexicon.words["governing"]


def _english_clause(reader: Reader, at: int) -> bool:
    """English drops *that*: ``he says the guild will strike``."""
    phrase = reader.phrase_at(at)
    opens = reader.is_(at, "article") or reader.low(at) in ("i", "we", "you", "it", "there", "he", "she", "they")
    bare = reader.low(at).isalpha() and not _governed_word(reader, at) and not reader.is_(at, "adverb")
    if phrase is None and not opens and not bare:
        return False
    limit = min(len(reader.tokens), at + 12)
    return any(
        reader.is_(i, "auxiliary") or reader.is_(i, "being") or reader.low(i).endswith(("ed", "s"))
        for i in range(at, limit)
    )


def _is_infinitive(reader: Reader, at: int) -> bool:
    while reader.is_(at, "clitic") or reader.low(at) in ("tout", "mieux", "bien"):
        at += 1
    low = reader.low(at)
    if reader.lexicon.lang == "en":
        return low.isalpha() and not reader.is_(at, "article")
    return low.endswith(_INFINITIVE_ENDINGS) and len(low) > 3 and not _is_noun(reader, low)


def _is_noun(reader: Reader, low: str) -> bool:
    return reader.lexicon.can_speak(low) or (low in reader.lexicon.nouns["not_person"] and low not in _VERBAL)


def _follows(reader: Reader, at: int, needed: Sequence[str]) -> bool:
    here, two = reader.low(at), f"{reader.low(at)} {reader.low(at + 1)}"
    three = f"{here}{reader.low(at + 1)}"
    return here in needed or two in needed or three in needed


def _is_object(reader: Reader, at: int) -> bool:
    low = reader.low(at)
    return (
        low in reader.lexicon.words["article"]
        or low in ("des", "du", "d'")
        or (
            reader.tokens[at : at + 1] != []
            and (
                reader.tokens[at].capital
                or (reader.lexicon.lang == "en" and low.isalpha() and not _governed_word(reader, at))
            )
        )
    )


def is_manner(reader: Reader, at: int) -> bool:
    """Whether the token is an adverb in *-ment* or *-ly*, and no noun of that ending."""
    low = reader.low(at)
    if reader.is_(at - 1, "article") or _governed_word(reader, at - 1) or reader.lexicon.can_speak(low):
        return False
    return low.endswith(("ment", "ly")) and len(low) > 5 and low not in reader.lexicon.words["question"]
