"""Topics at the desk: read, named, joined and brushed, on four made-up segments."""

from unittest import mock

import numpy as np
import pandas as pd
import pytest

from dossier.corpus import open_corpus
from dossier.errors import UsageError
from dossier.explorer.map_drawing import count_squares, draw_map
from dossier.explorer.mapping import brush_points, group_points, place_points, place_squares
from dossier.explorer.preparing import bare_units
from dossier.explorer.standing import stand_in_topics
from dossier.explorer.topic_desk import TopicDesk
from dossier.explorer.topic_views import cut_topic, list_near, name_topics, read_topic, restore_topic
from dossier.sentences import load_sentences
from dossier.strings import Words
from dossier.topics import Topics, load_topics

EN = Words("en")


@pytest.fixture
def topics():
    words = [["boat", "pier", "crew", "lake", "deck"], ["horn", "noise", "night", "shore", "sleep"]]
    terms = pd.DataFrame([(t + 1, r, w, 1 / r) for t, own in enumerate(words) for r, w in enumerate(own, 1)],
                         columns=["topic", "rank", "term", "weight"])  # fmt: skip
    segments = pd.DataFrame({
        "article_id": list("abcd"), "segment_no": 1, "first_sentence": 1, "last_sentence": 2, "lang": "en",
        "text": ["A boat.", "A pier.", "A horn.", "A crew at night."], "topic": [1, 1, 2, 1], "counted": True,
    })  # fmt: skip
    shares = np.array([[0.9, 0.1], [0.8, 0.2], [0.2, 0.8], [0.55, 0.45]])
    memberships = pd.DataFrame({"row": np.repeat(range(4), 2), "topic": [1, 2] * 4, "share": shares.ravel()})
    table = pd.DataFrame({"topic": [1, 2], "lang": "en", "label": ["boats", "sounds"], "named": False,
                          "segments": [3, 1],
                          "share": [0.75, 0.25], "returns": 1.0, "stable": True, "npmi": 0.1})  # fmt: skip
    empty = pd.DataFrame()
    return Topics(segments, table, terms, terms.iloc[:0], memberships, empty, empty, "made up")


def test_topics_are_read_typical_and_borderline(topics):
    assert read_topic(topics, 1).text.tolist() == ["A boat.", "A pier.", "A crew at night."]
    assert read_topic(topics, 1, borderline=True).text.tolist()[0] == "A crew at night."
    assert list_near(topics, 1).label.tolist() == ["sounds"]
    with pytest.raises(UsageError, match="no topic 3"):
        read_topic(topics, 3)


@pytest.fixture
def big(ferry):
    """Forty articles about two matters, each of one word list."""
    random = np.random.default_rng(3)
    endings = ("alo", "eti", "imu", "ora", "usi", "ane", "ilo", "ope", "uta", "eri")
    for n in range(40):
        stems = (("br", "cl", "dr", "v"), ("g", "m", "p", "t"))[n % 2]
        pool = [stem + ending for stem in stems for ending in endings]
        lines = " ".join(f"{' '.join(random.choice(pool, 14)).capitalize()}." for _ in range(9))
        (ferry / "articles" / f"m{n}.md").write_text(
            f"---\nlang: fr\noutlet: Echo\nrights: own\n---\n{lines}\n", "utf-8"
        )
    return open_corpus(ferry)


def fixed(k):
    """Let the desk find `k` topics, as its corpus is too small to choose."""
    return mock.patch("dossier.explorer.topic_views.load_topics", lambda corpus: load_topics(corpus, k=k))


def test_names_and_joins_are_kept_for_every_notebook_and_taken_back(big):
    found = load_topics(big, k=2)
    with fixed(2):
        named = name_topics(big, found, [1], "first things")
        assert load_topics(big, k=2).topics.label.tolist()[0] == "first things"
        joined = name_topics(big, named, [1, 2], "all things")
        assert joined.topics.label.tolist() == ["all things"]
        assert joined.topics.segments.tolist() == [found.topics.segments.sum()]
        with pytest.raises(UsageError, match="joined or cut already"):
            cut_topic(big, joined, 1)
        back = restore_topic(big, joined, 1)
    assert back.topics.segments.tolist() == found.topics.segments.tolist() and not back.topics.named.any()
    for numbers, label in (([3], "x"), ([1], " ")):
        with pytest.raises(UsageError):
            name_topics(big, found, numbers, label)


def test_a_cut_is_kept_for_every_notebook_and_taken_back(big):
    found = load_topics(big, k=1)
    with fixed(1):
        cut = cut_topic(big, found, 1)
        assert len(load_topics(big, k=1).topics) == 2 and cut.topics.segments.sum() == found.topics.segments.sum()
        named = name_topics(big, cut, [2], "second things")
        assert named.topics.label.tolist()[1] == "second things"
        assert len(restore_topic(big, named, 2).topics) == 1


def test_the_map_is_coloured_and_brushed_by_squares(topics, ferry, coded):
    units = coded.assign(article_id=np.repeat(list("abc"), 4))
    points = place_points(topics, units, corpus=open_corpus(ferry))
    assert points[["x", "y"]].min().min() == 0 and points[["x", "y"]].max().max() <= 1
    assert points.theme.tolist() == ["work", "", "", ""] and points.outlet.tolist() == ["Echo"] * 3 + [""]
    groups = group_points(points, "theme", names={"work": "Work"}, words=EN)
    drawn = draw_map(points, groups, box="B2:C3", words=EN)
    assert drawn.count("h0") == 4 and "Work (1)" in drawn and "none (3)" in drawn and 'width="88"' in drawn
    assert count_squares(points, groups).n.sum() == 4
    articles = place_points(topics, units, corpus=open_corpus(ferry), of="articles", most=2)
    assert articles.article_id.tolist() == ["a", "d"]
    for wrong in ({"by": "size"}, {"by": ""}):
        with pytest.raises(UsageError):
            group_points(points, **wrong, names={}, words=EN)


def test_squares():
    points = place_squares(pd.DataFrame({"x": [0.0, 0.1, 1, 0.5], "y": [1.0, 1, 0, 0.5]}))
    assert points.square.tolist() == ["A1", "B1", "L12", "G6"]
    assert brush_points(points, "g6:a1").index.tolist() == [0, 1, 3]
    assert place_squares(points.iloc[:0]).empty
    for box in ("", "M1", "A13", "A0", "A1:", "<b>"):
        with pytest.raises(UsageError, match="no square"):
            brush_points(points, box)


def test_the_desk_tests_its_reader_and_says_why_there_are_no_topics(topics, ferry):
    units = bare_units(open_corpus(ferry), load_sentences(open_corpus(ferry)))
    desk = TopicDesk(topics, units, open_corpus(ferry), EN)
    desk._do(desk._test)
    desk.answer.value = "nonsense"
    assert "none of the words" in desk.shown.value
    for intruder in desk.tasks.intruder:
        desk.answer.value = intruder.upper()
    assert "2 of 2 found; guessing gives 17%" in desk.shown.value
    none = Topics(topics.segments, topics.topics.iloc[:0], topics.terms.iloc[:0], topics.phrases,
                  topics.memberships.iloc[:0], topics.curve, topics.model, "too few segments.")  # fmt: skip
    assert "too few segments" in TopicDesk(none, units, open_corpus(ferry), EN).shown.value
    assert "too few segments" in stand_in_topics(none, units, corpus=open_corpus(ferry), words=EN)[0].html()
