"""
Cues: the verbs and turns of phrase that say somebody speaks or thinks, with who and what.

Each cue is found by its word form, then kept only where a frame shows that words or an opinion
follow: a clause (``craint que``), an infinitive (``promet de``), an object (``dénonce un risque``), a
question (``se demande si``), or a quotation beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.voices.lexicon import FINITE_PLURAL, FINITE_SINGLE, GERUND, INFINITIVE, PARTICIPLE, Form
from dossier.voices.phrases import Phrase, Reader
from dossier.voices.tokens import QUOTE, Token

CLAUSE, OBJECT, INFINITE, ASKED, QUOTED = "clause", "object", "infinitive", "question", "quote"
TRAILING, ASIDE, BARE = "trailing", "aside", "bare"
_INFINITIVE_ENDINGS = ("er", "ir", "re", "oir")
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
        cue = _first_cue(reader, at, forms, found) if forms else _adjective_cue(reader, at) or _any_incise(reader, at)
        if cue is not None and not any(c.first <= cue.first < c.last for c in found):
            found.append(cue)
    return sorted(found + _preposition_cues(reader), key=lambda cue: cue.first)


def _first_cue(reader: Reader, at: int, forms: Sequence[Form], found: Sequence[Cue]) -> Cue | None:
    for form in forms:
        start = _group_start(reader, at, form)
        if start is None:
            continue
        reflexive = _is_reflexive(reader, start, at)
        frame, content = _frame(reader, at, form.lemma, reflexive)
        subject, inverted = _subject(reader, start, at, form, found)
        if frame in (OBJECT, INFINITE) and inverted and subject is not None and subject.first > at:
            frame = BARE
        if frame == BARE and _object_clitic(reader, start, at, form.lemma):
            frame = OBJECT
        if (frame == BARE and reader.low(start - 2) in ("comme", "as")) or reader.low(start - 3) in ("comme", "as"):
            frame, content = CLAUSE, subject.last if inverted and subject is not None else at + 1
        if frame == BARE and _stands_aside(reader, start, at, subject, form.lemma):
            frame, content = ASIDE, start
        trailing = frame == BARE and inverted and _closes(reader, start, subject, form.lemma)
        if trailing:
            frame = TRAILING
        if frame == BARE and inverted and reader.low(start - 2) == "ce" and reader.low(start - 1) in ("que", "qu'"):
            frame = OBJECT
            content = start
        beside = _beside_quote(reader, start, at) or (subject is not None and reader.low(subject.first - 1) == QUOTE)
        if frame == BARE and not (inverted or beside):
            continue
        if subject is not None and not reader.speaks(subject, lemma=form.lemma):
            subject = None
            if frame != QUOTED and not _beside_quote(reader, start, at):
                continue
        return Cue(start, at + 1, form.lemma, frame, content, subject, inverted)
    return None


def _any_incise(reader: Reader, at: int) -> Cue | None:
    """``, corrige-t-il,``: any verb with an inverted pronoun, set apart by commas or closing the sentence."""
    clitic = reader.low(at + 1)
    if not clitic.startswith("-") or clitic.split("-")[-1] not in ("il", "elle", "ils", "elles"):
        return None
    low = reader.low(at)
    words = reader.lexicon.words
    start = at - 1 if reader.low(at - 1) in ("s'", "se") else at
    apart = reader.low(start - 1) in (",", QUOTE) and reader.low(at + 2) in (",", ".", "", "à", "en", "dans", "au")
    if not apart or start < 2 or low in words["not_aside"] or low in words["auxiliary"] or low in words["being"]:
        return None
    frame = ASIDE if reader.low(at + 2) == "," else TRAILING
    return Cue(start, at + 2, low, frame, start, reader.phrase_at(at + 1), inverted=True)


def _object_clitic(reader: Reader, start: int, at: int, lemma: str) -> bool:
    """``l'ont critiqué pour``: the object stands before the verb."""
    clitic = any(reader.low(i) in ("l'", "le", "la", "les", "him", "her") for i in range(start, at))
    return clitic and lemma in reader.lexicon.hold and reader.low(at + 1) in ("pour", "de", "d'", "for")


def _stands_aside(reader: Reader, start: int, at: int, subject: Phrase | None, lemma: str) -> bool:
    """``, he says,`` or ``, explique Jeanne Dupin,`` in the middle of what is reported."""
    if subject is None or lemma not in reader.lexicon.say:
        return False
    first, last = min(start, subject.first), max(at + 1, subject.last)
    goes_on = any(reader._verbal(i) for i in range(last + 1, len(reader.tokens)))
    return goes_on and first > 0 and reader.low(first - 1) == "," and reader.low(last) == "," and last - first <= 8


