"""dossier check tells every fault in one pass, each with file and line."""

import re
import warnings

import pytest

from dossier.checks import check_corpus, every_fault
from dossier.checks.quotas import quota_faults
from dossier.corpus import open_corpus
from dossier.errors import DossierError
from dossier.readers.importing import create_corpus
from dossier.sentences.corrections import hash_text

MARKS = "article_id,sentence_no,text_hash,theme,stance,voice,voice_kind,coder,codebook_version,date\n"
TEXT = "La mairie ferme le pont samedi."


@pytest.fixture
def corpus(tmp_path):
    create_corpus(tmp_path / "c")
    folder = tmp_path / "c"
    codebook = folder / "codebook.toml"
    codebook.write_text(re.sub(r"(?m)^# ?(?!#)", "", codebook.read_text("utf-8")), "utf-8")
    (folder / "articles" / "a.txt").write_text(TEXT, "utf-8")
    return folder


def places(faults: list[str]) -> list[str]:
    return [re.sub(r"^.*/", "", fault.split(": ")[0]) for fault in faults]


def test_a_sound_folder_has_no_fault(corpus):
    row = f"a,1,{hash_text(TEXT)},farming,threat,,none,ada,1,2026-01-01\n"
    (corpus / "annotations" / "ada.csv").write_text(MARKS + row, "utf-8")
    assert check_corpus(corpus) == []


def test_all_faults_of_all_files_in_one_pass(corpus):
    (corpus / "corpus.toml").write_text('composition = "x"\nwrong = 1\n', "utf-8")
    (corpus / "articles" / "b.md").write_text("---\nlang: de\nurl: x\n---\nLe pont.\n", "utf-8")
    (corpus / "articles" / "c.md").write_text("---\ntitle: A: b\n---\nLe pont.\n", "utf-8")
    (corpus / "actors.toml").write_text(
        '[[actors]]\nname = "x"\n\n[[actors]]\ncanonical = "A"\ncolour = "b"\n', "utf-8"
    )
    (corpus / "corrections.csv").write_text("article_id,sentence_no,dropped\na,x,keep\na,1,nonsense\n", "utf-8")
    (corpus / "annotations" / "ada.csv").write_text(
        MARKS + "a,1,x,none,threat,,none,ada,1,\nz,1,x,,threat,,spoken,ada,1,\n"
    )
    told = places(check_corpus(corpus))
    for place in ("corpus.toml:1", "corpus.toml:2", "b.md:2", "b.md:3", "c.md:2", "actors.toml:2", "actors.toml:6",
                  "corrections.csv:2", "corrections.csv:3", "ada.csv:2", "ada.csv:3"):  # fmt: skip
        assert place in told, (place, told)
    assert told.count("ada.csv:3") == 3  # article, stance without theme, voice kind


def test_every_fault_of_a_codebook(corpus):
    path = corpus / "codebook.toml"
    source = path.read_text("utf-8")
    source = source.replace('lang = "en"\nterms', 'lang = "de"\nterms').replace('stance = "threat"', 'stance = "bad"')
    source += '\n[[themes]]\nkey = "Bad Key"\n\n[[themes]]\nkey = "other"\nlabel_en = "x"\n'
    path.write_text(source, "utf-8")
    told = [fault for fault in check_corpus(corpus) if "codebook.toml" in fault]
    assert len(told) == 4
    for words in ("not 'de'", "'bad'", "'Bad Key'", "has no label_fr"):
        assert any(words in fault for fault in told), (words, told)
    lines = source.split("\n")
    for fault in told:
        line = lines[int(re.search(r"toml:(\d+):", fault)[1]) - 1]
        assert line.strip(), fault


def test_marks_that_lost_their_sentence(corpus):
    rows = [
        f"a,1,{hash_text('Autre.')},farming,threat,,none,ada,1,",
        f"a,9,{hash_text(TEXT)},farming,threat,,none,ada,1,",
    ]
    (corpus / "annotations" / "ada.csv").write_text(MARKS + "\n".join([*rows, rows[0]]) + "\n", "utf-8")
    told = check_corpus(corpus)
    assert "is not the one that was marked" in told[0] and "has no sentence 9" in told[1]
    assert "the same mark stands above" in told[2]
    assert places(told)[:3] == ["ada.csv:2", "ada.csv:3", "ada.csv:4"]


def test_every_fault_ends_even_where_blanking_does_not_help():
    def read(text: str) -> None:
        raise DossierError("always", path="x", line=1)

    assert every_fault("a\nb", read, lambda *_: None) == ["x:1: always"]


def test_a_bare_corpus_is_told_what_it_lacks(tmp_path):
    create_corpus(tmp_path / "new")
    told = check_corpus(tmp_path / "new")
    assert len(told) == 2 and "no article" in told[0] and "no themes" in told[1]


def _write_notices(folder, *texts):
    (folder / "articles").mkdir(parents=True)
    for name, text in zip("abcdef", texts, strict=False):
        (folder / "articles" / f"{name}.md").write_text(f"---\noutlet: Le Fanal\nlang: fr\n---\n{text}", "utf-8")


def test_what_a_quota_promises_and_the_corpus_lacks_is_told(tmp_path):
    _write_notices(
        tmp_path, "La mairie ferme le vieux pont samedi.", "Dimanche, la mairie ferme le vieux pont. Trop tôt ?"
    )
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "agreed.csv").write_text("article_id,theme,stance\na,cost,threat\n", "utf-8")
    (tmp_path / "corpus.toml").write_text(
        "[quota]\narticles = 3\noutlets = 1\nwithout_theme = 2\nshortest = 8\nlongest = 10\nshared_words = 6\n"
        "languages = { fr = 2, en = 1 }\n[quota.themes]\ncost = { threat = 1, opportunity = 1 }\n", "utf-8"
    )  # fmt: skip
    assert list(quota_faults(open_corpus(tmp_path))) == [
        "a has 7 words where [quota] promises 8 to 10.",
        "2 articles where [quota] promises 3.",
        "0 articles in en where [quota] promises 1.",
        "1 articles without a theme where [quota] promises 2.",
        "0 articles in which cost is argued as opportunity where [quota] promises 1.",
        "b shares 'la mairie ferme le vieux pont' with a: write it in other words.",
    ]


def test_a_correction_that_meets_no_sentence_is_a_fault(tmp_path):
    _write_notices(tmp_path, "Le pont ferme samedi.", "Le quai rouvre lundi.")
    lines = ["article_id,sentence_no,dropped", "a,1,keep", "b,7,promo", "z,1,keep"]
    (tmp_path / "corrections.csv").write_text("\n".join(lines), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        faults = [fault for fault in check_corpus(tmp_path) if "corrections" in fault]
    assert faults == [
        f"{tmp_path}/corrections.csv:3: meets no sentence of b.",
        f"{tmp_path}/corrections.csv:4: meets no sentence of z.",
    ]
