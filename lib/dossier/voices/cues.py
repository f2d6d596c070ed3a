"""
Cues: the verbs and turns of phrase that say somebody speaks or thinks, with who and what.

Each cue is found by its word form, then kept only where a frame shows that words or an opinion
follow: a clause (``craint que``), an infinitive (``promet de``), an object (``dénonce un risque``), a
question (``se demande si``), or a quotation beside it.
"""

from collections.abc import Sequence

from dossier.voices.clauses import Reader
from dossier.voices.frames import ASIDE, BARE, CLAUSE, INFINITE, OBJECT, QUOTED, TRAILING, Cue, frame_of
from dossier.voices.incises import find_incise
from dossier.voices.lexicon import FINITE_PLURAL, Form
from dossier.voices.mentions import with_apposition
from dossier.voices.phrases import Phrase
from dossier.voices.tokens import QUOTE, Token
from dossier.voices.turns import find_adjective_cue, find_preposition_cues
from dossier.voices.verbs import is_beside_quote, is_reflexive, subject_of, verb_group_start


def find_cues(reader: Reader) -> list[Cue]:
    """
    Return the cues of one sentence in order of place.

    Parameters
    ----------
    reader : Reader
        The tokenised sentence, quotations as single tokens.
    """
    found: list[Cue] = []
    for at, token in enumerate(reader.tokens):
        forms = reader.lexicon.forms.get(token.low.strip("-"))
        cue = _first_cue(reader, at, forms, found) if forms else None
        if cue is not None and cue.frame == BARE and cue.inverted and cue.lemma not in reader.lexicon.say:
            cue = find_incise(reader, at) or cue
        cue = cue or find_adjective_cue(reader, at) or find_incise(reader, at)
        if cue is not None and not any(c.first <= cue.first < c.last for c in found):
            found.append(cue)
    return sorted(found + find_preposition_cues(reader), key=lambda cue: cue.first)


def _first_cue(reader: Reader, at: int, forms: Sequence[Form], found: Sequence[Cue]) -> Cue | None:
    for form in forms:
        start = verb_group_start(reader, at, form)
        if start is None:
            continue
        reflexive = is_reflexive(reader, start, at)
        frame, content = frame_of(reader, at, form.lemma, reflexive)
        subject, inverted = subject_of(reader, start, at, form, found)
        if subject is not None and not inverted and subject.kind == "noun":
            subject = with_apposition(reader, subject)
        frame, content = _settle_frame(reader, start, at, form.lemma, frame, content, subject, inverted=inverted)
        if frame == BARE and reader.lexicon.is_silent(form.lemma):
            continue
        if (
            frame == OBJECT
            and form.lemma in reader.lexicon.words["collective"]
            and not _are_many(reader, form, subject)
        ):
            continue
        beside = is_beside_quote(reader, start, at) or (subject is not None and reader.low(subject.first - 1) == QUOTE)
        if frame == BARE and not (inverted or beside):
            continue
        if subject is not None and not reader.speaks(subject, lemma=form.lemma):
            subject = None
            if frame != QUOTED and not is_beside_quote(reader, start, at):
                continue
        return Cue(start, at + 1, form.lemma, frame, content, subject, inverted)
    return None


def _are_many(reader: Reader, form: Form, subject: Phrase | None) -> bool:
    """Whether several people or a body take the stand: ``les élus refusent``, ``la mairie refuse``."""
    body = subject is not None and subject.head in reader.lexicon.nouns["group"]
    return body or (subject is not None and (subject.plural or form.form == FINITE_PLURAL))


def _settle_frame(
    reader: Reader, start: int, at: int, lemma: str, frame: str, content: int, subject: Phrase | None, *, inverted: bool
) -> tuple[str, int]:
    """Frame and content once the subject's place is known: incises, *comme*, clitics, relative clauses."""
    after = inverted and subject is not None and subject.first > at and subject.kind != "pronoun"
    if frame in (OBJECT, INFINITE) and after:
        frame = BARE
    if frame == BARE and reader.lexicon.is_silent(lemma):
        return frame, content
    if frame == BARE and _object_clitic(reader, start, at, lemma):
        frame = OBJECT
    if (frame == BARE and reader.low(start - 2) in ("comme", "as")) or reader.low(start - 3) in ("comme", "as"):
        frame, content = CLAUSE, subject.last if inverted and subject is not None else at + 1
    if frame == BARE and _stands_aside(reader, start, at, subject, lemma):
        frame, content = ASIDE, start
    if frame == BARE and inverted and _closes(reader, start, subject, lemma):
        frame = TRAILING
    if frame == BARE and _relative(reader, start, subject, lemma, inverted=inverted):
        frame, content = OBJECT, start
    return frame, content


def _object_clitic(reader: Reader, start: int, at: int, lemma: str) -> bool:
    """``l'ont critiqué pour``: the object stands before the verb."""
    clitic = any(reader.low(i) in ("l'", "le", "la", "les", "him", "her") for i in range(start, at))
    told = reader.low(start) == "l'" and start < at and lemma in ("dire", "raconter", "expliquer", "confier", "assurer")
    return told or (clitic and lemma in reader.lexicon.hold and reader.low(at + 1) in ("pour", "de", "d'", "for"))


def _relative(reader: Reader, start: int, subject: Phrase | None, lemma: str, *, inverted: bool) -> bool:
    """``ce que disent les élus``, ``un résultat qu'elle juge médiocre``: the opinion stands before its verb."""
    if subject is None:
        return False
    opening = start - 1 if inverted else subject.first - 1
    joined = reader.low(opening - 1) in reader.lexicon.words["before_que"] or lemma in reader.lexicon.words["plan"]
    if reader.low(opening) not in ("que", "qu'") or joined or subject.kind == "indefinite":
        return False
    if inverted:
        return reader.low(opening - 1) == "ce" or (lemma in reader.lexicon.hold and subject.kind in ("name", "noun"))
    return lemma in reader.lexicon.hold and subject.last == start


def _stands_aside(reader: Reader, start: int, at: int, subject: Phrase | None, lemma: str) -> bool:
    """``, he says,`` or ``, explique Jeanne Dupin,`` in the middle of what is reported."""
    if subject is None or lemma not in reader.lexicon.say:
        return False
    first, last = min(start, subject.first), max(at + 1, subject.last)
    goes_on = any(reader.is_verbal(i) for i in range(last + 1, len(reader.tokens)))
    return goes_on and first > 0 and reader.low(first - 1) == "," and reader.low(last) == "," and last - first <= 8


def _closes(reader: Reader, start: int, subject: Phrase | None, lemma: str) -> bool:
    """``…, rapporte la chaîne.``: the cue closes a sentence that it reports as a whole."""
    speaks = lemma in reader.lexicon.say or lemma in reader.lexicon.say_reflexive
    if subject is None or not speaks or start <= 2 or subject.last <= start:
        return False
    return reader.low(start - 1) == "," or subject.first == start + 1  # without a comma it follows at once


def cue_text(tokens: Sequence[Token], cue: Cue, text: str) -> str:
    """Words of the cue as the text writes them."""
    return text[tokens[cue.first].start : tokens[min(cue.last, len(tokens)) - 1].end]
