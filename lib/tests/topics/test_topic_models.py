"""Models find planted topics, keep one form, and give the same twice; measures agree with independent ones."""

import itertools
import math

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.stats import chi2_contingency
from sklearn.base import clone
from sklearn.metrics import normalized_mutual_info_score

from dossier.topics.choice import choose_model
from dossier.topics.how_many import trace_numbers
from dossier.topics.models import KeyTermNMF, LdaTopics, PlainNMF, SemanticNMF, key_terms
from dossier.topics.quality import clear_share, diversity, draw_rows, match_topics, measure_stability, npmi
from dossier.topics.reinert import ReinertClasses, signed_chi2, split_in_two

MODELS = [SemanticNMF, KeyTermNMF, PlainNMF, LdaTopics, ReinertClasses]


def planted(n_topics=3, n_texts=40, seed=1):
    """Texts of twelve words: ten of their own topic's forty, some of them frequent, and two of any."""
    random = np.random.default_rng(seed)
    rows, labels, weights = [], [], 1 / (np.arange(40) + 3)
    for topic, _ in itertools.product(range(n_topics), range(n_texts)):
        row = np.zeros(40 * n_topics + 10)
        row[topic * 40 + random.choice(40, 10, replace=False, p=weights / weights.sum())] = 1
        row[random.choice(len(row), 2)] += 1
        rows.append(row)
        labels.append(topic)
    return sp.csr_matrix(np.array(rows)), np.array(labels)


@pytest.mark.parametrize("kind", MODELS)
def test_every_model_finds_planted_topics_and_keeps_the_form(kind):
    counts, labels = planted()
    model = kind(3)
    shares = model.fit_transform(counts)
    assert shares.shape == (120, 3)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert normalized_mutual_info_score(labels, shares.argmax(axis=1)) > 0.9
    tops = np.argsort(-model.components_, axis=1)[:, :10]
    assert all(len(set((top // 40).tolist())) == 1 for top in tops)
    assert len(model.get_feature_names_out()) == 3
    again = clone(model).fit(counts)
    assert np.array_equal(again.components_, model.components_)


@pytest.mark.parametrize("kind", MODELS)
def test_a_text_without_terms_gets_equal_shares(kind):
    counts, _ = planted()
    shares = kind(3).fit(counts).transform(sp.csr_matrix((1, counts.shape[1])))
    np.testing.assert_allclose(shares, 1 / 3)


def test_topics_stand_in_order_of_the_texts_they_lead():
    counts, labels = planted()
    uneven = counts[np.concatenate([np.flatnonzero(labels == 2), np.flatnonzero(labels == 0)[:10]])]
    leads = np.bincount(SemanticNMF(2).fit_transform(uneven).argmax(axis=1))
    assert leads.tolist() == [40, 10]


def test_more_topics_than_texts_are_refused():
    with pytest.raises(ValueError, match="5 topics of 3 texts"):
        SemanticNMF(5).fit(sp.csr_matrix(np.eye(3)))


def test_choice_says_which_model_and_why():
    few, many = sp.csr_matrix(np.ones((100, 20))), sp.csr_matrix(np.ones((100, 4)))
    assert isinstance(choose_model(few, n_topics=2)[0], KeyTermNMF)
    model, reason = choose_model(many, n_topics=2)
    assert isinstance(model, SemanticNMF)
    assert "100 texts of 4 words" in reason


def test_key_terms_keep_the_words_nearest_to_a_text():
    counts, labels = planted()
    kept = key_terms(sp.csr_matrix(counts, dtype=np.float32), n_dimensions=3, n_keys=5)
    assert np.diff(kept.indptr).max() <= 5
    own = sum(int(word // 40 == labels[row]) for row, word in zip(*kept.nonzero(), strict=True))
    assert own / kept.nnz > 0.95


def test_npmi_against_the_formula_pair_by_pair():
    present = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0], [0, 1, 1], [0, 0, 0]])
    expected = []
    for a, b in itertools.combinations(range(3), 2):
        both, one, two = (present[:, a] & present[:, b]).mean(), present[:, a].mean(), present[:, b].mean()
        expected.append(math.log(both / (one * two)) / -math.log(both))
    assert npmi(np.array([[0, 1, 2]]), sp.csr_matrix(present.astype(float)))[0] == pytest.approx(np.mean(expected))


def test_matching_is_the_best_of_all_permutations():
    random = np.random.default_rng(3)
    left, right = ([random.choice(12, 5, replace=False) for _ in range(4)] for _ in range(2))
    _, overlap = match_topics(np.array(left), np.array(right))
    jaccard = lambda a, b: len(set(a) & set(b)) / len(set(a) | set(b))  # noqa: E731
    best = max(
        sum(jaccard(a, right[i]) for a, i in zip(left, order, strict=True))
        for order in itertools.permutations(range(4))
    )
    assert overlap.sum() == pytest.approx(best)


def test_small_measures():
    assert diversity(np.array([[0, 1], [1, 2]])) == 0.75
    assert clear_share(np.array([[0.7, 0.3], [0.6, 0.4]])) == 0.5
    rows = draw_rows(["a", "a", "b", "c"], seed=0)
    assert set(rows.tolist()) <= {0, 1, 2, 3}
    assert (0 in rows) == (1 in rows)


def test_planted_topics_come_back_and_noise_is_one_topic():
    counts, _ = planted()
    model = KeyTermNMF(3).fit(counts)
    assert measure_stability(model, counts, groups=range(120), resamples=4).returns.tolist() == [1.0, 1.0, 1.0]
    curve = trace_numbers(counts, groups=range(120), resamples=4, numbers=(2, 3, 4))
    assert curve.loc[curve["recommended"], "k"].tolist() == [3]
    noise = sp.csr_matrix((np.random.default_rng(0).random((150, 200)) < 0.06).astype(float))
    curve = trace_numbers(noise, groups=range(150), resamples=4, numbers=(2, 3, 5))
    assert curve.loc[curve["recommended"], "k"].tolist() == [1]


def test_signed_chi_square_is_that_of_the_two_by_two_table():
    counts, labels = planted()
    present = sp.csr_matrix((counts.toarray() > 0).astype(float))
    found = signed_chi2(present, labels, n_classes=3)
    for group, term in ((0, 0), (1, 5), (2, 121)):
        holds, inside = present.toarray()[:, term] > 0, labels == group
        table = [[(holds & inside).sum(), (holds & ~inside).sum()], [(~holds & inside).sum(), (~holds & ~inside).sum()]]
        assert abs(found[group, term]) == pytest.approx(chi2_contingency(table, correction=False).statistic)


def test_first_cut_parts_what_shares_no_word_and_the_tree_adds_up():
    counts, labels = planted(2, 30)
    side, chi2 = split_in_two(sp.csr_matrix((counts.toarray() > 0).astype(float)))
    assert normalized_mutual_info_score(labels, side) == 1
    table = np.array([np.asarray((counts[half] > 0).sum(axis=0)).ravel() for half in (side, ~side)])
    assert chi2 == pytest.approx(chi2_contingency(table[:, table.sum(axis=0) > 0], correction=False).statistic)
    tree = ReinertClasses(2).fit(counts).tree_
    assert tree.loc[tree["parent"] == 0, "texts"].sum() == tree.loc[tree["node"] == 0, "texts"].item() == 60
