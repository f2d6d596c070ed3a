"""Topics joined and cut: what the reader draws, every notebook reads."""

import numpy as np
import pandas as pd
import pytest

from dossier.errors import DossierError
from dossier.topics import Topics
from dossier.topics.editing import edit_topics
from dossier.topics.finding import find_topics
from dossier.topics.labels import Label, load_labels, write_labels

STEMS = (("br", "cl", "dr", "v"), ("g", "m", "p", "t"), ("fl", "j", "n", "s"))
ENDINGS = ("alo", "eti", "imu", "ora", "usi", "ane", "ilo", "ope", "uta", "eri")
POOLS = [[stem + ending for ending in ENDINGS for stem in stems] for stems in STEMS]


def segments(per_pool=80):
    """Segments of twelve words of one pool each."""
    random = np.random.default_rng(5)
    texts = [" ".join(random.choice(pool, 12)) for pool in POOLS for _ in range(per_pool)]
    n = len(texts)
    return pd.DataFrame({
        "article_id": [f"a{i // 2}" for i in range(n)], "segment_no": [i % 2 + 1 for i in range(n)],
        "first_sentence": 1, "last_sentence": 2, "lang": "fr", "text": texts, "counted": True,
        "pool": np.repeat(range(len(POOLS)), per_pool),
    })  # fmt: skip


@pytest.fixture(scope="module")
def three():
    """Three topics, one a pool, as they are fitted."""
    own = segments()
    found = find_topics(own, k=3)
    table = found["topics"].assign(named=False)
    return Topics(own.assign(topic=found["leads"]["topic"].to_numpy()), table, found["terms"], found["phrases"],
                  found["memberships"], found["curve"], found["model"], "made up")  # fmt: skip


def fit(own, label):
    return find_topics(own, k=label.parts)


def pools_of(topics):
    """Which pools each topic leads."""
    return [set(rows["pool"]) for _, rows in topics.segments.groupby("topic")]


def test_without_labels_all_stays(three):
    same = edit_topics(three, [], fit=fit)
    pd.testing.assert_frame_equal(same.topics, three.topics)
    assert [number for number, _ in same.origins] == [1, 2, 3]


def test_topics_of_one_name_are_one(three):
    labels = [Label("both", tuple(three.words(number))) for number in (1, 3)]
    joined = edit_topics(three, labels, fit=fit)
    assert joined.topics["label"].tolist()[0] == "both"
    assert joined.topics["segments"].tolist() == [160, 80]
    assert [len(pools) for pools in pools_of(joined)] == [2, 1]
    np.testing.assert_allclose(joined.shares[:, 0], three.shares[:, [0, 2]].sum(axis=1), atol=1e-12)
    np.testing.assert_allclose(joined.place(three.segments["text"].tolist()), joined.shares, atol=1e-6)
    assert set(joined.words(1)) <= set(three.words(1, n=99)) | set(three.words(3, n=99))
    assert [number for number, _ in joined.origins] == [1, 2, 1]


def test_a_topic_is_cut_and_its_parts_are_named():
    own = segments()
    found = find_topics(own[own["pool"] < 2].reset_index(drop=True), k=1)
    table = found["topics"].assign(named=False)
    whole = Topics(own[own["pool"] < 2].reset_index(drop=True).assign(topic=1), table, found["terms"],
                   found["phrases"], found["memberships"], found["curve"], found["model"], "")  # fmt: skip
    cut = edit_topics(whole, [Label("whole", tuple(whole.words(1)), 2)], fit=fit)
    assert sorted(map(tuple, pools_of(cut))) == [(0,), (1,)]
    np.testing.assert_allclose(cut.shares.sum(axis=1), 1, atol=1e-9)
    assert all(label.parts == 2 for label in cut.cuts)
    named = edit_topics(whole, [Label("whole", tuple(whole.words(1)), 2), Label("first", tuple(cut.words(1)))], fit=fit)
    assert named.topics["label"].tolist()[0] == "first"
    assert named.topics["named"].tolist() == [True, False]


def test_parts_are_kept_in_the_file_and_checked(tmp_path):
    path = tmp_path / "topics.toml"
    labels = (Label("x", ("a",), 3), Label("y", ("b",)))
    write_labels(labels, path)
    assert load_labels(path) == labels
    path.write_text(path.read_text("utf-8").replace("parts = 3", "parts = 30"), "utf-8")
    with pytest.raises(DossierError, match="topic 1 can be cut in 2 to 9 parts"):
        load_labels(path)
