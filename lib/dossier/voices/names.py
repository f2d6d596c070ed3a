"""
Names in an article: what they are (person, organisation, tool), their full form and their gender.

Only the article and the corpus's list of actors are looked at: a name is taken for a person where a
first name, a title or a trade stands beside it, for a tool where the text calls it software or a film.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dossier.voices.actors import Actors
from dossier.voices.lexicon import Lexicon, is_participle, is_word, load_first_names
from dossier.voices.tokens import QUOTE, Token

PERSON, BODY, TOOL, PLACE, UNSURE = "person", "organisation", "tool", "place", "unsure"
LIKELY = "likely"  # a person, unless the text says otherwise
_LINKS = {"of", "von", "van", "der", "den", "&", "ben", "al", "el", "bin", "da", "di", "dos", "del"}
_PARTICLES = {"de", "d'", "du", "la", "le"}


@dataclass
class Names:
    """
    What the article tells about its names.

    Attributes
    ----------
    full : dict of str to list of str
        Last word of a person's name to the full names with it, in order of appearance.
    kinds : dict of str to str
        Name to person, organisation, tool or unsure.
    genders : dict of str to str
        Person to ``"m"`` or ``"f"``; absent where unknown.
    """

    actors: Actors
    lexicon: Lexicon
    full: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    roles: dict[str, set[str]] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)

    def canonical(self, name: str) -> str:
        """Full or canonical form of `name` as far as actors and article tell it."""
        actor = self.actors.find(name)
        if actor is not None:
            return actor.canonical
        fuller = [full for full in self.full.get(name.rsplit(maxsplit=1)[-1].lower(), []) if full.endswith(" " + name)]
        if len(set(fuller)) == 1:
            return self.canonical(fuller[0])
        return name

    def most_named(self) -> str:
        """The person whom the article names most, by full name or surname; empty where nobody leads."""
        counts: Counter[str] = Counter()
        for name, times in self.told.items():
            if self.kind(name) == PERSON:
                counts[self.canonical(name)] += times
        ranked = counts.most_common(2)
        leads = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        return ranked[0][0] if leads else ""

    def kind(self, name: str) -> str:
        """Person, organisation, tool or unsure."""
        actor = self.actors.find(name)
        if actor is not None:
            return PERSON if actor.kind == "person" else BODY
        if name.lower() in self.lexicon.words["tool"]:
            return TOOL
        if self.kinds.get(self.canonical(name)) in (PERSON, LIKELY):
            return PERSON
        kind = self.kinds.get(name, UNSURE)
        return PERSON if kind == LIKELY else kind

    def gender(self, name: str) -> str:
        """``"m"``, ``"f"`` or empty."""
        return self.genders.get(self.canonical(name), "") or first_name_gender(self.canonical(name))

    def name_at(self, tokens: Sequence[Token], at: int) -> int:
        """Index after the name that starts at token `at`; `at` itself where none does."""
        known = self.actors.match(tokens, at)
        if known > at:
            return known
        if not self._starts_name(tokens, at):
            return at
        end = at + 1
        while end < len(tokens):
            if _capital(tokens[end]) and not self._breaks(tokens[end]) and not _person_after_body(tokens, at, end):
                end += 1
            elif end + 1 < len(tokens) and self._links(tokens, at, end) and _capital(tokens[end + 1]):
                end += 2
            else:
                break
        return end

    def _starts_name(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at]
        if not _capital(token) or self._small(token) or token.low.endswith("'"):
            return False
        if at > 0 and not (tokens[at - 1].low in ".:!?•–—-(" or tokens[at - 1].text == QUOTE):
            return True
        if is_participle(token.low):
            return False  # ``Nommée Tilly Dupin``
        follows = at + 1 < len(tokens) and _capital(tokens[at + 1]) and not self._small(tokens[at + 1])
        first = token.low.split("-")[0] in load_first_names() or self._strange(token, tokens, at)
        return first or token.text.isupper() or token.text in self.seen or token.text[0] in "#@" or follows

    def _strange(self, token: Token, tokens: Sequence[Token], at: int) -> bool:
        """A capitalised word that opens a sentence, stands before a verb of speech and is in no dictionary."""
        further = tokens[at + 1].low if at + 1 < len(tokens) else ""
        return len(token.low) > 3 and further in self.lexicon.forms and not is_word(token.low, self.lexicon.lang)

    def _small(self, token: Token) -> bool:
        if token.text.isupper() and len(token.text) > 1 and not token.low.endswith("'"):
            return False
        words = self.lexicon.words
        return any(
            token.low in words[group]
            for group in ("article", "governing", "boundary", "pronoun_single", "pronoun_plural", "pronoun_nobody",
                          "indefinite", "adverb", "source_preposition", "joiner", "honorific")
        )  # fmt: skip

    def _breaks(self, token: Token) -> bool:
        return token.low in self.lexicon.words["honorific"] or token.low.endswith("'")

    def _links(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        low = tokens[end].low
        if low in _LINKS:
            return True
        if low in ("de", "d'", "du") and end == at + 1 and at and tokens[at - 1].text == "," and end + 2 < len(tokens):
            return tokens[end + 2].text == ","  # ``le patron, Ordan de Sorel,``
        return low in _PARTICLES and end == at + 1 and tokens[at].low.split("-")[0] in load_first_names()


def _capital(token: Token) -> bool:
    return token.capital and token.text != QUOTE


def _person_after_body(tokens: Sequence[Token], at: int, end: int) -> bool:
    """``sur Instagram Jeanne Dupin``, ``à l'AFP Jean Dupin``: a first name after what is none opens another name."""
    if tokens[end].text.isupper() or not _is_first_name(tokens[end]) or end + 1 >= len(tokens):
        return False
    saintly = tokens[at].low in ("saint", "sainte", "san", "santa", "st", "notre", "prix", "mont", "fort", "new")
    return not saintly and _capital(tokens[end + 1]) and not any(_is_first_name(token) for token in tokens[at:end])


