"""What the coder learns from: files read strictly, unknown kept apart from absent."""

import numpy as np
import pandas as pd
import pytest

from dossier.codebook import load_codebook
from dossier.coding.training import add_neighbours, drop_twins, examples_of_marks, load_examples, read_training
from dossier.errors import DossierError
from dossier.paths import DEFAULT_CORPUS

HEADER = "text,lang,register,document,jobs,authenticity,regulation,environment,voice,note\n"


@pytest.fixture(scope="module")
def codebook():
    return load_codebook(DEFAULT_CORPUS)


def write(folder, body, header=HEADER):
    (folder / "training").mkdir(exist_ok=True)
    (folder / "training" / "one.csv").write_text(header + body, encoding="utf-8")
    return folder / "training"


def test_rows_of_a_document_know_their_neighbours(tmp_path, codebook):
    folder = write(tmp_path, "A.,fr,,d1,threat,,,,,\nB.,fr,,d1,,,,,,\nC.,fr,,,,mixed,,,,\n")
    examples = read_training(folder, codebook=codebook)
    assert examples.rows["after"].tolist() == ["B.", "", ""]
    assert examples.rows["before"].tolist() == ["", "A.", ""]
    assert examples.rows["group"].nunique() == 2
    assert examples.themes[0].tolist() == [1, 0, 0, 0]
    assert examples.stances[2].tolist() == [-1, 2, -1, -1]


def test_a_theme_without_column_is_unknown(tmp_path, codebook):
    folder = write(tmp_path, "A.,threat\n", header="text,jobs\n")
    themes = read_training(folder, codebook=codebook).themes[0]
    assert themes[0] == 1
    assert np.isnan(themes[1:]).all()


@pytest.mark.parametrize(
    ("header", "body", "says"),
    [
        (HEADER, "A.,fr,,,menace,,,,,\n", r"one\.csv:2: jobs: 'menace'"),
        (HEADER, ",fr,,,threat,,,,,\n", r"one\.csv:2: a training sentence without text"),
        (HEADER, "A, B.,fr,,,threat,,,,,\n", r"one\.csv:2: more cells"),
        ("texte,jobs\n", "A.,threat\n", "no column 'text'"),
        ("text,my theme\n", "A.,threat\n", "column 'my theme'"),
    ],
)
def test_faults_are_told_with_file_and_line(tmp_path, codebook, header, body, says):
    with pytest.raises(DossierError, match=says):
        read_training(write(tmp_path, body, header=header), codebook=codebook)


def test_codebook_examples_say_nothing_of_other_themes(tmp_path, codebook):
    examples = load_examples(tmp_path, codebook=codebook)
    assert len(examples.rows) == sum(len(theme.examples) for theme in codebook.themes)
    assert ((~np.isnan(examples.themes)).sum(axis=1) == 1).all()


def mark(article, number, theme, stance):
    return {
        "article_id": article, "sentence_no": number, "theme": theme, "stance": stance, "text": f"{article}{number}",
        "before": "", "after": "", "group": article,
    }  # fmt: skip


def test_marks_become_one_row_a_sentence(codebook):
    marks = pd.DataFrame([mark("a", 1, "jobs", "threat"), mark("a", 1, "regulation", "mixed"), mark("a", 2, "", "")])
    examples = examples_of_marks(marks, codebook=codebook)
    assert examples.themes[:, [0, 2]].tolist() == [[1, 1], [0, 0]]
    assert np.isnan(examples.themes[:, [1, 3]]).all(), "no mark names these themes: nobody looked"


def test_the_same_text_is_kept_once_and_marks_win(tmp_path, codebook):
    folder = write(tmp_path, "a1,fr,,,,threat,,,,\n")
    both = examples_of_marks(pd.DataFrame([mark("a", 1, "jobs", "threat")]), codebook=codebook)
    joined = drop_twins(type(both).join([read_training(folder, codebook=codebook), both]))
    assert joined.rows["source"].tolist() == ["marks"]


def test_neighbours_stay_within_the_document():
    rows = add_neighbours(pd.DataFrame({"d": ["x", "y", "x"], "text": ["1", "2", "3"]}), document="d")
    assert rows["before"].tolist() == ["", "", "1"]
