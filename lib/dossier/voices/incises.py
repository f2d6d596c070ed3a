"""Incises with a verb that no list holds: ``, corrige-t-il,``, ``, traduit Jeanne Dupin.``, ``, the firm adds.``."""

from dossier.voices.clauses import Reader
from dossier.voices.frames import ASIDE, TRAILING, Cue, is_manner
from dossier.voices.lexicon import is_verb_form
from dossier.voices.mentions import titled
from dossier.voices.phrases import NAME, NOUN, PRONOUN, Phrase
from dossier.voices.tokens import QUOTE

_AFTER = (",", ".", "", ";", "?", "!", "…", ":")
_PRONOUNS = ("il", "elle", "ils", "elles")


def find_incise(reader: Reader, at: int) -> Cue | None:
    """Cue of an incise whose verb stands at token `at`, set apart by commas or closing the sentence."""
    if reader.lexicon.lang == "en":
        return _english(reader, at)
    return _with_pronoun(reader, at) or _with_subject(reader, at)


def incise_after(reader: Reader, at: int) -> tuple[int, Phrase] | None:
    """
    Incise that starts at token `at`, just after quoted words: its verb, of any kind, and its subject.

    ``, s'est-elle ainsi justifiée``, ``a lancé hier sur Instagram Jeanne Dupin``, ``, sourit la meunière``.
    """
    start = at
    while reader.low(start) in (",", "–", "—", "-", "?", "!"):
        start += 1
    i = start
    while reader.is_(i, "clitic") or reader.is_(i, "adverb") or reader.low(i) in ("quant", "à", "elle", "lui", "eux"):
        i += 1
    if reader.lexicon.lang == "en":
        return _english_after(reader, start)
    if reader.low(i) in reader.lexicon.words["auxiliary"] or (
        i > start and reader.low(i) in reader.lexicon.words["being"]
    ):
        if reader.low(i + 1).startswith("-"):
            return i, reader.phrase_at(i + 1)  # type: ignore[return-value]
        i += 1
    verb = _over_adverbs(reader, i)
    if reader.low(verb) == "quant":
        verb = _over_adverbs(reader, verb + 3)
    if not _may_be_verb(reader, verb) or (i > start and verb > i and not reader.low(verb).isalpha()):
        return None
    if reader.low(verb + 1).startswith("-"):
        pronoun = reader.phrase_at(verb + 1)
        return (verb, pronoun) if pronoun is not None and pronoun.kind == PRONOUN else None
    further = verb + 1
    while _may_follow(reader, further):
        further += 1
    subject = reader.after(further)
    if subject is None or not reader.speaks(subject) or subject.kind == PRONOUN:
        return None
    return verb, subject


def signature_after(reader: Reader, at: int) -> Phrase | None:
    """``(Jeanne Dupin, dans une lettre)``: whoever signs quoted words that end before token `at`, in brackets."""
    phrase = reader.phrase_at(at + 1) if reader.low(at) == "(" else None
    if phrase is None or phrase.kind != NAME or not reader.speaks(phrase) or reader.low(phrase.last) not in (",", ")"):
        return None
    dated = any(reader.low(i).isdigit() for i in range(phrase.last, phrase.last + 2))
    return None if dated else phrase


def _over_adverbs(reader: Reader, at: int) -> int:
    while reader.is_(at, "adverb") or is_manner(reader, at):
        at += 1
    return at


def _may_be_verb(reader: Reader, at: int) -> bool:
    token = reader.tokens[at] if at < len(reader.tokens) else None
    if token is None or not token.low.isalpha() or token.capital or len(token.low) < 3:
        return False
    groups = ("governing", "boundary", "joiner", "article", "indefinite", "not_aside", "being", "pronoun_nobody")
    return not any(reader.is_(at, group) for group in groups) and not reader.lexicon.can_speak(token.low)


def _may_follow(reader: Reader, at: int) -> bool:
    """``fait valoir``, ``croit savoir``: what may stand between an incise's verb and its subject."""
    low = reader.low(at)
    return low.endswith(("er", "ir", "re", "oir")) and low.isalpha() and not reader.lexicon.can_speak(low)


def _english_after(reader: Reader, at: int) -> tuple[int, Phrase] | None:
    """``, said Mara Quill`` and ``, the boatman recently said``."""
    phrase = reader.phrase_at(at)
    phrase = phrase if phrase is None else titled(reader, phrase)
    if phrase is not None and phrase.kind in (NAME, NOUN, PRONOUN):
        verb = _over_adverbs(reader, phrase.last)
        told = any(form.lemma in reader.lexicon.say for form in reader.lexicon.forms.get(reader.low(verb), ()))
        return (verb, phrase) if told and reader.speaks(phrase) else None
    if reader.lexicon.forms.get(reader.low(at)):
        phrase = reader.phrase_at(at + 1)
        return (at, titled(reader, phrase)) if phrase is not None and reader.speaks(phrase) else None
    return None


def incise_inside(reader: Reader) -> tuple[int, Phrase] | None:
    """``A, soupire-t-elle, B`` and ``A, attaque Jeanne Dupin. B``: an incise among quoted words."""
    for at in range(1, len(reader.tokens) - 2):
        if reader.low(at) not in (",", "?", "!") or reader.tokens[at + 1].capital:
            continue
        shown = incise_after(reader, at)
        if shown is None or reader.low(shown[1].last) not in (*_AFTER, "en", "qui", "dont", "à", "lors", "dans"):
            continue
        verb, phrase = shown
        known = reader.low(verb) in reader.lexicon.forms or is_verb_form(reader.low(verb), reader.lexicon.lang)
        told = any(form.lemma in reader.lexicon.say for form in reader.lexicon.forms.get(reader.low(verb), ()))
        person = reader.lexicon.is_person_noun(phrase.head) and told
        if phrase.kind == PRONOUN or (known and (phrase.kind == NAME or phrase.definite or person)):
            return shown
    return None


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
    subject = reader.before(at)
    if subject is None or subject.kind not in (NAME, NOUN, PRONOUN) or not reader.speaks(subject):
        return None
    if reader.low(subject.first - 1) not in (",", QUOTE) or subject.last < at - 1:
        return None
    frame = ASIDE if reader.low(at + 1) == "," else TRAILING
    return Cue(at, at + 1, forms[0].lemma, frame, at, subject)