def _closes(reader: Reader, start: int, subject: Phrase | None, lemma: str) -> bool:
    """``…, rapporte la chaîne.``: the cue closes a sentence that it reports as a whole."""
    speaks = lemma in reader.lexicon.say or lemma in reader.lexicon.say_reflexive
    return subject is not None and speaks and start > 2 and reader.low(start - 1) == "," and subject.last > start


def _group_start(reader: Reader, at: int, form: Form) -> int | None:
    """First token of the verb group that ends at `at`; None where the form is no verb here."""
    if form.form == PARTICIPLE:
        return _auxiliary_before(reader, at)
    if form.form == INFINITIVE:
        return _carrier_before(reader, at)
    if form.form == GERUND:
        return at
    previous = reader.low(at - 1)
    token = reader.tokens[at]
    if token.capital and at and reader.low(at - 1) not in ".:!?":
        return None
    clitics = ("le", "la", "l'", "les", "the")
    nominal = previous in reader.lexicon.words["article"] and previous not in ("le", "la", "l'", "les", "leur")
    if token.low in reader.lexicon.words["noun_homograph"] and (
        nominal or previous in clitics or _governed(reader, at)
    ):
        return None
    if (
        nominal
        and reader.lexicon.lang == "fr"
        and previous not in ("tous", "toutes", "certains", "certaines", "plusieurs")
    ):
        return None
    if reader.lexicon.lang == "en" and previous == "to":
        return None
    return _over_clitics(reader, at)


def _governed(reader: Reader, at: int) -> bool:
    return reader.low(at - 1) in reader.lexicon.words["governing"]


def _over_clitics(reader: Reader, at: int) -> int:
    start = at
    while start > 0 and (
        reader.is_(start - 1, "clitic") or reader.is_(start - 1, "adverb") or _manner(reader, start - 1)
    ):
        if reader.low(start - 1) in ("le", "la", "les", "l'", "nous", "vous", "lui", "leur") and start - 1 == 0:
            break
        start -= 1
    return start


def _manner(reader: Reader, at: int) -> bool:
    low = reader.low(at)
    if reader.is_(at - 1, "article") or _governed(reader, at) or reader.lexicon.can_speak(low):
        return False
    return low.endswith(("ment", "ly")) and len(low) > 5 and low not in reader.lexicon.words["question"]


def _auxiliary_before(reader: Reader, at: int) -> int | None:
    start = at
    for _ in range(6):
        start -= 1
        if start < 0:
            return None
        low = reader.low(start)
        reflexive = low in ("est", "sont", "était", "étaient", "sera") and _has_reflexive(reader, start)
        if low in reader.lexicon.words["auxiliary"] or reflexive or (False):
            return _over_clitics(reader, start)
        inverted = low.startswith("-")
        if not (inverted or reader.is_(start, "adverb") or reader.is_(start, "clitic") or _manner(reader, start)):
            return None
    return None


def _has_reflexive(reader: Reader, at: int) -> bool:
    return any(reader.low(i) in ("s'", "se") for i in range(max(0, at - 2), at))


def _carrier_before(reader: Reader, at: int) -> int | None:
    """``tient à rappeler``, ``s'élèvent pour dénoncer``, ``et d'ajouter``: the verb that carries the infinitive."""
    start = at - 1
    while start >= 0 and reader.is_(start, "clitic") and reader.low(start) not in ("en",):
        start -= 1
    if reader.low(start) in ("d'", "de") and reader.low(start - 1) in ("et", "avant"):
        return start - 1
    for i in range(start, max(-1, start - 4), -1):
        if reader.is_(i, "carrier"):
            return _auxiliary_before(reader, i) or _over_clitics(reader, i)
        if not (reader.is_(i, "carrier_link") or reader.is_(i, "clitic") or reader.is_(i, "adverb")):
            return None
    return None


def _is_reflexive(reader: Reader, start: int, at: int) -> bool:
    return any(reader.low(i) in ("s'", "se") for i in range(max(start, at - 4), at) if not reader.is_(i + 1, "carrier"))


def _after_adverbs(reader: Reader, at: int) -> int:
    while at < len(reader.tokens) and (
        reader.is_(at, "adverb")
        or _manner(reader, at)
        or reader.low(at) in ("pas", "plus")
        or reader.low(at).startswith("-")
    ):
        at += 1
    return at


