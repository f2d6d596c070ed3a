"""Marks find their sentences again, on an article of five short sentences."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.annotations import hash_text
from dossier.annotations.relinking import place_marks


def lay(*texts):
    """Sentences of one article, laid one after the other."""
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    return pd.DataFrame({
        "article_id": "a", "sentence_no": range(1, len(texts) + 1), "start": starts,
        "end": [s + len(t) for s, t in zip(starts, texts, strict=True)], "text": list(texts),
    })  # fmt: skip


def mark(sentences, *numbers):
    marked = sentences[sentences.sentence_no.isin(numbers)]
    return marked.assign(text_hash=marked.text.map(hash_text), theme="noise").drop(columns="text")


def where(placed):
    return dict(zip(placed.old_sentence_no, zip(placed.sentence_no, placed.how, strict=True), strict=True))


OLD = lay("One.", "Two.", "Three.", "Four.", "Five.")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OLD, {2: (2, "kept"), 3: (3, "kept")}),
        (lay("Zero.", *OLD.text), {2: (3, "moved"), 3: (4, "moved")}),
        (lay("One.", "Two or so.", "Three.", "Four.", "Five."), {2: (2, "doubtful"), 3: (3, "kept")}),
        (
            lay("One.", "A much longer second.", "Three, too.", "Four.", "Five."),
            {2: (2, "doubtful"), 3: (3, "doubtful")},
        ),
        (lay("One."), {2: (2, "set aside"), 3: (3, "set aside"), 4: (4, "set aside")}),
    ],
    ids=["unchanged", "one before", "one reworded", "two reworded, longer", "four gone"],
)
def test_marks_find_their_sentence(now, expected):
    assert where(place_marks(mark(OLD, 1, 4, *expected), now)).items() >= expected.items()


def test_an_article_that_is_gone_sets_its_marks_aside():
    assert where(place_marks(mark(OLD, 2), OLD.assign(article_id="b"))) == {2: (2, "set aside")}


@given(
    st.lists(st.sampled_from(["One.", "Two.", "Three.", "Six.", "Seven, or more."]), max_size=7),
    st.sets(st.integers(1, 5)),
)
def test_no_mark_is_lost_and_no_two_share_a_sentence(now, marked):
    placed = place_marks(mark(OLD, *marked), lay(*now))
    assert sorted(placed.old_sentence_no) == sorted(marked)
    kept = placed[placed.how != "set aside"]
    assert kept.sentence_no.is_unique and set(kept.sentence_no) <= set(range(1, len(now) + 1))
