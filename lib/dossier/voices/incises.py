"""Incises with a verb that no list holds: ``, corrige-t-il,``, ``, traduit Jeanne Dupin.``, ``, the firm adds.``."""

from dossier.voices.clauses import Reader
from dossier.voices.frames import ASIDE, TRAILING, Cue
from dossier.voices.lexicon import is_verb_form
from dossier.voices.phrases import NAME, NOUN, PRONOUN, Phrase
from dossier.voices.tokens import QUOTE

_AFTER = (",", ".", "", ";", "?", "!", "…", ":")
_PRONOUNS = ("il", "elle", "ils", "elles")


def find_incise(reader: Reader, at: int) -> Cue | None:
    """Cue of an incise whose verb stands at token `at`, set apart by commas or closing the sentence."""
    if reader.lexicon.lang == "en":
        return _english(reader, at)
    return _with_pronoun(reader, at) or _with_subject(reader, at)


def _with_pronoun(reader: Reader, at: int) -> Cue | None:
    """``, corrige-t-il,`` and ``, fait-elle valoir,``."""
    clitic = reader.low(at + 1)
    if not clitic.startswith("-") or clitic.split("-")[-1] not in _PRONOUNS:
        return None
    start = at - 1 if reader.low(at - 1) in ("s'", "se") else at
    last = at + 3 if reader.low(at) in ("fait", "font", "laisse", "laissent") else at + 2
    apart = reader.low(start - 1) in (",", QUOTE) and reader.low(last) in (*_AFTER, "à", "en", "dans", "au", "que")
    if not apart or start < 2 or _stands_for_nothing(reader, at):
        return None
    frame = ASIDE if reader.low(last) == "," else TRAILING
    return Cue(start, last, reader.low(at), frame, start, reader.phrase_at(at + 1), inverted=True)


def _with_subject(reader: Reader, at: int) -> Cue | None:
    """``, traduit Jeanne Dupin,``: French puts a subject after its verb between commas for words reported."""
    start = at - 1 if reader.low(at - 1) in ("s'", "se") else at
    if start < 2 or reader.low(start - 1) != "," or reader.tokens[at].capital or _stands_for_nothing(reader, at):
        return None
    if not (is_verb_form(reader.low(at), "fr") or reader.low(at) in reader.lexicon.forms):
        return None
    subject = reader.phrase_at(at + 1)
    if subject is None or not _may_close(reader, subject):
        return None
    frame = ASIDE if reader.low(subject.last) == "," else TRAILING
    return Cue(start, at + 1, reader.low(at), frame, start, subject, inverted=True)


def _may_close(reader: Reader, subject: Phrase) -> bool:
    known = subject.definite or reader.low(subject.first) in ("les", "ces", "son", "sa", "ses")
    named = subject.kind == NAME or (subject.kind == NOUN and known)
    return named and reader.speaks(subject) and reader.low(subject.last) in _AFTER


def _stands_for_nothing(reader: Reader, at: int) -> bool:
    words, low = reader.lexicon.words, reader.low(at)
    return low in words["not_aside"] or low in words["auxiliary"] or low in words["being"]


def _english(reader: Reader, at: int) -> Cue | None:
    """``, the firm adds.``: a subject and a verb of speech between commas, or after the last one."""
    forms = reader.lexicon.forms.get(reader.low(at), ())
    if not any(form.lemma in reader.lexicon.say for form in forms) or reader.low(at + 1) not in _AFTER:
        return None
    subject = reader.before(at, apposition=False)
    if subject is None or subject.kind not in (NAME, NOUN, PRONOUN) or not reader.speaks(subject):
        return None
    if reader.low(subject.first - 1) not in (",", QUOTE) or subject.last < at - 1:
        return None
    frame = ASIDE if reader.low(at + 1) == "," else TRAILING
    return Cue(at, at + 1, forms[0].lemma, frame, at, subject)
