"""Terms, guards and negation, on made-up sentences."""

import pytest

from dossier.codebook import load_codebook
from dossier.coding.cues import CueReader
from dossier.coding.terms import TermIndex, guess_language, split_words
from dossier.paths import DEFAULT_CORPUS


def found(terms, text, lang="fr"):
    hits = TermIndex([terms], lang=lang).find(text, split_words(text))
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("métier", "Nos MÉTIERS changent.", ["MÉTIERS"]),
        ("craindre", "Ils craignent la suite.", ["craignent"]),
        ("régul*", "La régulation régulière des eaux", ["régulation", "régulière"]),
        ("droit d auteur", "Le droit d’auteur et l'auteur", ["droit d’auteur"]),
        ("perdre ... emploi", "Elle a perdu son premier emploi.", ["perdu son premier emploi"]),
        ("perdre ... emploi", "Elle a perdu un ami qui cherchait alors un nouvel emploi.", []),
        ("emploi", "", []),
    ],
)
def test_a_term_is_found_by_word_lemma_or_gap(term, text, expected):
    assert found([term], text) == expected


def test_language_by_function_words():
    assert guess_language(split_words("Le studio a fermé ses portes.")) == "fr"
    assert guess_language(split_words("The studio has closed its doors.")) == "en"
    assert guess_language(split_words("Studio Brume")) == ""


@pytest.fixture(scope="module")
def reader():
    return CueReader(load_codebook(DEFAULT_CORPUS))


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("regulation", "Le règlement du festival fixe la durée des films."),
        ("regulation", "La licence logicielle expire en mai."),
        ("authenticity", "Elle filme dans un décor authentique du port."),
        ("jobs", "L'emploi de la 3D alourdit la séquence."),
        ("environment", "L'environnement de travail a été refait."),
        ("environment", "Le climat de la salle était lourd."),
        ("environment", "The working environment of the tool is new."),
    ],
)
def test_false_friends_are_guarded(reader, theme, text):
    at = reader.codebook.keys.index(theme)
    strong, _, guarded = reader.read(text).theme_counts[at]
    assert strong == 0
    assert guarded >= 1


def test_a_negated_stance_term_is_counted_apart(reader):
    at = reader.codebook.keys.index("jobs")
    plain = reader.read("L'outil menace les décorateurs.").stance_counts[at, 0]
    negated = reader.read("L'outil ne menace personne.").stance_counts[at, 0]
    assert plain[0] > 0
    assert negated[1] > 0
