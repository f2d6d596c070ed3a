"""Words, vocabulary, weights: each table can be checked by hand or against scikit-learn."""

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from dossier.topics.association import associate, weigh
from dossier.topics.phrases import find_phrases, join_words, rank_phrases
from dossier.topics.stop_words import load_stop_words
from dossier.topics.tokens import tokenise
from dossier.topics.vocabulary import make_vocabulary

RULE = re.compile(r"[^\W\d_²³¹¼½¾]{2,}")


def words(*texts):
    found = tokenise(texts)
    return [found.types[code] for code in found.codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’été, l'œuvre", ["été", "œuvre"]),
        ("aujourd’hui : peut-être", ["aujourd", "hui", "peut", "être"]),
        ("e\u0301te\u0301", ["été"]),
        ("Don’t – “stop”", ["Don", "stop"]),
        ("Œdipe à Kœnigsberg", ["Œdipe", "Kœnigsberg"]),
        ("Ελλάδα et Україна", ["Ελλάδα", "et", "Україна"]),
        ("3 kg d'or, x2", ["kg", "or"]),
        ("", []),
    ],
)
def test_words_of_a_text(text, expected):
    assert words(text) == expected


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from("aàéœŒzA '’-.2²β\n"), max_size=30), max_size=4))
def test_both_ways_give_the_words_of_the_rule(texts):
    expected = [w for text in texts for w in RULE.findall(unicodedata.normalize("NFC", text))]
    assert words(*texts) == expected


def test_offsets_keep_every_text():
    found = tokenise(["un pont", "", "β pont"])
    assert found.offsets.tolist() == [0, 2, 2, 3]
    assert found.rows.tolist() == [0, 0, 2]


def test_forms_of_a_word_count_as_one_and_show_the_most_frequent():
    tokens = tokenise(["les ponts anciens", "des ponts", "un pont ancien", "rien"])
    vocabulary = make_vocabulary(tokens, langs=("fr",))
    assert vocabulary.terms == ("ponts", "anciens")
    assert vocabulary.count(tokens).toarray().tolist() == [[1, 1], [1, 0], [1, 1], [0, 0]]


def test_names_keep_their_form_and_can_be_left_out():
    tokens = tokenise(["paris tenus à Paris", "un pari tenu, Paris", "Paris dort, les paris", *["Paris, Paris"] * 3])
    assert "Paris" in make_vocabulary(tokens, langs=("fr",), least=1).shown
    assert "Paris" not in make_vocabulary(tokens, langs=("fr",), least=1, names=False).shown


def test_initials_are_terms_and_short_words_are_not():
    tokens = tokenise(["La SNCF et l'UE or", "L'UE et la SNCF or"])
    assert set(make_vocabulary(tokens, langs=("fr",)).shown) == {"SNCF", "UE"}


def test_a_term_of_one_article_goes_where_articles_are_given():
    tokens = tokenise(["pont quai", "pont rive", "quai rive", "pont rive"])
    vocabulary = make_vocabulary(tokens, langs=("fr",), groups=["a", "a", "b", "b"], least=2)
    assert set(vocabulary.terms) == {"pont", "rive", "quai"}
    assert set(make_vocabulary(tokens, langs=("fr",), groups=["a", "a", "a", "b"], least=2).terms) == {"pont", "rive"}


def test_weights_are_those_of_scikit_learn():
    texts = ["pont quai pont rive", "quai quai farine", "farine levain pont", "levain farine rive rive"]
    reference = TfidfVectorizer(sublinear_tf=True, token_pattern=r"[^\W\d_]{2,}").fit(texts)
    tokens = tokenise(texts)
    vocabulary = make_vocabulary(tokens, langs=(), lemmas=False, least=1, most=1.0)
    order = [vocabulary.terms.index(name) for name in reference.get_feature_names_out()]
    ours = weigh(vocabulary.count(tokens)).toarray()[:, order]
    np.testing.assert_allclose(ours, reference.transform(texts).toarray(), atol=1e-6)


def test_association_by_hand():
    counts = make_vocabulary(tokenise(["aaa bbb", "aaa bbb", "ccc ddd"]), langs=(), least=1, lemmas=False)
    matrix = associate(counts.count(tokenise(["aaa bbb", "aaa bbb", "ccc ddd"])), damping=0).toarray()
    margin = np.array([2.0, 2, 1, 1])
    context = margin**0.75 / (margin**0.75).sum()
    assert matrix[0, 1] == pytest.approx(np.log((2 / 6) / ((2 / 6) * context[1])), rel=1e-6)
    assert matrix[0, 2] == 0


def test_stop_words_are_single_lower_case_words_of_the_token_rule():
    for lang in ("fr", "en"):
        listed = load_stop_words(lang)
        assert len(listed) > 200
        assert all(word == word.lower() and (len(word) == 1 or RULE.fullmatch(word)) for word in listed)


TEXTS = [
    "Le conseil vote le droit d’auteur.", "Le droit d'auteur, dit-on, et le port.", "Un port. Du droit d'auteur !",
    "Les droits d'auteur au port", "Conseil, port : rien", "port auteur conseil",
]  # fmt: skip


def test_phrases_bridge_elisions_and_stop_at_punctuation():
    vocabulary = make_vocabulary(tokenise(TEXTS), langs=("fr",))
    found = find_phrases(TEXTS, vocabulary)
    assert found.shown == ("droit d'auteur",)
    assert found.counts.toarray().ravel().tolist() == [1, 1, 1, 1, 0, 0]


def test_two_words_and_their_initials_are_one_term():
    texts = [
        "Le comité rural ferme",
        "Un quai du comité rural",
        "Le comité rural dort",
        "Le CR ferme",
        "CR : un quai",
        "Le CR",
    ]
    tokens = tokenise(texts)
    vocabulary = make_vocabulary(tokens, langs=("fr",), most=1.0)
    joined = join_words(vocabulary, find_phrases(texts, vocabulary), vocabulary.count(tokens))
    assert joined.forms["cr"] == joined.forms["rural"]
    assert joined.held(tokens)[joined.forms["cr"]] == 6
    assert len(joined.terms) == len(set(joined.forms.values()))


def test_a_phrase_ranks_in_the_topic_whose_texts_hold_it():
    found = find_phrases(TEXTS, make_vocabulary(tokenise(TEXTS), langs=("fr",)))
    shares = np.array([[1.0, 0.0]] * 4 + [[0.0, 1.0]] * 2)
    ranked = rank_phrases(found, shares)
    assert ranked[1] == []
    assert ranked[0][0] == (0, pytest.approx(4 * np.log(4 / (4 * 4 / 6))))
