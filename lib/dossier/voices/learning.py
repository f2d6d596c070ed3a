"""
What an article's words beside a name tell of it: person or body, gender, trade, acronym, kin.

`read_names` goes once through the article before anything else is read.
"""

from collections.abc import Iterable, Sequence

from dossier.voices.acronyms import acronym_after, long_name_end
from dossier.voices.actors import Actors
from dossier.voices.lexicon import Lexicon, is_word, load_first_names
from dossier.voices.names import (
    BODY,
    LIKELY,
    PARTICLES,
    PERSON,
    PLACE,
    TOOL,
    UNSURE,
    Names,
    is_capital,
    is_first_name,
    join_tokens,
)  # fmt: skip
from dossier.voices.tokens import Token


def read_names(sentences: Iterable[Sequence[Token]], *, actors: Actors, lexicon: Lexicon) -> Names:
    """
    Collect the names of an article from its tokenised sentences.

    Parameters
    ----------
    sentences : iterable of sequences of Token
        Every sentence, quotations included.
    actors : Actors
        The corpus's known actors.
    lexicon : Lexicon
        Vocabulary of the article's language.
    """
    names = Names(actors, lexicon)
    held = [list(tokens) for tokens in sentences]
    for tokens in held:
        names.seen.update(
            t.text for i, t in enumerate(tokens) if i and is_capital(t) and tokens[i - 1].text[-1].isalpha()
        )
    for tokens in held:
        at = 0
        while at < len(tokens):
            end = names.name_at(tokens, at)
            if end > at:
                _learn(names, tokens, at, end)
            at = max(end, at + 1)
    return names


def _learn(names: Names, tokens: Sequence[Token], at: int, end: int) -> None:
    name = join_tokens(tokens[at:end])
    kind = _kind_beside(names.lexicon, tokens, at, end)
    names.told[name] += 1
    rank = {PERSON: 5, TOOL: 4, BODY: 3, PLACE: 2, LIKELY: 1, UNSURE: 0}
    if rank[kind] >= rank[names.kinds.get(name, UNSURE)]:
        names.kinds[name] = kind
    if kind in (PERSON, LIKELY) and end - at > 1:
        known = names.full.setdefault(tokens[end - 1].low, [])
        if name not in known:
            known.append(name)
    _learn_acronym(names, tokens, at, end)
    _learn_kin(names, tokens, at, end)
    beside = _trades_beside(names.lexicon, tokens, at, end)
    names.roles.setdefault(name, set()).update(beside)
    gender = names.lexicon.honorific_gender(tokens[at - 1].low) if at else ""
    if kind == PERSON and gender:
        names.genders[name] = gender if names.genders.get(name, gender) == gender else ""
    elif kind != PERSON and at and tokens[at - 1].low in ("la", "le", "cette"):
        names.genders.setdefault(name, "m" if tokens[at - 1].low == "le" else "f")


def _learn_acronym(names: Names, tokens: Sequence[Token], at: int, end: int) -> None:
    name, short = join_tokens(tokens[at:end]), acronym_after(tokens, end)
    if not short or long_name_end(tokens, at, lexicon=names.lexicon) != end:
        return
    whole = f"{name} ({short})"
    for form in (name, short, whole):
        names.aliases[form.lower()], names.kinds[form] = whole, BODY
    if name.split()[0].lower() in names.lexicon.nouns["group"]:
        names.aliases.setdefault(name.split()[0].lower(), whole)


def _learn_kin(names: Names, tokens: Sequence[Token], at: int, end: int) -> None:
    """``Ana et Paul Sorel``: the first name shares the surname of the second."""
    if end - at > 1 and at > 1 and tokens[at - 1].low in names.lexicon.words["joiner"] and is_first_name(tokens[at]):
        alone = is_first_name(tokens[at - 2]) and not (at > 2 and is_capital(tokens[at - 3]))
        if alone and is_capital(tokens[at - 2]):
            last = join_tokens(tokens[at + 1 : end])
            names.kin.setdefault(tokens[end - 1].low, []).append(f"{tokens[at - 2].text} {last}")