def _frame(reader: Reader, at: int, lemma: str, reflexive: bool) -> tuple[str, int]:
    """What follows the verb at token `at`, and the token where the reported content starts."""
    lexicon = reader.lexicon
    following = _after_adverbs(reader, at + 1)
    speaks = lemma in (lexicon.say_reflexive | lexicon.say if reflexive else lexicon.say)
    quote = _quote_after(reader, at + 1)
    if quote is not None and (speaks or lemma in lexicon.hold):
        return QUOTED, quote
    needed = lexicon.reflexive.get(lemma, ()) if reflexive else lexicon.follow.get(lemma, ())
    if needed and _follows(reader, following, needed):
        told = reader.is_(following, "complement")
        asked = reader.is_(following, "question") and lemma in ("demander", "interroger", "wonder", "ask")
        return (CLAUSE, following + 1) if told else (ASKED if asked else OBJECT, following)
    if lemma in lexicon.urge and not reflexive and _urges(reader, following):
        return INFINITE, following
    if speaks:
        clause = _complement_after(reader, following)
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


def _urges(reader: Reader, at: int) -> bool:
    """``appelle l'État à légiférer``: an infinitive a few words on."""
    for i in range(at, min(len(reader.tokens), at + 9)):
        if reader.tokens[i].text in ".;:,":
            return False
        if reader.is_(i, "infinitive_link") and (i > at or reader.low(at - 2) == "l'") and _is_infinitive(reader, i + 1):
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


def _complement_after(reader: Reader, at: int) -> int | None:
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
        opened = _governed_word(reader, at) or reader.low(at) in (",", "ce", "hier", "jeudi", "mardi")
        if i == at and not opened:
            return None
    return None


def _governed_word(reader: Reader, at: int) -> bool:
    return reader.low(at) in reader.lexicon.words["governing"]


def _english_clause(reader: Reader, at: int) -> bool:
    """English drops *that*: ``he says the guild will strike``."""
    phrase = reader.phrase_at(at)
    opens = reader.is_(at, "article") or reader.low(at) in ("i", "we", "you", "it", "there", "he", "she", "they")
    if phrase is None and not opens:
        return False
    limit = min(len(reader.tokens), at + 12)
    return any(
        reader.is_(i, "auxiliary") or reader.is_(i, "being") or reader.low(i).endswith(("ed", "s"))
        for i in range(at, limit)
    )


def _is_infinitive(reader: Reader, at: int) -> bool:
    while reader.is_(at, "clitic"):
        at += 1
    low = reader.low(at)
    if reader.lexicon.lang == "en":
        return low.isalpha() and not reader.is_(at, "article")
    return low.endswith(_INFINITIVE_ENDINGS) and len(low) > 3 and not reader.lexicon.can_speak(low)


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


def _beside_quote(reader: Reader, start: int, at: int) -> bool:
    before = start - 1
    if reader.low(before) == ",":
        before -= 1
    return (before >= 0 and reader.tokens[before].text == QUOTE) or reader.low(at + 1) == QUOTE


def _subject(reader: Reader, start: int, at: int, form: Form, found: Sequence[Cue]) -> tuple[Phrase | None, bool]:
    """The cue's subject, and whether it stands after the verb."""
    for i in range(start, at + 2):
        if reader.low(i).startswith("-") and i < len(reader.tokens):
            return reader.phrase_at(i), True
    if form.form in (GERUND, INFINITIVE) and not (
        form.form == INFINITIVE and start < at - 1 and reader.is_(start, "carrier")
    ):
        return _main_subject(reader, start, found), False
    after_first = _beside_quote(reader, start, at) or start == 0 or reader.low(start - 1) in ("comme", "as", "ainsi")
    after_first = after_first or (reader.low(start - 1) in ("que", "qu'") and reader.low(start - 2) in ("ce", "ainsi"))
    after_first = after_first or _incise(reader, start, at)
    if start == 1 and reader.low(0) in ("comme", "as"):
        after_first = True
    if after_first or (reader.low(start) in ("le", "l'") and reader.low(start - 1) == "comme"):
        phrase = reader.after(at + 1)
        if phrase is not None:
            return phrase, True
    phrase = reader.before(start)
    if phrase is None and reader.low(start - 1) in ("et", "puis", "mais", ",", "and", "but", "then"):
        phrase = _main_subject(reader, start, found)
    if phrase is None and start <= 1 and reader.is_(0, "joiner"):
        phrase = _same_again(reader, start, plural=form.form == FINITE_PLURAL)
    return _agreeing(phrase, form), False


def _same_again(reader: Reader, start: int, *, plural: bool) -> Phrase:
    """``Et demandent …``: the subject of the sentence before, left out."""
    token = reader.tokens[0]
    head = "ils" if plural else "lui"
    return Phrase(token.text, "pronoun", token.start, token.end, 0, 1, head, plural=plural, anyone=True)


def _incise(reader: Reader, start: int, at: int) -> bool:
    """A verb between a comma and its subject: ``, indiquait Jeanne Dupin``; never before *que* or an object."""
    if reader.lexicon.lang == "en" or reader.low(start - 1) != "," or start < 3:
        return False
    phrase = reader.after(at + 1)
    return (
        phrase is not None
        and _complement_after(reader, _after_adverbs(reader, at + 1)) is None
        and (phrase.kind in ("name", "noun") and not reader.is_(at + 1, "complement"))
    )


