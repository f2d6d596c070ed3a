"""Topics at the desk: read, named, joined and brushed, on four made-up segments."""

import numpy as np
import pandas as pd
import pytest

from dossier.corpus import open_corpus
from dossier.errors import UsageError
from dossier.explorer.standing import stand_in_topics
from dossier.explorer.topic_desk import TopicDesk, render_squares
from dossier.explorer.topic_views import brush_points, list_near, list_topics, name_topics, place_squares, read_topic
from dossier.strings import Words
from dossier.topics import Topics

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


def test_names_are_kept_and_topics_of_one_name_are_read_as_one(topics, ferry):
    corpus = open_corpus(ferry)
    joined = name_topics(corpus, topics, [1, 2], "the lake")
    assert list_topics(joined).label.tolist() == ["the lake", "the lake"]
    assert len(read_topic(joined, 1)) == 4 and len(read_topic(topics, 1)) == 3
    assert (ferry / "topics.toml").read_text("utf-8").count('label = "the lake"') == 2
    for numbers, label in (([3], "x"), ([1], " ")):
        with pytest.raises(UsageError):
            name_topics(corpus, topics, numbers, label)


def test_the_map_is_brushed_by_squares():
    points = place_squares(pd.DataFrame({"x": [0.0, 1, 8, 4], "y": [8.0, 8, 0, 4], "topic": [1, 1, 2, 2]}))
    assert points.square.tolist() == ["A1", "B1", "H8", "E4"]
    assert brush_points(points, "e8:a1").index.tolist() == [0, 1, 3]
    assert place_squares(points.iloc[:0]).empty and place_squares(points.iloc[:1]).square.tolist() == ["A8"]
    assert "<td>1<br><small>2</small></td>" in render_squares(points, EN)
    for box in ("", "I1", "A9", "A1:", "<b>"):
        with pytest.raises(UsageError, match="no square"):
            brush_points(points, box)


def test_the_desk_tests_its_reader_and_says_why_there_are_no_topics(topics, ferry):
    desk = TopicDesk(topics, open_corpus(ferry), EN)
    desk._do(desk._test)
    desk.answer.value = "nonsense"
    assert "none of the words" in desk.shown.value
    for intruder in desk.tasks.intruder:
        desk.answer.value = intruder.upper()
    assert "2 of 2 found; guessing gives 17%" in desk.shown.value
    none = Topics(topics.segments, topics.topics.iloc[:0], topics.terms.iloc[:0], topics.phrases,
                  topics.memberships.iloc[:0], topics.curve, topics.model, "too few segments.")  # fmt: skip
    assert "too few segments" in TopicDesk(none, open_corpus(ferry), EN).shown.value
    assert "too few segments" in stand_in_topics(none, EN).html()
