"""The verb group of a cue and its subject: auxiliaries, clitics and carriers passed over, inversions seen."""

from collections.abc import Sequence
from dataclasses import replace

from dossier.voices.clauses import Reader
from dossier.voices.frames import Cue, after_adverbs, complement_after, is_manner
from dossier.voices.lexicon import FINITE_PLURAL, FINITE_SINGLE, GERUND, INFINITIVE, PARTICIPLE, Form
from dossier.voices.phrases import Phrase
from dossier.voices.tokens import QUOTE


def verb_group_start(reader: Reader, at: int, form: Form) -> int | None:  # noqa: PLR0911
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
    trade = reader.lexicon.is_person_noun(token.low) and reader.low(at + 1) in (",", "", ".", "et", "(")
    if trade and previous == ",":
        return None  # ``Jeanne Dupin, philosophe,``
    if token.low in reader.lexicon.words["noun_homograph"] and (
        nominal or previous in clitics or is_governed(reader, at)
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
    return over_clitics(reader, at)


def is_governed(reader: Reader, at: int) -> bool:
    """Whether a preposition stands just before the token."""
    return reader.low(at - 1) in reader.lexicon.words["governing"]


def over_clitics(reader: Reader, at: int) -> int:
    """Index of the first of the clitics and adverbs that lead up to the verb at `at`."""
    start = at
    while start > 0 and (
        reader.is_(start - 1, "clitic") or reader.is_(start - 1, "adverb") or is_manner(reader, start - 1)
    ):
        if reader.low(start - 1) in ("le", "la", "les", "l'", "nous", "vous", "lui", "leur") and start - 1 == 0:
            break
        start -= 1
    return start


def _auxiliary_before(reader: Reader, at: int) -> int | None:
    if reader.low(at - 1) in ("et", "and") and any(reader.is_(i, "auxiliary") for i in range(max(0, at - 12), at - 1)):
        return at  # ``avait pris les devants et indiqué``
    start = at
    for _ in range(6):
        start -= 1
        if start < 0:
            return None
        low = reader.low(start)
        reflexive = low in ("est", "sont", "était", "étaient", "sera") and _has_reflexive(reader, start)
        if low in reader.lexicon.words["auxiliary"] or reflexive or (False):
            return over_clitics(reader, start)
        inverted = low.startswith("-") or low in ("tout", "juste")
        if not (inverted or reader.is_(start, "adverb") or reader.is_(start, "clitic") or is_manner(reader, start)):
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
    if reader.low(start) in ("d'", "de") and reader.low(0) == "et":
        narrator = reader.phrase_at(1)
        if narrator is not None and narrator.last == start:
            return start
    for i in range(start, max(-1, start - 4), -1):
        if reader.low(i).startswith("enten") and reader.low(at) in ("parler", "dire"):
            return None
        if reader.is_(i, "carrier"):
            return _auxiliary_before(reader, i) or over_clitics(reader, i)
        if not (reader.is_(i, "carrier_link") or reader.is_(i, "clitic") or reader.is_(i, "adverb")):
            return None
    return None


def is_reflexive(reader: Reader, start: int, at: int) -> bool:
    """Whether the verb group from `start` to `at` is reflexive."""
    return any(
        reader.low(i) in ("s'", "se")
        for i in range(max(start, at - 4), at)
        if i + 1 == at or not reader.is_(i + 1, "carrier")
    )


def subject_of(reader: Reader, start: int, at: int, form: Form, found: Sequence[Cue]) -> tuple[Phrase | None, bool]:
    """The cue's subject, and whether it stands after the verb."""
    for i in range(start, at + 2):
        if reader.low(i).startswith("-") and i < len(reader.tokens):
            return reader.phrase_at(i), True
    if form.form in (INFINITIVE, GERUND):
        return _unfinite_subject(reader, start, form, found), False
    if form.form == PARTICIPLE and start == at:
        return _main_subject(reader, start, found), False
    if _turns_around(reader, start, at):
        phrase = reader.after(at + 1)
        if phrase is not None:
            return phrase, True
    phrase = _agreeing(reader, reader.before(start), form)
    if phrase is None and _follows_at_once(reader, start, at, form):
        return reader.phrase_at(at + 1), True
    if phrase is None and reader.low(start - 1) in ("et", "puis", "mais", ",", "and", "but", "then"):
        phrase = _agreeing(reader, _main_subject(reader, start, found), form)
    if phrase is None and start <= 1 and reader.is_(0, "joiner"):
        phrase = _same_again(reader, plural=form.form == FINITE_PLURAL)
    return phrase if phrase is not None else _far_subject(reader, start, form), False


def _unfinite_subject(reader: Reader, start: int, form: Form, found: Sequence[Cue]) -> Phrase | None:
    """Subject of an infinitive (what stands before) or a gerund (what touches it); else the main subject."""
    own = reader.before(start)
    touches = own is not None and own.last == start and own.first > 1
    if own is not None and (form.form == INFINITIVE or touches):
        return own
    return _main_subject(reader, start, found)


def _turns_around(reader: Reader, start: int, at: int) -> bool:
    """Whether the place of the verb makes its subject follow: beside a quotation, after *comme*, in an incise."""
    before, further = reader.low(start - 1), reader.low(start - 2)
    opens = start == 0 or before in ("comme", "as", "ainsi") or (start == 1 and reader.low(0) in ("comme", "as"))
    asked = before in ("que", "qu'") and further in ("ce", "ainsi")
    return is_beside_quote(reader, start, at) or opens or asked or _incise(reader, start, at)


def _follows_at_once(reader: Reader, start: int, at: int, form: Form) -> bool:
    """``Tout est perdu répètent les élus``: a verb of speech with no subject before it and a speaker right after."""
    follower = reader.phrase_at(at + 1)
    if follower is None:
        return False
    if follower.kind == "name":
        return True
    told = form.lemma in reader.lexicon.say and form.lemma not in reader.lexicon.hold and start > 2
    return told and follower.kind == "noun" and (follower.definite or reader.low(at + 1) == "les")


def _same_again(reader: Reader, *, plural: bool) -> Phrase:
    """``Et demandent …``: the subject of the sentence before, left out."""
    token = reader.tokens[0]
    head = "ils" if plural else "lui"
    return Phrase(token.text, "pronoun", token.start, token.end, 0, 1, head, plural=plural, anyone=True)


def _incise(reader: Reader, start: int, at: int) -> bool:
    """A verb between a comma and its subject: ``, indiquait Jeanne Dupin``; never before *que* or an object."""
    if reader.lexicon.lang == "en" or reader.low(start - 1) != "," or start < 3:
        return False
    phrase = reader.after(at + 1)
    if (
        phrase is not None
        and phrase.kind == "noun"
        and reader.low(phrase.first) in ("un", "une", "des")
        and _holds(reader, at)
    ):
        return reader.low(phrase.last) in (",", ".", "", ";")
    return (
        phrase is not None
        and complement_after(reader, after_adverbs(reader, at + 1)) is None
        and (phrase.kind in ("name", "noun") and not reader.is_(at + 1, "complement"))
    )


def _holds(reader: Reader, at: int) -> bool:
    return any(form.lemma in reader.lexicon.hold for form in reader.lexicon.forms.get(reader.low(at), ()))


def _main_subject(reader: Reader, start: int, found: Sequence[Cue]) -> Phrase | None:
    earlier = [cue.subject for cue in found if cue.subject is not None]
    if earlier:
        return earlier[-1]
    return reader.leading(start) if start > 1 else reader.leading()


def _far_subject(reader: Reader, start: int, form: Form) -> Phrase | None:
    """``Les élus qui étaient là, hier soir, dénoncent``: the sentence's subject, cut off by what is said of it."""
    lead = _agreeing(reader, reader.leading(start), form)
    if lead is None or lead.first > 1 or reader.low(lead.last) not in ("qui", ",", "dont", "que", "qu'", "où", "who"):
        return None
    subordinate = any(reader.is_(i, "complement") for i in range(lead.last + 1, start))
    return None if subordinate else lead


def _agreeing(reader: Reader, phrase: Phrase | None, form: Form) -> Phrase | None:
    """The phrase, unless its number contradicts the verb's."""
    if phrase is None or phrase.kind in ("name", "nobody"):
        return phrase
    if form.form == FINITE_PLURAL and phrase.kind == "pronoun" and not phrase.plural:
        return replace(phrase, plural=True)
    number_told = reader.lexicon.lang == "fr"  # an English past form has none
    if number_told and form.form == FINITE_SINGLE and phrase.kind == "noun" and phrase.plural:
        return None
    return phrase


def is_beside_quote(reader: Reader, start: int, at: int) -> bool:
    """Whether a quotation stands just before or after the verb group."""
    before = start - 1
    if reader.low(before) == ",":
        before -= 1
    return (before >= 0 and reader.tokens[before].text == QUOTE) or reader.low(at + 1) == QUOTE
