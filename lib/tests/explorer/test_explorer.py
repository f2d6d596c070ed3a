"""Filters and concordance on made-up sentences."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import UsageError
from dossier.explorer import Filter, filter_units, find_concordance, read_context


@pytest.fixture
def units():
    return pd.DataFrame({
        "article_id": ["a", "a", "b"], "sentence_no": [1, 3, 1], "outlet": ["Echo", "Echo", "Midi"], "genre": "news",
        "lang": ["fr", "fr", "en"], "voice": ["Ada | Ben", "", "Ben"], "published_date": ["2024-05", "2024-05", ""],
        "text": ["Le métier recule, dit Ada.", "Rien.", "Work [sic] is work."],
        "jobs": [1, 0, 1], "jobs_p": [0.9, 0.1, 0.6], "jobs_stance": ["threat", "", "opportunity"],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (Filter(), [0, 1, 2]),
        (Filter(outlet="Echo", text="MÉTIER ada"), [0]),
        (Filter(voice="Ben"), [0, 2]),
        (Filter(theme="jobs", at_least=0.7), [0]),
        (Filter(stance="opportunity"), [2]),
        (Filter(since="2024"), [0, 1]),
        (Filter(until="2024-05"), [0, 1]),
        (Filter(until="2023"), []),
        (Filter(text="/^rien/"), [1]),
        (Filter(text="[sic]"), [2]),
        (Filter(lang="en", theme="jobs", stance="threat"), []),
    ],
)
def test_filters(units, chosen, kept):
    assert filter_units(units, chosen).index.tolist() == kept
    assert eval(str(chosen)) == chosen  # the line of code that the desk shows gives the same filter back


@pytest.mark.parametrize("chosen", [Filter(theme="weather"), Filter(text="/(/")])
def test_wrong_filters_are_told_in_a_sentence(units, chosen):
    with pytest.raises(UsageError, match=r"\.$"):
        filter_units(units, chosen)


@given(st.text(max_size=20))
def test_any_words_can_be_searched(words):
    units = pd.DataFrame({"text": ["Un mot, puis un autre."], "outlet": "Echo"})
    if not words.startswith("/"):
        assert len(filter_units(units, Filter(text=words))) in (0, 1)


def test_concordance_sorts_left_and_right(units):
    right = find_concordance(units, "work", sort="right")
    assert right.right.tolist() == [" [sic] is work.", "."]
    left = find_concordance(units, "work", sort="left")
    assert left.left.tolist() == ["", "Work [sic] is "]
    with pytest.raises(UsageError):
        find_concordance(units, " ")


def test_context_shows_kept_neighbours(units):
    assert read_context(units, "a", 3).here.tolist() == [False, True]
    with pytest.raises(UsageError, match="no sentence 2 in a"):
        read_context(units, "a", 2)
