"""Prose that travels, on made-up articles small enough to check by eye."""

from itertools import combinations
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from dossier.reuse import find_families, find_repeated_articles, find_reused_sentences, trace_reuse
from dossier.reuse.passages import MIN_LIKENESS, compare_words
from dossier.reuse.shingles import hash_shingles, iter_pairs, join_pairs, list_words
from dossier.schema import SENTENCES

ORIGINAL = "Le maire de Valmont promet que la bibliothèque restera ouverte le dimanche malgré les travaux."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ORIGINAL, True),
        (ORIGINAL.replace("é", "e\u0301"), True),
        ("Le maire de Valmont assure que la bibliothèque restera ouverte dimanche, malgré les travaux.", True),
        ("Hier soir, a-t-on appris, " + ORIGINAL[:-1] + ", et que rien ne changera pour les écoles du quartier.", True),
        ("Le maire de Valmont promet que la piscine restera fermée le lundi pendant les vacances.", False),
        ("La bibliothèque de Valmont a perdu la moitié de ses lecteurs en dix ans.", False),
    ],
)
def test_reworked_sentences_are_found_and_neighbours_are_not(other, same):
    pair = pd.DataFrame({"article_id": ["a", "b"], "text": [ORIGINAL, other]})
    assert len(find_reused_sentences(pair)) == int(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le prix du bois a doublé en un an et les menuisiers de la région ne savent plus établir un devis.",
         "Le prix du pain a peu bougé en un an et les boulangers de la région ne veulent plus en parler."),
        ("Il a été nommé directeur général de la compagnie des eaux en janvier 2021.",
         "Elle a été nommée directrice adjointe de la compagnie des trams en octobre 2019."),
    ],
)  # fmt: skip
def test_the_same_mould_with_other_facts_is_not_the_same_prose(one, other):
    assert fuzz.ratio(" ".join(list_words(one)), " ".join(list_words(other))) >= MIN_LIKENESS
    assert find_reused_sentences(pd.DataFrame({"article_id": ["a", "b"], "text": [one, other]})).empty


def test_sentences_of_one_article_are_never_paired():
    assert find_reused_sentences(pd.DataFrame({"article_id": ["a", "a"], "text": [ORIGINAL, ORIGINAL]})).empty


def test_a_turn_of_phrase_that_everybody_uses_joins_nobody():
    texts = [f"Rendez-vous la semaine prochaine pour un nouvel épisode numéro {i} de notre série." for i in range(60)]
    pairs = find_reused_sentences(pd.DataFrame({"article_id": [str(i) for i in range(60)], "text": texts}))
    assert pairs.empty


def _sentences(**texts):
    rows = [
        (article, i, 0, len(text), "text", "fr", "", text)
        for article, lines in texts.items()
        for i, text in enumerate(lines, start=1)
    ]
    return pd.DataFrame(rows, columns=SENTENCES.names)


def _articles(dates, sentences):
    texts = sentences.groupby("article_id").text.apply(" ".join)
    return pd.DataFrame({"article_id": list(dates), "published_date": list(dates.values())}).assign(
        text=lambda frame: frame.article_id.map(texts)
    )


def test_the_earliest_dated_member_counts_and_names_the_family():
    sentences = _sentences(late=[ORIGINAL], early=["Rien à voir.", ORIGINAL], undated=[ORIGINAL])
    articles = _articles({"late": "2024-06-13", "early": "2024-05", "undated": ""}, sentences)
    families = find_families(sentences, articles).set_index(["article_id", "sentence_no"])
    assert set(families.family[[("late", 1), ("early", 2), ("undated", 1)]]) == {"early#2"}
    assert families.counted.to_dict() == {
        ("early", 1): True, ("early", 2): True, ("late", 1): False, ("undated", 1): False,
    }  # fmt: skip
    assert trace_reuse(families.reset_index()).to_numpy().tolist() == [["early", "late", 1], ["early", "undated", 1]]


