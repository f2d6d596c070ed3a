"""Front matter keeps what was written and names the line of what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.readers.frontmatter import split_front_matter, write_front_matter

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(WORDS, st.lists(WORDS, max_size=3), WORDS)
def test_whatever_is_written_is_read_again(title, people, text):
    matter = split_front_matter(write_front_matter({"title": title, "people": people}, text=text))
    assert (matter.values, matter.text, matter.faults) == ({"title": title, "people": people}, text, [])


def test_scalars_stay_as_written():
    source = "---\nid: 001\nnote: 12:30\ntitle: no\noutlet: 1e3\nlang: ~\n---\nText"
    expected = {"id": "001", "note": "12:30", "title": "no", "outlet": "1e3", "lang": ""}
    assert split_front_matter(source).values == expected


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nA rule, then text.\n\n---\nMore.",
        "--- \nNot a key line\n---\n",
        "Text\n---\na: b\n---\n",
        "---\n- a\n---\n",
    ],
)
def test_a_text_that_only_opens_with_dashes_is_all_text(source):
    matter = split_front_matter(source)
    assert (matter.values, matter.text, matter.faults) == ({}, source, [])


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("---\ntitle: A: b\n---\n", 2, "double quotes"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 4, "twice"),
        ("---\nid: x\npeople:\n  - [a]\n---\n", 3, "nested"),
        ("---\ntitle: x\n\nNo closing line.", 1, "closing line"),
    ],
)
def test_faults_name_their_line(source, line, words):
    matter = split_front_matter(source)
    assert matter.faults[0][0] == line and words in matter.faults[0][1]
