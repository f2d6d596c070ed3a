"""Plain tables: kept rows and columns, names, encodings, faults in one sentence."""

import csv

import pandas as pd
import pytest

from dossier.coding.plain import add_columns, read_table
from dossier.coding.tables import code_table, learn_labels
from dossier.encoder import ENVIRONMENT
from dossier.errors import DossierError, UsageError

ROWS = "id;corps;jobs\n1;« Le syndicat craint pour l’emploi. »;x\n2;;y\n3;Il pleut.;z\n"


@pytest.fixture(autouse=True)
def _without_encoder(monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, "none")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_of_the_usual_encodings_is_coded(tmp_path, encoding):
    table = tmp_path / "rows.csv"
    table.write_text(ROWS, encoding=encoding)
    code_table(table, text="corps", out=tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        coded = list(csv.DictReader(file))
    assert [row["id"] for row in coded] == ["1", "2", "3"]
    assert [row["jobs_input"] for row in coded] == ["x", "y", "z"]
    assert [row["jobs"] for row in coded] == ["1", "0", "0"]
    assert coded[0]["jobs_evidence"]
    assert all(part in coded[0]["corps"] for part in coded[0]["jobs_evidence"].split(" | "))
    assert {row["jobs_stance"] for row in coded} <= {"threat", "opportunity", "mixed"}
    names = list(coded[0])
    assert names[:3] == ["id", "corps", "jobs_input"]
    assert names[3:7] == ["jobs", "jobs_p", "jobs_stance", "jobs_evidence"]
    assert names[-2:] == ["voice", "voice_kind"]


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        ("a,b\n1,2\n", UsageError, "no column 'text': the columns are a, b"),
        ("text\n", DossierError, "no rows"),
        ("text,text\n1,2\n", DossierError, "two columns"),
        ("text,a\nx,1,2\n", DossierError, "t.csv:2: 3 cells"),
    ],
)
def test_a_bad_table_is_refused(tmp_path, source, error, says):
    path = tmp_path / "t.csv"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(error, match=says):
        read_table(path, columns=["text"])


def test_cells_stay_as_written(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('id,text\n007,NA\n"a\nb",=1+1\n', encoding="utf-8")
    assert read_table(path, columns=["text"]).to_numpy().tolist() == [["007", "NA"], ["a\nb", "=1+1"]]


def test_a_taken_name_is_not_taken_again():
    table = pd.DataFrame({"jobs": [1], "jobs_input": [2]})
    assert add_columns(table, pd.DataFrame({"jobs": [0]})).columns.tolist() == [
        "jobs_input_input",
        "jobs_input",
        "jobs",
    ]


def coded_rows(tmp_path, cell="0"):
    rows = ["text,article,fruit"]
    rows += [f"une pomme {n},a{n},1\nun train {n},a{n},0" for n in range(20)]
    rows += [f"une poire,z,{cell}", "un wagon,z,"]
    path = tmp_path / "coded.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_labels_are_learnt_and_scored(tmp_path):
    table = tmp_path / "rows.csv"
    table.write_text("text\nune pomme verte\nun train\nune pomme 3\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    coded = coded_rows(tmp_path)
    scores = learn_labels(table, text="text", out=out, learn_from=coded, labels=["fruit"], group="article")
    written = pd.read_csv(out)
    assert written.columns.tolist() == ["text", "fruit", "fruit_p", "fruit_evidence"]
    assert written["fruit"].tolist() == [1, 0, 1]
    assert "pomme" in written["fruit_evidence"][0]
    assert scores.loc[0, ["n", "n_positive"]].tolist() == [41, 20]
    assert pd.read_csv(f"{out}.scores.csv").columns.tolist() == [
        "label", "n", "n_positive", "precision", "recall", "f1", "low", "high",
    ]  # fmt: skip


def test_a_label_that_is_neither_is_refused_with_its_line(tmp_path):
    table = tmp_path / "rows.csv"
    table.write_text("text\nx\n", encoding="utf-8")
    with pytest.raises(DossierError, match=r"coded\.csv:42: label 'fruit': 'peut-être'"):
        learn_labels(
            table, text="text", out=tmp_path / "o.csv", learn_from=coded_rows(tmp_path, "peut-être"), labels=["fruit"]
        )
