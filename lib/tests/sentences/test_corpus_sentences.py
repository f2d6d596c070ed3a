"""The sentences of a corpus and of files: repeats, corrections, the table on disk."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from dossier.corpus import open_corpus
from dossier.errors import DossierError, UsageError
from dossier.schema import SENTENCES
from dossier.sentences import load_sentences
from dossier.sentences.corrections import apply_corrections, hash_text, read_corrections
from dossier.sentences.loading import _iter_pieces
from dossier.sentences.repeats import count_repeats, mark_repeats
from dossier.sentences.tables import write_sentences

TEXT = "Le pont ferme lundi. Les bus passent par le quai.\n\nRetour en haut\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "pont.txt").write_text(TEXT, "utf-8")
    return tmp_path


def correct(folder: Path, *lines: str) -> list[str]:
    (folder / "corrections.csv").write_text("\n".join(lines), "utf-8")
    return load_sentences(open_corpus(folder))["dropped"].tolist()


def test_a_correction_wins_by_hash_number_or_start(folder: Path):
    assert load_sentences(open_corpus(folder))["dropped"].tolist() == ["", "", "menu"]
    by_hash = f"pont,{hash_text('Retour en haut')},keep,a title here"
    assert correct(folder, "article_id,text_hash,dropped,note", by_hash) == ["", "", ""]
    assert correct(folder, "article_id;sentence_no;dropped", "pont;1;promo") == ["promo", "", "menu"]
    assert correct(folder, "article_id,start,dropped", "pont,21,promo") == ["", "promo", "menu"]


def test_a_correction_that_meets_nothing_is_told(folder: Path):
    with pytest.warns(UserWarning, match=r"corrections.csv:2: meets no sentence of pont"):
        assert correct(folder, "article_id,text_hash,dropped", "pont,000000000000,keep") == ["", "", "menu"]


def test_pieces_of_a_corpus_make_the_same_table(folder: Path, monkeypatch, recwarn):
    for name in "abc":
        own = f"Le bac {name} repart vers la rive nord. Il est {name} heures."
        text = f"---\noutlet: Le Port\n---\nLe fil du port en continu\n\n{own}"
        (folder / "articles" / f"{name}.md").write_text(text, "utf-8")
    (folder / "corrections.csv").write_text("article_id,sentence_no,dropped\nb,3,promo\npont,1,cookies", "utf-8")
    corpus = open_corpus(folder)
    whole = pd.concat(_iter_pieces(corpus), ignore_index=True)
    monkeypatch.setattr("dossier.sentences.loading._PIECE", 1)
    parts = pd.concat(_iter_pieces(corpus), ignore_index=True)
    pd.testing.assert_frame_equal(whole, parts)
    pd.testing.assert_frame_equal(load_sentences(corpus), parts)
    assert (parts["dropped"] == "repeat").sum() == 3 and not list(recwarn)


def test_a_hash_that_occurs_twice_is_settled_by_the_nearest_start():
    rows = [("a", n, start, start + 4, "text", "fr", "", "Non.") for n, start in ((1, 0), (2, 50), (3, 90))]
    frame = SENTENCES.check(pd.DataFrame(rows, columns=SENTENCES.names))
    path_rows = read_corrections(Path("absent.csv"))
    assert path_rows == []
    from dossier.sentences.corrections import Correction

    found = apply_corrections(frame, [Correction(2, "a", "promo", hash_text("Non."), start=55)])
    assert found["dropped"].tolist() == ["", "promo", ""]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["article_id,text_hash", "pont,ab"], "no column 'dropped'"),
        (["article_id,text_hash,dropped", "pont,ab,rubbish"], r":2: dropped is 'rubbish'"),
        (["article_id,sentence_no,dropped", "pont,two,keep"], r":2: sentence_no is 'two'"),
        (["article_id,sentence_no,dropped", "pont,,keep"], r":2: names no sentence"),
    ],
)
def test_a_fault_in_the_corrections_names_file_and_line(folder: Path, lines: list[str], message: str):
    with pytest.raises(DossierError, match=message):
        correct(folder, *lines)


def _sentences(*articles: tuple[str, list[str]]) -> pd.DataFrame:
    rows = [
        (name, i, 100 * i, 100 * i + len(text), "text", "fr", "", text)
        for name, texts in articles
        for i, text in enumerate(texts, start=1)
    ]
    return SENTENCES.check(pd.DataFrame(rows, columns=SENTENCES.names))


def _repeats(frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    outlets = dict(zip(articles.article_id, articles.outlet, strict=True))
    pieces = [part for _, part in frame.groupby("article_id")]
    repeated = count_repeats(pieces, outlets)
    return pd.concat([mark_repeats(piece, outlets, repeated=repeated) for piece in pieces])


def test_what_an_outlet_prints_in_every_article_is_a_repeat_at_the_edges_only():
    body = ["Une phrase assez longue qui ne revient pas ailleurs, numéro {}.", "Encore une phrase longue, numéro {}."]
    shared = "Le fil du port en continu"
    pages = [(n, [shared, *(b.format(n) for b in body), shared]) for n in "abc"]
    inside = [("d", [body[0].format("d"), shared, body[1].format("d")])]
    frame = _sentences(*pages, *inside)
    articles = pd.DataFrame({"article_id": list("abcd"), "outlet": ["Le Port"] * 4})
    assert _repeats(frame, articles)["dropped"].tolist() == [*(["repeat", "", "", "repeat"] * 3), "", "", ""]
    elsewhere = articles.assign(outlet=["Le Port", "Le Quai", "Le Bac", "Le Pont"])
    assert not _repeats(frame, elsewhere)["dropped"].any()


def test_an_article_published_three_times_is_no_furniture():
    frame = _sentences(*[(n, ["Le pont ferme lundi.", "Les bus passent par le quai."]) for n in "abc"])
    articles = pd.DataFrame({"article_id": list("abc"), "outlet": ["Le Port"] * 3})
    assert not _repeats(frame, articles)["dropped"].any()


def test_the_table_of_files_slices_the_decoded_text(tmp_path: Path):
    first, second = tmp_path / "un.txt", tmp_path / "deux.txt"
    first.write_bytes("\ufeffLe pont ferme.\r\n\r\n=Les bus passent ; « ah, oui ».\r\n".encode())
    second.write_text('It rains "a lot". We stay.', "utf-8")
    write_sentences([first, second, tmp_path / "absent.txt"], out=tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["article_id", "sentence_no", "start", "end", "kind", "lang", "dropped", "text"]
    assert [(r["article_id"], r["sentence_no"]) for r in rows] == [
        ("un", "1"),
        ("un", "2"),
        ("deux", "1"),
        ("deux", "2"),
    ]
    stored = first.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert [stored[int(r["start"]) : int(r["end"])] for r in rows[:2]] == [r["text"] for r in rows[:2]]
    assert rows[1]["text"].startswith("=Les bus")


def test_files_without_a_sentence_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "vide.txt").write_text("  \n", "utf-8")
    with pytest.raises(DossierError, match="none of the files"):
        write_sentences([tmp_path / "vide.txt"], out=tmp_path / "out.csv")
    assert "vide.txt" in capsys.readouterr().err and not (tmp_path / "out.csv").exists()
    with pytest.raises(UsageError):
        write_sentences([], out=tmp_path / "out.csv")
