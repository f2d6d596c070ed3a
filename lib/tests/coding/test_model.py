"""The estimator on a small made-up debate: it learns, it quotes, it survives a new theme and odd input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from dossier.codebook import load_codebook, read_codebook
from dossier.coding import ThemeCoder, code_sentences, load_examples, score_coder, wanted_examples
from dossier.coding.labels import LabelCoder
from dossier.coding.training import examples_of_marks
from dossier.paths import DEFAULT_CORPUS
from dossier.schema import SENTENCES

ACCESS = """
[[themes]]
key = "access"
label_en = "Access"
label_fr = "Accès"
definition_en = "Anyone can make a film."
definition_fr = "Chacun peut faire un film."

[[themes.families]]
name = "anyone"
lang = "fr"
terms = ["n importe qui", "à la portée de", "amateur*", "démocratis*"]

[[themes.examples]]
text = "Un lycéen a tourné son western sur son téléphone, et le village a loué la salle des fêtes."
lang = "fr"
stance = "opportunity"
"""


def rows(*texts):
    return pd.DataFrame({"text": texts, "before": "", "after": ""})


@pytest.fixture(scope="module")
def examples():
    return load_examples(DEFAULT_CORPUS, codebook=load_codebook(DEFAULT_CORPUS))


@pytest.fixture(scope="module")
def coder(examples):
    few = examples.take(np.arange(0, len(examples.rows), max(1, len(examples.rows) // 600)))
    return ThemeCoder(load_codebook(DEFAULT_CORPUS)).fit(few)


def test_it_is_a_scikit_learn_estimator():
    coder = ThemeCoder(load_codebook(DEFAULT_CORPUS), penalty=2.0)
    assert clone(coder).get_params()["penalty"] == 2.0


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Le syndicat redoute la suppression de deux cents emplois de figurants.", "jobs"),
        ("Les députés réclament une loi sur le droit d'auteur et le consentement.", "regulation"),
        ("Les centres de données consomment une électricité et une eau considérables.", "environment"),
        ("Un film sans âme, sans émotion, déshumanisé.", "authenticity"),
    ],
)
def test_plain_arguments_are_found_and_quoted(coder, text, theme):
    at = coder.codebook.keys.index(theme)
    coded = coder.predict(rows(text))
    assert coded[0, at]
    for part in coder.evidence(rows(text), coded)[0][at].split(" | "):
        assert part and part in text


def test_terms_alone_teach_a_new_theme(examples):
    del examples
    source = (DEFAULT_CORPUS / "codebook.toml").read_text(encoding="utf-8") + ACCESS
    codebook = read_codebook(source)
    coder = ThemeCoder(codebook).fit(load_examples(DEFAULT_CORPUS, codebook=codebook))
    yes, no = coder.predict_proba(
        rows("L'outil met le cinéma à la portée de n'importe qui.", "Le prix est de 12 euros.")
    )
    assert yes[4] > coder.thresholds_[4] > no[4]


def test_nothing_in_nothing_out(coder):
    shares, stances = coder.predict_all(rows())
    assert shares.shape == (0, 4)
    assert stances.shape == (0, 4, 3)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_gets_shares_and_exact_slices(coder, texts):
    units = rows(*texts)
    shares, stances = coder.predict_all(units)
    assert ((shares >= 0) & (shares <= 1)).all()
    assert np.allclose(stances.sum(axis=2), 1)
    evidence = coder.evidence(units, np.ones(shares.shape, dtype=bool))
    assert all(
        part in text for text, row in zip(texts, evidence, strict=True) for cell in row for part in cell.split(" | ")
    )


def test_the_same_input_gives_the_same_codes(examples, coder):
    units = rows("Les doubleurs perdent leur métier.", "Il pleut sur le plateau.")
    again = clone(coder).fit(examples.take(np.arange(0, len(examples.rows), max(1, len(examples.rows) // 600))))
    assert np.array_equal(again.predict_proba(units), coder.predict_proba(units))


def test_marked_sentences_get_the_code_of_a_coder_that_has_not_seen_them():
    codebook = load_codebook(DEFAULT_CORPUS)
    texts = [f"Le syndicat numéro {n} craint pour l'emploi." if n % 2 else f"La salle {n} ouvre." for n in range(20)]
    marks = pd.DataFrame(
        {
            "article_id": [f"a{n // 4}" for n in range(20)], "sentence_no": [n % 4 + 1 for n in range(20)],
            "theme": ["jobs" if n % 2 else "" for n in range(20)],
            "stance": ["threat" if n % 2 else "" for n in range(20)],
            "text": texts, "before": "", "after": "", "group": [f"a{n // 4}" for n in range(20)],
        }
    )  # fmt: skip
    examples = examples_of_marks(marks, codebook=codebook)
    coder = ThemeCoder(codebook).fit(examples)
    sentences = SENTENCES.check(
        marks.assign(start=0, end=1, kind="text", lang="fr", dropped="")[SENTENCES.names].copy()
    )
    codes = code_sentences(sentences, coder=coder, examples=examples)
    jobs = codes[codes["theme"] == "jobs"]["probability"].to_numpy()
    assert np.allclose(jobs, coder.left_out_[:, 0])
    scores = score_coder(coder, examples).set_index(["theme", "what"])
    assert scores.loc[("jobs", "theme"), "n"] == 20
    assert scores.loc[("jobs", "theme"), "basis"] == "marks"


def test_labels_are_learnt_with_gaps():
    texts = [f"{word} {n}" for n in range(15) for word in ("pomme rouge", "train bleu")]
    y = np.array([[1.0 - n % 2, np.nan if n < 6 else n % 2] for n in range(30)])
    coder = LabelCoder().fit(texts, y, groups=[n // 2 for n in range(30)])
    assert coder.predict(["une pomme rouge", "un train bleu"]).tolist() == [[True, False], [False, True]]
    assert coder.left_out_.shape == (30, 2)


def test_a_long_table_is_encoded_sparingly(examples, monkeypatch):
    from dossier.coding import model, sparing
    from dossier.encoder import Encoder

    few = examples.take(np.arange(0, len(examples.rows), max(1, len(examples.rows) // 300)))
    encoder = Encoder(lambda texts: np.array([[t.count(letter) + 0.1 for letter in "aeioutnrs"] for t in texts]), "toy")
    coder = ThemeCoder(load_codebook(DEFAULT_CORPUS), encoder).fit(few)
    units = rows(*(f"La salle numéro {n} ouvre lundi." for n in range(30)), "Le syndicat craint pour les emplois.")
    known = encoder.computed
    monkeypatch.setattr(model, "SPARING_FROM", 10)
    monkeypatch.setattr(sparing, "CLOSED", 0.3)
    spared = coder.predict_proba(units)
    assert 1 <= encoder.computed - known < 31
    monkeypatch.setattr(model, "SPARING_FROM", 100)
    assert np.allclose(coder.predict_proba(units)[-1], spared[-1])


def test_no_more_than_the_bound_is_encoded_and_the_rest_is_told(examples, monkeypatch, capsys):
    from dossier.coding import model, sparing
    from dossier.encoder import Encoder

    few = examples.take(np.arange(0, len(examples.rows), max(1, len(examples.rows) // 300)))
    encoder = Encoder(lambda texts: np.array([[t.count(letter) + 0.1 for letter in "aeioutnrs"] for t in texts]), "toy")
    coder = ThemeCoder(load_codebook(DEFAULT_CORPUS), encoder).fit(few)
    known = encoder.computed
    monkeypatch.setattr(model, "SPARING_FROM", 10)
    monkeypatch.setattr(sparing, "CLOSED", 0.0)
    monkeypatch.setattr(sparing, "MOST_ENCODED", 3)
    texts = [f"Le syndicat numéro {n % 6} craint pour les emplois." for n in range(12)]
    shares = coder.predict_proba(rows(*texts))
    assert encoder.computed - known == 3
    assert np.array_equal(shares[:6], shares[6:])  # a repeated sentence is coded as its first is
    assert "6 open sentences" in capsys.readouterr().err


def test_a_theme_with_few_cases_says_how_many_it_wants(examples):
    codebook = load_codebook(DEFAULT_CORPUS)
    wanted = wanted_examples(examples.take(np.arange(5)), keys=codebook.keys)
    assert all(0 < number <= 40 for number in wanted.values())
    assert wanted_examples(examples, keys=codebook.keys)["jobs"] == 0
