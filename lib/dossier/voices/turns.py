"""Cues that are no verbs of speech: ``est convaincu que``, ``selon X``, ``aux yeux de X``, ``pour X,``."""

from functools import lru_cache

from dossier.voices.clauses import Reader
from dossier.voices.frames import CLAUSE, OBJECT, Cue, is_manner
from dossier.voices.mentions import with_apposition
from dossier.voices.phrases import Phrase
from dossier.voices.tokens import QUOTE
from dossier.voices.verbs import over_clitics


def find_adjective_cue(reader: Reader, at: int) -> Cue | None:
    """``est convaincu que``, ``persuadée que``, ``sceptique quant à``."""
    words = reader.lexicon.words
    low = reader.low(at)
    if reader.low(at + 1) not in words["adjective_after"]:
        return None
    stem = next((a for a in words["adjective"] if low in (a, a + "s", a + "e", a + "es", a + "le", a + "les")), "")
    if not stem:
        return None
    start = at
    degree = ("très", "plus", "moins", "peu", "very", "more", "assez", "tout")
    while start > 0 and (_is_light(reader, start - 1) or reader.low(start - 1) in degree):
        start -= 1
    if not reader.is_(start - 1, "being"):
        if low not in words["participle_adjective"]:
            return None
        subject = reader.leading(start)
    else:
        start = over_clitics(reader, start - 1)
        subject = reader.before(start)
    if subject is None or not reader.speaks(subject):
        return None
    return Cue(start, at + 1, stem, CLAUSE if reader.is_(at + 1, "complement") else OBJECT, at + 2, subject)


def find_preposition_cues(reader: Reader) -> list[Cue]:
    """``selon X``, ``d'après X``, ``aux yeux de X``, ``pour X,`` at the head of a clause, ``according to X``."""
    found = []
    for at in range(len(reader.tokens)):
        own = _own_phrase(reader, at) or _seeming(reader, at)
        if own is not None:
            found.append(own)
        opinion = _opinion_of(reader, at)
        if opinion is not None:
            found.append(opinion)
        after, lemma = _source_preposition(reader, at)
        if after == at:
            continue
        subject = reader.phrase_at(after + (reader.low(after) == "," and lemma != "pour"))  # ``selon, les élus, …``
        if subject is None or not reader.speaks(subject):
            continue
        if subject.kind == "noun":
            subject = with_apposition(reader, subject)
        if lemma in ("pour", "for") and not _pour_reports(reader, at, subject):
            continue
        found.append(Cue(at, subject.last, lemma, CLAUSE, subject.last, subject))
    return found


def _own_phrase(reader: Reader, at: int) -> Cue | None:
    """``à ses yeux``, ``à les en croire``: the opinion of whoever was spoken of."""
    for phrase, parts in _by_first_word(reader.lexicon.words["own_phrase"]).get(reader.low(at), ()):
        if [reader.low(at + k) for k in range(len(parts))] == parts:
            plural = bool({"leur", "leurs", "les"} & set(parts))
            subject = _whoever(reader, at, plural=plural)
            return Cue(at, at + len(parts), phrase, CLAUSE, at + len(parts), subject)
    return None


def _whoever(reader: Reader, at: int, *, plural: bool) -> Phrase:
    """Stand for whoever was spoken of, by a word that shows no gender."""
    token = reader.tokens[at]
    head = "ils" if plural else "lui"
    return Phrase(token.text, "pronoun", token.start, token.end, at, at + 1, head, plural=plural, anyone=not plural)


def _seeming(reader: Reader, at: int) -> Cue | None:
    """``lui semble``, ``leur paraissent``: how a thing looks to whoever was spoken of."""
    if reader.low(at) not in ("lui", "leur") or reader.low(at + 1) not in reader.lexicon.words["seeming"]:
        return None
    return Cue(at, at + 2, "sembler", OBJECT, at + 2, _whoever(reader, at, plural=reader.low(at) == "leur"))


def _opinion_of(reader: Reader, at: int) -> Cue | None:
    """``l'avis de Jeanne Dupin``, ``la crainte des élus``: a noun of opinion with whoever holds it."""
    if reader.low(at) not in reader.lexicon.words["opinion"] or reader.low(at - 1) not in ("l'", "le", "la", "les"):
        return None
    if reader.is_(at - 2, "governing") or reader.low(at + 1) not in ("de", "d'", "du", "des"):
        return None
    subject = reader.phrase_at(at + (1 if reader.low(at + 1) in ("du", "des") else 2))
    if subject is None or subject.kind not in ("name", "noun") or not reader.speaks(subject):
        return None
    return Cue(at, at + 1, reader.low(at), OBJECT, at + 1, subject)


def _source_preposition(reader: Reader, at: int) -> tuple[int, str]:
    low = reader.low(at)
    if low in ("selon", "dixit", "suivant"):
        return at + 1, low
    if low == "pour" and reader.lexicon.lang == "fr":
        return at + 1, low
    for phrase, parts in _by_first_word(reader.lexicon.words["source_phrase"]).get(low, ()):
        if [reader.low(at + k) for k in range(len(parts))] == parts:
            last = at + len(parts)
            return (last - 1 if parts[-1] in ("du", "des") else last), phrase
    return at, ""


@lru_cache(maxsize=8)
def _by_first_word(phrases: frozenset[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """Phrases by their first word, each with its words."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for phrase in sorted(phrases):
        parts = phrase.replace("'", "' ").split()
        found.setdefault(parts[0], []).append((phrase, parts))
    return found


def _pour_reports(reader: Reader, at: int, subject: Phrase) -> bool:
    """*Pour* reports an opinion at the head of a sentence before a comma, or after a quotation."""
    before = reader.low(at - 1)
    headed = at == 0 or before in (".", ":", ";", QUOTE, "mais", "car", ",", "et", "si", "que", "qu'")
    person = subject.kind in ("pronoun", "name") or reader.lexicon.can_speak(subject.head)
    near = [reader.low(i) for i in range(subject.last, subject.last + 4)]
    closes = "," in near or near[0] == ":" or (before == QUOTE and reader.low(subject.last) in (".", ""))
    apart = ("c'", "il", "rien", "ce", "le", "la", "les", "l'")
    closes = closes or (
        subject.kind == "pronoun" and at > 0 and before in ("mais", "car", "et", ".") and near[0] in apart
    )
    holds = subject.kind == "pronoun" and subject.head in ("lui", "elle", "eux") and reader.is_(at - 1, "being")
    return (headed and person and closes) or holds


def _is_light(reader: Reader, at: int) -> bool:
    return reader.is_(at, "adverb") or reader.is_(at, "clitic") or is_manner(reader, at)