def _is_first_name(token: Token) -> bool:
    return token.low.split("-")[0] in load_first_names()


def first_name_gender(name: str) -> str:
    """
    Gender that the first name of `name` takes, empty where the list does not know it.

    Examples
    --------
    >>> first_name_gender("Anne-Sophie Morel"), first_name_gender("Zyx Morel")
    ('f', '')
    """
    first = name.split(maxsplit=1)[0].lower() if name.split() else ""
    return load_first_names().get(first) or load_first_names().get(first.split("-")[0], "")


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
            t.text for i, t in enumerate(tokens) if i and _capital(t) and tokens[i - 1].text[-1].isalpha()
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
    beside = _trades_beside(names.lexicon, tokens, at, end)
    names.roles.setdefault(name, set()).update(beside)
    if kind == PERSON and tokens[at - 1].low in names.lexicon.words["feminine_honorific"] and at:
        names.genders[name] = "f"
    elif kind != PERSON and at and tokens[at - 1].low in ("la", "le", "cette"):
        names.genders.setdefault(name, "m" if tokens[at - 1].low == "le" else "f")


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
    after: list[str] = []
    if end < len(tokens) and tokens[end].text in ",(":
        closing = next((i for i in range(end + 1, min(len(tokens), end + 12)) if tokens[i].text in ",.):;"), -1)
        after = [token.low for token in tokens[end + 1 : max(closing, end + 1)]]
        if any(_is_finite(lexicon, word) for word in after):
            after = []
    return {word for word in before + after if lexicon.can_speak(word)}


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
    if before in lexicon.words["tool"] or (end - at == 1 and after in ("d'", "de") and _capital_at(tokens, end + 1)):
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
    plain = all(token.low.isalpha() or "-" in token.low or token.low in _PARTICLES for token in tokens[at:end])
    common = is_word(tokens[at].low, lexicon.lang) or is_word(tokens[end - 1].low, lexicon.lang)
    return plain and end - at <= 4 and not common


def _capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and _capital(tokens[at])


def join_tokens(tokens: Sequence[Token]) -> str:
    """Text of neighbouring tokens, single-spaced as the offsets show."""
    parts: list[str] = []
    for index, token in enumerate(tokens):
        if index and token.start > tokens[index - 1].end:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)
