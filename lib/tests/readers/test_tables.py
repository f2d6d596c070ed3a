"""Tables: which column holds what, cells as they were written, and each row accounted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import DossierError
from dossier.readers.draft import Draft, RefusedError, Source, Unusable
from dossier.readers.registry import find_format
from dossier.readers.tables import find_columns, find_separator, load_table

from .fixtures import jsonl, write, xlsx_bytes

LONG = "La mairie a décidé de fermer le pont, et les riverains n'ont pas été consultés avant samedi."


def read(tmp_path, name, data):
    source = Source(write(tmp_path, name, data), name)
    return list(find_format(source).read(source))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_encodings(tmp_path, separator, encoding):
    rows = [["id", "Titre", "Texte"], ["001", "NA", '"Le pont, fermé ; ici"'], ["1e3", "null", "Été\u00a0: deux"]]
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    first, second = read(tmp_path, "t.csv", data)
    assert (first.get("id"), first.get("title"), first.text) == ("001", "NA", "Le pont, fermé ; ici")
    assert (second.get("id"), second.get("title"), second.text) == ("1e3", "null", "Été\u00a0: deux")


def test_a_hint_for_excel_and_line_ends_inside_cells(tmp_path):
    (draft,) = read(tmp_path, "t.csv", b'sep=;\r\nid;text\r\na;"Un.\r\nDeux."\r\n')
    assert draft.text == "Un.\nDeux."


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            ["Date de publication", "Journal", "Contenu", "Auteur"],
            {"published": 0, "outlet": 1, "text": 2, "author": 3},
        ),
        (
            ["ID", "Headline", "Body", "Publication Date", "Language"],
            {"id": 0, "title": 1, "text": 2, "published": 3, "lang": 4},
        ),
        (["article", "texte"], {"text": 1}),  # two names mean text: the surer wins
    ],
)
def test_columns_by_name(header, expected):
    assert find_columns(header, []) == expected


def test_the_longest_column_is_taken_only_where_it_is_by_far_the_longest():
    assert find_columns(["a", "b"], [["x", LONG], ["y", LONG]])["text"] == 1
    with pytest.raises(RefusedError, match="columns: a, b"):
        find_columns(["a", "b"], [[LONG, LONG + "!"]])


def test_dates_of_a_column_settle_each_other(tmp_path):
    data = b"text;date\nUn pont;06/07/2024\nDeux ponts;25/07/2024\nTrois ponts;juin 2024\n"
    assert [draft.get("published") for draft in read(tmp_path, "t.csv", data)] == [
        "2024-07-06",
        "2024-07-25",
        "2024-06",
    ]
    alone = read(tmp_path, "u.csv", b"text;date\nUn pont;06/07/2024\n")
    assert alone[0].get("published") == "" and "may be" in alone[0].warnings[0]


def test_each_row_is_an_article_or_says_why_not(tmp_path):
    data = b'id,text\na,Le pont ferme.\nb,\nc,un, deux\nd,"\'=1+1 dit-il"\n'
    one, empty, wide, formula = read(tmp_path, "t.csv", data)
    assert isinstance(one, Draft) and formula.text == "=1+1 dit-il"
    assert (empty.status, empty.part) == ("skipped", "row 2")
    assert isinstance(wide, Unusable) and wide.status == "refused" and "quotes" in wide.reason


@pytest.mark.parametrize("engine", ["calamine", "openpyxl"])
def test_a_spreadsheet_gives_the_same_by_both_engines(tmp_path, monkeypatch, engine):
    import datetime
    import sys

    if engine == "openpyxl":
        monkeypatch.setitem(sys.modules, "python_calamine", None)
    rows = [
        ["id", "texte", "date", "note"],
        [12.0, "Le pont ferme.", datetime.date(2024, 6, 13), "'=a"],
        ["007", "Deux.", None, None],
    ]
    one, two = read(tmp_path, "t.xlsx", xlsx_bytes(*rows))
    assert (one.get("id"), one.text, one.get("published"), one.get("note")) == (
        "12",
        "Le pont ferme.",
        "2024-06-13",
        "=a",
    )
    assert (two.get("id"), two.text, two.get("published")) == ("007", "Deux.", "")


def test_json_lines_and_lists(tmp_path):
    entries = [
        {"id": 1, "body": "Le pont ferme.", "tags": ["a", "b"]},
        {"id": 10**20, "body": "Deux.", "extra": {"x": 1}},
    ]
    one, two = read(tmp_path, "t.jsonl", jsonl(*entries))
    assert (one.get("id"), one.text, two.get("id")) == ("1", "Le pont ferme.", str(10**20))
    listed = read(tmp_path, "t.json", b'{"articles": ' + jsonl(entries[0]).join([b"[", b"]"]) + b"}")
    assert [draft.text for draft in listed] == ["Le pont ferme."]


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_csv_writes_is_read_again(tmp_path_factory, rows, separator):
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["x", "y", "text"], *rows])
    assert find_separator(buffer.getvalue()) == separator
    if any(sign in buffer.getvalue() for sign in ("Ã", "â€", "Â", "Å", "'")):
        return  # double encoding and neutralised formulas are undone on purpose
    path = write(tmp_path_factory.mktemp("t"), "t.csv", buffer.getvalue().encode())
    assert load_table(path).values.tolist() == rows


def test_load_table_without_header_and_its_refusals(tmp_path):
    path = write(tmp_path, "t.tsv", b"Le pont\tferme\nDeux\tponts\n")
    assert load_table(path, header=False)["1"].tolist() == ["Le pont", "Deux"]
    with pytest.raises(DossierError, match="no such file"):
        load_table(tmp_path / "none.csv")
    with pytest.raises(DossierError, match="row 3 has more cells"):
        load_table(write(tmp_path, "w.csv", b"a,b\n1,2\n1,2,3\n"))
