"""
The press's vocabulary of speech and thought, read from ``data/`` and made into word forms.

A language is data: verbs of saying and of holding an opinion, the small words around them, and the
nouns that can speak. Forms are conjugated here so that the lists stay short enough to be read.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import simplemma

_DATA = Path(__file__).parent / "data"
FINITE_SINGLE, FINITE_PLURAL, PARTICIPLE, GERUND, INFINITIVE = "single", "plural", "participle", "gerund", "infinitive"
_REGULAR_ENDINGS = (
    (FINITE_SINGLE, ("e", "ait", "a", "era", "erait")),
    (FINITE_PLURAL, ("ent", "aient", "èrent", "eront", "eraient")),
    (PARTICIPLE, ("é", "és", "ée", "ées")),
    (GERUND, ("ant",)),
    (INFINITIVE, ("er",)),
)


@dataclass(frozen=True)
class Form:
    """One reading of a word form as a cue: its verb and what kind of form it is."""

    lemma: str
    form: str


@dataclass(frozen=True)
class Lexicon:
    """
    The vocabulary of one language.

    Attributes
    ----------
    forms : dict of str to tuple of Form
        Word form (lower case) to its readings as a cue verb.
    say, hold, urge : frozenset of str
        Verbs that take a quotation or a complement clause; verbs whose object is the opinion; verbs that
        call on somebody to do something.
    follow, reflexive : dict of str to tuple of str
        Verbs that report only when one of these words follows; the same for reflexive use.
    words, nouns : dict of str to frozenset of str
        Small words and nouns by their function.
    """

    lang: str
    forms: dict[str, tuple[Form, ...]]
    say: frozenset[str]
    say_reflexive: frozenset[str]
    hold: frozenset[str]
    urge: frozenset[str]
    follow: dict[str, tuple[str, ...]]
    reflexive: dict[str, tuple[str, ...]]
    words: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    _people: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    _speakers: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def is_silent(self, lemma: str) -> bool:
        """Whether a verb tells nothing of speech unless one of its own words follows: ``avoir``, ``faire``."""
        return lemma not in self.say | self.say_reflexive | self.hold | self.urge

    def is_person_noun(self, word: str) -> bool:
        """Whether `word` (lower case) names people by what they do or are."""
        if word not in self._people:
            self._people[word] = self._names_people(word)
        return self._people[word]

    def honorific_gender(self, word: str) -> str:
        """``"f"`` or ``"m"`` where `word` (lower case) is a title that tells it; else empty."""
        return next((g for g in ("feminine", "masculine") if word in self.words[f"{g}_honorific"]), "")[:1]

    def _names_people(self, word: str) -> bool:
        singular = word[:-1] if word.endswith(("s", "x")) else word
        if word in self.nouns["not_person"]:
            return False
        parts = word.split("-")
        if {word, singular} & self.nouns["person"] or (len(parts) > 1 and {parts[0], parts[-1]} & self.nouns["person"]):
            return True
        return len(word) > 5 and word.endswith(tuple(self.nouns["person_ending"]))

    def can_speak(self, word: str) -> bool:
        """Whether a noun (lower case) may be the source of words: people, bodies, documents."""
        if word not in self._speakers:
            forms = {word, word[:-1] if word.endswith(("s", "x")) else word}
            bodies = forms & self.nouns["group"] or forms & self.nouns["document"]
            self._speakers[word] = self.is_person_noun(word) or bool(bodies)
        return self._speakers[word]


@lru_cache(maxsize=4)
def load_lexicon(lang: str) -> Lexicon:
    """
    Return the vocabulary of ``"fr"`` or ``"en"``; any other language reads as French.

    Examples
    --------
    >>> load_lexicon("fr").forms["craignent"]
    (Form(lemma='craindre', form='plural'),)
    >>> load_lexicon("en").forms["warned"][0].lemma
    'warn'
    """
    data = _read("en" if lang == "en" else "fr")
    verbs = data["verbs"]
    bare = {_bare(verb) for verb in verbs["say"]}
    lemmas = bare | set(verbs["hold"]) | set(verbs["urge"]) | set(verbs["with"]) | set(verbs["reflexive"])
    return Lexicon(
        lang="en" if lang == "en" else "fr",
        forms=_all_forms({lemma for lemma in lemmas if " " not in lemma}, data["irregular"], lang),
        say=frozenset(verb for verb in verbs["say"] if verb == _bare(verb)),
        say_reflexive=frozenset(_bare(verb) for verb in verbs["say"] if verb != _bare(verb)),
        hold=frozenset(verbs["hold"]),
        urge=frozenset(verbs["urge"]),
        follow={verb: tuple(words) for verb, words in verbs["with"].items()},
        reflexive={verb: tuple(words) for verb, words in verbs["reflexive"].items()},
        words={name: frozenset(words) for name, words in data["words"].items()},
        nouns={name: frozenset(words) for name, words in data["nouns"].items()},
    )


@lru_cache(maxsize=1)
def load_first_names() -> dict[str, str]:
    """Return first names (lower case) with the gender, ``"m"`` or ``"f"``, that a pronoun takes."""
    with (_DATA / "first_names.toml").open("rb") as file:
        lists = tomllib.load(file)
    return {name: gender for gender in ("f", "m") for name in lists[gender].split()}


@lru_cache(maxsize=50_000)
def is_verb_form(word: str, lang: str) -> bool:
    """
    Whether a word (lower case) reads as a finite verb, by its lemma alone.

    Examples
    --------
    >>> is_verb_form("froncent", "fr"), is_verb_form("comédiens", "fr")
    (True, False)
    """
    if lang == "en":
        return len(word) > 4 and word.endswith("ed")
    if len(word) < 4 or word.endswith(("é", "ée", "és", "ées", "ant", "er", "ir", "re", "oir", "u", "us", "is")):
        return False
    lemma = simplemma.lemmatize(word, lang="fr")
    return lemma != word and lemma.endswith(("er", "ir", "re", "oir"))


@lru_cache(maxsize=50_000)
def is_participle(word: str) -> bool:
    """
    Whether a word (lower case) is the past participle of a French verb in *-er*.

    Examples
    --------
    >>> is_participle("nommée"), is_participle("zoé")
    (True, False)
    """
    if not word.endswith(("é", "ée", "és", "ées")):
        return False
    return str(simplemma.lemmatize(word.rstrip("s").removesuffix("e"), lang="fr")).endswith("er")


@lru_cache(maxsize=50_000)
def is_word(word: str, lang: str) -> bool:
    """
    Whether a word (lower case) is in the dictionary of its language.

    Examples
    --------
    >>> is_word("syndicat", "fr"), is_word("kinopresse", "fr")
    (True, False)
    """
    return bool(simplemma.is_known(word, lang="en" if lang == "en" else "fr"))


def _read(lang: str) -> dict[str, Any]:
    with (_DATA / f"{lang}.toml").open("rb") as file:
        return tomllib.load(file)


def _bare(verb: str) -> str:
    return verb.removeprefix("se ").removeprefix("s'")


def _all_forms(lemmas: set[str], irregular: dict[str, list[str]], lang: str) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for lemma in sorted(lemmas):
        for form, words in _forms_of(lemma, irregular, lang).items():
            for word in words:
                found.setdefault(word, []).append(Form(lemma, form))
    return {word: tuple(forms) for word, forms in found.items()}


def _forms_of(lemma: str, irregular: dict[str, list[str]], lang: str) -> dict[str, set[str]]:
    if lang == "en":
        return _english(lemma, irregular.get(lemma))
    if lemma in irregular:
        return _french_irregular(lemma, irregular[lemma])
    return _french_regular(lemma)


def _french_irregular(lemma: str, parts: list[str]) -> dict[str, set[str]]:
    single, plural, imperfect, past, pasts, future, participle, gerund = parts
    s = "" if participle.endswith("s") else "s"
    return {
        FINITE_SINGLE: {single, imperfect + "ait", past, future + "a", future + "ait"},
        FINITE_PLURAL: {plural, imperfect + "aient", pasts, future + "ont", future + "aient"},
        PARTICIPLE: {participle, participle + s, participle + "e", participle + "es"},
        GERUND: {gerund},
        INFINITIVE: {lemma},
    }


def _french_regular(lemma: str) -> dict[str, set[str]]:
    stem = lemma[:-2]
    forms: dict[str, set[str]] = {}
    for form, endings in _REGULAR_ENDINGS:
        forms[form] = {_spell(stem, ending) for ending in endings}
    return forms


def _spell(stem: str, ending: str) -> str:
    silent = ending[0] == "e" and ending != "er"
    if silent and stem.endswith("y"):
        return stem[:-1] + "i" + ending
    if silent and len(stem) > 2 and stem[-2] in "éèe" and stem[-1] not in "aeiouéy" and stem[-2] == "é":
        changed = ending in ("e", "ent")
        return (stem[:-2] + "è" + stem[-1] if changed else stem) + ending
    if silent and len(stem) > 2 and stem[-2] == "e" and stem[-1] in "vnsmrl" and stem[-3] not in "aeiou":
        return stem[:-2] + "è" + stem[-1] + ending
    if ending[0] in "aâ" and stem.endswith("g"):
        return stem + "e" + ending
    if ending[0] in "aâ" and stem.endswith("c"):
        return stem[:-1] + "ç" + ending
    return stem + ending


def _english(lemma: str, parts: list[str] | None) -> dict[str, set[str]]:
    if parts:
        single, plural, past, participle, gerund = parts
    else:
        root = lemma[:-1] if lemma.endswith("e") else lemma
        consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
        past = (lemma[:-1] + "ied") if consonant_y else root + "ed"
        single = (lemma[:-1] + "ies") if consonant_y else lemma + ("es" if lemma.endswith(("s", "h", "x")) else "s")
        plural, participle, gerund = lemma, past, root + "ing"
    return {
        FINITE_SINGLE: {single, past},
        FINITE_PLURAL: {plural, past},
        PARTICIPLE: {participle},
        GERUND: {gerund},
        INFINITIVE: {lemma},
    }
