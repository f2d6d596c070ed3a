"""The command's four files, and its refusals."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.errors import DossierError, UsageError
from dossier.topics.fitting import fit_texts
from dossier.topics.tables import read_texts, write_topics
from dossier.topics.tokens import tokenise


@pytest.fixture(scope="module")
def texts():
    random = np.random.default_rng(11)
    endings = ("alo", "eti", "imu", "ora", "usi", "ane", "ilo", "ope", "uta", "eri")
    stems = (("b", "br", "c", "cl"), ("d", "dr", "f", "fl"), ("g", "gr", "m", "p"))
    pools = [[stem + ending for stem in group for ending in endings] for group in stems]
    return [" ".join(random.choice(pools[n % 3], 12)) for n in range(120)] + ["", "12"]


@pytest.fixture(scope="module")
def whole(texts, tmp_path_factory):
    doubled = [*texts[:58], texts[0], texts[120]]  # a text that is there twice, and one without words
    return doubled, run(doubled, tmp_path_factory.mktemp("whole"), k=3)


@pytest.fixture(scope="module")
def shuffled_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("shuffled")


def run(texts, folder, **settings):
    table = folder / "rows.csv"
    pd.DataFrame({"id": range(len(texts)), "body": texts}).to_csv(table, index=False)
    write_topics(table, text="body", out=folder / "out", lang="en", **settings)
    return folder / "out"


def test_the_four_files_keep_the_contract(texts, tmp_path):
    out = run(texts, tmp_path, k=3)
    terms = pd.read_csv(out / "topics.csv")
    assert list(terms.columns) == ["topic", "rank", "term", "weight"]
    assert (terms.groupby("topic").size() >= 25).all()
    assert terms.groupby("topic")["rank"].apply(lambda ranks: ranks.tolist() == list(range(1, len(ranks) + 1))).all()
    assert set(terms["term"]) <= set(" ".join(texts).split())
    shares = pd.read_csv(out / "memberships.csv")
    assert list(shares.columns) == ["row", "topic", "share"]
    assert sorted(set(shares["row"])) == list(range(122))
    np.testing.assert_allclose(shares.groupby("row")["share"].sum(), 1, atol=1e-6)
    assert list(pd.read_csv(out / "phrases.csv").columns) == ["topic", "rank", "term", "weight"]
    quality = json.loads((out / "quality.json").read_text("utf-8"))
    assert quality["rows"] == 122
    assert quality["rows_without_words"] == 2
    assert not quality["refused"]
    led = shares.loc[shares.groupby("row")["share"].idxmax(), "topic"].to_numpy()[:120]
    assert all(len(set(led[n::3])) == 1 for n in range(3))


def test_two_runs_write_the_same_bytes(texts, tmp_path):
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        out = run(texts, tmp_path / name, k=2)
        files.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert files[0] == files[1]


@settings(max_examples=6, derandomize=True, deadline=None)
@given(st.permutations(range(60)))
def test_the_order_of_the_rows_changes_nothing_but_the_order_of_their_shares(whole, shuffled_folder, order):
    texts, first = whole
    again = run([texts[row] for row in order], shuffled_folder, k=3)
    for name in ("topics.csv", "phrases.csv", "quality.json"):
        assert (again / name).read_bytes() == (first / name).read_bytes()
    shares, moved = (pd.read_csv(out / "memberships.csv")["share"].to_numpy().reshape(-1, 3) for out in (first, again))
    assert np.array_equal(moved, shares[list(order)])


def test_a_refusal_leaves_its_reason_and_no_table(texts, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "topics.csv").write_text("old", "utf-8")
    with pytest.raises(DossierError, match="too few for 40 topics"):
        run(texts, tmp_path, k=40)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["quality.json"]
    quality = json.loads((tmp_path / "out" / "quality.json").read_text("utf-8"))
    assert quality["refused"]
    assert "ask for 24 at most" in quality["reason"]


def test_few_texts_are_told_what_cannot_be_had(texts, tmp_path):
    out = run(texts[:60], tmp_path, k=3)
    quality = json.loads((out / "quality.json").read_text("utf-8"))
    assert any("60 texts are few" in warning for warning in quality["warnings"])


def test_columns(tmp_path):
    table = tmp_path / "rows.tsv"
    table.write_text("un texte\ttrain\nun autre\ttest\n", "utf-8")
    assert read_texts(table, text="1") == ["un texte", "un autre"]
    table.write_text("body\tset\nun texte\ttrain\n", "utf-8")
    assert read_texts(table, text="body") == ["un texte"]
    with pytest.raises(UsageError, match="no column 'corps'"):
        read_texts(table, text="corps")
    with pytest.raises(UsageError, match="one topic or more"):
        write_topics(table, text="body", k=0, out=tmp_path / "out")


def test_one_topic_is_an_answer(texts, tmp_path):
    shares = pd.read_csv(run(texts, tmp_path, k=1) / "memberships.csv")
    assert (shares["share"] == 1).all()


def test_listed_words_are_found_in_the_text(texts):
    fitted = fit_texts(texts, n_topics=3, langs=("en",))
    forms = {form.lower() for form in tokenise(texts).types}
    assert all(term in forms for topic in range(3) for term, _ in fitted.top_words(topic))