def test_a_dispatch_that_everybody_prints_is_one_family():
    sentences = _sentences(**{f"a{i:03}": [f"Rien de commun, numéro {i}.", ORIGINAL] for i in range(120)})
    articles = _articles({f"a{i:03}": "" for i in range(120)}, sentences)
    families = find_families(sentences, articles)
    assert set(families[families.sentence_no == 2].family) == {"a000#2"}
    assert families.counted.sum() == 121


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), max_size=12))
def test_same_words_are_joined_as_comparing_every_pair_would(rows):
    import networkx as nx

    texts = [ORIGINAL, "Un vieux phare sera vendu aux enchères avant la fin de cette année.", "Trop court."]
    table = pd.DataFrame({"article_id": [a for a, _ in rows], "text": [texts[t] for _, t in rows]})
    graph = nx.Graph()
    graph.add_nodes_from(range(len(rows)))
    every = [(i, j) for i in range(len(rows)) for j in range(i)]
    graph.add_edges_from((i, j) for i, j in every if rows[i][1] == rows[j][1] < 2 and rows[i][0] != rows[j][0])
    smallest = {node: min(group) for group in nx.connected_components(graph) for node in group}
    pairs = find_reused_sentences(table)
    assert (pairs["first"] < pairs["second"]).all()
    found = join_pairs(list(zip(pairs["first"], pairs["second"], strict=True)), len(rows))
    assert found == [smallest[i] for i in range(len(rows))]


def test_order_of_articles_does_not_matter():
    sentences = _sentences(a=[ORIGINAL, "Autre chose."], b=[ORIGINAL], c=["Autre chose encore, tout à fait à part."])
    articles = _articles({"a": "2024", "b": "2023", "c": ""}, sentences)
    shuffled = find_families(sentences.sample(frac=1, random_state=2), articles.iloc[::-1])
    pd.testing.assert_frame_equal(find_families(sentences, articles), shuffled)


def test_repeated_articles_against_plain_jaccard():
    words = [f"mot{i}" for i in range(200)]
    texts = [" ".join(words), " ".join(words[:150] + ["x"] * 20), " ".join(words[120:] + ["y"] * 120)]
    sets = [set(zip(*(t.split()[i:] for i in range(5)), strict=False)) for t in texts]
    plain = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    assert find_repeated_articles(texts) == [(0, 1, pytest.approx(plain, abs=0.001))]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15))
def test_groups_are_what_pairs_connect(pairs):
    import networkx as nx

    graph = nx.Graph(pairs)
    graph.add_nodes_from(range(10))
    smallest = {node: min(group) for group in nx.connected_components(graph) for node in group}
    assert join_pairs(pairs, 10) == [smallest[i] for i in range(10)]


@given(st.text(max_size=60))
def test_hashes_never_fail_and_do_not_depend_on_case(text):
    words = list_words(text)
    assert hash_shingles(words, width=3).tolist() == hash_shingles(list_words(text.lower()), width=3).tolist()
    assert compare_words(words, words) in (0.0, 100.0)


def test_shared_hashes_are_counted_once_per_pair():
    owners = [hash_shingles(list("abcde"), width=2), hash_shingles(list("bcdex"), width=2)]
    assert list(iter_pairs(owners, max_owners=9, min_shared=3)) == [(0, 1)]
    assert not list(iter_pairs(owners, max_owners=9, min_shared=4))
    assert not list(iter_pairs([], max_owners=9))


@given(
    st.lists(st.sets(st.integers(0, 30)), max_size=12),
    st.integers(1, 5), st.integers(1, 3), st.sampled_from([1, 3, 1000]),
)  # fmt: skip
def test_pairs_are_those_of_a_plain_count(owned, max_owners, min_shared, at_a_time):
    common = {n for n in range(31) if 2 <= sum(n in own for own in owned) <= max_owners}
    plain = [(i, j) for i, j in combinations(range(len(owned)), 2) if len(owned[i] & owned[j] & common) >= min_shared]
    hashes = [np.array(sorted(own), dtype=np.uint64) for own in owned]
    with patch("dossier.reuse.shingles._AT_A_TIME", at_a_time):
        assert list(iter_pairs(hashes, max_owners=max_owners, min_shared=min_shared)) == plain