def _main_subject(reader: Reader, start: int, found: Sequence[Cue]) -> Phrase | None:
    earlier = [cue.subject for cue in found if cue.subject is not None]
    if earlier:
        return earlier[-1]
    return reader.leading(start) if start > 1 else reader.leading()


def _agreeing(phrase: Phrase | None, form: Form) -> Phrase | None:
    if phrase is None or phrase.kind == "name":
        return phrase
    if form.form == FINITE_PLURAL and phrase.kind == "pronoun" and not phrase.plural:
        return replace(phrase, plural=True)
    return phrase if form.form in (FINITE_SINGLE, FINITE_PLURAL, PARTICIPLE, GERUND, INFINITIVE) else None


def _adjective_cue(reader: Reader, at: int) -> Cue | None:
    """``est convaincu que``, ``persuadée que``, ``sceptique quant à``."""
    words = reader.lexicon.words
    low = reader.low(at)
    stem = next((a for a in words["adjective"] if low in (a, a + "s", a + "e", a + "es", a + "le", a + "les")), "")
    if not stem or reader.low(at + 1) not in words["adjective_after"]:
        return None
    start = at
    while start > 0 and (reader.is_(start - 1, "adverb") or reader.is_(start - 1, "clitic") or _manner(reader, start - 1)
                         or reader.low(start - 1) in ("très", "plus", "moins", "peu", "very", "more", "assez")):  # fmt: skip
        start -= 1
    if not reader.is_(start - 1, "being"):
        if low not in words["participle_adjective"]:
            return None
        subject = reader.leading(start)
    else:
        start = _over_clitics(reader, start - 1)
        subject = reader.before(start)
    if subject is None or not reader.speaks(subject):
        return None
    return Cue(start, at + 1, stem, CLAUSE, at + 2, subject)


def _preposition_cues(reader: Reader) -> list[Cue]:
    """``selon X``, ``d'après X``, ``aux yeux de X``, ``pour X,`` at the head of a clause, ``according to X``."""
    found = []
    for at in range(len(reader.tokens)):
        own = _own_eyes(reader, at)
        if own is not None:
            found.append(own)
        after, lemma = _source_preposition(reader, at)
        if after == at:
            continue
        subject = reader.phrase_at(after)
        if subject is None or not reader.speaks(subject):
            continue
        if subject.kind == "noun":
            subject = reader._name_in_apposition(subject)
        if lemma in ("pour", "for") and not _pour_reports(reader, at, subject):
            continue
        found.append(Cue(at, subject.last, lemma, CLAUSE, subject.last, subject))
    return found


def _own_eyes(reader: Reader, at: int) -> Cue | None:
    """``à ses yeux``, ``à leurs yeux``: the opinion of whoever was spoken of."""
    own = reader.low(at + 1)
    if reader.low(at) != "à" or reader.low(at + 2) != "yeux" or own not in reader.lexicon.words["own_eyes"]:
        return None
    plural = own == "leurs"
    head = "ils" if plural else "lui"
    token = reader.tokens[at + 1]
    subject = Phrase(token.text, "pronoun", token.start, token.end, at + 1, at + 2, head, plural=plural, anyone=not plural)
    return Cue(at, at + 3, "à ses yeux", CLAUSE, at + 3, subject)


def _source_preposition(reader: Reader, at: int) -> tuple[int, str]:
    low = reader.low(at)
    if low in ("selon", "dixit", "suivant"):
        return at + 1, low
    if low == "pour" and reader.lexicon.lang == "fr":
        return at + 1, low
    for phrase in sorted(reader.lexicon.words["source_phrase"]):
        parts = phrase.replace("d'", "d' ").replace("l'", "l' ").split()
        if low == parts[0] and [reader.low(at + k) for k in range(len(parts))] == parts:
            last = at + len(parts)
            return (last - 1 if parts[-1] in ("du", "des") else last), phrase
    return at, ""


def _pour_reports(reader: Reader, at: int, subject: Phrase) -> bool:
    """*Pour* reports an opinion at the head of a sentence before a comma, or after a quotation."""
    before = reader.low(at - 1)
    headed = at == 0 or before in (".", ":", ";", QUOTE, "mais", "car", ",", "et")
    person = subject.kind in ("pronoun", "name") or reader.lexicon.can_speak(subject.head)
    closes = reader.low(subject.last) in (",", ":") or (before == QUOTE and reader.low(subject.last) in (".", ""))
    return headed and person and closes


def cue_text(tokens: Sequence[Token], cue: Cue, text: str) -> str:
    """Words of the cue as the text writes them."""
    return text[tokens[cue.first].start : tokens[min(cue.last, len(tokens)) - 1].end]
