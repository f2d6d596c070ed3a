"""A change of codebook or marks tells which codes it turned, in a corpus and in a table."""

import pandas as pd
import pytest

from dossier.coding.flips import FLIPS, note_flips, table_flips

TEXTS = pd.DataFrame({"article_id": "a", "sentence_no": [1, 2], "text": ["The mill hums.", "The river sings."]})


def codes(*coded):
    return TEXTS[["article_id", "sentence_no"]].assign(theme="noise", coded=coded, probability=0.5)


def test_flips_of_a_corpus_are_told_once(tmp_path):
    assert note_flips(codes(True, False), TEXTS, folder=tmp_path) == []
    told = note_flips(codes(True, True), TEXTS, folder=tmp_path)
    assert told[0].startswith("1 codes flipped") and told[1] == "  a, 2, noise: no → yes: The river sings."
    assert pd.read_csv(tmp_path / FLIPS)[["sentence_no", "was", "now"]].to_numpy().tolist() == [[2, False, True]]
    assert note_flips(codes(True, True), TEXTS, folder=tmp_path) == []


def test_another_text_under_the_same_number_is_no_flip(tmp_path):
    note_flips(codes(True, False), TEXTS, folder=tmp_path)
    moved = TEXTS.assign(text=TEXTS["text"].iloc[::-1].to_numpy())
    assert note_flips(codes(False, True), moved, folder=tmp_path) == []


def test_a_folder_that_cannot_be_written_tells_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    assert note_flips(codes(True, False), TEXTS, folder=tmp_path / "file" / "build") == []


@pytest.mark.parametrize(("column", "count"), [("body", 2), ("other", 0)])
def test_only_the_same_table_is_compared(column, count):
    old = pd.DataFrame({column: ["x", "y"], "noise": ["1", "0"]})
    new = pd.DataFrame({"body": ["x", "y"], "noise": [0, 0]})
    assert len(table_flips(old, new, text="body", keys=["noise", "light"])) == count
