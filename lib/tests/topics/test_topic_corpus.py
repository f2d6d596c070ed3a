"""Segments, names, folding, tasks, and the topics of small corpora made for the test."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dossier.corpus import open_corpus
from dossier.errors import DossierError
from dossier.sentences import load_sentences
from dossier.topics import load_segments, load_topics, make_segments, save_labels
from dossier.topics.folding import compare_topics
from dossier.topics.intrusion import make_topic_tasks, make_word_tasks, score_answers
from dossier.topics.labels import Label, load_labels, match_labels, write_labels
from dossier.topics.views import (
    borderline_segments,
    count_languages,
    map_segments,
    near_topics,
    topic_rows,
    typical_segments,
)

RIVER = ["pont", "quai", "rive", "fleuve", "crue"]
BREAD = ["pain", "four", "farine", "levain", "mie"]
ENDINGS = ("alo", "eti", "imu", "ora", "usi", "ane", "ilo", "ope", "uta", "eri")
POOLS = [
    [stem + ending for ending in ENDINGS for stem in stems] for stems in (("br", "cl", "dr", "v"), ("g", "m", "p", "t"))
]
FALLING = 1 / (np.arange(40) + 3)  # some words of a matter are frequent, as in any text


def sentences(*rows):
    columns = ["article_id", "sentence_no", "kind", "dropped", "text"]
    return pd.DataFrame(rows, columns=columns).assign(lang="fr", start=0, end=0)


def test_segments_by_hand():
    table = sentences(
        ("a", 1, "heading", "", "un deux"),
        ("a", 2, "text", "", "un deux trois quatre"),
        ("a", 3, "text", "menu", "Accueil"),
        ("a", 4, "text", "", "un deux trois quatre cinq"),
        ("a", 5, "heading", "", "un deux trois"),
        ("a", 6, "text", "", "un deux trois"),
        ("a", 7, "text", "", "un"),
        ("b", 1, "text", "", "un"),
    )
    found = make_segments(table, words=6)
    columns = ["article_id", "segment_no", "first_sentence", "last_sentence"]
    assert found[columns].to_numpy().tolist() == [["a", 1, 1, 2], ["a", 2, 4, 4], ["a", 3, 5, 7], ["b", 1, 1, 1]]


def test_no_kept_sentence_is_lost():
    table = sentences(*[("a", n, "text", "", "mot " * (n % 13 + 1)) for n in range(1, 80)])
    found = make_segments(table, words=20)
    assert found["first_sentence"].iloc[0] == 1
    assert found["last_sentence"].iloc[-1] == 79
    assert (found["first_sentence"].iloc[1:].to_numpy() == found["last_sentence"].iloc[:-1].to_numpy() + 1).all()


def test_segments_of_nothing():
    assert make_segments(sentences(("a", 1, "text", "menu", "Accueil"))).empty


def write_corpus(folder: Path, *, articles: int, seed: int = 5) -> Path:
    """Articles of made-up words: half draw from one pool, half from another."""
    random = np.random.default_rng(seed)
    (folder / "articles").mkdir(parents=True)
    (folder / "corpus.toml").write_text('title = "Essai"\nlanguages = ["fr"]\n', "utf-8")
    for number in range(articles):
        own, weights = POOLS[number % 2], FALLING / FALLING.sum()
        told = [f"Voici {', '.join(random.choice(own, 6, replace=False, p=weights))} pour {number}." for _ in range(8)]
        (folder / "articles" / f"a{number:02}.md").write_text(f"---\nlang: fr\n---\n\n{' '.join(told)}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return open_corpus(write_corpus(tmp_path_factory.mktemp("river") / "corpus", articles=48))


@pytest.fixture(scope="module")
def topics(corpus):
    return load_topics(corpus)


def test_two_matters_are_two_topics_that_come_back(topics):
    assert len(topics.topics) == 2
    assert topics.topics["stable"].all()
    found = [{word.lower() for word in topics.words(n)} for n in (1, 2)]
    assert any(words <= set(POOLS[0]) for words in found)
    assert any(words <= set(POOLS[1]) for words in found)
    np.testing.assert_allclose(topics.shares.sum(axis=1), 1)


def test_topics_are_read_again_without_a_fit(corpus, topics, monkeypatch):
    monkeypatch.setattr("dossier.topics.loading.find_topics", lambda *_, **__: pytest.fail("fitted again"))
    again = load_topics(corpus)
    pd.testing.assert_frame_equal(again.terms, topics.terms)
    pd.testing.assert_frame_equal(again.memberships, topics.memberships)


def test_new_texts_are_placed_as_the_old_ones_were(topics):
    placed = topics.place(topics.segments["text"].tolist())
    np.testing.assert_allclose(placed, topics.shares, atol=1e-6)


def test_a_name_given_by_the_reader_is_kept(corpus, topics):
    path = save_labels(corpus, topics)
    path.write_text(path.read_text("utf-8").replace(topics.topics["label"].iloc[0], "Nom choisi"), "utf-8")
    named = load_topics(corpus).topics
    assert named["label"].iloc[0] == "Nom choisi"
    assert named["named"].tolist() == [True, True]
    path.unlink()


def test_rows_behind_topics_are_the_kept_sentences(corpus, topics):
    kept = load_sentences(corpus).query("dropped == ''")
    rows = topic_rows(topics, load_sentences(corpus))
    assert len(rows) == len(kept) == len(rows.drop_duplicates(["article_id", "sentence_no"]))
    assert set(rows["topic"]) == {1, 2}


def test_views(topics):
    assert len(typical_segments(topics, n=2)) == 4
    assert (borderline_segments(topics)["gap"] >= 0).all()
    assert len(near_topics(topics)) == 2
    assert count_languages(topics)["segments"].sum() == len(topics.segments)
    placed = map_segments(topics)
    pd.testing.assert_frame_equal(placed, map_segments(topics))
    assert placed[["x", "y"]].notna().all(axis=None)


def test_five_small_articles_are_refused_with_a_reason(tmp_path):
    small = open_corpus(write_corpus(tmp_path / "small", articles=2))
    found = load_topics(small)
    assert len(load_segments(small)) == len(found.segments) > 0
    assert found.refused or len(found.topics) <= 2
    assert found.reason


def test_names_file(tmp_path):
    path = tmp_path / "topics.toml"
    labels = (Label('Pain "noir"', ("pain", "four")), Label("Eau\\rive", ("quai",)))
    write_labels(labels, path)
    assert load_labels(path) == labels
    assert match_labels(labels, [["QUAI"], ["x"]]) == ["Eau\\rive", ""]
    path.write_text("[[topic]]\nlabel = 3\n", "utf-8")
    with pytest.raises(DossierError, match="topic 1 needs a label"):
        load_labels(path)


def test_a_refit_says_what_is_new():
    old = pd.DataFrame({"topic": [1] * 3, "rank": [1, 2, 3], "term": RIVER[:3]})
    new = pd.DataFrame({"topic": [1] * 3 + [2] * 2, "rank": [1, 2, 3, 1, 2], "term": [*RIVER[1:4], *BREAD[:2]]})
    assert compare_topics(old, new)[["old", "new", "change"]].to_numpy().tolist() == [[1, 1, "kept"], [0, 2, "new"]]


def test_tasks_hide_one_intruder_each_and_score():
    tasks = make_word_tasks([RIVER, BREAD], seed=2)
    assert tasks.equals(make_word_tasks([RIVER, BREAD], seed=2))
    for row in tasks.itertuples():
        own = RIVER if row.topic == 1 else BREAD
        assert [word for word in row.choices.split(" | ") if word not in own] == [row.intruder]
    assert score_answers(tasks, dict(zip(tasks["task"], tasks["intruder"], strict=True)))["share"] == 1
    assert make_word_tasks([RIVER]).empty
    shares = np.array([[0.5, 0.3, 0.2, 0.0], [0.0, 0.2, 0.3, 0.5]])
    found = make_topic_tasks(["un", "deux"], shares, ["A", "B", "C", "D"], n=2)
    assert found.sort_values("row")["intruder"].tolist() == ["D", "A"]
    assert make_topic_tasks(["un"], shares[:1, :3], ["A", "B", "C"]).empty
