"""Each form written, and read back by another reader than the code that wrote it."""

import csv
import re
import uuid
import zipfile
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from dossier.annotations import load_marks
from dossier.cli import main
from dossier.coding import load_codes
from dossier.corpus import open_corpus
from dossier.debate import load_statements
from dossier.debate.dna import read_dna
from dossier.errors import DossierError, UsageError
from dossier.exports import FORMS, export_corpus
from dossier.exports.lines import one_line
from dossier.exports.qdpx import NAMESPACE
from dossier.exports.qdpx_reading import read_qdpx
from dossier.exports.tables import load_tables, read_tables
from dossier.exports.txm import read_txm
from dossier.readers.importing import import_sources
from dossier.schema import STATEMENTS, TABLES
from dossier.sentences import load_sentences

Q = {"q": NAMESPACE}
OUT = {"csv": "tables", "iramuteq": "corpus.txt", "txm": "txm", "dna": "dna", "qdpx": "corpus.qdpx", "derived": "d"}


def _bytes(path):
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return [(file.name, file.read_bytes()) for file in files if file.is_file()]


@pytest.mark.parametrize("form", FORMS)
def test_two_exports_have_the_same_bytes(corpus, tmp_path, form):
    first, second = tmp_path / "one" / OUT[form], tmp_path / "two" / OUT[form]
    export_corpus(corpus, form=form, out=first)
    export_corpus(corpus, form=form, out=second)
    assert _bytes(first)
    assert _bytes(first) == _bytes(second)


def test_tables_come_back_as_they_were(corpus, tmp_path):
    export_corpus(corpus, form="csv", out=tmp_path / "t")
    back = read_tables(tmp_path / "t")
    columns = {table.name: table.names for table in TABLES}
    for name, table in load_tables(corpus).items():
        assert len(table)
        wanted = table.reset_index(drop=True)[columns[name]]
        pd.testing.assert_frame_equal(back[name][columns[name]], wanted, check_dtype=False)


def test_no_cell_of_the_tables_runs_as_a_formula(corpus, tmp_path):
    export_corpus(corpus, form="csv", out=tmp_path / "t")
    cells = []
    for path in (tmp_path / "t").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert "'=CMD()" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_texts_for_iramuteq_are_read_back_by_the_importer(corpus, tmp_path):
    export_corpus(corpus, form="iramuteq", out=tmp_path / "pont.txt")
    import_sources([tmp_path / "pont.txt"], corpus=tmp_path / "back", like=corpus.root)
    back = open_corpus(tmp_path / "back").articles
    assert len(back) == 3
    assert sorted(back.outlet) == ["CMD", "Gazette de Sorbier", "L Echo du Val"]
    assert set(back.published_date) == {"2024-06-13", "2024-06", ""}
    texts = {re.sub(r"\s+", " ", text) for text in back.text}
    kept = load_sentences(corpus).query("dropped == ''")
    for _, sentences in kept.groupby("article_id").text:
        joined = " ".join(one_line(sentence) for sentence in sentences)
        assert any(text.replace("∗", "*").strip() == joined for text in texts)


def test_variables_of_iramuteq_hold_nothing_but_letters_digits_and_underscores(corpus, tmp_path):
    export_corpus(corpus, form="iramuteq", out=tmp_path / "pont.txt")
    lines = (tmp_path / "pont.txt").read_text("utf-8").splitlines()
    heads = [line for line in lines if line.startswith("****")]
    assert len(heads) == 3
    assert all(re.fullmatch(r"\*{4}( \*[a-z]+_\w+)+", head, re.ASCII) for head in heads)
    assert len({head.split()[1] for head in heads}) == 3
    assert not [line for line in lines if line.startswith(("-*", "*")) and line not in heads]