def _trades_beside(lexicon: Lexicon, tokens: Sequence[Token], at: int, end: int) -> set[str]:
    before: list[str] = []
    governed = at > 0 and tokens[at - 1].low in lexicon.words["governing"]
    for token in [] if governed else reversed(tokens[max(0, at - 8) : at]):
        links = token.low in lexicon.words["joiner"] or token.low in lexicon.words["auxiliary"]
        if links or token.low in lexicon.forms or not token.text[0].isalpha():
            break
        if token.low in lexicon.words["governing"] and token.low not in ("de", "d'", "du", "des", "à", "au", "aux"):
            break
        before.append(token.low)
    before += _description_before(lexicon, tokens, at)
    after: list[str] = []
    if end < len(tokens) and tokens[end].text in ",(":
        closing = next((i for i in range(end + 1, min(len(tokens), end + 12)) if tokens[i].text in ",.):;"), -1)
        after = [token.low for token in tokens[end + 1 : max(closing, end + 1)]]
        if any(_is_finite(lexicon, word) for word in after):
            after = []
    return {word for word in before + after if lexicon.can_speak(word)}


def _description_before(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> list[str]:
    """``du ministre de la Culture, Jean Dupin``: the trade of a definite description before the name."""
    for i in range(at - 2, max(0, at - 9), -1) if at > 2 and tokens[at - 1].text == "," else ():
        token, opening = tokens[i], tokens[i - 1].low
        if not token.text[0].isalpha() or _is_finite(lexicon, token.low):
            break
        if lexicon.is_person_noun(token.low) and opening in ("le", "la", "l'", "du", "au", "the"):
            return [token.low]
    return []


def _is_finite(lexicon: Lexicon, word: str) -> bool:
    told = any(form.form in ("single", "plural") for form in lexicon.forms.get(word, ()))
    clear = told and word not in lexicon.words["noun_homograph"] and not lexicon.can_speak(word)
    return clear or word in lexicon.words["being"] or word in lexicon.words["auxiliary"]


def _kind_beside(lexicon: Lexicon, tokens: Sequence[Token], at: int, end: int) -> str:  # noqa: PLR0911
    first = tokens[at].low.split("-")[0]
    before = tokens[at - 1].low if at else ""
    after = tokens[end].low if end < len(tokens) else ""
    if before in lexicon.words["honorific"] or (end - at > 1 and first in load_first_names()):
        return PERSON
    if before in lexicon.words["tool"] or (
        end - at == 1 and after in ("d'", "de", "du", "by") and _capital_at(tokens, end + 1)
    ):
        return TOOL
    opening = [t.low for t in tokens[end + 1 : end + 4]] if after in (",", "(") else []
    if opening[:1] and opening[0] not in lexicon.words["governing"] and set(opening) & lexicon.words["tool"]:
        return TOOL
    aged = len(opening) > 1 and opening[0].isdigit() and opening[1] in ("ans", "years", ",", ")")
    if aged or lexicon.is_person_noun(before) or any(lexicon.is_person_noun(word) for word in opening[:2]):
        return PERSON
    bodily = any(token.low in lexicon.words["body"] for token in tokens[at:end])
    if bodily or tokens[at].text.isupper() or before in lexicon.nouns["group"]:
        return BODY
    if before in ("à", "en", "in", "at", "near", "près"):
        return PLACE
    return LIKELY if _looks_personal(lexicon, tokens, at, end) else UNSURE


def _looks_personal(lexicon: Lexicon, tokens: Sequence[Token], at: int, end: int) -> bool:
    """``Lukas Gage``, ``Suzanne``: two or three capitalised words that no article opens, none a common word."""
    before = tokens[at - 1].low if at else ""
    if before in lexicon.words["article"] or before in ("du", "des", "au", "aux"):
        return False
    if end - at == 1:
        return tokens[at].low in load_first_names()
    plain = all(token.low.isalpha() or "-" in token.low or token.low in PARTICLES for token in tokens[at:end])
    common = is_word(tokens[at].low, lexicon.lang) or is_word(tokens[end - 1].low, lexicon.lang)
    return plain and end - at <= 4 and not common


def _capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and is_capital(tokens[at])