def test_folder_for_txm_comes_back(corpus, tmp_path):
    export_corpus(corpus, form="txm", out=tmp_path / "txm")
    back = read_txm(tmp_path / "txm").set_index("id")
    assert back.loc["le_pont", "title"] == "Un pont, encore"
    assert back.loc["le-pont", ["outlet", "date", "year"]].tolist() == ["=CMD()", "2024-06-13", "2024"]
    kept = load_sentences(corpus).query("dropped == ''").groupby("article_id").text
    assert {a: [one_line(t) for t in texts] for a, texts in kept} == back.text.str.split("\n").to_dict()
    with (tmp_path / "txm" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        assert {len(row) for row in csv.reader(file)} == {8}


@pytest.mark.parametrize("name", ["dna", "s.csv", "s.dna"])
def test_statements_for_dna_come_back(corpus, tmp_path, name):
    export_corpus(corpus, form="dna", out=tmp_path / name)
    wanted = load_statements(corpus)[STATEMENTS.names]
    assert "Odile Marchais" in set(wanted.actor)
    pd.testing.assert_frame_equal(read_dna(tmp_path / name), wanted, check_dtype=False)


def test_a_project_for_qda_programs_comes_back_mark_by_mark(corpus, tmp_path):
    export_corpus(corpus, form="qdpx", out=tmp_path / "p.qdpx")
    back = read_qdpx(tmp_path / "p.qdpx")
    sentences = load_sentences(corpus)
    for coder in ("ana", "bo", "agreed"):
        marks = load_marks(corpus, coder).merge(sentences, on=["article_id", "sentence_no"])
        codes = [f"{theme}: {stance}" if theme else "" for theme, stance in zip(marks.theme, marks.stance, strict=True)]
        wanted = set(zip(marks.article_id, marks.text, codes, marks.voice, strict=True))
        mine = back[back.coder == coder]
        voices = mine.note.str.partition(": ")[2]
        assert set(zip(mine.source, mine.text, mine.code, voices, strict=True)) == wanted
    machine = load_codes(corpus).query("coded").merge(sentences, on=["article_id", "sentence_no"])
    assert sorted(back[back.coder == "machine"].text) == sorted(machine.text)


def test_positions_in_a_project_count_code_points(corpus, tmp_path):
    export_corpus(corpus, form="qdpx", out=tmp_path / "p.qdpx")
    row = read_qdpx(tmp_path / "p.qdpx").query("source == 'le-pont' and coder == 'ana'").iloc[0]
    text = corpus.text("le-pont")
    assert "🎭" in text[: row.start]
    assert text[row.start : row.end] == row.text
    utf16 = len(text[: row.start].encode("utf-16-le")) // 2
    assert utf16 == row.start + 2


def test_a_project_keeps_to_the_published_structure(corpus, tmp_path):
    """Elements, their order and what must be there, as REFI-QDA Project Exchange 1.5 lists them."""
    export_corpus(corpus, form="qdpx", out=tmp_path / "p.qdpx")
    with zipfile.ZipFile(tmp_path / "p.qdpx") as archive:
        project = ET.fromstring(archive.read("project.qde"))
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".txt")}
    assert [child.tag.partition("}")[2] for child in project] == ["Users", "CodeBook", "Variables", "Sources"]
    order = ["Description", "PlainTextSelection", "VariableValue"]
    for source in project.iterfind(".//q:TextSource", Q):
        tags = [order.index(child.tag.partition("}")[2]) for child in source]
        assert tags == sorted(tags)
        assert texts["sources/" + source.get("plainTextPath").removeprefix("internal://")] == corpus.text(
            source.get("name")
        )
    guids = [uuid.UUID(element.get("guid")) for element in project.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))
    targets = {element.get("targetGUID") for element in project.iter()} - {None}
    users = {element.get(name) for element in project.iter() for name in ("creatingUser", "creatingUserGUID")} - {None}
    assert {uuid.UUID(guid) for guid in targets | users} <= set(guids)
    assert all(code.get("isCodable") == "true" and code.get("name") for code in project.iterfind(".//q:Code", Q))


def test_a_corpus_without_codebook_can_be_exported(topic_corpus, tmp_path):
    for form in ("csv", "qdpx", "iramuteq", "txm", "derived"):
        export_corpus(topic_corpus, form=form, out=tmp_path / OUT[form])
    assert read_tables(tmp_path / "tables")["codes"].empty


def test_an_article_without_kept_sentence_is_named(tmp_path, capsys):
    (tmp_path / "c" / "articles").mkdir(parents=True)
    (tmp_path / "c" / "articles" / "menu.txt").write_text("Partager sur Facebook\n\nLire aussi\n", "utf-8")
    (tmp_path / "c" / "articles" / "pont.txt").write_text("Le pont de Valmont ferme samedi pour travaux.\n", "utf-8")
    corpus = open_corpus(tmp_path / "c")
    assert set(load_sentences(corpus).query("dropped == ''").article_id) == {"pont"}
    export_corpus(corpus, form="txm", out=tmp_path / "txm")
    assert read_txm(tmp_path / "txm").id.tolist() == ["pont"]
    assert "menu" in capsys.readouterr().err


@pytest.mark.parametrize("form", FORMS)
def test_command_line_ends_with_0_and_refuses_a_full_folder_in_one_sentence(corpus, tmp_path, form, capsys):
    out = tmp_path / OUT[form]
    assert main(["export", form, "--corpus", str(corpus.root), "-o", str(out)]) == 0
    said = capsys.readouterr().err
    assert ("restricted" in said) == (form != "derived")
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine", "utf-8")
    assert main(["export", form, "--corpus", str(corpus.root), "-o", str(full)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"dossier: {full}: ")
    assert said.count("\n") == 1
    assert [path.name for path in full.iterdir()] == ["mine.txt"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_wrong_form_and_missing_corpus(corpus, tmp_path, capsys):
    with pytest.raises(SystemExit) as fault:
        main(["export", "nvivo", "-o", str(tmp_path / "x")])
    assert fault.value.code == 2
    with pytest.raises(UsageError):
        export_corpus(corpus, form="nvivo", out=tmp_path / "x")
    assert main(["export", "csv", "--corpus", str(tmp_path / "none"), "-o", str(tmp_path / "x")]) == 1
    assert capsys.readouterr().err.count("\n") >= 1


@pytest.mark.parametrize(("read", "name"), [(read_qdpx, "bad.qdpx"), (read_tables, "")])
def test_what_is_not_ours_is_refused(tmp_path, read, name):
    if name:
        (tmp_path / name).write_text("not a zip", "utf-8")
    with pytest.raises(DossierError):
        read(tmp_path / name)
